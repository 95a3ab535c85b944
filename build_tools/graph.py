"""The graph of the knowledge base: networkx inside, questions of the domain outside.

Neighbours are looked up in an index by record and kind of link, at the cost of the answer. networkx walks
the graph where a question needs a path; it is imported then, for its import costs more than a small check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.links import (
    FAMILIES,
    FAMILIES_OF,
    Family,
    Link,
    Node,
    Table,
    holder_of,
    provision_node,
    provision_ref,
)

if TYPE_CHECKING:
    import datetime as dt

    import networkx as nx

    from build_tools.model import Bearer, Duty, Experience, Measure
    from build_tools.provisions import Provision

__all__ = ["Link", "Node", "Practice", "RegulationGraph", "provision_ref"]


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
        """Give the graph of ``corpus``, with citations resolved to the texts in force on ``as_of``."""
        self.corpus = corpus
        self.as_of = as_of
        self._tables: dict[Family, Table] = {}
        self._owed: dict[tuple[str, bool], tuple[Duty, ...]] = {}
        self._practice: dict[str, tuple[Practice, ...]] = {}

    @cached_property
    def _graph(self) -> nx.MultiDiGraph[Node]:
        """The same links as a graph of networkx."""
        import networkx as nx  # noqa: PLC0415  (see above)

        graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
        for source, target, link in self.edges():
            graph.add_edge(source, target, key=link)
        return graph

    def duties_of(self, bearer: str, *, inherited: bool = False) -> tuple[Duty, ...]:
        """Return the duties of the bearer with this id, in the order of the files.

        With ``inherited`` also those of the classes that it belongs to.
        """
        if (bearer, inherited) not in self._owed:
            bearers = (bearer, *(b.id for b in self.classes_of(bearer))) if inherited else (bearer,)
            nodes = (node for b in bearers for node in self._sources(Node(Kind.BEARER, b), Link.OWED_BY))
            self._owed[bearer, inherited] = self.in_order(node.id for node in nodes)
        return self._owed[bearer, inherited]

    def duties_from(self, ref: ProvisionRef, *, below: bool = False) -> tuple[Duty, ...]:
        """Return the duties derived from a provision; with ``below`` also from those inside it."""
        here = self._duties_by_basis.get(ref, ())
        provision = self.corpus.provision(ref, self.as_of) if below else None
        if provision is None:
            return here
        places = (replace(ref, eid=inner.eid) for inner in provision.walk())
        return self.in_order(duty.id for place in places for duty in self._duties_by_basis.get(place, ()))

    def duties_under(self, work: str) -> tuple[Duty, ...]:
        """Return the duties with a basis in ``work``, in the order of the files."""
        return self._duties_by_work.get(work, ())

    def in_order(self, duties: Iterable[str]) -> tuple[Duty, ...]:
        """Return the duties with these ids, each once, in the order of the files."""
        return tuple(self.corpus.duties[i] for i in sorted(set(duties), key=self._duty_order.__getitem__))

    def basis_of(self, duty: str) -> tuple[ProvisionRef, ...]:
        """Return the provisions that a duty is derived from, in the order given."""
        return self._basis.get(duty, ())

    def bearer_of(self, duty: Duty) -> Bearer | None:
        """Return who owes ``duty``."""
        return self._owners.get(duty.id)

    def practice_for(self, duty: str) -> tuple[Practice, ...]:
        """Return the measures that implement or illustrate a duty, implementing ones first."""
        if duty not in self._practice:
            node = Node(Kind.DUTY, duty)
            self._practice[duty] = tuple(
                Practice(*self._measure(source.id), link, self._why(source, node, link))
                for link in (Link.IMPLEMENTS, Link.ILLUSTRATES)
                for source in self._sources(node, link)
            )
        return self._practice[duty]

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
        target = provision_node(ref) if ref.eid else Node(Kind.WORK, ref.work)
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
        import networkx as nx  # noqa: PLC0415  (see above)

        if a not in self._graph or b not in self._graph:
            return ()

        try:
            nodes = nx.shortest_path(self._graph.to_undirected(as_view=True), a, b, weight=_length)
        except nx.NetworkXNoPath:
            return ()
        return tuple(self._step(x, y) for x, y in pairwise(nodes))

    def edges(self) -> Iterator[tuple[Node, Node, Link]]:
        """Yield every link, those of one record together, in the order of the data.

        What a provision is part of is not kept, but read off the texts: there is one such link a provision,
        and no question but this one asks for them.
        """
        leaving = [self._table(family).out for family in FAMILIES]
        for node, whole in self._parts.items():
            if whole:
                yield node, whole, Link.PART_OF
            for links in (table[node] for table in leaving if node in table):
                for link, targets in links.items():
                    yield from ((node, target, link) for target in targets)

    @cached_property
    def _parts(self) -> dict[Node, Node | None]:
        """Every record with what it is part of by its place in a text, in the order of the data."""
        parts: dict[Node, Node | None] = {}
        for work in self.corpus.works:
            for text in self.corpus.texts.get(work, ()):
                holder = holder_of(self.corpus, text, self.as_of)
                for root in text.roots:
                    node = Node(Kind.PROVISION, f"{holder.id}#{root.eid}")
                    parts[node] = holder
                    parts.setdefault(holder)
                    self._note_parts(root, node, holder.id, parts)
        for node in chain.from_iterable(self._table(family).nodes for family in FAMILIES):
            parts.setdefault(node)
        return parts

    def _note_parts(
        self, provision: Provision, node: Node, holder: str, parts: dict[Node, Node | None]
    ) -> None:
        """Note what is inside ``provision``, and what it cites: in the order of reading."""
        inner = [(child, Node(Kind.PROVISION, f"{holder}#{child.eid}")) for child in provision.children]
        for _child, below in inner:
            parts[below] = node
        for cited in self._targets(node, Link.CITES):
            parts.setdefault(cited)
        for child, below in inner:
            self._note_parts(child, below, holder, parts)

    def _step(self, x: Node, y: Node) -> tuple[Node, Link, Node]:
        """Return the link between two neighbours, rather any other than a mention."""
        pairs = ((x, y), (y, x))
        steps = [(a, link, b) for a, b in pairs for link in Link if self._graph.has_edge(a, b, link)]
        return min(steps, key=lambda step: step[1] is Link.CITES)

    def _table(self, family: Family) -> Table:
        """Return the links of a family, which are made when one of them is first asked for."""
        if family not in self._tables:
            self._tables[family] = Table(family(self.corpus, self.as_of))
        return self._tables[family]

    def _sources(self, node: Node, link: Link) -> list[Node]:
        tables = map(self._table, FAMILIES_OF[link])
        found = [links[link] for table in tables if (links := table.into.get(node)) and link in links]
        return found[0] if len(found) == 1 else list(chain.from_iterable(found))

    def _targets(self, node: Node, link: Link) -> list[Node]:
        tables = map(self._table, FAMILIES_OF[link])
        found = [links[link] for table in tables if (links := table.out.get(node)) and link in links]
        return found[0] if len(found) == 1 else list(chain.from_iterable(found))

    def _why(self, source: Node, target: Node, link: Link) -> str:
        tables = [self._table(family) for family in FAMILIES_OF[link]]
        return next(
            table.why[source, target, link] for table in tables if (source, target, link) in table.why
        )

    @cached_property
    def _basis(self) -> dict[str, tuple[ProvisionRef, ...]]:
        return {
            duty: tuple(map(provision_ref, self._targets(Node(Kind.DUTY, duty), Link.DERIVED_FROM)))
            for duty in self.corpus.duties
        }

    @cached_property
    def _owners(self) -> dict[str, Bearer]:
        found = {duty: self._targets(Node(Kind.DUTY, duty), Link.OWED_BY) for duty in self.corpus.duties}
        return {duty: self.corpus.bearers[nodes[0].id] for duty, nodes in found.items() if nodes}

    @cached_property
    def _duties_by_basis(self) -> dict[ProvisionRef, tuple[Duty, ...]]:
        duties: dict[ProvisionRef, list[Duty]] = {}
        for duty in self.corpus.duties.values():
            for ref in self._basis[duty.id]:
                duties.setdefault(ref, []).append(duty)
        return {ref: tuple(found) for ref, found in duties.items()}

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


_MENTION_LENGTH = 6


def _length(_a: Node, _b: Node, links: dict[str, Any]) -> int:
    return _MENTION_LENGTH if set(links) == {Link.CITES} else 1
