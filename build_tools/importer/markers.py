"""Markers at the beginning of a line: 第X编, 第X章, 第X节, 第X条, （一）, 1., 一、, ①."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from build_tools.eid import Level
from build_tools.importer.lines import ends_sentence, squeezed
from build_tools.importer.records import Number
from build_tools.numerals import NUMERAL_CHARACTERS, parse_numeral

KIND = r"""(?:法典|法|条例|规定|办法|规则|细则|章程|准则|决定|决议|意见|规范|规程|制度|纲要|方案|公约
    |通则|解释|守则|修正案|公告|通知)""".replace("\n    ", "")
"""The last word of the title of a regulation or another document, as a pattern."""

MAX_TITLE = 60
"""No heading has a longer title."""

_SPACE = r"[ \u3000]*"
_NUMERAL = rf"[{NUMERAL_CHARACTERS}0-9０-９](?:{_SPACE}[{NUMERAL_CHARACTERS}0-9０-９])*"
_ORDINAL = rf"第{_SPACE}(?P<number>{_NUMERAL}){_SPACE}"
_INSERTED = rf"(?:{_SPACE}之{_SPACE}(?P<inserted>{_NUMERAL}))?"
_HEADING = re.compile(rf"{_ORDINAL}(?P<unit>分{_SPACE}编|编|章|节){_INSERTED}(?P<gap>{_SPACE})(?P<rest>.*)")
_ARTICLE = re.compile(rf"{_ORDINAL}条{_INSERTED}(?P<gap>[、.．](?!第)|[ \u3000:：]*)(?P<rest>.*)", re.DOTALL)
_LEADER = re.compile(
    r"(?:[ \u3000]*[.…·．。⋯\-—]{2,}[ \u3000]*|[ \u3000]+|[（(])\d{1,4}[）)]?$|[.…·．⋯]{3,}$"
)
_LEVELS = {"编": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION, "分编": None}
_UNNUMBERED = re.compile(r"总则|分则|附则|序言|前言|总纲|引言|结语|结束语|目录|目次")


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A line that can be a heading. ``rank`` orders 编, 分编, 章, 节."""

    level: Level | None
    rank: int
    number: Number
    title: str


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """A line that begins with 第X条. ``spaced``: a space or nothing follows the number."""

    number: Number
    rest: str
    spaced: bool


class Style(Enum):
    """Ways of numbering items; the value is a pattern with the number in group 1."""

    BRACKETED = rf"[（(]{_SPACE}([{NUMERAL_CHARACTERS}]{{1,3}}){_SPACE}[）)]"
    COMMA = rf"([{NUMERAL_CHARACTERS}]{{1,3}})[、．.](?!\d)"
    ARABIC = r"([0-9０-９]{1,2})(?:[.．、](?![0-9０-９])|[.．](?=[0-9０-９]{3}))"
    ARABIC_BRACKETED = rf"[（(]{_SPACE}([0-9０-９]{{1,2}}){_SPACE}[）)]|([0-9０-９]{{1,2}})[）)]"
    CIRCLED = r"([①-⑳])"


@dataclass(frozen=True, slots=True)
class ItemMark:
    """A line that begins as an item begins."""

    style: Style
    number: int
    marker: str
    rest: str

    @property
    def is_mention(self) -> bool:
        """Whether the line goes on as a mention does: （三）项规定的, （一）、（二）项, 二、三类."""
        if self.style is Style.COMMA:
            return _ENUMERATION.match(self.rest) is not None
        return self.style is Style.BRACKETED and _ITEM_MENTION.match(self.rest) is not None


_ENUMERATION = re.compile(rf"[{NUMERAL_CHARACTERS}]+[、项款目类级等]")
_ITEM_MENTION = re.compile(
    r"[、和至或]第?[（(]|[项款](?:[规所的、和至或及以，。；]|第|情形|行为|之|中|外|除|$)|目(?:[规所、和至，。；]|$)"
)
_STYLES = [(style, re.compile(rf"(?:{style.value}){_SPACE}")) for style in Style]
_RANKS = {"编": 0, "分编": 1, "章": 2, "节": 3}


def heading_mark(text: str) -> HeadingMark | None:
    """Return the heading that ``text`` can be, or None: it is too long, or a sentence."""
    if not text.startswith("第") or len(text) > MAX_TITLE:
        return None
    match = _HEADING.fullmatch(text)
    number = _number(match["number"], match["inserted"]) if match else None
    if match is None or number is None:
        return None
    title = squeezed(_LEADER.sub("", match["rest"]).strip(" \u3000:："))
    if ends_sentence(title) or title.endswith("，") or _mentions(title, match["gap"]):
        return None
    unit = squeezed(match["unit"])
    return HeadingMark(_LEVELS[unit], _RANKS[unit], number, title)


def unnumbered_heading(text: str) -> str | None:
    """Return 附则, 总纲, 序言, 目录 … when the line says only that (with a page number at most)."""
    if len(text) > MAX_TITLE:
        return None
    bare = squeezed(_LEADER.sub("", text).strip(" \u3000【】[]:："))
    return bare if _UNNUMBERED.fullmatch(bare) else None


def article_mark(text: str) -> ArticleMark | None:
    """Return the article that begins ``text``, or a mention that looks like one; None without 第X条."""
    if not text.startswith("第"):
        return None
    match = _ARTICLE.match(text)
    number = _number(match["number"], match["inserted"]) if match else None
    if match is None or number is None:
        return None
    return ArticleMark(number, match["rest"], bool(match["gap"]) or not match["rest"])


def item_mark(text: str) -> ItemMark | None:
    """Return the marker of an item at the beginning of ``text``, or None."""
    if not text or text[0] not in _FIRST:
        return None
    for style, pattern in _STYLES:
        if match := pattern.match(text):
            numeral = next(group for group in match.groups() if group)
            number = parse_numeral(unicodedata.normalize("NFKC", numeral))
            if number:
                return ItemMark(style, number, match[0].strip(" \u3000"), text[match.end() :])
    return None


_FIRST = frozenset("（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789０１２３４５６７８９" + NUMERAL_CHARACTERS)
_MENTION = re.compile(r"第.{1,5}节|规定|所列|的|、|和第|至第|或者")


def _mentions(title: str, gap: str) -> bool:
    """Whether 第二章规定 … is a mention of a chapter, not a heading."""
    return not gap and _MENTION.match(title) is not None


def _number(numeral: str, inserted: str | None) -> Number | None:
    number, after = _parse(numeral), _parse(inserted) if inserted else 0
    return (number, after) if number and after is not None else None


def _parse(numeral: str) -> int | None:
    bare = re.sub(r"\s", "", numeral)
    return parse_numeral(bare) or parse_numeral(re.sub(r"(?<=[百千])十", "一十", bare))
