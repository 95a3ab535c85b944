"""Hard-wrapped text: the column at which lines break, and which lines belong together.

A line of full width that does not end a sentence goes on in the next line, whatever that begins with.
Where a line of full width ends a sentence by chance, the odds are those of the document itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from build_tools.importer.lines import SourceLine, ends_sentence, open_brackets
from build_tools.importer.markers import article_mark, heading_mark, item_mark, unnumbered_heading

MIN_WIDTH = 12
MIN_FULL_LINES = 3
_NEAR = 2
_SHARE_BEYOND = 0.02
_SHARE_OPEN = 0.6
_SHARE = 0.15
_SHARE_INDENTED = 0.08
_SHARE_AFTER_END = 0.9
_SURE = 2.0
MIN_INDENT = 2
_SHARE_WIDEST = 0.05
_NEVER_FIRST = "，。；：、！？）》”’〕"
"""Marks that typesetting keeps from the beginning of a line; a plain cut at a column does not."""
_UNIT = re.compile(r"(?:[A-Za-z0-9.%]+|[《“‘（(〔]*.)[，。；：、！？）》”’〕%)]*")
"""What typesetting does not part: a character with the marks around it, a word, a number."""


@dataclass(slots=True)
class Block:
    """A paragraph of the source. ``starts``: where in ``text`` each further line begins, and its number."""

    text: str
    line: int
    starts: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: SourceLine) -> None:
        """Add the text of a continuation line."""
        glue = " " if re.search(r"[A-Za-z]$", self.text) and re.match(r"[A-Za-z]", line.text) else ""
        self.text += glue
        self.starts.append((len(self.text), line.number))
        self.text += line.text


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped: at ``width`` as ``measure`` counts; ``ragged`` where words are kept whole."""

    width: int
    ragged: bool
    measure: Callable[[SourceLine], int]
    indented: bool = False
    odds: float = 0.0

    def is_full(self, line: SourceLine, following: SourceLine) -> bool:
        """Whether what begins the following line had no more room in the line."""
        unit = _UNIT.match(following.text) if self.ragged else None
        size = unit.end() if unit else 1
        return self.measure(line) + size * (2 if self.measure is _columns else 1) > self.width


def join_lines(lines: Sequence[SourceLine]) -> tuple[list[Block], list[int]]:
    """Return the paragraphs that ``lines`` make, and the lines that may or may not begin one."""
    wrap = detect_wrap(lines)
    if wrap is None:
        return [Block(line.text, line.number) for line in lines], []
    blocks = [Block(line.text, line.number) for line in lines[:1]]
    uncertain: list[int] = []
    for before, line in pairwise(lines):
        if _is_open_question(before, line, wrap):
            uncertain.append(line.number)
        if _goes_on(before, line, wrap):
            blocks[-1].add(line)
        else:
            blocks.append(Block(line.text, line.number))
    return blocks, uncertain


def detect_wrap(lines: Sequence[SourceLine]) -> Wrap | None:
    """Return how ``lines`` are wrapped, or None where each holds a whole paragraph."""
    begun = next((index for index, line in enumerate(lines) if article_mark(line.text)), 0)
    fits = [fit for measure in (_characters, _columns) if (fit := _fit(lines[begun:], measure))]
    if not fits:
        return None
    _, wrap = max(fits, key=lambda fit: fit[0])
    return replace(wrap, indented=_marks_paragraphs(lines, wrap), odds=_odds(lines, wrap))


def _characters(line: SourceLine) -> int:
    return line.width


def _columns(line: SourceLine) -> int:
    return line.columns


def _fit(lines: Sequence[SourceLine], measure: Callable[[SourceLine], int]) -> tuple[float, Wrap] | None:
    """Return how sharply the lines that end openly end at one width, and that width; None where they do not.

    In a text that is not wrapped a paragraph ends as a sentence does; few lines end openly, at any width.
    """
    open_ended = [line for line in lines if not ends_sentence(line.text) and not _is_heading(line.text)]
    widths = Counter(map(measure, open_ended))
    slack = _NEAR * (2 if measure is _columns else 1)
    for width, count in sorted(widths.items(), key=lambda entry: (-entry[1], -entry[0])):
        near = sum(widths[width + offset] for offset in range(-slack, slack + 1))
        if width < MIN_WIDTH or near < max(
            MIN_FULL_LINES, min(_SHARE_OPEN * len(open_ended), _SHARE * len(lines))
        ):
            continue
        if sum(measure(line) > width + slack for line in lines) <= _SHARE_BEYOND * len(lines):
            is_cut = sum(line.text[0] in _NEVER_FIRST for line in lines) >= MIN_FULL_LINES
            widest = max(
                w for w, n in widths.items() if abs(w - width) <= slack and n >= _SHARE_WIDEST * near
            )
            return count / near, Wrap(width if is_cut else widest, not is_cut, measure)
    return None


def _marks_paragraphs(lines: Sequence[SourceLine], wrap: Wrap) -> bool:
    """Whether the first line of each paragraph is indented, and only that."""
    least = min((line.indent for line in lines), default=0)
    firsts = [(before, line) for before, line in pairwise(lines) if line.indent >= least + MIN_INDENT]
    if len(firsts) < max(MIN_FULL_LINES, _SHARE_INDENTED * len(lines)):
        return False
    after_end = sum(ends_sentence(before.text) or not wrap.is_full(before, line) for before, line in firsts)
    return after_end >= _SHARE_AFTER_END * len(firsts)


def _odds(lines: Sequence[SourceLine], wrap: Wrap) -> float:
    """Return the log odds that a paragraph ends with a sentence: the ends of this text against its stops."""
    ends = sum(
        before.text.endswith("。") and not wrap.is_full(before, line) and _is_plain(line.text)
        for before, line in pairwise(lines)
    )
    stops = sum(line.text.count("。", 0, -1) for line in lines)
    return math.log((ends + 2) / (stops + 1))


def _goes_on(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether ``line`` continues the paragraph that ``before`` ends."""
    if _begins_anew(before.text, line.text):
        return False
    if wrap.indented and line.indent >= MIN_INDENT and not open_brackets(before.text):
        return False
    if not wrap.is_full(before, line):
        return _is_cut_short(before, line, wrap)
    if not ends_sentence(before.text) or not _is_plain(line.text):
        return not ends_sentence(before.text)
    return wrap.indented or _is_likely_inside(before, line, wrap)


def _is_likely_inside(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether a sentence that ends with a full line is more likely followed by another one than the last."""
    if line.after_blank:
        return False
    return before.text.endswith(("；", ";")) or wrap.odds + _cue(line.text) < 0


def _begins_anew(before: str, text: str) -> bool:
    """Whether two things meet that never join: a title and its 题注, a heading and what is below it."""
    if _is_heading(before):
        return _is_heading(text) or article_mark(text) is not None
    return _TITLE_NOTE.match(text) is not None and not _MARK.search(before)


_TITLE_NOTE = re.compile(r"[（(]\s*\d{4}\s*[年.]")
_MARK = re.compile(r"[，。；：、]")


def _is_open_question(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether only the odds tell if a paragraph ends with ``before``."""
    told = wrap.indented or line.after_blank or not wrap.is_full(before, line) or not _is_plain(line.text)
    return not told and before.text.endswith("。") and abs(_cue(line.text)) < _SURE


def _is_cut_short(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether a line that is not full goes on all the same: it ends in the middle of a phrase."""
    if ends_sentence(before.text) or _is_heading(before.text) or not _is_plain(line.text):
        return False
    if before.text.endswith(("，", "、", "（", "《", "“", "——")):
        return True
    if not wrap.ragged:
        return False
    return wrap.measure(before) >= 0.6 * wrap.width


def _is_plain(text: str) -> bool:
    """Whether a line begins without any marker."""
    return not _is_heading(text) and article_mark(text) is None and not _begins_item(text)


def _is_heading(text: str) -> bool:
    return heading_mark(text) is not None or unnumbered_heading(text) is not None


def _begins_item(text: str) -> bool:
    mark = item_mark(text)
    return mark is not None and not mark.rest.startswith(("项", "款", "目"))


_CUES = (
    (re.compile(r"但|具体|其中|同时|必要时|因此|否则|逾期|拒不|情节(?:较|特别|严)"), -4.0),
    (re.compile(r"其|接|未经|不|对于|当事|被|有关"), -0.9),
    (re.compile(r"前款|前两款|有前款|违反|本(?:法|条例|规定|办法|规则|细则|准则)所|依照前|单位犯|犯前"), 3.0),
    (re.compile(r"国家|本(?:法|条例|规定|办法)|依照|单位|中华人民共和国|全国|各级|省、"), 1.2),
)
"""Beginnings of sentences and their log odds to begin a paragraph, counted over some four hundred laws."""


def _cue(text: str) -> float:
    return next((odds for pattern, odds in _CUES if pattern.match(text)), 0.0)
