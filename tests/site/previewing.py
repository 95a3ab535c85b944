"""A project that `zelian serve` shows, asked as a browser asks."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.security.building import build

WAIT = 60
"""So many seconds a server may take before it counts as stuck; it takes one or two."""
_RELOADING = re.compile(
    rb"<script>\s*var livereload.*?</script>|<script>.*?livereload\(.*?</script>", re.DOTALL
)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class Site:
    """A project that `zelian serve` shows."""

    def __init__(self, root: Path, address: str) -> None:
        self.root = root
        self.address = address

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.address}{path}", timeout=WAIT) as answer:  # noqa: S310
            content: bytes = answer.read()
        return _RELOADING.sub(b"", content)

    def wait_for(self, path: str, holds: Callable[[bytes], bool]) -> None:
        """Wait until the page at ``path`` is as expected."""
        end = time.monotonic() + WAIT
        while not self._holds(path, holds):
            assert time.monotonic() < end, path
            time.sleep(0.1)

    def _holds(self, path: str, holds: Callable[[bytes], bool]) -> bool:
        try:
            return holds(self.get(path))
        except urllib.error.URLError:
            return False

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    def built(self, folder: Path) -> dict[str, bytes]:
        """Return the files of the site as a build writes them."""
        build(self.root, folder)
        files = (path for path in folder.rglob("*") if path.is_file() and path.name != "sitemap.xml.gz")
        return {p.relative_to(folder).as_posix(): POLICY.sub(b"", p.read_bytes()) for p in files}
