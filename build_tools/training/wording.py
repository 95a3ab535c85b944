"""Wording of questions: long texts cut at a mark, remarks left out, how alike two texts are."""

from __future__ import annotations

import re
from functools import cache
from operator import add

MAX_STEM = 110
"""A text in a question is cut after this many characters, at a mark: papers are read under time."""
_SENTENCE = re.compile(r"[^。；]*[。；]?")
_REMARKS = ("原文", "本库", "所列条款")
_NOT_WORDS = re.compile(r"[\W_]+")
_CONDITION = re.compile(r"[^，。；]*的[，；：]")


def sentences(text: str) -> list[str]:
    """Return the sentences and clauses of ``text``, cut after 。 and ；, with their marks."""
    return [part for part in _SENTENCE.findall(text) if part]


def without_remarks(text: str) -> str:
    """Return ``text`` without the sentences that speak of the source or of this base."""
    return "".join(part for part in sentences(text) if not any(word in part for word in _REMARKS))


def shortened(text: str, limit: int = MAX_STEM) -> str:
    """Return the first sentences of ``text`` that fit in ``limit`` characters, at least one."""
    if len(text) <= limit:
        return text.rstrip("。；")
    taken = ""
    for part in sentences(text):
        if taken and len(taken) + len(part) > limit:
            break
        taken += part
    return taken.rstrip("。；")


def statement(bearer: str, force: str, action: str) -> str:
    """Return a duty as a sentence, with a colon before an action that begins with its condition (……的，)."""
    return f"{bearer}{force}{'：' if _CONDITION.match(action) else ''}{action}"


@cache
def pairs_of_characters(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of ``text`` without marks and space."""
    bare = _NOT_WORDS.sub("", text)
    return frozenset(map(add, bare, bare[1:]))


def likeness(a: str, b: str) -> float:
    """Return which part of the pairs of characters of the shorter text the longer one has: 0 to 1."""
    return share_of(pairs_of_characters(a), pairs_of_characters(b))


def share_of(first: frozenset[str], second: frozenset[str]) -> float:
    """Return which part of the smaller of two sets of pairs is in both: 0 to 1."""
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer else 0.0
