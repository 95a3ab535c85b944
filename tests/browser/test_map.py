"""The map of links in a browser: keyboard, history, search; pictures of duties; what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import BOTH, ONE, Tab

pytestmark = pytest.mark.browser

_CURRENT = "[data-map-view] [aria-current=true]"
_FAULTS = """() => {
  const map = window.zelianMap, faults = [];
  const before = (a, b) => a.x + a.width <= b.x || a.y + a.height <= b.y;
  const apart = (a, b) => before(a, b) || before(b, a);
  const inside = (a, plan) => a.x >= 0 && a.y >= 0
    && a.x + a.width <= plan.width && a.y + a.height <= plan.height;
  map.graph.nodes.forEach(node => {
    const view = map.around(node, map.ENOUGH);
    const near = new Set(node.near.map(one => one.node.key));
    const direct = view.shown.filter(item => item.step === 1).length;
    if (view.shown.length > 60) { faults.push(["many", node.key]); }
    if (direct + view.left.length !== near.size) { faults.push(["lost", node.key]); }
    if (view.left.length && view.shown.length < 60) { faults.push(["room", node.key]); }
    const plan = map.arrange(map.graph, view);
    if (plan.boxes.length !== view.shown.length) { faults.push(["boxes", node.key]); }
    plan.boxes.forEach((a, i) => {
      if (!inside(a, plan)) { faults.push(["out", node.key]); }
      if (!plan.boxes.slice(i + 1).every(b => apart(a, b))) { faults.push(["covered", node.key]); }
    });
  });
  return [map.graph.nodes.length, faults.slice(0, 5)];
}"""
"""What is wrong with the neighbourhood of any record: too many, some lost, boxes that cover each other."""

_FULLEST = "window.zelianMap.graph.nodes.reduce((a, b) => b.near.length > a.near.length ? b : a).key"


def _opened(tab: Tab, query: str = "") -> tuple[Page, Locator]:
    page = tab.open(f"map.html{query}")
    current = page.locator(_CURRENT)
    expect(current).to_be_visible()
    return page, current


@BOTH
def test_the_keyboard_walks_through_the_map_and_back(tab: Tab, width: int) -> None:
    page, current = _opened(tab)
    start = current.get_attribute("data-key")
    current.focus()
    page.keyboard.press("ArrowLeft")
    clause = page.evaluate("document.activeElement.dataset.key")
    assert clause.startswith("provision:")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.key") == start
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(current).to_have_attribute("data-key", clause)
    expect(current).to_be_focused()
    expect(page.locator("[data-map-said]")).to_contain_text("现在看条款")
    page.reload()
    expect(current).to_have_attribute("data-key", clause)
    current.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-map]') !== null")
    current.focus()
    page.keyboard.press("Backspace")
    expect(current).to_have_attribute("data-key", str(start))
    expect(page.locator("[data-map-back]")).to_be_disabled()
    page.go_forward()
    expect(current).to_have_attribute("data-key", clause)
    page.locator("[data-map-list] a").first.click()
    expect(current).not_to_have_attribute("data-key", clause)
    page.locator("[data-map-back]").click()
    expect(current).to_have_attribute("data-key", clause)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.troubles == []


@ONE
def test_no_neighbourhood_is_too_large_and_no_box_covers_another(tab: Tab) -> None:
    page, _ = _opened(tab)
    count, faults = page.evaluate(_FAULTS)
    assert count > 2000
    assert faults == []


@ONE
def test_a_record_with_very_many_links_lists_those_not_drawn(tab: Tab) -> None:
    page, current = _opened(tab)
    fullest = page.evaluate(_FULLEST)
    page.goto(f"{tab.base}/map.html?at={fullest}")
    expect(current).to_have_attribute("data-key", fullest)
    assert page.locator("[data-map-view] .map-node").count() == 60
    said = page.locator("[data-map-said]").inner_text()
    found = re.search(r"直接相连(\d+)个，画出最近的(\d+)个，其余(\d+)个列在下面", said)
    assert found is not None
    every, drawn, left = map(int, found.groups())
    assert (drawn, drawn + left) == (59, every)
    page.locator(".map-more > summary").first.click()
    assert page.locator(".map-more").first.locator("tbody tr").count() == left


@ONE
def test_a_start_is_found_by_its_words_and_an_unknown_one_is_named(tab: Tab) -> None:
    page, current = _opened(tab, "?at=duty:nothing")
    expect(page.locator("[data-map-said]")).to_contain_text("没有叫“duty:nothing”的记录")
    page.fill("#_map-q", "没有这样的词")
    expect(page.locator("[data-map-said]")).to_contain_text("没有找到")
    page.fill("#_map-q", "机关基层 第十条")
    expect(page.locator("[data-map-found] a").first).to_contain_text("第十条")
    page.keyboard.press("Enter")
    expect(current).to_have_attribute("data-key", "provision:jiguan-jiceng-tiaoli/art_10")
    expect(page.locator("[data-map-open]")).to_have_attribute(
        "href", "works/jiguan-jiceng-tiaoli.html#art_10"
    )
    expect(page.locator("[data-map-found] a")).to_have_count(0)
    assert tab.troubles == []


@BOTH
def test_the_picture_of_a_duty_is_drawn_when_it_is_opened(tab: Tab, width: int) -> None:
    page = tab.open("duties/zhuti-zeren-guiding.html")
    fold = page.locator(".duty-links").first
    fold.locator("summary").click()
    current = fold.locator("[aria-current=true]")
    expect(current).to_be_visible()
    assert current.get_attribute("data-key") == fold.get_attribute("data-links-of")
    clause = fold.locator("a.node-provision").first
    assert re.search(r"/works/[a-z-]+\.html#art_\d+", clause.get_attribute("href") or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    clause.click()
    page.wait_for_url(re.compile(r"/works/.+#art_"))
    assert tab.troubles == []


def test_without_scripts_the_map_shows_a_picture_with_links(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/map.html")
    expect(page.locator("[data-map-view] svg a.node").first).to_be_visible()
    expect(page.locator("[data-map-search]")).to_be_hidden()
    expect(page.locator("noscript")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "words", "scripts"),
    [
        ("bearers/full-time-deputy-secretary.html", ("专职副书记的责任联系", "条款"), "with scripts"),
        ("works/zhuti-zeren-guiding.html", ("制定机关", "各章的责任"), ""),
    ],
)
def test_what_is_folded_up_is_printed(  # noqa: PLR0913, PLR0917
    browser: Browser, folder: Path, tmp_path: Path, path: str, words: tuple[str, ...], scripts: str
) -> None:
    context = browser.new_context(java_script_enabled=bool(scripts))
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/{path}")
    assert page.locator(".picture-open:not([open])").count() == 1
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    context.close()
    said = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages)
    assert [word for word in words if word not in said] == []


@ONE
def test_on_a_phone_the_timeline_starts_with_the_last_years(tab: Tab) -> None:
    page = tab.open("timeline.html")
    years = [int(year) for year in page.locator(".tl-years:visible > li > b:visible").all_inner_texts()]
    assert years == sorted(years, reverse=True)
    assert len(years) > 3
    frame = page.locator(".recent-first").bounding_box()
    last = page.locator(".tl-year").last.bounding_box()
    assert frame is not None
    assert last is not None
    assert frame["x"] <= last["x"] <= frame["x"] + frame["width"]
    page.locator(".tl-years a").first.click()
    page.wait_for_function("document.querySelector('tr:target') !== null")
