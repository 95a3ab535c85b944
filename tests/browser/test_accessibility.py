"""Barriers: what axe-core finds by WCAG 2.1 AA, the keyboard, narrow and wide windows, large text, paper."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

KINDS = [
    "index.html",
    "works/index.html",
    "works/jiguan-jiceng-tiaoli.html",
    "works/wenze-tiaoli.html",
    "bearers/index.html",
    "bearers/full-time-deputy-secretary.html",
    "duties/index.html",
    "duties/zhuti-zeren-guiding.html",
    "matters/index.html",
    "calendar.html",
    "experiences/index.html",
    "experiences/compare.html",
    "experiences/main-responsibility-inspection.html",
    "problems/index.html",
    "indicators/index.html",
    "glossary.html",
    "timeline.html",
    "coverage.html",
    "map.html",
    "data.html",
    "training/index.html",
    "guide/worker.html",
]
"""A page of each kind."""
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_ABOUT_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules of these whose answer depends on the colours: light and dark differ in nothing else."""
_OPEN_AND_TRIM = """() => {
  document.querySelectorAll("details").forEach(fold => { fold.open = true; });
  document.querySelectorAll("tbody, ul, ol, section").forEach(list => {
    Array.from(list.children).slice(9).forEach(item => item.remove());
  });
}"""
"""Opens what is folded up; of long lists, whose entries are made alike, a part is enough."""
_RUN = """async rules => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]}))
  .violations.map(found => [found.id, found.nodes.length, found.nodes[0].html])"""
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_A4 = {"format": "A4", "prefer_css_page_size": True}


@pytest.mark.parametrize(("scheme", "rules"), [("light", _RULES), ("dark", _ABOUT_COLOUR)])
def test_axe_finds_no_barrier_on_any_kind_of_page(
    browser: Browser, folder: Path, scheme: Literal["light", "dark"], rules: list[str]
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found: dict[str, Any] = {}
    for path in KINDS:
        page.goto(f"{folder.as_uri()}/{path}")
        page.evaluate(_OPEN_AND_TRIM)
        page.evaluate(_AXE)
        if violations := page.evaluate(_RUN, rules):
            found[path] = violations
    page.close()
    assert found == {}


def test_axe_would_find_a_barrier(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{folder.as_uri()}/index.html")
    page.evaluate("document.querySelector('h1').style.color = '#eee'")
    page.evaluate(_AXE)
    assert [rule for rule, *_ in page.evaluate(_RUN, _ABOUT_COLOUR)] == ["color-contrast"]
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_no_page_scrolls_sideways(browser: Browser, folder: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    too_wide = []
    for path in KINDS:
        page.goto(f"{folder.as_uri()}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        if page.evaluate(_OVERFLOW) > 0:
            too_wide.append(path)
    page.close()
    assert too_wide == []


def test_text_at_twice_its_size_stays_readable(browser: Browser, folder: Path) -> None:
    """Zoom to 200 % of a window of 1280 pixels: half the width in CSS pixels, twice as dense (WCAG 1.4.4)."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    too_wide = []
    for path in KINDS:
        page.goto(f"{folder.as_uri()}/{path}")
        expect(page.locator("h1").first).to_be_visible()
        if page.evaluate(_OVERFLOW) > 0:
            too_wide.append(path)
    context.close()
    assert too_wide == []


def test_nothing_moves_for_those_who_want_no_motion(browser: Browser, folder: Path) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{folder.as_uri()}/works/jiguan-jiceng-tiaoli.html")
    moving = """() => Array.from(document.querySelectorAll("*")).filter(element => {
      const style = getComputedStyle(element);
      return style.animationName !== "none" || style.transitionDuration.split(", ").some(t => t !== "0s");
    }).length"""
    assert page.evaluate(moving) == 0
    page.close()


def test_pages_can_be_read_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/works/jiguan-jiceng-tiaoli.html#art_10")
    expect(page.locator("#art_10 .digest").first).to_be_visible()
    expect(page.locator("#art_10 .copy").first).to_be_hidden()
    page.goto(f"{folder.as_uri()}/duties/index.html")
    assert page.locator("[data-filtered] tbody tr:visible").count() > 1000
    page.goto(f"{folder.as_uri()}/index.html")
    expect(page.locator(".link-picture svg")).to_be_visible()
    context.close()


def test_the_keyboard_leads_from_clause_to_clause(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{folder.as_uri()}/works/jiguan-jiceng-tiaoli.html#art_10")
    turn = page.locator("#art_10 > .turn")
    expect(turn.locator("[rel=prev]")).to_have_attribute("href", "#art_9")
    turn.locator("[rel=next]").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#art_11$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.clause-article').id") == "art_11"
    page.close()


def test_the_keyboard_walks_through_the_page_in_order_and_into_the_picture(
    browser: Browser, folder: Path
) -> None:
    page = browser.new_page()
    page.goto(f"{folder.as_uri()}/index.html")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".link-picture a.node").first.focus()
    first = page.evaluate("document.activeElement.querySelector('title').textContent")
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.querySelector('title').textContent")
    assert first != second
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"works/.+\.html"))
    page.close()


def _copied(page: Page) -> str:
    page.evaluate("window.prompt = () => null")
    page.locator("#art_10 .copy").first.click()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<textarea id=paste></textarea>')")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    return page.locator("#paste").input_value()


def test_a_copied_citation_names_the_work_and_on_a_server_the_address(
    browser: Browser, folder: Path, server: str
) -> None:
    for base, has_address in ((folder.as_uri(), False), (server, True)):
        page = browser.new_page()
        page.goto(f"{base}/works/jiguan-jiceng-tiaoli.html")
        copied = _copied(page)
        assert copied.startswith("《机关基层组织条例》第十条")
        assert "（中国共产党" in copied
        assert (f"{base}/works/jiguan-jiceng-tiaoli.html#art_10" in copied) is has_address
        page.close()


@pytest.mark.parametrize(
    ("path", "head", "fewest", "most"),
    [
        ("bearers/full-time-deputy-secretary.html", "责任内容", 3, 12),
        ("works/jiguan-jiceng-tiaoli.html", "", 8, 40),
        ("indicators/index.html", "", 5, 150),
    ],
)
def test_pages_print_on_a4_with_repeated_heads_and_their_source(  # noqa: PLR0913, PLR0917
    browser: Browser, folder: Path, tmp_path: Path, path: str, head: str, fewest: int, most: int
) -> None:
    page = browser.new_page()
    page.goto(f"{folder.as_uri()}/{path}")
    page.pdf(path=tmp_path / "page.pdf", **_A4)  # type: ignore[arg-type]
    page.close()
    sheets = PdfReader(tmp_path / "page.pdf").pages
    assert fewest <= len(sheets) <= most
    said = [re.sub(r"\s", "", sheet.extract_text()) for sheet in sheets]
    assert "来源：责链" in said[-1]
    assert "复制引用" not in "".join(said)
    assert all(sheet.mediabox.width < sheet.mediabox.height for sheet in sheets)
    if head:
        assert sum(head in text for text in said) >= 2
