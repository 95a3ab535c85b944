from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.comparison import (
    ArticleChange,
    Change,
    Comparison,
    Evidence,
    compare,
    differences_by_article,
)
from build_tools.corpus import Text
from build_tools.differences import Op
from build_tools.fingerprint import fingerprint
from build_tools.loading import load_corpus
from build_tools.model import Expression
from build_tools.numerals import to_chinese
from build_tools.provisions import provisions_of

REVISED = Path(__file__).parents[1] / "corpora/good/revised"


def text_of(articles: list[dict[str, Any]], date: str = "2020-01-01") -> Text:
    """Return a text with these articles, numbered in order unless they have numbers."""
    numbered = [{"num": f"第{to_chinese(k)}条", **article} for k, article in enumerate(articles, 1)]
    head = {"work": "w", "date": date, "effective": date}
    expression = Expression.model_validate({**head, "articles": numbered})
    roots, _ = provisions_of(expression)
    return Text(expression, roots, {p.eid: p for root in roots for p in root.walk()}, f"w/{date}.yml")


def said(digest: str, wording: str = "", *, shown: bool = False) -> dict[str, Any]:
    """Return an article with a digest and, from its official wording, a fingerprint and perhaps the text."""
    official = {"fingerprint": fingerprint(wording)} if wording else {}
    return {"digest": digest, **official, **({"text": wording} if shown else {})}


def summary(comparison: Comparison) -> list[str]:
    return [
        f"{'、'.join(p.num for p in article.old)} {article.change} {'、'.join(p.num for p in article.new)}"
        for article in comparison.articles
    ]


@pytest.fixture(scope="module")
def revision() -> Comparison:
    """The comparison of a text with one in which every kind of change occurs."""
    corpus, findings = load_corpus(REVISED)
    assert findings == []
    return compare(*corpus.texts["shili-tiaoli"])


def article(comparison: Comparison, change: Change) -> ArticleChange:
    return next(found for found in comparison.articles if found.change is change)


def test_every_kind_of_change_is_told_apart(revision: Comparison) -> None:
    assert summary(revision) == [
        "第一条 未改 第一条",
        "第二条 修改 第二条",
        "第四条 拆分 第三条、第四条",
        "第五条、第六条 合并 第五条",
        "第七条 删去 ",
        "第三条 移动 第六条",
        " 新增 第七条",
        " 新增 第八条",
        "第八条 条号顺延 第九条",
    ]


def test_changes_are_counted(revision: Comparison) -> None:
    assert revision.counts[Change.NEW] == 2
    assert revision.counts[Change.UNKNOWN] == 0
    assert sum(revision.counts.values()) == len(revision.articles)


def test_an_article_leads_to_what_became_of_it(revision: Comparison) -> None:
    third = next(p for p in revision.old.articles if p.num == "第三条")
    assert revision.of_old[third.eid].change is Change.MOVED
    assert [p.num for p in revision.of_new[third.eid].old] == ["第四条"]


def test_the_pieces_of_a_changed_article_are_compared_one_by_one(revision: Comparison) -> None:
    pieces = article(revision, Change.CHANGED).pieces
    assert [(piece.change, piece.new.num) for piece in pieces if piece.new] == [
        (Change.CHANGED, "第一款"),
        (Change.SAME, "第二款"),
        (Change.SAME, "（一）"),
        (Change.SAME, "（二）"),
        (Change.NEW, "（三）"),
    ]
    assert [segment.text for segment in pieces[0].segments][:4] == [
        "示例支部每",
        "季度",
        "月",
        "至少开1次会，研究责任落实情况",
    ]
    assert [segment.op for segment in pieces[-1].segments] == ["inserted"]


def test_what_was_deleted_is_shown_as_such(revision: Comparison) -> None:
    (piece,) = article(revision, Change.DELETED).pieces
    assert [segment.op for segment in piece.segments] == ["deleted"]


@pytest.mark.parametrize("change", [Change.SPLIT, Change.MERGED])
def test_the_parts_of_a_split_or_a_merge_show_all_words_once(revision: Comparison, change: Change) -> None:
    found = article(revision, change)
    parts = differences_by_article(found)
    several = found.new if change is Change.SPLIT else found.old
    assert [part for part, _ in parts] == list(several)
    for provision, segments in parts:
        gone = Op.DELETED if change is Change.SPLIT else Op.INSERTED
        assert "".join(s.text for s in segments if s.op is not gone) == provision.digest


def test_words_that_went_or_came_stay_in_their_part_of_a_split() -> None:
    first, second = "书记每年年初制定责任清单并在大会上公布。", "书记每年年底向上级书面述职并公示七日。"
    old = text_of([said(first + second)])
    new = text_of([said(first.replace("年初", "一月")), said(second.replace("七日", "十日"))], "2021-01-01")
    (found,) = compare(old, new).articles
    assert found.change is Change.SPLIT
    assert [
        [s.text for s in segments if s.op is not Op.KEPT] for _, segments in differences_by_article(found)
    ] == [
        ["年初", "一月"],
        ["七", "十"],
    ]


def test_every_change_has_an_anchor_of_its_own(revision: Comparison) -> None:
    anchors = [found.anchor for found in revision.articles]
    assert len(set(anchors)) == len(anchors)
    assert "old_art_7" in anchors


def test_a_change_of_wording_counts_also_where_the_digest_stays() -> None:
    old, new = (
        text_of([said("支部每月开会。", "党支部每月召开一次会议。")]),
        text_of([said("支部每月开会。", "党支部应当每月召开一次会议。")], "2021-01-01"),
    )
    (found,) = compare(old, new).articles
    assert found.change is Change.CHANGED
    (piece,) = found.pieces
    assert (piece.change, piece.evidence) == (Change.CHANGED, Evidence.FINGERPRINT)
    assert [segment.op for segment in piece.segments] == ["kept"]


def test_another_digest_of_the_same_wording_is_no_change() -> None:
    old, new = text_of([said("说法甲。", "原文如此。")]), text_of([said("说法乙。", "原文如此。")])
    assert summary(compare(old, new)) == ["第一条 未改 第一条"]


def test_official_wording_is_compared_to_the_character_where_both_have_it() -> None:
    old = text_of([said("要点。", "党支部每月召开会议。", shown=True)])
    new = text_of([said("要点。", "党支部每季度召开会议。", shown=True)])
    (piece,) = compare(old, new).articles[0].pieces
    assert piece.evidence is Evidence.TEXT
    assert [s.text for s in piece.segments] == ["党支部每", "月", "季度", "召开会议。"]


def test_without_wording_and_digest_articles_are_not_compared() -> None:
    old, new = text_of([{"title": "目的"}, {}]), text_of([{"title": "目的"}], "2021-01-01")
    assert summary(compare(old, new)) == ["第一条 未比对 第一条", "第二条 删去 "]


digests = st.text(alphabet="支部书记开会报告清单培训公示", min_size=1, max_size=20)
articles = st.lists(
    st.fixed_dictionaries({"digest": digests})
    | st.fixed_dictionaries({"paragraphs": st.lists(st.fixed_dictionaries({"digest": digests}), min_size=2)}),
    max_size=6,
)


@given(articles)
def test_a_text_compared_with_itself_is_all_the_same(found: list[dict[str, Any]]) -> None:
    text = text_of(found)
    comparison = compare(text, text)
    assert {a.change for a in comparison.articles} <= {Change.SAME}
    assert {piece.change for a in comparison.articles for piece in a.pieces} <= {Change.SAME}


@given(articles, articles)
def test_every_article_and_every_piece_of_both_texts_stands_once(
    before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> None:
    old, new = text_of(before), text_of(after, "2021-01-01")
    comparison = compare(old, new)
    assert sorted(p.eid for a in comparison.articles for p in a.old) == [p.eid for p in old.articles]
    assert sorted(p.eid for a in comparison.articles for p in a.new) == [p.eid for p in new.articles]
    for found in comparison.articles:
        for side, tops in (("old", found.old), ("new", found.new)):
            pieces = [getattr(piece, side) for piece in found.pieces if getattr(piece, side)]
            said_in = [p for top in tops for p in top.walk() if p.digest]
            assert sorted(p.eid for p in pieces) == sorted(p.eid for p in said_in)


@given(articles)
def test_all_of_a_text_is_new_beside_an_empty_one(found: list[dict[str, Any]]) -> None:
    text, empty = text_of(found), text_of([])
    assert {a.change for a in compare(empty, text).articles} <= {Change.NEW}
    assert {a.change for a in compare(text, empty).articles} <= {Change.DELETED}


def test_dates_of_the_texts_are_kept(revision: Comparison) -> None:
    assert (revision.old.date, revision.new.date) == (dt.date(2020, 3, 1), dt.date(2023, 6, 1))
