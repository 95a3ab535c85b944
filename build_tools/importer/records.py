"""What the importer makes of a text: headings, articles, paragraphs, items, and its doubts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from build_tools.eid import Level
from build_tools.numerals import to_chinese

Number = tuple[int, int]
"""A number and the one after 之: 第八条之一 is (8, 1), 第八条 is (8, 0)."""


Line = tuple[int, str]
"""The number of a line in the source, and its text."""


@dataclass(frozen=True, slots=True, order=True)
class Doubt:
    """Something a person should look at; ``line`` counts from 1 in the text that was read."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"第{self.line}行：{self.message}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``level`` is None for one that the eids do not know: 附则 without number, 分编."""

    level: Level | None
    number: Number
    title: str
    line: int

    @property
    def num(self) -> str:
        """The number as written in a heading: 第三章."""
        return written_number(self.number, self.level) if self.level else ""


@dataclass(frozen=True, slots=True)
class Item:
    """A 项 or 目: ``marker`` as printed, ``text`` without it."""

    number: int
    marker: str
    text: str
    line: int
    subitems: tuple[Item, ...] = ()

    @property
    def full_text(self) -> str:
        """The marker and the text of the item and of what is below it, a line each."""
        return "\n".join([self.marker + self.text, *(subitem.full_text for subitem in self.subitems)])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 款."""

    text: str
    line: int
    items: tuple[Item, ...] = ()

    @property
    def full_text(self) -> str:
        """The text of the paragraph and of its items, a line each."""
        return "\n".join([self.text, *(item.full_text for item in self.items)])


@dataclass(frozen=True, slots=True)
class Article:
    """A 条."""

    number: Number
    line: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def num(self) -> str:
        """The number as written: 第八条之一."""
        return written_number(self.number, Level.ARTICLE)

    @property
    def text(self) -> str:
        """The whole text without its number: paragraphs and items, a line each."""
        return "\n".join(paragraph.full_text for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Regulation:
    """The structure of a regulation. ``body`` holds headings and articles in the order of the text.

    What was left out is kept beside it: the lines ``before`` the title, ``strays`` that belong to no article,
    those ``after`` the text, page ``furniture``, and of it the ``intruders`` between two lines of a sentence.
    ``uncertain``: lines where a hard-wrapped text does not tell whether a paragraph ends.
    """

    title: str = ""
    note: str = ""
    preamble: tuple[str, ...] = ()
    body: tuple[Heading | Article, ...] = ()
    before: tuple[Line, ...] = ()
    strays: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()
    intruders: tuple[Line, ...] = ()
    uncertain: tuple[int, ...] = ()

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles."""
        return tuple(entry for entry in self.body if isinstance(entry, Article))

    @property
    def max_article(self) -> int:
        """The highest number of an article, 0 without any."""
        return max((article.number[0] for article in self.articles), default=0)

    def count(self, level: Level) -> int:
        """Return how many headings of ``level`` there are."""
        return sum(isinstance(entry, Heading) and entry.level is level for entry in self.body)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs of all articles."""
        for article in self.articles:
            yield from article.paragraphs


def written_number(number: Number, level: Level) -> str:
    """Return a number as regulations write it: 第三章, 第八条之一."""
    inserted = f"之{to_chinese(number[1])}" if number[1] else ""
    return f"第{to_chinese(number[0])}{level.chinese}{inserted}"
