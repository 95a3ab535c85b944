"""On which day a dated record was written, so that its citations are read in the texts of that time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.partial_dates import earliest_day

if TYPE_CHECKING:
    import datetime as dt

    from build_tools.model import Experience, Measure, Practised


def day_of(experience: Experience, measure: Measure | None = None) -> dt.date | None:
    """Return the day from which an experience, or one of its measures, speaks; None when it is not known.

    It is the beginning of the practice, for want of it the end, for want of both the day on which the
    report appeared. A partial date counts as its earliest day.
    """
    own = measure.practised if measure else None
    issued = experience.source.issued if experience.source else None
    known = (_beginning(own), _beginning(experience.practised), issued)
    return next((earliest_day(day) for day in known if day), None)


def _beginning(practised: Practised | None) -> str | None:
    return practised.since or practised.until if practised else None
