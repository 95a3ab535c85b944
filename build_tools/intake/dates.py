"""The dates that a text names: days, months, years, and words like 今年 that need a date of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.intake.records import Mention, Paragraph
from build_tools.numerals import parse_numeral
from build_tools.partial_dates import parse_partial

_CHINESE_YEAR = r"[一二][〇○零一二三四五六七八九]{3}"
DATE = re.compile(
    rf"(?<![\d.])(?P<year>(?:1[89]|20)\d\d|{_CHINESE_YEAR})\s*年(?!半|级)"
    r"(?:\s*(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:份|(?:\s*(?P<day>\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s*[日号])?))?"
    r"|(?<![\d.])(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?![\d.])"
    r"|(?<!\d)(?P<short_month>\d{1,2})\s*月\s*(?P<short_day>\d{1,2})\s*[日号]"
    r"|(?<![\d个])(?P<only_month>\d{1,2})月(?:份|底|初|末|中旬|上旬|下旬)"
    r"|(?<=每年)(?P<month_of_year>\d{1,2}月)(?!内|之内|以内)"
    r"|(?P<word>去年|今年|前年|明年|上半年|下半年|近年来|近(?:[一二两三四五六七八九十]|\d{1,2})年来?|近期|年初|年中|年末|年底)"
)
_QUALIFIER = re.compile(r"(?:以来|至今|起|底|初|末|上半年|下半年|年底|之前|以前|之后|以后|期间)")


def dates_in(paragraph: Paragraph) -> Iterator[Mention]:
    """Yield the dates of a paragraph; ``value`` is as precise as the text, or "" where no year is named."""
    for match in DATE.finditer(paragraph.text):
        qualifier = _QUALIFIER.match(paragraph.text, match.end())
        text = match[0] + (qualifier[0] if qualifier else "")
        yield Mention(paragraph.place, text, date_value(match[0]))


def date_spans(text: str) -> list[tuple[int, int]]:
    """Return where dates stand."""
    return [match.span() for match in DATE.finditer(text)]


def date_value(text: str) -> str:
    """Return the date that ``text`` begins with as yyyy, yyyy-mm or yyyy-mm-dd; "" for none that exists."""
    match = DATE.match(text)
    if match is None:
        return ""
    if match["iso"]:
        return _existing([int(number) for number in re.split(r"[-/.]", match["iso"])])
    if not match["year"]:
        return ""
    numbers = [parse_numeral(part) for part in (match["year"], match["month"], match["day"]) if part]
    return _existing([number for number in numbers if number is not None])


def _existing(numbers: list[int]) -> str:
    for length in range(len(numbers), 0, -1):
        year, *rest = numbers[:length]
        written = "-".join([f"{year:04}", *(f"{number:02}" for number in rest)])
        try:
            return parse_partial(written)
        except ValueError:
            continue
    return ""
