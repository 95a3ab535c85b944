"""The knowledge base as a book: where each record stands on the site, and what a page asks about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from build_tools.corpus import Kind, ProvisionRef
from build_tools.coverage import shelved_works
from build_tools.dating import day_of
from build_tools.eid import Eid, Level
from build_tools.graph import Node
from build_tools.numerals import to_chinese
from build_tools.pages.page import Address
from build_tools.partial_dates import earliest_day
from build_tools.paths import DATA_FOLDER
from build_tools.resolution import (
    Unresolved,
    canonical_reference,
    citations_in,
    resolve_reference,
    targets_in,
)
from build_tools.status import WorkStatus, status_of_text, status_of_work

if TYPE_CHECKING:
    import datetime as dt

    from build_tools.citations import Citation
    from build_tools.corpus import Corpus, Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty, Entry, Term
    from build_tools.provisions import Provision

T = TypeVar("T")

PREVIEW_LENGTH = 180
ELLIPSIS = "……"

Cited = tuple[tuple["Citation", tuple[ProvisionRef, ...]], ...]
"""Citations that lead somewhere, each with the places that it leads to."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """What a link to a provision (or a work) says, on whichever page it stands."""

    address: Address
    work: str
    place: str
    reference: str
    preview: str
    status: str


class Around(NamedTuple):
    """What is linked to a provision: duties that rest on it, records that cite it, terms that rest on it."""

    duties: tuple[Duty, ...]
    citing: tuple[Node, ...]
    terms: tuple[Term, ...]


class Book:
    """All that the pages ask of a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Open the book of ``kb``."""
        self.corpus = kb.corpus
        self.graph = kb.graph
        self.as_of = kb.as_of
        self.reviews = kb.reviews
        self.cache = kb.cache
        self._citations: dict[tuple[str, ProvisionRef | None, dt.date | None], Cited] = {}
        self._signposts: dict[ProvisionRef, Signpost] = {}

    @cached_property
    def stages(self) -> tuple[Entry, ...]:
        """The six steps, in order."""
        return tuple(self.corpus.vocabulary(Kind.STAGE).values())

    def text_of(self, work: str) -> Text | None:
        """Return the text of a work that the site shows."""
        return self.corpus.text_of(work, self.as_of)

    def provisions(self, work: str) -> Iterator[Provision]:
        """Yield the provisions of the text of ``work``, in the order of the text."""
        text = self.text_of(work)
        for root in text.roots if text else ():
            yield from root.walk()

    def work_of(self, duty: str) -> str:
        """Return the slug of the file that holds a duty: the work of its first basis."""
        return self._work_of[duty]

    @cached_property
    def _work_of(self) -> dict[str, str]:
        return {d: PurePosixPath(self.corpus.origin(Kind.DUTY, d).path).stem for d in self.corpus.duties}

    def duties_in(self, work: str) -> tuple[Duty, ...]:
        """Return the duties whose first basis is ``work``, in the order of its file."""
        return tuple(self._duties_in.get(work, ()))

    @cached_property
    def _duties_in(self) -> dict[str, list[Duty]]:
        duties: dict[str, list[Duty]] = {}
        for duty in self.corpus.duties.values():
            duties.setdefault(self._work_of[duty.id], []).append(duty)
        return duties

    def basis_of(self, duty: str) -> tuple[ProvisionRef, ...]:
        """Return the provisions that a duty is derived from, in the order given."""
        return self.graph.basis_of(duty)

    def duties_on(self, work: str) -> int:
        """Return how many duties rest on a work."""
        return len(self.graph.duties_under(work))

    @cached_property
    def shelved(self) -> frozenset[str]:
        """The works that overviews only count: their text was imported, and nothing is filled in yet."""
        return shelved_works(self.graph)

    def source(self, kind: Kind, identifier: str) -> str:
        """Return the path in the repository of the file that declares a record."""
        return f"{DATA_FOLDER}/{self.corpus.origin(kind, identifier).path}"

    def source_of_list(self, kind: Kind) -> str | None:
        """Return the file that declares all records of a kind; None when there are several files, or none."""
        paths = {declared.origin.path for declared in self.corpus.of_kind(kind)}
        return f"{DATA_FOLDER}/{paths.pop()}" if len(paths) == 1 else None

    def signpost(self, ref: ProvisionRef) -> Signpost:
        """Return what links to a provision say."""
        if ref not in self._signposts:
            self._signposts[ref] = Signpost(
                address=self.address_of_provision(ref),
                work=self.corpus.works[ref.work].short_title,
                place=short_place(ref.eid) if ref.eid else "",
                reference=canonical_reference(ref, self.corpus),
                preview=self._preview(ref),
                status=self._status(ref).value,
            )
        return self._signposts[ref]

    def _status(self, ref: ProvisionRef) -> WorkStatus:
        text = self.corpus.text_at(ref) if ref.version else None
        if text is None:
            return status_of_work(self.corpus, ref.work, self.as_of)
        return status_of_text(self.corpus.works[ref.work], text, self.corpus.texts[ref.work], self.as_of)

    def _preview(self, ref: ProvisionRef) -> str:
        """Return the start of what a provision says, long enough to recognise it."""
        provision = self.corpus.provision(ref, self.as_of)
        if provision is None:
            return self.corpus.works[ref.work].title
        said = "".join(p.digest for p in provision.walk() if p.digest) or provision.title or provision.num
        return said if len(said) <= PREVIEW_LENGTH else said[:PREVIEW_LENGTH] + ELLIPSIS

    def is_suspect(self, kind: Kind, identifier: str) -> bool:
        """Whether a record, or for an indicator a duty that it measures, has changed since its review."""
        return (kind, identifier) in self._suspects

    @cached_property
    def _suspects(self) -> frozenset[tuple[Kind, str]]:
        duties = [duty for kind, duty in self.reviews.suspects if kind is Kind.DUTY]
        indicators = {(Kind.INDICATOR, i) for duty in duties for i in self.graph.indicators_for(duty)}
        return frozenset((*self.reviews.suspects, *indicators))

    def why_suspect(self, kind: Kind, identifier: str) -> tuple[str, ...]:
        """Return in Chinese what has changed since a record was reviewed; nothing for one that holds."""
        review = self.reviews.suspects.get((kind, identifier))
        if review is None:
            return ()
        changes = tuple(self.reviews.describe(review, ground) for ground in review.changed)
        return changes or ("复核之后减少了依据",)

    def citations(self, text: str, here: ProvisionRef | None = None, said_on: dt.date | None = None) -> Cited:
        """Return the citations in ``text`` that lead somewhere, each with the places that it leads to.

        ``here`` is the provision in which the text stands, ``said_on`` the day of a dated text.
        """
        key = (text, here, said_on)
        if key not in self._citations:
            found = citations_in(text, self.corpus, here=here, as_of=self.as_of, said_on=said_on)
            self._citations[key] = tuple(
                (citation, refs) for citation, refs in found if not isinstance(refs, Unresolved)
            )
        return self._citations[key]

    @cached_property
    def structure(self) -> str:
        """What decides where citations lead: the names of the works, and the provisions of each text."""
        corpus, works = self.corpus, self.corpus.works.values()
        texts = (
            (text.work, text.date, text.expression.effective, *map(str, text.by_eid))
            for text in corpus.all_texts()
        )
        names = ((work.id, work.title, work.short_title, work.aliases) for work in works)
        return repr((self.as_of, sorted(corpus.unreadable_texts), *names, *texts))

    def reference(self, reference: str) -> ProvisionRef | None:
        """Return the provision that a reference such as a term's basis names, if it exists."""
        ref = resolve_reference(reference, self.corpus, self.as_of)
        return ref if isinstance(ref, ProvisionRef) else None

    def citing(self, ref: ProvisionRef) -> tuple[Node, ...]:
        """Return the records that cite a provision or, with no eid, a work, in a text that the site shows."""
        return tuple(dict.fromkeys((*self.graph.citing(ref), *self._mentions.get(ref, ()))))

    def around(self, whole: ProvisionRef) -> dict[Eid, Around]:
        """Return the provisions of a text to which something is linked, with what that is."""
        text = self.corpus.text_at(whole, self.as_of)
        found = {}
        for eid in text.by_eid if text else ():
            ref = ProvisionRef(whole.work, eid, whole.version)
            linked = Around(self.graph.duties_from(ref), self.citing(ref), self._terms_by_basis.get(ref, ()))
            if any(linked):
                found[eid] = linked
        return found

    @cached_property
    def _mentions(self) -> dict[ProvisionRef, tuple[Node, ...]]:
        """The records that cite a place outside the texts that the graph knows."""
        mentions: dict[ProvisionRef, tuple[Node, ...]] = {}
        for node, text, said_on in _texts(self.corpus):
            for refs in targets_in(text, self.corpus, as_of=self.as_of, said_on=said_on):
                for ref in () if isinstance(refs, Unresolved) else refs:
                    mentions[ref] = (*mentions.get(ref, ()), node)
        return mentions

    def noted(self, make: Callable[[], T]) -> tuple[T, frozenset[int]]:
        """Return what ``make`` returns, and what it asked; here that is not noted, as it is by a `Trace`."""
        return make(), frozenset()

    def note(self, asked: frozenset[int]) -> None:
        """Note what was asked before for something that is used now."""

    @cached_property
    def _terms_by_basis(self) -> dict[ProvisionRef, tuple[Term, ...]]:
        terms: dict[ProvisionRef, tuple[Term, ...]] = {}
        for term in self.corpus.terms.values():
            for ref in filter(None, map(self.reference, term.basis)):
                terms[ref] = (*terms.get(ref, ()), term)
        return terms

    def address_of_provision(self, ref: ProvisionRef) -> Address:
        """Return where a provision stands (a work, when it names none)."""
        return Address(_page_of(ref), str(ref.eid) if ref.eid else "")

    def address_of_duty(self, duty: Duty) -> Address:
        """Return where a duty stands in full."""
        return Address(f"duties/{self.work_of(duty.id)}.html", duty.id)

    def address_of(self, node: Node) -> Address | None:
        """Return where the record of a node stands; None for records without a place of their own."""
        return (
            address(node.kind, node.id) if node.kind is not Kind.DUTY else self._address_of_duty_id(node.id)
        )

    def _address_of_duty_id(self, duty: str) -> Address:
        return self.address_of_duty(self.corpus.duties[duty])


def _texts(corpus: Corpus) -> Iterator[tuple[Node, str, dt.date | None]]:
    """Yield what the site shows of the records that are no text of a work, with the day of a dated one."""
    for bearer in corpus.bearers.values():
        yield Node(Kind.BEARER, bearer.id), bearer.description, None
    for duty in corpus.duties.values():
        yield Node(Kind.DUTY, duty.id), f"{duty.action}\n{duty.note or ''}", None
    for experience in corpus.experiences.values():
        said = f"{experience.summary}\n{experience.note or ''}"
        yield Node(Kind.EXPERIENCE, experience.id), said, day_of(experience)
        for measure in experience.measures:
            said = "\n".join(link.why for link in (*measure.implements, *measure.illustrates))
            yield Node(Kind.MEASURE, f"{experience.id}/{measure.id}"), said, day_of(experience, measure)
    for problem in corpus.problems.values():
        said = "\n".join((problem.description, *problem.causes, *problem.countermeasures))
        yield Node(Kind.PROBLEM, problem.id), said, None
    for indicator in corpus.indicators.values():
        yield Node(Kind.INDICATOR, indicator.id), f"{indicator.look_for}\n{indicator.source}", None
    for matter in corpus.matters.values():
        yield Node(Kind.MATTER, matter.id), f"{matter.description}\n{matter.note or ''}", None
    for milestone in corpus.milestones.values():
        said = f"{milestone.what}\n{milestone.note or ''}"
        yield Node(Kind.MILESTONE, milestone.id), said, earliest_day(milestone.date)
    for term in corpus.terms.values():
        yield Node(Kind.TERM, term.id), term.definition or "", None


def _page_of(ref: ProvisionRef) -> str:
    """Return the page of a work, or that of a version of it which is not in force."""
    return f"works/{ref.work}/{ref.version}.html" if ref.version else f"works/{ref.work}.html"


_ON_ONE_PAGE = {
    Kind.TERM: "glossary.html",
    Kind.MILESTONE: "timeline.html",
    Kind.QUESTION: "training/questions.html",
}


def address(kind: Kind, identifier: str) -> Address | None:
    """Return where a record that is no duty stands."""
    owner, _, inner = identifier.partition("/" if kind is Kind.MEASURE else "#")
    match kind:
        case Kind.WORK | Kind.PROVISION:
            return Address(_page_of(ProvisionRef.parse(owner)), inner)
        case Kind.BEARER | Kind.MATTER:
            return Address(f"{kind}s/{owner}.html")
        case Kind.EXPERIENCE | Kind.MEASURE:
            return Address(f"experiences/{owner}.html", inner)
        case Kind.PROBLEM | Kind.INDICATOR:
            return Address(f"{kind}s/index.html", owner)
        case Kind.TERM | Kind.MILESTONE | Kind.QUESTION:
            return Address(_ON_ONE_PAGE[kind], owner)
        case _:
            return None


def short_place(eid: Eid) -> str:
    """Return a place as a chip writes it: 第十条第二款（三）."""
    below = [step for step in eid.steps if step.level in {Level.ITEM, Level.SUBITEM}]
    head = Eid(tuple(step for step in eid.steps if step not in below))
    numbers = (
        f"（{to_chinese(s.number)}）" if s.level is Level.ITEM else f"第{to_chinese(s.number)}目"
        for s in below
    )
    return head.chinese() + "".join(numbers)
