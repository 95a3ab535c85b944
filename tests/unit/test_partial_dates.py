from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.partial_dates import earliest_day, in_chinese, latest_day, parse_day, parse_partial

partial_dates = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)),
    st.sampled_from([4, 7, 10]),
)


@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-03-15", "2020-02-29"])
def test_a_date_may_be_known_to_the_year_the_month_or_the_day(text: str) -> None:
    assert parse_partial(text) == text


@pytest.mark.parametrize("text", ["", "21", "2021年底", "2021年13月", "２０２１", "2021-03-15T00", "近年来"])
def test_what_is_not_written_as_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是日期，应写作“2021”“2021-03”或“2021-03-15”"):
        parse_partial(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2021年", "2021"),
        ("2021-3", "2021-03"),
        ("2021.3", "2021-03"),
        ("2021年3月", "2021-03"),
        ("2021/03/15", "2021-03-15"),
        ("2021年3月5日", "2021-03-05"),
        ("2021-03-15 ", "2021-03-15"),
        ("“2021”", "2021"),
    ],
)
def test_a_date_in_another_form_is_refused_with_the_right_one(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"^“{text}”不是日期，应写作“{meant}”$"):
        parse_partial(text)


@pytest.mark.parametrize("text", ["0000", "2021-00", "2021-13", "2021-02-29", "2021-03-00", "2021-04-31"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^“{text}”不是存在的日期$"):
        parse_partial(text)


def test_a_day_is_read() -> None:
    assert parse_day("2020-03-09") == dt.date(2020, 3, 9)


def test_a_date_stays_as_it_is() -> None:
    assert parse_day(dt.date(2020, 3, 9)) == dt.date(2020, 3, 9)


@pytest.mark.parametrize("text", ["2020-03", "2020", "20200309", "2020-03-0９", "", None, ["2020-03-09"]])
def test_what_is_not_written_as_a_day_is_refused(text: object) -> None:
    with pytest.raises(ValueError, match="不是日期，应写作“2020-03-09”"):
        parse_day(text)


@pytest.mark.parametrize("text", ["2020-02-30", "2020-03-00", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^“{text}”不是存在的日期$"):
        parse_day(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2021-02", dt.date(2021, 2, 1), dt.date(2021, 2, 28)),
        ("2020-03-09", dt.date(2020, 3, 9), dt.date(2020, 3, 9)),
    ],
)
def test_a_partial_date_stands_for_the_days_between_two(
    text: str, earliest: dt.date, latest: dt.date
) -> None:
    assert (earliest_day(text), latest_day(text)) == (earliest, latest)


@pytest.mark.parametrize("text", ["去年", "2021-00", "2021-13"])
def test_no_day_is_given_for_what_is_no_date(text: str) -> None:
    for first_or_last in (earliest_day, latest_day):
        with pytest.raises(ValueError, match=r"not a partial date|month"):
            first_or_last(text)


@pytest.mark.parametrize(
    ("date", "chinese"),
    [
        ("2021", "2021年"),
        ("2021-03", "2021年3月"),
        ("2021-03-05", "2021年3月5日"),
        (dt.date(2020, 12, 31), "2020年12月31日"),
    ],
)
def test_a_date_is_written_in_chinese(date: str | dt.date, chinese: str) -> None:
    assert in_chinese(date) == chinese


@given(partial_dates)
def test_a_partial_date_that_is_accepted_starts_before_it_ends(text: str) -> None:
    assert earliest_day(parse_partial(text)) <= latest_day(text)


@given(st.text(alphabet="0123456789-", max_size=11))
def test_whatever_is_accepted_has_a_first_and_a_last_day(text: str) -> None:
    try:
        parse_partial(text)
    except ValueError:
        return
    assert str(earliest_day(text)).startswith(text)
    assert str(latest_day(text)).startswith(text)
