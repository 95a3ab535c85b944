"""The wording of an imported regulation by eid, as `build_tools.provisions` addresses an expression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.eid import Eid, Level, make_step
from build_tools.importer.records import Article, Item, Regulation


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of one provision, without its number, and its line in the source."""

    eid: Eid
    text: str
    line: int


def wording_of(regulation: Regulation) -> tuple[Wording, ...]:
    """Return the texts of all articles, paragraphs and items that have any, in the order of the text."""
    return tuple(wording for article in regulation.articles for wording in _article(article) if wording.text)


def _article(article: Article) -> Iterator[Wording]:
    eid = Eid.of(make_step(Level.ARTICLE, *article.number))
    alone = len(article.paragraphs) == 1
    for number, paragraph in enumerate(article.paragraphs, 1):
        place = eid if alone else eid.child(Level.PARAGRAPH, number)
        yield Wording(place, paragraph.text, paragraph.line)
        yield from _items(place, paragraph.items, Level.ITEM)


def _items(parent: Eid, items: Sequence[Item], level: Level) -> Iterator[Wording]:
    for number, item in zip(numbers_of(items), items, strict=True):
        place = parent.child(level, number)
        yield Wording(place, item.text, item.line)
        yield from _items(place, item.subitems, Level.SUBITEM)


def numbers_of(items: Sequence[Item]) -> list[int]:
    """Return the numbers of ``items``; one that does not rise is counted on from the one before."""
    numbers: list[int] = []
    for item in items:
        last = numbers[-1] if numbers else 0
        numbers.append(item.number if item.number > last else last + 1)
    return numbers
