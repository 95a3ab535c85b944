"""The difference of two wordings, to the character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

SHORTEST_COMMON = 2
"""A shorter run that two wordings share between changes is chance (的, 和): it is shown as changed, too."""


class Op(StrEnum):
    """What became of a run of characters."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters of the old wording, of the new one, or of both."""

    op: Op
    text: str


def differences(old: str, new: str) -> tuple[Segment, ...]:
    """Return the runs that turn ``old`` into ``new``: what goes stands before what comes in its place.

    The kept and the deleted runs together are ``old``, the kept and the inserted ones ``new``.
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    kept = [
        (tag == "equal" and not _is_chance(old, new, (i, j, a, b)), old[i:j], new[a:b])
        for tag, i, j, a, b in matcher.get_opcodes()
    ]
    return tuple(_segments(kept))


def _is_chance(old: str, new: str, run: tuple[int, int, int, int]) -> bool:
    """Whether a common run is short and stands inside both wordings, between two changes."""
    i, j, a, b = run
    inside = (i > 0 or a > 0) and (j < len(old) or b < len(new))
    return inside and j - i < SHORTEST_COMMON and old[i:j].isalnum()


def _segments(runs: Iterable[tuple[bool, str, str]]) -> Iterator[Segment]:
    for is_kept, group in groupby(runs, key=lambda run: run[0]):
        pairs = [(old, new) for _, old, new in group]
        before, after = "".join(old for old, _ in pairs), "".join(new for _, new in pairs)
        if is_kept:
            yield Segment(Op.KEPT, before)
            continue
        if before:
            yield Segment(Op.DELETED, before)
        if after:
            yield Segment(Op.INSERTED, after)
