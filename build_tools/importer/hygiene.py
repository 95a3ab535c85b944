"""Damage that copies carry: mojibake, replaced and lost characters, pinyin glosses, punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = r"\u3400-\u9fff"
_AROUND = 6


@dataclass(frozen=True, slots=True, order=True)
class Blemish:
    """A damaged place: its line, the kind of damage, and the words around it."""

    line: int
    kind: str
    excerpt: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.kind}（{self.excerpt}）"


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]


_GLOSS = rf"[{_HAN}][（(]\s*[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹ]{{1,7}}\s*[）)]"
_WRITTEN_WRONG = "巳经|己经|巳有|末经|末满|末按|末成年|末履行|曰起|目起施行|臼起|干邵|党貝|人民法浣"
_LOST = (
    r"□|〓|＿{2,}|_{2,}|口口|[，、；：][，。；：、]|。[，；：、]|（）|《》|“”"
    rf"|(?<=[{_HAN}])\*+(?=[{_HAN}])"
)
_HALF_WIDTH = rf"(?<=[{_HAN}])(?:[,;:?!](?=[{_HAN}“《（]|$)|\.$|\))|\((?=[{_HAN}])"

_RULES = tuple(
    _Rule(kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("乱码", r"\ufffd|[\ue000-\uf8ff]|锟斤拷|烫烫烫|屯屯屯|鈥[滄渰]?|鐨勩|[ÃÂ][\x80-\xbf]|â€.?"),
        ("疑似字节错位的乱码", rf"[?？]!?[{_HAN}]{{2,}}[?？]|[{_HAN}][?？]{{2,}}[{_HAN}]"),
        ("混入部首或者异国字母", rf"[\u2e80-\u2fdf]|[\u0370-\u03ff\u0400-\u04ff](?=[{_HAN}])"),
        ("疑似形近字", _WRITTEN_WRONG),
        ("汉字后面有注音", _GLOSS),
        ("疑似丢字", _LOST),
        ("半角标点", _HALF_WIDTH),
        ("汉字之间有空格", rf"(?<=[{_HAN}，。；：、])[ \t\u00a0]+(?=[{_HAN}])"),
        ("看不见的字符", r"[\u200b-\u200f\u2060\ufeff\u00ad]"),
    )
)
_MARKED = re.compile(r"^第.{1,12}?[编章节条](?:之.{1,3})?[ \u3000]+")
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))


def blemishes(text: str) -> list[Blemish]:
    """Return the damaged places of ``text``, in the order of the lines."""
    found: list[Blemish] = []
    for number, line in enumerate(text.split("\n"), 1):
        found += _in_line(number, line)
    return sorted(found)


def _in_line(number: int, line: str) -> Iterator[Blemish]:
    bare = _MARKED.sub("", line.strip())
    for rule in _RULES:
        for match in rule.pattern.finditer(bare):
            yield Blemish(number, rule.kind, _excerpt(bare, match))
    for char in dict.fromkeys(bare):
        if _is_variant(char):
            yield Blemish(number, "不是规范汉字", f"{char} U+{ord(char):04X}")
    for left, right in _PAIRS:
        if bare.count(left) != bare.count(right):
            yield Blemish(number, f"“{left}”与“{right}”不成对", bare[:_AROUND] + "…")


def _is_variant(char: str) -> bool:
    """Whether a Chinese character is a compatibility form, which looks like the usual one and is another."""
    return "\uf900" <= char <= "\ufaff" and unicodedata.normalize("NFKC", char) != char


def _excerpt(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return text[start:end]
