"""When duties fall due: in which months of a year, how long after an event."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.model import Duration, Modality, Period, Window

if TYPE_CHECKING:
    from build_tools.corpus import Corpus
    from build_tools.model import Duty, Experience, Measure, Timing

_EVERY = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF_YEAR: 6,
    Period.YEAR: 12,
    Period.TWO_YEARS: 24,
}
_ENDS = {Window.START: 1, Window.MIDDLE: 6, Window.END: 12}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Due by the end of ``first_month`` and every ``months`` months from then on."""

    months: int
    first_month: int

    def first_day(self, year: int) -> dt.date:
        """Return the day by which the duty is first due in ``year``."""
        return dt.date(year, self.first_month, calendar.monthrange(year, self.first_month)[1])

    @property
    def months_of_year(self) -> tuple[int, ...]:
        """The months at whose end the duty is due, in a year in which it is due at all."""
        return tuple(range(self.first_month, 13, self.months))


@dataclass(frozen=True, slots=True)
class Deadline:
    """So long after an event something must be done: as a duty says, or as a place has set it."""

    event: str
    what: str
    length: Duration
    duty: Duty | None = None
    experience: Experience | None = None
    measure: Measure | None = None


def recurrence_of(timing: Timing | None) -> Recurrence | None:
    """Return how a duty recurs; None for one without a period of fixed length.

    Clauses name no days: a duty counts as due at the end of its period, or of the part of it that the
    clause names (年初 is January, 年中 June, 年末 December).
    """
    months = _EVERY.get(timing.period) if timing and timing.period else None
    if timing is None or months is None:
        return None
    by_year = months >= 12  # noqa: PLR2004  (a year has twelve months)
    return Recurrence(months, _ENDS[timing.window or Window.END] if by_year else months)


def deadlines_of_duties(corpus: Corpus) -> Iterator[Deadline]:
    """Yield the deadlines that duties name. The length in a prohibition is how long it holds, no deadline."""
    for duty in corpus.duties.values():
        timing = duty.timing
        if timing and timing.within and duty.modality is not Modality.PROHIBITION:
            yield Deadline(timing.trigger or timing.label, duty.title, timing.within, duty=duty)


def deadlines_of_places(corpus: Corpus) -> Iterator[Deadline]:
    """Yield the time limits that places have set."""
    for experience in corpus.experiences.values():
        for measure in experience.measures:
            for limit in measure.time_limits:
                length = Duration(value=limit.value, unit=limit.unit)
                yield Deadline(limit.after, limit.label, length, experience=experience, measure=measure)
