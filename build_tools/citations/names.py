"""Names of works: titles, short titles and aliases, compared without prefix, width and form of brackets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from build_tools.citations.bare_names import KNOWN_ALIASES, KNOWN_LAWS, KnownNames
from build_tools.citations.grammar import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = re.compile(r"^(?:中华人民共和国|中国共产党)(?=..)")
_IGNORED = re.compile(r"[\s·]+")
_FOLD = str.maketrans("〈〉", "《》")
_KINDS = frozenset({"章程", "条例", "规定", "规则", "准则", "办法", "细则", "宪法", "意见"})


@lru_cache(maxsize=10_000)
def canonical_name(name: str) -> str:
    """Return ``name`` for comparison: NFKC, no white space, no 中国共产党 or 中华人民共和国 in front.

    A title that without the prefix is only a kind of document keeps it: 中国共产党章程 is not 章程.
    """
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", name)).translate(_FOLD)
    short = _PREFIX.sub("", folded)
    return folded if short in _KINDS else short


@dataclass(frozen=True)
class NameIndex:
    """The works that names lead to: (name, work id) pairs, of which the first of a work is its title."""

    entries: tuple[tuple[str, str], ...] = ()
    _works: dict[str, list[str]] = field(init=False, default_factory=dict, repr=False, compare=False)
    _titles: dict[str, str] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, work in self.entries:
            self._titles.setdefault(work, name)
            works = self._works.setdefault(canonical_name(name), [])
            if work not in works:
                works.append(work)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, str]]) -> NameIndex:
        """Return the index of (name, work id) pairs, the title of each work before its other names."""
        return cls(tuple(entries))

    def works(self, name: str) -> tuple[str, ...]:
        """Return the ids of the works called ``name``: none, one, or several when it is ambiguous."""
        return tuple(self._works.get(canonical_name(name), ()))

    def is_title(self, name: str) -> bool:
        """Whether ``name`` is the title of a work, with or without 中国共产党 or 中华人民共和国 in front."""
        return any(canonical_name(self._titles[work]) == canonical_name(name) for work in self.works(name))

    def title(self, work: str) -> str:
        """Return the title of a work, as written."""
        return self._titles[work]

    @cached_property
    def bare(self) -> frozenset[str]:
        """The names that count without 《》 too, folded: those given, and works that everybody knows."""
        return KNOWN_LAWS.union(KNOWN_ALIASES, map(fold, self.names))

    @cached_property
    def known(self) -> KnownNames:
        """The same names, for looking back from a place."""
        return KnownNames(self.bare)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, as written."""
        return tuple(name for name, _ in self.entries)
