from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from build_tools.pages.site_files import BUNDLES, SELF_LOADED
from tests.conftest import TINY, TinyBase
from tests.security.building import build, project
from tests.site.crawling import Reading, is_external, read, target

SVG = '"http://www.w3.org/2000/svg"'
"""The name of a vocabulary, which browsers do not open."""
Build = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def html(built: Build) -> dict[str, str]:
    out, _ = built
    return {p.relative_to(out).as_posix(): p.read_text(encoding="utf-8") for p in sorted(out.rglob("*.html"))}


@pytest.fixture(scope="session")
def readings(html: dict[str, str]) -> dict[str, Reading]:
    """What stands in each built page."""
    return {page: read(text) for page, text in html.items()}


def test_mkdocs_builds_the_site_strictly_and_without_warnings(built: Build) -> None:
    _, run = built
    assert (run.returncode, [line for line in run.stderr.splitlines() if "WARNING" in line]) == (0, [])


def test_every_link_of_the_built_site_leads_to_a_file(built: Build, readings: dict[str, Reading]) -> None:
    out, _ = built
    ids = {page: set(reading.ids) for page, reading in readings.items()}
    dead = []
    for page, reading in readings.items():
        for link in (*reading.links, *reading.loaded):
            path, anchor = target(page, link)
            if not (out / path).is_file() or (anchor and path in ids and anchor not in ids[path]):
                dead.append((page, link))
    assert [(page, link) for page, link in dead if link != "#"] == []


def test_the_preview_of_each_link_stands_once_on_the_page(readings: dict[str, Reading]) -> None:
    wrong = [
        (page, preview)
        for page, reading in readings.items()
        for counts in (Counter(reading.ids),)
        for preview in reading.described_by
        if counts[preview] != 1
    ]
    assert wrong == []
    assert all(readings[page].described_by for page in ("about.html", "guide/worker.html"))


def test_a_citation_in_a_page_written_by_hand_is_a_link_with_a_preview(html: dict[str, str]) -> None:
    link = (
        '<span class="cited"><a class="cite" href="works/jiguan-jiceng-tiaoli.html#art_10__item_3" '
        'aria-describedby="_ref1">《机关基层组织条例》第十条第（三）项</a><span class="preview"'
    )
    assert link in html["about.html"]


def test_the_navigation_keeps_its_short_labels(html: dict[str, str]) -> None:
    page = html["indicators/index.html"]
    assert "<title>检查指标 - 责链</title>" in page
    assert 'aria-current="page">检查</a>' in page


def test_nothing_is_loaded_from_another_host(html: dict[str, str], readings: dict[str, Reading]) -> None:
    external = [
        (page, url)
        for page, text in html.items()
        for url in (*readings[page].loaded, *readings[page].links, *re.findall(r"url\((.*?)\)", text))
        if is_external(url.strip("'\""))
    ]
    assert external == []


def test_our_styles_and_scripts_name_no_other_host(built: Build) -> None:
    out, _ = built
    ours = [*(out / "stylesheets").glob("*.css"), *(out / "javascripts").glob("*.js")]
    assert {path.relative_to(out).as_posix() for path in ours} == {*BUNDLES, *SELF_LOADED}
    assert [
        path.name
        for path in ours
        if re.search(r"https?://\w|@import|//[a-z]+\.", path.read_text(encoding="utf-8").replace(SVG, ""))
    ] == []


def test_links_are_relative_so_that_the_site_works_in_a_sub_path(readings: dict[str, Reading]) -> None:
    absolute = [
        (page, url)
        for page, reading in readings.items()
        for url in (*reading.links, *reading.loaded)
        if url.startswith("/")
    ]
    assert absolute == []


def test_a_page_opens_the_copy_of_its_data(built: Build, html: dict[str, str]) -> None:
    out, _ = built
    link = '<a href="../source/regulations/duties/jiguan-jiceng-tiaoli.yml.txt">查看本页数据</a>'
    assert link in html["duties/jiguan-jiceng-tiaoli.html"]
    assert (out / "source/regulations/duties/jiguan-jiceng-tiaoli.yml.txt").is_file()


def test_a_site_that_knows_its_addresses_names_them(tiny_base: TinyBase) -> None:
    root = project(tiny_base.root / "project")
    for name in TINY:
        (root / "regulations" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tiny_base.root / name, root / "regulations" / name)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://host.example/zelian/\n")
    build(root, root / "site", ZELIAN_EDIT_URI="https://forge.example/edit/main/")
    text = (root / "site/works/sample.html").read_text(encoding="utf-8")
    address = "https://forge.example/edit/main/regulations/works/sample/2022-01-01.yml"
    assert f'<a href="{address}">编辑本页数据</a>' in text
    wrong = (root / "site/404.html").read_text(encoding="utf-8")
    assert "没有这一页" in wrong
    assert 'href="/zelian/index.html"' in wrong
    assert 'class="qr"' not in wrong
    printed = (root / "site/bearers/secretary.html").read_text(encoding="utf-8")
    assert "，https://host.example/zelian/bearers/secretary.html</p>" in printed
    assert '<svg viewBox="0 0 ' in printed.partition('<footer class="colophon">')[2]


def test_every_page_says_that_the_official_text_decides(html: dict[str, str]) -> None:
    assert [
        page for page, text in html.items() if "以正式文本为准。法规状态按2026年11月22日推算" not in text
    ] == []


def test_no_page_is_left_in_the_language_of_the_theme(html: dict[str, str]) -> None:
    words = re.compile(r">\s*(Skip to content|Back to top|Table of contents|Search)\s*<")
    assert [page for page, text in html.items() if words.search(text)] == []
