"""Tokens: the text as a sequence of titles, self-names, relative words and steps (第三条)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from build_tools.citations.grammar import NUMERAL, tokens_pattern
from build_tools.eid import Level
from build_tools.numerals import parse_numeral

_LEVELS = {"编": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION, "条": Level.ARTICLE}
_LEVELS |= {"款": Level.PARAGRAPH, "项": Level.ITEM, "目": Level.SUBITEM}
_UNIT = re.compile(r"[编章节条款项目]")
_NUMBERS = re.compile(NUMERAL)
_RANGE = re.compile(r"[至到\-—–~]")


class Rule(StrEnum):
    """The rules of the grammar that make tokens."""

    TITLE = "title"
    SELF = "self"
    DEMONSTRATIVE = "demonstrative"
    RELATIVE = "relative"
    CURRENT = "current"
    STEP = "step"
    ELLIPTICAL = "elliptical"
    BRACKETED = "bracketed"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a citation; ``numbers`` and ``inserted`` are pairs (first, last), equal for a single one.

    Titles and self-names have no level of their own; theirs is that of the article, which nobody reads.
    """

    rule: Rule
    start: int
    end: int
    level: Level = Level.ARTICLE
    numbers: tuple[tuple[int, int], ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()


def tokens(folded: str) -> Iterator[Token]:
    """Yield the tokens of a folded text, in order; a numeral that is none makes no token."""
    for match in tokens_pattern().finditer(folded):
        token = _token(match)
        if token:
            yield token


def _token(match: re.Match[str]) -> Token | None:
    rule = Rule(match.lastgroup or "")
    start, end = match.span()
    if rule in {Rule.TITLE, Rule.SELF, Rule.DEMONSTRATIVE}:
        return Token(rule, start, end)
    written = match[0]
    level = _LEVELS[_UNIT.findall(written)[0]]
    if rule is Rule.CURRENT:
        return Token(rule, start, end, level)
    if rule is Rule.RELATIVE:
        numeral = _NUMBERS.search(written)
        count = parse_numeral(numeral[0]) if numeral else 1
        return Token(rule, start, end, level, ((count, count),)) if count else None
    return _step(rule, start, end, level, written)


def _step(rule: Rule, start: int, end: int, level: Level, written: str) -> Token | None:
    head, _, tail = written.partition("之") if level is Level.ARTICLE else (written, "", "")
    numbers, inserted = _numbers(head), _numbers(tail)
    if not numbers or (tail and not inserted):
        return None
    return Token(rule, start, end, level, numbers, inserted)


def _numbers(written: str) -> tuple[tuple[int, int], ...]:
    pairs: list[tuple[int, int]] = []
    position = 0
    for match in _NUMBERS.finditer(written):
        number = parse_numeral(_without_count(match[0], len(pairs) + 1))
        if not number:
            return ()
        if pairs and _RANGE.search(written, position, match.start()):
            pairs[-1] = (pairs[-1][0], number)
        else:
            pairs.append((number, number))
        position = match.end()
    return tuple(pairs)


def _without_count(written: str, count: int) -> str:
    """Return the last numeral of 第七、八两条 and 第七、八、九三条 without the number that counts them."""
    counted = count > 1 and len(written) > 1 and written[-1] in (_COUNTS.get(count, "") or "-")
    return written[:-1] if counted and written[-2] not in "十百千" else written


_COUNTS = {2: "两二", 3: "三", 4: "四", 5: "五"}
