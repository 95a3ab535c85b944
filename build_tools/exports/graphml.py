"""All links as a GraphML file, for graph programs."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from build_tools.corpus import Kind
from build_tools.graph import Link, Node, provision_ref
from build_tools.partial_dates import in_chinese
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from build_tools.corpus import Corpus
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty, Experience, Indicator, Matter, Milestone, Problem, Term

    Edge = tuple[Node, Node, Link]


def links_as_graphml(kb: KnowledgeBase) -> str:
    """Return the records and their links as GraphML.

    Nodes carry `kind` and `label`, edges `link` and its Chinese name. The same data give the same bytes:
    those that networkx writes, which holds the whole document as a tree, a gigabyte for 3,000 works.
    """
    heads: list[str] = []
    names: dict[Node, str] = {}
    leaving: dict[Node, str] = {}
    for source, found in groupby(kb.graph.edges(), key=itemgetter(0)):
        edges = tuple(found)
        for node in (source, *(target for _, target, _ in edges)):
            if node not in names:
                name = names[node] = _attribute(str(node))
                leaving[node] = ""
                heads.append(_NODE.format(name, node.kind, _text(label_of(node, kb.corpus))))
        leaving[source] = "".join(_edges(source, edges, names))
    body = "".join((_KEYS, _GRAPH, *heads, *leaving.values(), _END)) if leaving else _NO_GRAPH
    return f"{_HEAD}{body}</graphml>\n"


def _edges(source: Node, edges: Iterable[Edge], names: Mapping[Node, str]) -> Iterator[str]:
    """Yield the links of a record as they are written, those that lead to the same one together."""
    by_target: dict[Node, list[Link]] = {}
    for _, target, link in edges:
        by_target.setdefault(target, []).append(link)
    for target, links in by_target.items():
        yield from (_EDGE.format(names[source], names[target], link, _CHINESE[link]) for link in links)


def _text(words: str) -> str:
    escaped = escape(words)
    return escaped if escaped.isascii() else escaped.encode("ascii", "xmlcharrefreplace").decode()


def _attribute(words: str) -> str:
    return _text(words).replace('"', "&quot;")


_HEAD = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_KEYS = "".join(
    f'  <key id="{name}" for="{of}" attr.name="{name}" attr.type="string" />\n'
    for name, of in (("name", "edge"), ("link", "edge"), ("label", "node"), ("kind", "node"))
)
_GRAPH = '  <graph edgedefault="directed">\n'
_NO_GRAPH = '  <graph edgedefault="directed" />\n'
_END = "  </graph>\n"
_NODE = (
    '    <node id="{}">\n      <data key="kind">{}</data>\n      <data key="label">{}</data>\n    </node>\n'
)
_EDGE = (
    '    <edge source="{0}" target="{1}" id="{2}">\n      <data key="link">{2}</data>\n'
    '      <data key="name">{3}</data>\n    </edge>\n'
)
_CHINESE = {link: _text(link.chinese) for link in Link}


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
