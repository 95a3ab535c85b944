"""The built site in a headless Chromium, from a folder and from a server on this machine."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.building import build_site

BOTH = pytest.mark.parametrize(("base", "width"), [("file", 1280), ("http", 360)], indirect=True)
"""Runs a test from a folder in a wide window, and from a server in a narrow one."""
ONE = pytest.mark.parametrize(("base", "width"), [("file", 360)], indirect=True)
"""Runs a test once, for what does not depend on the place of the site nor on the window."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        reason = f"no Chromium on this machine (looked for {', '.join(CHROMIUM)})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, in a folder inside the one that is served: a sub-path."""
    out = tmp_path_factory.mktemp("served") / "zelian"
    assert build_site(out).returncode == 0
    return out


@pytest.fixture
def width(request: pytest.FixtureRequest) -> int:
    """How wide the window is."""
    return int(request.param)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the base class)
        pass


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/{folder.name}"
        httpd.shutdown()
        thread.join()


@pytest.fixture
def base(request: pytest.FixtureRequest, folder: Path) -> str:
    """Where the site stands: in a folder (`file`), or in a sub-path of a server (`http`)."""
    return folder.as_uri() if request.param == "file" else str(request.getfixturevalue("server"))
