"""A pattern for many names at once, whose cost at a place does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(names: Iterable[str]) -> str:
    """Return an expression for the longest of ``names`` at a place; without names one that matches nothing.

    Names that begin alike share their beginning, so that each character is looked at once.
    """
    found = sorted({name for name in names if name})
    return _branch(found, 0) if found else r"(?!)"


def _branch(names: list[str], depth: int) -> str:
    """Return the expression for what follows the first ``depth`` characters, which all of them share."""
    following: dict[str, list[str]] = {}
    for name in names:
        if len(name) > depth:
            following.setdefault(name[depth], []).append(name)
    parts = [re.escape(character) + _branch(group, depth + 1) for character, group in following.items()]
    may_end = len(names[0]) == depth
    if len(parts) == 1 and not may_end:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if may_end else ''}" if parts else ""
