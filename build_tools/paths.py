"""What the path of a file in a knowledge base says of it, before anything is read."""

from __future__ import annotations

import re

DATA_FOLDER = "regulations"
"""The folder of the knowledge base in the repository: sources of pages are named from there."""
IGNORED_FOLDERS = ("schema", "templates", "local")
"""Folders of a knowledge base that hold no records."""
LOCAL = "local"
"""The folder of the overlay in a knowledge base; git does not see it."""
MAX_BYTES = 4_000_000
"""How large a file may be."""

_OVERLAY = re.compile(rf"{LOCAL}/[a-z0-9-]+/\d{{4}}-\d{{2}}-\d{{2}}\.yml")


def is_overlay(path: str) -> bool:
    """Whether an overlay may stand at ``path`` (relative to the knowledge base, with /)."""
    return _OVERLAY.fullmatch(path) is not None
