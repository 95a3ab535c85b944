"""Questions, their options, the clauses that they pin; ids follow from the content alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum

from build_tools.corpus import ProvisionRef
from build_tools.graph import Node
from build_tools.model import FALSE, TRUE

SEPARATOR = "\x1f"
"""Stands between the parts of what is hashed: no text of the data holds it."""


class QuestionKind(StrEnum):
    """What a question asks; the order is that in which a paper draws from them."""

    WHO = "who"
    NUMBER = "number"
    JUDGE = "judge"
    BASIS = "basis"
    CASE = "case"
    STAGE = "stage"
    TERM = "term"
    ORDER = "order"
    PLACE = "place"
    WRITTEN = "written"

    @property
    def chinese(self) -> str:
        """The Chinese name of the kind."""
        return _CHINESE[self]


_CHINESE = {
    QuestionKind.WHO: "谁的责任",
    QuestionKind.NUMBER: "数字和时限",
    QuestionKind.JUDGE: "判断",
    QuestionKind.BASIS: "依据哪一条",
    QuestionKind.CASE: "短案例",
    QuestionKind.STAGE: "属于哪个环节",
    QuestionKind.TERM: "术语",
    QuestionKind.ORDER: "先后次序",
    QuestionKind.PLACE: "哪里的做法",
    QuestionKind.WRITTEN: "手写题",
}


class Difficulty(StrEnum):
    """How hard a question is: the sum of two points, see `difficulty_of`."""

    EASY = "易"
    MEDIUM = "中"
    HARD = "难"

    @property
    def level(self) -> int:
        """1 for easy, 2 for medium, 3 for hard."""
        return _DIFFICULTIES.index(self) + 1


_DIFFICULTIES = tuple(Difficulty)


def difficulty_of(*, exact: bool, near: bool) -> Difficulty:
    """Return the difficulty: one point for an answer that must be known exactly, one for near distractors.

    An answer is exact when it is a number, a clause or an order. Distractors are near when all of them
    stand on the tier, in the chapter or in the family of the right answer. No point is easy, two are hard.
    """
    return _DIFFICULTIES[exact + near]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: what is read, and the id, place or value that it stands for."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A clause on which a question rests, with its fingerprint when the question was made.

    ``reference`` is how the clause is cited; for local practice ``ref`` is None and the report is named.
    """

    reference: str
    ref: ProvisionRef | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with exactly one right option.

    ``subject`` is the record that it asks about, ``claim`` what the checks need besides (the changed
    statement), ``bearers`` the ids of those whom it concerns (none: everyone),
    ``fixed``: the options keep their order.
    """

    kind: QuestionKind
    subject: Node
    stem: str
    options: tuple[Option, ...]
    answer: int
    explanation: str
    pins: tuple[Pin, ...]
    stage: str
    bearers: tuple[str, ...]
    difficulty: Difficulty
    claim: str = ""
    fixed: bool = False
    suspect: bool = False
    id: str = ""

    @property
    def right(self) -> Option:
        """The right option."""
        return self.options[self.answer]

    @property
    def is_judgement(self) -> bool:
        """Whether a statement is to be judged."""
        return {option.text for option in self.options} == {TRUE, FALSE}

    @property
    def letter(self) -> str:
        """The letter of the right option."""
        return letter(self.answer)


def letter(index: int) -> str:
    """Return the letter of the option at ``index``: A for the first."""
    return chr(ord("A") + index)


def arranged(
    question: Question, options: tuple[Option, ...] = (), difficulty: Difficulty | None = None
) -> Question:
    """Return ``question`` with its id and, unless they are fixed, its options in an order of its own.

    With ``options`` it has these instead, its right one among them; so with ``difficulty``.
    The same content gives the same id and the same order on every machine; a changed clause that changes
    what is asked gives another id, so that a deck or a paper never silently shows an old
    question under a known id.
    """
    right, options = question.right, options or question.options
    said = SEPARATOR.join((question.kind, question.stem, right.text, *sorted(o.text for o in options)))
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    identifier = question.id or f"{question.kind}-{digest}"
    if not question.fixed:
        options = tuple(sorted(options, key=lambda option: _hash(digest, option.text)))
    return replace(
        question,
        id=identifier,
        options=options,
        answer=options.index(right),
        difficulty=difficulty or question.difficulty,
    )


def _hash(*parts: str) -> str:
    return hashlib.sha256(SEPARATOR.join(parts).encode()).hexdigest()
