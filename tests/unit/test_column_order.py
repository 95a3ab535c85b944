"""The order of nodes in columns: lines cross seldom, settled columns stay, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.column_order import Columns, ordered
from tests.strategies import columns_of_nodes

Lines = set[tuple[int, int]]


def crossings(columns: Columns, lines: Lines) -> int:
    """Every pair of lines between the same columns whose ends stand the other way round."""
    row = {
        node: (number, place) for number, column in enumerate(columns) for place, node in enumerate(column)
    }
    return sum(
        row[a][0] == row[c][0] and (row[a][1] - row[c][1]) * (row[b][1] - row[d][1]) < 0
        for (a, b), (c, d) in combinations(lines, 2)
    )


@st.composite
def drawings(draw: st.DrawFn, most: int = 7) -> tuple[Columns, Lines]:
    columns, possible = draw(columns_of_nodes(most))
    return columns, draw(st.sets(st.sampled_from(possible), min_size=1, max_size=25))


@given(drawings())
def test_every_node_stays_in_its_column(drawing: tuple[Columns, Lines]) -> None:
    columns, lines = drawing
    assert [sorted(column) for column in ordered(columns, lines)] == columns


@given(drawings(), st.sets(st.integers(0, 3)))
def test_lines_cross_no_more_often_than_before(drawing: tuple[Columns, Lines], settled: set[int]) -> None:
    columns, lines = drawing
    assert crossings(ordered(columns, lines, settled), lines) <= crossings(columns, lines)


@given(drawings(), st.sets(st.integers(0, 3), min_size=1))
def test_settled_columns_keep_their_order(drawing: tuple[Columns, Lines], settled: set[int]) -> None:
    columns, lines = drawing
    found = ordered(columns, lines, settled)
    assert [found[number] for number in settled if number < len(columns)] == [
        columns[number] for number in settled if number < len(columns)
    ]


@given(st.permutations(range(8)))
def test_an_order_without_crossings_is_found_whatever_the_order_before(shuffled: list[int]) -> None:
    lines = {(node, 8 + node) for node in range(8)} | {(node, 9 + node) for node in range(7)}
    assert crossings(ordered([shuffled, list(range(8, 16))], lines), lines) == 0


@given(drawings(most=4))
def test_a_last_column_beside_a_settled_one_is_as_good_as_can_be(drawing: tuple[Columns, Lines]) -> None:
    columns, lines = drawing[0][:2], {(a, b) for a, b in drawing[1] if b in drawing[0][1]}
    least = min(crossings([columns[0], right], lines) for right in permutations(columns[1]))
    assert crossings(ordered(columns, lines, {0}), lines) == least


def test_parts_that_are_not_linked_do_not_cross() -> None:
    lines = {(0, 5), (1, 6), (2, 5), (3, 6), (4, 5)}
    assert crossings([[0, 1, 2, 3, 4], [6, 5]], lines) > 0
    assert ordered([[0, 1, 2, 3, 4], [6, 5]], lines) == [[0, 2, 4, 1, 3], [5, 6]]


def test_another_process_finds_the_same() -> None:
    columns = [list(range(12)), list(range(12, 24)), list(range(24, 36))]
    lines = [(a, 12 + (a * k) % 12) for a in range(12) for k in (5, 7)]
    lines += [(12 + a, 24 + (a * k + 3) % 12) for a in range(12) for k in (3, 11)]
    here = ordered(columns, lines)
    assert here != columns
    code = f"from build_tools.pages.column_order import ordered; print(ordered({columns}, {lines}))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == str(here)
