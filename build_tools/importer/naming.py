"""What a text says of itself besides its articles: kind, short title, and the days of its version."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from build_tools.importer.records import Regulation
from build_tools.model import WorkKind
from build_tools.numerals import parse_numeral
from build_tools.partial_dates import within_reach

_PREFIX = re.compile(r"^(?:中国共产党|中华人民共和国)")
_SUFFIX = re.compile(r"（[^）]*）$")
_REVISED = re.compile(r"[（(]\d{4}年?(?:修订|修正|修改|版|本)?[）)]$")
_DAY = re.compile(
    r"(\d{4}|[一二][零〇○Ｏ一二三四五六七八九]{3})年(\d{1,2}|[一二三四五六七八九十]{1,2})月(\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_IN_FORCE = re.compile(r"起(?:施行|生效|实施|执行)")
_REACH = 12
"""So many articles from the last, and lines after them, may tell a day of the text itself."""
_EFFECTIVE = re.compile(rf"自{_DAY.pattern}起(?:施行|生效|执行|实施)")
_FILE_DAY = re.compile(r"(?<!\d)(\d{4})[-_.年]?(\d{2})[-_.月]?(\d{2})(?!\d)")
_DIGITS = str.maketrans("零〇○Ｏ一二三四五六七八九", "0000123456789")


def title_of(regulation: Regulation) -> str:
    """Return the title of the work: that of the text without the year of a revision in brackets."""
    return _REVISED.sub("", regulation.title)


def short_title_of(title: str) -> str:
    """Return a title without 中华人民共和国, 中国共产党 in front and （试行） behind."""
    return _SUFFIX.sub("", _PREFIX.sub("", title)) or title


def kind_of(title: str) -> str:
    """Return the kind of document that a title ends with; 其他 where it is none of the list."""
    bare = _SUFFIX.sub("", title)
    found = next((kind for kind in WorkKind if bare.endswith(kind.value)), None)
    return found or (WorkKind.LAW if bare.endswith(("法", "法典")) else WorkKind.OTHER)


def version_day(regulation: Regulation, name: str) -> dt.date | None:
    """Return the day of the version: the last one of the 题注 on which it was adopted or revised.

    Without one: the day in the ``name`` of the file, that from which the text says it is in force, or the
    one of the signature below it.
    """
    told = _last_day(regulation.note) or _day(_FILE_DAY.search(name)) or effective_day(regulation)
    return told or _last_day("".join(text for _, text in regulation.after[:_REACH]))


def _last_day(note: str) -> dt.date | None:
    note = "".join(note.split())
    found = (match for match in _DAY.finditer(note) if not _IN_FORCE.match(note, match.end()))
    return max((day for match in found if (day := _day(match))), default=None)


def effective_day(regulation: Regulation) -> dt.date | None:
    """Return the day from which the last article that tells one says the text is in force."""
    for article in reversed(regulation.articles[-_REACH:]):
        for match in _EFFECTIVE.finditer(article.text):
            if day := _day(match):
                return day
    return None


def _day(match: re.Match[str] | None) -> dt.date | None:
    if match is None:
        return None
    numbers = list(_numbers(match))
    try:
        return within_reach(dt.date(*numbers))
    except (TypeError, ValueError):
        return None


def _numbers(match: re.Match[str]) -> Iterator[int]:
    year, month, day = match.groups()
    yield int(year.translate(_DIGITS))
    for number in (month, day):
        yield int(number) if number.isdecimal() else parse_numeral(number) or 0
