from __future__ import annotations

import pytest
from hypothesis import given

from build_tools.citations import THIS, Locus, NameIndex, Place, find_citations, place_citations
from tests import strategies

HERE = Locus(article=9, paragraph=3, item=4)
NAMES = NameIndex.of([("中国共产党样例工作条例", "sample"), ("样例条例", "sample")])


def places(text: str, here: Locus | None = HERE) -> list[list[str]]:
    """Return the places of each citation: the work, a blank, the eid, and for a range a dash and its end."""
    placed = place_citations(find_citations(text, NAMES), here)
    return [[_written(place) for place in found] for found in placed]


def _written(place: Place) -> str:
    ends = "–".join(str(locus.eid()) for locus in (place.start, place.end) if locus and locus.eid())
    return f"{place.work or 'this'} {ends}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照《甲条例》第三条第二款处理", [["甲条例 art_3__para_2"]]),
        ("学习《甲条例》", [["甲条例"]]),
        ("依照《样例条例》第三条处理", [["中国共产党样例工作条例 art_3"]]),
        ("依照本条例第三条处理", [["this art_3"]]),
        ("依照第三条、第五条处理", [["this art_3", "this art_5"]]),
        ("依照第三条至第五条处理", [["this art_3–art_5"]]),
        ("依照第二章规定处理", [["this chp_2"]]),
    ],
)
def test_a_place_with_an_article_or_above_needs_no_place_of_its_own(
    text: str, expected: list[list[str]]
) -> None:
    assert places(text, None) == places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照前款规定", ["this art_9__para_2"]),
        ("依照前两款规定", ["this art_9__para_1", "this art_9__para_2"]),
        ("依照前款第一项规定", ["this art_9__para_2__item_1"]),
        ("依照前款第一项、第三项规定", ["this art_9__para_2__item_1", "this art_9__para_2__item_3"]),
        ("依照前项规定", ["this art_9__para_3__item_3"]),
        ("依照前三项规定", [f"this art_9__para_3__item_{n}" for n in (1, 2, 3)]),
        ("依照前条规定", ["this art_8"]),
        ("依照上一条规定", ["this art_8"]),
        ("依照前三条规定", ["this art_6", "this art_7", "this art_8"]),
        ("依照前条第二款规定", ["this art_8__para_2"]),
        ("依照本条第二款规定", ["this art_9__para_2"]),
        ("依照本款第二项规定", ["this art_9__para_3__item_2"]),
        ("依照第二款规定", ["this art_9__para_2"]),
        ("依照第二项规定", ["this art_9__para_3__item_2"]),
        ("依照第一款第二项规定", ["this art_9__para_1__item_2"]),
    ],
)
def test_relative_places_are_counted_from_the_place_of_the_sentence(text: str, expected: list[str]) -> None:
    assert places(text) == [expected]


@pytest.mark.parametrize(
    "text", ["依照前款规定", "依照前条规定", "依照本条第二款规定", "依照第二款规定", "依照前两项规定"]
)
def test_without_the_place_of_the_sentence_nothing_relative_is_placed(text: str) -> None:
    assert places(text, None) == [[]]


@pytest.mark.parametrize(
    ("text", "here"),
    [
        ("依照前款规定", Locus(article=9, paragraph=1)),
        ("依照前三款规定", Locus(article=9, paragraph=3)),
        ("依照前条规定", Locus(article=1)),
        ("依照前项规定", Locus(article=9, paragraph=2, item=1)),
        ("依照前款规定", Locus(article=9)),
        ("依照前两款第一项规定", Locus(article=9, paragraph=3)),
        ("依照本章第二节规定", Locus(article=9)),
    ],
)
def test_what_cannot_be_counted_is_not_guessed_at(text: str, here: Locus) -> None:
    assert places(text, here) == [[]]


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (Locus(article=9, inserted=1), ["this art_9"]),
        (Locus(article=9, inserted=2), ["this art_9-1"]),
    ],
)
def test_the_article_before_an_inserted_one_is_found(here: Locus, expected: list[str]) -> None:
    assert places("依照前条规定", here) == [expected]


def test_the_items_of_the_paragraph_before_are_meant_after_a_list() -> None:
    assert places("有前三项情形的，从重。", Locus(article=9, paragraph=2)) == [
        [f"this art_9__para_1__item_{n}" for n in (1, 2, 3)]
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("依照《甲条例》第三条处理；有第二款情形的，从轻。", ["甲条例 art_3__para_2"]),
        ("依照《甲条例》第三条第一款处理，属于第二项的，从轻。", ["甲条例 art_3__para_1__item_2"]),
        ("《甲条例》第三条规定了处罚，同条第二款规定了例外。", ["甲条例 art_3__para_2"]),
        ("《甲条例》第三条第一款规定了处罚，同款第二项规定了例外。", ["甲条例 art_3__para_1__item_2"]),
        (
            "《甲条例》第三条列举了情形，有前三项情形的，从轻。",
            [f"甲条例 art_3__item_{n}" for n in (1, 2, 3)],
        ),
        ("《甲条例》第三条规定了处罚，第五条规定了例外。", ["甲条例 art_5"]),
        ("《甲条例》第三条规定了处罚，该条例第五条规定了例外。", ["甲条例 art_5"]),
        ("《甲条例》第三条规定了处罚。依照第二款处理。", ["this art_9__para_2"]),
        ("《甲条例》第三条规定了处罚，依照前款处理。", ["this art_9__para_2"]),
    ],
)
def test_what_was_just_cited_in_the_sentence_comes_first(text: str, last: list[str]) -> None:
    assert places(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将《甲法》第三条第二款修改为：“违反本法第五条的，处罚。”", ["甲法 art_5"]),
        ("将《甲法》第三条第二款修改为：“依照第五条处罚。”", ["甲法 art_5"]),
    ],
)
def test_in_quoted_wording_the_amended_work_is_meant(text: str, expected: list[str]) -> None:
    assert places(text)[-1] == expected


def test_a_number_beyond_counting_makes_no_places() -> None:
    assert [len(found) for found in places("依照《甲条例》第三条处理；有前99999项情形的，从轻。")] == [1, 0]
    assert places("依照前九万条规定", Locus(article=99999)) == [[]]


@given(strategies.citation_noise | strategies.regulation_noise)
def test_placing_never_raises_and_every_place_has_a_work_or_stands_here(text: str) -> None:
    citations = find_citations(text, NAMES)
    works = {THIS, *(citation.name for citation in citations)}
    for here in (None, Locus(article=2), HERE, Locus(article=9, inserted=1)):
        placed = place_citations(citations, here)
        assert len(placed) == len(citations)
        assert {place.work for found in placed for place in found} <= works
