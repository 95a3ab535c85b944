"""The picture of the timeline: a scale in two pieces, bars for works, labels that do not cover each other."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

WIDTH = 1140
PIVOT = dt.date(2010, 1, 1)
"""From here on the scale is wide: what came before is far apart, what comes after stands close."""
_LEFT, _RIGHT = 24, WIDTH - 24
_EARLY = 0.2
_LANE = 22
_BAR_LANE = 26
_FONT = 13
_LONGEST = 15
_GAP = 14
_YEAR = 34


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of time with its words, where it leads, and what it says in full."""

    day: dt.date
    words: str
    href: str
    full: str


@dataclass(frozen=True, slots=True)
class Span:
    """The time during which a work is in force; ``turns`` are the days of its later texts."""

    start: dt.date
    end: dt.date
    words: str
    href: str
    full: str
    turns: tuple[dt.date, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to places along the axis, narrow before the pivot and wide after it."""

    start: dt.date
    end: dt.date

    @property
    def _bend(self) -> float:
        return _LEFT + (_RIGHT - _LEFT) * _EARLY if self.start < PIVOT < self.end else _LEFT

    def at(self, day: dt.date) -> float:
        """Return the place of ``day``; days outside stand at the ends."""
        day = min(max(day, self.start), self.end)
        if self.start < PIVOT < self.end and day < PIVOT:
            return round(_between(day, self.start, PIVOT, _LEFT, self._bend), 1)
        first = max(self.start, PIVOT) if self.end > PIVOT else self.start
        return round(_between(day, first, self.end, self._bend, _RIGHT), 1)

    def years(self) -> tuple[tuple[int, float], ...]:
        """Return the years to write at the axis: every twentieth where it is narrow, else each."""
        early = (y for y in range(self.start.year, min(PIVOT.year, self.end.year + 1)) if y % 20 == 0)
        late = range(max(PIVOT.year, self.start.year), self.end.year + 1)
        days = [dt.date(year, 1, 1) for year in (*early, *late)]
        places = [(day.year, self.at(day)) for day in days if day >= self.start]
        return tuple((year, x) for year, x in places if year >= PIVOT.year or x + _YEAR < self._bend)


def _between(day: dt.date, first: dt.date, last: dt.date, left: float, right: float) -> float:
    whole = (last - first).days
    return left + (right - left) * ((day - first).days / whole if whole else 1)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark as drawn: ``x`` on the axis, its words at ``text_x`` and ``y``, ending there with ``end``."""

    mark: Mark
    x: float
    text_x: float
    y: float
    end: bool
    words: str


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A span as drawn, its words in front of the bar, or inside where there is no room."""

    span: Span
    x: float
    y: float
    length: float
    text_x: float
    end: bool
    turns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything with its place; the axis stands at ``axis``, the sources at ``foot``."""

    width: int
    height: float
    axis: float
    foot: float
    years: tuple[tuple[int, float], ...]
    marks: tuple[PlacedMark, ...]
    spans: tuple[PlacedSpan, ...]
    sources: tuple[PlacedMark, ...]


def draw(
    marks: tuple[Mark, ...], spans: tuple[Span, ...], sources: tuple[Mark, ...], end: dt.date
) -> Drawing | None:
    """Return the picture from the first day of all to ``end``; None when there is nothing to draw."""
    days = [*(m.day for m in (*marks, *sources)), *(span.start for span in spans)]
    if not days or min(days) >= end:
        return None
    scale = Scale(min(days), end)
    upper = _labels(marks, scale)
    axis = _LANE * (max((lane for *_, lane in upper), default=-1) + 1) + _LANE + 8
    bars = axis + 34
    foot = bars + _BAR_LANE * len(spans) + 16
    lower = _labels(sources, scale)
    height = foot + _LANE * (max((lane for *_, lane in lower), default=-1) + 1) + 20
    return Drawing(
        width=WIDTH,
        height=height,
        axis=axis,
        foot=foot,
        years=scale.years(),
        marks=tuple(_placed(label, axis - 16 - _LANE * label[-1]) for label in upper),
        spans=tuple(_bar(span, scale, bars + _BAR_LANE * i) for i, span in enumerate(spans)),
        sources=tuple(_placed(label, foot + 24 + _LANE * label[-1]) for label in lower),
    )


_Label = tuple[Mark, float, float, bool, str, int]
"""A mark, its place, where its words stand, whether they end there, the words, their lane."""


def _labels(marks: Iterable[Mark], scale: Scale) -> list[_Label]:
    """Give each label the lowest lane in which it covers no other."""
    lanes: list[list[tuple[float, float]]] = []
    found: list[_Label] = []
    for mark in sorted(marks, key=lambda mark: mark.day):
        words = mark.words if len(mark.words) <= _LONGEST else mark.words[: _LONGEST - 1] + "…"
        x, length = scale.at(mark.day), width_of(words)
        left = x + length > WIDTH
        taken = (x - length, x) if left else (x, x + length)
        lane = next((i for i, lane in enumerate(lanes) if _is_free(lane, taken)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(taken)
        found.append((mark, x, x - 4 if left else x + 4, left, words, lane))
    return found


def _is_free(lane: list[tuple[float, float]], taken: tuple[float, float]) -> bool:
    return all(taken[0] >= right + _GAP or taken[1] + _GAP <= left for left, right in lane)


@lru_cache(maxsize=10_000)
def width_of(words: str) -> float:
    """Return about how wide words are: a Chinese character is as wide as the font is high, others half."""
    return sum(_FONT if unicodedata.east_asian_width(c) in "WFA" else _FONT * 0.58 for c in words)


def _placed(label: _Label, y: float) -> PlacedMark:
    mark, x, text_x, end, words, _ = label
    return PlacedMark(mark, x, text_x, y, end, words)


def _bar(span: Span, scale: Scale, y: float) -> PlacedSpan:
    x, right = scale.at(span.start), scale.at(span.end)
    before = x - 8 - width_of(span.words) > 0
    turns = tuple(scale.at(day) for day in span.turns)
    return PlacedSpan(span, x, y, max(round(right - x, 1), 2), x - 8 if before else x + 8, before, turns)
