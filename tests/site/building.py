"""Building the real site as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-22"


def build_site(out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of the repository into ``out``, and return what the command said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    env = {**os.environ, "ZELIAN_AS_OF": AS_OF, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
