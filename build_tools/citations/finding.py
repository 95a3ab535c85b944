"""Citations in a text, with their spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from build_tools.citations.grammar import GAP, pattern
from build_tools.citations.names import NameIndex
from build_tools.eid import Eid, Level, make_step
from build_tools.numerals import parse_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCUS = re.compile(rf"{GAP}(?:{pattern('provision').pattern}|{pattern('division').pattern})")


class CitationKind(StrEnum):
    """The kinds of citation; an alias is a name other than the title of the work."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    RELATIVE = "relative"
    RANGE = "range"
    LIST = "list"
    ALIAS = "alias"
    NAME_ONLY = "name-only"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a citation stands: offsets in characters, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Locus:
    """The place in a work that a citation names; None where it names none at that level."""

    part: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    def eid(self) -> Eid | None:
        """Return the locus as an eid, or None where it names no provision."""
        steps = [
            make_step(level, number, (self.inserted or 0) if level is Level.ARTICLE else 0)
            for level in Level
            if (number := getattr(self, level.value))
        ]
        return Eid.of(*steps) if steps else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a work or of a place in it."""

    span: Span
    text: str
    kind: CitationKind
    name: str
    loci: tuple[Locus, ...] = ()


def find_citations(text: str, names: NameIndex | None = None) -> tuple[Citation, ...]:
    """Return the citations in ``text``, in order; the text of each is ``text[span.start:span.end]``.

    A name in 《》 is a citation with any locus after it, and without one when ``names`` knows it
    (name-only); a name without 《》 only when ``names`` knows it and a locus follows.
    """
    return tuple(_citations(text, names or NameIndex()))


def _citations(text: str, names: NameIndex) -> Iterator[Citation]:
    position = 0
    while head := names.heads.search(text, position):
        citation = _citation(head, names)
        position = citation.span.end if citation else head.end()
        if citation:
            yield citation


def _citation(head: re.Match[str], names: NameIndex) -> Citation | None:
    name = head["title"] or head[0]
    match = _LOCUS.match(head.string, head.end())
    locus = _locus(match) if match else None
    if match and locus:
        span = Span(head.start(), match.end())
        kind = CitationKind.ALIAS if _is_alias(name, names) else CitationKind.EXTERNAL
        return Citation(span, head.string[span.start : span.end], kind, name, (locus,))
    if head["title"] and names.works(name):
        return Citation(Span(*head.span()), head[0], CitationKind.NAME_ONLY, name)
    return None


def _locus(match: re.Match[str]) -> Locus | None:
    """Return the place that the numerals of ``match`` name, or None when one of them is no ordinal."""
    numbers: dict[str, int] = {}
    for group, written in match.groupdict().items():
        number = parse_numeral(written) if written else None
        if written and not number:
            return None
        if number:
            numbers[group.removeprefix("part_")] = number
    return Locus(**numbers)


def _is_alias(name: str, names: NameIndex) -> bool:
    return bool(names.works(name)) and not names.is_title(name)
