"""Questions about duties: who owes it, on which clause it rests, to which step of the loop it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.graph import Node
from build_tools.model import Modality
from build_tools.training.drafting import with_distractors
from build_tools.training.ranking import chance
from build_tools.training.records import Option, Question, QuestionKind, difficulty_of
from build_tools.training.wording import shortened

if TYPE_CHECKING:
    from build_tools.model import Bearer, Duty
    from build_tools.training.facts import Facts


_CONDITION = re.compile(r"[^，。；]*的[，；：]")


def duty_questions(facts: Facts) -> Iterator[Question]:
    """Yield for each duty the questions who owes it, on which clause it rests, which step it is."""
    for duty in facts.corpus.duties.values():
        if duty.id in facts.owner and facts.basis[duty.id]:
            found = (_who(facts, duty), _basis(facts, duty), _stage(facts, duty))
            yield from (question for question in found if question)


def draft_on_duty(  # noqa: PLR0913  (what a question on a duty consists of)
    facts: Facts,
    duty: Duty,
    kind: QuestionKind,
    stem: str,
    right: Option,
    *,
    exact: bool = False,
    near: bool = False,
    claim: str = "",
) -> Question:
    """Return a question on a duty with its right option alone: its clauses, its bearer, its explanation."""
    return Question(
        kind=kind,
        subject=Node(Kind.DUTY, duty.id),
        stem=stem,
        options=(right,),
        answer=0,
        explanation=explanation_of(facts, duty),
        pins=facts.pins(facts.basis[duty.id]),
        stage=duty.stage,
        bearers=(facts.owner[duty.id].id,),
        difficulty=difficulty_of(exact=exact, near=near),
        claim=claim,
        suspect=facts.is_suspect(Kind.DUTY, duty.id),
    )


def explanation_of(facts: Facts, duty: Duty) -> str:
    """Return which clause says what of a duty."""
    said = statement(duty.bearer, duty.modality.value, shortened(duty.action, 160))
    return f"{facts.reference(facts.basis[duty.id][0])}：{said}。"


def statement(bearer: str, force: str, action: str) -> str:
    """Return a duty as a sentence, with a colon before an action that begins with its condition (……的，)."""
    return f"{bearer}{force}{'：' if _CONDITION.match(action) else ''}{action}"


def first_clause(facts: Facts, duty: Duty) -> str:
    """Return how the first basis of a duty is cited."""
    return facts.reference(facts.basis[duty.id][0])


def names_of(bearer: Bearer) -> tuple[str, ...]:
    """Return the names by which a bearer would be recognised."""
    return (bearer.name, *bearer.aliases)


def bearers_near(facts: Facts, duty: Duty) -> Iterator[Bearer]:
    """Yield other bearers of the same kind, named in the same work or of the same tier, the nearest first.

    A person stands beside persons, an organisation beside organisations; those that the duty names and those
    that may owe it too are left out.
    """
    owner = facts.owner[duty.id]
    works = {ref.work for ref in facts.basis[duty.id]}
    said, near = duty.title + duty.action, facts.may_owe(duty.id)
    by_distance: tuple[list[Bearer], ...] = ([], [], [])
    for bearer in facts.persons if facts.is_person(owner) else facts.organisations:
        apart, unnamed = bearer.tier is not owner.tier, works.isdisjoint(facts.works_of.get(bearer.id, ()))
        if bearer.id in facts.works_of and bearer.id not in near and not (apart and unnamed):
            by_distance[2 * unnamed + apart].append(bearer)
    for found in by_distance:
        for bearer in sorted(found, key=lambda bearer: chance(duty.id, bearer.id)):
            if not any(name in said for name in names_of(bearer)):
                yield bearer


def _who(facts: Facts, duty: Duty) -> Question | None:
    owner = facts.owner[duty.id]
    told = any(name in duty.action for name in names_of(owner))
    if told or not facts.is_stated(duty):
        return None
    candidates = (Option(bearer.name, bearer.id) for bearer in bearers_near(facts, duty))
    asked = {
        Modality.OBLIGATION: "这项责任由谁承担",
        Modality.PROHIBITION: "这是不得做的事，约束的是谁",
        Modality.PERMISSION: "谁可以这样做",
    }[duty.modality]
    stem = f"按照{first_clause(facts, duty)}，“{quotable(duty.action)}”，{asked}？"
    draft = draft_on_duty(facts, duty, QuestionKind.WHO, stem, Option(owner.name, owner.id))
    question = with_distractors(facts, draft, candidates)
    return question and _graded(facts, question, exact=False)


def _graded(facts: Facts, question: Question, *, exact: bool) -> Question:
    """Return a question on bearers with its difficulty: near when all options are of one tier."""
    tiers = {facts.corpus.bearers[option.value].tier for option in question.options}
    return _with_difficulty(question, exact=exact, near=len(tiers) == 1)


def _with_difficulty(question: Question, *, exact: bool, near: bool) -> Question:
    return replace(question, difficulty=difficulty_of(exact=exact, near=near))


def quotable(text: str) -> str:
    """Return ``text`` cut for a question, its quotation marks as those inside a quotation (GB/T 15834)."""
    return shortened(text).replace("“", "‘").replace("”", "’")


def _basis(facts: Facts, duty: Duty) -> Question | None:
    right = facts.basis[duty.id][0]
    if right.eid is None:
        return None
    candidates = _clauses_near(facts, duty.id, right)
    work = facts.corpus.works[right.work].short_title
    stem = f"“{quotable(_sentence(duty))}”，这项规定见于《{work}》的哪一条？"
    option = Option(facts.reference(right), str(right))
    draft = draft_on_duty(facts, duty, QuestionKind.BASIS, stem, option, exact=True)
    question = with_distractors(facts, draft, candidates)
    if question is None:
        return None
    chapters = {facts.chapter(ProvisionRef.parse(option.value)) for option in question.options}
    return _with_difficulty(question, exact=True, near=len(chapters) == 1)


def _sentence(duty: Duty) -> str:
    return statement(duty.bearer, duty.modality.value, duty.action)


def _clauses_near(facts: Facts, duty: str, right: ProvisionRef) -> Iterator[Option]:
    """Yield clauses of other articles of the work, one of each, the nearest in the text first.

    Of an article the clauses of the same level as the right one come first.
    """
    if right.eid is None or right.eid.article is None:
        return
    for article in facts.articles_near(right.work, right.eid.article):
        found = facts.clauses_in(right.work, article, right.eid.level)
        yield (
            found[min(found, key=lambda eid: chance(duty, eid))]
            if len(found) > 1
            else next(iter(found.values()))
        )


def _stage(facts: Facts, duty: Duty) -> Question | None:
    candidates = [Option(stage, stage) for stage in facts.corpus.names(Kind.STAGE) if stage != duty.stage]
    candidates.sort(key=lambda option: chance(duty.id, option.text))
    stem = f"“{quotable(_sentence(duty))}”，属于责任闭环的哪个环节？"
    draft = draft_on_duty(facts, duty, QuestionKind.STAGE, stem, Option(duty.stage, duty.stage))
    return with_distractors(facts, draft, candidates)
