"""Questions about practice: which place did this, and which duty a failing leaves undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import fingerprint
from build_tools.graph import Node
from build_tools.model import ExperienceKind
from build_tools.provisions import DIGEST_MARK
from build_tools.training.about_duties import draft_on_duty, first_clause
from build_tools.training.drafting import with_distractors
from build_tools.training.ranking import chance
from build_tools.training.records import Option, Pin, Question, QuestionKind, difficulty_of
from build_tools.training.validity import may_breach
from build_tools.training.wording import shortened, without_remarks

if TYPE_CHECKING:
    from build_tools.model import Duty, Experience, Measure, Problem
    from build_tools.training.facts import Facts

PER_PROBLEM = 2
"""A failing is asked for so many of its duties at most."""
TELLING = 30
"""A failing described in fewer characters does not tell one duty from another."""
_LEAKS = ("我市", "我县", "我区", "我省", "全市", "全省", "全区", "全县")


def place_questions(facts: Facts) -> Iterator[Question]:
    """Yield for each measure the question where that was; what studies propose is left out."""
    practice = [e for e in facts.corpus.experiences.values() if e.kind is ExperienceKind.PRACTICE]
    for experience in practice:
        others = [Option(_label(e), e.id) for e in practice if e.id != experience.id]
        for measure in experience.measures:
            candidates = sorted(others, key=lambda o: chance(measure.id, o.value))
            if question := _place(facts, experience, measure, candidates):
                yield question


def _label(experience: Experience) -> str:
    """Return how a place stands among the options: its region, and the unit unless that begins with it."""
    return (
        experience.unit if experience.region in experience.unit else f"{experience.region}：{experience.unit}"
    )


def _place(
    facts: Facts, experience: Experience, measure: Measure, candidates: list[Option]
) -> Question | None:
    said = shortened(measure.what, 150)
    names = {e.region for e in facts.corpus.experiences.values()} | {experience.unit}
    if any(name in said + measure.title for name in (*names, *_LEAKS)):
        return None
    links = [link.duty for link in (*measure.implements, *measure.illustrates)]
    owners = (facts.owner[duty].id for duty in links if duty in facts.owner)
    identifier = f"{experience.id}/{measure.id}"
    source = f"{experience.region}《{experience.title}》"
    draft = Question(
        kind=QuestionKind.PLACE,
        subject=Node(Kind.MEASURE, identifier),
        stem=f"“{measure.title}”：{said}。这是哪里的做法？",
        options=(Option(_label(experience), experience.id),),
        answer=0,
        explanation=f"见{source}。",
        pins=(Pin(source, None, DIGEST_MARK + fingerprint(measure.what)),),
        stage=measure.stage,
        bearers=tuple(dict.fromkeys(owners)),
        difficulty=difficulty_of(exact=False, near=False),
    )
    return with_distractors(facts, draft, candidates)


def case_questions(facts: Facts) -> Iterator[Question]:
    """Yield for each failing the questions which duty it leaves undone, the duty named with its clause."""
    for problem in facts.corpus.problems.values():
        if len(without_remarks(problem.description)) < TELLING:
            continue
        known = [facts.corpus.duties[d] for d in problem.duties if d in facts.owner and facts.basis[d]]
        for duty in known[:PER_PROBLEM]:
            if question := _case(facts, problem, duty):
                yield question


def _case(facts: Facts, problem: Problem, duty: Duty) -> Question | None:
    right = Option(_duty_label(facts, duty), duty.id)
    found = shortened(without_remarks(problem.description), 150)
    stem = f"检查中发现：{found}。这种情况没有落实的是下面哪项责任？"
    draft = draft_on_duty(facts, duty, QuestionKind.CASE, stem, right, near=True)
    draft = replace(draft, subject=Node(Kind.PROBLEM, problem.id), stage=problem.stage)
    others = (d for d in _duties_near(facts, duty, problem) if not may_breach(facts, problem, d.id))
    return with_distractors(facts, draft, (Option(_duty_label(facts, other), other.id) for other in others))


def _duty_label(facts: Facts, duty: Duty) -> str:
    return f"{duty.bearer}：{duty.title}（{first_clause(facts, duty)}）"


def _duties_near(facts: Facts, duty: Duty, problem: Problem) -> Iterator[Duty]:
    """Yield other binding duties of the same tier or work, those of both first."""
    tier, work = facts.owner[duty.id].tier, facts.basis[duty.id][0].work
    of_both = facts.binding.get((tier, work), ())
    by_chance = partial(sorted, key=lambda other: chance(problem.id, other.id))
    yield from by_chance(other for other in of_both if other.id != duty.id)
    of_one = (group for key, group in facts.binding.items() if (key[0] is tier) != (key[1] == work))
    yield from by_chance(other for group in of_one for other in group)
