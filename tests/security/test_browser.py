"""The built pages in a real browser: nothing runs, nothing is asked for, and the policy is never touched."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from tests.security.building import build, project
from tests.security.hostile import write_base
from tests.security.payloads import PAYLOADS
from tests.site.serving import serving

pytestmark = pytest.mark.browser

_WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", function (event) {
  window.__violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""
_LATE = 60
"""How long to wait, in milliseconds, for what a page may start after it has loaded."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose texts are payloads, each in many fields."""
    root = project(tmp_path_factory.mktemp("hostile") / "project")
    turns = itertools.cycle(PAYLOADS)
    write_base(root / "regulations", lambda: next(turns), names_too=True)
    build(root, root / "site")
    return root / "site"


class Watched:
    """A page that notes what must not happen."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.faults: list[str] = []
        page.add_init_script(_WATCH)
        page.on("dialog", self._asked_aloud)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("popup", lambda popup: self.faults.append(f"popup {popup.url}"))
        page.on("request", lambda request: self._asked(request.url))

    def _asked_aloud(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:image/svg+xml")):
            self.faults.append(f"request {url}")

    def visit(self, path: str) -> None:
        self.page.goto(f"{self.base}/{path}")
        self.page.wait_for_timeout(_LATE)
        self.check(path)

    def check(self, what: str) -> None:
        """Note what ran, what the policy had to stop, and what stands in the page that should not."""
        found = self.page.evaluate(
            "() => ({ran: window.__pwned || 0, stopped: window.__violations,"
            " marked: document.querySelectorAll('[data-pwned]').length})"
        )
        if found["ran"] or found["stopped"] or found["marked"]:
            self.faults.append(f"{what}: {found}")


@pytest.fixture
def watched(browser: Browser, folder: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Watched(context.new_page(), folder.as_uri())
    context.close()


def of_each_type(folder: Path, count: int) -> list[str]:
    """Return so many pages of each type: of each folder its index, comparisons, and other pages."""
    types: dict[str, list[str]] = defaultdict(list)
    for path in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html")):
        place, _, name = path.rpartition("/")
        kind = re.match(r"index|compare|\d|", name)
        nested = place.partition("/")[0] + ("/…" if "/" in place else "")
        types[f"{nested}/{kind[0] if kind else ''}" if place else path].append(path)
    return [path for paths in types.values() for path in paths[:count]]


@pytest.mark.parametrize(("way", "count"), [("file", 3), ("http", 1)])
def test_no_page_of_a_hostile_base_runs_asks_or_touches_the_policy(
    watched: Watched, folder: Path, way: str, count: int, record_property: Callable[[str, object], None]
) -> None:
    assert _troubles(watched, folder, way, of_each_type(folder, count)) == []
    record_property("inputs", len(of_each_type(folder, count)))


@pytest.mark.parametrize("way", ["file", "http"])
def test_no_page_of_the_real_site_runs_asks_or_touches_the_policy(
    watched: Watched,
    built: tuple[Path, subprocess.CompletedProcess[str]],
    way: str,
    record_property: Callable[[str, object], None],
) -> None:
    paths = of_each_type(built[0], 1)
    assert len(paths) > 20
    assert _troubles(watched, built[0], way, paths) == []
    record_property("inputs", len(paths))


def _troubles(watched: Watched, folder: Path, way: str, paths: list[str]) -> list[str]:
    if way == "file":
        return _visit_all(watched, folder.as_uri(), paths)
    with serving(folder) as address:
        return _visit_all(watched, address, paths)


def _visit_all(watched: Watched, base: str, paths: list[str]) -> list[str]:
    watched.base = base
    for path in paths:
        watched.visit(path)
        if not watched.page.locator("meta[http-equiv=Content-Security-Policy]").count():
            watched.faults.append(f"{path}: no policy")
    return watched.faults


def test_previews_of_a_hostile_base_are_text(watched: Watched) -> None:
    watched.visit("works/sample.html")
    for holder in watched.page.locator(".chip a, .cited > a").all()[:10]:
        holder.focus()
    watched.check("previews")
    assert watched.faults == []


@pytest.mark.parametrize("query", [*PAYLOADS[:2], "pwned", "每月", "__proto__"])
def test_searching_a_hostile_base_shows_text(watched: Watched, query: str) -> None:
    page = watched.page
    watched.visit("index.html")
    page.keyboard.press("/")
    page.locator("dialog input[type=search]").fill(query)
    page.wait_for_selector("dialog[data-ready=texts]")
    page.wait_for_timeout(_LATE)
    watched.check(query)
    page.goto(f"{watched.base}/index.html?q=<img src=x onerror=window.__pwned=1>&kind=<b>")
    page.wait_for_timeout(_LATE)
    watched.check("address")
    assert watched.faults == []


def test_the_policy_stops_what_a_page_would_let_in(browser: Browser, folder: Path) -> None:
    """Proof that the policy is on: what no page holds is put into one by hand."""
    page = browser.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{folder.as_uri()}/index.html")
    page.evaluate(
        """() => {
          const holder = document.createElement("div");
          holder.innerHTML = "<img src=x onerror='window.__pwned=1'>"
            + "<button onclick='window.__pwned=1'>x</button>"
            + "<iframe src='https://pwned.invalid/'></iframe><img src='https://pwned.invalid/x.png'>";
          document.body.appendChild(holder);
          holder.querySelector("button").click();
          const script = document.createElement("script");
          script.textContent = "window.__pwned=1";
          document.head.appendChild(script);
          const far = document.createElement("script");
          far.src = "https://pwned.invalid/x.js";
          document.head.appendChild(far);
        }"""
    )
    page.wait_for_timeout(4 * _LATE)
    assert page.evaluate("window.__pwned") is None
    stopped = {violation.split()[0] for violation in page.evaluate("window.__violations")}
    assert {"script-src-attr", "script-src-elem", "frame-src", "img-src"} <= stopped
    page.close()
