"""The previews of clauses: they follow the pointer and the keyboard, and stay out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.conftest import BOTH

pytestmark = pytest.mark.browser

HEIGHT = 700
CHIP = ".chip, .cited"
PLACES = [
    ("bearers/leading-group-secretary.html", ".basis .chip"),
    ("matters/term-of-office.html", ".chip"),
    ("duties/zhuti-zeren-guiding.html", ".chip"),
    ("works/jiguan-jiceng-tiaoli.html", ".cited"),
    ("glossary.html", ".chip"),
    ("about.html", ".cited"),
    ("indicators/index.html", ".cited"),
]
"""A page of each kind, and where citations stand on it."""
_IS_PREVIEW = "([x, y]) => !!document.elementFromPoint(x, y).closest('.preview')"


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    """A window of a computer with a mouse, however narrow."""
    page = browser.new_page(viewport={"width": width, "height": HEIGHT})
    yield page
    page.close()


def _preview(chip: Locator) -> Locator:
    return chip.locator(".preview")


def _box(preview: Locator) -> FloatRect:
    """Return where the preview lies once it shows."""
    expect(preview).to_be_visible()
    box = preview.bounding_box()
    assert box is not None
    return box


def _ends(page: Page, selector: str) -> list[Locator]:
    """Return the last and the rightmost of the citations, with all folds open."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    found = page.locator(selector).filter(visible=True)
    right = found.evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    return [found.nth(i) for i in sorted({len(right) - 1, right.index(max(right))})]


@BOTH
def test_a_preview_shows_while_the_pointer_is_on_the_link_or_on_the_preview(page: Page, base: str) -> None:
    page.goto(f"{base}/matters/term-of-office.html")
    chip = page.locator(".chip").first
    expect(_preview(chip)).to_be_hidden()
    chip.locator("a").hover()
    expect(_preview(chip)).to_be_visible()
    expect(_preview(chip)).to_contain_text("现行")
    box = _box(_preview(chip))
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(500)
    expect(_preview(chip)).to_be_visible()
    page.mouse.move(1, 1)
    expect(_preview(chip)).to_be_hidden()


@BOTH
def test_a_preview_shows_on_focus_until_escape_or_the_next_focus(page: Page, base: str) -> None:
    page.goto(f"{base}/guide/worker.html")
    link = page.locator(".cited a").first
    preview = _preview(page.locator(".cited").first)
    link.focus()
    page.keyboard.press("Shift+Tab")
    expect(preview).to_be_hidden()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(preview).to_be_visible()
    page.emulate_media(media="print")
    expect(preview).to_be_hidden()


@BOTH
def test_escape_also_hides_the_preview_under_the_pointer(page: Page, base: str) -> None:
    page.goto(f"{base}/glossary.html")
    chip = page.locator(CHIP).first
    chip.locator("a").hover()
    expect(_preview(chip)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_preview(chip)).to_be_hidden(timeout=200)
    page.mouse.move(1, 1)
    chip.locator("a").hover()
    expect(_preview(chip)).to_be_visible()


@BOTH
def test_a_preview_lies_in_the_window_and_is_not_clipped(page: Page, base: str, width: int) -> None:
    for path, selector in PLACES:
        page.goto(f"{base}/{path}")
        for chip in _ends(page, selector):
            chip.locator("a").hover()
            box = _box(_preview(chip))
            assert _lies_in(box, width), (path, box)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if box["y"] + box["height"] < HEIGHT:
                corner = [box["x"] + box["width"] - 4, box["y"] + box["height"] - 4]
                assert page.evaluate(_IS_PREVIEW, corner), (path, box)


@pytest.mark.parametrize("width", [360], indirect=True)
def test_without_scripts_a_preview_shows_and_lies_in_the_window(
    browser: Browser, folder: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, java_script_enabled=False)
    for path, selector in PLACES[1:]:
        page.goto(f"{folder.as_uri()}/{path}")
        chip = page.locator(selector).filter(visible=True).first
        chip.locator("a").hover()
        box = _box(_preview(chip))
        assert _lies_in(box, width), (path, box)
    page.close()


def _lies_in(box: FloatRect, width: int) -> bool:
    return box["x"] >= 0 and box["x"] + box["width"] <= width
