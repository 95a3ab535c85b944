"""Experiences: the list of reports, and for each its source, its measures and what they are linked to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.dating import day_of
from build_tools.graph import Link as GraphLink
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.pictures import pictures_of_experience
from build_tools.pages.practice_views import (
    FigureView,
    SourceView,
    figure_view,
    practised_in_chinese,
    source_view,
)
from build_tools.pages.rendering import render_page
from build_tools.places import place_in_source

if TYPE_CHECKING:
    import datetime as dt

    from build_tools.model import DutyLink, Experience, Measure
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class ExperienceLine:
    """An experience in a list."""

    link: Link
    region: str
    unit: str
    kind: str
    practised: str
    source: SourceView | None
    summary: str
    measures: int
    duties: int
    stages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DutyReason:
    """A duty that a measure is linked to, and why."""

    duty: Link
    link: str
    css: str
    why: Markup


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """A measure in full."""

    id: str
    title: str
    stage: str
    mechanism: str
    what: Markup
    practised: str
    figures: tuple[FigureView, ...]
    time_limits: tuple[str, ...]
    duties: tuple[DutyReason, ...]
    problems: tuple[Link, ...]
    place: str


def experiences_pages(book: Book) -> Iterator[PlannedPage]:
    """Yield the list of experiences and a page per experience."""
    yield planned(book, "experiences/index.html", _index)
    for experience in book.corpus.experiences.values():
        yield planned(book, f"experiences/{experience.id}.html", _experience_page, experience)


def _index(desk: Desk) -> Page:
    return render_page(
        desk,
        "experiences.html",
        "经验",
        description="各地落实党建责任的做法：来源、数据和对应的责任。",
        ways=(
            Link(
                "各地对照",
                desk.to("experiences/compare.html"),
                "地方与环节、做法类型，并排比较，同单位的数据",
            ),
            Link("制度沿革", desk.to("timeline.html"), "材料发表时哪些法规在施行"),
        ),
        lines=experience_lines(desk),
    )


def experience_lines(desk: Desk) -> tuple[ExperienceLine, ...]:
    """Return the experiences in the order of the data."""
    return tuple(_line(desk, experience) for experience in desk.book.corpus.experiences.values())


def _line(desk: Desk, experience: Experience) -> ExperienceLine:
    measures = experience.measures
    counts = ((stage.name, sum(m.stage == stage.name for m in measures)) for stage in desk.book.stages)
    return ExperienceLine(
        link=desk.experience(experience),
        region=experience.region,
        unit=experience.unit,
        kind=experience.kind.value,
        practised=practised_in_chinese(experience.practised),
        source=source_view(desk, experience.source),
        summary=experience.summary,
        measures=len(measures),
        duties=len({link.duty for m in measures for link in (*m.implements, *m.illustrates)}),
        stages=tuple(counts),
    )


def _experience_page(desk: Desk, experience: Experience) -> Page:
    cards = tuple(_measure(desk, measure, day_of(experience, measure)) for measure in experience.measures)
    return render_page(
        desk,
        "experience.html",
        experience.title,
        description=f"{experience.unit}：{experience.title}，做法{len(cards)}项。",
        crumbs=(Link("经验", desk.to("experiences/index.html")),),
        toc=(*(TocEntry(card.id, card.title) for card in cards), *_toc_of_links(desk, experience)),
        source=desk.book.source(Kind.EXPERIENCE, experience.id),
        experience=experience,
        line=_line(desk, experience),
        summary=desk.prose(experience.summary, day_of(experience)),
        note=desk.prose(experience.note, day_of(experience)) if experience.note else None,
        cards=cards,
        pictures=pictures_of_experience(desk, experience),
        back=_back_links(desk, experience),
    )


def _toc_of_links(desk: Desk, experience: Experience) -> tuple[TocEntry, ...]:
    return (TocEntry("_back", "引用本经验的内容"),) if _back_links(desk, experience) else ()


def _back_links(desk: Desk, experience: Experience) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return what else rests on the experience: problems, indicators, terms."""
    corpus = desk.book.corpus
    problems = (
        desk.titled(Kind.PROBLEM, p.id) for p in corpus.problems.values() if experience.id in p.sources
    )
    indicators = (
        desk.titled(Kind.INDICATOR, i.id) for i in corpus.indicators.values() if i.source == experience.id
    )
    terms = (desk.term(term) for term in corpus.terms.values() if term.source == experience.id)
    groups = (("问题", tuple(problems)), ("检查指标", tuple(indicators)), ("术语", tuple(terms)))
    return tuple((word, links) for word, links in groups if links)


def _measure(desk: Desk, measure: Measure, said_on: dt.date | None) -> MeasureCard:
    place = place_in_source(measure.locator)
    return MeasureCard(
        id=measure.id,
        title=measure.title,
        stage=measure.stage,
        mechanism=measure.mechanism.value,
        what=desk.prose(measure.what, said_on),
        practised=practised_in_chinese(measure.practised) if measure.practised else "",
        figures=tuple(figure_view(figure, place) for figure in measure.figures),
        time_limits=tuple(f"{t.after}后{t.value}{t.unit.value}内：{t.label}" for t in measure.time_limits),
        duties=(
            *_reasons(desk, measure.implements, GraphLink.IMPLEMENTS, said_on),
            *_reasons(desk, measure.illustrates, GraphLink.ILLUSTRATES, said_on),
        ),
        problems=tuple(
            desk.titled(Kind.PROBLEM, p) for p in measure.addresses if p in desk.book.corpus.problems
        ),
        place=place,
    )


def _reasons(
    desk: Desk, links: tuple[DutyLink, ...], kind: GraphLink, said_on: dt.date | None
) -> Iterator[DutyReason]:
    for link in links:
        if duty := desk.book.corpus.duties.get(link.duty):
            why = desk.text(link.why, said_on=said_on)
            yield DutyReason(desk.duty(duty), kind.chinese, kind.value, why)
