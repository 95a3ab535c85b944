"""Which lines are headings: they lead to an article and their numbers go on; a 目录 repeats them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from build_tools.importer.lines import ends_sentence, squeezed
from build_tools.importer.markers import HeadingMark, heading_mark, unnumbered_heading
from build_tools.importer.records import Heading, Number
from build_tools.importer.wrapping import Block

_MAX_TITLE_LINE = 40


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading and the blocks that it takes: ``first`` to ``last``."""

    heading: Heading
    rank: int
    first: int
    last: int


@dataclass(slots=True)
class Outline:
    """The numbers of the headings so far."""

    numbers: dict[int, Number] = field(default_factory=dict)

    def follows(self, mark: HeadingMark | PlacedHeading) -> bool:
        """Whether the heading has the number that is due at its rank."""
        number = mark.number if isinstance(mark, HeadingMark) else mark.heading.number
        main, inserted = self.numbers.get(mark.rank, (0, 0))
        return number in {(main + 1, 0), (main, inserted + 1)} or number == (1, 0)

    def take(self, placed: PlacedHeading) -> None:
        """Note a heading; its sections begin anew (chapters may run on from part to part)."""
        self.numbers[placed.rank] = placed.heading.number
        if placed.rank == _CHAPTER:
            self.numbers.pop(_SECTION, None)


_CHAPTER, _SECTION = 2, 3
UNNUMBERED = 9
"""The rank of a heading without number, such as 附则 alone."""


def headings_before(blocks: Sequence[Block], first: int, end: int, outline: Outline) -> list[PlacedHeading]:
    """Return the headings among ``blocks[first:end]`` that belong to the article at ``end``."""
    return _taken(_sequence(_candidates(blocks, first, end), outline), outline)


def headings_opening(
    blocks: Sequence[Block], end: int, outline: Outline, number: Number
) -> list[PlacedHeading]:
    """Return the headings before the first article: whatever does not lead straight to it is a 目录.

    They are the first of their kind, or the whole 目录 would do; in an extract, which does not begin with
    第一条, they need not be, but do not come again.
    """
    leading = _leading(_candidates(blocks, 0, end))
    is_extract = number != (1, 0)
    chosen = [
        placed
        for placed in leading
        if placed.heading.number == (1, 0) or (is_extract and not _recurs(placed, blocks[end:]))
    ]
    return _taken(chosen, outline)


def _recurs(placed: PlacedHeading, blocks: Sequence[Block]) -> bool:
    marks = (heading_mark(block.text) for block in blocks)
    wanted = placed.rank, placed.heading.number, placed.heading.title
    return any((mark.rank, mark.number, mark.title) == wanted for mark in marks if mark)


def _taken(chosen: list[PlacedHeading], outline: Outline) -> list[PlacedHeading]:
    """Note the headings in the outline."""
    for placed in chosen:
        if placed.rank != UNNUMBERED:
            outline.take(placed)
    return chosen


def _candidates(blocks: Sequence[Block], first: int, end: int) -> list[PlacedHeading]:
    found: list[PlacedHeading] = []
    index = first
    while index < end:
        placed = _placed(blocks, index, end)
        if placed:
            found.append(placed)
            index = placed.last
        index += 1
    return found


def _placed(blocks: Sequence[Block], index: int, end: int) -> PlacedHeading | None:
    block = blocks[index]
    mark = heading_mark(block.text)
    if mark is None:
        name = unnumbered_heading(block.text)
        heading = Heading(None, (0, 0), name or "", block.line)
        return PlacedHeading(heading, UNNUMBERED, index, index) if name else None
    last = index
    unfinished = not mark.title or mark.title.endswith("、")
    if unfinished and index + 1 < end and _is_title(blocks[index + 1].text):
        last = index + 1
        mark = replace(mark, title=mark.title + squeezed(blocks[last].text))
    return PlacedHeading(Heading(mark.level, mark.number, mark.title, block.line), mark.rank, index, last)


def _is_title(text: str) -> bool:
    return len(text) <= _MAX_TITLE_LINE and not ends_sentence(text) and heading_mark(text) is None


def _leading(found: list[PlacedHeading]) -> list[PlacedHeading]:
    """Return the headings right above an article, outermost first: each deeper than the one before."""
    chosen: list[PlacedHeading] = []
    for placed in reversed(found):
        if placed.rank == UNNUMBERED or (chosen and placed.rank >= chosen[-1].rank):
            break
        chosen.append(placed)
    return chosen[::-1]


def _sequence(found: list[PlacedHeading], outline: Outline) -> list[PlacedHeading]:
    """Return the headings right above the article, and those before them whose numbers go on."""
    leading = _leading(found)
    chosen: list[PlacedHeading] = []
    trial = Outline(dict(outline.numbers))
    for placed in found[: len(found) - len(leading)]:
        if placed.rank == UNNUMBERED:
            chosen.append(placed)
        elif trial.follows(placed):
            chosen.append(placed)
            trial.take(placed)
    return [*chosen, *leading]
