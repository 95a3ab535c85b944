"""The order of nodes in given columns, so that few lines cross.

After Sugiyama, Tagawa and Toda (1981) columns are sorted by the means of their neighbours; then nodes are
sifted to the best place in their column (Matuszewski, Schönfeld, Molitor 1999), again and again after parts
of the columns were turned round, which leads out of local minima. The result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from random import Random

_PASSES = 4
"""How often columns are sorted by the means of their neighbours, from left and right in turn."""
_TURNS = 0.7
"""How many attempts there are for each node of a connected part to do better by turning parts round."""
Columns = Sequence[Sequence[int]]
"""The nodes of each column, from left to right and from top to bottom; nodes are numbered from 0."""


@dataclass(frozen=True, slots=True)
class _Links:
    """The neighbours of each node, and in which row of its column it stands now."""

    left: list[list[int]]
    right: list[list[int]]
    row: list[int]

    def stand(self, columns: Columns) -> None:
        for column in columns:
            for row, node in enumerate(column):
                self.row[node] = row


def ordered(columns: Columns, lines: Collection[tuple[int, int]], settled: Collection[int] = ()) -> Columns:
    """Return the nodes of each column in an order in which lines cross less often, or as often as before.

    Each line leads from a node to one of the next column. Those whose numbers are ``settled`` keep their
    order; without any, parts that are not connected stand below each other.
    """
    size = sum(map(len, columns))
    links = _Links([[] for _ in range(size)], [[] for _ in range(size)], [0] * size)
    for source, target in lines:
        links.right[source].append(target)
        links.left[target].append(source)
    if settled:
        free = [index for index in range(len(columns)) if index not in settled]
        return _untangled(columns, columns, links, free)
    parts = []
    for walk in _walks(columns, links):
        part = set(walk)
        given = [[node for node in column if node in part] for column in columns]
        start = [[node for node in walk if node in column] for column in map(set, given)]
        parts.append(_untangled(given, start, links, range(len(columns))))
    return [list(chain.from_iterable(column)) for column in zip(*parts, strict=True)]


def _walks(columns: Columns, links: _Links) -> list[list[int]]:
    """Return the connected parts, the nodes of each in the order of a walk from one of its ends."""
    seen: set[int] = set()
    walks = []
    for node in chain.from_iterable(columns):
        if node not in seen:
            end = _walk(node, links)[-1]
            walks.append(_walk(end, links))
            seen.update(walks[-1])
    return walks


def _walk(first: int, links: _Links) -> list[int]:
    """Return all nodes that are connected with ``first``, in the order of a walk: deep before wide."""
    walk: dict[int, None] = {}
    ahead = [first]
    while ahead:
        node = ahead.pop()
        if node not in walk:
            walk[node] = None
            ahead.extend(reversed(links.left[node] + links.right[node]))
    return list(walk)


def _untangled(given: Columns, start: Columns, links: _Links, free: Sequence[int]) -> Columns:
    """Return the columns in the order with the fewest crossings found: ``given``, or better."""
    best, now = given, [list(column) for column in start]
    links.stand(given)
    least, _ = _crossings(given, links)
    for turn in range(_PASSES):
        if not least:
            return best
        _sort(now, links, free, from_left=turn % 2 == 0)
        if (crossings := _sifted(now, links, free)) < least:
            least, best = crossings, [list(column) for column in now]
    large = [index for index in free if len(given[index]) > 1]
    random = Random(1)  # noqa: S311  (no secret: where to turn round)
    for _ in range(int(_TURNS * sum(map(len, given))) if len(free) > 1 else 0):
        if not least:
            break
        now = [list(column) for column in best]
        for column in (now[index] for index in large):
            first = int(random.random() * (len(column) - 1))
            end = first + 2 + int(random.random() * (len(column) - first - 1))
            column[first:end] = column[first:end][::-1]
        if (crossings := _sifted(now, links, free)) <= least:
            least, best = crossings, now
    return best


def _sort(columns: list[list[int]], links: _Links, free: Sequence[int], *, from_left: bool) -> None:
    """Sort each column in turn by the mean rows of the neighbours in the column that was sorted before it."""
    links.stand(columns)
    row, near = links.row, links.left if from_left else links.right
    for index in free if from_left else reversed(free):
        mean = {k: sum(row[n] for n in near[k]) / len(near[k]) if near[k] else row[k] for k in columns[index]}
        columns[index].sort(key=mean.__getitem__)
        links.stand(columns[index : index + 1])


def _sifted(columns: list[list[int]], links: _Links, free: Sequence[int]) -> int:
    """Move the nodes whose lines cross while that helps, and return how many crossings are left."""
    links.stand(columns)
    longest = max(map(len, columns))
    moved = True
    crossings, crossed = _crossings(columns, links)
    while moved and crossings:
        moved = False
        for column in (columns[index] for index in free):
            if moving := [node for node in column if node in crossed]:
                moved |= _sift(moving, column, links, longest)
                links.stand([column])
        crossings, crossed = _crossings(columns, links)
    return crossings


def _sift(moving: list[int], column: list[int], links: _Links, longest: int) -> bool:
    """Move nodes of a column to where their lines cross the fewest others; return whether one had to move."""
    row, moved = links.row, False
    ends = {
        node: [row[n] for n in links.left[node]] + [longest + row[n] for n in links.right[node]]
        for node in column
    }
    for node in moving:
        steps = [0] * (2 * longest + 1)
        for end in ends[node]:
            steps[end] += 1
            steps[end + 1] += 1
        steps[0] -= len(links.left[node])
        steps[longest] -= len(ends[node])
        signs = list(accumulate(steps))
        more = []
        for other in column:
            crossings = 0
            for end in ends[other]:
                crossings += signs[end]
            more.append(crossings)
        here = column.index(node)
        best = _best(more, here)
        if best != here:
            column.insert(best, column.pop(here))
            moved = True
    return moved


def _best(more: list[int], here: int) -> int:
    """Return the place with the fewest crossings, of those the nearest: below ``here`` before above it.

    ``more`` says of each node of the column how many crossings more there are with it above than below.
    """
    down = list(accumulate(more[here + 1 :], initial=0))
    up = list(accumulate((-count for count in more[:here][::-1]), initial=0))
    least = min(down)
    return here - up.index(min(up)) if min(up) < least else here + down.index(least)


def _crossings(columns: Columns, links: _Links) -> tuple[int, set[int]]:
    """Return how often lines cross, and the nodes whose lines do."""
    count, row = 0, links.row
    crossed: set[tuple[int, int, int]] = set()
    for column in columns:
        above: list[tuple[int, int, int]] = []
        for node in column:
            lines = [(row[target], node, target) for target in links.right[node]]
            for line in lines:
                end = line[0]
                if over := [other for other in above if other[0] > end]:
                    count += len(over)
                    crossed.add(line)
                    crossed.update(over)
            above += lines
    return count, {node for _, *ends in crossed for node in ends}
