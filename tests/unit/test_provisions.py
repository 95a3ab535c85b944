from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.eid import Eid, Level
from build_tools.model import Expression, Norm
from build_tools.numerals import MAX_NUMERAL, to_chinese
from build_tools.provisions import NumberingFault, Provision, parse_num, provisions_of
from tests import strategies


def expression(**body: object) -> Expression:
    head = {"work": "sample", "date": "2020-01-01", "effective": "2020-01-01"}
    return Expression.model_validate(head | body)


def build(**body: object) -> tuple[list[Provision], list[NumberingFault]]:
    roots, faults = provisions_of(expression(**body))
    return [provision for root in roots for provision in root.walk()], faults


def eids(**body: object) -> list[str]:
    provisions, faults = build(**body)
    assert faults == []
    return [str(provision.eid) for provision in provisions]


def articles(*nums: str, **rest: object) -> list[dict[str, Any]]:
    return [{"num": num, **rest} for num in nums]


@pytest.mark.parametrize(
    ("num", "number"),
    [
        ("第五条", (5, 0)),
        ("第 五 条", (5, 0)),
        ("第一百零三条", (103, 0)),
        ("第八条之一", (8, 1)),
        ("第8条之2", (8, 2)),
        ("（三）", (3, 0)),
        ("(3)", (3, 0)),
        ("三、", (3, 0)),
        ("1.", (1, 0)),
        ("１", (1, 0)),
        ("第二章", (2, 0)),
    ],
)
def test_a_number_is_read_in_any_style(num: str, number: tuple[int, int]) -> None:
    assert parse_num(num) == number


@pytest.mark.parametrize(
    "num", ["", "甲", "第条", "第零条", "第X条", "第一百三条", "第八条之三五十", "第五条款", "0"]
)
def test_what_is_no_number_is_refused(num: str) -> None:
    assert parse_num(num) is None


def test_articles_are_addressed_through_the_whole_work_and_divisions_from_the_outside() -> None:
    sections = [
        {"num": "第一节", "articles": articles("第一条")},
        {"num": "第二节", "articles": articles("第二条")},
    ]
    chapters = [{"num": "第一章", "sections": sections}, {"num": "第二章", "articles": articles("第三条")}]
    assert eids(parts=[{"num": "第一编", "chapters": chapters}]) == [
        "part_1",
        "part_1__chp_1",
        "part_1__chp_1__sec_1",
        "art_1",
        "part_1__chp_1__sec_2",
        "art_2",
        "part_1__chp_2",
        "art_3",
    ]


def test_paragraphs_are_numbered_by_their_place_and_items_are_addressed_inside_them() -> None:
    items = [{"num": "（一）", "subitems": [{"num": "1."}, {"num": "2."}]}]
    assert eids(articles=articles("第一条", paragraphs=[{"digest": "甲"}, {"items": items}])) == [
        "art_1",
        "art_1__para_1",
        "art_1__para_2",
        "art_1__para_2__item_1",
        "art_1__para_2__item_1__sub_1",
        "art_1__para_2__item_1__sub_2",
    ]


def test_the_items_of_an_article_with_one_paragraph_are_addressed_inside_the_article() -> None:
    assert eids(articles=articles("第一条", items=[{"num": "（一）"}])) == ["art_1", "art_1__item_1"]


def test_inserted_articles_follow_the_article_after_which_they_stand() -> None:
    nums = ["第一条", "第一条之一", "第一条之二", "第二条"]
    assert eids(articles=articles(*nums)) == ["art_1", "art_1-1", "art_1-2", "art_2"]


def test_chapters_start_again_in_each_part_but_articles_do_not() -> None:
    parts = [
        {"num": "第一编", "chapters": [{"num": "第一章", "articles": articles("第一条")}]},
        {"num": "第二编", "chapters": [{"num": "第一章", "articles": articles("第二条")}]},
    ]
    assert eids(parts=parts) == ["part_1", "part_1__chp_1", "art_1", "part_2", "part_2__chp_1", "art_2"]


def test_chapters_may_run_on_from_part_to_part() -> None:
    parts = [
        {"num": "第一编", "chapters": [{"num": "第一章", "articles": articles("第一条")}]},
        {"num": "第二编", "chapters": [{"num": "第二章", "articles": articles("第二条")}]},
    ]
    assert eids(parts=parts) == ["part_1", "part_1__chp_1", "art_1", "part_2", "part_2__chp_2", "art_2"]
    parts[1]["chapters"] = [{"num": "第三章", "articles": articles("第二条")}]
    assert [fault.message for fault in build(parts=parts)[1]] == ["编号“第三章”与前一章不相接"]


def test_a_provision_carries_what_its_entry_says() -> None:
    fields = {
        "title": "目的",
        "digest": "要点",
        "text": "原文",
        "fingerprint": "0123456789abcdef",
        "norm": "obligation",
        "no_duty": "理由",
    }
    (provision,), _ = build(articles=articles("第一条", **fields))
    assert provision == Provision(
        work="sample",
        eid=Eid.parse("art_1"),
        num="第一条",
        keypath=("articles", 0),
        title="目的",
        digest="要点",
        text="原文",
        fingerprint="0123456789abcdef",
        norm=Norm.OBLIGATION,
        no_duty="理由",
    )


def test_a_paragraph_is_called_by_its_number_and_knows_its_place_in_the_file() -> None:
    provisions, _ = build(chapters=[{"num": "第一章", "articles": articles("第一条", paragraphs=[{}, {}])}])
    assert [(p.num, p.keypath) for p in provisions[2:]] == [
        ("第一款", ("chapters", 0, "articles", 0, "paragraphs", 0)),
        ("第二款", ("chapters", 0, "articles", 0, "paragraphs", 1)),
    ]


def test_what_bears_text_is_a_clause_but_no_division_and_no_article_with_paragraphs() -> None:
    chapter = {
        "num": "第一章",
        "articles": [
            {"num": "第一条", "paragraphs": [{}]},
            {"num": "第二条", "items": [{"num": "（一）"}]},
        ],
    }
    provisions, _ = build(chapters=[chapter])
    assert {str(p.eid): p.bears_text for p in provisions} == {
        "chp_1": False,
        "art_1": False,
        "art_1__para_1": True,
        "art_2": True,
        "art_2__item_1": True,
    }


def test_the_level_of_a_provision_is_that_of_its_eid() -> None:
    provisions, _ = build(articles=articles("第一条"))
    assert provisions[0].level == Level.ARTICLE


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (
            {"articles": articles("第一条", "第X条")},
            NumberingFault(("articles", 1, "num"), "NUM001", "读不懂编号“第X条”", "写作“第二条”"),
        ),
        (
            {"articles": articles("第一条", "第三条")},
            NumberingFault(
                ("articles", 1, "num"), "NUM001", "编号“第三条”与前一条不相接", "此处应为“第二条”"
            ),
        ),
        (
            {"articles": articles("第一条", "第一条")},
            NumberingFault(
                ("articles", 1, "num"), "NUM001", "编号“第一条”与前一条不相接", "此处应为“第二条”"
            ),
        ),
        (
            {"articles": articles("第一条", items=[{"num": "（二）"}])},
            NumberingFault(
                ("articles", 0, "items", 0, "num"), "NUM001", "编号“（二）”与前一项不相接", "此处应为“（一）”"
            ),
        ),
        (
            {"articles": articles("第一条", items=[{"num": "（一）"}], paragraphs=[{}])},
            NumberingFault(("articles", 0), "NUM002", "同一处既有 paragraphs、items", "只保留一种下级"),
        ),
    ],
    ids=["unreadable", "left out", "given twice", "wrong start", "two kinds of children"],
)
def test_a_fault_of_numbering_has_a_place_a_cause_and_a_remedy(
    body: dict[str, object], fault: NumberingFault
) -> None:
    assert build(**body)[1] == [fault]


def test_a_number_that_cannot_be_read_counts_as_the_one_expected() -> None:
    provisions, faults = build(articles=articles("第一条", "第X条", "第三条"))
    assert ([str(p.eid) for p in provisions], len(faults)) == (["art_1", "art_2", "art_3"], 1)


def test_no_number_is_expected_beyond_the_greatest() -> None:
    _, faults = build(articles=articles(f"第{to_chinese(MAX_NUMERAL)}条", "第X条"))
    assert [fault.remedy for fault in faults] == ["此处应为“第一条”", "写作“第九万九千九百九十九条”"]


@given(strategies.expressions)
def test_any_expression_becomes_provisions_that_have_readable_eids(
    data: dict[str, object],
) -> None:
    roots, _ = provisions_of(Expression.model_validate(data))
    places = [provision.eid for root in roots for provision in root.walk()]
    assert [Eid.parse(str(place)) for place in places] == places


@given(st.text())
def test_reading_a_number_never_raises(num: str) -> None:
    number = parse_num(num)
    assert number is None or number[0] > 0


@pytest.mark.parametrize(
    ("num", "level", "number"),
    [
        ("第五条", Level.ARTICLE, (5, 0)),
        ("第五章", Level.ARTICLE, None),
        ("（三）", Level.ITEM, (3, 0)),
        ("3.", Level.ITEM, (3, 0)),
    ],
)
def test_a_number_of_another_level_is_none(num: str, level: Level, number: tuple[int, int] | None) -> None:
    assert parse_num(num, level) == number


def test_the_only_paragraph_of_an_article_is_the_article_itself() -> None:
    _, faults = build(articles=articles("第一条", paragraphs=[{"digest": "要点。"}]))
    assert [(fault.keypath, fault.code, fault.message) for fault in faults] == [
        (("articles", 0, "paragraphs"), "NUM002", "条只有一款")
    ]
