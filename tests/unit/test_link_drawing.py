"""Pictures of links: boxes in columns that do not cover each other, lines from side to side."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from build_tools.cache import Cache
from build_tools.pages.link_drawing import Edge, Node, draw

HEADS = ("条款", "责任", "主体")


def _nodes(*keys: str) -> tuple[Node, ...]:
    return tuple(Node(key, int(key[0]), f"词{key}", "duty") for key in keys)


def test_without_lines_there_is_no_picture() -> None:
    assert draw("图", HEADS, _nodes("0a", "1a"), ()) is None


def test_nodes_stand_in_their_columns_and_lines_join_their_sides() -> None:
    picture = draw("图", HEADS, _nodes("0a", "1a", "2a"), (Edge("0a", "1a"), Edge("1a", "2a", css="owed")))
    assert picture is not None
    first, second, third = picture.nodes
    assert first.x + first.width < second.x
    assert second.x + second.width < third.x
    assert [head for head, _ in picture.heads] == list(HEADS)
    start = f"M{first.x + first.width:.0f} {first.y + 13:.0f}C"
    assert picture.curves[0].path.startswith(start)
    assert picture.curves[0].path.endswith(f"{second.x:.0f} {second.y + 13:.0f}")
    assert [curve.css for curve in picture.curves] == ["", "owed"]


def test_more_links_make_a_wider_line_and_are_counted_in_words() -> None:
    picture = draw("图", HEADS[:2], _nodes("0a", "1a", "1b"), (Edge("0a", "1a", 9), Edge("0a", "1b")))
    assert picture is not None
    assert picture.curves[0].width > picture.curves[1].width
    assert picture.curves[0].full == "词0a → 词1a：9条"
    assert [(node.key, [(n.key, c) for n, c in to]) for node, to in picture.rows] == [
        ("0a", [("1a", 9), ("1b", 1)])
    ]


def test_settled_columns_keep_their_order() -> None:
    nodes = _nodes("0a", "0b", "0c", "1a", "1b", "1c")
    edges = (Edge("0a", "1c"), Edge("0b", "1b"), Edge("0c", "1a"))
    picture = draw("图", HEADS[:2], nodes, edges, settled=frozenset({0, 1}))
    assert picture is not None
    for column in (0, 1):
        tops = [place.y for place in picture.nodes if place.node.column == column]
        assert tops == sorted(tops)


def test_lines_that_need_not_cross_do_not() -> None:
    nodes = _nodes("0a", "0b", "1a", "1b")
    picture = draw("图", HEADS[:2], nodes, (Edge("0a", "1b"), Edge("0b", "1a")))
    assert picture is not None
    top = {place.node.key: place.y for place in picture.nodes}
    assert (top["0a"] < top["0b"]) == (top["1b"] < top["1a"])


def test_long_words_are_cut() -> None:
    node = Node("0a", 0, "一二三四五六七八九十一二三四五六", "duty")
    assert node.short == "一二三四五六七八九十一二三四…"


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=30, unique=True))
def test_boxes_never_cover_each_other_and_lie_in_the_picture(pairs: list[tuple[int, int]]) -> None:
    lefts = tuple(Node(f"l{i}", 0, f"条{i}", "clause") for i in sorted({a for a, _ in pairs}))
    rights = tuple(Node(f"r{i}", 1, f"责任{i}", "duty") for i in sorted({b for _, b in pairs}))
    picture = draw("图", HEADS[:2], (*lefts, *rights), tuple(Edge(f"l{a}", f"r{b}") for a, b in pairs))
    assert picture is not None
    for column in (0, 1):
        places = sorted((p for p in picture.nodes if p.node.column == column), key=lambda p: p.y)
        assert all(upper.y + upper.height <= lower.y for upper, lower in pairwise(places))
    assert all(p.x > 0 and p.x + p.width < picture.width for p in picture.nodes)
    assert all(p.y > 0 and p.y + p.height < picture.height for p in picture.nodes)


def test_a_picture_from_the_cache_is_the_same(tmp_path: Path) -> None:
    nodes, edges = _nodes("0a", "0b", "1a", "1b"), (Edge("0a", "1b", 3), Edge("0b", "1a"))
    alone = draw("图", HEADS[:2], nodes, edges)
    for _ in range(2):
        assert draw("图", HEADS[:2], nodes, edges, cache=Cache(tmp_path)) == alone
    assert len(list(tmp_path.iterdir())) == 1
    assert draw("图", HEADS[:2], nodes, edges[:1], cache=Cache(tmp_path)) != alone
