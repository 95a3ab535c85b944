"""The home page: what this is, search, bearers, works, experiences, how current and how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import ProvisionRef
from build_tools.model import Norm
from build_tools.pages.bearers import tier_groups
from build_tools.pages.desk import Desk, Link
from build_tools.pages.experiences import experience_lines
from build_tools.pages.rendering import render_page
from build_tools.pages.works import work_rows
from build_tools.partial_dates import in_chinese

if TYPE_CHECKING:
    from build_tools.pages.book import Book
    from build_tools.pages.page import Page

_BINDING = frozenset({Norm.OBLIGATION, Norm.PROHIBITION})


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit and its meaning."""

    number: int
    unit: str
    label: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many provisions bind somebody, and how many of these are covered by a duty or a reason."""

    binding: int
    with_duty: int
    with_reason: int


def home_page(book: Book) -> Page:
    """Return the home page."""
    desk = Desk(book, "index.html")
    return render_page(
        desk,
        "home.html",
        "首页",
        description="党建责任与党内法规条款知识库：每条责任对应条款，附各地做法和检查指标。",
        tiers=tier_groups(desk),
        works=work_rows(desk),
        experiences=experience_lines(desk),
        counts=_counts(desk),
        coverage=_coverage(book),
        as_of=in_chinese(book.as_of),
        newest=_newest_source(book),
        nav=_sections(desk),
    )


def _sections(desk: Desk) -> tuple[Link, ...]:
    return (
        Link("责任对照表", desk.to("duties/index.html"), "主体与环节、主体与法规，点数字看责任"),
        Link("检查指标", desk.to("indicators/index.html"), "检查会看什么，衡量哪些责任"),
        Link("常见问题", desk.to("problems/index.html"), "问题的表现、原因和对策"),
        Link("术语", desk.to("glossary.html"), "释义、依据和使用之处"),
    )


def _counts(desk: Desk) -> tuple[Count, ...]:
    corpus, graph = desk.book.corpus, desk.book.graph
    clauses = sum(p.bears_text for work in corpus.works for p in desk.book.provisions(work))
    links = sum(len(graph.basis_of(duty)) for duty in corpus.duties)
    return (
        Count(len(corpus.works), "部", "法规", desk.to("works/index.html")),
        Count(clauses, "处", "条款项"),
        Count(len(corpus.duties), "条", "责任", desk.to("duties/index.html")),
        Count(links, "处", "责任依据"),
        Count(len(corpus.bearers), "个", "责任主体", desk.to("bearers/index.html")),
        Count(
            sum(len(e.measures) for e in corpus.experiences.values()),
            "项",
            "各地做法",
            desk.to("experiences/index.html"),
        ),
    )


def _coverage(book: Book) -> Coverage:
    binding = [p for work in book.corpus.works for p in book.provisions(work) if p.norm in _BINDING]
    return Coverage(
        binding=len(binding),
        with_duty=sum(bool(book.graph.duties_from(ProvisionRef(p.work, p.eid))) for p in binding),
        with_reason=sum(bool(p.no_duty) for p in binding),
    )


def _newest_source(book: Book) -> str:
    sources = (
        *(work.source for work in book.corpus.works.values()),
        *(experience.source for experience in book.corpus.experiences.values()),
    )
    issued = [source.issued for source in sources if source and source.issued]
    return in_chinese(max(issued)) if issued else ""
