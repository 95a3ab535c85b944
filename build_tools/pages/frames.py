"""Frames: what the theme puts around pages, written once for all pages that have the same around them.

The theme's template writes the parts that are the page's own as they are given to it, and decides by no more
than whether one is empty. So the frame of the pages of a folder is written once, with a mark for each part,
and a page is that frame with its own parts at the marks: the same bytes as the template writes for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping

_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000([a-z_]+)\ue001")

Parts = Mapping[str, str]
"""The finished HTML of each part of a page, by its name; empty where the page has none."""


class Frames:
    """The frames that were written so far, by what decides them."""

    def __init__(self) -> None:
        """Begin without frames."""
        self._frames: dict[Hashable, list[str]] = {}

    def lay(self, kind: Hashable, parts: Parts, write: Callable[[Parts], str]) -> str:
        """Return the page with these parts: as ``write`` would return it, which is asked once a frame.

        ``kind`` must tell everything that ``write`` looks at besides the parts.
        """
        key = (kind, tuple(name for name, part in parts.items() if part))
        if key not in self._frames:
            marks = {name: _MARK.format(name) if part else "" for name, part in parts.items()}
            self._frames[key] = _MARKED.split(write(marks))
        frame = self._frames[key]
        return "".join(parts[piece] if place % 2 else piece for place, piece in enumerate(frame))
