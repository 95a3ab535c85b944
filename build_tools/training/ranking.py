"""Repeatable chance: an order that depends on a seed and an id alone, the same here and in the browser."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import TypeVar

_BASIS, _PRIME, _MASK = 2166136261, 16777619, 0xFFFFFFFF

T = TypeVar("T")


def rank(seed: str, identifier: str) -> int:
    """Return a number of 32 bits for ``identifier`` under ``seed``.

    FNV-1a, then the finaliser of MurmurHash3. `site_config/javascripts/quiz-choice.js` computes the same,
    so that a seed gives the same questions on paper and on the page. Both texts must be ASCII.
    """
    value = _BASIS
    for code in map(ord, f"{seed}/{identifier}"):
        value = (value ^ code) * _PRIME & _MASK
    value = (value ^ value >> 16) * 0x85EBCA6B & _MASK
    value = (value ^ value >> 13) * 0xC2B2AE35 & _MASK
    return value ^ value >> 16


def chance(*parts: str) -> int:
    """Return the CRC-32 of some texts, to choose among equals the same way on every machine."""
    return zlib.crc32("/".join(parts).encode())


def chances(*parts: str) -> Callable[[str], int]:
    """Return `chance` of these texts and one more, which is then asked for many times."""
    begun = zlib.crc32("".join(f"{part}/" for part in parts).encode())
    return lambda last: zlib.crc32(last.encode(), begun)


def shuffled(items: Iterable[T], seed: str, key: Callable[[T], str]) -> list[T]:
    """Return ``items`` in the order that ``seed`` gives; equal ranks, one in four billion, by their key."""
    return sorted(items, key=lambda item: (rank(seed, key(item)), key(item)))
