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

from build_tools.importer.furniture import is_navigation
from build_tools.importer.lines import SourceLine, ends_sentence, open_brackets
from build_tools.importer.markers import KIND, article_mark, heading_mark, item_mark, unnumbered_heading

MIN_WIDTH = 12
MIN_FULL_LINES = 3
_NEAR = 2
_SHARE_BEYOND = 0.02
_SHARE_OPEN = 0.6
_SHARE = 0.15
_SHARE_INDENTED = 0.08
_SHARE_AFTER_END = 0.9
_SURE = 2.0
_SHORT = 0.6
MIN_INDENT = 2
_SHARE_WIDEST = 0.05
_NEVER_FIRST = "，。；：、！？）》”’〕"
"""Marks that typesetting keeps from the beginning of a line; a plain cut at a column does not."""
_UNIT = re.compile(r"(?:[A-Za-z0-9.%]+|[《“‘（(〔]*.)[，。；：、！？）》”’〕%)]*")
"""What typesetting does not part: a character with the marks around it, a word, a number."""
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Block:
    """A paragraph of the source. ``starts``: where in ``text`` each further line begins, and its number."""

    text: str
    line: int
    starts: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: SourceLine) -> None:
        """Add the text of a continuation line."""
        glue = " " if _LATIN.match(self.text[-1:]) and _LATIN.match(line.text) else ""
        self.text += glue
        self.starts.append((len(self.text), line.number))
        self.text += line.text


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is wrapped: at ``width`` as ``measure`` counts; ``ragged`` where words are kept whole.

    The text begins with line ``begun``; a title, a 题注, a preamble stand before it.
    """

    width: int
    ragged: bool
    measure: Callable[[SourceLine], int]
    indented: bool = False
    odds: float = 0.0
    begun: int = 0

    def is_full(self, line: SourceLine, following: SourceLine) -> bool:
        """Whether what begins the following line had no more room in the line."""
        unit = _UNIT.match(following.text) if self.ragged else None
        size = unit.end() if unit else 1
        return self.measure(line) + size * (2 if self.measure is _columns else 1) > self.width


@dataclass(frozen=True, slots=True)
class Joined:
    """Paragraphs, the lines that may or may not begin one, and the lines that stood inside a sentence."""

    blocks: list[Block]
    uncertain: tuple[int, ...] = ()
    intruders: tuple[SourceLine, ...] = ()


def join_lines(lines: Sequence[SourceLine]) -> Joined:
    """Return the paragraphs that ``lines`` make."""
    wrap = detect_wrap(lines)
    if wrap is None:
        return Joined([Block(line.text, line.number) for line in lines])
    intruders = _intruders(lines, wrap)
    numbers = {line.number for line in intruders}
    lines = [line for line in lines if line.number not in numbers]
    blocks = [Block(line.text, line.number) for line in lines[:1]]
    uncertain: list[int] = []
    for before, line in pairwise(lines):
        if _is_open_question(before, line, wrap):
            uncertain.append(line.number)
        if _goes_on(before, line, wrap):
            blocks[-1].add(line)
        else:
            blocks.append(Block(line.text, line.number))
    return Joined(blocks, tuple(uncertain), tuple(intruders))


def _intruders(lines: Sequence[SourceLine], wrap: Wrap) -> list[SourceLine]:
    """Return the labels that stand between two lines of one sentence: furniture of a page.

    In a wrapped text a line that ends openly is full; a short one is no part of the sentence around it.
    """
    found: list[SourceLine] = []
    before: SourceLine | None = None
    for line, after in pairwise(lines[_begun(lines) :]):
        if before and _is_label(line, wrap) and _parts_sentence(before, after, wrap):
            found.append(line)
        else:
            before = line
    return found


def _parts_sentence(before: SourceLine, after: SourceLine, wrap: Wrap) -> bool:
    """Whether a sentence runs from ``before`` to ``after``, or to what stands behind another label."""
    if ends_sentence(before.text) or _is_heading(before.text) or not wrap.is_full(before, after):
        return False
    return _is_plain(after.text)


def _is_label(line: SourceLine, wrap: Wrap) -> bool:
    """Whether a short line is a button, words side by side, or a name and what belongs to it."""
    if wrap.measure(line) >= _SHORT * wrap.width or not _is_plain(line.text):
        return False
    return _LABEL.fullmatch(line.text) is not None or is_navigation(line.text)


def _begun(lines: Sequence[SourceLine]) -> int:
    """Return the index of the first line that can begin an article, 0 without any."""
    return next((index for index, line in enumerate(lines) if article_mark(line.text)), 0)


def detect_wrap(lines: Sequence[SourceLine]) -> Wrap | None:
    """Return how ``lines`` are wrapped, or None where each holds a whole paragraph."""
    body = lines[_begun(lines) :]
    fits = [fit for measure in (_characters, _columns) if (fit := _fit(body, measure))]
    if not fits:
        return None
    _, wrap = max(fits, key=lambda fit: fit[0])
    indented, odds = _marks_paragraphs(lines, wrap), _odds(lines, wrap)
    return replace(wrap, indented=indented, odds=odds, begun=body[0].number)


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
            full = {w: n for w, n in widths.items() if abs(w - width) <= slack}
            is_cut = max(full) - min(full) < slack // 2 or _breaks_before_marks(lines)
            widest = max(w for w, n in full.items() if n >= _SHARE_WIDEST * near)
            return count / near, Wrap(width if is_cut else widest, not is_cut, measure)
    return None


def _breaks_before_marks(lines: Sequence[SourceLine]) -> bool:
    """Whether lines begin with what typesetting keeps from there: a plain cut at a column."""
    return sum(line.text[0] in _NEVER_FIRST for line in lines) >= MIN_FULL_LINES


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
    if _begins_anew(before.text, line, wrap):
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
    if line.after_blank or (wrap.measure(line) < _SHORT * wrap.width and not ends_sentence(line.text)):
        return False
    return before.text.endswith(("；", ";")) or wrap.odds + _cue(line.text) < 0


def _begins_anew(before: str, line: SourceLine, wrap: Wrap) -> bool:
    """Whether two things meet that never join: a title and its 题注, a heading and what is below it.

    A short line that reads as a heading is one: as the end of a paragraph it would have a full stop.
    """
    if _is_heading(line.text) and wrap.measure(line) < _SHORT * wrap.width:
        return True
    is_article = article_mark(line.text) is not None
    if _is_heading(before):
        return is_article or _is_heading(line.text)
    if _TITLE_NOTE.match(line.text):
        return not _PAUSE.search(before)
    if line.number > wrap.begun or not _TITLE.fullmatch(before):
        return False
    return is_article or _DATE.match(line.text) is not None


_TITLE_NOTE = re.compile(r"[（(]\s*\d{4}\s*[年.]")
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月")
_PAUSE = re.compile(r"[，。；：、]")
_LABEL = re.compile(
    r"[\u4e00-\u9fff]{1,8}[:：][^，。；、“”《》（）]+"
    r"|[\u4e00-\u9fff]{2,8}(?:[ \u3000]+[\u4e00-\u9fffA-Za-z]{2,8})+"
)
_TITLE = re.compile(rf"[^，。；：]*{KIND}(?:[（(][^（）()]+[）)])?")
_PASSED = re.compile(r"(?:会议|国务院|委员会|主席团)\S{0,4}(?:通过|批准|公布|发布|修订|修正)[）)]?$")


def _is_open_question(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether only the odds tell if a paragraph ends with ``before``."""
    told = wrap.indented or line.after_blank or not wrap.is_full(before, line) or not _is_plain(line.text)
    return not told and before.text.endswith("。") and abs(_cue(line.text)) < _SURE


def _is_cut_short(before: SourceLine, line: SourceLine, wrap: Wrap) -> bool:
    """Whether a line that is not full goes on all the same: it ends in the middle of a phrase."""
    if ends_sentence(before.text) or _is_heading(before.text) or not _is_plain(line.text):
        return False
    if _PASSED.search(before.text):
        return False
    if before.text.endswith(("，", "、", "（", "《", "“", "——")):
        return True
    if not wrap.ragged:
        return False
    return wrap.measure(before) >= _SHORT * wrap.width


def _is_plain(text: str) -> bool:
    """Whether a line begins without any marker."""
    return not _is_heading(text) and article_mark(text) is None and not _begins_item(text)


def _is_heading(text: str) -> bool:
    return heading_mark(text) is not None or unnumbered_heading(text) is not None


def _begins_item(text: str) -> bool:
    mark = item_mark(text)
    return mark is not None and not mark.is_mention


_CUES = (
    (re.compile(r"但|具体|其中|同时|必要时|因此|否则|逾期|拒不|情节(?:较|特别|严)"), -4.0),
    (re.compile(r"其|接|未经|不|对于|当事|被|有关"), -0.9),
    (re.compile(r"前款|前两款|有前款|违反|本(?:法|条例|规定|办法|规则|细则|准则)所|依照前|单位犯|犯前"), 3.0),
    (re.compile(r"国家|本(?:法|条例|规定|办法)|依照|单位|中华人民共和国|全国|各级|省、"), 1.2),
)
"""Beginnings of sentences and their log odds to begin a paragraph, counted over some four hundred laws."""


def _cue(text: str) -> float:
    return next((odds for pattern, odds in _CUES if pattern.match(text)), 0.0)
