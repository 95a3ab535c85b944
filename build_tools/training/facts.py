"""What questions are made from and judged by: who overlaps with whom, which duties say much the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid, Level
from build_tools.model import BearerKind, Modality, Tier
from build_tools.provisions import provision_fingerprint
from build_tools.resolution import canonical_reference, resolve_reference
from build_tools.training.records import Option, Pin
from build_tools.training.surroundings import Clauses, Failing
from build_tools.training.wording import alike, pairs_of_characters

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty
    from build_tools.provisions import Provision

ALIKE = 0.5
"""From this likeness on two texts may ask for the same."""
RECENT = 64
"""Of so many duties and failings the surroundings are kept: the options of a question come together."""
_RELATIVE = ("上级", "有管理权限", "派出机关")
_DISCIPLINE = ("纪委", "纪检", "纪律检查", "监察", "派驻", "派出机关")


class Facts:
    """Look-ups over one knowledge base; everything is computed once, on first use."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Look at ``kb``."""
        self.kb = kb
        self.corpus = kb.corpus
        self.graph = kb.graph
        self._by_article: dict[str, dict[Eid, list[Eid]]] = {}
        self.may_owe = cache(self._may_owe)
        """Who owes a duty or its like, and all who overlap with them, by its id."""
        self.stages_near = cache(self._stages_near)
        """The steps of the like of a duty, by its id."""
        self.pins = cache(self._pins)
        """The clauses at some places with their present fingerprints; those without content are left out."""
        self.resolved = cache(self._resolved)
        """The provisions that references name, without those that lead nowhere."""
        self.reference = cache(self._reference)
        """How a provision is cited."""
        self.place = cache(self._place)
        """The provision that an option stands for, with all that its digests say."""
        self.digest = cache(self._digest)
        """What the digest of a provision says, by its place as text."""
        self.chapter = cache(self._chapter)
        """The id of the innermost 章 or 节 around a provision; its work when there is none."""
        self.articles_near = cache(self._articles_near)
        """The other articles of a work that have digests, the nearest to an article of it first."""
        self.clauses_in = cache(self._clauses_in)
        """The clauses of an article as options, by their eids: those of a level, or all when it has none."""
        self._touching = cache(self._clauses.touching)
        self.failing = lru_cache(RECENT)(self._failing)
        """What a failing may be about, by the id of the problem."""

    @cached_property
    def basis(self) -> dict[str, tuple[ProvisionRef, ...]]:
        """The provisions of each duty."""
        return {duty: self.graph.basis_of(duty) for duty in self.corpus.duties}

    @cached_property
    def owner(self) -> dict[str, Bearer]:
        """Who owes each duty."""
        pairs = ((duty.id, self.graph.bearer_of(duty)) for duty in self.corpus.duties.values())
        return {duty: bearer for duty, bearer in pairs if bearer}

    @cached_property
    def works_of(self) -> dict[str, frozenset[str]]:
        """The works that bind each bearer to something; a mere permission does not bind."""
        found: dict[str, set[str]] = {}
        for duty, bearer in self.owner.items():
            if self.corpus.duties[duty].modality is not Modality.PERMISSION:
                found.setdefault(bearer.id, set()).update(ref.work for ref in self.basis[duty])
        return {bearer: frozenset(works) for bearer, works in found.items()}

    def _may_owe(self, duty: str) -> frozenset[str]:
        owners = {*map(self._owners.get, self.kindred[duty]), self._owners.get(duty)}
        return frozenset().union(*(self.overlapping[owner] for owner in owners if owner))

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {duty: bearer.id for duty, bearer in self.owner.items()}

    def _stages_near(self, duty: str) -> frozenset[str]:
        return frozenset(map(self._stages.__getitem__, self.kindred[duty]))

    @cached_property
    def _stages(self) -> dict[str, str]:
        return {duty.id: duty.stage for duty in self.corpus.duties.values()}

    def rests_near(self, duty: str, ref: ProvisionRef) -> bool:
        """Whether a duty or its like rests on ``ref``, or on something inside or around it."""
        found = self._touching(ref)
        return duty in found or not found.isdisjoint(self.kindred[duty])

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self.basis)

    def _failing(self, identifier: str) -> Failing:
        problem = self.corpus.problems[identifier]
        known = [self.corpus.duties[d] for d in problem.duties if d in self.corpus.duties]
        against = (measure for _, measure in self.graph.measures_against(identifier))
        served = {link.duty for m in against for link in (*m.implements, *m.illustrates)}
        kin = {other for d in problem.duties for other in self.kindred.get(d, ())}
        return Failing(
            duties=frozenset(served | kin),
            stages=frozenset({problem.stage, *(d.stage for d in known)}),
            indicators=frozenset(i for d in problem.duties for i in self.graph.indicators_for(d)),
            said="".join((problem.title, problem.description, *problem.causes, *problem.countermeasures)),
        )

    @cached_property
    def binding(self) -> dict[tuple[Tier, str], tuple[Duty, ...]]:
        """The duties that bind, by the tier of who owes them and the work of their first basis."""
        found: dict[tuple[Tier, str], list[Duty]] = {}
        for duty in self.corpus.duties.values():
            if duty.id in self.owner and self.basis[duty.id] and duty.modality is not Modality.PERMISSION:
                key = self.owner[duty.id].tier, self.basis[duty.id][0].work
                found.setdefault(key, []).append(duty)
        return {key: tuple(duties) for key, duties in found.items()}

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        """Each bearer with all that belong to it as a class, at any depth."""
        found: dict[str, set[str]] = {bearer: {bearer} for bearer in self.corpus.bearers}
        for bearer in self.corpus.bearers:
            for above in self.graph.classes_of(bearer):
                found[above.id].add(bearer)
        return {bearer: frozenset(members) for bearer, members in found.items()}

    def members_below(self, bearer: str) -> int:
        """Return how many bearers belong to a class, itself included."""
        return len(self._below[bearer])

    @cached_property
    def persons(self) -> tuple[Bearer, ...]:
        """The bearers that are persons."""
        return tuple(bearer for bearer in self.corpus.bearers.values() if self.is_person(bearer))

    @cached_property
    def organisations(self) -> tuple[Bearer, ...]:
        """The other bearers."""
        return tuple(bearer for bearer in self.corpus.bearers.values() if not self.is_person(bearer))

    def overlap(self, a: str, b: str) -> bool:
        """Whether two bearers may be one: a class and its member, a body and its post.

        So may classes with a common member, and those of which one's name holds the other's (党支部 and
        临时党支部). Members of the Party overlap with every person;
        a superior or a competent organisation may be almost any.
        """
        return b in self.overlapping[a]

    @cached_property
    def overlapping(self) -> dict[str, set[str]]:
        """The bearers that each bearer overlaps with."""
        found: dict[str, set[str]] = {bearer: {bearer} for bearer in self.corpus.bearers}
        for a, b in combinations(self.corpus.bearers, 2):
            if self._overlap(a, b):
                found[a].add(b)
                found[b].add(a)
        return found

    def _overlap(self, a: str, b: str) -> bool:
        if not self._below[a].isdisjoint(self._below[b]) or self._belongs(a, b) or self._belongs(b, a):
            return True
        first, second = self.corpus.bearers[a], self.corpus.bearers[b]
        if first.name in second.name or second.name in first.name:
            return True
        if Tier.MEMBER in {first.tier, second.tier} and self.is_person(first) and self.is_person(second):
            return True
        if self._is_relative(first, second) or self._is_relative(second, first):
            return True
        return self._are_discipline(first, second)

    def _belongs(self, a: str, b: str) -> bool:
        """Whether ``a`` is a post or a part of ``b``, or of a class that overlaps with it by its members."""
        below = self._below[b]
        return any(not self._below[body].isdisjoint(below) for body in self._bodies[a])

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, ...]]:
        """The body of each bearer, the body of that, and so on."""
        found: dict[str, tuple[str, ...]] = {}
        for bearer in self.corpus.bearers:
            bodies: dict[str, None] = {}
            body = self.graph.body_of(bearer)
            while body and body.id not in bodies and body.id != bearer:
                bodies[body.id] = None
                body = self.graph.body_of(body.id)
            found[bearer] = tuple(bodies)
        return found

    @staticmethod
    def is_person(bearer: Bearer) -> bool:
        """Whether a bearer is one person at a time: a post, or a class of members or of posts."""
        return bearer.kind is BearerKind.POST or (
            bearer.kind is BearerKind.CLASS
            and (
                bearer.tier is Tier.MEMBER or bearer.name.endswith(("书记", "负责人", "成员", "干部", "委员"))
            )
        )

    def _is_relative(self, a: Bearer, b: Bearer) -> bool:
        """Whether ``a`` is an organisation only in relation to others, and ``b`` may be it."""
        low = {Tier.BRANCH, Tier.MEMBER}
        return a.name.startswith(_RELATIVE) and b.tier not in low and not self.is_person(b)

    def _are_discipline(self, a: Bearer, b: Bearer) -> bool:
        """Whether both are organs of discipline, one a class or no work naming them side by side."""
        if not {a.id, b.id} <= self._of_discipline:
            return False
        if BearerKind.CLASS in {a.kind, b.kind}:
            return True
        return not (self.works_of.get(a.id, frozenset()) & self.works_of.get(b.id, frozenset()))

    @cached_property
    def _of_discipline(self) -> set[str]:
        bearers = self.corpus.bearers.values()
        return {bearer.id for bearer in bearers if any(word in bearer.name for word in _DISCIPLINE)}

    @cached_property
    def kindred(self) -> dict[str, frozenset[str]]:
        """For each duty those that may ask for the same: of one matter, on one clause, or worded alike."""
        found: dict[str, set[str]] = {duty: set() for duty in self.corpus.duties}
        groups: list[tuple[str, ...]] = [matter.duties for matter in self.corpus.matters.values()]
        by_clause: dict[ProvisionRef, list[str]] = {}
        for duty, refs in self.basis.items():
            for ref in refs:
                by_clause.setdefault(ref, []).append(duty)
        groups += [tuple(duties) for duties in by_clause.values()]
        for group in groups:
            for duty in group:
                found[duty].update(group) if duty in found else None
        for duty, others in self._worded_alike.items():
            found[duty] |= others
        return {duty: frozenset(others - {duty}) for duty, others in found.items()}

    @cached_property
    def _worded_alike(self) -> dict[str, set[str]]:
        """For each duty those that share at least half of the pairs of the shorter of the two."""
        pairs = {duty.id: pairs_of_characters(duty.action) for duty in self.corpus.duties.values()}
        return alike(pairs, ALIKE)

    def provision(self, ref: ProvisionRef) -> Provision | None:
        """Return the provision at ``ref`` in the text in force."""
        return self.corpus.provision(ref, self.kb.as_of)

    def _place(self, value: str) -> tuple[ProvisionRef, str]:
        ref = ProvisionRef.parse(value)
        provision = self.provision(ref)
        return ref, "".join(p.digest for p in provision.walk() if p.digest) if provision else ""

    def _digest(self, place: str) -> str:
        provision = self.provision(ProvisionRef.parse(place))
        return provision.digest or "" if provision else ""

    def _reference(self, ref: ProvisionRef) -> str:
        return canonical_reference(ref, self.corpus)

    def _pins(self, refs: tuple[ProvisionRef, ...]) -> tuple[Pin, ...]:
        found = ((ref, provision) for ref in refs if (provision := self.provision(ref)))
        prints = ((ref, provision_fingerprint(provision)) for ref, provision in found)
        return tuple(Pin(self.reference(ref), ref, now) for ref, now in prints if now)

    def _resolved(self, references: tuple[str, ...]) -> tuple[ProvisionRef, ...]:
        found = (resolve_reference(reference, self.corpus, self.kb.as_of) for reference in references)
        return tuple(ref for ref in found if isinstance(ref, ProvisionRef))

    def _chapter(self, ref: ProvisionRef) -> str:
        return self._chapters.get(replace(ref, eid=ref.eid.article if ref.eid else None), ref.work)

    @cached_property
    def _chapters(self) -> dict[ProvisionRef, str]:
        found = {}
        for work in self.corpus.works:
            text = self.corpus.text_of(work, self.kb.as_of)
            for provision in text.by_eid.values() if text else ():
                for child in provision.children:
                    if text and child.level is Level.ARTICLE:
                        found[self.corpus.ref(text, child.eid, self.kb.as_of)] = f"{work}#{provision.eid}"
        return found

    def clauses(self, work: str) -> dict[Eid, list[Eid]]:
        """Return the places with a digest in the text of ``work`` in force, by article."""
        if work not in self._by_article:
            text = self.corpus.text_of(work, self.kb.as_of)
            found: dict[Eid, list[Eid]] = {}
            for eid, provision in text.by_eid.items() if text else ():
                if eid.article and provision.digest:
                    found.setdefault(eid.article, []).append(eid)
            self._by_article[work] = found
        return self._by_article[work]

    def _articles_near(self, work: str, article: Eid) -> tuple[Eid, ...]:
        articles = list(self.clauses(work))
        if article not in articles:
            return ()
        here = articles.index(article)
        order = sorted(range(len(articles)), key=lambda n: (abs(n - here), n % 2 == here % 2))
        return tuple(articles[n] for n in order if n != here)

    def _clauses_in(self, work: str, article: Eid, level: Level) -> dict[str, Option]:
        eids = self.clauses(work)[article]
        refs = [ProvisionRef(work, eid) for eid in eids if eid.level is level]
        refs = refs or [ProvisionRef(work, eid) for eid in eids]
        return {str(ref.eid): Option(self.reference(ref), str(ref)) for ref in refs}

    def concerned(self, refs: tuple[ProvisionRef, ...]) -> tuple[str, ...]:
        """Return the ids of those who owe something by these provisions or by those inside them."""
        return self.owners_of(duty for ref in refs for duty in self.graph.duties_from(ref, below=True))

    def owners_of(self, duties: Iterable[Duty]) -> tuple[str, ...]:
        """Return the ids of those who owe duties, each once."""
        return tuple(dict.fromkeys(self.owner[duty.id].id for duty in duties if duty.id in self.owner))

    def is_suspect(self, kind: Kind, identifier: str) -> bool:
        """Whether a record waits to be reviewed, because its clause has changed."""
        return (kind, identifier) in self.kb.reviews.suspects

    def is_stated(self, duty: Duty) -> bool:
        """Whether the clause itself names who owes a duty, as far as our note does not say otherwise."""
        return duty.id in self.owner and "没有写明" not in (duty.note or "")
