"""Which lines that begin with 第X条 are articles: the best chain of numbers through the text.

A mention of an article at the beginning of a line looks the same as an article; it does not fit into the
sequence, or fits worse than the article itself. So all candidates compete and the heaviest chain wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.importer.lines import ends_sentence
from build_tools.importer.markers import ArticleMark, article_mark
from build_tools.importer.records import Number
from build_tools.importer.wrapping import Block

_MENTION = re.compile(
    r"第.{1,6}[款项目]|规定|所[列称规指述]|的|中的|至第|、第?|和|或|及|以[外内上下]|，|,|。|；|;|）|\)|”|》|等|之规定|修改为|改为"
)
_CLEAR_MENTION = re.compile(r"第.{1,6}[款项](?!目)|规定的|所[列称规]|至第|、第|和第|修改为|改为")

_SPACED, _MENTIONED, _AFTER_OPEN, _INSIDE, _QUOTED = 0.5, -1.6, -0.7, -1.3, -1.0
_SMALL_GAP, _BIG_GAP, _NO_BEGINNING = 0.8, 2.6, 1.4
_EXTRACT_GAP, _REPEATED = 1.2, 1.0
"""What a gap, or the number before once more, costs where nothing but an article looks so: a space after the
number, at the beginning of a paragraph, outside quotation marks."""
_NEAR = 4
_ENOUGH = 60
"""So many characters tell whether a line inside a paragraph begins an article."""


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """An article begins in block ``block`` at ``offset``; ``mark`` has its text or the beginning."""

    block: int
    offset: int
    line: int
    mark: ArticleMark


def choose_articles(blocks: Sequence[Block]) -> list[ArticleStart]:
    """Return where the articles begin, in the order of the text."""
    candidates = list(_candidates(blocks))
    search = _Search(candidates)
    for index, (_, weight) in enumerate(candidates):
        search.take(index, weight)
    return search.best_chain()


def is_mention(mark: ArticleMark) -> bool:
    """Whether what follows the number is what follows a mention of an article: 规定的, 第二款, 、第五条."""
    return (_CLEAR_MENTION if mark.spaced else _MENTION).match(mark.rest) is not None


def _candidates(blocks: Sequence[Block]) -> Iterator[tuple[ArticleStart, float]]:
    closed, quoted = True, False
    for index, block in enumerate(blocks):
        mark = article_mark(block.text)
        if mark:
            weight = _weight(mark) + (0 if closed else _AFTER_OPEN) + (_QUOTED if quoted else 0)
            yield ArticleStart(index, 0, block.line, mark), weight
        for offset, line in block.starts:
            inner = article_mark(block.text[offset : offset + _ENOUGH])
            if inner:
                yield ArticleStart(index, offset, line, inner), _weight(inner) + _INSIDE
        quoted = _stays_quoted(block.text, quoted=quoted)
        closed = ends_sentence(block.text) or len(block.text) < _NEAR * 10


def _weight(mark: ArticleMark) -> float:
    return 1 + (_SPACED if mark.spaced else 0) + (_MENTIONED if is_mention(mark) else 0)


def _stays_quoted(text: str, *, quoted: bool) -> bool:
    opened, closed = text.count("“"), text.count("”")
    return opened > closed or (quoted and opened == closed)


@dataclass(slots=True)
class _Link:
    weight: float
    before: int | None


class _Search:
    """The heaviest chain that ends at each candidate, found in one pass."""

    def __init__(self, candidates: list[tuple[ArticleStart, float]]) -> None:
        self._starts = [start for start, _ in candidates]
        self._links: list[_Link] = []
        self._by_number: dict[Number, int] = {}
        self._by_main: dict[int, int] = {}
        self._highest = _PrefixBest(max((s.mark.number[0] for s in self._starts), default=0))

    def take(self, index: int, weight: float) -> None:
        """Find the best chain that ends with candidate ``index``."""
        number = self._starts[index].mark.number
        before, gain = None, 0.0 if number == (1, 0) else -_NO_BEGINNING
        for other, penalty in self._predecessors(number, index, is_clear=weight >= 1 + _SPACED):
            if self._links[other].weight - penalty > gain:
                before, gain = other, self._links[other].weight - penalty
        self._links.append(_Link(gain + weight, before))
        self._note(index, number, gain + weight)

    def _predecessors(self, number: Number, index: int, *, is_clear: bool) -> Iterator[tuple[int, float]]:
        main, inserted = number
        if is_clear and index and self._starts[index - 1].mark.number == number:
            yield index - 1, _REPEATED
        if inserted:
            for earlier in range(inserted - 1, -1, -1):
                if (found := self._by_number.get((main, earlier))) is not None:
                    yield found, 0.0 if earlier == inserted - 1 else _SMALL_GAP
        for step in range(1, _NEAR):
            if (found := self._by_main.get(main - step)) is not None:
                yield found, _SMALL_GAP * (step > 1 or inserted > 0)
        far = self._highest.best_below(main)
        if far is not None:
            yield far, _EXTRACT_GAP if is_clear else _BIG_GAP

    def _note(self, index: int, number: Number, weight: float) -> None:
        if weight > self._weight(self._by_number.get(number)):
            self._by_number[number] = index
        if weight > self._weight(self._by_main.get(number[0])):
            self._by_main[number[0]] = index
        self._highest.add(number[0], index, weight)

    def _weight(self, index: int | None) -> float:
        return -math.inf if index is None else self._links[index].weight

    def best_chain(self) -> list[ArticleStart]:
        """Return the heaviest chain of all."""
        index = max(range(len(self._links)), key=lambda i: self._links[i].weight, default=None)
        if index is None or self._links[index].weight <= 0:
            return []
        chain: list[ArticleStart] = []
        while index is not None:
            chain.append(self._starts[index])
            index = self._links[index].before
        return chain[::-1]


class _PrefixBest:
    """The best weight among all numbers below one (a Fenwick tree)."""

    def __init__(self, highest: int) -> None:
        self._best: list[tuple[float, int] | None] = [None] * (highest + 2)

    def add(self, number: int, index: int, weight: float) -> None:
        """Note a chain that ends at ``number``."""
        while number < len(self._best):
            known = self._best[number]
            if known is None or known[0] < weight:
                self._best[number] = (weight, index)
            number += number & -number

    def best_below(self, number: int) -> int | None:
        """Return the index of the heaviest chain that ends below ``number``."""
        best: tuple[float, int] | None = None
        number -= 1
        while number > 0:
            known = self._best[number]
            if known is not None and (best is None or known[0] > best[0]):
                best = known
            number -= number & -number
        return best[1] if best else None
