"""The offending line of a file with a mark below the place, as wide as a terminal shows it."""

from __future__ import annotations

import re
import unicodedata

WIDTH = 100
"""Columns of a terminal that an excerpt may take; a longer line is cut around the place."""

_QUOTED = re.compile(r"“([^“”]+)”")
_GUTTER = "    "
_NEAR = 10 * WIDTH
"""Characters before and after the place that are looked at: more than can be shown."""


def excerpt(line: str, column: int, message: str = "") -> tuple[str, str]:
    """Return a line as shown, and the line of marks below it, for a place at ``column`` (from 1).

    What the message quotes is marked whole when it stands there, otherwise the one character.
    """
    whole, start = len(line), min(max(column - 1, 0), len(line))
    cut = max(0, start - _NEAR)  # a line may be as long as a file
    line, start = line[cut : start + _NEAR], start - cut
    end = start + _length(line[start:], message)
    line = "".join(" " if char == "\t" or not char.isprintable() else char for char in line)
    first, last = _window(line, start, end)
    before, after = "…" if cut + first else "", "…" if cut + last < whole else ""
    indent = width(before) + width(line[first:start])
    marks = "^" * max(1, width(line[start : min(end, last)]))
    return f"{_GUTTER}{before}{line[first:last]}{after}".rstrip(), f"{_GUTTER}{' ' * indent}{marks}"


def width(text: str) -> int:
    """Return how many columns ``text`` takes: two for a wide character (Unicode TR 11), none for a mark."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    # Ambiguous characters (“ ” … ·) are wide in the fonts that Chinese terminals use.
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def _length(rest: str, message: str) -> int:
    quoted = (match[1].rstrip("…") for match in _QUOTED.finditer(message))
    lengths = [len(words) + rest.startswith('"') for words in quoted if rest.lstrip('"').startswith(words)]
    return max(lengths, default=1)


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of ``line`` around the place that fits into `WIDTH` columns."""
    if width(line) <= WIDTH:
        return 0, len(line)
    first = last = start
    used = 0
    for index in range(start, min(end, len(line))):
        used += _columns(line[index])
        last = index + 1
        if used >= WIDTH:
            return first, last
    while used < WIDTH and (first > 0 or last < len(line)):
        if first > 0:
            first -= 1
            used += _columns(line[first])
        if last < len(line) and used < WIDTH:
            used += _columns(line[last])
            last += 1
    return first, last
