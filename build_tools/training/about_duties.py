"""Questions about duties: who owes it, on which clause it rests, to which step of the loop it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.graph import Node
from build_tools.model import Modality
from build_tools.training.drafting import options_for, with_distractors
from build_tools.training.overlaps import is_person
from build_tools.training.ranking import chances
from build_tools.training.records import Option, Question, QuestionKind, arranged, difficulty_of
from build_tools.training.wording import shortened, statement

if TYPE_CHECKING:
    from build_tools.model import Bearer, Duty
    from build_tools.training.facts import Facts


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
    fixed: bool = False,
) -> Question:
    """Return a question on a duty with its right option alone: its clauses, its bearer, its explanation."""
    told = facts.told(duty.id)
    return Question(
        kind=kind,
        subject=Node(Kind.DUTY, duty.id),
        stem=stem,
        options=(right,),
        answer=0,
        explanation=told.explanation,
        pins=told.pins,
        stage=duty.stage,
        bearers=(facts.owner[duty.id].id,),
        difficulty=difficulty_of(exact=exact, near=near),
        claim=claim,
        fixed=fixed,
        suspect=facts.is_suspect(Kind.DUTY, duty.id),
    )


def first_clause(facts: Facts, duty: Duty) -> str:
    """Return how the first basis of a duty is cited."""
    return facts.told(duty.id).cited


def names_of(bearer: Bearer) -> tuple[str, ...]:
    """Return the names by which a bearer would be recognised."""
    return (bearer.name, *bearer.aliases)


def bearers_near(facts: Facts, duty: Duty) -> Iterator[Bearer]:
    """Yield other bearers of the same kind, named in the same work or of the same tier, the nearest first.

    A person stands beside persons, an organisation beside organisations; those that the duty names and those
    that may owe it too are left out.
    """
    owner = facts.owner[duty.id]
    works = frozenset(ref.work for ref in facts.basis[duty.id])
    said, chance = duty.title + duty.action, chances(duty.id)
    for found in facts.beside(owner.tier, works, persons=is_person(owner)):
        strangers = facts.around.strangers_to(duty.id, found)
        for bearer in sorted(strangers, key=lambda bearer: chance(bearer.id)):
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
    options = options_for(facts, draft, candidates)
    tiers = {facts.corpus.bearers[option.value].tier for option in options}
    return arranged(draft, options, difficulty_of(exact=False, near=len(tiers) == 1)) if options else None


def quotable(text: str) -> str:
    """Return ``text`` cut for a question, its quotation marks as those inside a quotation (GB/T 15834)."""
    return shortened(text).replace("“", "‘").replace("”", "’")


def _basis(facts: Facts, duty: Duty) -> Question | None:
    right = facts.basis[duty.id][0]
    if right.eid is None:
        return None
    work = facts.corpus.works[right.work].short_title
    stem = f"“{quotable(_sentence(duty))}”，这项规定见于《{work}》的哪一条？"
    option = Option(facts.reference(right), str(right))
    draft = draft_on_duty(facts, duty, QuestionKind.BASIS, stem, option, exact=True)
    options = options_for(facts, draft, _clauses_near(facts, duty.id, right))
    chapters = {facts.chapter(option.value) for option in options}
    return arranged(draft, options, difficulty_of(exact=True, near=len(chapters) == 1)) if options else None


def _sentence(duty: Duty) -> str:
    return statement(duty.bearer, duty.modality.value, duty.action)


def _clauses_near(facts: Facts, duty: str, right: ProvisionRef) -> Iterator[Option]:
    """Yield clauses of other articles of the work, one of each, the nearest in the text first.

    Of an article the clauses of the same level as the right one come first.
    """
    article, chance = right.eid and right.eid.article, chances(duty)
    articles = list(facts.articles(right.work))
    if right.eid is None or article not in articles:
        return
    clauses = facts.clauses(right.work, right.eid.level)
    for place in _outwards(articles.index(article), len(clauses)):
        yield clauses[place][min(clauses[place], key=chance)]


def _outwards(start: int, count: int) -> Iterator[int]:
    """Yield the numbers below ``count`` but ``start``, the nearest to it first, of two the smaller."""
    for distance in range(1, count):
        if start >= distance:
            yield start - distance
        if start + distance < count:
            yield start + distance


def _stage(facts: Facts, duty: Duty) -> Question | None:
    candidates = [Option(stage, stage) for stage in facts.corpus.names(Kind.STAGE) if stage != duty.stage]
    chance = chances(duty.id)
    candidates.sort(key=lambda option: chance(option.text))
    stem = f"“{quotable(_sentence(duty))}”，属于责任闭环的哪个环节？"
    draft = draft_on_duty(facts, duty, QuestionKind.STAGE, stem, Option(duty.stage, duty.stage))
    return with_distractors(facts, draft, candidates)
