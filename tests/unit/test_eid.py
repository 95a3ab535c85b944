from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import NameIndex, find_citations
from build_tools.eid import Eid, Level, Step, make_step
from tests import strategies


def eid(text: str) -> Eid:
    return Eid.parse(text)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("art_10", "第十条"),
        ("art_8-1", "第八条之一"),
        ("art_10__item_3", "第十条第（三）项"),
        ("art_19__para_2__item_3__sub_1", "第十九条第二款第（三）项第一目"),
        ("part_2__chp_3__sec_1", "第二编第三章第一节"),
    ],
)
def test_an_eid_is_written_as_a_citation_writes_it(text: str, chinese: str) -> None:
    assert eid(text).chinese() == chinese


@pytest.mark.parametrize(
    "text", ["", "art", "art_0", "art_01", "art_1１", "art_1__", "clause_3", "art_1-0", "第一条"]
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a step of an eid"):
        eid(text)


@pytest.mark.parametrize("text", ["item_1__art_2", "art_1__art_2", "para_1__para_2"])
def test_levels_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"levels out of order: '{text}'"):
        eid(text)


def test_an_eid_without_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="levels out of order"):
        Eid.of()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("part_1", Level.PART),
        ("chp_1", Level.CHAPTER),
        ("chp_1__sec_2", Level.SECTION),
        ("art_1", Level.ARTICLE),
        ("art_1__para_2", Level.PARAGRAPH),
        ("art_1__para_2__item_3", Level.ITEM),
        ("art_1__item_3__sub_4", Level.SUBITEM),
    ],
)
def test_the_level_of_an_eid_is_that_of_its_last_step(text: str, level: Level) -> None:
    assert eid(text).level == level


@pytest.mark.parametrize(
    ("text", "article"),
    [("art_1__para_2__item_3", "art_1"), ("art_1-2", "art_1-2"), ("chp_1__sec_2", None)],
)
def test_the_article_of_a_provision_is_known_from_its_eid(text: str, article: str | None) -> None:
    assert eid(text).article == (eid(article) if article else None)


@pytest.mark.parametrize(
    ("parent", "level", "child"),
    [
        ("chp_1", Level.SECTION, "chp_1__sec_3"),
        ("chp_1__sec_2", Level.ARTICLE, "art_3"),
        ("art_5", Level.ITEM, "art_5__item_3"),
    ],
)
def test_a_child_is_addressed_inside_its_parent_but_an_article_through_the_whole_work(
    parent: str, level: Level, child: str
) -> None:
    assert eid(parent).child(level, 3) == eid(child)


def test_a_child_may_be_inserted() -> None:
    assert eid("chp_1").child(Level.ARTICLE, 8, 1) == eid("art_8-1")


def test_a_level_can_be_left_out() -> None:
    assert eid("art_1__para_1__item_2").without(Level.PARAGRAPH) == eid("art_1__item_2")


def test_a_step_knows_its_level() -> None:
    assert make_step(Level.ITEM, 3) == Step(5, 3)
    assert Step(5, 3).level == Level.ITEM


def test_every_level_has_a_prefix_and_a_chinese_name() -> None:
    assert [(level.prefix, level.chinese) for level in Level] == [
        ("part", "编"),
        ("chp", "章"),
        ("sec", "节"),
        ("art", "条"),
        ("para", "款"),
        ("item", "项"),
        ("sub", "目"),
    ]


def test_eids_sort_in_the_order_of_the_text() -> None:
    text = [
        "art_2",
        "art_8",
        "art_8-1",
        "art_8-2",
        "art_9",
        "art_10",
        "art_10__para_1",
        "art_10__para_2",
        "art_11",
    ]
    assert [str(e) for e in sorted(map(eid, reversed(text)))] == text


@given(strategies.eids())
def test_parsing_undoes_writing(place: Eid) -> None:
    assert eid(str(place)) == place


@given(st.text() | st.from_regex(r"(art|para|item)_[0-9]{1,6}(__(item|sub)_[0-9]+)?", fullmatch=True))
def test_parsing_returns_an_eid_that_is_written_like_the_text_or_raises_value_error(text: str) -> None:
    try:
        written = str(eid(text))
    except ValueError:
        return
    assert written == text


@given(strategies.cited_eids)
def test_an_eid_in_chinese_is_found_again_as_a_citation_of_the_same_place(place: Eid) -> None:
    cited = find_citations(f"依照《样例条例》{place.chinese()}的规定", NameIndex())
    assert [(c.text, [locus.start.eid() for locus in c.loci]) for c in cited] == [
        (f"《样例条例》{place.chinese()}", [place])
    ]


@given(strategies.article_eids(), strategies.article_eids())
def test_order_is_that_of_the_numbers_from_the_outermost_level_in(a: Eid, b: Eid) -> None:
    numbers = [[(step.rank, step.number, step.inserted) for step in place.steps] for place in (a, b)]
    assert (a < b) == (numbers[0] < numbers[1])
