"""Placing: citations with the place where the text stands → absolute places, without any corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from build_tools.citations.records import LEVELS, Citation, HeadKind, Locus, LocusRange, Relative
from build_tools.eid import Level

THIS = ""
"""The name of the work in which the text stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A work (`THIS`, or a name as written) and a place, or a range of places, in it."""

    work: str
    start: Locus
    end: Locus | None = None


def place_citations(
    citations: Sequence[Citation], here: Locus | None = None
) -> tuple[tuple[Place, ...], ...]:
    """Return the places of each citation; () for one that cannot be placed without guessing.

    ``here`` is the place of the sentence: 前款 is counted from it, 第二项 alone belongs to it unless an
    article was just cited in the same sentence.
    """
    placed: list[tuple[Place, ...]] = []
    for citation in citations:
        before = placed[citation.follows] if citation.follows is not None else ()
        amended = placed[citation.amends] if citation.amends is not None else ()
        own = citation.follows is None or citation.amends is None or citation.follows <= citation.amends
        if amended and own and _is_relative(citation):
            placed.append(_in_work(amended[-1].work, _places(citation, amended[-1].start, ())))
        else:
            placed.append(_places(citation, here, before))
    return tuple(placed)


def _is_relative(citation: Citation) -> bool:
    return citation.head is HeadKind.NONE and (citation.relative is not None or not _is_absolute(citation))


def _in_work(work: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    return tuple(replace(place, work=work) for place in places)


def _places(citation: Citation, here: Locus | None, before: tuple[Place, ...]) -> tuple[Place, ...]:
    if citation.head is HeadKind.DEMONSTRATIVE and not citation.name:
        return ()
    if not citation.loci and citation.relative is None:
        return (Place(citation.name, Locus()),)
    if citation.relative is None and _is_absolute(citation):
        return tuple(Place(citation.name, r.start, r.end) for r in citation.loci)
    cited = before[-1] if before else None
    bases = _bases(citation, here, cited)
    if not citation.loci:
        return tuple(bases)
    if len(bases) != 1:
        return ()
    return tuple(_within(bases[0], r) for r in citation.loci)


def _is_absolute(citation: Citation) -> bool:
    first = citation.loci[0].start.first
    above = first is not None and LEVELS.index(first) <= LEVELS.index(Level.ARTICLE)
    return above or citation.head in {HeadKind.TITLE, HeadKind.NAME, HeadKind.SELF}


def _within(base: Place, locus: LocusRange) -> Place:
    return Place(base.work, locus.start.within(base.start), locus.end and locus.end.within(base.start))


def _bases(citation: Citation, here: Locus | None, cited: Place | None) -> list[Place]:
    relative = citation.relative
    if relative is None:
        return _enclosing(citation.loci[0].start.first, here, cited)
    if relative.count > _MOST:
        return []
    if relative.cited:
        return [Place(cited.work, _up_to(cited.start, relative.level))] if cited else []
    if relative.back == 0:
        return [Place(THIS, _up_to(here, relative.level))] if here and _value(here, relative.level) else []
    if relative.level in _LISTED and cited and relative.count > 1 and _can_hold(cited, relative.level):
        return _before_cited(cited, relative)
    return _counted(relative, here)


_MOST = 100
"""More than so many places before one nobody counts; a bound, since each is made."""
_LISTED = frozenset({Level.ITEM})


def _can_hold(cited: Place, level: Level) -> bool:
    return bool(cited.start.article) and (_value(cited.start, level) or 10**6) > 1


def _before_cited(cited: Place, relative: Relative) -> list[Place]:
    """前三项 right after 第十条: its first three items; right after 第十条第四项: the three before it."""
    number = _value(cited.start, relative.level) or relative.count + 1
    first = number - relative.back
    return [
        Place(cited.work, cited.start.at(relative.level, first + n))
        for n in range(relative.count)
        if first > 0
    ]


def _counted(relative: Relative, here: Locus | None) -> list[Place]:
    number = _value(here, relative.level) if here else None
    if here is None:
        return []
    if number is None:
        return _items_of_paragraph_before(relative, here)
    if relative.level is Level.ARTICLE and here.inserted and relative.count == 1:
        return [Place(THIS, here.at(Level.ARTICLE, number, here.inserted - 1))]
    if number - relative.back < 1:
        return []
    return [Place(THIS, here.at(relative.level, number - relative.back + n)) for n in range(relative.count)]


def _items_of_paragraph_before(relative: Relative, here: Locus) -> list[Place]:
    """前三项 in a paragraph after the list: the first three items of the paragraph before."""
    paragraph = (here.paragraph or 1) - 1
    if relative.level is not Level.ITEM or relative.count == 1 or paragraph < 1:
        return []
    base = here.at(Level.PARAGRAPH, paragraph)
    return [Place(THIS, base.at(Level.ITEM, n)) for n in range(1, relative.count + 1)]


def _enclosing(first: Level | None, here: Locus | None, cited: Place | None) -> list[Place]:
    """第二项 alone: of the article just cited in the sentence, else of the place of the sentence."""
    if first is None:
        return []
    if cited and cited.start.article:
        return [Place(cited.work, _above(cited.start, first))]
    if here and here.article:
        return [Place(THIS, _above(here, first))]
    return []


def _above(locus: Locus, level: Level) -> Locus:
    """Return ``locus`` without ``level`` and what is below it."""
    return replace(locus, **{inner.value: None for inner in LEVELS[LEVELS.index(level) :]})


def _up_to(locus: Locus, level: Level) -> Locus:
    """Return ``locus`` down to ``level``."""
    below = LEVELS[LEVELS.index(level) + 1 :]
    return replace(locus, **{inner.value: None for inner in below})


def _value(locus: Locus | None, level: Level) -> int | None:
    return getattr(locus, level.value) if locus else None
