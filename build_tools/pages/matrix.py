"""Matrices: counts of duties by bearer and stage, and by bearer and work; each count opens the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.pages.desk import Link

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.pages.desk import Desk

_HEAT_STEPS = (1, 3, 6, 10)
LIST = "duties/index.html"
"""The page of the complete list, which reads its filter from the address."""
LIST_ANCHOR = "_list"


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, where it leads, and how dark it is (0 for none, at most 4)."""

    count: int
    href: str
    heat: int
    label: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A bearer with its counts."""

    head: Link
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bearers × stages or works."""

    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]


def stage_matrix(desk: Desk) -> Matrix:
    """Return bearers × stages."""
    columns = tuple((stage.id, stage.name) for stage in desk.book.stages)
    names = {stage.name: stage.id for stage in desk.book.stages}
    return _matrix(desk, "stage", columns, lambda duty: names.get(duty.stage, ""))


def work_matrix(desk: Desk) -> Matrix:
    """Return bearers × the works that hold duties."""
    works = desk.book.corpus.works
    used = dict.fromkeys(desk.book.work_of(duty) for duty in desk.book.corpus.duties)
    columns = tuple((work, works[work].short_title) for work in used if work in works)
    return _matrix(desk, "work", columns, lambda duty: desk.book.work_of(duty.id))


def _matrix(
    desk: Desk, key: str, columns: tuple[tuple[str, str], ...], column_of: Callable[[Duty], str]
) -> Matrix:
    counts: Counter[tuple[str, str]] = Counter()
    for duty in desk.book.corpus.duties.values():
        bearer = desk.book.graph.bearer_of(duty)
        counts[bearer.id if bearer else "", column_of(duty)] += 1
    rows = tuple(
        MatrixRow(
            head=desk.bearer(bearer),
            cells=tuple(
                _cell(
                    desk,
                    counts[bearer.id, column],
                    f"bearer={bearer.id}&{key}={column}",
                    f"{bearer.name}，{name}",
                )
                for column, name in columns
            ),
            total=_cell(desk, _sum(counts, bearer.id), f"bearer={bearer.id}", f"{bearer.name}，合计"),
        )
        for bearer in desk.book.corpus.bearers.values()
        if _sum(counts, bearer.id)
    )
    heads = tuple(Link(name, desk.to(LIST, LIST_ANCHOR, f"{key}={column}")) for column, name in columns)
    return Matrix(heads, rows, tuple(sum(row.cells[i].count for row in rows) for i in range(len(columns))))


def _sum(counts: Counter[tuple[str, str]], bearer: str) -> int:
    return sum(count for (owner, _), count in counts.items() if owner == bearer)


def _cell(desk: Desk, count: int, query: str, label: str) -> Cell:
    heat = sum(count >= step for step in _HEAT_STEPS)
    return Cell(count, desk.to(LIST, LIST_ANCHOR, query), heat, f"{label}：{count}条")
