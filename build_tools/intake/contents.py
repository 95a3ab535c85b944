"""Tables of contents: the lines after 目录 up to the first line of the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from build_tools.intake.headings import NUMBERED
from build_tools.intake.records import Line

_HEAD = re.compile(r"[【\[]?\s*目\s*(?:录|次)\s*[】\]]?")
_PAGE_NUMBER = re.compile(r"^(?P<title>.*?[^\d\s.…·。])[\s.…·。⋯]*\d{1,4}$")
_LONGEST_ENTRY = 45


def contents_lines(lines: list[Line]) -> Iterator[int]:
    """Yield the numbers of the lines that are a table of contents, its head included."""
    texts = [line.text.strip() for line in lines]
    heads = [index for index, text in enumerate(texts) if _HEAD.fullmatch(text)]
    for head, following in pairwise([*heads, len(lines)]):
        for index in range(head, _end(texts, head + 1, following)):
            yield lines[index].number


def _end(texts: list[str], start: int, stop: int) -> int:
    """Return the index after the last entry; entries are short, and no entry comes twice."""
    seen: set[str] = set()
    end = start
    for index in range(start, stop):
        text = texts[index]
        key = _title(text)
        if len(text) > _LONGEST_ENTRY or key in seen:
            break
        if NUMBERED.match(text) or key != text:
            end = index + 1
            seen.add(key)
    return end


def _title(text: str) -> str:
    match = _PAGE_NUMBER.match(text)
    return match["title"].strip() if match else text
