"""The graph of the knowledge base: networkx inside, questions of the domain outside.

Neighbours are looked up in an index by record and kind of link, at the cost of the answer. networkx walks
the graph where a question needs a path; it is imported then, for its import costs more than a small check.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.dating import day_of
from build_tools.resolution import Resolution, Unresolved, citations_in, resolve_reference

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    import networkx as nx

    from build_tools.citations import Citation
    from build_tools.corpus import Text
    from build_tools.model import Bearer, Duty, DutyLink, Experience, Measure


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


@dataclass(frozen=True, slots=True)
class Practice:
    """A measure linked to a duty: which, how, and why."""

    experience: Experience
    measure: Measure
    link: Link
    why: str


class RegulationGraph:
    """One directed multigraph over all records of a corpus."""

    def __init__(self, corpus: Corpus, as_of: dt.date | None = None) -> None:
        """Build the graph of ``corpus``, with citations resolved to the texts in force on ``as_of``."""
        self.corpus = corpus
        self.as_of = as_of
        self._why: dict[tuple[Node, Node, Link], str] = {}
        self._nodes: dict[Node, None] = {}
        self._out: dict[Node, dict[Link, list[Node]]] = {}
        self._in: dict[Node, dict[Link, list[Node]]] = {}
        for source, target, link, why in _edges(corpus, as_of):
            self._add(source, target, link, why)

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[Node]:
        """The same links as a graph of networkx."""
        import networkx as nx  # noqa: PLC0415  (see above)

        graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
        graph.add_nodes_from(self._nodes)
        for source, target, link in self._why:
            graph.add_edge(source, target, key=link)
        return graph

    def duties_of(self, bearer: str, *, inherited: bool = False) -> tuple[Duty, ...]:
        """Return the duties of the bearer with this id, in the order of the files.

        With ``inherited`` also those of the classes that it belongs to.
        """
        bearers = (bearer, *(b.id for b in self.classes_of(bearer))) if inherited else (bearer,)
        nodes = {Node(Kind.BEARER, b) for b in bearers}
        owed = {node for b in nodes for node in self._sources(b, Link.OWED_BY)}
        return self._duties(owed)

    def duties_from(self, ref: ProvisionRef, *, below: bool = False) -> tuple[Duty, ...]:
        """Return the duties derived from a provision; with ``below`` also from those inside it."""
        places = [ref]
        if below and (provision := self.corpus.provision(ref, self.as_of)):
            places = [replace(ref, eid=inner.eid) for inner in provision.walk()]
        nodes = [_provision_node(place) for place in places]
        return self._duties({duty for node in nodes for duty in self._sources(node, Link.DERIVED_FROM)})

    def duties_under(self, work: str) -> tuple[Duty, ...]:
        """Return the duties with a basis in ``work``, in the order of the files."""
        return self._duties_by_work.get(work, ())

    def basis_of(self, duty: str) -> tuple[ProvisionRef, ...]:
        """Return the provisions that a duty is derived from, in the order given."""
        targets = self._targets(Node(Kind.DUTY, duty), Link.DERIVED_FROM)
        return tuple(provision_ref(node) for node in targets)

    def bearer_of(self, duty: Duty) -> Bearer | None:
        """Return who owes ``duty``."""
        found = self._targets(Node(Kind.DUTY, duty.id), Link.OWED_BY)
        return self.corpus.bearers[found[0].id] if found else None

    def practice_for(self, duty: str) -> tuple[Practice, ...]:
        """Return the measures that implement or illustrate a duty, implementing ones first."""
        node = Node(Kind.DUTY, duty)
        return tuple(
            Practice(*self._measure(source.id), link, self._why[source, node, link])
            for link in (Link.IMPLEMENTS, Link.ILLUSTRATES)
            for source in self._sources(node, link)
        )

    def indicators_for(self, duty: str) -> tuple[str, ...]:
        """Return the ids of the indicators that measure a duty."""
        return tuple(node.id for node in self._sources(Node(Kind.DUTY, duty), Link.MEASURES))

    def matters_of(self, duty: str) -> tuple[str, ...]:
        """Return the ids of the matters to which a duty belongs."""
        return tuple(node.id for node in self._sources(Node(Kind.DUTY, duty), Link.GATHERS))

    def problems_of(self, duty: str) -> tuple[str, ...]:
        """Return the ids of the problems that breach a duty."""
        return tuple(node.id for node in self._sources(Node(Kind.DUTY, duty), Link.BREACHES))

    def measures_against(self, problem: str) -> tuple[tuple[Experience, Measure], ...]:
        """Return the measures that address a problem."""
        return tuple(self._measure(n.id) for n in self._sources(Node(Kind.PROBLEM, problem), Link.ADDRESSES))

    def citing(self, ref: ProvisionRef) -> tuple[Node, ...]:
        """Return the records whose text cites a provision or, with no eid, a work."""
        target = _provision_node(ref) if ref.eid else Node(Kind.WORK, ref.work)
        return tuple(self._sources(target, Link.CITES))

    def classes_of(self, bearer: str) -> tuple[Bearer, ...]:
        """Return the classes that a bearer belongs to, nearest first."""
        found: dict[str, None] = {}
        waiting = [bearer]
        while waiting:
            for node in self._targets(Node(Kind.BEARER, waiting.pop(0)), Link.KIND_OF):
                if node.id not in found and node.id != bearer:
                    found[node.id] = None
                    waiting.append(node.id)
        return tuple(self.corpus.bearers[b] for b in found)

    def members_of_class(self, bearer: str) -> tuple[Bearer, ...]:
        """Return the bearers that belong directly to a class, in the order of the data."""
        members = self._sources(Node(Kind.BEARER, bearer), Link.KIND_OF)
        return tuple(self.corpus.bearers[member.id] for member in members)

    def body_of(self, bearer: str) -> Bearer | None:
        """Return the body that a post belongs to."""
        found = self._targets(Node(Kind.BEARER, bearer), Link.MEMBER_OF)
        return self.corpus.bearers[found[0].id] if found else None

    def posts_in(self, bearer: str) -> tuple[Bearer, ...]:
        """Return the posts and groups that belong to a body."""
        posts = self._sources(Node(Kind.BEARER, bearer), Link.MEMBER_OF)
        return tuple(self.corpus.bearers[post.id] for post in posts)

    def path(self, a: Node, b: Node) -> tuple[tuple[Node, Link, Node], ...]:
        """Return the links of a shortest path between two records, each in its own direction; () for none.

        A mere mention (`cites`) counts as long as several other links: a path shows how records depend.
        """
        if a not in self._nodes or b not in self._nodes:
            return ()
        import networkx as nx  # noqa: PLC0415  (see above)

        try:
            nodes = nx.shortest_path(self._graph.to_undirected(as_view=True), a, b, weight=_length)
        except nx.NetworkXNoPath:
            return ()
        return tuple(self._step(x, y) for x, y in pairwise(nodes))

    def edges(self) -> Iterator[tuple[Node, Node, Link]]:
        """Yield every link, those of one record together, in the order of the data."""
        for node in self._nodes:
            for link, targets in self._out.get(node, {}).items():
                yield from ((node, target, link) for target in targets)

    def _step(self, x: Node, y: Node) -> tuple[Node, Link, Node]:
        """Return the link between two neighbours, rather any other than a mention."""
        pairs = ((x, y), (y, x))
        steps = [(a, link, b) for a, b in pairs for link in Link if (a, b, link) in self._why]
        return min(steps, key=lambda step: step[1] is Link.CITES)

    def _add(self, source: Node, target: Node, link: Link, why: str) -> None:
        if (source, target, link) not in self._why:
            self._nodes.setdefault(source)
            self._nodes.setdefault(target)
            self._out.setdefault(source, {}).setdefault(link, []).append(target)
            self._in.setdefault(target, {}).setdefault(link, []).append(source)
        self._why[source, target, link] = why

    def _sources(self, node: Node, link: Link) -> list[Node]:
        return self._in.get(node, {}).get(link, [])

    def _targets(self, node: Node, link: Link) -> list[Node]:
        return self._out.get(node, {}).get(link, [])

    def _duties(self, nodes: set[Node]) -> tuple[Duty, ...]:
        ids = {node.id for node in nodes}
        return tuple(self.corpus.duties[i] for i in sorted(ids, key=self._duty_order.__getitem__))

    @cached_property
    def _duties_by_work(self) -> dict[str, tuple[Duty, ...]]:
        duties: dict[str, list[Duty]] = {}
        for duty in self.corpus.duties.values():
            for work in dict.fromkeys(ref.work for ref in self.basis_of(duty.id)):
                duties.setdefault(work, []).append(duty)
        return {work: tuple(found) for work, found in duties.items()}

    @cached_property
    def _duty_order(self) -> dict[str, int]:
        return {duty: index for index, duty in enumerate(self.corpus.duties)}

    def _measure(self, identifier: str) -> tuple[Experience, Measure]:
        return self._measures[identifier]

    @cached_property
    def _measures(self) -> dict[str, tuple[Experience, Measure]]:
        experiences = self.corpus.experiences.values()
        return {f"{e.id}/{m.id}": (e, m) for e in experiences for m in reversed(e.measures)}


Edge = tuple[Node, Node, Link, str]

_MENTION_LENGTH = 6


def _length(_a: Node, _b: Node, links: dict[str, Any]) -> int:
    return _MENTION_LENGTH if set(links) == {Link.CITES} else 1


def provision_ref(node: Node) -> ProvisionRef:
    """Return the place of a provision's node."""
    return ProvisionRef.parse(node.id)


def _provision_node(ref: ProvisionRef) -> Node:
    return Node(Kind.PROVISION, str(ref))


def _edges(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    yield from _edges_of_texts(corpus, as_of)
    yield from _edges_of_versions(corpus)
    yield from _edges_of_duties(corpus, as_of)
    yield from _edges_of_bearers(corpus)
    yield from _edges_of_practice(corpus, as_of)


def _edges_of_texts(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    for work in corpus.works:
        for text in corpus.texts.get(work, ()):
            yield from _edges_of_text(corpus, text, as_of)


def _edges_of_text(corpus: Corpus, text: Text, as_of: dt.date | None) -> Iterator[Edge]:
    """Yield the structure of a text; of the one in force also what it cites."""
    whole = corpus.ref(text, as_of=as_of)
    holder = Node(Kind.EXPRESSION, text.id) if whole.version else Node(Kind.WORK, text.work)
    for root in text.roots:
        yield Node(Kind.PROVISION, f"{holder.id}#{root.eid}"), holder, Link.PART_OF, ""
        for provision in root.walk():
            node = Node(Kind.PROVISION, f"{holder.id}#{provision.eid}")
            for child in provision.children:
                yield Node(Kind.PROVISION, f"{holder.id}#{child.eid}"), node, Link.PART_OF, ""
            if whole.version is None and provision.digest:
                here = ProvisionRef(text.work, provision.eid)
                yield from _citations(node, citations_in(provision.digest, corpus, here=here, as_of=as_of))


def _edges_of_versions(corpus: Corpus) -> Iterator[Edge]:
    for work in corpus.works:
        texts = [Node(Kind.EXPRESSION, text.id) for text in corpus.texts.get(work, ())]
        for expression in texts if len(texts) > 1 else ():
            yield expression, Node(Kind.WORK, work), Link.PART_OF, ""
        for earlier, later in pairwise(texts):
            yield later, earlier, Link.SUPERSEDES, ""


def _citations(node: Node, found: Iterable[tuple[Citation, Resolution]]) -> Iterator[Edge]:
    for _citation, targets in found:
        for ref in () if isinstance(targets, Unresolved) else targets:
            target = _provision_node(ref) if ref.eid else Node(Kind.WORK, ref.work)
            yield node, target, Link.CITES, ""


def _edges_of_duties(corpus: Corpus, as_of: dt.date | None) -> Iterator[Edge]:
    for duty in corpus.duties.values():
        node = Node(Kind.DUTY, duty.id)
        for reference in duty.basis:
            ref = resolve_reference(reference, corpus, as_of)
            if isinstance(ref, ProvisionRef):
                yield node, _provision_node(ref), Link.DERIVED_FROM, ""
        if bearer := corpus.named(Kind.BEARER, duty.bearer):
            yield node, Node(Kind.BEARER, bearer.id), Link.OWED_BY, ""


def _edges_of_bearers(corpus: Corpus) -> Iterator[Edge]:
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
            yield from _citations(node, citations_in(measure.what, corpus, as_of=as_of, said_on=said_on))
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
