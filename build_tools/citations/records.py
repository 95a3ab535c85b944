"""What a citation is: its span, its head, and the places that it names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from build_tools.eid import Eid, Level, make_step

LEVELS = tuple(Level)
_NAMES = tuple(level.value for level in LEVELS)
_ARTICLE = LEVELS.index(Level.ARTICLE)


class CitationKind(StrEnum):
    """The kinds of citation, in the order of precedence: the first that applies."""

    RELATIVE = "relative"
    ALIAS = "alias"
    RANGE = "range"
    LIST = "list"
    NAME_ONLY = "name-only"
    EXTERNAL = "external"
    INTERNAL = "internal"


class HeadKind(StrEnum):
    """What stands before the first locus: a title in 《》, a bare name, 本条例, 该条例, or nothing."""

    TITLE = "title"
    NAME = "name"
    SELF = "self"
    DEMONSTRATIVE = "demonstrative"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the original text: offsets in characters, the end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in a work; None where it names nothing at that level."""

    part: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    @property
    def first(self) -> Level | None:
        """The outermost level that is named."""
        return next((level for level in LEVELS if getattr(self, level.value)), None)

    def at(self, level: Level, number: int, inserted: int = 0) -> Locus:
        """Return the locus with ``number`` at ``level`` and nothing below."""
        rank = LEVELS.index(level)
        values = {name: getattr(self, name) for name in _NAMES[:rank]}
        values[_NAMES[rank]] = number
        return Locus(**values, inserted=inserted or (self.inserted if rank > _ARTICLE else None))

    def within(self, outer: Locus) -> Locus:
        """Return the locus with the levels above its first taken from ``outer``."""
        first = self.first
        if first is None:
            return outer
        upper = LEVELS[: LEVELS.index(first)]
        values = {level.value: getattr(outer, level.value) for level in upper}
        if Level.ARTICLE in upper:
            values["inserted"] = outer.inserted
        return replace(self, **values)

    def eid(self) -> Eid | None:
        """Return the locus as an eid, or None where it names no provision."""
        steps = [
            make_step(level, number, (self.inserted or 0) if level is Level.ARTICLE else 0)
            for level in Level
            if (number := getattr(self, level.value))
        ]
        return Eid.of(*steps) if steps else None


@dataclass(frozen=True, slots=True)
class LocusRange:
    """A locus, or with ``end`` all from ``start`` to ``end``."""

    start: Locus
    end: Locus | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A place counted from another: ``back`` steps before it at ``level``, and ``count`` of them.

    前款 is (PARAGRAPH, 1, 1), 前三款 is (PARAGRAPH, 3, 3), 本条 is (ARTICLE, 0, 1).
    With ``cited`` it is counted from what was just cited (同条).
    """

    level: Level
    back: int
    count: int
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of a work or of places in it.

    ``name`` is the work as written, without 《》; for `HeadKind.NONE` and DEMONSTRATIVE the name carried
    over from the citation before, and "" for the work in which the text stands.
    ``follows`` is the index of the citation in the same sentence from which places may be carried over,
    ``amends`` that of the place whose new wording (修改为：“…”) the text around the citation is.
    """

    span: Span
    text: str
    kind: CitationKind
    head: HeadKind
    name: str
    loci: tuple[LocusRange, ...] = ()
    relative: Relative | None = None
    follows: int | None = None
    amends: int | None = None
