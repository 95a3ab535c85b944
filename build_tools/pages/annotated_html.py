"""Finished HTML, such as a page written by hand: the citations in its text become links, all else stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.pages.annotation import cite

if TYPE_CHECKING:
    from build_tools.citations import Citation
    from build_tools.pages.annotation import Chip

Cited = Callable[[str], Sequence[tuple["Citation", "Chip"]]]
"""Finds the citations in a text, each with the chip of the clause that it leads to."""

LEFT_ALONE = frozenset("a button code h1 h2 h3 h4 h5 h6 kbd pre samp script style summary textarea".split())
"""Elements whose text stays as it is: links already, not prose, or no place for a link."""
_CHARACTER = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|.", re.DOTALL)


def annotate_html(html: str, cited: Cited) -> str:
    """Return ``html`` in which each citation that ``cited`` finds is a link to its clause, with a preview.

    A citation is looked for in each run of text between two tags. Nothing else changes.
    """
    parts: list[str] = []
    position = 0
    for start, end in _Texts(html).runs():
        parts += (html[position:start], _annotate_run(html[start:end], cited))
        position = end
    return "".join([*parts, html[position:]])


def _annotate_run(raw: str, cited: Cited) -> str:
    characters = [(unescape(match[0]), match.start()) for match in _CHARACTER.finditer(raw)]
    starts = [*(start for character, start in characters for _ in character), len(raw)]
    parts: list[str] = []
    position = 0
    for citation, chip in cited("".join(character for character, _ in characters)):
        start, end = starts[citation.span.start], starts[citation.span.end]
        parts += (raw[position:start], cite(chip, Markup(raw[start:end])))  # noqa: S704  (it is HTML already)
        position = end
    return "".join([*parts, raw[position:]])


class _Texts(HTMLParser):
    """Where in an HTML text prose stands."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._lines = (0, *(match.end() for match in re.finditer("\n", html)))
        self._marks: list[tuple[int, bool]] = []
        self._inside: list[str] = []
        self.feed(html)
        self.close()
        self._marks.append((len(html), False))

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the start and the end of each run of prose, character references and all."""
        start = None
        for place, is_prose in self._marks:
            if is_prose and start is None:
                start = place
            elif not is_prose and start is not None:
                yield start, place
                start = None

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._mark(is_prose=False)
        if tag in LEFT_ALONE:
            self._inside.append(tag)

    def handle_startendtag(self, _tag: str, _attrs: object) -> None:
        self._mark(is_prose=False)

    def handle_endtag(self, tag: str) -> None:
        self._mark(is_prose=False)
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, _data: str) -> None:
        self._mark(is_prose=not self._inside)

    def handle_entityref(self, _name: str) -> None:
        self._mark(is_prose=not self._inside)

    def handle_charref(self, _name: str) -> None:
        self._mark(is_prose=not self._inside)

    def handle_comment(self, _data: str) -> None:
        self._mark(is_prose=False)

    def handle_decl(self, _decl: str) -> None:
        self._mark(is_prose=False)

    def handle_pi(self, _data: str) -> None:
        self._mark(is_prose=False)

    def unknown_decl(self, _data: str) -> None:
        self._mark(is_prose=False)

    def _mark(self, *, is_prose: bool) -> None:
        line, column = self.getpos()
        self._marks.append((self._lines[line - 1] + column, is_prose))
