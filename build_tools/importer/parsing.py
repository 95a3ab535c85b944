"""From the text of a regulation to its structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from build_tools.importer.chain import ArticleStart, choose_articles
from build_tools.importer.clauses import paragraphs_of
from build_tools.importer.front import read_front
from build_tools.importer.furniture import without_furniture
from build_tools.importer.headings import Outline, PlacedHeading, headings_before, headings_opening
from build_tools.importer.lines import SourceLine, ends_sentence, read_lines
from build_tools.importer.markers import article_mark, heading_mark, item_mark, unnumbered_heading
from build_tools.importer.records import Article, Heading, Line, Regulation
from build_tools.importer.wrapping import Block, join_lines

_GLUED = re.compile(r"(第\s*\S{1,6}?\s*[编章节]\s*\S{1,30})\s+(?=第\s*\S{1,8}?\s*条\s)")
_GLUED_LENGTH = 80
_ATTACHED = re.compile(
    r"[【\[（(]?附\s*(?:件|表|录|图|注)?\s*(?:[一二三四五六七八九十\d]{1,3})?\s*(?:[:：】\]）)]|$|\s|《)"
)
_DATE = re.compile(r"(?:\d{4}|[一二][九〇零○Ｏ\d]\S{2})\s*年\s*\S{1,3}\s*月(?:\s*\S{1,3}\s*日)?")


_STRAY = re.compile(r"[\x7f-\x84\x86-\x9f]")
"""Control characters, which no YAML file may hold: traces of a wrong encoding."""


def parse_regulation(text: str) -> Regulation:
    """Return the structure of the regulation in ``text``.

    Takes clean text (one line a paragraph) and noisy text: hard-wrapped, with page numbers and running heads,
    navigation, a 目录, odd spaces. Never raises; a text without articles has a preamble only.
    """
    lines, furniture = without_furniture(read_lines(_STRAY.sub("", text)))
    joined = join_lines(lines)
    blocks = _unglued(joined.blocks)
    blocks, starts = _split_at(blocks, choose_articles(blocks))
    regulation = _assembled(blocks, starts)
    return replace(
        regulation,
        furniture=_numbered([*furniture, *joined.intruders]),
        intruders=_numbered(joined.intruders),
        uncertain=joined.uncertain if starts else (),
    )


def _numbered(lines: Sequence[SourceLine]) -> tuple[Line, ...]:
    return tuple(sorted((line.number, line.text) for line in lines))


def _unglued(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with a heading and the article on its line parted."""
    parted: list[Block] = []
    for block in blocks:
        match = _GLUED.match(block.text[:_GLUED_LENGTH]) if block.text.startswith("第") else None
        if match and heading_mark(match[1]):
            parted += [Block(match[1], block.line), Block(block.text[match.end() :], block.line)]
        else:
            parted.append(block)
    return parted


def _split_at(blocks: list[Block], starts: list[ArticleStart]) -> tuple[list[Block], list[ArticleStart]]:
    """Return the blocks, split where an article begins inside one, and the starts with their new indices."""
    cuts: dict[int, list[int]] = {}
    for start in starts:
        if start.offset:
            cuts.setdefault(start.block, []).append(start.offset)
    if not cuts:
        return blocks, starts
    parted: list[Block] = []
    places: dict[tuple[int, int], int] = {}
    for index, block in enumerate(blocks):
        offsets = [0, *cuts.get(index, ())]
        lines = dict(block.starts)
        for offset, end in zip(offsets, [*offsets[1:], len(block.text)], strict=True):
            places[index, offset] = len(parted)
            parted.append(Block(block.text[offset:end], lines.get(offset, block.line)))
    return parted, [_moved(start, parted, places[start.block, start.offset]) for start in starts]


def _moved(start: ArticleStart, parted: Sequence[Block], place: int) -> ArticleStart:
    return replace(start, block=place, offset=0, mark=article_mark(parted[place].text) or start.mark)


@dataclass(slots=True)
class _Assembly:
    blocks: Sequence[Block]
    body: list[Heading | Article] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)

    def take_headings(self, placed: Sequence[PlacedHeading], end: int) -> None:
        """Add headings; lines between them and the article at ``end`` belong to nothing."""
        self.body += [entry.heading for entry in placed]
        taken = {index for entry in placed for index in range(entry.first, entry.last + 1)}
        first = placed[0].first if placed else end
        self.strays += [_line(self.blocks[index]) for index in range(first, end) if index not in taken]

    def take_article(self, start: ArticleStart, stop: int) -> None:
        """Add the article at ``start`` with the lines up to ``stop``."""
        lines = [(start.mark.rest, start.line)] if start.mark.rest.strip() else []
        lines += [(block.text, block.line) for block in self.blocks[start.block + 1 : stop]]
        self.body.append(Article(start.mark.number, start.line, paragraphs_of(lines)))


def _assembled(blocks: Sequence[Block], starts: Sequence[ArticleStart]) -> Regulation:
    assembly = _Assembly(blocks)
    first = starts[0].block if starts else len(blocks)
    number = starts[0].mark.number if starts else (1, 0)
    opening = headings_opening(blocks, first, assembly.outline, number) if starts else []
    front = read_front(blocks[: opening[0].first if opening else first])
    assembly.take_headings(opening, first)
    for start, following in pairwise(starts):
        placed = headings_before(blocks, start.block + 1, following.block, assembly.outline)
        assembly.take_article(start, placed[0].first if placed else following.block)
        assembly.take_headings(placed, following.block)
    stop = _end_of_text(blocks, starts[-1]) if starts else len(blocks)
    if starts:
        assembly.take_article(starts[-1], stop)
    return Regulation(
        title=front.title,
        note=front.note,
        preamble=front.preamble,
        body=tuple(assembly.body),
        before=front.before,
        strays=tuple(assembly.strays),
        after=tuple(map(_line, blocks[stop:])),
    )


def _line(block: Block) -> Line:
    return block.line, block.text


def _end_of_text(blocks: Sequence[Block], start: ArticleStart) -> int:
    """Return the index of the first block after the last article: an annex, a signature, page furniture."""
    finished = ends_sentence(start.mark.rest)
    for index in range(start.block + 1, len(blocks)):
        text = blocks[index].text
        if heading_mark(text) or unnumbered_heading(text) or _ATTACHED.match(text) or _DATE.fullmatch(text):
            return index
        if finished and not ends_sentence(text) and item_mark(text) is None:
            return index
        finished = ends_sentence(text)
    return len(blocks)
