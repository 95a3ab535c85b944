"""The page of the lists, its data and files; what the pages of the works say of themselves to machines."""

from __future__ import annotations

import io
import json
import posixpath
import re
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from build_tools.exports.listing import safe_name
from build_tools.pages.list_files import DATA, lists_data, lists_files
from build_tools.pages.lists import PATH
from build_tools.pages.page import in_script

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.pages.page import Page
    from build_tools.site import Site


def page_at(site: Site, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def test_every_ready_file_is_offered_once_under_a_safe_name(site: Site) -> None:
    html = page_at(site, PATH).html
    links = re.findall(r'href="([^"]+)" download="([^"]+)"', html)
    files = [posixpath.normpath(posixpath.join("lists", href)) for href, _ in links]
    assert sorted(files) == sorted(download.path for download in site.downloads)
    assert all(name == safe_name(name) for _, name in links)
    assert len({name for _, name in links}) == len(links) > 80


def test_the_ready_files_open_and_hold_as_many_duties_as_the_page_says(site: Site) -> None:
    html = page_at(site, PATH).html
    counts = dict(
        re.findall(r'class="num">(\d+)</td>\s*<td data-label="文件"><span><a href="\.\./([^"]+)"', html)
    )
    by_path = {path: int(count) for count, path in counts.items()}
    for path in list(by_path)[:6]:
        files = {download.path: download.data for download in site.downloads}
        table = docx.Document(io.BytesIO(files[path])).tables[0]
        subheads = sum(len({cell.text for cell in row.cells}) == 1 for row in table.rows)
        assert len(table.rows) - 1 - subheads == by_path[path]
        book = openpyxl.load_workbook(io.BytesIO(files[path.replace(".docx", ".xlsx")]))
        assert book["责任清单"].max_row - 1 == by_path[path]


def test_the_files_and_the_data_are_the_same_each_time(kb: KnowledgeBase, site: Site) -> None:
    assert tuple(lists_files(kb)) == site.downloads
    assert lists_data(kb) in site.assets


def test_the_data_lead_to_pages_and_anchors_that_exist(site: Site) -> None:
    script = next(asset.content for asset in site.assets if asset.path == DATA)
    data = json.loads(script.removeprefix("window.zelianLists=").removesuffix(";\n").replace("<\\/", "</"))
    ids = {page.path: set(re.findall(r'\sid="([^"]+)"', page.html)) for page in site.pages}
    places = [duty[4] for duty in data["duties"]] + [
        clause[1] for duty in data["duties"] for clause in duty[6]
    ]
    assert len(places) > 2000
    assert [p for p in places if p.partition("#")[2] not in ids[p.partition("#")[0]]] == []


def test_the_page_of_a_work_says_in_json_ld_what_it_is_about(kb: KnowledgeBase, site: Site) -> None:
    for work in kb.corpus.works.values():
        said = json.loads(page_at(site, f"works/{work.id}.html").linked_data)
        assert said["schema:name"]["@value"] == work.title
        assert "schema:Legislation" in said["@type"]
        assert said["@context"]["eli"].startswith("http://data.europa.eu/eli/")
    assert {page.path.partition("/")[0] for page in site.pages if page.linked_data} == {"works"}


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--<script", "a\u2028b", '"\\'])
def test_data_in_a_script_cannot_end_it(hostile: str) -> None:
    written = in_script({"a": hostile})
    assert not any(bad in written for bad in ("</", "<!--", "\u2028"))
    assert json.loads(written) == {"a": hostile}
