"""The lines of a source: odd spaces, invisible characters and Markdown marks made harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from build_tools.documents import without_comments

_INVISIBLE = dict.fromkeys(
    (
        *range(0x09),
        *range(0x0E, 0x1C),
        *map(ord, "\x1f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2800\u3164\ue004\ufeff\uffa0"),
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xFFF9, 0xFFFC),
        *range(0x1D173, 0x1D17B),
        *range(0xE0000, 0xE1000),
    )
)
"""What no file of a knowledge base may hold (YAML005): one of them would make the whole text unreadable."""
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"), " ")
_LINE_ENDS = re.compile(r"\r\n?|\n|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_MARKDOWN_HEAD = re.compile(r"^(?:#{1,6} *|> ?|[*+] +(?=第|[（(]))")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\*)\*(?!\*)(?=\S[^*]*\*)")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!>|~])")

_IS_CJK = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u2014\u2018-\u201d\u2026]"
)
SENTENCE_END = re.compile(r"[。！？；：…;:!?][”’」』）)》〉\"]*$|^[|┃].*[|┃]$")
"""A line that ends so, ends a paragraph (or is a row of a table)."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line with content: its number in the source from 1, its text stripped, its width before that."""

    number: int
    text: str
    width: int
    columns: int
    indent: int
    after_blank: bool


def read_lines(text: str) -> list[SourceLine]:
    """Return the lines of ``text`` that hold anything."""
    text = without_comments(text).translate(_SPACES).translate(_INVISIBLE)
    lines: list[SourceLine] = []
    blank = True
    for number, raw in enumerate(_LINE_ENDS.split(text), 1):
        content = _without_markdown(raw).rstrip()
        stripped = content.strip()
        if stripped:
            indent = len(content) - len(content.lstrip())
            lines.append(SourceLine(number, stripped, len(content), columns(content), indent, blank))
        blank = not stripped
    return lines


def columns(text: str) -> int:
    """Return the columns that ``text`` takes where a Chinese character takes two."""
    return sum(1 if char < "\u1100" else 2 for char in text)


def squeezed(text: str) -> str:
    """Return ``text`` without the white space beside Chinese characters."""
    words = text.split()
    if len(words) <= 1:
        return text.strip()
    glued = words[:1]
    for before, word in pairwise(words):
        glued += [word] if _IS_CJK.match(before[-1]) or _IS_CJK.match(word[0]) else [" ", word]
    return "".join(glued)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a paragraph of a regulation ends."""
    return SENTENCE_END.search(text) is not None


def open_brackets(text: str) -> bool:
    """Whether a bracket or a title mark in ``text`` stays open."""
    return any(text.count(left) > text.count(right) for left, right in ("（）", "《》", "“”", "〔〕"))


def _without_markdown(line: str) -> str:
    if line.lstrip().startswith(("#", ">", "*", "+")):
        line = _MARKDOWN_HEAD.sub("", line.lstrip())
    if "*" in line or "__" in line:
        line = _EMPHASIS.sub("", line)
    return _ESCAPED.sub("", line) if "\\" in line else line
