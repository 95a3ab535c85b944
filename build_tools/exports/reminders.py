"""The recurring duties of each bearer as iCalendar files (RFC 5545)."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from build_tools.model import Modality
from build_tools.recurrence import recurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty


def calendar_path(bearer: str) -> str:
    """Return where on the site the file of a bearer stands."""
    return f"assets/ics/{bearer}.ics"


def is_recurring(duty: Duty) -> bool:
    """Whether a duty falls due again and again after a fixed time."""
    return duty.modality is not Modality.PROHIBITION and recurrence_of(duty.timing) is not None


def reminders(kb: KnowledgeBase, bearer: Bearer) -> str | None:
    """Return the recurring duties of ``bearer`` and its classes as a calendar; None when there are none.

    The same data and the same day give the same bytes: the day of the knowledge base stands for the clock.
    """
    from build_tools.exports.events import calendar_of  # noqa: PLC0415  (slow to import, and mostly kept)

    return calendar_of(bearer, kb.graph.duties_of(bearer.id, inherited=True), kb.as_of.year, kb.as_of)


def calendars(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield the id of each bearer that has a calendar, and the calendar."""
    told = {duty.id: _told(duty) for duty in kb.corpus.duties.values() if is_recurring(duty)}
    maker = f"ics icalendar {version('icalendar')}"
    for bearer in kb.corpus.bearers.values():
        duties = [d.id for d in kb.graph.duties_of(bearer.id, inherited=True) if d.id in told]
        if duties:
            make = partial(_as_bytes, kb, bearer)
            said = (kb.as_of, bearer.id, bearer.name, [told[duty] for duty in duties])
            yield bearer.id, (kb.cache.made(maker, said, make) if kb.cache else make()).decode()


def _as_bytes(kb: KnowledgeBase, bearer: Bearer) -> bytes:
    return (reminders(kb, bearer) or "").encode()


def _told(duty: Duty) -> str:
    """Return all that the event of a duty says."""
    told = duty.id, duty.title, duty.modality, duty.action, duty.basis, duty.stage, duty.timing
    return repr(told)
