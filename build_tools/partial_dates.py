"""Dates known to the year, the month or the day: "2021", "2021-03", "2021-03-15"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import TypeVar

DayOrText = TypeVar("DayOrText", bound=dt.date | str)

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WRITTEN = re.compile(
    r"([0-9]{4}) *(?:年|$|[-./年] *([0-9]{1,2}) *(?:月份?|$|[-./月] *([0-9]{1,2}) *[日号]?))"
)
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""The years that a record may name: what is outside is a slip, and reckoning with it may end in no date."""
_LENGTH_OF_DAY = len("2021-03-15")


def parse_partial(text: str) -> str:
    """Return ``text`` when it is a partial date.

    Raises:
        ValueError: it is not written yyyy, yyyy-mm or yyyy-mm-dd, or the day does not exist.
    """
    if not _PARTIAL.fullmatch(text):
        example = _as_partial(text) or "2021”“2021-03”或“2021-03-15"
        raise ValueError(f"“{text}”不是日期，应写作“{example}”")
    try:
        earliest_day(text)
    except ValueError:
        raise ValueError(f"“{text}”不是存在的日期") from None
    return text


def _as_partial(text: str) -> str:
    """Return the partial date that a text like 2022年3月5日, 2022.3 or “2022” means; "" for none."""
    match = _WRITTEN.fullmatch(text.strip("“”‘’\"' "))
    numbers = [number for number in match.groups() if number] if match else []
    written = "-".join(f"{int(number):02}" for number in numbers)
    try:
        earliest_day(written)
    except ValueError:
        return ""
    return written


def parse_day(text: object) -> dt.date:
    """Return the date written yyyy-mm-dd; a date as it is.

    Raises:
        ValueError: ``text`` is not written so, or the day does not exist.
    """
    if isinstance(text, dt.date):
        return text
    if not (isinstance(text, str) and len(text) == _LENGTH_OF_DAY and _PARTIAL.fullmatch(text)):
        raise ValueError(f"“{text}”不是日期，应写作“2020-03-09”")
    return dt.date.fromisoformat(parse_partial(text))


def within_reach(day: DayOrText) -> DayOrText:
    """Return a day or a partial date as it is.

    Raises:
        ValueError: its year is not within `FIRST_YEAR` and `LAST_YEAR`.
    """
    year = day.year if isinstance(day, dt.date) else _numbers(day)[0]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"“{day}”的年份不在{FIRST_YEAR}年到{LAST_YEAR}年之间")
    return day


def earliest_day(partial: str) -> dt.date:
    """Return the first day that ``partial`` may mean.

    Raises:
        ValueError: it is no partial date.
    """
    year, month, day = _numbers(partial)
    return dt.date(year, 1 if month is None else month, 1 if day is None else day)


def latest_day(partial: str) -> dt.date:
    """Return the last day that ``partial`` may mean.

    Raises:
        ValueError: it is no partial date.
    """
    year, month, day = _numbers(partial)
    month = 12 if month is None else month
    return dt.date(year, month, calendar.monthrange(year, month)[1] if day is None else day)


@lru_cache(maxsize=10_000)
def in_chinese(partial: str | dt.date) -> str:
    """Return the date as Chinese text: 2021年3月15日, 2021年3月, 2021年."""
    names = zip(str(partial).split("-"), "年月日", strict=False)
    return "".join(f"{int(number)}{unit}" for number, unit in names)


def _numbers(partial: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(partial)
    if match is None:
        raise ValueError(f"not a partial date: {partial!r}")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None
