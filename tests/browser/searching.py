"""Searching in the box as a reader does, for tests and measurements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASK = """async words => {
  const dialog = document.querySelector("[data-search]"), input = dialog.querySelector("input");
  delete dialog.dataset.searched;
  const listed = new Promise(done => {
    new MutationObserver((_, watch) => { watch.disconnect(); done(performance.now()); })
      .observe(dialog, { attributes: true, attributeFilter: ["data-searched"] });
  });
  const begun = performance.now();
  input.value = words;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const took = await listed - begun;
  const root = new URL(dialog.dataset.base + "/", location.href).href;
  const links = [...dialog.querySelectorAll("[data-search-results] li a")];
  return { took, addresses: links.map(link => decodeURI(link.href.slice(root.length))) };
}"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The addresses of the hits, relative to the site, and the milliseconds from input to rows."""

    addresses: list[str]
    took: float


def open_search(page: Page, *, texts: bool = True) -> None:
    """Open the box with its key and wait until the names (and the texts) can be searched."""
    page.keyboard.press("/")
    page.wait_for_selector(f"[data-search][data-ready{'=texts' if texts else ''}]")


def ask(page: Page, words: str) -> Answer:
    """Put ``words`` into the open box and return what it lists."""
    found = page.evaluate(ASK, words)
    return Answer(found["addresses"], found["took"])
