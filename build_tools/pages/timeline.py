"""The timeline of the institutions: a picture and the same as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.model import EventType
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.pages.timeline_drawing import Mark, Span, draw
from build_tools.partial_dates import earliest_day, in_chinese
from build_tools.places import place_in_source

if TYPE_CHECKING:
    from build_tools.model import Experience, Milestone, Work, WorkEvent
    from build_tools.pages.book import Book

PATH = "timeline.html"
_KINDS = ("沿革", "法规", "来源")
_RECENT = 6
"""So many years stand open on a narrow screen, the others folded up."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One date: what happened or appeared, and where to read on."""

    id: str
    day: dt.date
    date: str
    kind: str
    title: str
    what: Markup | None
    links: tuple[Link, ...]
    place: str = ""
    note: str = ""


def timeline_page(book: Book) -> Page:
    """Return the page of the timeline."""
    desk = Desk(book, PATH)
    moments = tuple(sorted(moments_of(desk), key=lambda moment: (moment.day, _KINDS.index(moment.kind))))
    return render_page(
        desk,
        "timeline.html",
        "制度沿革",
        description="党建责任制度沿革：大事、法规的制定和施行、所用材料发表的时间，附图和表。",
        toc=(TocEntry("_picture", "图"), TocEntry("_table", "表"), TocEntry("_undated", "没有日期的")),
        drawing=draw(tuple(_marks(moments)), _spans(desk), tuple(_sources(moments)), book.as_of),
        start=in_chinese(moments[0].day.isoformat()[:4]) if moments else "",
        end=in_chinese(book.as_of),
        moments=moments,
        by_year=_by_year(moments),
        recent=_RECENT,
        undated=_undated(desk),
        source=book.source_of_list(Kind.MILESTONE),
    )


def _by_year(moments: tuple[Moment, ...]) -> tuple[tuple[int, tuple[Moment, ...]], ...]:
    """Return the years, the last first, each with what happened in it, the last first."""
    years: dict[int, list[Moment]] = {}
    for moment in reversed(moments):
        years.setdefault(moment.day.year, []).append(moment)
    return tuple((year, tuple(found)) for year, found in years.items())


def moments_of(desk: Desk) -> Iterator[Moment]:
    """Yield what happened, the events of the works and when the reports appeared, kind by kind."""
    corpus = desk.book.corpus
    told = {(work, milestone.date) for milestone in corpus.milestones.values() for work in milestone.works}
    for milestone in corpus.milestones.values():
        yield _milestone(desk, milestone)
    for work in corpus.works.values():
        for number, event in enumerate(work.events, 1):
            if (work.id, event.date.isoformat()) not in told:
                yield _event(desk, work, event, number)
    for experience in corpus.experiences.values():
        if experience.source and experience.source.issued:
            yield _issue(desk, experience, experience.source.issued)


def _milestone(desk: Desk, milestone: Milestone) -> Moment:
    corpus = desk.book.corpus
    works = tuple(_work(desk, corpus.works[work]) for work in milestone.works if work in corpus.works)
    experience = corpus.experiences.get(milestone.source or "")
    day = earliest_day(milestone.date)
    return Moment(
        id=milestone.id,
        day=day,
        date=in_chinese(milestone.date),
        kind="沿革",
        title=milestone.title,
        what=desk.text(milestone.what, said_on=day),
        links=(*works, *((desk.experience(experience),) if experience else ())),
        place=place_in_source(milestone.locator),
        note=milestone.note or "",
    )


def _event(desk: Desk, work: Work, event: WorkEvent, number: int) -> Moment:
    body = f"{event.body}，" if event.body else ""
    return Moment(
        id=f"_{work.id}-{number}",
        day=event.date,
        date=in_chinese(event.date),
        kind="法规",
        title=f"《{work.short_title}》{event.type.chinese}",
        what=Markup("{}{}{}").format(body, event.type.chinese, f"《{work.title}》。"),
        links=(_work(desk, work),),
        note=event.note or "",
    )


def _issue(desk: Desk, experience: Experience, issued: str) -> Moment:
    return Moment(
        id=f"_source-{experience.id}",
        day=earliest_day(issued),
        date=in_chinese(issued),
        kind="来源",
        title=f"{experience.region}：{experience.title}",
        what=None,
        links=(desk.experience(experience),),
        note=experience.source.grade if experience.source else "",
    )


def _work(desk: Desk, work: Work) -> Link:
    return Link(f"《{work.short_title}》", desk.record(Kind.WORK, work.id))


def _marks(moments: tuple[Moment, ...]) -> Iterator[Mark]:
    for moment in moments:
        if moment.kind == "沿革":
            yield Mark(moment.day, moment.title, f"#{moment.id}", f"{moment.date}：{moment.title}")


def _sources(moments: tuple[Moment, ...]) -> Iterator[Mark]:
    for moment in moments:
        if moment.kind == "来源":
            link = moment.links[0]
            yield Mark(moment.day, link.text, link.href or "", f"{moment.date}：{moment.title}")


def _spans(desk: Desk) -> tuple[Span, ...]:
    book = desk.book
    spans = (_span(desk, work) for work in book.corpus.works.values() if work.id not in book.shelved)
    return tuple(sorted((span for span in spans if span), key=lambda span: (span.start, span.words)))


def _span(desk: Desk, work: Work) -> Span | None:
    book = desk.book
    texts = [text.expression.effective for text in book.corpus.texts.get(work.id, ())]
    first = {EventType.ISSUED, EventType.EFFECTIVE}
    days = sorted({*texts, *(event.date for event in work.events if event.type in first)})
    repealed = [event.date for event in work.events if event.type is EventType.REPEALED]
    end = min([*repealed, book.as_of])
    if not days or days[0] > end:
        return None
    ended = end < book.as_of
    until = f"{in_chinese(end)}废止" if ended else "现在有效或者试行"
    full = f"《{work.title}》：{in_chinese(days[0])}起，{until}"
    turns = tuple(day for day in texts if days[0] < day <= end)
    return Span(days[0], end, work.short_title, desk.record(Kind.WORK, work.id) or "", full, turns, ended)


def _undated(desk: Desk) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return the works without any date and the reports that do not say when they appeared."""
    corpus = desk.book.corpus
    works = (w for w in corpus.works.values() if not w.events and not corpus.texts.get(w.id))
    reports = (e for e in corpus.experiences.values() if not (e.source and e.source.issued))
    groups = (("法规", tuple(_work(desk, w) for w in works)), ("来源", tuple(map(desk.experience, reports))))
    return tuple((word, links) for word, links in groups if links)
