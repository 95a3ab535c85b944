"""`zelian serve`: after a change a browser gets what a build of the changed data would hold."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TINY, TinyBase
from tests.security.building import project
from tests.site.previewing import POLICY, Site

DUTY = "duties/sample.yml"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = project(tmp_path_factory.mktemp("preview") / "project")
    base = TinyBase(root / "regulations")
    for path, text in TINY.items():
        base.write(path, text)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"\nsite_url: http://127.0.0.1:{port}/\n")
    command = [sys.executable, "-m", "build_tools", "serve", "--port", str(port)]
    env = {**os.environ, "ZELIAN_AS_OF": "2026-01-01", "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=root, env=env, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            found = Site(root, f"http://127.0.0.1:{port}/")
            found.wait_for("index.html", bool)
            yield found
        finally:
            os.killpg(server.pid, signal.SIGINT)


def differing(site: Site, files: dict[str, bytes]) -> list[str]:
    """Return the files that the server does not give as they are."""
    return [path for path, content in files.items() if POLICY.sub(b"", site.get(path)) != content]


def test_an_edit_shows_everywhere_as_in_a_build(site: Site, tmp_path: Path) -> None:
    assert differing(site, site.built(tmp_path / "before")) == []
    site.edit(f"regulations/{DUTY}", "title: ", "title: 改过的")
    site.wait_for("duties/sample.html", lambda page: "改过的".encode() in page)
    after = site.built(tmp_path / "after")
    assert differing(site, after) == []
    assert "改过的".encode() in after["assets/search-heads.js"]


def test_a_new_record_gets_its_page_and_one_that_is_gone_loses_it(site: Site) -> None:
    work = site.root / "regulations/works/added/work.yml"
    work.parent.mkdir()
    text = (site.root / "regulations/works/model/work.yml").read_text(encoding="utf-8")
    work.write_text(text.replace("id: model", "id: added").replace("样板", "增加"), encoding="utf-8")
    site.wait_for("works/added.html", lambda page: "增加规定".encode() in page)
    assert "增加规定".encode() in site.get("works/index.html")
    work.unlink()
    site.wait_for("works/index.html", lambda page: "增加规定".encode() not in page)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        site.get("works/added.html")


def test_a_change_of_a_page_written_by_hand_shows_too(site: Site) -> None:
    site.edit("docs/about.md", "# ", "# 改过的")
    site.wait_for("about.html", lambda page: "改过的".encode() in page)
    assert "责任".encode() in site.get("duties/index.html")


def test_a_slip_in_the_data_does_not_end_the_preview(site: Site) -> None:
    path = site.root / "regulations" / DUTY
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\n  [", encoding="utf-8")
    site.wait_for("duties/index.html", lambda page: b"duties/sample.html#" not in page)
    path.write_text(text, encoding="utf-8")
    site.wait_for("duties/sample.html", lambda page: "改过的".encode() in page)


@pytest.mark.parametrize(
    "path", ["../mkdocs.yml", "%2e%2e/mkdocs.yml", "works/../../mkdocs.yml", "none.html"]
)
def test_nothing_outside_the_site_is_shown(site: Site, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        site.get(path)
