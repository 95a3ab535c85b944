"""Nearest known words for messages that say what was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return up to ``limit`` of ``known`` that resemble ``word``, best first; ties in the order given."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (needed only when something is wrong)

    found = process.extract(word, list(dict.fromkeys(known)), scorer=fuzz.ratio, limit=limit, score_cutoff=50)
    return tuple(candidate for candidate, _score, _index in found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the Chinese clause 「是否指…」 with the nearest known words, or an empty string."""
    candidates = nearest(word, known)
    return f"是否指{'、'.join(f'“{candidate}”' for candidate in candidates)}？" if candidates else ""
