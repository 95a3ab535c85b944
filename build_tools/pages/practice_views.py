"""What pages show of sources, measures and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.model import UNDATED
from build_tools.partial_dates import in_chinese
from build_tools.places import place_in_source

if TYPE_CHECKING:
    from build_tools.model import Figure, Practised, Source
    from build_tools.pages.desk import Desk


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where something was read."""

    title: str
    container: str | None
    author: str | None
    issued: str
    grade: str
    grade_rank: int
    grade_meaning: str
    url: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A number with its unit, its time and its place in the source."""

    label: str
    value: str
    unit: str
    approx: bool
    as_of: str
    note: str | None
    place: str


def source_view(desk: Desk, source: Source | None) -> SourceView | None:
    """Return a source as pages show it."""
    if source is None:
        return None
    grade = desk.book.corpus.named(Kind.SOURCE_GRADE, source.grade)
    return SourceView(
        title=source.title,
        container=source.container,
        author=source.author,
        issued=in_chinese(source.issued) if source.issued else "日期不明",
        grade=source.grade,
        grade_rank=getattr(grade, "rank", 0),
        grade_meaning=getattr(grade, "definition", "") or "",
        url=source.url,
        note=source.note,
    )


def figure_view(figure: Figure, place: str) -> FigureView:
    """Return a figure; ``place`` is that of its measure, for figures without one of their own."""
    return FigureView(
        label=figure.label,
        value=f"{figure.value:f}",
        unit=figure.unit or "",
        approx=figure.approx,
        as_of=_time_of(figure.as_of),
        note=figure.note,
        place=place_in_source(figure.locator) or place,
    )


def _time_of(as_of: str | None) -> str:
    if as_of is None:
        return ""
    return "时间未载明" if as_of == UNDATED else in_chinese(as_of)


def practised_in_chinese(practised: Practised | None) -> str:
    """Return when something was done: 2021年至2022年, 2021年起, 时间不明."""
    if practised is None or not (practised.since or practised.until):
        return "时间不明"
    since = in_chinese(practised.since) if practised.since else ""
    until = in_chinese(practised.until) if practised.until else ""
    if since == until:
        return since
    return f"{since}至{until}" if since and until else f"{since}起" if since else f"至{until}"
