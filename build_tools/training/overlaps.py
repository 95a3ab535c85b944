"""Which bearers may be one and the same: a class and its member, a body and its post."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from build_tools.model import BearerKind, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_tools.graph import RegulationGraph
    from build_tools.model import Bearer

_RELATIVE = ("上级", "有管理权限", "派出机关")
_DISCIPLINE = ("纪委", "纪检", "纪律检查", "监察", "派驻", "派出机关")


class Overlaps:
    """The bearers of a graph, and which of them overlap; everything is computed once, on first use."""

    def __init__(self, graph: RegulationGraph, works_of: Mapping[str, frozenset[str]]) -> None:
        """Look at the bearers of ``graph``; ``works_of`` are the works that bind each to something."""
        self.graph = graph
        self.bearers = graph.corpus.bearers
        self.works_of = works_of

    @cached_property
    def below(self) -> dict[str, frozenset[str]]:
        """Each bearer with all that belong to it as a class, at any depth."""
        found: dict[str, set[str]] = {bearer: {bearer} for bearer in self.bearers}
        for bearer in self.bearers:
            for above in self.graph.classes_of(bearer):
                found[above.id].add(bearer)
        return {bearer: frozenset(members) for bearer, members in found.items()}

    def members_below(self, bearer: str) -> int:
        """Return how many bearers belong to a class, itself included."""
        return len(self.below[bearer])

    @cached_property
    def overlapping(self) -> dict[str, set[str]]:
        """The bearers that each bearer overlaps with: that may be it.

        A class overlaps with its member, a body with its post.
        So may classes with a common member, and those of which one's name holds the other's (党支部 and
        临时党支部). Members of the Party overlap with every person;
        a superior or a competent organisation may be almost any.
        """
        found: dict[str, set[str]] = {bearer: {bearer} for bearer in self.bearers}
        for a, b in combinations(self.bearers, 2):
            if self._overlap(a, b):
                found[a].add(b)
                found[b].add(a)
        return found

    def _overlap(self, a: str, b: str) -> bool:
        if not self.below[a].isdisjoint(self.below[b]) or self._belongs(a, b) or self._belongs(b, a):
            return True
        first, second = self.bearers[a], self.bearers[b]
        if first.name in second.name or second.name in first.name:
            return True
        if Tier.MEMBER in {first.tier, second.tier} and is_person(first) and is_person(second):
            return True
        if self._is_relative(first, second) or self._is_relative(second, first):
            return True
        return self._are_discipline(first, second)

    def _belongs(self, a: str, b: str) -> bool:
        """Whether ``a`` is a post or a part of ``b``, or of a class that overlaps with it by its members."""
        below = self.below[b]
        return any(not self.below[body].isdisjoint(below) for body in self._bodies[a])

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, ...]]:
        """The body of each bearer, the body of that, and so on."""
        found: dict[str, tuple[str, ...]] = {}
        for bearer in self.bearers:
            bodies: dict[str, None] = {}
            body = self.graph.body_of(bearer)
            while body and body.id not in bodies and body.id != bearer:
                bodies[body.id] = None
                body = self.graph.body_of(body.id)
            found[bearer] = tuple(bodies)
        return found

    def _is_relative(self, a: Bearer, b: Bearer) -> bool:
        """Whether ``a`` is an organisation only in relation to others, and ``b`` may be it."""
        low = {Tier.BRANCH, Tier.MEMBER}
        return a.name.startswith(_RELATIVE) and b.tier not in low and not is_person(b)

    def _are_discipline(self, a: Bearer, b: Bearer) -> bool:
        """Whether both are organs of discipline, one a class or no work naming them side by side."""
        if not {a.id, b.id} <= self._of_discipline:
            return False
        if BearerKind.CLASS in {a.kind, b.kind}:
            return True
        return not (self.works_of.get(a.id, frozenset()) & self.works_of.get(b.id, frozenset()))

    @cached_property
    def _of_discipline(self) -> set[str]:
        bearers = self.bearers.values()
        return {bearer.id for bearer in bearers if any(word in bearer.name for word in _DISCIPLINE)}


def is_person(bearer: Bearer) -> bool:
    """Whether a bearer is one person at a time: a post, or a class of members or of posts."""
    return bearer.kind is BearerKind.POST or (
        bearer.kind is BearerKind.CLASS
        and (bearer.tier is Tier.MEMBER or bearer.name.endswith(("书记", "负责人", "成员", "干部", "委员")))
    )
