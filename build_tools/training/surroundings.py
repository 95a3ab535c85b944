"""What lies around a duty or a failing, worked out once for all the options that are held against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.corpus import ProvisionRef
from build_tools.eid import Step


class Clauses:
    """Some places in works."""

    def __init__(self, refs: Iterable[ProvisionRef]) -> None:
        """Take the places; a place without an eid is the whole work."""
        self._works: set[str] = set()
        self._whole: set[str] = set()
        self._places: set[tuple[str, tuple[Step, ...]]] = set()
        self._around: set[tuple[str, tuple[Step, ...]]] = set()
        for ref in set(refs):
            self._works.add(ref.work)
            if ref.eid is None:
                self._whole.add(ref.work)
                continue
            steps = ref.eid.steps
            self._places.add((ref.work, steps))
            self._around.update((ref.work, steps[:count]) for count in range(1, len(steps) + 1))

    def touch(self, ref: ProvisionRef) -> bool:
        """Whether ``ref`` is one of the places, or lies inside or around one."""
        if ref.eid is None or ref.work in self._whole:
            return ref.work in self._works
        steps = ref.eid.steps
        inside = ((ref.work, steps[:count]) in self._places for count in range(1, len(steps)))
        return (ref.work, steps) in self._around or any(inside)


@dataclass(frozen=True, slots=True)
class Failing:
    """What a failing may be about: duties, steps of the loop, indicators, and all that is said of it."""

    duties: frozenset[str]
    stages: frozenset[str]
    indicators: frozenset[str]
    said: str
