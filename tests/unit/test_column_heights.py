"""The heights of nodes in ordered columns: room for each, no taller than need be, lines level."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.column_heights import balanced
from build_tools.pages.column_order import Columns
from tests.strategies import columns_of_nodes

Lines = dict[tuple[int, int], int]
_ROUNDING = 1e-9


@st.composite
def drawings(draw: st.DrawFn) -> tuple[Columns, Lines]:
    columns, possible = draw(columns_of_nodes())
    return columns, draw(
        st.dictionaries(st.sampled_from(possible), st.integers(1, 300), min_size=1, max_size=25)
    )


@given(drawings())
def test_nodes_keep_their_order_and_a_row_each(drawing: tuple[Columns, Lines]) -> None:
    columns, lines = drawing
    heights = balanced(columns, lines)
    for column in columns:
        assert all(heights[low] - heights[high] >= 1 - _ROUNDING for high, low in pairwise(column))


@given(drawings())
def test_the_picture_is_no_taller_than_its_largest_column(drawing: tuple[Columns, Lines]) -> None:
    columns, lines = drawing
    heights = balanced(columns, lines)
    assert min(heights) == 0
    assert max(heights) == pytest.approx(max(map(len, columns)) - 1)


def test_a_node_stands_level_with_the_middle_of_those_it_leads_to() -> None:
    assert balanced([[0], [1, 2, 3]], {(0, 1): 1, (0, 2): 1, (0, 3): 1}) == [1, 0, 1, 2]


def test_a_heavier_line_is_more_level() -> None:
    heights = balanced([[0], [1, 2]], {(0, 1): 9, (0, 2): 1})
    assert abs(heights[0] - heights[1]) < abs(heights[0] - heights[2])


def test_a_node_without_lines_keeps_a_row() -> None:
    assert sorted(balanced([[0], [1, 2, 3]], {(0, 1): 1})[1:]) == [0, 1, 2]
