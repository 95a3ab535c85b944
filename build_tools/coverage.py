"""Coverage: which binding provisions have a duty, or a reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import ProvisionRef
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


def binding_provisions(graph: RegulationGraph, work: str) -> Iterator[Provision]:
    """Yield the provisions of the text in force that bind somebody."""
    text = graph.corpus.text_of(work, graph.as_of)
    for root in text.roots if text else ():
        yield from (p for p in root.walk() if p.norm in BINDING)


def coverage_of(graph: RegulationGraph, work: str) -> Coverage:
    """Return the coverage of the text of ``work`` in force."""
    total = with_duty = with_reason = 0
    for provision in binding_provisions(graph, work):
        total += 1
        if graph.duties_from(ProvisionRef(work, provision.eid)):
            with_duty += 1
        elif provision.no_duty:
            with_reason += 1
    return Coverage(total, with_duty, with_reason)
