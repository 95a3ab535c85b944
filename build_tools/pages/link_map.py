"""The map of all links: its data for the scripts that draw it, and the page on which a reader walks it.

Provisions inside an article count as their article: a reader thinks of 第十条, and so few boxes suffice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.graph import Link as GraphLink
from build_tools.graph import Node, provision_ref
from build_tools.pages.book import short_place
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Asset, Page, in_script
from build_tools.pages.pictures import picture_of_duty
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.pages.book import Book
    from build_tools.pages.page import Address

PATH = "map.html"
DATA_PATH = "assets/map/links.js"
COLUMNS = ("法规", "条款", "责任", "主体、做法、指标、问题、事项", "经验")
"""The heads of the columns of a drawn neighbourhood."""
KINDS = {
    Kind.WORK: 0,
    Kind.PROVISION: 1,
    Kind.DUTY: 2,
    Kind.BEARER: 3,
    Kind.MEASURE: 3,
    Kind.INDICATOR: 3,
    Kind.PROBLEM: 3,
    Kind.MATTER: 3,
    Kind.EXPERIENCE: 4,
}
"""The kinds of record on the map, each with its column."""
GATHERING = frozenset({Kind.WORK, Kind.BEARER, Kind.EXPERIENCE, Kind.MATTER})
"""Records that hold many others together: who stands beside one of them is not therefore close to another."""
LINKS = {
    GraphLink.DERIVED_FROM: ("依据", "拆出的责任"),
    GraphLink.OWED_BY: ("责任主体", "承担的责任"),
    GraphLink.IMPLEMENTS: ("落实的责任", "落实的做法"),
    GraphLink.ILLUSTRATES: ("可供参照的责任", "可供参照的做法"),
    GraphLink.MEASURES: ("衡量的责任", "检查指标"),
    GraphLink.BREACHES: ("没有落实的责任", "常见问题"),
    GraphLink.GATHERS: ("包括的责任", "同一事项"),
    GraphLink.ADDRESSES: ("针对的问题", "针对它的做法"),
    GraphLink.KIND_OF: ("所属统称", "包括的主体"),
    GraphLink.MEMBER_OF: ("所在组织", "下设"),
    GraphLink.PART_OF: ("所在", "其中"),
    GraphLink.CITES: ("引用", "被引用"),
}
"""What the far end of a link is to its source, and what the source is to the far end; closest first."""

_CLEAR = 16
"""So many links can be taken in at a glance: the map starts with no more, where it can."""


@dataclass(frozen=True, slots=True)
class Place:
    """A record on the map: the page it stands on, with what anchor, and how it is called."""

    address: Address
    title: str
    note: str


class LinkMap:
    """All records with their links, provisions gathered by article."""

    def __init__(self, book: Book) -> None:
        """Take the map of ``book``."""
        self.book = book

    @cached_property
    def edges(self) -> tuple[tuple[Node, Node, GraphLink], ...]:
        """The links, each once, in the order of the data."""
        return tuple(dict.fromkeys(self._edges()))

    @cached_property
    def places(self) -> dict[Node, Place]:
        """The records that have a link, in the order of the data, with their places."""
        linked = dict.fromkeys(node for source, target, _ in self.edges for node in (source, target))
        order = {kind: index for index, kind in enumerate(KINDS)}
        return {node: self._place(node) for node in sorted(linked, key=lambda node: order[node.kind])}

    def start(self) -> Duty | None:
        """Return the duty with links of most kinds, but not too many; None without duties."""
        kinds: dict[Node, set[tuple[Kind, GraphLink]]] = defaultdict(set)
        degree: Counter[Node] = Counter()
        for source, target, link in self.edges:
            for node, other in ((source, target), (target, source)):
                kinds[node].add((other.kind, link))
                degree[node] += 1
        duties = (node for node in kinds if node.kind is Kind.DUTY)
        found = max(
            duties, key=lambda node: (degree[node] <= _CLEAR, len(kinds[node]), degree[node]), default=None
        )
        return self.book.corpus.duties[found.id] if found else None

    def _edges(self) -> Iterator[tuple[Node, Node, GraphLink]]:
        gathered: dict[Node, Node] = {}
        works: dict[Node, Node | None] = {}
        for source, target, link in self.book.graph.edges():
            if link not in LINKS or source.kind not in KINDS or target.kind not in KINDS:
                continue
            for node in (source, target):
                if node not in gathered:
                    gathered[node] = _gathered(node)
            start, end = gathered[source], gathered[target]
            if link is GraphLink.PART_OF and start.kind is Kind.PROVISION:
                if start not in works:
                    works[start] = self._work_of(provision_ref(start))
                end = works[start] or start
            if start != end:
                yield start, end, link

    def _work_of(self, ref: ProvisionRef) -> Node | None:
        """Return the work of which an article is part; None where there is no such link."""
        counts = ref.eid and ref.eid.article and not ref.version and ref.work not in self.book.shelved
        return Node(Kind.WORK, ref.work) if counts else None

    def _place(self, node: Node) -> Place:
        address = self.book.address_of(node)
        if address is None:
            raise AssertionError(node)
        return Place(address, *self._names(node))

    def _names(self, node: Node) -> tuple[str, str]:
        corpus = self.book.corpus
        match node.kind:
            case Kind.WORK:
                return corpus.works[node.id].short_title, ""
            case Kind.PROVISION:
                ref = provision_ref(node)
                version = f"（{ref.version}文本）" if ref.version else ""
                return short_place(ref.eid) if ref.eid else "", corpus.works[ref.work].short_title + version
            case Kind.DUTY:
                return corpus.duties[node.id].title, corpus.duties[node.id].bearer
            case Kind.BEARER:
                return corpus.bearers[node.id].name, ""
            case Kind.EXPERIENCE:
                return corpus.experiences[node.id].title, corpus.experiences[node.id].region
            case _:
                link = Desk(self.book, PATH).node(node)
                return link.text, link.note


def _gathered(node: Node) -> Node:
    """Return the article of a provision; every other record itself."""
    if node.kind is not Kind.PROVISION:
        return node
    ref = provision_ref(node)
    whole = ProvisionRef(ref.work, (ref.eid.article or ref.eid) if ref.eid else None, ref.version)
    return Node(Kind.PROVISION, str(whole))


def key_of(node: Node) -> str:
    """Return how an address names a record: `provision:work/art_10`, `measure:experience/measure`."""
    return f"{node.kind}:{node.id.replace('#', '/')}"


def map_data(found: LinkMap) -> Asset:
    """Return all records and links as a script.

    ``pages`` holds `[kind, page, start of the keys, note, [[rest of the key, title, note], …]]`: the rest
    of a key is the anchor on the page. ``edges`` holds `source, target, link` in a row, records counted
    through all pages, links by their place in ``links``.
    """
    pages: dict[tuple[Kind, str, str, str], list[list[str]]] = {}
    for node, place in found.places.items():
        head = key_of(node).removesuffix(place.address.anchor)
        common = place.note if node.kind in {Kind.PROVISION, Kind.MEASURE} else ""
        own = "" if common else place.note
        row = [place.address.anchor, place.title, own] if own else [place.address.anchor, place.title]
        pages.setdefault((node.kind, place.address.path, head, common), []).append(row)
    keys = {key: number for number, key in enumerate(_keys(pages))}
    numbers = {node: keys[key_of(node)] for node in found.places}
    kinds, links = list(KINDS), {link: number for number, link in enumerate(LINKS)}
    data = {
        "columns": COLUMNS,
        "kinds": [[kind.value, kind.chinese, KINDS[kind], int(kind in GATHERING)] for kind in kinds],
        "links": [[link.value, *LINKS[link]] for link in links],
        "pages": [[kinds.index(kind), *rest, rows] for (kind, *rest), rows in pages.items()],
        "edges": [
            number
            for source, target, link in found.edges
            for number in (numbers[source], numbers[target], links[link])
        ],
    }
    return Asset(DATA_PATH, f"window.zelianLinks={in_script(data)};\n")


def _keys(pages: dict[tuple[Kind, str, str, str], list[list[str]]]) -> Iterator[str]:
    for (_, _, head, _), rows in pages.items():
        yield from (head + row[0] for row in rows)


def map_page(found: LinkMap) -> Page:
    """Return the page of the map: without scripts it shows one duty and where to read on."""
    desk = Desk(found.book, PATH)
    duty = found.start()
    return render_page(
        desk,
        "map.html",
        "联系图",
        description="条款、责任、主体、做法、指标、问题怎样连在一起：从一个记录看它的联系，点开一个，接着往下走。",
        start=key_of(Node(Kind.DUTY, duty.id)) if duty else "",
        picture=picture_of_duty(desk, duty) if duty else None,
        records=len(found.places),
        kinds=tuple(kind.chinese for kind in KINDS),
        links=len(found.edges),
        ways=(
            Link("法规", desk.to("works/index.html"), "各部法规的联系图在它的页面上"),
            Link("岗位", desk.to("bearers/index.html"), "各个主体的责任从哪里来"),
            Link("责任", desk.to("duties/index.html"), "全部责任，可以筛选"),
            Link("数据下载", desk.to("data.html"), "全部联系的CSV、GraphML"),
        ),
    )
