"""Pages laid into a frame of the theme are what the theme's template writes for each of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import TINY, TinyBase
from tests.security.building import project

_UNFRAMED = """
import sys
from build_tools.pages.frames import Frames
Frames.lay = lambda self, kind, parts, write: write(parts)
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""
_FRAMED = "import sys; from mkdocs.__main__ import cli; cli(sys.argv[1:])"


def built(root: Path, out: Path, program: str, **environment: str) -> dict[str, bytes]:
    """Return the pages of the project as MkDocs builds them in ``program``."""
    command = [sys.executable, "-c", program, "build", "--quiet", "--site-dir", str(out)]
    env = {**os.environ, "ZELIAN_AS_OF": "2026-01-01", "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*.html")}


FOLDERS = {
    *("bearers", "duties", "experiences", "indicators", "lists", "matters", "problems", "training", "works"),
    *("calendar.html", "coverage.html", "data.html", "glossary.html", "index.html", "map.html"),
}
"""Where the types of page stand."""


@pytest.mark.parametrize(
    ("settings", "environment"),
    [
        ("", {}),
        ("\nsite_url: https://host.example/zelian/\n", {"ZELIAN_EDIT_URI": "https://forge.example/e"}),
    ],
    ids=["without an address", "with addresses"],
)
def test_every_page_in_its_frame_is_as_the_template_writes_it(
    tmp_path: Path, settings: str, environment: dict[str, str]
) -> None:
    root = project(tmp_path / "project")
    base = TinyBase(root / "regulations")
    for path, text in TINY.items():
        base.write(path, text)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(settings)
    framed = built(root, tmp_path / "framed", _FRAMED, **environment)
    assert framed == built(root, tmp_path / "unframed", _UNFRAMED, **environment)
    assert {path.partition("/")[0] for path in framed} >= FOLDERS
