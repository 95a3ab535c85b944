"""Chains: steps that stand together, with their connectors, as one enumeration of places.

第十条第一款第二项和第四项 is one chain of two loci; 第五条至第七条 one chain with a range; 前款第一项
one chain with a relative word. A chain knows nothing of the work that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.citations.grammar import GAP
from build_tools.citations.lexing import Rule, Token
from build_tools.citations.records import LEVELS, Locus, LocusRange, Relative
from build_tools.eid import Level

_CONNECTOR = re.compile(
    rf"{GAP}(?:、{GAP})?(?P<word>，|和|与|及其?|以及|或者|或|并|至|到|直至|-|—+|–|~|、){GAP}"
)
_RANGE_WORDS = frozenset({"至", "到", "直至", "-", "—", "——", "–", "~"})
_BLANK = re.compile(rf"{GAP}\Z")
_STEPS = frozenset({Rule.STEP, Rule.ELLIPTICAL, Rule.BRACKETED})
_HEADS = frozenset({Rule.TITLE, Rule.SELF, Rule.DEMONSTRATIVE})


@dataclass(frozen=True, slots=True)
class Chain:
    """An enumeration of places: its span, its first level, its loci, and how many steps its longest has."""

    start: int
    end: int
    first: Level
    loci: tuple[LocusRange, ...] = ()
    relative: Relative | None = None
    depth: int = 0

    @property
    def is_bare(self) -> bool:
        """Whether the chain names one place or range at one level only, so that it may be a measure word."""
        return self.depth <= 1 and not (self.relative and self.loci)

    @property
    def names_several(self) -> bool:
        """Whether the chain names more than one place."""
        return len(self.loci) > 1 or any(locus.end for locus in self.loci)


def read_chain(folded: str, tokens: Sequence[Token], index: int, position: int) -> tuple[Chain | None, int]:
    """Return the chain that begins with the token ``index`` right at ``position``, and the index after it."""
    if not _is_next(folded, tokens, index, position):
        return None, index
    token = tokens[index]
    chain = Chain(token.start, token.end, token.level)
    if token.rule not in _STEPS:
        chain = replace(chain, relative=_relative(token, folded))
        index += 1
        if not _is_next(folded, tokens, index, chain.end, steps_only=True):
            return chain, index
    return _read_loci(folded, tokens, index, chain)


def _read_loci(folded: str, tokens: Sequence[Token], index: int, chain: Chain) -> tuple[Chain, int]:
    loci: list[LocusRange] = []
    end, depth, ranged = chain.end, 0, False
    while True:
        made, steps = _read_locus(folded, tokens, index)
        _join(loci, made, ranged=ranged)
        index += steps
        end, depth = tokens[index - 1].end, max(depth, steps)
        connector = _CONNECTOR.match(folded, end)
        if not connector or not _is_next(folded, tokens, index, connector.end(), steps_only=True):
            return replace(chain, end=end, loci=tuple(loci), depth=depth), index
        ranged = connector["word"] in _RANGE_WORDS


def _read_locus(folded: str, tokens: Sequence[Token], index: int) -> tuple[tuple[LocusRange, ...], int]:
    """Return what the adjacent descending steps from the token ``index`` on name, and how many they are."""
    loci: tuple[LocusRange, ...] = ()
    first, end, rank = index, tokens[index].start, -1
    while _is_next(folded, tokens, index, end, steps_only=True) and LEVELS.index(tokens[index].level) > rank:
        token = tokens[index]
        loci = _extend(loci, token)
        end, rank, index = token.end, LEVELS.index(token.level), index + 1
    return loci, index - first


def _is_next(
    folded: str, tokens: Sequence[Token], index: int, position: int, *, steps_only: bool = False
) -> bool:
    """Whether the token ``index`` is part of a chain and stands at ``position``, blanks apart."""
    if index >= len(tokens) or tokens[index].rule in _HEADS:
        return False
    token = tokens[index]
    if steps_only and token.rule not in _STEPS:
        return False
    return token.start >= position and bool(_BLANK.match(folded[position : token.start]))


def _extend(loci: tuple[LocusRange, ...], token: Token) -> tuple[LocusRange, ...]:
    """Return ``loci`` with the numbers of ``token`` inside the last of them."""
    base = (loci[-1].end or loci[-1].start) if loci else Locus()
    made = []
    for first, last in token.numbers:
        for inserted_first, inserted_last in token.inserted or ((0, 0),):
            ranged = (first, inserted_first) != (last, inserted_last)
            end = base.at(token.level, last, inserted_last) if ranged else None
            made.append(LocusRange(base.at(token.level, first, inserted_first), end))
    return (*loci[:-1], *made)


def _join(before: list[LocusRange], loci: tuple[LocusRange, ...], *, ranged: bool) -> None:
    """Add ``loci`` to those before: what they leave out they take from the last of them."""
    if before:
        outer = before[-1].end or before[-1].start
        loci = tuple(LocusRange(_within(r.start, outer), r.end and _within(r.end, outer)) for r in loci)
    if before and ranged and len(loci) == 1 and loci[0].end is None:
        before[-1] = LocusRange(before[-1].start, loci[0].start)
    else:
        before.extend(loci)


def _within(locus: Locus, outer: Locus) -> Locus:
    """Return what ``locus`` means behind ``outer``; an article is numbered through the work."""
    return locus if locus.first is Level.ARTICLE else locus.within(outer)


def _relative(token: Token, folded: str) -> Relative:
    if token.rule is Rule.CURRENT:
        return Relative(token.level, 0, 1, cited=folded[token.start] != "本")
    count = token.numbers[0][0]
    return Relative(token.level, count, count)
