"""Questions about numbers: the value, the period or the share that a clause names is taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
    claim = SEPARATOR.join((before, quantity.text, after))
    option = Option(quantity.text, quantity.text)
    draft = draft_on_duty(facts, duty, QuestionKind.NUMBER, stem, option, exact=True, claim=claim)
    return _by_size(facts, draft)


def _by_size(facts: Facts, draft: Question) -> Question | None:
    """Return the question with distractors, its options in the order of their size."""
    truth = draft.right.value
    candidates = [Option(value, value) for value in wrong_values(truth) if not same_amount(value, truth)]
    found = options_for(facts, draft, candidates)
    if not found:
        return None
    sizes = in_order_of_size([option.value for option in found])
    near = all(value in sizes for value in wrong_values(truth)[:3])
    difficulty = difficulty_of(exact=True, near=near and "年" not in truth)
    options = tuple(Option(value, value) for value in sizes)
    return arranged(replace(draft, fixed=True, difficulty=difficulty), options)


def _on_provisions(facts: Facts, asked: set[tuple[ProvisionRef, str]]) -> Iterator[Question]:
    for work in facts.corpus.works:
        text = facts.corpus.text_of(work, facts.kb.as_of)
        for provision in text.by_eid.values() if text else ():
            ref = ProvisionRef(work, provision.eid)
            for quantity, said in _asked_in(provision.digest or ""):
                if (
                    provision.eid.article
                    and (ref, quantity.text) not in asked
                    and (question := _on_provision(facts, ref, quantity, said))
                ):
                    yield question


def _on_provision(facts: Facts, ref: ProvisionRef, quantity: Quantity, said: str) -> Question | None:
    before, after = said[: quantity.start], said[quantity.end :]
    duties = facts.graph.duties_from(ref, below=True)
    draft = Question(
        kind=QuestionKind.NUMBER,
        subject=Node(Kind.PROVISION, str(ref)),
        stem=f"{facts.reference(ref)}的要点：{before}{BLANK}{after}。空格处是什么？",
        options=(Option(quantity.text, quantity.text),),
        answer=0,
        explanation=f"{facts.reference(ref)}：{said}。",
        pins=facts.pins((ref,)),
        stage=duties[0].stage if duties else "",
        bearers=facts.owners_of(duties),
        difficulty=difficulty_of(exact=True, near=False),
        claim=SEPARATOR.join((before, quantity.text, after)),
    )
    return _by_size(facts, draft)
