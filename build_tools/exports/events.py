"""Recurring duties as the events of an iCalendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import Calendar, Event
from icalendar.parser import Contentline, Parameters

from build_tools.exports.reminders import is_recurring
from build_tools.recurrence import recurrence_of

if TYPE_CHECKING:
    from build_tools.model import Bearer, Duty

_NOTICE = "条文没有规定具体日子，日期由责链按周期末安排。要点由责链编写，以正式文本为准。"


def calendar_of(bearer: Bearer, duties: Iterable[Duty], year: int, as_of: dt.date) -> str | None:
    """Return the recurring ones of ``duties`` as a calendar from ``year`` on; None when there are none."""
    recurring = [duty for duty in duties if is_recurring(duty)]
    if not recurring:
        return None
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//zelian//zh-CN")
    calendar.add("x-wr-calname", f"{_on_one_line(bearer.name)}的周期责任")
    whole: bytes = calendar.to_ical(sorted=False)
    head, end, _ = whole.decode().partition(_END)
    return head + "".join(_event_of(duty, bearer, year, as_of) for duty in recurring) + end


_BEGIN, _END = "BEGIN:VEVENT\r\n", "END:VCALENDAR\r\n"


def _event_of(duty: Duty, bearer: Bearer, year: int, as_of: dt.date) -> str:
    """Return the event of a duty in the calendar of ``bearer``: its own name, and the rest for all."""
    name = Contentline.from_parts("UID", Parameters(), f"{duty.id}.{bearer.id}@zelian").to_ical().decode()
    return f"{_BEGIN}{name}\r\n{_event(duty, year, as_of)}"


@lru_cache(maxsize=100_000)
def _event(duty: Duty, year: int, as_of: dt.date) -> str:
    """Return what the event of a duty says, to its end: a duty stands in the calendar of many bearers."""
    recurrence = recurrence_of(duty.timing)
    assert recurrence is not None, "only recurring duties become events"  # noqa: S101  (for the type checker)
    event = Event()
    event.add("dtstamp", dt.datetime.combine(as_of, dt.time(), dt.UTC))
    event.add("dtstart", recurrence.first_day(year))
    event.add("rrule", _rule(recurrence.months))
    label = duty.timing.label if duty.timing else ""
    event.add("summary", f"{duty.title}（{label}）")
    event.add(
        "description", "\n".join((f"{duty.modality}{duty.action}", f"依据：{'、'.join(duty.basis)}", _NOTICE))
    )
    event.add("categories", [_on_one_line(duty.stage)])
    event.add("transp", "TRANSPARENT")
    content: bytes = event.to_ical(sorted=False)
    return content.decode().removeprefix(_BEGIN)


def _on_one_line(name: str) -> str:
    """Return a name without line breaks, which would end its line of the file."""
    return " ".join(name.split())


def _rule(months: int) -> dict[str, str | int]:
    """Return the rule of a day that is the last of its month, every so many months."""
    years, rest = divmod(months, 12)
    if rest:
        return {"FREQ": "MONTHLY", "INTERVAL": months, "BYMONTHDAY": -1}
    return {"FREQ": "YEARLY", "INTERVAL": years}
