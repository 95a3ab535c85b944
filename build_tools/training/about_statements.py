"""Statements to be judged: what a clause says, or the same with one thing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_tools.model import FALSE, TRUE, Modality
from build_tools.training.about_duties import (
    bearers_near,
    draft_on_duty,
    first_clause,
)
from build_tools.training.drafting import finished
from build_tools.training.quantities import quantities_in, same_amount, wrong_values
from build_tools.training.ranking import chance
from build_tools.training.records import Option, Question, QuestionKind, difficulty_of
from build_tools.training.wording import shortened, statement

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.training.facts import Facts

_OPTIONS = (Option(TRUE, TRUE), Option(FALSE, FALSE))


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement on a duty, the change that was made to it (empty for none), and what is right instead."""

    text: str
    claim: str = ""
    correction: str = ""


def statement_questions(facts: Facts) -> Iterator[Question]:
    """Yield one statement per duty; of three two, as the ids fall, are changed where that can be done."""
    for duty in facts.corpus.duties.values():
        stated = duty.id in facts.owner and facts.basis[duty.id] and facts.is_stated(duty)
        if stated and (question := _question(facts, duty, _statement(facts, duty))):
            yield question


def _statement(facts: Facts, duty: Duty) -> Statement:
    fall = chance("statement", duty.id)
    if fall % 3:
        first = fall // 3 % len(_CHANGES)
        changes = _CHANGES[first:] + _CHANGES[:first]
        found = (change(facts, duty) for change in changes)
        if changed := next(filter(None, found), None):
            return changed
    return Statement(statement(duty.bearer, duty.modality.value, shortened(duty.action)))


def _other_number(_facts: Facts, duty: Duty) -> Statement | None:
    said = shortened(duty.action)
    for quantity in quantities_in(said):
        values = [value for value in wrong_values(quantity.text) if not same_amount(value, quantity.text)]
        if values:
            value = values[chance(duty.id, quantity.text) % min(2, len(values))]
            text = said[: quantity.start] + value + said[quantity.end :]
            correction = f"“{value}”应为“{quantity.text}”。"
            return Statement(
                statement(duty.bearer, duty.modality.value, text),
                f"number:{value}/{quantity.text}",
                correction,
            )
    return None


def _other_force(_facts: Facts, duty: Duty) -> Statement | None:
    other = {Modality.PERMISSION: Modality.OBLIGATION, Modality.PROHIBITION: Modality.PERMISSION}.get(
        duty.modality
    )
    if other is None:
        return None
    text = statement(duty.bearer, "必须" if other is Modality.OBLIGATION else "可以", shortened(duty.action))
    return Statement(text, f"force:{other.value}", f"条文用的是“{duty.modality.value}”。")


def _other_bearer(facts: Facts, duty: Duty) -> Statement | None:
    if any(name in duty.action for name in (duty.bearer, "本级", "同级", "上级", "下级")):
        return None
    bearer = next(bearers_near(facts, duty), None)
    if bearer is None:
        return None
    text = statement(bearer.name, duty.modality.value, shortened(duty.action))
    return Statement(text, f"bearer:{bearer.id}", f"主体应为“{duty.bearer}”。")


_CHANGES: tuple[Callable[[Facts, Duty], Statement | None], ...] = (_other_number, _other_force, _other_bearer)


def _question(facts: Facts, duty: Duty, made: Statement) -> Question | None:
    answer = FALSE if made.claim else TRUE
    stem = f"按照{first_clause(facts, duty)}，{made.text}。"
    draft = draft_on_duty(facts, duty, QuestionKind.JUDGE, stem, Option(answer, answer), claim=made.claim)
    exact = made.claim.startswith("number")
    return finished(
        facts,
        replace(
            draft,
            options=_OPTIONS,
            answer=[option.text for option in _OPTIONS].index(answer),
            explanation=made.correction + draft.explanation,
            difficulty=difficulty_of(exact=exact, near=bool(made.claim)),
            fixed=True,
        ),
    )
