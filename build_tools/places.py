"""Places side by side: who does what at which step, which figures share a unit, what nobody covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.model import ExperienceKind, Modality
from build_tools.provisions import parse_num

if TYPE_CHECKING:
    from build_tools.corpus import Corpus
    from build_tools.graph import RegulationGraph
    from build_tools.model import Bearer, Duty, Experience, Figure, Locator, Measure


@dataclass(frozen=True, slots=True)
class Place:
    """A region with its reports; what a study proposes stands apart from what a place has done."""

    id: str
    name: str
    kind: ExperienceKind
    experiences: tuple[Experience, ...]

    @property
    def measures(self) -> Iterator[tuple[Experience, Measure]]:
        """The measures with the report that tells of each, in the order of the data."""
        for experience in self.experiences:
            yield from ((experience, measure) for measure in experience.measures)


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure with where it was said."""

    place: Place
    experience: Experience
    measure: Measure
    figure: Figure


@dataclass(frozen=True, slots=True)
class SharedUnit:
    """The figures that have one unit, from two places or more."""

    unit: str
    figures: tuple[PlacedFigure, ...]

    @property
    def places(self) -> int:
        """How many places have a figure of this unit."""
        return len({figure.place.id for figure in self.figures})


def places_of(corpus: Corpus) -> tuple[Place, ...]:
    """Return the places: practice first, studies after it, each in the order of the data."""
    groups: dict[tuple[ExperienceKind, str], list[Experience]] = {}
    for kind in ExperienceKind:
        for experience in corpus.experiences.values():
            if experience.kind is kind:
                groups.setdefault((kind, experience.region), []).append(experience)
    return tuple(_place(corpus, kind, region, found) for (kind, region), found in groups.items())


def _place(corpus: Corpus, kind: ExperienceKind, region: str, experiences: list[Experience]) -> Place:
    known = corpus.named(Kind.REGION, region)
    identifier = known.id if known else region
    if kind is ExperienceKind.STUDY:
        return Place(f"{identifier}-study", f"{region}（研究）", kind, tuple(experiences))
    return Place(identifier, region, kind, tuple(experiences))


def shared_units(places: tuple[Place, ...]) -> tuple[SharedUnit, ...]:
    """Return the figures by unit, those units only that two places or more have, in the order of the data."""
    units: dict[str, list[PlacedFigure]] = {}
    for place in places:
        for experience, measure in place.measures:
            for figure in measure.figures:
                placed = PlacedFigure(place, experience, measure, figure)
                units.setdefault(figure.unit or "", []).append(placed)
    shared = (SharedUnit(unit, tuple(figures)) for unit, figures in units.items())
    return tuple(unit for unit in shared if unit.unit and unit.places > 1)


def uncovered_duties(graph: RegulationGraph) -> tuple[tuple[Bearer, tuple[Duty, ...]], ...]:
    """Return by bearer the duties that bind and that no measure implements or illustrates."""
    found: dict[str, list[Duty]] = {bearer.id: [] for bearer in graph.corpus.bearers.values()}
    for duty in graph.corpus.duties.values():
        bearer = graph.bearer_of(duty)
        if bearer and duty.modality is not Modality.PERMISSION and not graph.practice_for(duty.id):
            found[bearer.id].append(duty)
    return tuple((graph.corpus.bearers[b], tuple(duties)) for b, duties in found.items() if duties)


def place_in_source(locator: Locator | None) -> str:
    """Return a place as readers say it: 第二部分第3段“小标题”, 引言第1段; empty for none."""
    if locator is None:
        return ""
    section = locator.section or ""
    if section and parse_num(section):
        section = f"第{section}部分"
    paragraph = f"第{locator.paragraph}段" if locator.paragraph else ""
    return f"{section}{paragraph}" + (f"“{locator.heading}”" if locator.heading else "")
