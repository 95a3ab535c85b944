"""The built site in a headless Chromium, from a folder and from a server on this machine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.serving import serving

BOTH = pytest.mark.parametrize(("base", "width"), [("file", 1280), ("http", 360)], indirect=True)
"""Runs a test from a folder in a wide window, and from a server in a narrow one."""
ONE = pytest.mark.parametrize(("base", "width"), [("file", 360)], indirect=True)
"""Runs a test once, for what does not depend on the place of the site nor on the window."""


@pytest.fixture(scope="session")
def folder(built: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    """The built site, in a folder inside the one that is served: a sub-path."""
    out, run = built
    assert run.returncode == 0, run.stderr[-2000:]
    return out


@pytest.fixture
def width(request: pytest.FixtureRequest) -> int:
    """How wide the window is."""
    return int(request.param)


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield address


@pytest.fixture
def base(request: pytest.FixtureRequest, folder: Path) -> str:
    """Where the site stands: in a folder (`file`), or in a sub-path of a server (`http`)."""
    return folder.as_uri() if request.param == "file" else str(request.getfixturevalue("server"))


_LEFT = "net::ERR_ABORTED"
"""How a request fails because its page has been left."""


class Tab:
    """A tab that notes what goes wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.troubles: list[str] = []
        page.on("console", lambda message: self._note(message.type in {"error", "warning"}, message.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))  # noqa: FBT003
        page.on("requestfailed", lambda request: self._note(request.failure != _LEFT, request.url))
        page.on("request", lambda request: self._note(not request.url.startswith(_origin(base)), request.url))

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{path}")
        return self.page

    def _note(self, bad: bool, words: str) -> None:  # noqa: FBT001
        if bad and not words.startswith("data:"):
            self.troubles.append(words)


def _origin(base: str) -> str:
    return "file://" if base.startswith("file:") else base


@pytest.fixture
def tab(browser: Browser, base: str, width: int) -> Iterator[Tab]:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, is_mobile=width < 600, has_touch=width < 600
    )
    yield Tab(context.new_page(), base)
    context.close()
