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


def bearers_near(facts: Facts, duty: Duty) -> list[Bearer]:
    """Return other bearers of the same kind, named in the same work or of the same tier, the nearest first.

    A person stands beside persons, an organisation beside organisations; those that the duty names are
    left out.
    """
    owner = facts.owner[duty.id]
    works = {ref.work for ref in facts.basis[duty.id]}
    said = duty.title + duty.action

    def distance(bearer: Bearer) -> tuple[int, int]:
        apart = bearer.tier is not owner.tier
        unnamed = not works & facts.works_of[bearer.id]
        return 2 * unnamed + apart, chance(duty.id, bearer.id)

    peers = facts.persons if facts.is_person(owner) else facts.organisations
    bound = (b for b in peers if b.id in facts.works_of and b.id != owner.id)
    others = (b for b in bound if b.tier is owner.tier or works & facts.works_of[b.id])
    return sorted((b for b in others if not any(name in said for name in names_of(b))), key=distance)


def _who(facts: Facts, duty: Duty) -> Question | None:
    owner = facts.owner[duty.id]
    told = any(name in duty.action for name in names_of(owner))
    if told or not facts.is_stated(duty):
        return None
    candidates = [Option(bearer.name, bearer.id) for bearer in bearers_near(facts, duty)]
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
    candidates = (Option(facts.reference(ref), str(ref)) for ref in _clauses_near(facts, duty.id, right))
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


def _clauses_near(facts: Facts, duty: str, right: ProvisionRef) -> Iterator[ProvisionRef]:
    """Yield clauses of other articles of the work, one of each, the nearest in the text first.

    Of an article the clauses of the same level as the right one come first.
    """
    clauses = facts.clauses(right.work)
    if right.eid is None or right.eid.article not in clauses:
        return
    here = list(clauses).index(right.eid.article)
    distance = {article: (abs(index - here), index % 2 == here % 2) for index, article in enumerate(clauses)}
    for article in sorted(clauses, key=distance.__getitem__):
        found = [eid for eid in clauses[article] if eid.level is right.eid.level] or clauses[article]
        if article != right.eid.article and found:
            yield ProvisionRef(right.work, min(found, key=lambda eid: chance(duty, str(eid))))


def _stage(facts: Facts, duty: Duty) -> Question | None:
    candidates = [Option(stage, stage) for stage in facts.corpus.names(Kind.STAGE) if stage != duty.stage]
    candidates.sort(key=lambda option: chance(duty.id, option.text))
    stem = f"“{quotable(_sentence(duty))}”，属于责任闭环的哪个环节？"
    draft = draft_on_duty(facts, duty, QuestionKind.STAGE, stem, Option(duty.stage, duty.stage))
    return with_distractors(facts, draft, candidates)
