"""Coverage: which binding provisions have a duty, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import ProvisionRef
from build_tools.eid import Level
from build_tools.model import Norm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.graph import RegulationGraph
    from build_tools.provisions import Provision

BINDING = frozenset({Norm.OBLIGATION, Norm.PROHIBITION})


@dataclass(frozen=True, slots=True)
class Coverage:
    """Numbers of binding provisions of one text: all, those with a duty, those with a reason."""

    obligations: int
    with_duty: int
    with_reason: int

    @property
    def covered(self) -> int:
        """The provisions that have a duty or a reason."""
        return self.with_duty + self.with_reason

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.obligations + other.obligations,
            self.with_duty + other.with_duty,
            self.with_reason + other.with_reason,
        )


NOTHING = Coverage(0, 0, 0)
MANY = 200
"""More works of which only the text was imported than these stand on pages and in files of their own."""


def binding_provisions(graph: RegulationGraph, work: str) -> Iterator[Provision]:
    """Yield the provisions of the text in force that bind somebody."""
    text = graph.corpus.text_of(work, graph.as_of)
    for root in text.roots if text else ():
        yield from (p for p in root.walk() if p.norm in BINDING)


def coverage_of(graph: RegulationGraph, work: str) -> Coverage:
    """Return the coverage of the text of ``work`` in force."""
    return sum((_coverage(graph, provision) for provision in binding_provisions(graph, work)), NOTHING)


def coverage_by_chapter(graph: RegulationGraph, work: str) -> Iterator[tuple[Provision, Coverage]]:
    """Yield the chapters that bind somebody, each with its coverage; a text without chapters yields none."""
    text = graph.corpus.text_of(work, graph.as_of)
    for provision in text.by_eid.values() if text else ():
        if provision.level is Level.CHAPTER:
            binding = (p for p in provision.walk() if p.norm in BINDING)
            coverage = sum((_coverage(graph, p) for p in binding), NOTHING)
            if coverage.obligations:
                yield provision, coverage


def shelved_works(graph: RegulationGraph) -> frozenset[str]:
    """Return the works of which only the text was imported, without a digest or a duty, where there are many.

    Overviews count them and lead to them: thousands of lines that say nothing yet would bury the others.
    """
    with_duty = {ref.work for duty in graph.corpus.duties for ref in graph.basis_of(duty)}
    found = {
        work
        for work, texts in graph.corpus.texts.items()
        if work not in with_duty and not any(p.digest for text in texts for p in text.by_eid.values())
    }
    return frozenset(found & graph.corpus.works.keys()) if len(found) > MANY else frozenset()


def _coverage(graph: RegulationGraph, provision: Provision) -> Coverage:
    """Return the coverage of one binding provision."""
    if graph.duties_from(ProvisionRef(provision.work, provision.eid)):
        return Coverage(1, 1, 0)
    return Coverage(1, 0, 1 if provision.no_duty else 0)
