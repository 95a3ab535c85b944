"""The preview: a site of which a page is written when a browser first asks for it.

After a change of the data nothing is written until it is looked at again, so that what a maintainer waits for
is reading the data and one page.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.files import write_atomically

if TYPE_CHECKING:
    from build_tools.site import Part

Page = Callable[[], str]
"""What makes the HTML of a page."""


class Preview:
    """The pages and parts of a site that are still to be written into the folder that a server shows."""

    def __init__(self) -> None:
        """Offer nothing."""
        self.changing = threading.RLock()
        """Held while the data is read anew: a request then waits for the new page."""
        self._folder = Path()
        self._pages: dict[str, Page] = {}
        self._parts: list[Part] = []
        self._written: list[Path] = []

    def renew(self, folder: Path, pages: Mapping[str, Page], parts: Iterable[Part]) -> None:
        """Offer pages (by path) and parts for ``folder``; what was written before is removed.

        Raises:
            OSError: a file cannot be removed.
        """
        with self.changing:
            self.clear()
            self._folder, self._pages, self._parts = folder, dict(pages), list(parts)

    def clear(self) -> None:
        """Offer nothing, and remove what was written.

        Raises:
            OSError: a file cannot be removed.
        """
        with self.changing:
            for path in self._written:
                path.unlink(missing_ok=True)
            self._pages, self._parts, self._written = {}, [], []

    def provide(self, address: str) -> None:
        """Write the page or the part of the site to which ``address`` leads, unless that was done.

        Raises:
            OSError: a file cannot be written.
        """
        address += "index.html" if address.endswith("/") else ""
        path = posixpath.normpath(f"/{address}").lstrip("/")
        with self.changing:
            if path in self._pages:
                self._write(path, self._pages[path]().encode())
                del self._pages[path]
            for part in [part for part in self._parts if path.startswith(part.start)]:
                for file in part.make():
                    self._write(file.path, file.data)
                self._parts.remove(part)

    def _write(self, path: str, content: bytes) -> None:
        self._written.append(self._folder / path)
        write_atomically(self._folder / path, content)


def stamps(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return the time (in nanoseconds) and the size (in bytes) of each file at or below ``paths``."""
    found = (file for path in paths for file in (path, *path.rglob("*")) if "__pycache__" not in file.parts)
    return {file: (stat.st_mtime_ns, stat.st_size) for file in found if (stat := _stat(file))}


def _stat(file: Path) -> os.stat_result | None:
    """Return what the system says of a file; None for folders, and for a file that is gone by now."""
    with contextlib.suppress(OSError):
        return None if file.is_dir() else file.stat()
    return None
