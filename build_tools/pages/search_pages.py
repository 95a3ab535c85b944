"""Pages written by hand as search finds them: a section per heading."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from build_tools.pages.page import Address
from build_tools.pages.search_index import Section, SectionKind, joined

_HEADING = re.compile(r"h[1-4]")
_SILENT = frozenset({"script", "style"})
_BLOCKS = frozenset({"p", "li", "tr", "pre", "table", "ul", "ol", "dd", "dt", "div", "blockquote"})


def page_sections(path: str, title: str, html: str) -> tuple[Section, ...]:
    """Return the sections of the page at ``path``: the part before any heading, then one for each."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(
        Section(
            SectionKind.PAGE,
            heading or title,
            joined(("指南", title) if heading and heading != title else ("指南",)),
            Address(path, anchor),
            " ".join("".join(text).split()),
        )
        for heading, anchor, text in reader.parts
        if heading or "".join(text).strip()
    )


class _Reader(HTMLParser):
    """Collects headings, their anchors, and the text below each."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str, list[str]]] = [("", "", [])]
        self._heading: list[str] | None = None
        self._anchor = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a heading, or part words that a block divides."""
        if _HEADING.fullmatch(tag):
            self._heading, self._anchor = [], dict(attrs).get("id") or ""
        elif tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts[-1][2].append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Open the section of a heading that is complete."""
        if _HEADING.fullmatch(tag) and self._heading is not None:
            self.parts.append((" ".join("".join(self._heading).split()), self._anchor, []))
            self._heading = None
        elif tag in _SILENT:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        """Take text as part of a heading or of the section that is open."""
        if self._silent:
            return
        if self._heading is not None:
            self._heading.append(data)
        else:
            self.parts[-1][2].append(data)
