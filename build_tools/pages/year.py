"""The calendar: what falls due in each period and month, how long after an event, and files for calendars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.exports.reminders import calendar_path, calendars, is_recurring
from build_tools.model import Period, Window
from build_tools.pages.desk import Desk, Link
from build_tools.pages.duty_views import DutyRow, duty_row
from build_tools.pages.filters import Filter, stage_filter
from build_tools.pages.page import Asset, Page, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.recurrence import Deadline, deadlines_of_duties, deadlines_of_places, recurrence_of

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty
    from build_tools.pages.book import Book

PATH = "calendar.html"
_ON_EVENT = "遇事办理"
_OTHER = "其他时限"
_WINDOWS = (Window.START, Window.MIDDLE, Window.END, None)


@dataclass(frozen=True, slots=True)
class DatedDuty:
    """A duty in the calendar: its row, and whom it binds, for the filter."""

    row: DutyRow
    trigger: str
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class PeriodGroup:
    """The duties of one period."""

    id: str
    name: str
    duties: tuple[DatedDuty, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the duties due at its end, by period."""

    name: str
    count: int
    parts: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A deadline: from which event, what, how long, where it is said; ``unit`` is for the script."""

    event: str
    what: str
    length: str
    value: int
    unit: str
    said: Link
    note: str


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The recurring duties of a bearer as a file."""

    bearer: Link
    href: str
    count: int


def calendar_page(book: Book) -> Page:
    """Return the calendar."""
    desk = Desk(book, PATH)
    bound = _bound(book)
    groups = tuple(_groups(desk, bound))
    deadlines = tuple(_deadlines(desk))
    return render_page(
        desk,
        "calendar.html",
        "年历与期限",
        description="责任什么时候到期：按月、季、半年、年、届列出，从收到问题清单等事件推算期限，下载日历文件。",
        crumbs=(Link("责任", desk.to("duties/index.html")),),
        toc=(
            TocEntry("_months", "一年十二个月"),
            TocEntry("_deadlines", "推算期限"),
            TocEntry("_list", "全部时限", tuple(TocEntry(g.id, g.name) for g in groups)),
            TocEntry("_files", "日历文件"),
        ),
        months=_months(groups, book),
        deadlines=deadlines,
        events=tuple(dict.fromkeys(row.event for row in deadlines)),
        groups=groups,
        count=sum(len(group.duties) for group in groups),
        filters=(_bearer_filter(book, bound), stage_filter(book)),
        files=tuple(_files(desk)),
    )


def calendar_files(kb: KnowledgeBase) -> Iterator[Asset]:
    """Yield the file of each bearer that has recurring duties."""
    for bearer, content in calendars(kb):
        yield Asset(calendar_path(bearer), content)


def _bound(book: Book) -> dict[str, list[str]]:
    """Return for each duty with a time the bearers that it binds, by name or as members of a class."""
    bound: dict[str, list[str]] = {d.id: [] for d in book.corpus.duties.values() if d.timing}
    for bearer in book.corpus.bearers:
        for duty in book.graph.duties_of(bearer, inherited=True):
            if duty.id in bound:
                bound[duty.id].append(bearer)
    return bound


def _bearer_filter(book: Book, bound: dict[str, list[str]]) -> Filter:
    used = {bearer for bearers in bound.values() for bearer in bearers}
    bearers = book.corpus.bearers.values()
    return Filter("bearer", "主体（含所属统称）", tuple((b.id, b.name) for b in bearers if b.id in used))


def _groups(desk: Desk, bound: dict[str, list[str]]) -> Iterator[PeriodGroup]:
    timed = [desk.book.corpus.duties[duty] for duty in bound]
    names = [*((f"_{p.name.lower()}", p.value) for p in Period), ("_event", _ON_EVENT), ("_other", _OTHER)]
    for anchor, name in names:
        duties = sorted((duty for duty in timed if _group_of(duty) == name), key=_window)
        if duties:
            yield PeriodGroup(anchor, name, tuple(_dated(desk, duty, bound[duty.id]) for duty in duties))


def _group_of(duty: Duty) -> str:
    timing = duty.timing
    if timing and timing.period:
        return timing.period.value
    return _ON_EVENT if timing and timing.trigger else _OTHER


def _window(duty: Duty) -> int:
    return _WINDOWS.index(duty.timing.window if duty.timing else None)


def _dated(desk: Desk, duty: Duty, bearers: list[str]) -> DatedDuty:
    stages = {stage.name: stage.id for stage in desk.book.stages}
    keys = {"bearer": " ".join(bearers), "stage": stages.get(duty.stage, "")}
    trigger = duty.timing.trigger if duty.timing else None
    return DatedDuty(duty_row(desk, duty), trigger or "", keys)


def _months(groups: tuple[PeriodGroup, ...], book: Book) -> tuple[Month, ...]:
    counts: Counter[tuple[int, str]] = Counter()
    for group in groups:
        for dated in group.duties:
            recurrence = recurrence_of(book.corpus.duties[dated.row.id].timing)
            for month in recurrence.months_of_year if recurrence else ():
                counts[month, group.id] += 1
    return tuple(_month(number, groups, counts) for number in range(1, 13))


def _month(number: int, groups: tuple[PeriodGroup, ...], counts: Counter[tuple[int, str]]) -> Month:
    parts = tuple(
        (Link(group.name, f"#{group.id}"), counts[number, group.id])
        for group in groups
        if counts[number, group.id]
    )
    return Month(f"{number}月", sum(count for _, count in parts), parts)


def _deadlines(desk: Desk) -> Iterator[DeadlineRow]:
    corpus = desk.book.corpus
    for deadline in (*deadlines_of_places(corpus), *deadlines_of_duties(corpus)):
        said, note = _said(desk, deadline)
        length = deadline.length
        yield DeadlineRow(
            deadline.event, deadline.what, str(length), length.value, length.unit.name.lower(), said, note
        )


def _said(desk: Desk, deadline: Deadline) -> tuple[Link, str]:
    if deadline.duty:
        return desk.duty(deadline.duty), "、".join(deadline.duty.basis)
    assert deadline.experience, "a deadline is said by a duty or by a report"  # noqa: S101  (for the type checker)
    assert deadline.measure, "a report tells of measures"  # noqa: S101  (for the type checker)
    return desk.measure(deadline.experience, deadline.measure), f"{deadline.experience.region}的规定"


def _files(desk: Desk) -> Iterator[CalendarFile]:
    graph = desk.book.graph
    for bearer in desk.book.corpus.bearers.values():
        count = sum(is_recurring(duty) for duty in graph.duties_of(bearer.id, inherited=True))
        if count:
            yield CalendarFile(desk.bearer(bearer), desk.to(calendar_path(bearer.id)), count)
