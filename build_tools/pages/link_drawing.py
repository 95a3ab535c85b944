"""Layered pictures of links: nodes in columns, placed so that few lines cross."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.pages.column_heights import balanced
from build_tools.pages.column_order import ordered
from build_tools.pages.timeline_drawing import width_of

if TYPE_CHECKING:
    from build_tools.cache import Cache

MOST = 60
"""More nodes than these nobody can take in: what draws more gathers some of them first."""
LONGEST = 15
"""How many characters a box has room for."""
_HEIGHT, _ROW_GAP, _PAD, _EDGE = 26, 8, 9, 8
_COLUMN_GAP, _WIDE_GAP = 84, 170
_HEAD = 30
_LINE = 1.2
_WIDEST = 7.0


@dataclass(frozen=True, slots=True)
class Node:
    """A box: in which column (from 0), what it says, in full too, where it leads, its look."""

    key: str
    column: int
    words: str
    css: str
    href: str | None = None
    full: str = ""

    @property
    def short(self) -> str:
        """The words as they fit into the box."""
        return self.words if len(self.words) <= LONGEST else self.words[: LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a node to one in the next column; ``count`` links together make it wider."""

    source: str
    target: str
    count: int = 1
    css: str = ""


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its box: left, top, width, in units of the picture."""

    node: Node
    x: float
    y: float
    width: float
    height: float = _HEIGHT


@dataclass(frozen=True, slots=True)
class Curve:
    """A line as a path of SVG."""

    path: str
    width: float
    css: str
    full: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything with its place; ``rows`` says the same in words: from where, and to where with counts."""

    title: str
    width: float
    height: float
    heads: tuple[tuple[str, float], ...]
    nodes: tuple[PlacedNode, ...]
    curves: tuple[Curve, ...]
    rows: tuple[tuple[Node, tuple[tuple[Node, int], ...]], ...]


def draw(  # noqa: PLR0913  (what a picture is made of)
    title: str,
    heads: tuple[str, ...],
    nodes: tuple[Node, ...],
    edges: tuple[Edge, ...],
    *,
    settled: frozenset[int] = frozenset(),
    cache: Cache | None = None,
) -> Picture | None:
    """Return the picture; None when there is no line to draw. Each edge leads one column on.

    The nodes of the columns ``settled`` keep their order. What the ``cache`` knows is not placed anew.
    """
    if not edges:
        return None
    heights = _heights(nodes, edges, settled, cache)
    counted = any(edge.count > 1 for edge in edges)
    lefts, widths = _columns(heads, nodes, _WIDE_GAP if counted else _COLUMN_GAP)
    placed = tuple(
        PlacedNode(node, lefts[node.column], round(_HEAD + y - _HEIGHT / 2, 1), widths[node.column])
        for node, y in zip(nodes, heights, strict=True)
    )
    by_key = {place.node.key: place for place in placed}
    return Picture(
        title=title,
        width=round(lefts[-1] + widths[-1] + _EDGE, 1),
        height=round(max(place.y for place in placed) + _HEIGHT + _EDGE, 1),
        heads=tuple(zip(heads, lefts, strict=True)),
        nodes=placed,
        curves=tuple(_curves(edges, by_key)),
        rows=tuple(_rows(nodes, edges)),
    )


def _heights(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], settled: frozenset[int], cache: Cache | None
) -> list[float]:
    """Return how far below the top the middle of each node stands."""
    number = {node.key: index for index, node in enumerate(nodes)}
    last = max(node.column for node in nodes)
    columns = [[number[n.key] for n in nodes if n.column == column] for column in range(last + 1)]
    weights: Counter[tuple[int, int]] = Counter()
    for edge in edges:
        weights[number[edge.source], number[edge.target]] += edge.count

    def made() -> bytes:
        return json.dumps(balanced(ordered(columns, weights, settled), weights)).encode()

    subject = (columns, list(weights.items()), sorted(settled))
    rows: list[float] = json.loads(cache.made("rows", subject, made) if cache else made())
    return [round(row * (_HEIGHT + _ROW_GAP) + _HEIGHT / 2, 1) for row in rows]


def _columns(heads: tuple[str, ...], nodes: tuple[Node, ...], gap: float) -> tuple[list[float], list[float]]:
    """Return the left side and the width of each column."""
    widths = []
    for column, head in enumerate(heads):
        words = [head, *(node.short for node in nodes if node.column == column)]
        widths.append(round(max(map(width_of, words)) + 2 * _PAD, 1))
    lefts = [round(sum(widths[:i]) + i * gap + _EDGE, 1) for i in range(len(widths))]
    return lefts, widths


def _curves(edges: tuple[Edge, ...], places: dict[str, PlacedNode]) -> Iterator[Curve]:
    most = max(edge.count for edge in edges)
    for edge in edges:
        source, target = places[edge.source], places[edge.target]
        x, y = source.x + source.width, source.y + _HEIGHT / 2
        right, low = target.x, target.y + _HEIGHT / 2
        bend = (x + right) / 2
        full = f"{source.node.words} → {target.node.words}" + (f"：{edge.count}条" if most > 1 else "")
        wide = _LINE + (_WIDEST - _LINE) * (edge.count - 1) / (most - 1) if most > 1 else _LINE
        path = f"M{x:.0f} {y:.0f}C{bend:.0f} {y:.0f} {bend:.0f} {low:.0f} {right:.0f} {low:.0f}"
        yield Curve(path, round(wide, 1), edge.css, full)


def _rows(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...]
) -> Iterator[tuple[Node, tuple[tuple[Node, int], ...]]]:
    by_key = {node.key: node for node in nodes}
    leading: dict[str, list[tuple[Node, int]]] = defaultdict(list)
    for edge in edges:
        leading[edge.source].append((by_key[edge.target], edge.count))
    yield from ((node, tuple(leading[node.key])) for node in nodes if node.key in leading)
