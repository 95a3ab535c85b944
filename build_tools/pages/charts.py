"""Bar charts: rows of a few parts each, in percent of the longest row, so that they fit every width."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.pages.desk import Link

if TYPE_CHECKING:
    from build_tools.pages.desk import Desk

BARS = 20
"""So many bearers get a bar of their own."""
_ROW, _BAR = 46, 20
_NAMED, _DIGIT, _SIDES = 17.0, 2.4, 0.8
"""From how many percent of the width a part has room for its name and number, for each digit, for its sides
(of a window of 360 px)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part that every bar has: its name and look."""

    name: str
    css: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of one bar: left side and width in percent, what it says inside and in full."""

    part: Part
    count: int
    x: float
    width: float
    words: str
    full: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the chart: ``y`` is where its words stand; ``counts`` go with the parts of the chart."""

    head: Link
    y: int
    total: int
    counts: tuple[int, ...]
    segments: tuple[Segment, ...]

    @property
    def bar_y(self) -> int:
        """Where the bar begins, below its words."""
        return self.y + 7


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its height in pixels; widths are percentages."""

    title: str
    unit: str
    corner: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """How high the drawing is."""
        return _ROW * len(self.bars) + 4

    @property
    def bar_height(self) -> int:
        """How high a bar is."""
        return _BAR


def stacked_bars(
    title: str, unit: str, corner: str, parts: tuple[Part, ...], rows: Iterable[tuple[Link, tuple[int, ...]]]
) -> Chart | None:
    """Return the chart of rows with one count per part; None when every count is 0.

    ``unit`` is the measure word of what is counted, ``corner`` the head of the rows in the table.
    """
    counted = [(head, counts, sum(counts)) for head, counts in rows]
    longest = max((total for *_, total in counted), default=0)
    if not longest:
        return None
    bars = tuple(
        Bar(head, 14 + _ROW * i, total, counts, _segments(head.text, unit, parts, counts, longest))
        for i, (head, counts, total) in enumerate(counted)
    )
    return Chart(title, unit, corner, parts, bars)


def duties_by_bearer(desk: Desk) -> Chart | None:
    """Return how many duties of each stage the bearers with most duties have."""
    book = desk.book
    stages = [stage.name for stage in book.stages]
    counts: Counter[tuple[str, str]] = Counter()
    for duty in book.corpus.duties.values():
        if bearer := book.graph.bearer_of(duty):
            counts[bearer.id, duty.stage] += 1
    totals: Counter[str] = Counter()
    for (bearer_id, _), count in counts.items():
        totals[bearer_id] += count
    rows = (
        (desk.bearer(book.corpus.bearers[b]), tuple(counts[b, stage] for stage in stages))
        for b, _ in totals.most_common(BARS)
    )
    parts = tuple(Part(name, f"stage-{i}") for i, name in enumerate(stages, 1))
    return stacked_bars("责任最多的主体，各环节有多少", "条", "主体", parts, rows)


def _segments(
    name: str, unit: str, parts: tuple[Part, ...], counts: tuple[int, ...], longest: int
) -> tuple[Segment, ...]:
    found, before = [], 0
    for part, count in zip(parts, counts, strict=True):
        if count:
            width = 100 * count / longest
            number = str(count) if width >= _SIDES + _DIGIT * len(str(count)) else ""
            words = f"{part.name} {count}" if width >= _NAMED else number
            full = f"{name}，{part.name}：{count}{unit}"
            found.append(Segment(part, count, round(100 * before / longest, 2), round(width, 2), words, full))
        before += count
    return tuple(found)
