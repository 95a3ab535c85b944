"""Works: the index of the regulations, and for each a page with every provision as a clause card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Level
from build_tools.model import Norm
from build_tools.pages.book import DATA_FOLDER
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.practice_views import source_view
from build_tools.pages.rendering import render_page
from build_tools.pages.status import WorkStatus, status_of_text, status_of_work
from build_tools.partial_dates import in_chinese
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.model import Work
    from build_tools.pages.book import Book
    from build_tools.provisions import Provision

_DIVISIONS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})
_NORMS = {Norm.OBLIGATION: "应当", Norm.PROHIBITION: "不得", Norm.PERMISSION: "可以", Norm.NONE: "不设定义务"}


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


@dataclass(frozen=True, slots=True)
class Linked:
    """What is linked to a provision, by the word for the kind of link."""

    word: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision as a card, with the cards below it."""

    id: str
    level: str
    num: str
    title: str
    digest: Markup | None
    text: str | None
    norm: str
    norm_css: str
    no_duty: str | None
    reference: str
    linked: tuple[Linked, ...]
    inner: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A part, chapter or section: its heading, the clauses in it, the divisions below it."""

    id: str
    level: str
    heading: str
    clauses: tuple[Clause, ...]
    inner: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work."""

    date: str
    effective: str
    status: WorkStatus
    note: str | None
    shown: bool


def works_pages(book: Book) -> Iterator[Page]:
    """Yield the index of the works and a page per work."""
    desk = Desk(book, "works/index.html")
    yield render_page(
        desk,
        "works.html",
        "法规",
        description="本库收录的党内法规：状态、施行日期、来源等级、条文和责任数目。",
        rows=work_rows(desk),
    )
    for work in book.corpus.works.values():
        yield _work_page(Desk(book, f"works/{work.id}.html"), work)


def work_rows(desk: Desk) -> tuple[WorkRow, ...]:
    """Return the works, those with a text first."""
    rows = [_work_row(desk, work) for work in desk.book.corpus.works.values()]
    return tuple(sorted(rows, key=lambda row: row.articles == 0))


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
        duties=len(desk.book.graph.duties_under(work.id)),
    )


def _work_page(desk: Desk, work: Work) -> Page:
    text = desk.book.text_of(work.id)
    divisions = _divisions(desk, text.roots) if text else ()
    loose = tuple(_clause(desk, p) for p in text.roots if p.level not in _DIVISIONS) if text else ()
    return render_page(
        desk,
        "work.html",
        work.short_title,
        description=f"{work.title}：条文要点、由条文拆出的责任和引用情况。",
        crumbs=(Link("法规", desk.to("works/index.html")),),
        toc=tuple(_toc(division) for division in divisions),
        source=f"{DATA_FOLDER}/{text.path}" if text else desk.book.source(Kind.WORK, work.id),
        work=work,
        row=_work_row(desk, work),
        origin=source_view(desk, work.source),
        versions=_versions(desk.book, work),
        divisions=divisions,
        loose=loose,
        citing=tuple(desk.node(node) for node in desk.book.graph.citing(ProvisionRef(work.id))),
        duties_href=desk.to(f"duties/{work.id}.html") if _has_duties(desk.book, work.id) else None,
    )


def _has_duties(book: Book, work: str) -> bool:
    return any(book.work_of(duty) == work for duty in book.corpus.duties)


def _versions(book: Book, work: Work) -> tuple[Version, ...]:
    texts = book.corpus.texts.get(work.id, ())
    shown = book.text_of(work.id)
    return tuple(
        Version(
            date=in_chinese(text.expression.date),
            effective=in_chinese(text.expression.effective),
            status=status_of_text(work, text, texts, book.as_of),
            note=text.expression.note,
            shown=text is shown,
        )
        for text in texts
    )


def _divisions(desk: Desk, provisions: tuple[Provision, ...]) -> tuple[Division, ...]:
    return tuple(
        Division(
            id=str(p.eid),
            level=p.level.value,
            heading=f"{p.num}　{p.title}" if p.title else p.num,
            clauses=tuple(_clause(desk, c) for c in p.children if c.level not in _DIVISIONS),
            inner=_divisions(desk, p.children),
        )
        for p in provisions
        if p.level in _DIVISIONS
    )


def _toc(division: Division) -> TocEntry:
    articles = (TocEntry(c.id, f"{c.num}　{c.title}" if c.title else c.num) for c in division.clauses)
    return TocEntry(division.id, division.heading, (*map(_toc, division.inner), *articles))


def _clause(desk: Desk, provision: Provision) -> Clause:
    ref = ProvisionRef(provision.work, provision.eid)
    return Clause(
        id=str(provision.eid),
        level=provision.level.value,
        num=provision.num,
        title=provision.title or "",
        digest=desk.optional(provision.digest),
        text=provision.text,
        norm=_NORMS[provision.norm] if provision.norm else "",
        norm_css=provision.norm.value if provision.norm else "",
        no_duty=provision.no_duty,
        reference=canonical_reference(ref, desk.book.corpus),
        linked=tuple(_linked(desk, ref)) if provision.bears_text else (),
        inner=tuple(_clause(desk, child) for child in provision.children),
    )


def _linked(desk: Desk, ref: ProvisionRef) -> Iterator[Linked]:
    graph = desk.book.graph
    duties = graph.duties_from(ref)
    practice = {(p.experience.id, p.measure.id): p for duty in duties for p in graph.practice_for(duty.id)}
    indicators = dict.fromkeys(i for duty in duties for i in graph.indicators_for(duty.id))
    found = (
        Linked("责任", tuple(desk.duty(duty) for duty in duties)),
        Linked("做法", tuple(desk.measure(p.experience, p.measure) for p in practice.values())),
        Linked("检查", tuple(desk.titled(Kind.INDICATOR, i) for i in indicators)),
        Linked("被引用", tuple(desk.node(node) for node in graph.citing(ref))),
        Linked("名词", tuple(_terms(desk, ref))),
    )
    return (linked for linked in found if linked.links)


def _terms(desk: Desk, ref: ProvisionRef) -> Iterator[Link]:
    for term in desk.book.terms_on(ref):
        yield Link(term.name, desk.record(Kind.TERM, term.id))
