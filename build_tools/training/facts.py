"""What questions are made from and judged by: looked up in one knowledge base, each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid, Level
from build_tools.model import Modality, Tier
from build_tools.provisions import provision_fingerprint
from build_tools.resolution import canonical_reference, resolve_reference
from build_tools.training.overlaps import Overlaps, is_person
from build_tools.training.records import Option, Pin
from build_tools.training.surroundings import Surroundings
from build_tools.training.wording import shortened, statement

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty
    from build_tools.provisions import Provision

MAX_EXPLANATION = 160
"""A duty is cut after so many characters where it explains an answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What all questions on a duty tell: how its first clause is cited, what that says, all its clauses."""

    cited: str
    explanation: str
    pins: tuple[Pin, ...]


class Facts:
    """Look-ups over one knowledge base; everything is computed once, on first use."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Look at ``kb``."""
        self.kb = kb
        self.corpus = kb.corpus
        self.graph = kb.graph
        self.told = cache(self._told)
        """What all questions on a duty tell, by its id."""
        self.beside = cache(self._beside)
        """The bound bearers named in some works and of a tier, then those of one of both: persons or not."""
        self.pins = cache(self._pins)
        """The clauses at some places with their present fingerprints; those without content are left out."""
        self.resolved = cache(self._resolved)
        """The provisions that references name, without those that lead nowhere."""
        self.works_behind = cache(self._works_behind)
        """The works in which these provisions are."""
        self.reference = cache(self._reference)
        """How a provision is cited."""
        self.digest = cache(self._digest)
        """What the digest of a provision says, by its place as text."""
        self.chapter = cache(self._chapter)
        """The id of the innermost 章 or 节 around a provision, by its place as text; else its work."""
        self.articles = cache(self._articles)
        """The places with a digest in the text of a work in force, by article."""
        self.clauses = cache(self._clauses)
        """The clauses of a work as options, by article and eid: those of a level, all where it has none."""
        self.regions = cache(self._regions)
        """The names of a region, given by its name, and of those in which it lies."""

    @cached_property
    def overlaps(self) -> Overlaps:
        """Which bearers may be one."""
        return Overlaps(self.graph, self.works_of)

    @cached_property
    def around(self) -> Surroundings:
        """Which duties are near one another."""
        return Surroundings(self)

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

    @cached_property
    def binding(self) -> dict[tuple[Tier, str], int]:
        """The duties that bind, by the tier of who owes them and the work of their first basis."""
        binding = (
            duty.id
            for duty in self.corpus.duties.values()
            if duty.id in self.owner and self.basis[duty.id] and duty.modality is not Modality.PERMISSION
        )
        return self.around.masks(
            ((self.owner[duty].tier, self.basis[duty][0].work), duty) for duty in binding
        )

    def _beside(self, tier: Tier, works: frozenset[str], *, persons: bool) -> tuple[list[Bearer], ...]:
        found: tuple[list[Bearer], ...] = ([], [], [])
        for bearer in self._bound[persons]:
            apart, unnamed = bearer.tier is not tier, works.isdisjoint(self.works_of[bearer.id])
            if not (apart and unnamed):
                found[2 * unnamed + apart].append(bearer)
        return found

    @cached_property
    def _bound(self) -> tuple[list[Bearer], list[Bearer]]:
        """The organisations that are bound to something, and the persons."""
        found: tuple[list[Bearer], list[Bearer]] = ([], [])
        for bearer in self.corpus.bearers.values():
            if bearer.id in self.works_of:
                found[is_person(bearer)].append(bearer)
        return found

    def provision(self, ref: ProvisionRef) -> Provision | None:
        """Return the provision at ``ref`` in the text in force."""
        return self.corpus.provision(ref, self.kb.as_of)

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

    def _works_behind(self, references: tuple[str, ...]) -> frozenset[str]:
        return frozenset(ref.work for ref in self.resolved(references))

    def _chapter(self, place: str) -> str:
        ref = ProvisionRef.parse(place)
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

    def _articles(self, work: str) -> dict[Eid, list[Eid]]:
        text = self.corpus.text_of(work, self.kb.as_of)
        found: dict[Eid, list[Eid]] = {}
        for eid, provision in text.by_eid.items() if text else ():
            if provision.digest and (article := eid.article):
                found.setdefault(article, []).append(eid)
        return found

    def _clauses(self, work: str, level: Level) -> tuple[dict[str, Option], ...]:
        return tuple(self._clauses_of(work, eids, level) for eids in self.articles(work).values())

    def _clauses_of(self, work: str, eids: list[Eid], level: Level) -> dict[str, Option]:
        refs = [ProvisionRef(work, eid) for eid in eids if eid.level is level]
        refs = refs or [ProvisionRef(work, eid) for eid in eids]
        return {str(ref.eid): Option(self.reference(ref), str(ref)) for ref in refs}

    def _regions(self, name: str) -> frozenset[str]:
        found = {name}
        region = self.corpus.named(Kind.REGION, name)
        while (above := getattr(region, "parent", None)) and above not in found:
            found.add(above)
            region = self.corpus.named(Kind.REGION, above)
        return frozenset(found)

    def _told(self, duty: str) -> Told:
        record, refs = self.corpus.duties[duty], self.basis[duty]
        cited = self.reference(refs[0])
        said = statement(record.bearer, record.modality.value, shortened(record.action, MAX_EXPLANATION))
        return Told(cited, f"{cited}：{said}。", self.pins(refs))

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
