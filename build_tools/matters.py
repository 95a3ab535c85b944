"""Matters: which of the duties on one subject asks for most, leaves least time, rests on the newest text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from build_tools.model import Modality

if TYPE_CHECKING:
    import datetime as dt
    from fractions import Fraction

    from build_tools.graph import RegulationGraph
    from build_tools.model import Duty


class Mark(StrEnum):
    """What sets a duty apart from the others of its matter."""

    MOST_OFTEN = "频次最高"
    SHORTEST = "期限最短"
    NEWEST = "最新"


@dataclass(frozen=True, slots=True)
class Demand:
    """What can be compared of a duty: times a year, days allowed, since when its text is in force."""

    duty: str
    per_year: Fraction | None = None
    days: Fraction | None = None
    effective: dt.date | None = None


def demand_of(duty: Duty, graph: RegulationGraph) -> Demand:
    """Return what can be compared of ``duty``; the length in a prohibition is no deadline."""
    timing = duty.timing
    within = timing.within if timing and duty.modality is not Modality.PROHIBITION else None
    return Demand(
        duty.id,
        per_year=timing.per_year if timing else None,
        days=within.days if within else None,
        effective=effective_of(duty.id, graph),
    )


def effective_of(duty: str, graph: RegulationGraph) -> dt.date | None:
    """Return since when the text of a duty's first basis is in force; None without a basis."""
    basis = graph.basis_of(duty)
    text = graph.corpus.text_at(basis[0], graph.as_of) if basis else None
    return text.expression.effective if text else None


def marks_of(demands: Iterable[Demand]) -> dict[str, tuple[Mark, ...]]:
    """Return the marks of each duty of one matter.

    A mark needs a difference: where all duties that say anything say the same, none is marked.
    """
    compared = tuple(demands)
    best = (
        (Mark.MOST_OFTEN, _outstanding(compared, lambda demand: demand.per_year, max)),
        (Mark.SHORTEST, _outstanding(compared, lambda demand: demand.days, min)),
        (Mark.NEWEST, _outstanding(compared, lambda demand: demand.effective, max)),
    )
    return {demand.duty: tuple(mark for mark, duties in best if demand.duty in duties) for demand in compared}


def _outstanding(
    demands: tuple[Demand, ...],
    value_of: Callable[[Demand], Any],
    choose: Callable[[Iterable[Any]], Any],
) -> frozenset[str]:
    values = {demand.duty: value for demand in demands if (value := value_of(demand)) is not None}
    if len(set(values.values())) < 2:  # noqa: PLR2004  (one value is no difference)
        return frozenset()
    best = choose(values.values())
    return frozenset(duty for duty, value in values.items() if value == best)
