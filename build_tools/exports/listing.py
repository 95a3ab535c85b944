"""Listings: titled tables with notes on where they come from, to be written as Excel, Word or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from dataclasses import dataclass

from build_tools.exports.tables import BYTE_ORDER_MARK, Row, as_text
from build_tools.files import is_device

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\[\]]+')
_LONGEST = 180
"""Bytes of a file name without its ending: file systems allow 255 for both."""

NOTICE = "要点由责链编写，以正式文本为准。"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in Chinese characters."""

    name: str
    width: float


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a listing; on paper the values of the column ``grouped`` become subheads."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    grouped: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Tables with a title; ``facts`` (what, said) go to the notes; ``day`` is that of the knowledge base.

    ``lead`` are the paragraphs before the tables on paper.
    """

    title: str
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]
    day: dt.date
    lead: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows of all tables."""
        return sum(len(part.rows) for part in self.parts)


def as_csv(listing: Listing) -> str:
    """Return the tables one below the other; several have their names above them and an empty row between.

    With a byte order mark; cells that look like a formula become text.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for index, part in enumerate(listing.parts):
        if len(listing.parts) > 1:
            writer.writerows([[]] if index else [])
            writer.writerow([as_text(part.name)])
        writer.writerow([column.name for column in part.columns])
        writer.writerows([as_text(cell) for cell in row] for row in part.rows)
    return BYTE_ORDER_MARK + out.getvalue()


def safe_name(name: str) -> str:
    """Return ``name`` as a name of a file on every system: 责任清单（党支部书记）.

    No separators, no characters that Windows forbids, no leading dot, no name of a device, at most 180 bytes.
    """
    words = _UNSAFE.sub("_", unicodedata.normalize("NFC", name))
    words = words.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return f"_{words}" if not words or is_device(words) else words
