"""Coverage: which binding provisions have a duty, which a reason, which duties nobody shows or measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.coverage import NOTHING, Coverage, binding_provisions, coverage_by_chapter, coverage_of
from build_tools.model import Modality
from build_tools.pages.annotation import Chip
from build_tools.pages.charts import Chart, Part, stacked_bars
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Work
    from build_tools.pages.book import Book

PATH = "coverage.html"


@dataclass(frozen=True, slots=True)
class Share:
    """The coverage of a chapter or a work, with the widths of its bar in percent."""

    name: str
    href: str | None
    coverage: Coverage

    @property
    def percents(self) -> tuple[float, float]:
        """How much has a duty, how much a reason."""
        total = self.coverage.obligations or 1
        return (
            round(100 * self.coverage.with_duty / total, 1),
            round(100 * self.coverage.with_reason / total, 1),
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision that binds and has no duty, and why."""

    chip: Chip
    digest: Markup
    reason: str


@dataclass(frozen=True, slots=True)
class WorkCoverage:
    """A work with its chapters and its reasons."""

    slug: str
    share: Share
    chapters: tuple[Share, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """How many duties of a bearer there are, and how many that nobody shows or measures."""

    bearer: Link
    duties: int
    without_practice: int
    without_indicator: int


def coverage_page(book: Book) -> Page:
    """Return the page of the coverage."""
    desk = Desk(book, PATH)
    known = (work for work in book.corpus.works.values() if work.id not in book.shelved)
    works = tuple(_work(desk, work) for work in known if book.text_of(work.id))
    gaps = tuple(_gaps(desk))
    return render_page(
        desk,
        "coverage.html",
        "覆盖情况",
        description="条款拆出责任的情况：各部法规、各章，没有拆出责任的条款和理由，没有做法和指标的责任。",
        toc=(
            TocEntry("_chart", "图"),
            TocEntry("_works", "各部法规"),
            TocEntry("_reasons", "没有拆出责任的条款"),
            TocEntry("_gaps", "没有做法和指标的责任"),
        ),
        works=works,
        chart=_chart(works),
        total=Share("合计", None, sum((work.share.coverage for work in works), NOTHING)),
        gaps=gaps,
        compare=desk.to("experiences/compare.html", "_uncovered"),
    )


def _chart(works: tuple[WorkCoverage, ...]) -> Chart | None:
    """Return the coverage of the works that bind somebody, those with most binding provisions first."""
    parts = (Part("拆出责任", "duty"), Part("写明理由", "reason"), Part("没有着落", "rest"))
    shares = sorted((work.share for work in works), key=lambda share: -share.coverage.obligations)
    rows = (
        (Link(s.name, s.href), (c.with_duty, c.with_reason, c.obligations - c.covered))
        for s in shares
        if (c := s.coverage).obligations
    )
    return stacked_bars("各部法规的约束条款", "处", "法规", parts, rows)


def _work(desk: Desk, work: Work) -> WorkCoverage:
    graph = desk.book.graph
    page = desk.record(Kind.WORK, work.id)
    chapters = (
        Share(f"{chapter.num}　{chapter.title or ''}".strip(), f"{page}#{chapter.eid}", coverage)
        for chapter, coverage in coverage_by_chapter(graph, work.id)
    )
    return WorkCoverage(
        slug=work.id,
        share=Share(work.short_title, page, coverage_of(graph, work.id)),
        chapters=tuple(chapters),
        reasons=tuple(_reasons(desk, work)),
    )


def _reasons(desk: Desk, work: Work) -> Iterator[Reason]:
    graph = desk.book.graph
    for provision in binding_provisions(graph, work.id):
        ref = ProvisionRef(work.id, provision.eid)
        if provision.no_duty and not graph.duties_from(ref):
            yield Reason(desk.chip(ref), desk.text(provision.digest or "", ref), provision.no_duty)


def _gaps(desk: Desk) -> Iterator[Gap]:
    graph = desk.book.graph
    for bearer in desk.book.corpus.bearers.values():
        duties = [d for d in graph.duties_of(bearer.id) if d.modality is not Modality.PERMISSION]
        if duties:
            yield Gap(
                bearer=desk.bearer(bearer),
                duties=len(duties),
                without_practice=sum(not graph.practice_for(duty.id) for duty in duties),
                without_indicator=sum(not graph.indicators_for(duty.id) for duty in duties),
            )
