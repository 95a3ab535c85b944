"""Problems: a finder over all of them, and a page per step of the loop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.pages.annotation import Chip
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.filters import Filter, bearer_filter, id_of, owners_of, stage_filter
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Duty, Entry, Experience, Problem
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class BreachedDuty:
    """A duty that a failing breaches, with who owes it and the clauses that say so."""

    link: Link
    basis: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """A failing: what it is, why, what helps, who acts against it, which duties and clauses it breaches."""

    id: str
    title: str
    stage: str
    description: Markup
    causes: tuple[Markup, ...]
    countermeasures: tuple[Markup, ...]
    duties: tuple[BreachedDuty, ...]
    measures: tuple[Link, ...]
    sources: tuple[Link, ...]
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class StageGroup:
    """The failings of one step; ``href`` leads to the page of the step."""

    id: str
    name: str
    href: str
    cards: tuple[ProblemCard, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the loop in the row of all steps; ``href`` is None on its own page."""

    name: str
    count: int
    percent: int
    href: str | None


def problems_pages(book: Book) -> Iterator[PlannedPage]:
    """Yield the finder and a page per step of the loop."""
    yield planned(book, "problems/index.html", _finder)
    for stage in book.stages:
        yield planned(book, path_of_stage(stage.id), _stage_page, stage)


def path_of_stage(stage: str) -> str:
    """Return the page of the failings at a step."""
    return f"problems/{stage}.html"


def _finder(desk: Desk) -> Page:
    book = desk.book
    groups = tuple(
        StageGroup(f"_{s.id}", s.name, desk.to(path_of_stage(s.id)), _cards(desk, s)) for s in book.stages
    )
    shown = tuple(group for group in groups if group.cards)
    return render_page(
        desk,
        "problems.html",
        "问题",
        description="落实党建责任的常见问题：按环节、地方、主体和字词查找，看原因、对策、各地做法、责任和条款。",
        toc=tuple(
            TocEntry(g.id, g.name, tuple(TocEntry(card.id, card.title) for card in g.cards)) for g in shown
        ),
        source=book.source_of_list(Kind.PROBLEM),
        steps=_steps(desk),
        groups=shown,
        filters=_filters(book),
        count=len(book.corpus.problems),
    )


def _stage_page(desk: Desk, stage: Entry) -> Page:
    book = desk.book
    cards = _cards(desk, stage)
    measures = tuple(
        desk.measure(e, m)
        for e in book.corpus.experiences.values()
        for m in e.measures
        if m.stage == stage.name
    )
    duties = sum(duty.stage == stage.name for duty in book.corpus.duties.values())
    return render_page(
        desk,
        "problems_of_stage.html",
        f"{stage.name}环节的问题",
        description=f"{stage.name}环节的常见问题：表现、原因、对策、各地做法、责任和条款。",
        crumbs=(Link("问题", desk.to("problems/index.html")),),
        toc=(
            TocEntry("_problems", "问题", tuple(TocEntry(card.id, card.title) for card in cards)),
            TocEntry("_measures", "本环节的各地做法"),
        ),
        stage=stage,
        steps=_steps(desk),
        cards=cards,
        measures=measures,
        duties=Link(f"本环节的责任{duties}条", desk.to("duties/index.html", "_list", f"stage={stage.id}")),
        compare=Link("按环节对照各地做法", desk.to("experiences/compare.html", f"_stage-{stage.id}")),
    )


def _steps(desk: Desk) -> tuple[Step, ...]:
    book = desk.book
    problems = book.corpus.problems.values()
    counts = {stage.id: sum(p.stage == stage.name for p in problems) for stage in book.stages}
    total = sum(counts.values())
    return tuple(
        Step(
            stage.name,
            counts[stage.id],
            round(100 * counts[stage.id] / total) if total else 0,
            None if desk.path == path_of_stage(stage.id) else desk.to(path_of_stage(stage.id)),
        )
        for stage in book.stages
    )


def _filters(book: Book) -> tuple[Filter, ...]:
    problems = book.corpus.problems.values()
    sources = {source for problem in problems for source in problem.sources}
    found = tuple(e for e in book.corpus.experiences.values() if e.id in sources)
    regions = dict.fromkeys((_region(book, e), e.region) for e in found)
    return (
        stage_filter(book),
        Filter("place", "地方", tuple(regions)),
        Filter("source", "出处", tuple((e.id, e.title) for e in found)),
        bearer_filter(book, (duty for problem in problems for duty in _duties(book, problem))),
    )


def _cards(desk: Desk, stage: Entry) -> tuple[ProblemCard, ...]:
    problems = desk.book.corpus.problems.values()
    return tuple(_card(desk, problem) for problem in problems if problem.stage == stage.name)


def _card(desk: Desk, problem: Problem) -> ProblemCard:
    book = desk.book
    sources = _sources(book, problem)
    duties = _duties(book, problem)
    return ProblemCard(
        id=problem.id,
        title=problem.title,
        stage=problem.stage,
        description=desk.text(problem.description),
        causes=tuple(map(desk.text, problem.causes)),
        countermeasures=tuple(map(desk.text, problem.countermeasures)),
        duties=tuple(
            BreachedDuty(desk.duty(duty), tuple(map(desk.chip, book.basis_of(duty.id)))) for duty in duties
        ),
        measures=tuple(desk.measure(e, m) for e, m in book.graph.measures_against(problem.id)),
        sources=tuple(map(desk.experience, sources)),
        keys={
            "stage": id_of(book, Kind.STAGE, problem.stage),
            "place": " ".join(_region(book, source) for source in sources),
            "source": " ".join(source.id for source in sources),
            "bearer": " ".join(owners_of(book, duties)),
        },
    )


def _sources(book: Book, problem: Problem) -> tuple[Experience, ...]:
    known = book.corpus.experiences
    return tuple(known[source] for source in problem.sources if source in known)


def _duties(book: Book, problem: Problem) -> tuple[Duty, ...]:
    return tuple(book.corpus.duties[duty] for duty in problem.duties if duty in book.corpus.duties)


def _region(book: Book, experience: Experience) -> str:
    return id_of(book, Kind.REGION, experience.region)
