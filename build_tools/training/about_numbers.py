"""Questions about numbers: the value, the period or the share that a clause names is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.graph import Node
from build_tools.training.about_duties import draft_on_duty, first_clause
from build_tools.training.drafting import options_for
from build_tools.training.quantities import (
    BLANK,
    Quantity,
    in_order_of_size,
    quantities_in,
    same_amount,
    wrong_values,
)
from build_tools.training.records import SEPARATOR, Option, Question, QuestionKind, arranged, difficulty_of
from build_tools.training.wording import sentences

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.training.facts import Facts

PER_TEXT = 3
"""From one text at most so many questions: more would be the same question again."""
MAX_TEXT = 90


def number_questions(facts: Facts) -> Iterator[Question]:
    """Yield questions on the numbers in duties, then on those in provisions from which no such duty comes."""
    asked: set[tuple[ProvisionRef, str]] = set()
    for duty in facts.corpus.duties.values():
        if duty.id not in facts.owner or not facts.basis[duty.id]:
            continue
        for quantity, said in _asked_in(duty.action):
            question = _on_duty(facts, duty, quantity, said)
            if question:
                asked.update((ref, quantity.text) for ref in facts.basis[duty.id])
                yield question
    yield from _on_provisions(facts, asked)


def _asked_in(text: str) -> Iterator[tuple[Quantity, str]]:
    """Yield the quantities of ``text`` to ask for, each with the sentence around it."""
    for quantity in list(quantities_in(text))[:PER_TEXT]:
        start = 0
        for part in sentences(text):
            if start <= quantity.start < start + len(part):
                inner = Quantity(quantity.text, quantity.start - start, quantity.end - start)
                if len(part) <= MAX_TEXT:
                    yield inner, part.rstrip("。；")
            start += len(part)


def _on_duty(facts: Facts, duty: Duty, quantity: Quantity, said: str) -> Question | None:
    before, after = said[: quantity.start], said[quantity.end :]
    head = f"按照{first_clause(facts, duty)}，{duty.bearer}{duty.modality.value}"
    stem = f"{head}：{before}{BLANK}{after}。空格处是什么？"
    draft = draft_on_duty(
        facts,
        duty,
        QuestionKind.NUMBER,
        stem,
        Option(quantity.text, quantity.text),
        exact=True,
        claim=SEPARATOR.join((before, quantity.text, after)),
        fixed=True,
    )
    return _by_size(facts, draft)


def _by_size(facts: Facts, draft: Question) -> Question | None:
    """Return the question with distractors, its options in the order of their size."""
    truth = draft.right.value
    found = options_for(facts, draft, _others(truth))
    if not found:
        return None
    sizes = in_order_of_size([option.value for option in found])
    near = "年" not in truth and all(value in sizes for value in wrong_values(truth)[:3])
    options = tuple(Option(value, value) for value in sizes)
    return arranged(draft, options, difficulty_of(exact=True, near=near))


@cache
def _others(truth: str) -> tuple[Option, ...]:
    """Return the other amounts to choose from, the nearest first."""
    return tuple(Option(value, value) for value in wrong_values(truth) if not same_amount(value, truth))


def _on_provisions(facts: Facts, asked: set[tuple[ProvisionRef, str]]) -> Iterator[Question]:
    for work in facts.corpus.works:
        text = facts.corpus.text_of(work, facts.kb.as_of)
        for provision in text.by_eid.values() if text else ():
            if provision.digest and provision.eid.article:
                ref = ProvisionRef(work, provision.eid)
                found = _asked_in(provision.digest)
                yield from _on_provision(facts, ref, [q for q in found if (ref, q[0].text) not in asked])


def _on_provision(facts: Facts, ref: ProvisionRef, found: list[tuple[Quantity, str]]) -> Iterator[Question]:
    """Yield the questions on the quantities found in a provision, each with the sentence around it."""
    if not found:
        return
    reference, pins = facts.reference(ref), facts.pins((ref,))
    duties = facts.graph.duties_from(ref, below=True)
    for quantity, said in found:
        before, after = said[: quantity.start], said[quantity.end :]
        draft = Question(
            kind=QuestionKind.NUMBER,
            subject=Node(Kind.PROVISION, str(ref)),
            stem=f"{reference}的要点：{before}{BLANK}{after}。空格处是什么？",
            options=(Option(quantity.text, quantity.text),),
            answer=0,
            explanation=f"{reference}：{said}。",
            pins=pins,
            stage=duties[0].stage if duties else "",
            bearers=facts.owners_of(duties),
            difficulty=difficulty_of(exact=True, near=False),
            claim=SEPARATOR.join((before, quantity.text, after)),
            fixed=True,
        )
        if question := _by_size(facts, draft):
            yield question
