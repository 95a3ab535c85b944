"""Duties: the complete list with its matrices, and for each work a page with its duties in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Level
from build_tools.model import Period
from build_tools.pages.desk import Desk, Link
from build_tools.pages.duty_views import DutyCard, DutyRow, duty_card, duty_row
from build_tools.pages.matrix import stage_matrix, work_matrix
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Duty, Work
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """A duty in the complete list, with the values that filters compare."""

    row: DutyRow
    keys: dict[str, str]
    reference: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list: its key in the address, its label, its values."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterOfDuties:
    """The duties whose first basis is in one chapter."""

    id: str
    heading: str
    cards: tuple[DutyCard, ...]


def duties_pages(book: Book) -> Iterator[Page]:
    """Yield the complete list and a page per work with duties."""
    yield _index(Desk(book, "duties/index.html"))
    for slug in dict.fromkeys(map(book.work_of, book.corpus.duties)):
        if slug in book.corpus.works:
            yield _work_page(Desk(book, f"duties/{slug}.html"), book.corpus.works[slug])


def _index(desk: Desk) -> Page:
    return render_page(
        desk,
        "duties.html",
        "责任",
        description="全部责任：按主体、环节、责任线、法规和周期筛选；主体与环节、主体与法规的对照表。",
        toc=(
            TocEntry("_stages", "主体与环节"),
            TocEntry("_works", "主体与法规"),
            TocEntry("_list", "全部责任"),
        ),
        by_stage=stage_matrix(desk),
        by_work=work_matrix(desk),
        filters=_filters(desk.book),
        duties=tuple(_listed(desk, duty) for duty in desk.book.corpus.duties.values()),
    )


def _filters(book: Book) -> tuple[Filter, ...]:
    duties = book.corpus.duties.values()
    owners = {bearer.id for duty in duties if (bearer := book.graph.bearer_of(duty))}
    used = dict.fromkeys(book.work_of(duty.id) for duty in duties)
    bearers = tuple((b.id, b.name) for b in book.corpus.bearers.values() if b.id in owners)
    works = tuple((slug, book.corpus.works[slug].short_title) for slug in used if slug in book.corpus.works)
    lines = tuple((line.id, line.name) for line in book.corpus.vocabulary(Kind.LINE).values())
    periods = tuple((period.value, period.value) for period in Period)
    return (
        Filter("bearer", "主体", bearers),
        Filter("stage", "环节", tuple((stage.id, stage.name) for stage in book.stages)),
        Filter("line", "责任线", lines),
        Filter("work", "法规", works),
        Filter("period", "周期", periods),
    )


def _listed(desk: Desk, duty: Duty) -> ListedDuty:
    row = duty_row(desk, duty)
    bearer = desk.book.graph.bearer_of(duty)
    keys = {
        "bearer": bearer.id if bearer else "",
        "stage": getattr(desk.book.corpus.named(Kind.STAGE, duty.stage), "id", ""),
        "line": getattr(desk.book.corpus.named(Kind.LINE, duty.line), "id", ""),
        "work": row.work,
        "period": row.period,
    }
    return ListedDuty(row, keys, duty.basis[0] if duty.basis else "")


def _work_page(desk: Desk, work: Work) -> Page:
    chapters = tuple(_chapters(desk, work))
    return render_page(
        desk,
        "duties_of_work.html",
        f"{work.short_title}的责任",
        description=f"由《{work.short_title}》拆出的责任：依据、时限、佐证材料、各地做法、检查指标和常见问题。",
        crumbs=(Link("责任", desk.to("duties/index.html")),),
        toc=tuple(TocEntry(chapter.id, chapter.heading) for chapter in chapters),
        source=_source(desk.book, work.id),
        work=work,
        work_href=desk.record(Kind.WORK, work.id),
        chapters=chapters,
        count=sum(len(chapter.cards) for chapter in chapters),
    )


def _source(book: Book, work: str) -> str:
    return book.source(Kind.DUTY, next(duty for duty in book.corpus.duties if book.work_of(duty) == work))


def _chapters(desk: Desk, work: Work) -> Iterator[ChapterOfDuties]:
    heads = _heads(desk.book, work.id)
    by_head: dict[tuple[str, str], list[Duty]] = {}
    for duty in desk.book.corpus.duties.values():
        if desk.book.work_of(duty.id) == work.id:
            basis = desk.book.basis_of(duty.id)
            by_head.setdefault(_head(heads, basis), []).append(duty)
    for (anchor, heading), duties in by_head.items():
        yield ChapterOfDuties(f"_{anchor}", heading, tuple(duty_card(desk, duty) for duty in duties))


def _heads(book: Book, work: str) -> dict[ProvisionRef, tuple[str, str]]:
    """Return for each provision the anchor and the heading of its chapter."""
    heads: dict[ProvisionRef, tuple[str, str]] = {}
    for provision in book.provisions(work):
        if provision.level is Level.CHAPTER:
            heading = f"{provision.num}　{provision.title}" if provision.title else provision.num
            heads |= {ProvisionRef(work, p.eid): (str(provision.eid), heading) for p in provision.walk()}
    return heads


def _head(heads: dict[ProvisionRef, tuple[str, str]], basis: tuple[ProvisionRef, ...]) -> tuple[str, str]:
    return next((heads[ref] for ref in basis if ref in heads), ("all", "全部责任"))
