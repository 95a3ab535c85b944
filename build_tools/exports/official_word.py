"""Listings as Word documents in the form of an official document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_tools.exports.wordstyle import (
    add_heading,
    add_table,
    add_text,
    add_title,
    begin_landscape,
    official_document,
    to_bytes,
)
from build_tools.numerals import to_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from build_tools.exports.listing import Listing, Part

_LINE = 20
"""Characters of a title in one line."""
_BEFORE_YEAR = re.compile(r"(?=\d{4}年)")
_HEAD = "编制说明"


def as_word(listing: Listing) -> bytes:
    """Return the document: title and explanations on upright pages, then the tables on landscape pages.

    The same listing gives the same bytes.
    """
    document = official_document(listing.title, listing.day)
    add_title(document, _broken(listing.title))
    heads = (_HEAD, *(part.name for part in listing.parts))
    add_heading(document, f"一、{heads[0]}")
    for number, text in enumerate(listing.lead, 1):
        add_text(document, f"（{to_chinese(number)}）{text}")
    width = begin_landscape(document)
    for number, part in enumerate(listing.parts, 2):
        begun = number == 2  # noqa: PLR2004  (the first table begins the landscape pages)
        add_heading(document, f"{to_chinese(number)}、{part.name}", new_page=not begun)
        columns, rows = _on_paper(part)
        add_table(document, columns, rows, width=width)
    return to_bytes(document)


def _broken(title: str) -> str:
    """Return a title that is too long for one line in two, at the year when it names one."""
    return _BEFORE_YEAR.sub("\n", title, count=1).strip("\n") if len(title) > _LINE else title


def _on_paper(part: Part) -> tuple[list[tuple[str, float]], Iterator[Sequence[str]]]:
    """Return columns and rows with the values of the grouping column as subheads instead."""
    names = [column.name for column in part.columns]
    group = names.index(part.grouped) if part.grouped else None
    columns = [(c.name, c.width) for index, c in enumerate(part.columns) if index != group]
    return columns, _rows(part, group)


def _rows(part: Part, group: int | None) -> Iterator[Sequence[str]]:
    last = None
    for row in part.rows:
        if group is not None and row[group] != last:
            last = row[group]
            yield (last,)
        yield [cell for index, cell in enumerate(row) if index != group]
