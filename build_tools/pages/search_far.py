"""What search loads only when a query asks for it: the articles of works with nothing but their wording.

Shards hold the articles of a few works each. Which works a query may be about is told by tables of pairs of
characters: for each pair the works that have it. A query of a few characters needs a few small tables, and
then the shards of the works that have all its pairs.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from build_tools.pages.search_index import Section

    Part = tuple[str, object]
    """The name of a file of the index, and what it holds."""

SHARD = 150_000
"""Characters after which a shard is full: half a megabyte, a tenth of that compressed."""
TABLES = 256
"""Tables of pairs: some 50 KB each for 3,500 works."""
FIRST = 35
"""A step in a list of works is a character: this one for none."""
_SOFT = re.compile(r"[\s()\[\]{}<>\"'`‘’“”《》〈〉「」『』【】〔〕、·~^*_|]+")
"""What search leaves out of texts (`SOFT` in search-text.js): characters around it stand together."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")


class Far:
    """Takes the works one after another, and gives the files about them as soon as they are complete."""

    def __init__(self, columns: Callable[[Sequence[Section]], dict[str, object]]) -> None:
        """Begin without works; ``columns`` writes the heads of sections."""
        self.written: set[str] = set()
        """All characters that stand in the sections."""
        self._columns = columns
        self._rows: list[int] = []
        self._shards: list[int] = []
        self._open: list[Section] = []
        self._size = 0
        self._shard = 0
        self._works: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))

    def take(self, row: int, sections: Sequence[Section]) -> Iterator[Part]:
        """Take the ``sections`` of the work in ``row`` of the index; yield the shard that they complete."""
        work = len(self._rows)
        self._rows.append(row)
        self._shards.append(self._shard)
        pairs: set[str] = set()
        for section in sections:
            said = f"{section.title}{section.path}{section.text}"
            self.written.update(said)
            pairs.update(_pairs(section.text))
            self._size += len(said)
        self._open += sections
        for pair in pairs:
            self._works[pair].append(work)
        if self._size >= SHARD:
            yield self._shard_file()

    def rest(self) -> Iterator[Part]:
        """Yield the last shard, and the tables of pairs."""
        if self._open:
            yield self._shard_file()
        tables: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for pair in sorted(self._works):
            tables[table_of(pair)][pair] = _steps(self._works[pair])
        for number in range(TABLES if self._rows else 0):
            yield f"pairs-{number}", tables.pop(number, {})

    def table(self) -> dict[str, object]:
        """Return for the heads of the index which row each work is, in which shard, and how many tables."""
        return {"rows": self._rows, "shards": self._shards, "tables": TABLES, "first": FIRST}

    def _shard_file(self) -> Part:
        name = f"far-{self._shard}"
        data = {**self._columns(self._open), "texts": [section.text for section in self._open]}
        self._open = []
        self._size = 0
        self._shard += 1
        return name, data


def table_of(pair: str) -> int:
    """Return the table in which a pair of characters stands; search-answers.js reckons the same."""
    return (ord(pair[0]) * 31 + ord(pair[1])) % TABLES


def _pairs(text: str) -> Iterator[str]:
    for run in _CHINESE.findall(_SOFT.sub("", text)):
        yield from (a + b for a, b in pairwise(run))


def _steps(works: array[int]) -> str:
    """Return ascending numbers as the steps from each to the next, a character a step."""
    return "".join(chr(FIRST + here - before) for before, here in pairwise((-1, *works)))
