"""What lies around a duty or a failing, worked out once for all the options that are held against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from build_tools.corpus import ProvisionRef

_Holders = dict[Hashable, set[str]]


class Clauses:
    """The places in works on which duties rest, asked the other way round: who rests near a place?"""

    def __init__(self, basis: Mapping[str, Iterable[ProvisionRef]]) -> None:
        """Take the places of each duty; a place without an eid is the whole work."""
        self._works: _Holders = {}
        self._whole: _Holders = {}
        self._places: _Holders = {}
        self._around: _Holders = {}
        for duty, refs in basis.items():
            for ref in refs:
                self._works.setdefault(ref.work, set()).add(duty)
                if ref.eid is None:
                    self._whole.setdefault(ref.work, set()).add(duty)
                    continue
                steps = ref.eid.steps
                self._places.setdefault((ref.work, steps), set()).add(duty)
                for count in range(1, len(steps) + 1):
                    self._around.setdefault((ref.work, steps[:count]), set()).add(duty)

    def touching(self, ref: ProvisionRef) -> frozenset[str]:
        """Return the duties of which a place is ``ref``, or lies inside or around it."""
        if ref.eid is None:
            return frozenset(self._works.get(ref.work, ()))
        steps = ref.eid.steps
        outer = (self._places.get((ref.work, steps[:count]), ()) for count in range(1, len(steps)))
        return frozenset(self._whole.get(ref.work, ())).union(self._around.get((ref.work, steps), ()), *outer)


@dataclass(frozen=True, slots=True)
class Failing:
    """What a failing may be about: duties, steps of the loop, indicators, and all that is said of it."""

    duties: frozenset[str]
    stages: frozenset[str]
    indicators: frozenset[str]
    said: str
