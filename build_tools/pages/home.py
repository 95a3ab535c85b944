"""The home page: what this is, search, bearers, works, experiences, how current and how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.coverage import NOTHING, coverage_of
from build_tools.pages.bearers import tier_groups
from build_tools.pages.desk import Desk, Link
from build_tools.pages.experiences import experience_lines
from build_tools.pages.pictures import picture_of_whole
from build_tools.pages.rendering import render_page
from build_tools.pages.works import work_rows
from build_tools.partial_dates import in_chinese

if TYPE_CHECKING:
    from build_tools.pages.book import Book
    from build_tools.pages.page import Page


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its unit and its meaning."""

    number: int
    unit: str
    label: str
    href: str | None = None


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
        shelved=_shelved(desk),
        picture=picture_of_whole(desk),
        experiences=experience_lines(desk),
        counts=_counts(desk),
        coverage=sum((coverage_of(book.graph, work) for work in book.corpus.works), NOTHING),
        coverage_href=desk.to("coverage.html"),
        as_of=in_chinese(book.as_of),
        newest=_newest_source(book),
        nav=_sections(desk),
    )


def _sections(desk: Desk) -> tuple[Link, ...]:
    return (
        Link("责任对照表", desk.to("duties/index.html"), "主体与环节、主体与法规，点数字看责任"),
        Link("事项", desk.to("matters/index.html"), "同一件事，各级怎样要求，哪一条最新"),
        Link("年历与期限", desk.to("calendar.html"), "各月到期的责任，推算期限，日历文件"),
        Link("各地对照", desk.to("experiences/compare.html"), "地方与环节，并排比较，同单位的数据"),
        Link("常见问题", desk.to("problems/index.html"), "从问题查到对策、做法、责任和条款"),
        Link("检查指标", desk.to("indicators/index.html"), "检查会看什么，衡量哪些责任"),
        Link("联系图", desk.to("map.html"), "从一个记录走到与它相连的记录"),
        Link("制度沿革", desk.to("timeline.html"), "大事、法规和材料的时间"),
        Link("术语", desk.to("glossary.html"), "释义、依据和使用之处"),
        Link("数据下载", desk.to("data.html"), "CSV、JSON、GraphML、JSON-LD"),
    )


def _shelved(desk: Desk) -> Link | None:
    number = len(desk.book.shelved)
    return Link("", desk.to("works/index.html", "_texts"), f"{number}部") if number else None


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


def _newest_source(book: Book) -> str:
    sources = (
        *(work.source for work in book.corpus.works.values()),
        *(experience.source for experience in book.corpus.experiences.values()),
    )
    issued = [source.issued for source in sources if source and source.issued]
    return in_chinese(max(issued)) if issued else ""
