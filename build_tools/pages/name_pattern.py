"""A pattern for many names at once, whose cost at a place does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import commonprefix

MAX_BRANCHES = 40
"""How many forks a pattern may have inside one another: names behind more of them are listed one by one."""


def any_of(names: Iterable[str]) -> str:
    """Return an expression for the longest of ``names`` at a place; without names one that matches nothing.

    Names that begin alike share their beginning, so that each character is looked at once.
    """
    found = sorted({name for name in names if name})
    return _branch(found, 0, 0) if found else r"(?!)"


def _branch(names: list[str], depth: int, forks: int) -> str:
    """Return the expression for what follows the first ``depth`` characters, which all of the names share."""
    if forks == MAX_BRANCHES:
        return f"(?:{'|'.join(re.escape(name[depth:]) for name in sorted(names, key=len, reverse=True))})"
    shared = len(commonprefix([names[0], names[-1]]))  # noqa: RUF071  (of names, by characters)
    following: dict[str, list[str]] = {}
    for name in names:
        if len(name) > shared:
            following.setdefault(name[shared], []).append(name)
    parts = [_branch(group, shared, forks + 1) for group in following.values()]
    inside = f"(?:{'|'.join(parts)}){'?' if len(names[0]) == shared else ''}" if parts else ""
    return re.escape(names[0][depth:shared]) + inside
