"""Questions about order: steps that a clause lists, and duties by how often they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations
from typing import TYPE_CHECKING

from build_tools.training.about_duties import draft_on_duty, first_clause
from build_tools.training.drafting import with_distractors
from build_tools.training.ranking import chances
from build_tools.training.records import Option, Question, QuestionKind
from build_tools.training.wording import sentences

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.training.facts import Facts

_LISTED = re.compile(
    r"(?:依次(?:进行|是|为|经过)?|按)(?P<steps>[^，。；、]{2,12}(?:、[^，。；、]{2,12}){2,4}?)(?:的程序|的步骤|的顺序|(?=[，。；]))"
)
_CHAINED = re.compile(
    r"先(?P<first>[^，。；]{2,30})，(?:再|然后)(?P<second>[^，。；]{2,30})(?:，(?:再|最后)(?P<third>[^，。；]{2,30}))?"
)
STEPS = 3
"""With fewer steps there are not enough other orders."""
FREQUENCIES = 4


def order_questions(facts: Facts) -> Iterator[Question]:
    """Yield questions on the steps in a clause, and on how often the duties of one owner are due."""
    for duty in facts.corpus.duties.values():
        if duty.id in facts.owner and facts.basis[duty.id]:
            for steps in _steps_in(duty.action):
                stem = f"按照{first_clause(facts, duty)}，“{duty.title}”的先后次序是什么？"
                if question := _question(facts, duty, stem, steps):
                    yield question
    yield from _by_frequency(facts)


def _steps_in(action: str) -> Iterator[tuple[str, ...]]:
    """Yield the steps that a sentence lists in order, at least three and all different."""
    for sentence in sentences(action):
        listed = _LISTED.search(sentence)
        chained = _CHAINED.search(sentence)
        steps: tuple[str, ...] = ()
        if listed and ("依次" in listed.group() or listed.group().endswith(("程序", "步骤", "顺序"))):
            steps = tuple(listed["steps"].split("、"))
        elif chained:
            steps = tuple(step for step in chained.groups() if step)
        if len(set(steps)) == len(steps) >= STEPS:
            yield steps


def _question(facts: Facts, duty: Duty, stem: str, steps: tuple[str, ...]) -> Question | None:
    right = Option(" → ".join(steps), "|".join(steps))
    draft = draft_on_duty(facts, duty, QuestionKind.ORDER, stem, right, exact=True, claim=right.value)
    others = islice((p for p in permutations(steps) if p != steps), 23)
    chance = chances(duty.id)
    ordered = sorted(others, key=lambda p: chance("/".join(map(str, map(steps.index, p)))))
    return with_distractors(facts, draft, (Option(" → ".join(p), "|".join(p)) for p in ordered))


def _by_frequency(facts: Facts) -> Iterator[Question]:
    """Yield for each owner its duties of different frequency, to be put in order, most often first."""
    for bearer in facts.corpus.bearers.values():
        by_rate: dict[Fraction, Duty] = {}
        for duty in facts.graph.duties_of(bearer.id, inherited=True):
            rate = duty.timing.per_year if duty.timing else None
            if rate and facts.basis[duty.id] and duty.id in facts.owner and not _tells(duty):
                by_rate.setdefault(rate, duty)
        chosen = [by_rate[rate] for rate in sorted(by_rate, reverse=True)][:FREQUENCIES]
        own = any(facts.owner[duty.id].id == bearer.id for duty in chosen)
        if len(chosen) >= STEPS and own:
            stem = f"下列{bearer.name}承担的责任，按条文要求的频次从高到低，怎样排列？"
            titles = tuple(f"{duty.title}" for duty in chosen)
            question = _question(facts, chosen[0], stem, titles)
            if question:
                yield _of_all(facts, question, chosen)


def _tells(duty: Duty) -> bool:
    """Whether the short name of a duty tells how often it is due."""
    return bool(re.search(r"每|次|年|月|季|届", duty.title))


def _of_all(facts: Facts, question: Question, duties: list[Duty]) -> Question:
    """Return a question on several duties: it pins the clauses of all, and says how often each is due."""
    refs = tuple(dict.fromkeys(ref for duty in duties for ref in facts.basis[duty.id]))
    said = "；".join(
        f"{duty.title}：{duty.timing.label}（{first_clause(facts, duty)}）" for duty in duties if duty.timing
    )
    return replace(question, pins=facts.pins(refs), explanation=f"{said}。")
