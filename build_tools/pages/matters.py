"""Matters: what each level must do on one and the same subject, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.matters import Mark, demand_of, effective_of, marks_of
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.duty_views import DutyRow, duty_row
from build_tools.pages.filters import Filter, bearer_filter, owners_of
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.partial_dates import in_chinese

if TYPE_CHECKING:
    from build_tools.model import Duty, Matter
    from build_tools.pages.book import Book

PATH = "matters/index.html"


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A duty of a matter: its row, since when its text is in force, what sets it apart."""

    duty: DutyRow
    effective: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MatterTier:
    """The duties of a matter on one level."""

    name: str
    rows: tuple[MatterRow, ...]


@dataclass(frozen=True, slots=True)
class Outstanding:
    """The duties of a matter with one mark, with what they say or since when their text is in force."""

    mark: Mark
    duties: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter in the list: whom and what it compares, and what stands out."""

    id: str
    link: Link
    description: Markup
    duties: int
    bearers: tuple[str, ...]
    works: tuple[str, ...]
    outstanding: tuple[Outstanding, ...]
    note: Markup | None


def matters_pages(book: Book) -> Iterator[PlannedPage]:
    """Yield the list of the matters and a page per matter."""
    yield planned(book, PATH, _index)
    for matter in book.corpus.matters.values():
        yield planned(book, f"matters/{matter.id}.html", _matter_page, matter)


def _index(desk: Desk) -> Page:
    book = desk.book
    cards = tuple(_card(desk, matter) for matter in book.corpus.matters.values())
    return render_page(
        desk,
        "matters.html",
        "事项",
        description="同一件事，各级、各部法规怎样要求：责任主体、时限、依据和施行日期对照。",
        crumbs=(Link("责任", desk.to("duties/index.html")),),
        toc=tuple(TocEntry(card.id, card.link.text) for card in cards),
        source=book.source_of_list(Kind.MATTER),
        cards=cards,
        filters=_filters(book),
        marks=tuple(Mark),
        list_href=desk.to("duties/index.html"),
    )


def _filters(book: Book) -> tuple[Filter, ...]:
    matters = book.corpus.matters.values()
    duties = tuple(dict.fromkeys(duty for matter in matters for duty in duties_of(book, matter)))
    used = {ref.work for duty in duties for ref in book.basis_of(duty.id)}
    works = tuple((work.id, work.short_title) for work in book.corpus.works.values() if work.id in used)
    return (bearer_filter(book, duties), Filter("work", "法规", works))


def duties_of(book: Book, matter: Matter) -> tuple[Duty, ...]:
    """Return the duties of a matter that are known, in its order."""
    known = book.corpus.duties
    return tuple(known[duty] for duty in matter.duties if duty in known)


def _marks(book: Book, duties: tuple[Duty, ...]) -> Mapping[str, tuple[Mark, ...]]:
    return marks_of(demand_of(duty, book.graph) for duty in duties)


def _card(desk: Desk, matter: Matter) -> MatterCard:
    book = desk.book
    duties = duties_of(book, matter)
    return MatterCard(
        id=matter.id,
        link=desk.titled(Kind.MATTER, matter.id),
        description=desk.text(matter.description),
        duties=len(duties),
        bearers=owners_of(book, duties),
        works=tuple(dict.fromkeys(ref.work for duty in duties for ref in book.basis_of(duty.id))),
        outstanding=tuple(_outstanding(desk, duties)),
        note=desk.optional(matter.note),
    )


def _outstanding(desk: Desk, duties: tuple[Duty, ...]) -> Iterator[Outstanding]:
    marks = _marks(desk.book, duties)
    for mark in Mark:
        marked = tuple((desk.duty(d), _said(desk.book, d, mark)) for d in duties if mark in marks[d.id])
        if marked:
            yield Outstanding(mark, marked)


def _said(book: Book, duty: Duty, mark: Mark) -> str:
    if mark is Mark.NEWEST:
        return _effective(book, duty)
    return duty.timing.label if duty.timing else ""


def _effective(book: Book, duty: Duty) -> str:
    effective = effective_of(duty.id, book.graph)
    return in_chinese(effective) if effective else ""


def _matter_page(desk: Desk, matter: Matter) -> Page:
    book = desk.book
    duties = duties_of(book, matter)
    marks = _marks(book, duties)
    tiers = groupby(duties, key=lambda duty: _tier(book, duty))
    related = tuple(_related(desk, duties))
    return render_page(
        desk,
        "matter.html",
        matter.title,
        description=f"{matter.title}：各级、各部法规的责任{len(duties)}条，主体、时限、依据和施行日期对照。",
        crumbs=(Link("责任", desk.to("duties/index.html")), Link("事项", desk.to(PATH))),
        toc=(TocEntry("_duties", "各级的责任"), *([TocEntry("_related", "相关内容")] if related else [])),
        source=book.source(Kind.MATTER, matter.id),
        matter=matter,
        lede=desk.text(matter.description),
        note=desk.optional(matter.note),
        tiers=tuple(MatterTier(tier, tuple(_rows(desk, group, marks))) for tier, group in tiers),
        bearers=len(owners_of(book, duties)),
        works=len({ref.work for duty in duties for ref in book.basis_of(duty.id)}),
        marks=tuple(Mark),
        related=related,
    )


def _rows(desk: Desk, duties: Iterable[Duty], marks: Mapping[str, tuple[Mark, ...]]) -> Iterator[MatterRow]:
    for duty in duties:
        yield MatterRow(duty_row(desk, duty), _effective(desk.book, duty), marks[duty.id])


def _tier(book: Book, duty: Duty) -> str:
    bearer = book.graph.bearer_of(duty)
    return bearer.tier.value if bearer else ""


def _related(desk: Desk, duties: tuple[Duty, ...]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield what is linked to the duties of a matter: measures of places, indicators, problems."""
    graph = desk.book.graph
    measures = (desk.measure(p.experience, p.measure) for d in duties for p in graph.practice_for(d.id))
    indicators = (desk.titled(Kind.INDICATOR, i) for d in duties for i in graph.indicators_for(d.id))
    problems = (desk.titled(Kind.PROBLEM, p) for d in duties for p in graph.problems_of(d.id))
    for word, links in (("各地做法", measures), ("检查指标", indicators), ("常见问题", problems)):
        if found := tuple(dict.fromkeys(links)):
            yield word, found
