"""The work of finding citations grows with the length of the text and not faster, whatever the text.

Counted, not timed: the steps of every regular expression (`Counting`), and the calls of functions.
Three texts are read, each as much longer than the one before; when the work is linear, each costs as much
more than the one before.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import Any

import pytest

from build_tools.citations import (
    Locus,
    NameIndex,
    bare_names,
    chains,
    find_citations,
    finding,
    heads,
    lexing,
    place_citations,
    traps,
)
from build_tools.citations.grammar import tokens_pattern
from tests.citations.regex_steps import Counting

NAMES = NameIndex.of([("中国共产党样例工作条例", "sample"), ("样例条例", "sample")])
MODULES: tuple[ModuleType, ...] = (bare_names, chains, finding, heads, lexing, traps)
PIECES = [
    *(
        "第一条、",
        "第一条。",
        "第一条 ",
        "第一条—",
        "第一条道路",
        "第一条”",
        "第一条或",
        "条、一",
        "第十一条之",
    ),
    *("《", "《甲", "《甲《甲》", "《甲条例》", "《甲条例》 ", "《甲条例》，", "《甲条例》和第一条道路"),
    *(
        "前",
        "前 ",
        "前款",
        "前三项、第一条",
        "第",
        "第 ",
        "第一",
        "第一、",
        "第一至",
        "第(一)(一)",
        "（一）",
        "（一）、",
    ),
    *(
        "以下简称",
        "（以下简称",
        "《甲条例》（以下简称《乙》）",
        "《甲条例》（以下简称乙）第一条",
        "（简称乙）",
    ),
    *(
        "修改为：“",
        "第一条“修改为：“",
        "修改为：“第一条”",
        "修改为“第一条。",
        "增加",
        "增加一条，作为第二条：“",
    ),
    *(
        "该条例第一条",
        "本条例第一条，",
        "同条第一项、",
        "第一条第一款第一项、",
        "第一条之一、之",
        "党章第一条",
    ),
    *("甲条例第一条", "法第一条", "和法", "条例(", "(", "一", " ", "，其中", "根据《甲条例》"),
]
OPENED = [
    ("《甲条例》", "第一条道路"),
    ("《甲条例》第一条，", "第一条道路"),
    ("《甲条例》（以下简称《乙》），", "乙第一条"),
    ("修改为：“", "第一条，"),
    ("修改为：“", "该条例第一条。"),
    ("《甲条例》，", "该条例第一条。"),
]
"""Texts that begin with something to look back to, and pieces that do."""
REPETITIONS = (45, 60, 75)
"""More than any bound on looking back or ahead (40 numbers to a unit, 44 characters of a title)."""
SLACK = 1.05

Work = Callable[[str], int]


def regex_steps(text: str, counters: list[Counting]) -> int:
    """Return how many steps of regular expressions it takes to find and place the citations."""
    before = sum(counter.steps for counter in counters)
    place_citations(find_citations(text, NAMES), Locus(article=9, paragraph=2))
    return sum(counter.steps for counter in counters) - before


def calls(text: str) -> int:
    """Return how many calls of functions, built-in ones too, it takes."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:  # noqa: ANN401
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        place_citations(find_citations(text, NAMES), Locus(article=9, paragraph=2))
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> list[Counting]:
    """Count the steps of every regular expression of the modules of citations."""
    made = [Counting(tokens_pattern())]
    monkeypatch.setattr(lexing, "tokens_pattern", lambda: made[0])
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                made.append(Counting(value))
                monkeypatch.setattr(module, name, made[-1])
    return made


def assert_linear(work: Work, piece: str, opening: str = "") -> None:
    first, second, third = (work(opening + piece * times) for times in REPETITIONS)
    assert third - second <= SLACK * (second - first) + len(piece)


@pytest.mark.parametrize("piece", PIECES)
def test_the_steps_of_regular_expressions_grow_with_the_length(piece: str, counters: list[Counting]) -> None:
    assert_linear(lambda text: regex_steps(text, counters), piece)


@pytest.mark.parametrize("piece", PIECES)
def test_the_calls_grow_with_the_length(piece: str) -> None:
    assert_linear(calls, piece)


@pytest.mark.parametrize(("opening", "piece"), OPENED)
def test_what_is_looked_back_to_may_be_far_away(opening: str, piece: str, counters: list[Counting]) -> None:
    assert_linear(lambda text: regex_steps(text, counters), piece, opening)
    assert_linear(calls, piece, opening)


def test_the_counter_finds_what_is_not_linear() -> None:
    slow = Counting(re.compile(r"(?:一、)*项"))

    def steps(text: str) -> int:
        before = slow.steps
        slow.search(text)
        return slow.steps - before

    with pytest.raises(AssertionError, match="<="):
        assert_linear(steps, "一、")
