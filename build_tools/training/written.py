"""The questions written by hand, in the form of those that are made from the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.graph import Node
from build_tools.model import FALSE, TRUE
from build_tools.training.drafting import finished
from build_tools.training.records import Difficulty, Option, Question, QuestionKind

if TYPE_CHECKING:
    from build_tools.model import WrittenQuestion
    from build_tools.training.facts import Facts


def written_questions(facts: Facts) -> Iterator[Question]:
    """Yield the questions written by hand that have one right answer and a basis that exists."""
    for record in facts.corpus.questions.values():
        if question := finished(facts, _question(facts, record)):
            yield question


def _question(facts: Facts, record: WrittenQuestion) -> Question:
    texts = (TRUE, FALSE) if record.is_judgement else (record.answer, *record.wrong)
    named = (facts.corpus.named(Kind.BEARER, name) for name in record.bearers)
    refs = facts.resolved(record.basis)
    return Question(
        kind=QuestionKind.WRITTEN,
        subject=Node(Kind.QUESTION, record.id),
        stem=record.stem,
        options=tuple(Option(text, text) for text in texts),
        answer=texts.index(record.answer),
        explanation=f"{record.explanation}（{'、'.join(facts.reference(ref) for ref in refs)}）",
        pins=facts.pins(refs),
        stage=record.stage,
        bearers=tuple(bearer.id for bearer in named if bearer),
        difficulty=tuple(Difficulty)[record.difficulty - 1],
        fixed=record.is_judgement,
        suspect=facts.is_suspect(Kind.QUESTION, record.id),
        id=f"written-{record.id}",
    )
