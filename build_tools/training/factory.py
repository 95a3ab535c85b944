"""The bank of questions: all that can be made from a knowledge base, and the ones written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.training.about_duties import duty_questions
from build_tools.training.about_numbers import number_questions
from build_tools.training.about_order import order_questions
from build_tools.training.about_practice import case_questions, place_questions
from build_tools.training.about_statements import statement_questions
from build_tools.training.about_terms import term_questions
from build_tools.training.facts import Facts
from build_tools.training.records import Question, QuestionKind
from build_tools.training.selection import Pool
from build_tools.training.written import written_questions

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase

_MAKERS: tuple[Callable[[Facts], Iterator[Question]], ...] = (
    duty_questions,
    number_questions,
    statement_questions,
    case_questions,
    term_questions,
    order_questions,
    place_questions,
    written_questions,
)


@dataclass(frozen=True)
class QuestionBank:
    """All questions of a knowledge base, by id."""

    facts: Facts
    questions: tuple[Question, ...]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}

    @cached_property
    def pool(self) -> Pool:
        """The questions to draw from."""
        return Pool(self.questions)

    @cached_property
    def counts(self) -> dict[QuestionKind, int]:
        """How many questions there are of each kind, in the order of the kinds."""
        found = Counter(question.kind for question in self.questions)
        return {kind: found[kind] for kind in QuestionKind if found[kind]}


def question_bank(kb: KnowledgeBase, facts: Facts | None = None) -> QuestionBank:
    """Return the questions of ``kb``, by kind: the same for the same data.

    ``facts`` of the same knowledge base that were used before need not be found again.
    """
    facts = facts or Facts(kb)
    found: dict[str, Question] = {}
    for make in _MAKERS:
        for question in make(facts):
            found.setdefault(question.id, question)
    kinds = list(QuestionKind)
    return QuestionBank(facts, tuple(sorted(found.values(), key=lambda question: kinds.index(question.kind))))
