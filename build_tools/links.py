"""What the links of the knowledge base join, of which kinds they are, and where each is written.

A family is what one kind of file says; its links are made when one of them is asked for. A check needs those
of the duties only; the citations in the texts, which cost most, wait for a page or an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.dating import day_of
from build_tools.resolution import Resolution, Unresolved, resolve_reference, targets_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from build_tools.corpus import Text
    from build_tools.model import DutyLink


class Link(StrEnum):
    """The kinds of edge. Each goes from the record that says it to the one that it names."""

    CITES = "cites"
    DERIVED_FROM = "derived_from"
    OWED_BY = "owed_by"
    IMPLEMENTS = "implements"
    ILLUSTRATES = "illustrates"
    ADDRESSES = "addresses"
    MEASURES = "measures"
    GATHERS = "gathers"
    BREACHES = "breaches"
    PART_OF = "part_of"
    KIND_OF = "kind_of"
    MEMBER_OF = "member_of"
    SUPERSEDES = "supersedes"

    @property
    def chinese(self) -> str:
        """The Chinese name of the link, read from its source to its target."""
        return _CHINESE[self]


_CHINESE = {
    Link.CITES: "引用",
    Link.DERIVED_FROM: "依据",
    Link.OWED_BY: "责任主体",
    Link.IMPLEMENTS: "落实",
    Link.ILLUSTRATES: "可供参照",
    Link.ADDRESSES: "针对",
    Link.MEASURES: "衡量",
    Link.GATHERS: "包括",
    Link.BREACHES: "没有落实",
    Link.PART_OF: "属于",
    Link.KIND_OF: "属于统称",
    Link.MEMBER_OF: "所在组织",
    Link.SUPERSEDES: "取代",
}


class Node(NamedTuple):
    """A record in the graph. The id of a provision is `work#eid`, of a measure `experience/measure`.

    A provision of a text that is not in force is `work@date#eid`, its text `work@date`.
    """

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def provision_ref(node: Node) -> ProvisionRef:
    """Return the place of a provision's node."""
    return ProvisionRef.parse(node.id)


def provision_node(ref: ProvisionRef) -> Node:
    """Return the node of a provision."""
    return Node(Kind.PROVISION, str(ref))


Edge = tuple[Node, Node, Link, str]
Family = Callable[[Corpus, "dt.date | None"], "Iterator[Edge]"]
"""Makes the links that are written in one kind of file."""


class Table:
    """Links by their ends: no link twice, the last reason of each kept.

    ``out`` and ``into`` hold the neighbours of a node by kind of link, in the order of the data.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        """Gather ``edges``."""
        self.why: dict[tuple[Node, Node, Link], str] = {}
        self.nodes: dict[Node, None] = {}
        self.out: dict[Node, dict[Link, list[Node]]] = {}
        self.into: dict[Node, dict[Link, list[Node]]] = {}
        for source, target, link, why in edges:
            if (source, target, link) not in self.why:
                self.nodes.setdefault(source)
                self.nodes.setdefault(target)
                self.out.setdefault(source, {}).setdefault(link, []).append(target)
                self.into.setdefault(target, {}).setdefault(link, []).append(source)
            self.why[source, target, link] = why


def _edges_of_texts(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    for work in corpus.works:
        for text in corpus.texts.get(work, ()):
            yield from _edges_of_text(corpus, text, as_of)


def _edges_of_text(corpus: Corpus, text: Text, as_of: dt.date | None) -> Iterator[Edge]:
    """Yield what the text of a work in force cites."""
    holder = holder_of(corpus, text, as_of)
    for provision in text.by_eid.values() if holder.kind is Kind.WORK else ():
        if provision.digest:
            node = Node(Kind.PROVISION, f"{holder.id}#{provision.eid}")
            here = ProvisionRef(text.work, provision.eid)
            yield from _citations(node, targets_in(provision.digest, corpus, here=here, as_of=as_of))


def holder_of(corpus: Corpus, text: Text, as_of: dt.date | None) -> Node:
    """Return of what the provisions of a text are part: of the work, unless another text is in force."""
    whole = corpus.ref(text, as_of=as_of)
    return Node(Kind.EXPRESSION, text.id) if whole.version else Node(Kind.WORK, text.work)


def _edges_of_versions(corpus: Corpus, _as_of: dt.date | None) -> Iterator[Edge]:
    for work in corpus.works:
        texts = [Node(Kind.EXPRESSION, text.id) for text in corpus.texts.get(work, ())]
        for expression in texts if len(texts) > 1 else ():
            yield expression, Node(Kind.WORK, work), Link.PART_OF, ""
        for earlier, later in pairwise(texts):
            yield later, earlier, Link.SUPERSEDES, ""


def _citations(node: Node, found: Iterable[Resolution]) -> Iterator[Edge]:
    for targets in found:
        for ref in () if isinstance(targets, Unresolved) else targets:
            target = provision_node(ref) if ref.eid else Node(Kind.WORK, ref.work)
            yield node, target, Link.CITES, ""


def _edges_of_duties(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    for duty in corpus.duties.values():
        node = Node(Kind.DUTY, duty.id)
        for reference in duty.basis:
            ref = resolve_reference(reference, corpus, as_of)
            if isinstance(ref, ProvisionRef):
                yield node, provision_node(ref), Link.DERIVED_FROM, ""
        if bearer := corpus.named(Kind.BEARER, duty.bearer):
            yield node, Node(Kind.BEARER, bearer.id), Link.OWED_BY, ""


def _edges_of_bearers(corpus: Corpus, _as_of: dt.date | None) -> Iterator[Edge]:
    for bearer in corpus.bearers.values():
        node = Node(Kind.BEARER, bearer.id)
        for name in bearer.kind_of:
            if found := corpus.named(Kind.BEARER, name):
                yield node, Node(Kind.BEARER, found.id), Link.KIND_OF, ""
        if bearer.member_of and (body := corpus.named(Kind.BEARER, bearer.member_of)):
            yield node, Node(Kind.BEARER, body.id), Link.MEMBER_OF, ""


def _edges_of_practice(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    for experience in corpus.experiences.values():
        for measure in experience.measures:
            node = Node(Kind.MEASURE, f"{experience.id}/{measure.id}")
            yield node, Node(Kind.EXPERIENCE, experience.id), Link.PART_OF, ""
            yield from _links(corpus, node, measure.implements, Link.IMPLEMENTS)
            yield from _links(corpus, node, measure.illustrates, Link.ILLUSTRATES)
            for identifier in measure.addresses:
                if identifier in corpus.problems:
                    yield node, Node(Kind.PROBLEM, identifier), Link.ADDRESSES, ""
            said_on = day_of(experience, measure)
            yield from _citations(node, targets_in(measure.what, corpus, as_of=as_of, said_on=said_on))
    for problem in corpus.problems.values():
        yield from _plain(corpus, Node(Kind.PROBLEM, problem.id), problem.duties, Link.BREACHES)
    for indicator in corpus.indicators.values():
        yield from _plain(corpus, Node(Kind.INDICATOR, indicator.id), indicator.duties, Link.MEASURES)
    for matter in corpus.matters.values():
        yield from _plain(corpus, Node(Kind.MATTER, matter.id), matter.duties, Link.GATHERS)


def _links(corpus: Corpus, node: Node, links: tuple[DutyLink, ...], kind: Link) -> Iterator[Edge]:
    for link in links:
        if link.duty in corpus.duties:
            yield node, Node(Kind.DUTY, link.duty), kind, link.why


def _plain(corpus: Corpus, node: Node, duties: tuple[str, ...], kind: Link) -> Iterator[Edge]:
    for duty in duties:
        if duty in corpus.duties:
            yield node, Node(Kind.DUTY, duty), kind, ""


FAMILIES: tuple[Family, ...] = (
    _edges_of_texts,
    _edges_of_versions,
    _edges_of_duties,
    _edges_of_bearers,
    _edges_of_practice,
)
FAMILIES_OF: dict[Link, tuple[Family, ...]] = {
    Link.CITES: (_edges_of_texts, _edges_of_practice),
    Link.PART_OF: (_edges_of_versions, _edges_of_practice),
    Link.SUPERSEDES: (_edges_of_versions,),
    Link.DERIVED_FROM: (_edges_of_duties,),
    Link.OWED_BY: (_edges_of_duties,),
    Link.KIND_OF: (_edges_of_bearers,),
    Link.MEMBER_OF: (_edges_of_bearers,),
    Link.IMPLEMENTS: (_edges_of_practice,),
    Link.ILLUSTRATES: (_edges_of_practice,),
    Link.ADDRESSES: (_edges_of_practice,),
    Link.BREACHES: (_edges_of_practice,),
    Link.MEASURES: (_edges_of_practice,),
    Link.GATHERS: (_edges_of_practice,),
}
