"""A training pack: what somebody new to a post studies, how long, and does in 90 days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from build_tools.model import BearerKind, Modality, Period
from build_tools.model.duty import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_tools.corpus import ProvisionRef
    from build_tools.graph import Practice, RegulationGraph
    from build_tools.model import Bearer, Duty, Matter, Problem
    from build_tools.training.facts import Facts

CHARACTERS_A_MINUTE = 250
"""Reading with understanding; slower than reading for pleasure (300 to 500 characters a minute)."""
MINUTES = {"duty": 1.0, "timing": 0.5, "practice": 2.0, "problem": 2.0, "question": 1.0}
"""Minutes for each item, besides reading the clauses."""
BROAD = 20
"""A class with more members than this is a general name (党的各级组织): its duties are further reading."""
MAIN_BODY = 5
"""A body with so many duties of its own has a pack, as every post has."""
ON_CARD, PRACTICES, PROBLEMS, SELF_TEST = 14, 8, 8, 20
SOON = 31
"""What is due within so many days of an event belongs to the first month."""

_FIRST_MONTH = (Period.MONTH,)
_FIRST_QUARTER = (Period.QUARTER,)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the reading path: its id, its name, what it is about in words, how long it takes."""

    id: str
    name: str
    what: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Task:
    """An item of the checklist: what to do, because of which duty."""

    id: str
    text: str
    duty: Duty | None = None


@dataclass(frozen=True)
class Pack:
    """All that the training for one bearer needs, in the order of the data."""

    facts: Facts
    bearer: Bearer

    @property
    def graph(self) -> RegulationGraph:
        """The graph of the knowledge base."""
        return self.facts.graph

    @cached_property
    def own(self) -> tuple[Duty, ...]:
        """What the bearer owes itself or as a member of a class that is no general name."""
        return self._duties(self.bearer)

    @cached_property
    def body(self) -> Bearer | None:
        """The body of a post."""
        return self.graph.body_of(self.bearer.id)

    @cached_property
    def around(self) -> tuple[Duty, ...]:
        """What the body of the post owes, without what is the post's own."""
        known = {duty.id for duty in self.own}
        found = self._duties(self.body) if self.body else ()
        return tuple(duty for duty in found if duty.id not in known)

    @cached_property
    def study(self) -> tuple[Duty, ...]:
        """The duties to be studied: the bearer's first, then those of its body."""
        return self.own + self.around

    def _duties(self, bearer: Bearer) -> tuple[Duty, ...]:
        holders = {bearer.id} | {c.id for c in self.graph.classes_of(bearer.id) if self._is_near(c)}
        found = self.graph.duties_of(bearer.id, inherited=True)
        return tuple(duty for duty in found if self.facts.owner[duty.id].id in holders)

    def _is_near(self, above: Bearer) -> bool:
        return self.facts.overlaps.members_below(above.id) <= BROAD

    @cached_property
    def timed(self) -> tuple[Duty, ...]:
        """The duties with a time limit or a period."""
        return tuple(duty for duty in self.study if duty.timing)

    @cached_property
    def practice(self) -> tuple[Practice, ...]:
        """The measures of places for these duties, those first that serve most; places take turns."""
        served: Counter[str] = Counter()
        found: dict[str, Practice] = {}
        for duty in self.study:
            for practice in self.graph.practice_for(duty.id):
                key = f"{practice.experience.id}/{practice.measure.id}"
                served[key] += 1
                found.setdefault(key, practice)
        ranked = sorted(found, key=lambda key: -served[key])
        return tuple(found[key] for key in _by_turns(ranked)[:PRACTICES])

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The typical failings that leave these duties undone, those first that touch most of them.

        Then those that leave duties of others on the same matters undone.
        """
        touched = Counter(problem for duty in self.study for problem in self.graph.problems_of(duty.id))
        known = {duty.id for duty in self.study}
        matters = dict.fromkeys(matter for duty in self.study for matter in self.graph.matters_of(duty.id))
        kin = (d for matter in matters for d in self.facts.corpus.matters[matter].duties if d not in known)
        also = Counter(problem for duty in kin for problem in self.graph.problems_of(duty))
        ranked = dict.fromkeys(problem for found in (touched, also) for problem, _ in found.most_common())
        return tuple(self.facts.corpus.problems[problem] for problem in list(ranked)[:PROBLEMS])

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """The matters on which works differ, of which a duty of the bearer is one."""
        ids = dict.fromkeys(matter for duty in self.study for matter in self.graph.matters_of(duty.id))
        found = (self.facts.corpus.matters[matter] for matter in ids)
        return tuple(matter for matter in found if matter.note)

    def of_modality(self, modality: Modality) -> tuple[Duty, ...]:
        """Return the duties of this force."""
        return tuple(duty for duty in self.study if duty.modality is modality)

    @cached_property
    def inferred(self) -> tuple[Duty, ...]:
        """The duties whose bearer the clause does not name, so that the trainer says whose reading it is."""
        return tuple(duty for duty in self.study if not self.facts.is_stated(duty))

    @cached_property
    def card(self) -> tuple[Duty, ...]:
        """The duties of the card: the bearer's own, then those of its body with a time limit."""
        rest = (duty for duty in self.around if duty.timing)
        return (*self.own, *rest)[:ON_CARD]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The reading path: clauses, duties, dates, local practice, failings, self-test.

        Minutes: the characters of the clauses at `CHARACTERS_A_MINUTE`, each other item as in `MINUTES`,
        a step rounded up to five minutes.
        """
        refs = {ref for duty in self.study for ref in self.facts.basis[duty.id]}
        works = {ref.work for ref in refs}
        reading = sum(self._length(ref) for ref in refs) / CHARACTERS_A_MINUTE
        rows = (
            ("clauses", "读条款", f"{len(works)}部法规的{len(refs)}处条款", reading),
            ("duties", "过责任", f"本岗位{len(self.own)}条" + self._around_said(), _time("duty", self.study)),
            ("dates", "理程序和时限", f"写明时限的{len(self.timed)}条", _time("timing", self.timed)),
            ("practice", "看各地做法", f"{len(self.practice)}项", _time("practice", self.practice)),
            ("problems", "认典型问题", f"{len(self.problems)}个", _time("problem", self.problems)),
            ("test", "做自测", f"{SELF_TEST}题", SELF_TEST * MINUTES["question"]),
        )
        return tuple(Step(i, name, what, 5 * ceil(minutes / 5)) for i, name, what, minutes in rows if minutes)

    def _around_said(self) -> str:
        return f"，{self.body.name}的{len(self.around)}条" if self.body and self.around else ""

    def _length(self, ref: ProvisionRef) -> int:
        provision = self.facts.provision(ref)
        return sum(len(p.digest or "") for p in provision.walk()) if provision else 0

    @property
    def minutes(self) -> int:
        """How long the whole path takes."""
        return sum(step.minutes for step in self.steps)

    @cached_property
    def first_month(self) -> tuple[Task, ...]:
        """What to do in the first 30 days: take over, learn, what is due monthly or within a month."""
        due = (duty for duty in self.timed if _is_soon(duty))
        return (*_taking_over(self), *map(_task, due))

    @cached_property
    def first_quarter(self) -> tuple[Task, ...]:
        """What to do by day 90: what is due quarterly, and a first look back."""
        due = (duty for duty in self.timed if duty.timing and duty.timing.period in _FIRST_QUARTER)
        return (*map(_task, due), *_looking_back())

    @cached_property
    def in_the_year(self) -> tuple[Task, ...]:
        """What to put into the calendar by day 90: half-yearly, yearly, two-yearly and once a term."""
        later = (Period.HALF_YEAR, Period.YEAR, Period.TWO_YEARS, Period.TERM)
        return tuple(_task(duty) for duty in self.timed if duty.timing and duty.timing.period in later)


def packs(facts: Facts) -> tuple[Pack, ...]:
    """Return the packs of every post and of the main bodies that have something to study."""
    return tuple(
        pack for b in facts.corpus.bearers.values() if _has_pack(facts, b) and (pack := Pack(facts, b)).study
    )


def _has_pack(facts: Facts, bearer: Bearer) -> bool:
    if bearer.kind is BearerKind.BODY:
        return len(facts.graph.duties_of(bearer.id)) >= MAIN_BODY
    return bearer.kind is BearerKind.POST


def _time(item: str, items: Iterable[object]) -> float:
    return MINUTES[item] * sum(1 for _ in items)


def _by_turns(keys: list[str]) -> list[str]:
    """Return keys of measures so that the reports take turns, each in its order."""
    by_report: dict[str, list[str]] = {}
    for key in keys:
        by_report.setdefault(key.partition("/")[0], []).append(key)
    turns = []
    while any(by_report.values()):
        turns += [queue.pop(0) for queue in by_report.values() if queue]
    return turns


def _is_soon(duty: Duty) -> bool:
    timing = duty.timing
    if timing is None or duty.modality is Modality.PROHIBITION:
        return False
    within = timing.within is not None and timing.within.days <= SOON
    return timing.period in _FIRST_MONTH or within or timing.manner is Manner.PROMPTLY


def _task(duty: Duty) -> Task:
    label = duty.timing.label if duty.timing else ""
    return Task(duty.id, f"{duty.title}（{label}）", duty)


def _taking_over(pack: Pack) -> tuple[Task, ...]:
    name = pack.bearer.name
    tasks = (
        ("talk", "参加任前谈话，领取并签收责任卡"),
        ("read", f"按阅读路径学完，完成一次{name}自测，错题重做到全对"),
        ("handover", "与前任交接：正在办的事、未整改的问题、各项台账和记录"),
        ("people", "认识上级党组织联系人、班子成员和所辖党组织负责人"),
    )
    return tuple(Task(identifier, text) for identifier, text in tasks)


def _looking_back() -> tuple[Task, ...]:
    tasks = (
        ("calendar", "把下面一栏的全年事项排进日历，写明责任人和完成时间"),
        ("records", "抽查一遍佐证材料：做过的每件事是否有记录"),
        ("report", "向上级党组织或者书记报告三个月的履责情况和需要解决的问题"),
    )
    return tuple(Task(identifier, text) for identifier, text in tasks)
