"""Search among works with nothing but wording: their articles are loaded only when a query asks for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.pages.page import Address
from build_tools.pages.search_index import Section, SectionKind, search_index
from tests.browser.searching import open_search

pytestmark = pytest.mark.browser

WORKS = {
    "甲": "县级人民政府应当公布示例清单。",
    "乙": "主管部门应当在三十日内答复申请人。",
    "丙": "主管部门应当登记活动场所。",
    **dict.fromkeys("丁戊己庚辛壬", "设立的机构应当报请备案。"),
}


def work(number: int, name: str, text: str) -> Section:
    page = f"works/far-{number}.html"
    inner = tuple(
        Section(SectionKind.PROVISION, f"《示例{name}办法》第{at}条", "", Address(page, f"art_{n}"), said)
        for n, at, said in ((1, "一", "为了示例，制定本办法。"), (2, "二", text))
    )
    place = Address(page)
    return Section(SectionKind.WORK, f"示例{name}办法", "办法", place, inner=lambda: inner)


@pytest.fixture
def page(browser: Browser, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A page of the site, with an index of a post and works, each in a shard of its own."""
    monkeypatch.setattr("build_tools.pages.search_far.SHARD", 1)
    kept = shutil.ignore_patterns("data", "ics", "lists", "training", "source", "*.docx", "*.xlsx")
    site = Path(shutil.copytree(folder, tmp_path / "site", ignore=kept))
    post = Section(SectionKind.BEARER, "支部书记", "岗位", Address("bearers/a.html"), "主管支部工作。")
    works = [work(number, name, text) for number, (name, text) in enumerate(WORKS.items())]
    for asset in search_index([post, *works]):
        (site / asset.path).write_text(asset.content, encoding="utf-8")
    page = browser.new_page()
    page.goto((site / "about.html").as_uri())
    open_search(page)
    return page


def asked(page: Page) -> list[str]:
    """Return the shards that were loaded since search was opened."""
    found: list[str] = page.evaluate("[...document.scripts].map(s => s.src.split('/').pop())")
    return [name.removesuffix(".js") for name in found if "-far-" in name]


def first(page: Page, words: str, title: str) -> None:
    """Ask for ``words``, and wait for ``title`` as the first row."""
    page.get_by_role("combobox").fill(words)
    expect(page.get_by_role("option").first.locator(".search-title")).to_have_text(title)


def test_an_article_is_found_by_the_name_of_its_work(page: Page) -> None:
    first(page, "示例乙办法第二条", "《示例乙办法》第二条")
    expect(page.get_by_role("option").first).to_contain_text("三十日内")
    assert asked(page) == ["search-far-1"]


def test_a_text_is_found_by_its_words(page: Page) -> None:
    first(page, "答复申请人", "《示例乙办法》第二条")
    assert asked(page) == ["search-far-1"]
    first(page, "登记活动场所", "《示例丙办法》第二条")
    assert asked(page) == ["search-far-1", "search-far-2"]


def test_works_that_were_not_read_are_counted(page: Page) -> None:
    first(page, "报请备案", "《示例丁办法》第二条")
    said = page.get_by_role("status").first
    expect(said).to_contain_text("另有2部只收了原文的法规可能也有。")
    assert len(asked(page)) == 4
    first(page, "示例壬办法第二条", "《示例壬办法》第二条")
    expect(said).not_to_contain_text("另有")
    first(page, "报请备案", "《示例丁办法》第二条")
    expect(said).to_contain_text("另有1部")


def test_a_reader_may_have_the_next_ones_read(page: Page) -> None:
    first(page, "报请备案", "《示例丁办法》第二条")
    further = page.get_by_role("button", name="再查一批")
    expect(further).to_be_visible()
    further.press("Enter")
    expect(page.get_by_role("option").filter(has_text="《示例壬办法》第二条")).to_be_visible()
    expect(page.get_by_role("status").first).not_to_contain_text("另有")
    expect(further).to_be_hidden()
    expect(page.get_by_role("combobox")).to_be_focused()
    assert len(asked(page)) == 6


def test_when_enough_was_read_the_name_of_the_work_is_asked_for(page: Page) -> None:
    page.evaluate("window.zelianSearch.Engine.prototype.mayRead = () => false")
    first(page, "报请备案", "《示例丁办法》第二条")
    said = page.get_by_role("status").first
    expect(said).to_contain_text("另有2部只收了原文的法规可能也有，写上法规的名称再找。")
    expect(page.get_by_role("button", name="再查一批")).to_be_hidden()


def test_what_stands_near_needs_nothing_more(page: Page) -> None:
    first(page, "支部书记", "支部书记")
    expect(page.get_by_role("status").first).not_to_contain_text("正在")
    page.wait_for_timeout(600)
    assert asked(page) == []


def test_files_that_are_missing_leave_what_was_found(page: Page) -> None:
    assets = Path(urlsplit(page.url).path).parent / "assets"
    for path in (*assets.glob("search-far-*.js"), *assets.glob("search-pairs-*.js")):
        path.unlink()
    first(page, "示例乙办法第二条", "示例乙办法")
    expect(page.get_by_role("status").first).to_contain_text("《示例乙办法》的条文没有读出来")
    first(page, "主管支部工作", "支部书记")
    expect(page.get_by_role("status").first).not_to_contain_text("正在")
    first(page, "示例丙办法", "示例丙办法")
