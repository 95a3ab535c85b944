"""Works: the index of the regulations, and for each a page with every provision as a clause card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Level
from build_tools.exports.jsonld import work_as_jsonld
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.page import Page, PlannedPage, in_script
from build_tools.pages.pictures import picture_of_work
from build_tools.pages.practice_views import source_view
from build_tools.pages.rendering import render_page
from build_tools.pages.text_view import text_view
from build_tools.pages.versions import versions_of
from build_tools.partial_dates import in_chinese
from build_tools.paths import DATA_FOLDER
from build_tools.status import WorkStatus, status_of_work

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Work
    from build_tools.pages.book import Book


ON_SHELF = 300
"""So many works stand on a page of those of which only the text was imported."""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A work in the list of works."""

    link: Link
    title: str
    kind: str
    issuer: str
    status: WorkStatus
    effective: str
    grade: str
    articles: int
    duties: int


def works_pages(book: Book, kb: KnowledgeBase) -> Iterator[PlannedPage]:
    """Yield the index of the works and a page per work."""
    yield planned(book, "works/index.html", _index)
    for shelf in shelves(book):
        yield planned(book, shelf.path, _shelf_page, shelf)
    for work in book.corpus.works.values():
        yield planned(book, f"works/{work.id}.html", _work_page, work, kb=kb)


def _index(desk: Desk) -> Page:
    return render_page(
        desk,
        "works.html",
        "法规",
        description="本库收录的党内法规：状态、施行日期、来源等级、条文和责任数目。",
        rows=work_rows(desk),
        shelves=shelf_links(desk),
    )


def work_rows(desk: Desk) -> tuple[WorkRow, ...]:
    """Return the works, those with a text first; without the shelved ones."""
    works = desk.book.corpus.works.values()
    rows = [_work_row(desk, work) for work in works if work.id not in desk.book.shelved]
    return tuple(sorted(rows, key=lambda row: row.articles == 0))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of the shelved works, one after another by their ids (in pinyin, where they were imported)."""

    path: str
    works: tuple[Work, ...]

    @property
    def title(self) -> str:
        """What stands on it: 《甲办法》至《乙条例》."""
        return f"《{self.works[0].short_title}》至《{self.works[-1].short_title}》"


def shelves(book: Book) -> tuple[Shelf, ...]:
    """Return the shelved works, so many to a page that it stays small."""
    works = [book.corpus.works[work] for work in sorted(book.shelved)]
    starts = range(0, len(works), ON_SHELF)
    return tuple(
        Shelf(f"works/texts/{number}.html", tuple(works[at : at + ON_SHELF]))
        for number, at in enumerate(starts, 1)
    )


def shelf_links(desk: Desk) -> tuple[Link, ...]:
    """Return links to the pages of the shelved works."""
    found = shelves(desk.book)
    return tuple(Link(shelf.title, desk.to(shelf.path), f"{len(shelf.works)}部") for shelf in found)


def _shelf_page(desk: Desk, shelf: Shelf) -> Page:
    return render_page(
        desk,
        "works_shelf.html",
        shelf.title,
        description=f"只收了结构和原文、还没有要点的法规：{shelf.title}。",
        crumbs=(Link("法规", desk.to("works/index.html")),),
        rows=tuple(_work_row(desk, work) for work in shelf.works),
        shelves=shelf_links(desk),
    )


def _work_row(desk: Desk, work: Work) -> WorkRow:
    text = desk.book.text_of(work.id)
    return WorkRow(
        link=Link(work.short_title, desk.record(Kind.WORK, work.id)),
        title=work.title,
        kind=work.kind.value,
        issuer=work.issuer,
        status=status_of_work(desk.book.corpus, work.id, desk.book.as_of),
        effective=in_chinese(text.expression.effective) if text else "",
        grade=work.source.grade if work.source else "",
        articles=sum(eid.level is Level.ARTICLE for eid in text.by_eid) if text else 0,
        duties=desk.book.duties_on(work.id),
    )


def _work_page(desk: Desk, work: Work, *, kb: KnowledgeBase) -> Page:
    text = desk.book.text_of(work.id)
    view = text_view(desk, text)
    page = render_page(
        desk,
        "work.html",
        work.short_title,
        description=f"{work.title}：条文要点、由条文拆出的责任和引用情况。",
        crumbs=(Link("法规", desk.to("works/index.html")),),
        toc=view.toc,
        source=f"{DATA_FOLDER}/{text.path}" if text else desk.book.source(Kind.WORK, work.id),
        work=work,
        row=_work_row(desk, work),
        origin=source_view(desk, work.source),
        versions=versions_of(desk, work),
        view=view,
        has_wording=text is not None and any(p.text for p in text.by_eid.values()),
        guide=desk.to("guide/import.html"),
        picture=picture_of_work(desk, work),
        citing=tuple(desk.node(node) for node in desk.book.citing(ProvisionRef(work.id))),
        duties_href=desk.to(f"duties/{work.id}.html") if desk.book.duties_in(work.id) else None,
    )
    return replace(page, linked_data=in_script(work_as_jsonld(work, kb)))
