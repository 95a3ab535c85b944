from __future__ import annotations

import datetime as dt

from build_tools.graph import RegulationGraph
from build_tools.places import places_of, shared_units, uncovered_duties
from tests.conftest import TINY, TinyBase

REPORT = "experiences/north/monthly-board.yml"


def with_second(base: TinyBase, *changes: tuple[str, str]) -> TinyBase:
    """Write a second report, a changed copy of the first."""
    text = TINY[REPORT].replace("id: monthly-board", "id: second-board")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return base.write("experiences/north/second-board.yml", text)


def test_reports_of_one_region_are_one_place(tiny_base: TinyBase) -> None:
    (place,) = places_of(with_second(tiny_base).corpus())
    assert (place.id, place.name, len(place.experiences)) == ("north", "北方", 2)
    assert [measure.id for _, measure in place.measures] == ["board", "reminder", "board", "reminder"]


def test_a_study_stands_apart_after_the_practice(tiny_base: TinyBase) -> None:
    places = places_of(with_second(tiny_base, ("kind: 经验", "kind: 研究")).corpus())
    assert [(place.id, place.name) for place in places] == [
        ("north", "北方"),
        ("north-study", "北方（研究）"),
    ]


def test_only_units_of_several_places_are_shared(tiny_base: TinyBase) -> None:
    alone = places_of(tiny_base.corpus())
    assert shared_units(alone) == ()
    other = with_second(tiny_base, ("kind: 经验", "kind: 研究"), ('value: "12"', 'value: "7"'))
    (unit,) = shared_units(places_of(other.corpus()))
    assert (unit.unit, unit.places) == ("个", 2)
    assert [(f.place.name, str(f.figure.value)) for f in unit.figures] == [
        ("北方", "12"),
        ("北方（研究）", "7"),
    ]


def test_figures_of_different_units_are_not_put_together(tiny_base: TinyBase) -> None:
    base = with_second(tiny_base, ("kind: 经验", "kind: 研究"), ("unit: 个", "unit: 块"))
    assert shared_units(places_of(base.corpus())) == ()


def test_duties_without_practice_are_uncovered_by_bearer(tiny_base: TinyBase) -> None:
    graph = RegulationGraph(tiny_base.corpus(), dt.date(2024, 1, 1))
    found = {bearer.name: [duty.id for duty in duties] for bearer, duties in uncovered_duties(graph)}
    assert found == {"党组织": ["keep-records"], "支部书记": ["chair-meetings"]}


def test_a_permission_is_not_uncovered(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "modality: 应当\n  action: 主持", "modality: 可以\n  action: 主持")
    graph = RegulationGraph(tiny_base.corpus(), dt.date(2024, 1, 1))
    assert [bearer.name for bearer, _ in uncovered_duties(graph)] == ["党组织"]
