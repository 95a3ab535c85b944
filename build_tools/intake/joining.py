"""Whole paragraphs, from lines that a page or a fixed width cut, and from lines that hold several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from build_tools.intake.front_matter import is_author, is_date, is_note
from build_tools.intake.headings import is_complete, numbered_heading
from build_tools.intake.records import Line

_GAP = re.compile(r"(?<=[。！？；：”）)])[ \u3000\t]{2,}|[ \u3000\t]{3,}")
_SECOND_INSIDE = re.compile(r"(?<=[。！？；])\s*(?=[(（][一二三四五六七八九十]{1,3}[)）])")
_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五".split()
_STOP = re.compile(r"[。！？]")
_BROKEN_LENGTH, _MIN_BROKEN = 40, 20
_MIN_WRAPPED_LINES = 4
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))


def whole_paragraphs(lines: list[Line]) -> tuple[Line, ...]:
    """Return one line a paragraph, numbered as the line on which it begins."""
    pieces = list(_split(lines))
    width = _wrap_width(pieces)
    joined: list[Line] = []
    last = ""
    for piece in pieces:
        if joined and _is_broken(joined[-1].text, last, width) and not _stands_alone(piece.text):
            gap = " " if last[-1:].isascii() and piece.text[:1].isascii() and last[-1:].isalpha() else ""
            joined[-1] = Line(joined[-1].number, joined[-1].text + gap + piece.text)
        else:
            joined.append(piece)
        last = piece.text
    return tuple(joined)


def _split(lines: list[Line]) -> Iterator[Line]:
    """Yield the pieces of lines that hold several paragraphs: at wide gaps, and before the next （二）."""
    for line in lines:
        for piece in _GAP.split(line.text.strip()):
            for part in _at_next_number(piece.strip()):
                if part:
                    yield Line(line.number, part)


def _at_next_number(text: str) -> list[str]:
    """Return the paragraphs of a text that begins with （四） and goes on with （五） behind a full stop."""
    pieces = _SECOND_INSIDE.split(text)
    numbers = [heading.number if (heading := numbered_heading(piece)) else "" for piece in pieces]
    first = _NUMERALS.index(numbers[0]) if numbers[0] in _NUMERALS else -1
    runs_on = first >= 0 and numbers == _NUMERALS[first : first + len(numbers)]
    return [piece.strip() for piece in pieces] if runs_on else [text]


def _is_broken(paragraph: str, last: str, width: int) -> bool:
    """Whether a paragraph stops inside a sentence; ``last`` is its last line as it was in the source."""
    heading = numbered_heading(paragraph)
    if is_complete(last) or is_note(paragraph) or (heading and not heading.rest):
        return False
    return bool(
        _is_open(last)
        or len(last) >= _BROKEN_LENGTH
        or (width and len(last) >= width - 2)
        or (len(last) >= _MIN_BROKEN and _STOP.search(paragraph))
    )


def _is_open(text: str) -> bool:
    """Whether a bracket or a quotation mark is open at the end."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def _stands_alone(text: str) -> bool:
    return bool(numbered_heading(text)) or is_note(text) or is_author(text) or is_date(text)


def _wrap_width(lines: list[Line]) -> int:
    """Return the width at which most lines end, or 0 for a text with whole paragraphs."""
    lengths = Counter(len(line.text) for line in lines if not is_complete(line.text))
    width = max(lengths, key=lambda length: (lengths[length], length), default=0)
    near = sum(lengths[length] for length in range(width - 2, width + 1))
    return width if near >= max(_MIN_WRAPPED_LINES, len(lines) // 3) else 0
