"""Journeys through the search box."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import BOTH, ONE, Tab
from tests.browser.searching import ask, open_search

pytestmark = pytest.mark.browser

POST = "bearers/full-time-deputy-secretary.html"
FIRST_LOAD = 250_000
"""Bytes, compressed, that a page may load before search is opened."""


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def hits(page: Page) -> Locator:
    return page.get_by_role("option")


def chosen(page: Page) -> str | None:
    """Return the id of the row that the field points out, which is the one marked as selected."""
    pointed = field(page).get_attribute("aria-activedescendant")
    assert page.locator("[data-search-results] [aria-selected=true]").evaluate_all(
        "all => all.map(a => a.id)"
    ) == [pointed]
    return pointed


@BOTH
def test_typing_lists_marked_hits_in_groups_with_their_number(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.type("机关党委")
    expect(hits(page).first).to_contain_text("机关党委")
    expect(hits(page).first.locator("mark").first).to_have_text("机关党委")
    expect(page.get_by_role("group", name="条款")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("处")
    assert field(page).get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert tab.troubles == []


@BOTH
def test_the_arrow_keys_choose_and_enter_opens(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.insert_text("述职评议")
    expect(hits(page).nth(2)).to_be_visible()
    first = chosen(page)
    page.keyboard.press("ArrowUp")
    assert chosen(page) == hits(page).last.get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == first
    page.keyboard.press("ArrowDown")
    second = hits(page).nth(1)
    assert chosen(page) == second.get_attribute("id")
    target = second.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    assert tab.troubles == []


@ONE
def test_escape_closes_and_clears_the_address(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.insert_text("换届")
    expect(page).to_have_url(re.compile("q="))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).not_to_have_url(re.compile(r"\?"))


@BOTH
def test_a_filter_is_reached_by_tab_and_stands_in_the_address(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.insert_text("责任清单")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    button = page.locator("[data-search-kinds] button:focus")
    kind = button.get_attribute("data-kind")
    count = int(button.locator("span").inner_text())
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-kinds] [aria-pressed=true]")).to_have_attribute("data-kind", str(kind))
    expect(page.locator("[data-search-kinds] button:focus")).to_have_attribute("data-kind", str(kind))
    assert set(hits(page).locator(".search-kind").all_inner_texts()) == {kind}
    assert 0 < hits(page).count() <= count
    expect(page).to_have_url(re.compile("kind="))
    page.reload()
    expect(page.locator("[data-search-kinds] [aria-pressed=true]")).to_have_attribute("data-kind", str(kind))
    assert tab.troubles == []


@BOTH
def test_an_address_with_a_query_opens_its_hits_and_going_back_finds_them_again(tab: Tab) -> None:
    page = tab.open(f"{POST}?q=三会一课")
    expect(hits(page).first).to_contain_text("三会一课")
    assert field(page).input_value() == "三会一课"
    page.wait_for_selector("[data-search][data-ready=texts]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#three-meetings-one-lecture")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.go_back()
    expect(hits(page).first).to_contain_text("三会一课")
    assert tab.troubles == []


@ONE
def test_a_hit_on_the_page_itself_closes_the_box_and_goes_there(tab: Tab) -> None:
    page = tab.open("glossary.html")
    open_search(page)
    page.keyboard.insert_text("灯下黑")
    expect(hits(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"glossary\.html#blind-spot$"))
    expect(page.locator("#blind-spot")).to_be_in_viewport()


@ONE
def test_what_an_input_method_has_not_finished_is_not_searched(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    before = page.locator("[data-search]").get_attribute("data-searched")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "jiguan", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(80)
    assert field(page).input_value() == "jiguan"
    assert page.locator("[data-search]").get_attribute("data-searched") == before
    session.send("Input.insertText", {"text": "机关纪委"})
    expect(hits(page).first).to_contain_text("机关纪委")


@ONE
def test_a_slash_in_the_box_is_a_slash(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.type("1/3")
    assert field(page).input_value() == "1/3"


@BOTH
def test_without_a_hit_the_box_says_what_was_tried_and_where_to_look(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.keyboard.insert_text("<i>魑魅魍魉</i>")
    help_ = page.locator("[data-search-help]")
    expect(help_).to_contain_text("没有找到“<i>魑魅魍魉</i>”")
    expect(help_).to_contain_text("已经试过")
    expect(hits(page)).to_have_count(0)
    assert page.locator("[data-search-help] i").count() == 0
    assert field(page).get_attribute("aria-expanded") == "false"
    page.get_by_role("dialog").get_by_role("link", name="岗位").click()
    page.wait_for_url("**/bearers/index.html")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert tab.troubles == []


@ONE
def test_an_example_in_the_empty_box_is_a_query(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    page.get_by_role("dialog").get_by_role("button", name="zzfsj").click()
    expect(hits(page).first).to_contain_text("专职副书记")
    expect(page.get_by_role("status").first).to_contain_text("也按“专职副书记”")
    assert field(page).evaluate("input => input === document.activeElement")


@ONE
def test_a_clause_that_does_not_exist_leads_to_the_one_around_it(tab: Tab) -> None:
    page = tab.open(POST)
    open_search(page)
    found = ask(page, "机关条例第十条第三十项")
    assert found.addresses[0] == "works/jiguan-jiceng-tiaoli.html#art_10"
    expect(page.get_by_role("status").first).to_contain_text("没有完全相同的款项")


@pytest.mark.parametrize(("base", "width"), [("http", 360)], indirect=True)
def test_an_index_that_cannot_be_read_says_so(tab: Tab) -> None:
    page = tab.open(POST)
    page.route("**/search-heads.js", lambda route: route.abort())
    page.keyboard.press("/")
    expect(page.get_by_role("status").first).to_contain_text("索引没有读出来")


@pytest.mark.parametrize(("base", "width"), [("http", 360)], indirect=True)
def test_names_and_clauses_are_found_before_the_texts_are_read(tab: Tab) -> None:
    page = tab.open(POST)
    page.route("**/search-texts.js", lambda route: None)
    open_search(page, texts=False)
    assert ask(page, "机关条例十条三项").addresses[0] == "works/jiguan-jiceng-tiaoli.html#art_10__item_3"
    assert ask(page, "zzfsj").addresses[0] == "bearers/full-time-deputy-secretary.html"
    assert "glossary.html#blind-spot" in ask(page, "灯黑下").addresses
    expect(page.get_by_role("status").first).to_contain_text("正文还在读取")


@pytest.mark.parametrize(("base", "width"), [("http", 1280)], indirect=True)
@pytest.mark.parametrize("path", ["index.html", POST, "works/jiguan-jiceng-tiaoli.html", "duties/index.html"])
def test_the_index_is_loaded_only_when_search_is_used(tab: Tab, folder: Path, path: str) -> None:
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page = tab.open(path)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search-heads" in url] == []
    first = [folder / url.removeprefix(f"{tab.base}/") for url in asked if url.startswith(tab.base)]
    assert sum(len(gzip.compress(file.read_bytes())) for file in first) < FIRST_LOAD
    open_search(page)
    index = [url.rpartition("/")[2] for url in asked if "assets/search-" in url]
    assert index == ["search-heads.js", "search-texts.js", "search-pages.js"]
