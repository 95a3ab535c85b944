from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_config.hook import SITE_FILES
from tests.site.building import ROOT, build_site
from tests.site.crawling import is_external, read, target

Build = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def html(built: Build) -> dict[str, str]:
    out, _ = built
    return {p.relative_to(out).as_posix(): p.read_text(encoding="utf-8") for p in sorted(out.rglob("*.html"))}


def test_mkdocs_builds_the_site_strictly_and_without_warnings(built: Build) -> None:
    _, run = built
    assert (run.returncode, [line for line in run.stderr.splitlines() if "WARNING" in line]) == (0, [])


def test_every_link_of_the_built_site_leads_to_a_file(built: Build, html: dict[str, str]) -> None:
    out, _ = built
    readings = {path: read(text) for path, text in html.items()}
    dead = []
    for page, reading in readings.items():
        for link in (*reading.links, *reading.loaded):
            path, anchor = target(page, link)
            if not (out / path).is_file() or (
                anchor and path in readings and anchor not in readings[path].ids
            ):
                dead.append((page, link))
    assert [(page, link) for page, link in dead if link != "#"] == []


def test_the_preview_of_each_link_stands_once_on_the_page(html: dict[str, str]) -> None:
    readings = {page: read(text) for page, text in html.items()}
    wrong = [
        (page, preview)
        for page, reading in readings.items()
        for preview in reading.described_by
        if reading.ids.count(preview) != 1
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


def test_nothing_is_loaded_from_another_host(html: dict[str, str]) -> None:
    external = [
        (page, url)
        for page, text in html.items()
        for url in (*read(text).loaded, *read(text).links, *re.findall(r"url\((.*?)\)", text))
        if is_external(url.strip("'\""))
    ]
    assert external == []


def test_our_styles_and_scripts_name_no_other_host(built: Build) -> None:
    out, _ = built
    ours = [*(out / "stylesheets").glob("*.css"), *(out / "javascripts").glob("*.js")]
    assert len(ours) == len(SITE_FILES)
    assert [
        path.name
        for path in ours
        if re.search(r"https?://\w|@import|//[a-z]+\.", path.read_text(encoding="utf-8"))
    ] == []


def test_links_are_relative_so_that_the_site_works_in_a_sub_path(html: dict[str, str]) -> None:
    absolute = [
        (p, u)
        for p, text in html.items()
        for u in (*read(text).links, *read(text).loaded)
        if u.startswith("/")
    ]
    assert absolute == []


def test_a_page_opens_the_copy_of_its_data(built: Build, html: dict[str, str]) -> None:
    out, _ = built
    link = '<a href="../source/regulations/duties/jiguan-jiceng-tiaoli.yml.txt">查看本页数据</a>'
    assert link in html["duties/jiguan-jiceng-tiaoli.html"]
    assert (out / "source/regulations/duties/jiguan-jiceng-tiaoli.yml.txt").is_file()


def test_with_an_edit_address_a_page_opens_its_data_there(tmp_path: Path) -> None:
    run = build_site(tmp_path, ZELIAN_EDIT_URI="https://forge.example/edit/main/")
    assert run.returncode == 0
    text = (tmp_path / "works/jiguan-jiceng-tiaoli.html").read_text(encoding="utf-8")
    address = "https://forge.example/edit/main/regulations/works/jiguan-jiceng-tiaoli/2019-11-29.yml"
    assert f'<a href="{address}">编辑本页数据</a>' in text


def test_a_site_that_knows_its_address_has_a_page_for_wrong_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    config = load_config("mkdocs.yml", site_url="https://host.example/zelian/", site_dir=str(tmp_path))
    build(config)
    text = (tmp_path / "404.html").read_text(encoding="utf-8")
    assert "没有这一页" in text
    assert 'href="/zelian/index.html"' in text
    printed = (tmp_path / "bearers/full-time-deputy-secretary.html").read_text(encoding="utf-8")
    assert "，https://host.example/zelian/bearers/full-time-deputy-secretary.html</p>" in printed
    assert '<svg viewBox="0 0 ' in printed.partition('<footer class="colophon">')[2]
    assert 'class="qr"' not in text


def test_every_page_says_that_the_official_text_decides(html: dict[str, str]) -> None:
    assert [
        page for page, text in html.items() if "以正式文本为准。法规状态按2026年11月22日推算" not in text
    ] == []


def test_no_page_is_left_in_the_language_of_the_theme(html: dict[str, str]) -> None:
    words = re.compile(r">\s*(Skip to content|Back to top|Table of contents|Search)\s*<")
    assert [page for page, text in html.items() if words.search(text)] == []
