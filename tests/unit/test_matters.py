"""Matters, milestones, and how often and how soon duties are due."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from build_tools.graph import RegulationGraph
from build_tools.knowledge_base import open_knowledge_base
from build_tools.model import Duration, Timing
from tests.conftest import TinyBase

DAY = dt.date(2026, 1, 1)
MATTER = """
    matters:
    - id: meetings
      title: 会议
      description: 开会和记录。
      duties: [hold-meetings, keep-records]
    """
MILESTONE = """
    milestones:
    - id: first
      date: "2022"
      title: 第一部
      what: 第一部样例条例发布。
    """


def codes(base: TinyBase, path: str) -> list[tuple[str, str]]:
    findings = open_knowledge_base(base.root, as_of=DAY).findings
    return [(f.code, f.message) for f in findings if f.location.path == path]


def test_a_matter_gathers_duties(tiny_base: TinyBase) -> None:
    graph = RegulationGraph(tiny_base.write("matters/a.yml", MATTER).corpus())
    assert graph.matters_of("hold-meetings") == ("meetings",)
    assert graph.matters_of("preside") == ()


def test_a_matter_of_an_unknown_duty_is_reported(tiny_base: TinyBase) -> None:
    base = tiny_base.write("matters/a.yml", MATTER.replace("keep-records", "keep-record"))
    assert [code for code, _ in codes(base, "matters/a.yml")] == ["REF006"]


def test_a_milestone_names_where_it_comes_from(tiny_base: TinyBase) -> None:
    base = tiny_base.write("milestones.yml", MILESTONE)
    assert codes(base, "milestones.yml") == [("COV005", "沿革“第一部”没有出处")]
    base.write("milestones.yml", MILESTONE.rstrip() + "\n      works: [sample]\n")
    assert codes(base, "milestones.yml") == []


@pytest.mark.parametrize(
    ("timing", "rate"),
    [
        ({"period": "每季度"}, Fraction(4)),
        ({"period": "每半年", "at_least": "2"}, Fraction(4)),
        ({"period": "每届", "term_years": "5"}, Fraction(1, 5)),
        ({"period": "每届"}, None),
        ({"period": "定期"}, None),
        ({}, None),
    ],
)
def test_a_period_with_a_length_gives_a_rate(timing: dict[str, str], rate: Fraction | None) -> None:
    assert Timing.model_validate({"label": "期限", **timing}).per_year == rate


@pytest.mark.parametrize(
    ("value", "unit", "days"), [(3, "日", 3), (5, "个工作日", 7), (2, "个月", 60), (1, "年", 365)]
)
def test_lengths_of_time_can_be_compared(value: int, unit: str, days: int) -> None:
    assert Duration.model_validate({"value": value, "unit": unit}).days == days
