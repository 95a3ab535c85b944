"""Which of many texts are like a text: all are compared at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from math import ceil
from operator import or_

from build_tools.training.masks import mask_of
from build_tools.training.wording import pairs_of_characters


class Wordings:
    """Texts that are numbered from 0, of which the like of a text can be asked for.

    For each pair of characters the texts that hold it are a set (`masks`). To count for every text how many
    pairs it shares, the sets are added up in binary: the n-th column holds bit n of all the counts. So a
    question costs some operations for each pair, whatever the texts say.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts, in the order of their numbers."""
        holders: dict[str, list[int]] = {}
        lengths: dict[int, list[int]] = {}
        for number, text in enumerate(texts):
            pairs = pairs_of_characters(text)
            lengths.setdefault(len(pairs), []).append(number)
            for pair in pairs:
                holders.setdefault(pair, []).append(number)
        self._holders = {pair: mask_of(found) for pair, found in holders.items()}
        self._by_length = [(length, mask_of(found)) for length, found in lengths.items()]
        self._by_least = cache(self._find_by_least)

    def like(self, text: str, share: float) -> int:
        """Return the set of those whose likeness to ``text`` is ``share`` (over 0) or more."""
        pairs = pairs_of_characters(text)
        columns = _added([self._holders[pair] for pair in pairs if pair in self._holders])
        reached = [reduce(or_, columns[place:]) for place in range(len(columns))]
        found = 0
        for least, texts in self._by_least(len(pairs), share).items():
            place = least.bit_length() - 1
            if place < len(columns) and texts & reached[place]:
                found |= texts & _at_least(columns, least)
        return found

    def _find_by_least(self, length: int, share: float) -> dict[int, int]:
        """Return the texts by how many pairs one of ``length`` pairs must share with them."""
        found: dict[int, int] = {}
        for other, texts in self._by_length:
            least = max(1, ceil(min(other, length) * share))
            found[least] = found.get(least, 0) | texts
        return found


def _added(masks: list[int]) -> list[int]:
    """Return for each number how many of the sets hold it, in columns: bit n of the counts is the n-th.

    As in column addition: of three sets what is in one or in all stays, what is in two or all is carried.
    """
    columns: list[int] = []
    waiting = masks
    while waiting:
        carried = []
        while len(waiting) > 1:
            a, b, c = waiting.pop(), waiting.pop(), waiting.pop() if waiting else 0
            either = a ^ b
            waiting.append(either ^ c)
            carried.append(a & b | either & c)
        columns += waiting
        waiting = carried
    return columns


def _at_least(columns: list[int], least: int) -> int:
    """Return the set of the numbers that are counted ``least`` times or more, which must fit the columns."""
    more, same = 0, -1
    for place, column in reversed(list(enumerate(columns))):
        if least >> place & 1:
            same &= column
        else:
            more |= same & column
            same &= ~column
    return more | same
