from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.numerals import DIGITS, MAX_NUMERAL, parse_numeral, to_chinese
from tests import strategies

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
OTHER_FORMS = str.maketrans("零二", "〇两")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("8", 8),
        ("８", 8),
        ("010", 10),
        ("99999", 99_999),
        ("零", 0),
        ("〇", 0),
        ("五", 5),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一十二", 12),
        ("两百", 200),
        ("一百零三", 103),
        ("一百〇三", 103),
        ("一百一十", 110),
        ("一千零一十", 1010),
        ("一万零一", 10_001),
        ("九万九千九百九十九", 99_999),
        ("二〇二〇", 2020),
        ("二○二○", 2020),
    ],
)
def test_a_numeral_is_read_in_any_style(written: str, number: int) -> None:
    assert parse_numeral(written) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "第五",
        "1.5",
        "-1",
        "²³x",
        "½",
        "٣",
        "100000",
        "十万",
        "百",
        "十十",
        "五五十",
        "十百",
        "十零",
        "一百三",
        "一百零零三",
        "一千三十",
        "一" * 5000,
    ],
)
def test_what_is_no_numeral_or_not_the_right_way_to_write_one_is_refused(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (7, "七"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1000, "一千"),
        (1005, "一千零五"),
        (10_010, "一万零一十"),
        (99_999, "九万九千九百九十九"),
    ],
)
def test_a_number_is_written_as_regulations_write_it(number: int, written: str) -> None:
    assert to_chinese(number) == written


@pytest.mark.parametrize("number", [-1, MAX_NUMERAL + 1])
def test_a_number_out_of_range_is_not_written(number: int) -> None:
    with pytest.raises(ValueError, match="number out of range"):
        to_chinese(number)


@given(st.integers(0, MAX_NUMERAL))
def test_reading_undoes_writing(number: int) -> None:
    assert parse_numeral(to_chinese(number)) == number


@given(st.integers(0, MAX_NUMERAL))
def test_width_and_style_do_not_change_the_value(number: int) -> None:
    chinese = to_chinese(number)
    digit_by_digit = "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))
    styles = [
        str(number),
        str(number).translate(FULL_WIDTH),
        chinese,
        chinese.translate(OTHER_FORMS),
        digit_by_digit,
    ]
    assert [parse_numeral(style) for style in styles] == [number] * len(styles)


@given(st.text() | strategies.numeral_text)
def test_reading_never_raises_and_stays_in_range(text: str) -> None:
    assert parse_numeral(text) in {None, *range(MAX_NUMERAL + 1)}


def test_every_digit_reads_as_its_value() -> None:
    assert {char: parse_numeral(char) for char in DIGITS} == DIGITS
