"""The recurring duties of each bearer as iCalendar files (RFC 5545)."""

from __future__ import annotations

import json
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from build_tools.model import Modality
from build_tools.recurrence import recurrence_of

if TYPE_CHECKING:
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


def calendars(kb: KnowledgeBase) -> dict[str, str]:
    """Return the calendar of each bearer that has one, by its id."""
    if kb.cache is None:
        return _calendars(kb)
    maker = f"ics icalendar {version('icalendar')}"
    make = partial(_as_json, kb)
    found: dict[str, str] = json.loads(kb.cache.made(maker, _subject(kb), make))
    return found


def _calendars(kb: KnowledgeBase) -> dict[str, str]:
    made = ((bearer.id, reminders(kb, bearer)) for bearer in kb.corpus.bearers.values())
    return {bearer: calendar for bearer, calendar in made if calendar}


def _as_json(kb: KnowledgeBase) -> bytes:
    return json.dumps(_calendars(kb)).encode()


def _subject(kb: KnowledgeBase) -> tuple[object, ...]:
    """Return all that the calendars say: the day, who owes what, the duties."""
    recurring = {duty.id: duty for duty in kb.corpus.duties.values() if is_recurring(duty)}
    owed = [
        (b.id, b.name, [d.id for d in kb.graph.duties_of(b.id, inherited=True) if d.id in recurring])
        for b in kb.corpus.bearers.values()
    ]
    return kb.as_of, owed, list(map(_told, recurring.values()))


def _told(duty: Duty) -> tuple[object, ...]:
    return duty.id, duty.title, duty.modality, duty.action, duty.basis, duty.stage, duty.timing
