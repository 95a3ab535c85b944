"""Matrices: counts of two kinds of thing against each other; each count leads to what it counts."""

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

Counts = Counter[tuple[str, str]]
"""How many by the keys of a row and a column."""
Axis = tuple[tuple[str, Link], ...]
"""The keys along one side of a matrix, with what stands at its head."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count, where it leads, and how dark it is (0 for none, at most 4); 0 leads nowhere."""

    count: int
    href: str
    heat: int
    label: str


_EMPTY = Cell(0, "", 0, "")


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row with its counts."""

    head: Link
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of rows × columns."""

    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[int, ...]


def stage_matrix(desk: Desk) -> Matrix:
    """Return bearers × stages."""
    columns = tuple((stage.id, stage.name) for stage in desk.book.stages)
    names = {stage.name: stage.id for stage in desk.book.stages}
    return _duty_matrix(desk, "stage", columns, lambda duty: names.get(duty.stage, ""))


def work_matrix(desk: Desk) -> Matrix:
    """Return bearers × the works that hold duties."""
    works = desk.book.corpus.works
    used = dict.fromkeys(desk.book.work_of(duty) for duty in desk.book.corpus.duties)
    columns = tuple((work, works[work].short_title) for work in used if work in works)
    return _duty_matrix(desk, "work", columns, lambda duty: desk.book.work_of(duty.id))


def count_matrix(
    rows: Axis, columns: Axis, counts: Counts, lead: Callable[[str, str], str], word: str
) -> Matrix:
    """Return the counts as a matrix, without the rows that have none.

    ``lead`` tells where the cell of a row and a column leads, with no column the whole row; ``word`` is
    the measure word of what is counted.
    """
    sums = Counter[str]()
    for (row, _), count in counts.items():
        sums[row] += count

    def cell(row: str, column: str, count: int, label: str) -> Cell:
        if not count:
            return _EMPTY
        heat = sum(count >= step for step in _HEAT_STEPS)
        return Cell(count, lead(row, column), heat, f"{label}：{count}{word}")

    filled = tuple(
        MatrixRow(
            head=head,
            cells=tuple(
                cell(row, column, counts[row, column], f"{head.text}，{top.text}") for column, top in columns
            ),
            total=cell(row, "", sums[row], f"{head.text}，合计"),
        )
        for row, head in rows
        if sums[row]
    )
    totals = tuple(sum(row.cells[i].count for row in filled) for i in range(len(columns)))
    return Matrix(tuple(top for _, top in columns), filled, totals)


def _duty_matrix(
    desk: Desk, key: str, columns: tuple[tuple[str, str], ...], column_of: Callable[[Duty], str]
) -> Matrix:
    counts: Counts = Counter()
    for duty in desk.book.corpus.duties.values():
        bearer = desk.book.graph.bearer_of(duty)
        counts[bearer.id if bearer else "", column_of(duty)] += 1

    def lead(bearer: str, column: str) -> str:
        narrower = f"&{key}={column}" if column else ""
        return desk.to(LIST, LIST_ANCHOR, f"bearer={bearer}{narrower}")

    return count_matrix(
        rows=tuple((bearer.id, desk.bearer(bearer)) for bearer in desk.book.corpus.bearers.values()),
        columns=tuple(
            (column, Link(name, desk.to(LIST, LIST_ANCHOR, f"{key}={column}"))) for column, name in columns
        ),
        counts=counts,
        lead=lead,
        word="条",
    )
