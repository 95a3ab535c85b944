"""Questions about practice: which place did this, and which duty a failing leaves undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import fingerprint
from build_tools.graph import Node
from build_tools.model import ExperienceKind
from build_tools.provisions import DIGEST_MARK
from build_tools.training.about_duties import draft_on_duty, first_clause
from build_tools.training.drafting import with_distractors
from build_tools.training.masks import members
from build_tools.training.ranking import chances
from build_tools.training.records import Option, Pin, Question, QuestionKind, difficulty_of
from build_tools.training.wording import shortened, without_remarks

if TYPE_CHECKING:
    from build_tools.model import Duty, Experience, Measure, Problem
    from build_tools.training.facts import Facts

PER_PROBLEM = 2
"""A failing is asked for so many of its duties at most."""
TELLING = 30
"""A failing described in fewer characters does not tell one duty from another."""
MAX_MEASURE = 150
"""What is told of a measure or a failing is cut after so many characters."""
_LEAKS = ("我市", "我县", "我区", "我省", "全市", "全省", "全区", "全县")


def place_questions(facts: Facts) -> Iterator[Question]:
    """Yield for each measure the question where that was; what studies propose is left out."""
    practice = [e for e in facts.corpus.experiences.values() if e.kind is ExperienceKind.PRACTICE]
    regions = {e.region for e in facts.corpus.experiences.values()}
    for experience in practice:
        for measure in experience.measures:
            if not _tells_where(experience, measure, regions):
                chance = chances(measure.id)
                others = sorted((e for e in practice if e is not experience), key=lambda e: chance(e.id))
                candidates = (Option(_label(e), e.id) for e in others)
                if question := with_distractors(facts, _place(facts, experience, measure), candidates):
                    yield question


def _label(experience: Experience) -> str:
    """Return how a place stands among the options: its region, and the unit unless that begins with it."""
    return (
        experience.unit if experience.region in experience.unit else f"{experience.region}：{experience.unit}"
    )


def _tells_where(experience: Experience, measure: Measure, regions: set[str]) -> bool:
    """Whether the words of a measure tell where it was."""
    said = shortened(measure.what, MAX_MEASURE) + measure.title
    return any(name in said for name in (*regions, experience.unit, *_LEAKS))


def _place(facts: Facts, experience: Experience, measure: Measure) -> Question:
    """Return the question where a measure was, with its right option alone."""
    links = [link.duty for link in (*measure.implements, *measure.illustrates)]
    owners = (facts.owner[duty].id for duty in links if duty in facts.owner)
    identifier = f"{experience.id}/{measure.id}"
    source = f"{experience.region}《{experience.title}》"
    return Question(
        kind=QuestionKind.PLACE,
        subject=Node(Kind.MEASURE, identifier),
        stem=f"“{measure.title}”：{shortened(measure.what, MAX_MEASURE)}。这是哪里的做法？",
        options=(Option(_label(experience), experience.id),),
        answer=0,
        explanation=f"见{source}。",
        pins=(Pin(source, None, DIGEST_MARK + fingerprint(measure.what)),),
        stage=measure.stage,
        bearers=tuple(dict.fromkeys(owners)),
        difficulty=difficulty_of(exact=False, near=False),
    )


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
    found = shortened(without_remarks(problem.description), MAX_MEASURE)
    stem = f"检查中发现：{found}。这种情况没有落实的是下面哪项责任？"
    draft = draft_on_duty(facts, duty, QuestionKind.CASE, stem, right, near=True)
    draft = replace(draft, subject=Node(Kind.PROBLEM, problem.id), stage=problem.stage)
    others = _duties_near(facts, duty, problem)
    return with_distractors(facts, draft, (Option(_duty_label(facts, other), other.id) for other in others))


def _duty_label(facts: Facts, duty: Duty) -> str:
    return f"{duty.bearer}：{duty.title}（{first_clause(facts, duty)}）"


def _duties_near(facts: Facts, duty: Duty, problem: Problem) -> Iterator[Duty]:
    """Yield binding duties of the same tier or work that a failing leaves alone, those of both first."""
    tier, work = facts.owner[duty.id].tier, facts.basis[duty.id][0].work
    breached, chance = facts.around.may_breach(problem.id), chances(problem.id)
    of_one = (group for key, group in facts.binding.items() if (key[0] is tier) != (key[1] == work))
    for group in (facts.binding.get((tier, work), 0), reduce(or_, of_one, 0)):
        others = members(group & ~breached, facts.corpus.duties.values())
        yield from sorted(others, key=lambda other: chance(other.id))
