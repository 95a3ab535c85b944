"""Places side by side: matrices, the measures of chosen places, figures by unit, what nobody covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.model import ExperienceKind, Mechanism
from build_tools.pages.desk import Desk, Link
from build_tools.pages.matrix import Matrix, count_matrix
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.practice_views import FigureView, figure_view, source_view
from build_tools.pages.rendering import render_page
from build_tools.places import Place, PlacedFigure, place_in_source, places_of, shared_units, uncovered_duties

if TYPE_CHECKING:
    from build_tools.corpus import Corpus
    from build_tools.model import Measure
    from build_tools.pages.book import Book

PATH = "experiences/compare.html"


@dataclass(frozen=True, slots=True)
class PlaceHead:
    """A place at the head of a column, with its reports."""

    id: str
    name: str
    reports: tuple[Link, ...]
    is_study: bool


@dataclass(frozen=True, slots=True)
class PlaceCell:
    """What one place has done at one step, or by one kind of measure."""

    anchor: str
    place: PlaceHead
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One row of the places side by side."""

    name: str
    cells: tuple[PlaceCell, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its place, its measure and how far its source can be relied on."""

    place: PlaceHead
    measure: Link
    figure: FigureView
    grade: str


@dataclass(frozen=True, slots=True)
class UnitOfFigures:
    """The figures of one unit."""

    unit: str
    places: int
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class UncoveredGroup:
    """The duties of a bearer that no place covers."""

    bearer: Link
    duties: tuple[Link, ...]


def compare_page(book: Book) -> Page:
    """Return the page that compares the places."""
    desk = Desk(book, PATH)
    places = places_of(book.corpus)
    heads = tuple(_head(desk, place) for place in places)
    stages = tuple((stage.id, stage.name) for stage in book.stages)
    kinds = tuple((kind.name.lower(), kind.value) for kind in _mechanisms(places))
    uncovered = tuple(
        UncoveredGroup(desk.bearer(bearer), tuple(map(desk.duty, duties)))
        for bearer, duties in uncovered_duties(book.graph)
    )
    return render_page(
        desk,
        "compare.html",
        "各地对照",
        description="各地做法对照：地方与环节、地方与做法类型、并排比较、同单位的数据、没有做法的责任。",
        crumbs=(Link("经验", desk.to("experiences/index.html")),),
        toc=_TOC if heads else (),
        heads=heads,
        by_stage=_matrix(places, "stage", stages),
        by_kind=_matrix(places, "kind", kinds),
        stage_sides=tuple(_sides(desk, places, heads, "stage", stages)),
        kind_sides=tuple(_sides(desk, places, heads, "kind", kinds)),
        units=tuple(_units(desk, places, heads)),
        uncovered=uncovered,
        uncovered_count=sum(len(group.duties) for group in uncovered),
        binding_count=_binding(book.corpus),
    )


_TOC = (
    TocEntry("_stages", "地方与环节"),
    TocEntry("_kinds", "地方与做法类型"),
    TocEntry("_side", "并排比较"),
    TocEntry("_figures", "同单位的数据"),
    TocEntry("_uncovered", "没有做法的责任"),
)


def _binding(corpus: Corpus) -> int:
    return sum(duty.modality.value != "可以" for duty in corpus.duties.values())


def _head(desk: Desk, place: Place) -> PlaceHead:
    reports = tuple(desk.experience(experience) for experience in place.experiences)
    return PlaceHead(place.id, place.name, reports, place.kind is ExperienceKind.STUDY)


def _mechanisms(places: tuple[Place, ...]) -> tuple[Mechanism, ...]:
    used = {measure.mechanism for place in places for _, measure in place.measures}
    return tuple(kind for kind in Mechanism if kind in used)


def _key(measure: Measure, axis: str) -> str:
    return measure.stage if axis == "stage" else measure.mechanism.value


def _anchor(axis: str, place: str, key: str) -> str:
    return f"_{axis}-{place}-{key}"


def _matrix(places: tuple[Place, ...], axis: str, columns: tuple[tuple[str, str], ...]) -> Matrix:
    ids = {name: key for key, name in columns}
    counts = Counter(
        (place.id, ids.get(_key(measure, axis), "")) for place in places for _, measure in place.measures
    )
    return count_matrix(
        rows=tuple((place.id, Link(place.name, f"#_place-{place.id}")) for place in places),
        columns=tuple((key, Link(name, f"#_{axis}-{key}")) for key, name in columns),
        counts=counts,
        lead=lambda place, key: f"#{_anchor(axis, place, key)}" if key else f"#_place-{place}",
        word="项",
    )


def _sides(
    desk: Desk,
    places: tuple[Place, ...],
    heads: tuple[PlaceHead, ...],
    axis: str,
    keys: tuple[tuple[str, str], ...],
) -> Iterator[tuple[str, Side]]:
    for key, name in keys:
        cells = tuple(
            PlaceCell(
                _anchor(axis, place.id, key),
                head,
                tuple(desk.measure(e, m) for e, m in place.measures if _key(m, axis) == name),
            )
            for place, head in zip(places, heads, strict=True)
        )
        yield f"_{axis}-{key}", Side(name, cells)


def _units(desk: Desk, places: tuple[Place, ...], heads: tuple[PlaceHead, ...]) -> Iterator[UnitOfFigures]:
    by_id = {head.id: head for head in heads}
    for shared in shared_units(places):
        rows = tuple(_figure(desk, by_id[placed.place.id], placed) for placed in shared.figures)
        yield UnitOfFigures(shared.unit, shared.places, rows)


def _figure(desk: Desk, head: PlaceHead, placed: PlacedFigure) -> FigureRow:
    source = source_view(desk, placed.experience.source)
    return FigureRow(
        place=head,
        measure=desk.measure(placed.experience, placed.measure),
        figure=figure_view(placed.figure, place_in_source(placed.measure.locator)),
        grade=source.grade if source else "",
    )
