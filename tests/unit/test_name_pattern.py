from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.name_pattern import any_of

names = st.lists(st.text("甲乙.*", min_size=1, max_size=4), max_size=6)


def test_the_longest_name_at_a_place_is_found() -> None:
    assert re.findall(any_of(["主体责任", "主体", "责任"]), "主体责任和主体、责任") == [
        "主体责任",
        "主体",
        "责任",
    ]


def test_without_names_nothing_is_found() -> None:
    assert re.findall(any_of([]), "甲乙") == []


@given(names, st.text("甲乙.*丙", max_size=12))
def test_it_finds_what_the_names_one_by_one_find_longest_first(found: list[str], text: str) -> None:
    one_by_one = "|".join(map(re.escape, sorted(found, key=len, reverse=True))) or r"(?!)"
    assert re.findall(any_of(found), text) == re.findall(one_by_one, text)
