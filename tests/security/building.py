"""Building a site from another knowledge base, in a copy of the project without its data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.site.building import ROOT

COPIED = ("build_tools", "docs", "site_config")


def project(folder: Path) -> Path:
    """Make a copy of what MkDocs needs, without a knowledge base, and return the folder."""
    folder.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def build(folder: Path, out: Path, **environment: str) -> None:
    """Build the site of ``folder`` into ``out``; findings of a hostile base are no reason to stop."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(out)]
    env = {**os.environ, "ZELIAN_AS_OF": "2026-01-01", "NO_MKDOCS_2_WARNING": "1", **environment}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
