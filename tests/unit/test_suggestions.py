from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.suggestions import did_you_mean, nearest

KNOWN = ("机关党委", "机关纪委", "党支部", "党支部书记", "党小组")


def test_the_most_similar_word_comes_first() -> None:
    assert nearest("党支部书纪", KNOWN) == ("党支部书记", "党支部")


def test_words_that_are_equally_near_keep_their_order() -> None:
    assert nearest("机关党纪委", KNOWN, limit=2) == ("机关党委", "机关纪委")


def test_a_word_given_twice_is_named_once() -> None:
    assert nearest("党支", ["党支部", "党支部"]) == ("党支部",)


def test_nothing_near_gives_nothing() -> None:
    assert nearest("xyz", KNOWN) == ()


def test_the_clause_names_what_was_probably_meant() -> None:
    assert did_you_mean("机关党纪委", KNOWN) == "是否指“机关党委”、“机关纪委”？"


def test_the_clause_is_empty_when_nothing_is_near() -> None:
    assert did_you_mean("xyz", KNOWN) == ""


@given(st.text(), st.lists(st.text(), max_size=6), st.integers(1, 4))
def test_never_more_than_the_limit_and_only_known_words(word: str, known: list[str], limit: int) -> None:
    found = nearest(word, known, limit=limit)
    assert (len(found) <= limit, set(found) <= set(known)) == (True, True)
