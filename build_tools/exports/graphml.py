"""All links as a GraphML file, for graph programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

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
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for source, target, link in kb.graph.edges():
        for node in (source, target):
            if str(node) not in graph:
                graph.add_node(str(node), kind=node.kind.value, label=label_of(node, kb.corpus))
        graph.add_edge(str(source), str(target), key=link.value, link=link.value, name=link.chinese)
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


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
