"""Identifiers of provisions: `art_19__para_2__item_3`, after the eId of Akoma Ntoso.

Rules (OASIS Akoma Ntoso Naming Convention 1.0, adapted to Chinese drafting):
an article is numbered through the whole work, so its eid starts at the article; an inserted article
第八条之一 is `art_8-1`; the only paragraph of an article is the article itself, as in the citation
第十条第三项 → `art_10__item_3`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from build_tools.numerals import to_chinese

SEPARATOR = "__"
_REMEMBERED = 65_536
"""So many eids are read once only."""
_STEP = re.compile(r"(part|chp|sec|art|para|item|sub)_([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?")


class Level(StrEnum):
    """The levels of a regulation text, from the outermost in."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"

    @property
    def prefix(self) -> str:
        """The prefix of the level in an eid."""
        return _PREFIXES[self]

    @property
    def chinese(self) -> str:
        """The Chinese name of the level: 编章节条款项目."""
        return _CHINESE[self]


_PREFIXES = dict(zip(Level, ("part", "chp", "sec", "art", "para", "item", "sub"), strict=True))
_CHINESE = dict(zip(Level, "编章节条款项目", strict=True))
_BY_PREFIX = {prefix: level for level, prefix in _PREFIXES.items()}
_LEVELS = tuple(Level)
_ORDER = {level: index for index, level in enumerate(Level)}
_ARTICLE = _ORDER[Level.ARTICLE]


class Step(NamedTuple):
    """One level of an eid: its number and, for an inserted article, the number after 之."""

    rank: int
    number: int
    inserted: int = 0

    @property
    def level(self) -> Level:
        """The level of the step."""
        return _LEVELS[self.rank]

    def __str__(self) -> str:
        return f"{self.level.prefix}_{self.number}" + (f"-{self.inserted}" if self.inserted else "")


class Eid(NamedTuple):
    """The place of a provision in its text. Sorts in the order of the text within one level."""

    steps: tuple[Step, ...]

    @classmethod
    @lru_cache(_REMEMBERED)
    def parse(cls, text: str) -> Eid:
        """Return the eid written in ``text``.

        Raises:
            ValueError: ``text`` is not an eid: a step is unknown, or levels are out of order.
        """
        steps = []
        for part in text.split(SEPARATOR):
            match = _STEP.fullmatch(part)
            if match is None:
                raise ValueError(f"not a step of an eid: {part!r}")
            rank = _ORDER[_BY_PREFIX[match[1]]]
            steps.append(Step(rank, int(match[2]), int(match[3] or 0)))
        return cls.of(*steps)

    @classmethod
    def of(cls, *steps: Step) -> Eid:
        """Return the eid with these steps.

        Raises:
            ValueError: no step, or levels are not strictly descending.
        """
        ranks = [step.rank for step in steps]
        if not ranks or ranks != sorted(set(ranks)):
            raise ValueError(f"levels out of order: {SEPARATOR.join(map(str, steps))!r}")
        return cls(tuple(steps))

    @property
    def level(self) -> Level:
        """The level of the provision."""
        return _LEVELS[self.steps[-1].rank]

    @property
    def article(self) -> Eid | None:
        """The eid of the article that holds the provision, or None above the articles."""
        return _article(self.steps)

    def child(self, level: Level, number: int, inserted: int = 0) -> Eid:
        """Return the eid of a provision inside this one; an article starts a new eid."""
        above = () if level is Level.ARTICLE else self.steps
        return _below(above, _ORDER[level], number, inserted)

    def without(self, level: Level) -> Eid:
        """Return the eid without the step of ``level``."""
        return Eid(tuple(step for step in self.steps if step.level is not level))

    def chinese(self) -> str:
        """Return the eid as a citation writes it: 第十条第二款第（三）项."""
        return _chinese(self.steps)

    def __str__(self) -> str:
        return _written(self.steps)


@lru_cache(maxsize=100_000)
def _written(steps: tuple[Step, ...]) -> str:
    """Return the eid with these steps: the texts of a knowledge base are numbered alike."""
    return SEPARATOR.join(map(str, steps))


@lru_cache(maxsize=100_000)
def _article(steps: tuple[Step, ...]) -> Eid | None:
    above = tuple(step for step in steps if step.rank <= _ARTICLE)
    return Eid(above) if steps[-1].rank >= _ARTICLE else None


@lru_cache(maxsize=100_000)
def _chinese(steps: tuple[Step, ...]) -> str:
    return "".join(map(_step_in_chinese, steps))


@lru_cache(_REMEMBERED)
def _below(above: tuple[Step, ...], rank: int, number: int, inserted: int) -> Eid:
    """Return the eid one step below ``above``, the same object for all texts."""
    return Eid.of(*above, Step(rank, number, inserted))


def make_step(level: Level, number: int, inserted: int = 0) -> Step:
    """Return the step of ``level`` with ``number``."""
    return Step(_ORDER[level], number, inserted)


def _step_in_chinese(step: Step) -> str:
    number = to_chinese(step.number)
    if step.level is Level.ITEM:
        number = f"（{number}）"
    inserted = f"之{to_chinese(step.inserted)}" if step.inserted else ""
    return f"第{number}{step.level.chinese}{inserted}"
