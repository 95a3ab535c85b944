"""All links as a GraphML file, for graph programs."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.graph import Node, provision_ref
from build_tools.partial_dates import in_chinese
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_tools.corpus import Corpus
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty, Experience, Indicator, Matter, Milestone, Problem, Term


def links_as_graphml(kb: KnowledgeBase) -> str:
    """Return the records and their links as GraphML.

    Nodes carry `kind` and `label`, edges `link` and its Chinese name. The same data give the same bytes.
    """
    nodes: dict[str, tuple[str, str]] = {}
    edges: list[tuple[str, str, str, str]] = []
    for source, target, link in kb.graph.edges():
        for node in (source, target):
            if str(node) not in nodes:
                nodes[str(node)] = (node.kind.value, label_of(node, kb.corpus))
        edges.append((str(source), str(target), link.value, link.chinese))
    make = partial(_written, nodes, edges)
    made = kb.cache.made(f"graphml {version('networkx')}", (nodes, edges), make) if kb.cache else make()
    return made.decode()


def _written(nodes: dict[str, tuple[str, str]], edges: list[tuple[str, str, str, str]]) -> bytes:
    import networkx as nx  # noqa: PLC0415  (a tenth of a second)

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, (kind, label) in nodes.items():
        graph.add_node(name, kind=kind, label=label)
    for source, target, link, chinese in edges:
        graph.add_edge(source, target, key=link, link=link, name=chinese)
    return ("\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n").encode()


def label_of(node: Node, corpus: Corpus) -> str:
    """Return what readers call the record of a node."""
    match node.kind:
        case Kind.PROVISION:
            return canonical_reference(provision_ref(node), corpus)
        case Kind.EXPRESSION:
            work, _, date = node.id.partition("@")
            return f"《{corpus.works[work].short_title}》{in_chinese(date)}文本"
        case Kind.MEASURE:
            experience, _, inner = node.id.partition("/")
            return next(m.title for m in corpus.experiences[experience].measures if m.id == inner)
        case Kind.WORK:
            return corpus.works[node.id].short_title
        case Kind.BEARER | Kind.TERM:
            named: Mapping[str, Bearer | Term] = corpus.bearers if node.kind is Kind.BEARER else corpus.terms
            return named[node.id].name
        case _:
            return _title(node, corpus)


def _title(node: Node, corpus: Corpus) -> str:
    titled: dict[Kind, Mapping[str, Duty | Experience | Indicator | Matter | Milestone | Problem]] = {
        Kind.DUTY: corpus.duties,
        Kind.EXPERIENCE: corpus.experiences,
        Kind.INDICATOR: corpus.indicators,
        Kind.MATTER: corpus.matters,
        Kind.MILESTONE: corpus.milestones,
        Kind.PROBLEM: corpus.problems,
    }
    records = titled.get(node.kind)
    return records[node.id].title if records else node.id
