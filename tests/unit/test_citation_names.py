from __future__ import annotations

import pytest

from build_tools.citations import NameIndex, canonical_name

NAMES = NameIndex.of(
    [
        ("中国共产党样例工作条例", "sample"),
        ("样例条例", "sample"),
        ("样例", "sample"),
        ("中国共产党样板规定", "model"),
        ("样板规定", "model"),
        ("样例", "model"),
        ("中国共产党章程", "constitution"),
        ("党章", "constitution"),
        ("样例工作条例", "copy"),
        ("样例（试行）", "trial"),
    ]
)


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("中国共产党样例条例", "样例条例"),
        ("中华人民共和国样例法", "样例法"),
        ("样例 · 条例（试行）", "样例条例(试行)"),
        ("关于〈样例〉的通知", "关于《样例》的通知"),
        ("中国共产党章程", "中国共产党章程"),
        ("中华人民共和国宪法", "中华人民共和国宪法"),
        ("中国共产党", "中国共产党"),
    ],
)
def test_a_name_is_compared_without_prefix_white_space_and_width(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


@pytest.mark.parametrize(
    ("name", "works"),
    [
        ("中国共产党样板规定", ("model",)),
        ("样板规定", ("model",)),
        ("样例(试行)", ("trial",)),
        ("样例", ("sample", "model")),
        ("样例工作条例", ("sample", "copy")),
        ("章程", ()),
        ("未知办法", ()),
    ],
)
def test_a_name_leads_to_the_works_so_called(name: str, works: tuple[str, ...]) -> None:
    assert NAMES.works(name) == works


@pytest.mark.parametrize(
    ("name", "is_title"),
    [
        ("中国共产党样例工作条例", True),
        ("样例工作条例", True),
        ("样板规定", True),
        ("样例条例", False),
        ("党章", False),
        ("未知办法", False),
    ],
)
def test_a_title_stays_a_title_without_its_prefix(name: str, is_title: bool) -> None:  # noqa: FBT001
    assert NAMES.is_title(name) == is_title


def test_the_title_of_a_work_is_its_first_name() -> None:
    assert NAMES.title("model") == "中国共产党样板规定"


def test_names_are_given_as_written() -> None:
    assert NameIndex.of([("样例 条例", "a"), ("样例", "a")]).names == ("样例 条例", "样例")


def test_bare_names_are_folded_and_hold_the_laws_that_everybody_knows() -> None:
    assert {"样例(试行)", "样例条例", "刑法", "党章"} <= NAMES.bare
    assert "样例（试行）" not in NAMES.bare


def test_indexes_of_the_same_names_are_equal() -> None:
    assert NameIndex.of([("样例", "a")]) == NameIndex((("样例", "a"),))
