from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import BOTH, ONE, Tab

pytestmark = pytest.mark.browser

SERVED = ["index.html", "bearers/full-time-deputy-secretary.html", "works/jiguan-jiceng-tiaoli.html"]
PAGES = [
    *SERVED,
    "bearers/organ-party-committee.html",
    "works/wenze-tiaoli.html",
    "duties/index.html",
    "duties/zhuti-zeren-guiding.html",
    "experiences/main-responsibility-inspection.html",
    "problems/index.html",
    "indicators/index.html",
    "glossary.html",
    "about.html",
]


_LATE = 150
"""How long to wait, in milliseconds, for what a page may ask for after it has loaded."""


@pytest.mark.parametrize(
    ("base", "width", "pages"), [("file", 1280, PAGES), ("http", 360, SERVED)], indirect=["base", "width"]
)
def test_pages_open_without_errors_other_hosts_or_sideways_scrolling(
    tab: Tab, width: int, pages: list[str]
) -> None:
    too_wide = []
    for path in pages:
        page = tab.open(path)
        page.wait_for_timeout(_LATE)
        for narrower in (w for w in (1280, 360, 320) if w <= width):
            page.set_viewport_size({"width": narrower, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > narrower:
                too_wide.append((path, narrower))
    assert tab.troubles == []
    assert too_wide == []


@BOTH
def test_the_filter_works_and_stands_in_the_address(tab: Tab) -> None:
    page = tab.open("duties/index.html")
    rows = page.locator("[data-filtered] tbody tr")
    everything = rows.count()
    page.select_option("select[name=stage]", "assess")
    shown = page.locator("[data-filtered] tbody tr:visible").count()
    assert 0 < shown < everything
    expect(page).to_have_url(re.compile("stage=assess"))
    page.goto(page.url.partition("?")[0] + "?bearer=full-time-deputy-secretary#_list")
    assert page.locator("[data-filtered] tbody tr:visible").count() < shown
    assert page.input_value("select[name=bearer]") == "full-time-deputy-secretary"
    page.click("button[type=reset]")
    expect(page.locator("[data-count]")).to_have_text(f"共{everything}条")
    expect(page).not_to_have_url(re.compile(r"\?"))
    assert tab.troubles == []


@ONE
def test_a_filter_without_result_says_what_to_do(tab: Tab) -> None:
    page = tab.open(
        "duties/index.html?bearer=full-time-deputy-secretary&stage=hold-accountable&line=supervision"
    )
    expect(page.locator("[data-none]")).to_contain_text("清除筛选")


@ONE
def test_a_count_of_the_matrix_opens_just_these_duties(tab: Tab) -> None:
    page = tab.open("duties/index.html")
    cell = page.locator(".matrix td a").first
    count = int(cell.inner_text())
    cell.click()
    expect(page.locator("[data-filtered] tbody tr:visible")).to_have_count(count)


@BOTH
def test_the_copy_button_copies_the_citation(tab: Tab) -> None:
    if tab.base.startswith("http"):
        tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = tab.open("works/jiguan-jiceng-tiaoli.html")
    button = page.locator("#art_10__item_3 > .clause-body .copy")
    button.click()
    expect(button).to_have_text("已复制")
    if tab.base.startswith("http"):
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("《机关基层组织条例》第十条第（三）项（中国共产党党和国家机关")


@pytest.mark.parametrize(
    ("base", "width", "query", "address"),
    [
        ("file", 1280, "机关基层 第10条第3项", "works/jiguan-jiceng-tiaoli.html#art_10__item_3"),
        ("file", 360, "专职副书记", "bearers/full-time-deputy-secretary.html"),
        ("http", 360, "三会一课", "glossary.html#three-meetings-one-lecture"),
    ],
    indirect=["base", "width"],
)
def test_search_finds_the_place_first(tab: Tab, query: str, address: str) -> None:
    page = tab.open("bearers/index.html")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill(query)
    first = page.locator("[data-search-results] li a").first
    expect(first).to_be_visible()
    href = first.get_attribute("href")
    assert href is not None
    assert href.endswith(address)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{address}")
    assert tab.troubles == []


@BOTH
def test_the_colours_can_be_switched_and_stay(tab: Tab) -> None:
    page = tab.open("index.html")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    seen = []
    for _ in range(3):
        page.locator("form[data-md-component=palette] label:visible").click()
        seen.append(page.evaluate(scheme))
    assert set(seen) == {"default", "slate"}
    chosen = seen[-1]
    page.reload()
    assert page.evaluate(scheme) == chosen


def test_without_scripts_the_pages_are_complete(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/duties/index.html")
    assert page.locator("[data-filtered] tbody tr").count() > 100
    assert page.locator("[data-filters]").is_hidden()
    assert page.locator("[data-search-open]").first.is_hidden()
    context.close()


@BOTH
def test_folded_duties_open_by_their_links_and_all_at_once(tab: Tab) -> None:
    page = tab.open("bearers/organ-party-committee.html")
    folds = page.locator("details.fold")
    rows = page.locator("details.fold tbody tr:not(.capacity)")
    expect(page.locator("details.fold[open]")).to_have_count(0)
    page.locator(".stage-bar a[href='#_supervise']").click()
    expect(page.locator("details.fold[open] #_supervise")).to_be_visible()
    expect(page.locator("details.fold[open]")).to_have_count(1)
    button = page.locator("[data-unfold]")
    button.click()
    assert rows.evaluate_all("rows => rows.every(row => row.checkVisibility())")
    expect(button).to_have_text("全部收起")
    button.click()
    expect(page.locator("details.fold[open]")).to_have_count(0)
    assert folds.count() > 1
    page.reload()
    expect(page.locator("details.fold[open] #_supervise")).to_be_visible()
    assert tab.troubles == []


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_all_duties_are_unfolded(browser: Browser, folder: Path, scripts: bool) -> None:  # noqa: FBT001
    page = browser.new_page(java_script_enabled=scripts)
    page.goto(f"{folder.as_uri()}/bearers/full-time-deputy-secretary.html")
    duties = page.locator(".plain-duties li a").first
    expect(duties).to_be_hidden()
    page.emulate_media(media="print")
    expect(duties).to_be_visible()
    page.close()


def test_a_strict_address_reaches_the_item(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{folder.as_uri()}/works/jiguan-jiceng-tiaoli.html#art_10__para_1__item_3")
    place = page.locator("#art_10__item_3").bounding_box()
    assert place is not None
    assert 0 < place["y"] < 400
    page.close()
