"""Is an option right, wrong, or can that not be said? Only surely wrong ones become distractors."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import normalise_wording
from build_tools.model import TRUE
from build_tools.training.quantities import BLANK, same_amount
from build_tools.training.records import SEPARATOR, Question, QuestionKind
from build_tools.training.wording import likeness, pairs_of_characters, share_of

if TYPE_CHECKING:
    from build_tools.training.facts import Facts

TERMS_ALIKE = 0.4
BASIS_TOUCHES = 0.3
"""From this likeness on a clause may also be the basis of a duty."""

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


Judge = Callable[[str], Verdict]
"""Says what can be said of the option that stands for a value, of one question."""


def _sure(*, right: bool, wrong: bool) -> Verdict:
    if right:
        return Verdict.RIGHT
    return Verdict.WRONG if wrong else Verdict.UNSURE


def judge_of(facts: Facts, question: Question) -> Judge:
    """Return what judges the options of a question; its own options are not looked at."""
    return _RULES[question.kind](facts, question)


def verdicts(facts: Facts, question: Question) -> tuple[Verdict, ...]:
    """Return what can be said of each option of a question."""
    judge = judge_of(facts, question)
    return tuple(judge(option.value) for option in question.options)


def is_valid(facts: Facts, question: Question) -> bool:
    """Whether a question has exactly one right option, all others surely wrong, and no two alike."""
    found = verdicts(facts, question)
    texts = {normalise_wording(option.text) for option in question.options}
    right = [index for index, said in enumerate(found) if said is Verdict.RIGHT]
    return right == [question.answer] and Verdict.UNSURE not in found and len(texts) == len(found) > 1


def _who(facts: Facts, question: Question) -> Judge:
    return partial(bearer_verdict, facts, question.subject.id)


def bearer_verdict(facts: Facts, duty: str, bearer: str) -> Verdict:
    """Return whether ``bearer`` owes a duty: wrong if it overlaps with nobody who owes it or its like."""
    return _sure(right=bearer == facts.owner[duty].id, wrong=not facts.around.may_owe(duty, bearer))


def _basis(facts: Facts, question: Question) -> Judge:
    duty = facts.corpus.duties[question.subject.id]
    basis = {str(ref) for ref in facts.basis[duty.id]}
    near, pairs = facts.around.near(duty.id), pairs_of_characters(duty.action)

    def judge(value: str) -> Verdict:
        place = facts.around.place(value)
        untouched = place.is_said and not place.touching & near
        return _sure(right=value in basis, wrong=untouched and share_of(pairs, place.pairs) < BASIS_TOUCHES)

    return judge


def _number(facts: Facts, question: Question) -> Judge:
    before, truth, after = question.claim.split(SEPARATOR)
    said = f"{before}{truth}{after}"
    is_said = said in _source_of(facts, question) and f"{before}{BLANK}{after}" in question.stem
    return lambda value: _sure(
        right=is_said and value == truth, wrong=is_said and not same_amount(value, truth)
    )


def _source_of(facts: Facts, question: Question) -> str:
    """Return what the record says that a statement in a question comes from."""
    if question.subject.kind is Kind.DUTY:
        return facts.corpus.duties[question.subject.id].action
    return facts.digest(question.subject.id)


def _judge(facts: Facts, question: Question) -> Judge:
    change, _, changed = question.claim.partition(":")
    holds = _holds(facts, question, change, changed)
    if holds is None:
        return lambda _value: Verdict.UNSURE
    return lambda value: Verdict.RIGHT if (value == TRUE) is holds else Verdict.WRONG


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


def _stage(facts: Facts, question: Question) -> Judge:
    duty = facts.corpus.duties[question.subject.id]
    told = _stages_told(duty.title + duty.action)
    near = told | facts.around.stages_near(duty.id)
    return lambda value: _sure(
        right=value == duty.stage and told == {duty.stage},
        wrong=value != duty.stage and value not in near,
    )


def _stages_told(said: str) -> set[str]:
    """Return the steps that words tell."""
    return {stage for stage, words in STAGE_WORDS.items() if any(word in said for word in words)}


def _term(facts: Facts, question: Question) -> Judge:
    term = facts.corpus.terms[question.subject.id]
    names, defined = (term.name, *term.aliases), term.definition or ""

    def judge(value: str) -> Verdict:
        other = facts.corpus.terms[value]
        others = (other.name, *other.aliases)
        entangled = any(a in b or b in a for a in names for b in others)
        named = any(name in defined for name in others)
        alike = likeness(defined, other.definition or "") >= TERMS_ALIKE
        return _sure(right=term.id == other.id, wrong=not (entangled or alike or named))

    return judge


def _place(facts: Facts, question: Question) -> Judge:
    own, _, _ = question.subject.id.partition("/")
    here = facts.corpus.experiences[own]
    measure = next(m for m in here.measures if f"{own}/{m.id}" == question.subject.id)
    alike = facts.around.places_like(measure)

    def judge(value: str) -> Verdict:
        there = facts.corpus.experiences[value]
        near = there.region in facts.regions(here.region) or here.region in facts.regions(there.region)
        return _sure(right=own == value, wrong=not near and value not in alike)

    return judge


def _case(facts: Facts, question: Question) -> Judge:
    problem = facts.corpus.problems[question.subject.id]
    numbers, breached = facts.around.numbers, facts.around.may_breach(problem.id)
    return lambda value: _sure(right=value in problem.duties, wrong=not breached >> numbers[value] & 1)


def _order(_facts: Facts, question: Question) -> Judge:
    steps = question.claim.split("|")
    distinct = len(set(steps)) == len(steps)
    return lambda value: _sure(
        right=value == question.claim, wrong=distinct and sorted(value.split("|")) == sorted(steps)
    )


def _written(facts: Facts, question: Question) -> Judge:
    record = facts.corpus.questions[question.subject.id]
    answer = normalise_wording(record.answer)
    return lambda value: _sure(right=normalise_wording(value) == answer, wrong=value in record.wrong)


_RULES: dict[QuestionKind, Callable[[Facts, Question], Judge]] = {
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
