"""Wording of questions: long texts cut at a mark, remarks left out, how alike two texts are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import ceil

MAX_STEM = 110
"""A text in a question is cut after this many characters, at a mark: papers are read under time."""
_SENTENCE = re.compile(r"[^。；]*[。；]?")
_REMARKS = ("原文", "本库", "所列条款")
_NOT_WORDS = re.compile(r"[\W_]+")


def sentences(text: str) -> list[str]:
    """Return the sentences and clauses of ``text``, cut after 。 and ；, with their marks."""
    return [part for part in _SENTENCE.findall(text) if part]


def without_remarks(text: str) -> str:
    """Return ``text`` without the sentences that speak of the source or of this base."""
    return "".join(part for part in sentences(text) if not any(word in part for word in _REMARKS))


def shortened(text: str, limit: int = MAX_STEM) -> str:
    """Return the first sentences of ``text`` that fit in ``limit`` characters, at least one."""
    taken = ""
    for part in sentences(text):
        if taken and len(taken) + len(part) > limit:
            break
        taken += part
    return taken.rstrip("。；")


@cache
def pairs_of_characters(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of ``text`` without marks and space."""
    bare = _NOT_WORDS.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def alike(texts: Mapping[str, frozenset[str]], share: float) -> dict[str, set[str]]:
    """Return for each text, itself among them, those that have ``share`` of the pairs of the shorter of two.

    Not all are compared: of the n pairs of the shorter text, the longer one has one of the
    n − ⌈share · n⌉ + 1 rarest, or too few (prefix filter; Chaudhuri, Ganti, Kaushik, ICDE 2006).
    """
    counts = Counter(pair for pairs in texts.values() for pair in pairs)
    order = {pair: n for n, pair in enumerate(sorted(counts, key=lambda pair: (-counts[pair], pair)))}
    names = sorted(texts, key=lambda name: len(texts[name]), reverse=True)
    masks = [sum(1 << order[pair] for pair in texts[name]) for name in names]
    holders: dict[str, list[int]] = {pair: [] for pair in counts}
    found: dict[str, set[str]] = {name: set() for name in texts}
    for index, (name, mask) in enumerate(zip(names, masks, strict=True)):  # the longer ones were before it
        pairs = texts[name]
        for pair in pairs:
            holders[pair].append(index)
        least = share * max(1, len(pairs))
        rare = sorted(pairs, key=order.__getitem__, reverse=True)[: len(pairs) - ceil(least) + 1]
        near = set().union(*(holders[pair] for pair in rare))
        alike_to = [names[other] for other in near if (mask & masks[other]).bit_count() >= least]
        found[name].update(alike_to)
        for other in alike_to:
            found[other].add(name)
    return found


def likeness(a: str, b: str) -> float:
    """Return which part of the pairs of characters of the shorter text the longer one has: 0 to 1."""
    first, second = pairs_of_characters(a), pairs_of_characters(b)
    fewer = min(len(first), len(second))
    return len(first & second) / fewer if fewer else 0.0
