from __future__ import annotations

import datetime as dt
from fractions import Fraction

from build_tools.graph import RegulationGraph
from build_tools.matters import Demand, Mark, demand_of, effective_of, marks_of
from tests.conftest import TinyBase

OLD, NEW = dt.date(2018, 1, 1), dt.date(2024, 1, 1)


def marked(*demands: Demand) -> dict[str, tuple[str, ...]]:
    return {duty: tuple(mark.value for mark in marks) for duty, marks in marks_of(demands).items()}


def test_the_highest_rate_the_shortest_time_and_the_newest_text_are_marked() -> None:
    assert marked(
        Demand("monthly", per_year=Fraction(12), effective=OLD),
        Demand("yearly", per_year=Fraction(1), effective=NEW),
        Demand("quickly", days=Fraction(30), effective=OLD),
        Demand("slowly", days=Fraction(180)),
    ) == {"monthly": ("频次最高",), "yearly": ("最新",), "quickly": ("期限最短",), "slowly": ()}


def test_duties_that_ask_the_same_are_not_marked() -> None:
    twice = (Demand("a", Fraction(1), Fraction(30), OLD), Demand("b", Fraction(1), Fraction(30), OLD))
    assert marked(*twice) == {"a": (), "b": ()}


def test_a_rate_alone_is_not_the_highest() -> None:
    assert marked(Demand("yearly", per_year=Fraction(1)), Demand("sometimes")) == {
        "yearly": (),
        "sometimes": (),
    }


def test_all_that_share_the_best_are_marked() -> None:
    found = marks_of((Demand("a", Fraction(4)), Demand("b", Fraction(4)), Demand("c", Fraction(1))))
    assert [duty for duty, marks in found.items() if Mark.MOST_OFTEN in marks] == ["a", "b"]


def test_no_duties_have_no_marks() -> None:
    assert marks_of(()) == {}


def test_a_demand_holds_what_the_duty_says(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "duties/sample.yml",
        "action: 保存会议记录。",
        "action: 保存会议记录。\n  timing: {label: 会后1个月, trigger: 会议, within: {value: 1, unit: 个月}}",
    )
    graph = RegulationGraph(tiny_base.corpus(), NEW)
    duties = graph.corpus.duties
    since = dt.date(2022, 2, 1)
    assert demand_of(duties["hold-meetings"], graph) == Demand("hold-meetings", Fraction(12), None, since)
    assert demand_of(duties["keep-records"], graph).days == 30


def test_the_length_in_a_prohibition_is_no_time_to_compare(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "duties/sample.yml",
        "modality: 应当\n  action: 保存会议记录。",
        "modality: 不得\n  action: 销毁。\n  timing: {label: 3年, within: {value: 3, unit: 年}}",
    )
    graph = RegulationGraph(tiny_base.corpus(), NEW)
    assert demand_of(graph.corpus.duties["keep-records"], graph).days is None


def test_a_duty_without_basis_has_no_date(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "basis: [《样例条例》第二条第一款]", "basis: []")
    assert effective_of("hold-meetings", RegulationGraph(tiny_base.corpus(), NEW)) is None
