"""Headings of reports: numbered (一、 （一） 1.), on a line of their own, or a short sentence in front."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBERED = re.compile(
    r"(?P<first>[一二三四五六七八九十]{1,3})、"
    r"|第(?P<part>[一二三四五六七八九十]{1,3})(?:部分|章)[\s、:：]*"
    r"|[(（](?P<second>[一二三四五六七八九十]{1,3})[)）][、.]?"
    r"|(?P<third>\d{1,2})[.．、](?!\d)"
)
_SENTENCE_END = re.compile(r"[。！？；!?;]")
_TERMINAL = re.compile(r"[。！？；：…!?;:]['\"”’」』）)]*\s*$")
MAX_TITLE, MAX_FREE_HEADING = 60, 32
_MAX_HEADING, _MAX_LEAD = 60, 24
_LEAD = re.compile(r"(?P<lead>[^。！？；!?;\n]{3,40})[。！？!?]")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,2}[是要](?=.{3})")
_NO_LEAD = re.compile(r"[，,；;：:]|\d{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of level 1 (一、), 2 （（一）） or 3 (1.), and the text behind it."""

    level: int
    number: str
    title: str
    rest: str


def is_complete(text: str) -> bool:
    """Whether a line ends where a sentence ends."""
    return _TERMINAL.search(text) is not None


def numbered_heading(text: str) -> Heading | None:
    """Return the heading with which a line begins, or None.

    A line that is one short phrase is a heading as a whole; else the heading is the short sentence in front
    (（一）定责环节。一是…), and ``rest`` is the paragraph under it.
    """
    match = NUMBERED.match(text)
    if match is None:
        return None
    first = match["first"] or match["part"]
    level = 1 if first else 2 if match["second"] else 3
    number = first or match["second"] or match["third"]
    words = text[match.end() :].strip()
    if words and len(words) <= _MAX_HEADING and not _SENTENCE_END.search(words.rstrip("。；")):
        return Heading(level, number, words.rstrip("。；"), "")
    lead = _LEAD.match(words)
    return Heading(level, number, lead["lead"].strip() if lead else "", text) if words else None


def leading_phrase(sentence: str) -> str:
    """Return a sentence that is a short phrase without comma, as a heading, without 一是; "" for others."""
    match = _LEAD.fullmatch(sentence.strip())
    if match is None or len(match["lead"]) > _MAX_LEAD or _NO_LEAD.search(match["lead"]):
        return ""
    return _ORDINAL.sub("", match["lead"]).strip()


def is_free_heading(text: str, longest: int = MAX_FREE_HEADING) -> bool:
    """Whether a line without a number looks like a heading: short, one phrase, no full stop."""
    return (
        len(text) <= longest
        and not is_complete(text)
        and not re.search(r"[。；;]", text)
        and re.search(r"[\u3400-\u9fff]{2}", text) is not None
    )
