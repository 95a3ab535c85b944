"""Duties: the complete list with its matrices, and for each work a page with its duties in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.model import Period
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.duty_views import DutyCard, DutyRow, duty_card, duty_row
from build_tools.pages.filters import (
    Filter,
    bearer_filter,
    id_of,
    ids_of,
    list_filter,
    owners_of,
    stage_filter,
)
from build_tools.pages.link_drawing import Picture
from build_tools.pages.matrix import stage_matrix, work_matrix
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.pictures import chapter_heads, pictures_of_duties
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Duty, Work
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class ListedDuty:
    """A duty in the complete list, with the values that filters compare."""

    row: DutyRow
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class ChapterOfDuties:
    """The duties whose first basis is in one chapter."""

    id: str
    heading: str
    cards: tuple[DutyCard, ...]
    pictures: tuple[Picture, ...]


def duties_pages(book: Book) -> Iterator[PlannedPage]:
    """Yield the complete list and a page per work with duties."""
    yield planned(book, "duties/index.html", _index)
    for slug in dict.fromkeys(map(book.work_of, book.corpus.duties)):
        if slug in book.corpus.works:
            yield planned(book, f"duties/{slug}.html", _work_page, book.corpus.works[slug])


def _index(desk: Desk) -> Page:
    return render_page(
        desk,
        "duties.html",
        "责任",
        description="全部责任：按主体、环节、责任线、法规、周期和单位类型筛选；主体与环节、主体与法规的对照表。",
        toc=(
            TocEntry("_stages", "主体与环节"),
            TocEntry("_works", "主体与法规"),
            TocEntry("_list", "全部责任"),
        ),
        ways=(
            Link("事项", desk.to("matters/index.html"), "同一件事各级怎么要求"),
            Link("责任清单", desk.to("lists/index.html"), "选岗位和单位，排成表，存成文件"),
            Link("年历与期限", desk.to("calendar.html"), "什么时候做，收到以后几个月内办完"),
            Link("覆盖情况", desk.to("coverage.html"), "哪些条款拆出了责任"),
        ),
        by_stage=stage_matrix(desk),
        by_work=work_matrix(desk),
        filters=_filters(desk.book),
        duties=tuple(_listed(desk, duty) for duty in desk.book.corpus.duties.values()),
    )


def _filters(book: Book) -> tuple[Filter, ...]:
    duties = book.corpus.duties.values()
    used = dict.fromkeys(book.work_of(duty.id) for duty in duties)
    works = tuple((slug, book.corpus.works[slug].short_title) for slug in used if slug in book.corpus.works)
    return (
        bearer_filter(book, duties),
        stage_filter(book),
        list_filter(book, Kind.LINE, "line", "责任线"),
        Filter("work", "法规", works),
        Filter("period", "周期", tuple((period.value, period.value) for period in Period)),
        list_filter(
            book,
            Kind.UNIT_TYPE,
            "unit",
            "单位类型",
            [unit for duty in duties for unit in duty.applies_to.unit],
        ),
    )


def _listed(desk: Desk, duty: Duty) -> ListedDuty:
    row, book = duty_row(desk, duty), desk.book
    keys = {
        "bearer": " ".join(owners_of(book, (duty,))),
        "stage": id_of(book, Kind.STAGE, duty.stage),
        "line": id_of(book, Kind.LINE, duty.line),
        "work": row.work,
        "period": row.period,
        "unit": ids_of(book, Kind.UNIT_TYPE, duty.applies_to.unit),
    }
    return ListedDuty(row, keys)


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
    return book.source(Kind.DUTY, book.duties_in(work)[0].id)


def _chapters(desk: Desk, work: Work) -> Iterator[ChapterOfDuties]:
    heads = chapter_heads(desk.book, work.id)
    by_head: dict[tuple[str, str], list[Duty]] = {}
    for duty in desk.book.duties_in(work.id):
        by_head.setdefault(_head(heads, desk.book.basis_of(duty.id)), []).append(duty)
    for (anchor, heading), duties in by_head.items():
        cards = tuple(duty_card(desk, duty) for duty in duties)
        pictures = pictures_of_duties(desk, heading, tuple(duties))
        yield ChapterOfDuties(f"_{anchor}", heading, cards, pictures)


def _head(heads: dict[ProvisionRef, tuple[str, str]], basis: tuple[ProvisionRef, ...]) -> tuple[str, str]:
    return next((heads[ref] for ref in basis if ref in heads), ("all", "全部责任"))
