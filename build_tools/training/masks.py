"""Sets of numbered things as ints: bit n stands for the n-th, so that to unite two is one operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import TypeVar

T = TypeVar("T")


def mask_of(numbers: Iterable[int]) -> int:
    """Return the set of ``numbers``, which are not negative."""
    found = tuple(numbers)
    bits = bytearray(max(found, default=0) // 8 + 1)
    for number in found:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def members(mask: int, things: Iterable[T]) -> Iterator[T]:
    """Yield those of ``things``, numbered from 0, that the set holds, in their order."""
    return compress(things, map("1".__eq__, reversed(f"{mask:b}")))
