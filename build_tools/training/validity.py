"""Is an option right, wrong, or can that not be said? Only surely wrong ones become distractors."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import normalise_wording
from build_tools.model import TRUE
from build_tools.training.quantities import BLANK, same_amount
from build_tools.training.records import SEPARATOR, Question, QuestionKind
from build_tools.training.wording import likeness

if TYPE_CHECKING:
    from build_tools.model import Measure, Problem
    from build_tools.training.facts import Facts

TERMS_ALIKE = 0.4
MEASURES_ALIKE = 0.4
BASIS_TOUCHES = 0.3
"""From this likeness on a clause may also be the basis of a duty."""
CASE_TOUCHES = 0.2
"""From this likeness on the description of a failing may be about a duty."""

STAGE_WORDS = {
    "定责": ("设立", "设置", "成立", "配备", "选举", "任期", "换届", "编制", "组成", "委派", "任命"),
    "明责": ("培训", "轮训", "学习", "清单", "谈话", "宣传", "公布", "签订"),
    "履责": ("召开", "开展", "组织生活", "研究", "服务", "发展党员", "执行", "贯彻", "民主"),
    "督责": ("监督", "督促", "检查", "提醒", "约谈", "巡视", "巡察", "督办", "通报", "报告"),
    "考责": ("考核", "评议", "述职", "评价", "评定", "考评"),
    "问责": ("处分", "问责", "追究", "处置", "除名", "立案", "审查", "处理"),
}
"""Words that tell a step of the loop: a question on the step is asked only where one step's words occur."""


class Verdict(StrEnum):
    """What can be said of an option."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


def _sure(*, right: bool, wrong: bool) -> Verdict:
    if right:
        return Verdict.RIGHT
    return Verdict.WRONG if wrong else Verdict.UNSURE


def verdicts(facts: Facts, question: Question) -> tuple[Verdict, ...]:
    """Return what can be said of each option of a question."""
    return tuple(verdict(facts, question, option.value) for option in question.options)


def is_valid(facts: Facts, question: Question) -> bool:
    """Whether a question has exactly one right option, all others surely wrong, and no two alike."""
    found = verdicts(facts, question)
    texts = {normalise_wording(option.text) for option in question.options}
    right = [index for index, said in enumerate(found) if said is Verdict.RIGHT]
    return right == [question.answer] and Verdict.UNSURE not in found and len(texts) == len(found) > 1


def verdict(facts: Facts, question: Question, value: str) -> Verdict:
    """Return what can be said of the option that stands for ``value``."""
    return _RULES[question.kind](facts, question, value)


def _who(facts: Facts, question: Question, value: str) -> Verdict:
    return bearer_verdict(facts, question.subject.id, value)


def bearer_verdict(facts: Facts, duty: str, bearer: str) -> Verdict:
    """Return whether ``bearer`` owes a duty: wrong if it overlaps with nobody who owes it or its like."""
    return _sure(right=bearer == facts.owner[duty].id, wrong=bearer not in facts.may_owe(duty))


def _basis(facts: Facts, question: Question, value: str) -> Verdict:
    duty = facts.corpus.duties[question.subject.id]
    ref, said = facts.place(value)
    touched = facts.rests_near(duty.id, ref)
    surely = bool(said) and not touched and likeness(duty.action, said) < BASIS_TOUCHES
    return _sure(right=ref in facts.basis[duty.id], wrong=surely)


def _number(facts: Facts, question: Question, value: str) -> Verdict:
    before, truth, after = question.claim.split(SEPARATOR)
    said = f"{before}{truth}{after}"
    is_said = said in _source_of(facts, question) and f"{before}{BLANK}{after}" in question.stem
    right = is_said and f"{before}{value}{after}" == said
    return _sure(right=right, wrong=is_said and not same_amount(value, truth))


def _source_of(facts: Facts, question: Question) -> str:
    """Return what the record says that a statement in a question comes from."""
    if question.subject.kind is Kind.DUTY:
        return facts.corpus.duties[question.subject.id].action
    return facts.digest(question.subject.id)


def _judge(facts: Facts, question: Question, value: str) -> Verdict:
    change, _, changed = question.claim.partition(":")
    holds = _holds(facts, question, change, changed)
    if holds is None:
        return Verdict.UNSURE
    return Verdict.RIGHT if (value == TRUE) is holds else Verdict.WRONG


def _holds(facts: Facts, question: Question, change: str, changed: str) -> bool | None:
    """Return whether a statement still says what the clause says after a change; None when that is unsure."""
    match change:
        case "":
            return True
        case "bearer":
            return False if bearer_verdict(facts, question.subject.id, changed) is Verdict.WRONG else None
        case "number":
            value, _, truth = changed.partition("/")
            return None if same_amount(value, truth) else False
        case _:
            duty = facts.corpus.duties[question.subject.id]
            return None if duty.modality.value == changed else False


def _stage(facts: Facts, question: Question, value: str) -> Verdict:
    duty = facts.corpus.duties[question.subject.id]
    told = _stages_told(duty.title + duty.action)
    return _sure(
        right=value == duty.stage and told == {duty.stage},
        wrong=value != duty.stage and value not in told | facts.stages_near(duty.id),
    )


@lru_cache(maxsize=1)
def _stages_told(said: str) -> set[str]:
    """Return the steps that words tell; the options of a question come one after another."""
    return {stage for stage, words in STAGE_WORDS.items() if any(word in said for word in words)}


def _term(facts: Facts, question: Question, value: str) -> Verdict:
    term, other = facts.corpus.terms[question.subject.id], facts.corpus.terms[value]
    names, others = (term.name, *term.aliases), (other.name, *other.aliases)
    entangled = any(a in b or b in a for a in names for b in others)
    alike = likeness(term.definition or "", other.definition or "") >= TERMS_ALIKE
    named = any(name in (term.definition or "") for name in others)
    return _sure(right=term.id == other.id, wrong=not (entangled or alike or named))


def _place(facts: Facts, question: Question, value: str) -> Verdict:
    own, _, _ = question.subject.id.partition("/")
    there, here = facts.corpus.experiences[value], facts.corpus.experiences[own]
    measure = next(m for m in here.measures if f"{own}/{m.id}" == question.subject.id)
    near = _one_region(facts, here.region, there.region)
    alike = any(_measures_alike(measure, other) for other in there.measures)
    return _sure(right=own == value, wrong=not (near or alike))


def _measures_alike(a: Measure, b: Measure) -> bool:
    return likeness(a.what, b.what) >= MEASURES_ALIKE or likeness(a.title, b.title) >= MEASURES_ALIKE


def _one_region(facts: Facts, a: str, b: str) -> bool:
    """Whether two regions are one, or one lies in the other."""
    return b in _regions(facts, a) or a in _regions(facts, b)


def _regions(facts: Facts, name: str) -> set[str]:
    found = {name}
    region = facts.corpus.named(Kind.REGION, name)
    while (above := getattr(region, "parent", None)) and above not in found:
        found.add(above)
        region = facts.corpus.named(Kind.REGION, above)
    return found


def _case(facts: Facts, question: Question, value: str) -> Verdict:
    problem = facts.corpus.problems[question.subject.id]
    return _sure(right=value in problem.duties, wrong=not may_breach(facts, problem, value))


def may_breach(facts: Facts, problem: Problem, duty: str) -> bool:
    """Whether a failing may also breach a duty: linked to it some way, of its step, or worded alike."""
    record, failing = facts.corpus.duties[duty], facts.failing(problem.id)
    if duty in failing.duties or record.stage in failing.stages:
        return True
    if failing.indicators.intersection(facts.graph.indicators_for(duty)) or facts.graph.problems_of(duty):
        return True
    return likeness(record.action, failing.said) >= CASE_TOUCHES


def _order(_facts: Facts, question: Question, value: str) -> Verdict:
    same = sorted(value.split("|")) == sorted(question.claim.split("|"))
    distinct = len(set(question.claim.split("|"))) == len(question.claim.split("|"))
    return _sure(right=value == question.claim, wrong=same and distinct)


def _written(facts: Facts, question: Question, value: str) -> Verdict:
    record = facts.corpus.questions[question.subject.id]
    right = normalise_wording(value) == normalise_wording(record.answer)
    return _sure(right=right, wrong=value in record.wrong)


_RULES: dict[QuestionKind, Callable[[Facts, Question, str], Verdict]] = {
    QuestionKind.WHO: _who,
    QuestionKind.BASIS: _basis,
    QuestionKind.NUMBER: _number,
    QuestionKind.JUDGE: _judge,
    QuestionKind.STAGE: _stage,
    QuestionKind.TERM: _term,
    QuestionKind.PLACE: _place,
    QuestionKind.CASE: _case,
    QuestionKind.ORDER: _order,
    QuestionKind.WRITTEN: _written,
}
