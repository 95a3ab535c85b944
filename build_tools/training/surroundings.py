"""What lies around a duty or a failing: the duties that may ask for the same, on the same clauses.

Sets of duties are ints (`masks`), so that one operation tells whether two of them meet, however large they
are. They are not kept for long: the options of a question come together, and so do the questions on a duty.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING, TypeVar

from build_tools.corpus import ProvisionRef
from build_tools.training.alike import Wordings
from build_tools.training.masks import mask_of, members
from build_tools.training.wording import pairs_of_characters

if TYPE_CHECKING:
    from build_tools.model import Bearer, Measure
    from build_tools.training.facts import Facts

ALIKE = 0.5
"""From this likeness on two duties may ask for the same."""
CASE_TOUCHES = 0.2
"""From this likeness on the description of a failing may be about a duty."""
MEASURES_ALIKE = 0.4
"""From this likeness on two measures may be of the same place."""
RECENT = 4096
"""Of so many duties and failings the surroundings are kept."""
PLACES = 4096
"""So many places in works are kept with the duties around them: more than any one work has."""

K = TypeVar("K", bound=Hashable)
_Holders = dict[Hashable, set[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """A provision as an option: what its digests say, as pairs of characters, the duties in or around it."""

    is_said: bool
    pairs: frozenset[str]
    touching: int


class Surroundings:
    """The duties near each duty, each place in a work and each failing of one knowledge base."""

    def __init__(self, facts: Facts) -> None:
        """Look at the duties of ``facts``."""
        self.facts = facts
        self.duties = facts.corpus.duties
        self.near = lru_cache(RECENT)(self._near)
        """A duty, by its id, and those that may ask for the same: of one matter or clause, worded alike."""
        self.may_breach = lru_cache(RECENT)(self._may_breach)
        """The duties that a failing, by the id of its problem, may leave undone."""
        self.place = lru_cache(PLACES)(self._place)
        """The provision at a place, given as text."""

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each duty."""
        return {duty: number for number, duty in enumerate(self.duties)}

    def mask(self, duties: Iterable[str]) -> int:
        """Return the set of the duties with these ids, without those that do not exist."""
        return mask_of(self.numbers[duty] for duty in duties if duty in self.numbers)

    def masks(self, pairs: Iterable[tuple[K, str]]) -> dict[K, int]:
        """Return for each key the set of the duties that stand beside it."""
        found: dict[K, list[str]] = {}
        for key, duty in pairs:
            found.setdefault(key, []).append(duty)
        return {key: self.mask(duties) for key, duties in found.items()}

    def may_owe(self, duty: str, bearer: str) -> bool:
        """Whether a bearer overlaps with one who owes a duty or its like."""
        return bool(self.near(duty) & self._owed_around[bearer])

    def strangers_to(self, duty: str, bearers: Iterable[Bearer]) -> Iterator[Bearer]:
        """Yield those of some bearers that cannot owe a duty or its like."""
        near = self.near(duty)
        return (bearer for bearer in bearers if not near & self._owed_around[bearer.id])

    def stages_near(self, duty: str) -> set[str]:
        """Return the steps of a duty and of its like."""
        near = self.near(duty)
        return {stage for stage, duties in self._of_stage.items() if duties & near}

    def places_like(self, measure: Measure) -> set[str]:
        """Return the ids of the experiences that report a measure like this one in title or words."""
        titles, words, reports = self._measures
        alike = titles.like(measure.title, MEASURES_ALIKE) | words.like(measure.what, MEASURES_ALIKE)
        return set(members(alike, reports))

    @cached_property
    def _measures(self) -> tuple[Wordings, Wordings, list[str]]:
        """The titles of all measures, what they say, and the ids of the experiences that report them."""
        experiences = self.facts.corpus.experiences.values()
        found = [(measure, experience.id) for experience in experiences for measure in experience.measures]
        titles, words = (measure.title for measure, _ in found), (measure.what for measure, _ in found)
        return Wordings(titles), Wordings(words), [report for _, report in found]

    def _near(self, duty: str) -> int:
        groups = (self._on_clause[ref] for ref in self.facts.basis[duty])
        alike = self._actions.like(self.duties[duty].action, ALIKE)
        return reduce(or_, chain(groups, self._gathered.get(duty, ())), alike | 1 << self.numbers[duty])

    def _may_breach(self, identifier: str) -> int:
        """Linked to the failing some way, of its step, left undone by another as well, or worded alike."""
        graph, problem = self.facts.graph, self.facts.corpus.problems[identifier]
        known = [self.duties[d] for d in problem.duties if d in self.duties]
        against = (measure for _, measure in graph.measures_against(identifier))
        served = (link.duty for m in against for link in (*m.implements, *m.illustrates))
        said = "".join((problem.title, problem.description, *problem.causes, *problem.countermeasures))
        stages = {problem.stage, *(d.stage for d in known)}
        found = chain(
            (self.mask(served), self._breached, self._actions.like(said, CASE_TOUCHES)),
            (self.near(duty.id) for duty in known),
            (self._of_stage.get(stage, 0) for stage in stages),
            (self._measured[i] for duty in known for i in graph.indicators_for(duty.id)),
        )
        return reduce(or_, found)

    def _place(self, value: str) -> Place:
        ref = ProvisionRef.parse(value)
        provision = self.facts.provision(ref)
        said = "".join(p.digest for p in provision.walk() if p.digest) if provision else ""
        return Place(bool(said), pairs_of_characters(said), self.mask(self._clauses.touching(ref)))

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self.facts.basis)

    @cached_property
    def _owed_around(self) -> dict[str, int]:
        """The duties of each bearer and of those that overlap with it."""
        owed = self.masks((bearer.id, duty) for duty, bearer in self.facts.owner.items())
        overlapping = self.facts.overlaps.overlapping
        return {b: reduce(or_, (owed.get(other, 0) for other in overlapping[b])) for b in overlapping}

    @cached_property
    def _of_stage(self) -> dict[str, int]:
        return self.masks((duty.stage, duty.id) for duty in self.duties.values())

    @cached_property
    def _actions(self) -> Wordings:
        return Wordings(duty.action for duty in self.duties.values())

    @cached_property
    def _on_clause(self) -> dict[ProvisionRef, int]:
        return self.masks((ref, duty) for duty, refs in self.facts.basis.items() for ref in refs)

    @cached_property
    def _gathered(self) -> dict[str, list[int]]:
        """The sets of duties of one matter to which each duty belongs."""
        found: dict[str, list[int]] = {}
        for matter in self.facts.corpus.matters.values():
            gathered = self.mask(matter.duties)
            for duty in matter.duties:
                found.setdefault(duty, []).append(gathered)
        return found

    @cached_property
    def _breached(self) -> int:
        """The duties that some problem leaves undone."""
        return self.mask(duty for duty in self.duties if self.facts.graph.problems_of(duty))

    @cached_property
    def _measured(self) -> dict[str, int]:
        """The duties that each indicator measures."""
        indicators = self.facts.graph.indicators_for
        return self.masks((indicator, duty) for duty in self.duties for indicator in indicators(duty))


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
