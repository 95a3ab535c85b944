"""Site furniture: the lines that a web page, a document site or a collection put around a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from build_tools.intake.contents import contents_lines
from build_tools.intake.furniture_rules import EDITOR, RULES, is_advertising
from build_tools.intake.headings import NUMBERED
from build_tools.intake.records import Line, Reason, Removed

_BRAND = re.compile(r"“([^”\n]{2,8})”")
_ADDRESSED = re.compile(r"[你您]")
_NOISE = re.compile(r"[\s\W_]+")
_SENTENCE = re.compile(r"[。！？；!?;]")
_MIN_REPEATED, _MAX_REPEATED = 6, 80
_MAX_APPEAL = 60
_MAX_TITLES = 20
_NUMERALS = frozenset("一二三四五六七八九十")


@dataclass(slots=True)
class Cleared:
    """The lines that are left, and what was removed."""

    lines: list[Line] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def clear_furniture(lines: Iterable[Line]) -> Cleared:
    """Return the lines without furniture, in order, and a list of what was removed and why.

    A text without furniture stays as it is; empty lines do not count.
    """
    written = [line for line in lines if line.text.strip()]
    reasons = _reasons(written)
    cleared = Cleared()
    titles: dict[str, None] = {}
    for line in written:
        if reason := reasons.get(line.number):
            cleared.removed.append(Removed(line.number, reason, line.text.strip()))
        else:
            cleared.lines += _without_parts(line, titles, cleared.removed)
    return cleared


def _reasons(lines: list[Line]) -> dict[int, Reason]:
    """Return why each line goes, for those that do."""
    reasons = {line.number: reason for line in lines if (reason := _own_reason(line.text.strip()))}
    reasons |= {number: Reason.CONTENTS for number in contents_lines(lines) if number not in reasons}
    _spread_brands(lines, reasons)
    _spread_beside(lines, reasons)
    return reasons


def _own_reason(text: str) -> Reason | None:
    reason = next((rule.reason for rule in RULES if rule.matches(text)), None)
    return reason or (Reason.ADVERTISEMENT if is_advertising(text) else None)


def _spread_brands(lines: list[Line], reasons: dict[int, Reason]) -> None:
    """Mark the lines that name what an advertisement sells: a “brand” that it names more than once."""
    sold = [line.text for line in lines if reasons.get(line.number) is Reason.ADVERTISEMENT]
    brands = {f"“{brand}”" for text in sold for brand in _BRAND.findall(text) if text.count(f"“{brand}”") > 1}
    for line in lines:
        if any(brand in line.text for brand in brands):
            reasons.setdefault(line.number, Reason.ADVERTISEMENT)


def _spread_beside(lines: list[Line], reasons: dict[int, Reason]) -> None:
    """Mark appeals to “you” beside an advertisement, and single characters beside what goes anyway."""
    for order in (lines, lines[::-1]):
        previous: Reason | None = None
        for line in order:
            text = line.text.strip()
            if previous is Reason.ADVERTISEMENT and len(text) <= _MAX_APPEAL and _ADDRESSED.search(text):
                reasons.setdefault(line.number, Reason.ADVERTISEMENT)
            elif previous and len(text) == 1 and text not in _NUMERALS and not text.isdigit():
                reasons.setdefault(line.number, Reason.STRAY)
            previous = reasons.get(line.number)


def _without_parts(line: Line, titles: dict[str, None], removed: list[Removed]) -> Iterator[Line]:
    """Yield the line without a title that stood before, whole or in front, and without the editor's name."""
    text, key = line.text, _key(line.text)
    if _is_title(text) and key in titles:
        removed.append(Removed(line.number, Reason.REPEATED, text.strip()))
        return
    text, dropped = _after_titles(text, titles)
    if dropped:
        removed.append(Removed(line.number, Reason.REPEATED, dropped, part=True))
    if editor := EDITOR.search(text):
        removed.append(Removed(line.number, Reason.EDITOR, editor[0].strip(), part=True))
        text = text[: editor.start()]
    if _is_title(text):
        titles.setdefault(_key(text))
    if text.strip():
        yield Line(line.number, text)


def _after_titles(text: str, titles: dict[str, None]) -> tuple[str, str]:
    """Return the text after the known titles in front of it, and what was dropped."""
    dropped, times = "", 0
    first = tuple(islice(titles, _MAX_TITLES))
    while cut := max((_leading(text, title) for title in first), default=0):
        dropped, times = dropped or text[:cut].strip(), times + 1
        text = text[cut:].lstrip()
    return text, f"{dropped}（连写{times}次）" if times > 1 else dropped


def _leading(text: str, title: str) -> int:
    """Return where ``title`` ends that stands in front of ``text`` with a space behind it; 0 for none."""
    position = matched = 0
    while matched < len(title) and position < len(text):
        char = text[position]
        if char == title[matched]:
            matched += 1
        elif not _NOISE.fullmatch(char):
            return 0
        position += 1
    if matched < len(title):
        return 0
    while position < len(text) and text[position] in "”’）)》":
        position += 1
    return position if text[position : position + 1].isspace() else 0


def _is_title(text: str) -> bool:
    stripped = text.strip()
    return (
        _MIN_REPEATED <= len(_key(stripped)) <= _MAX_REPEATED
        and not _SENTENCE.search(stripped)
        and not NUMBERED.match(stripped)
    )


def _key(text: str) -> str:
    return _NOISE.sub("", text)
