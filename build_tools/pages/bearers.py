"""Bearers: the index by tier, and for each a page with everything that binds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count as count_from
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.exports.reminders import calendar_path, is_recurring
from build_tools.model import Tier
from build_tools.pages.charts import duties_by_bearer
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.duty_rows import DutyRows
from build_tools.pages.duty_views import PracticeRow, practice_row
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.pictures import picture_of_bearer
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Bearer, Duty
    from build_tools.pages.book import Book

MANY = 20
"""With more duties than these a page shows its steps folded up, each with its count."""


@dataclass(frozen=True, slots=True)
class BearerLine:
    """A bearer in a list: with the number of duties of its own and of its classes."""

    link: Link
    kind: str
    description: Markup
    own: int
    total: int


@dataclass(frozen=True, slots=True)
class TierGroup:
    """The bearers of one tier."""

    name: str
    lines: tuple[BearerLine, ...]


@dataclass(frozen=True, slots=True)
class CapacityGroup:
    """Duties in one capacity: the bearer's own (no ``capacity``), or those of a class."""

    capacity: Link | None
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class StageSection:
    """The duties of one step, and how many of all they are."""

    id: str
    name: str
    definition: str
    count: int
    percent: int
    groups: tuple[CapacityGroup, ...]


@dataclass(frozen=True, slots=True)
class BodyStage:
    """The duties of the body of a post in one step."""

    name: str
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class LinkedPoint:
    """An indicator or a problem with what it says and the duties of this bearer that it touches."""

    link: Link
    tags: tuple[str, ...]
    text: Markup
    duties: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Reminders:
    """The file with the recurring duties of a bearer, for a calendar program."""

    href: str
    count: int


@dataclass(frozen=True, slots=True)
class BearerView:
    """What a page of a bearer shows. ``own`` and ``total`` count duties: its own, and with its classes."""

    body: Link | None
    classes: tuple[Link, ...]
    posts: tuple[Link, ...]
    members: tuple[Link, ...]
    own: int
    total: int
    works: int
    clauses: int
    sections: tuple[StageSection, ...]
    body_stages: tuple[BodyStage, ...]
    body_total: int
    indicators: tuple[LinkedPoint, ...]
    practice: tuple[PracticeRow, ...]
    problems: tuple[LinkedPoint, ...]
    matters: tuple[Link, ...]
    list_href: str
    calendar_href: str
    composer_href: str
    reminders: Reminders | None

    @property
    def folded(self) -> bool:
        """Whether the duties are many, so that each step is folded up."""
        return self.total > MANY

    @property
    def body_folded(self) -> bool:
        """Whether the duties of the body are many."""
        return self.body_total > MANY


def bearers_pages(book: Book, is_trained: Callable[[str], bool]) -> Iterator[PlannedPage]:
    """Yield the index of the bearers and a page per bearer, with a link to the training of who has one."""
    rows = DutyRows()
    yield planned(book, "bearers/index.html", _index)
    for bearer in book.corpus.bearers.values():
        yield planned(
            book, f"bearers/{bearer.id}.html", _bearer_page, bearer, rows=rows, is_trained=is_trained
        )


def _index(desk: Desk) -> Page:
    return render_page(
        desk,
        "bearers.html",
        "岗位",
        description="按层级列出的责任主体：组织、岗位和统称，以及各自的责任数目。",
        tiers=tier_groups(desk),
        chart=duties_by_bearer(desk),
        matrix=desk.to("duties/index.html", "_stages"),
        toc=(
            *(TocEntry(f"_tier{i}", tier.name) for i, tier in enumerate(tier_groups(desk), 1)),
            TocEntry("_chart", "各主体的责任"),
        ),
    )


def tier_groups(desk: Desk) -> tuple[TierGroup, ...]:
    """Return the bearers by tier, in the order of the data."""
    bearers = desk.book.corpus.bearers.values()
    groups = (
        TierGroup(tier.value, tuple(_line(desk, b) for b in bearers if b.tier is tier)) for tier in Tier
    )
    return tuple(group for group in groups if group.lines)


def _line(desk: Desk, bearer: Bearer) -> BearerLine:
    graph = desk.book.graph
    return BearerLine(
        link=desk.bearer(bearer),
        kind=bearer.kind.chinese,
        description=desk.text(bearer.description),
        own=len(graph.duties_of(bearer.id)),
        total=len(graph.duties_of(bearer.id, inherited=True)),
    )


def _bearer_page(desk: Desk, bearer: Bearer, *, rows: DutyRows, is_trained: Callable[[str], bool]) -> Page:
    view = _view(desk, rows, bearer)
    return render_page(
        desk,
        "bearer.html",
        bearer.name,
        description=f"{bearer.name}的党建责任{view.total}条：责任内容、依据条款、时限和佐证材料。",
        crumbs=(Link("岗位", desk.to("bearers/index.html")),),
        toc=tuple(_toc(view)),
        source=desk.book.source(Kind.BEARER, bearer.id),
        bearer=bearer,
        lede=desk.text(bearer.description),
        picture=picture_of_bearer(desk, bearer, desk.book.graph.duties_of(bearer.id, inherited=True)),
        view=view,
        training_href=desk.to(f"training/{bearer.id}.html") if is_trained(bearer.id) else None,
    )


def _view(desk: Desk, rows: DutyRows, bearer: Bearer) -> BearerView:
    graph = desk.book.graph
    body = graph.body_of(bearer.id)
    duties = graph.duties_of(bearer.id, inherited=True)
    sections = tuple(_stage_sections(desk, rows, bearer))
    body_stages = tuple(_body_stages(desk, rows, body, duties))
    refs = [ref for duty in duties for ref in desk.book.basis_of(duty.id)]
    return BearerView(
        body=desk.bearer(body) if body else None,
        classes=tuple(map(desk.bearer, graph.classes_of(bearer.id))),
        posts=tuple(map(desk.bearer, graph.posts_in(bearer.id))),
        members=tuple(map(desk.bearer, graph.members_of_class(bearer.id))),
        own=len(graph.duties_of(bearer.id)),
        total=len(duties),
        works=len({ref.work for ref in refs}),
        clauses=len(set(refs)),
        sections=sections,
        body_stages=body_stages,
        body_total=sum(len(stage.rows) for stage in body_stages),
        indicators=tuple(_points(desk, duties, Kind.INDICATOR)),
        practice=tuple(_practice(desk, duties)),
        problems=tuple(_points(desk, duties, Kind.PROBLEM)),
        matters=tuple(_matters(desk, duties)),
        list_href=desk.to("duties/index.html", "_list", f"bearer={bearer.id}"),
        composer_href=desk.to("lists/index.html", query=f"post={bearer.id}"),
        calendar_href=desk.to("calendar.html", "_list", f"bearer={bearer.id}"),
        reminders=_reminders(desk, bearer.id, duties),
    )


def _stage_sections(desk: Desk, rows: DutyRows, bearer: Bearer) -> Iterator[StageSection]:
    """Yield a section per stage, also for the stages in which the bearer has nothing."""
    graph = desk.book.graph
    classes = graph.classes_of(bearer.id)
    capacities = (
        (None, graph.duties_of(bearer.id)),
        *((desk.bearer(c), graph.duties_of(c.id)) for c in classes),
    )
    total = sum(len(duties) for _, duties in capacities)
    numbers = count_from(1)

    def row(duty: Duty) -> Markup:
        return rows.in_table(desk, duty, next(numbers))

    for stage in desk.book.stages:
        groups = tuple(_capacity_groups(row, capacities, stage.name))
        count = sum(len(group.rows) for group in groups)
        percent = round(100 * count / total) if total else 0
        yield StageSection(f"_{stage.id}", stage.name, stage.definition or "", count, percent, groups)


def _capacity_groups(
    row: Callable[[Duty], Markup],
    capacities: tuple[tuple[Link | None, tuple[Duty, ...]], ...],
    stage: str,
) -> Iterator[CapacityGroup]:
    for capacity, duties in capacities:
        if rows := tuple(row(duty) for duty in duties if duty.stage == stage):
            yield CapacityGroup(capacity, rows)


def _body_stages(
    desk: Desk, rows: DutyRows, body: Bearer | None, own: tuple[Duty, ...]
) -> Iterator[BodyStage]:
    """Yield the duties of the body that are not also the post's own, by stage."""
    known = {duty.id for duty in own}
    if body is None:
        return
    duties = [d for d in desk.book.graph.duties_of(body.id, inherited=True) if d.id not in known]
    for stage in desk.book.stages:
        found = (rows.below(desk, duty, body.name) for duty in duties if duty.stage == stage.name)
        if rows_of_stage := tuple(found):
            yield BodyStage(stage.name, rows_of_stage)


def _reminders(desk: Desk, bearer: str, duties: tuple[Duty, ...]) -> Reminders | None:
    recurring = sum(is_recurring(duty) for duty in duties)
    return Reminders(desk.to(calendar_path(bearer)), recurring) if recurring else None


def _points(desk: Desk, duties: tuple[Duty, ...], kind: Kind) -> Iterator[LinkedPoint]:
    graph = desk.book.graph
    points_of = graph.indicators_for if kind is Kind.INDICATOR else graph.problems_of
    touched: dict[str, list[Link]] = {}
    for duty in duties:
        for point in points_of(duty.id):
            touched.setdefault(point, []).append(desk.duty(duty))
    for point, links in touched.items():
        tags, text = _said(desk.book, kind, point)
        yield LinkedPoint(desk.titled(kind, point), tags, desk.text(text), tuple(links))


def _said(book: Book, kind: Kind, point: str) -> tuple[tuple[str, ...], str]:
    if kind is Kind.PROBLEM:
        problem = book.corpus.problems[point]
        return (problem.stage,), problem.description
    indicator = book.corpus.indicators[point]
    return (indicator.nature.value, indicator.scope.value), indicator.look_for


def _matters(desk: Desk, duties: tuple[Duty, ...]) -> Iterator[Link]:
    touched = dict.fromkeys(matter for duty in duties for matter in desk.book.graph.matters_of(duty.id))
    for matter in touched:
        yield replace(desk.titled(Kind.MATTER, matter), note=desk.book.corpus.matters[matter].description)


def _practice(desk: Desk, duties: tuple[Duty, ...]) -> Iterator[PracticeRow]:
    for duty in duties:
        for practice in desk.book.graph.practice_for(duty.id):
            yield practice_row(desk, practice, duty, named=True)


def _toc(view: BearerView) -> Iterator[TocEntry]:
    yield from (TocEntry(s.id, f"{s.name}（{s.count}）") for s in view.sections if s.count)
    parts = (
        ("_body", "所在组织的责任", view.body_stages),
        ("_indicators", "检查会看什么", view.indicators),
        ("_practice", "别处怎么做", view.practice),
        ("_problems", "常见问题", view.problems),
        ("_matters", "同一事项", view.matters),
    )
    yield from (TocEntry(anchor, title) for anchor, title, content in parts if content)
