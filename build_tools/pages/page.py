"""What a page is, for any site engine: a path, a title, finished HTML."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page: its anchor, its words, the headings below it."""

    id: str
    title: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``path`` is relative to the site, ``source`` the one YAML file that it is made from, if any."""

    path: str
    title: str
    html: str
    toc: tuple[TocEntry, ...]
    source: str | None
    description: str
    linked_data: str = ""
    """What the page is about as JSON-LD, for a script element in its head."""


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page of which only the path is known until it is made; made again it is the same.

    ``given`` are the records that it is made of, besides what it asks of the knowledge base.
    """

    path: str
    make: Callable[[], Page]
    given: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is no page."""

    path: str
    content: str

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.content.encode()


@dataclass(frozen=True, slots=True)
class Download:
    """A file of bytes, such as a Word document."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Address:
    """A place on the site: a page and an anchor in it."""

    path: str
    anchor: str = ""
    query: str = ""

    def relative_to(self, page: str) -> str:
        """Return the address as a link from the page at ``page``, free of where the site stands."""
        query = f"?{self.query}" if self.query else ""
        anchor = f"#{self.anchor}" if self.anchor else ""
        if self.path == page and anchor and not query:
            return anchor
        return f"{_relative(self.path, page.rpartition('/')[0])}{query}{anchor}"


def in_script(data: object) -> str:
    """Return data as JSON for a script: without `</script>`, `<!--` and separators that end a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("</", "<\\/")
        .replace("<!--", "<\\u0021--")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


@cache
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder or ".")
