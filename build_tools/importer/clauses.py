"""款, 项 and 目 of an article, from its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from build_tools.importer.lines import ends_sentence, squeezed
from build_tools.importer.markers import ItemMark, Style, item_mark
from build_tools.importer.records import Item, Paragraph

MAX_LOST = 1
"""So many items may be missing before one that is no longer taken for an item."""

Lines = Iterable[tuple[str, int]]
"""Texts and the numbers of their lines."""


@dataclass(slots=True)
class _OpenItem:
    mark: ItemMark
    text: str
    line: int
    below: list[Item] = field(default_factory=list)

    def close(self) -> Item:
        return Item(self.mark.number, self.mark.marker, self.text, self.line, tuple(self.below))


@dataclass(slots=True)
class _OpenParagraph:
    text: str
    line: int
    items: list[_OpenItem] = field(default_factory=list)

    def close(self) -> Paragraph:
        return Paragraph(self.text, self.line, tuple(item.close() for item in self.items))


def paragraphs_of(lines: Lines) -> tuple[Paragraph, ...]:
    """Return the paragraphs that the lines of an article make; the first line is always one."""
    open_: list[_OpenParagraph] = []
    for raw, line in lines:
        text = tidy(raw)
        mark = _item(text, open_[-1]) if open_ else None
        if mark is None:
            open_.append(_OpenParagraph(text, line))
        else:
            _take_item(open_[-1], mark, line)
    return tuple(paragraph.close() for paragraph in open_)


def tidy(text: str) -> str:
    """Return the line without white space beside Chinese characters; rows of tables keep theirs."""
    return squeezed(text) if ends_sentence(text) and not text.startswith("|") else text.strip()


def _item(text: str, paragraph: _OpenParagraph) -> ItemMark | None:
    """Return the marker of ``text`` when the items so far lead up to it."""
    mark = item_mark(text)
    if mark is None or mark.is_mention:
        return None
    if mark.number == 1 or _continues(mark, paragraph.items):
        return mark
    return mark if mark.style is Style.BRACKETED else None


def _continues(mark: ItemMark, items: list[_OpenItem]) -> bool:
    """Whether an item, or one below the last item, has the number before (or one is lost between)."""
    last = items[-1:]
    below = [inner for item in last for inner in item.below[-1:]]
    numbers = [item.mark.number for item in last if item.mark.style is mark.style]
    numbers += [inner.number for inner in below if (m := item_mark(inner.marker)) and m.style is mark.style]
    return any(0 < mark.number - number <= MAX_LOST + 1 for number in numbers)


def _take_item(paragraph: _OpenParagraph, mark: ItemMark, line: int) -> None:
    items = paragraph.items
    if items and items[0].mark.style is not mark.style:
        items[-1].below.append(Item(mark.number, mark.marker, mark.rest, line))
    else:
        items.append(_OpenItem(mark, mark.rest, line))
