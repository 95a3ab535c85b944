"""How high nodes of ordered columns stand, so that lines are as level as their columns allow.

Heights are the least squares of the differences along the lines, column by column, by pooling adjacent
violators (isotonic regression: Ayer, Brunk, Ewing, Reid and Silverman 1955). Nothing but basic operations of
IEEE 754 is used, in a fixed order: the result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from build_tools.pages.column_order import Columns

_ROUNDS, _STILL = 30, 0.01
"""So often heights are balanced, or until none moves by so many rows."""


def balanced(columns: Columns, lines: Mapping[tuple[int, int], int]) -> list[float]:
    """Return how many rows below the top each node stands; those of a column are at least one row apart.

    The greater the weight of a line, the more level it lies. No column is longer than need be: the lowest
    node stands at most as many rows below the top as the largest column has nodes, less one.
    """
    longest = max(map(len, columns))
    heights = [0.0] * sum(map(len, columns))
    near: list[list[tuple[int, int]]] = [[] for _ in heights]
    for (source, target), weight in lines.items():
        near[source].append((target, weight))
        near[target].append((source, weight))
    for column in columns:
        for row, node in enumerate(column):
            heights[node] = row + (longest - len(column)) / 2
    for turn in range(_ROUNDS):
        before = heights.copy()
        for column in columns if turn % 2 == 0 else reversed(columns):
            _balance(column, near, heights, longest - len(column))
        if max(abs(new - old) for new, old in zip(heights, before, strict=True)) < _STILL:
            break
    top = min(heights)
    return [height - top for height in heights]


def _balance(
    column: Sequence[int], near: list[list[tuple[int, int]]], heights: list[float], room: int
) -> None:
    """Set the heights of a column, at least one row apart, nearest to the neighbours: least squares.

    Without its row in the column a height may not decrease downwards: blocks that would are pooled. ``room``
    is how many rows the column has to spare.
    """
    blocks: list[tuple[float, int, int]] = []
    for row, node in enumerate(column):
        weight, pull = 0, 0.0
        for other, more in near[node]:  # one by one: sum() rounds otherwise from Python 3.12 on
            weight += more
            pull += more * heights[other]
        pull -= weight * row
        if not weight:
            weight, pull = 1, heights[node] - row
        count = 1
        while blocks and blocks[-1][0] * weight >= pull * blocks[-1][1]:
            above = blocks.pop()
            pull, weight, count = pull + above[0], weight + above[1], count + above[2]
        blocks.append((pull, weight, count))
    row = 0
    for pull, weight, count in blocks:
        spare = min(max(pull / weight, 0.0), room)
        for node in column[row : row + count]:
            heights[node] = spare + row
            row += 1
