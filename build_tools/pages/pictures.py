"""What the pictures of links show: of a work, a bearer, the duties of a chapter, an experience, of the whole.

Few links are drawn one by one (clause → duty → bearer or measure); many are gathered and counted
(work or chapter → stage → bearer), so that no picture has more than `MOST` nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Level
from build_tools.graph import Link as GraphLink
from build_tools.pages.link_drawing import LONGEST, MOST, Edge, Node, Picture, draw

if TYPE_CHECKING:
    from build_tools.model import Bearer, Duty, Experience, Measure, Work
    from build_tools.pages.book import Book
    from build_tools.pages.desk import Desk

_FEW = 16
"""So many duties are drawn one by one on the page of a bearer."""
_IN_ONE = 20
"""So many duties stand in one picture of a chapter."""
_BEARERS = 16
"""So many bearers get a box of their own; the others share one."""
_OTHERS = "其余主体"


class _Flow(NamedTuple):
    """One duty of a counted picture: from, over, and whereto."""

    first: Node
    second: Node
    thirds: tuple[Node, ...]


class _Links(NamedTuple):
    """What a picture is to show: nodes by key, edges by the keys of their ends."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Edge]

    def add_duty(self, desk: Desk, duty: Duty, *, gathered: bool) -> None:
        """Add a duty with its clauses, or with their works where they are ``gathered``."""
        key = f"d:{duty.id}"
        self.nodes[key] = Node(
            key, 1, duty.title, "duty", desk.duty(duty).href, f"{duty.title}（{duty.bearer}）"
        )
        for ref in _articles(desk, duty.id):
            node = _work(desk, ref.work) if gathered else _clause(desk, ref)
            self.nodes[node.key] = node
            self.edges[node.key, key] = Edge(node.key, key)

    def lead(self, duty: Duty, target: Node, css: str) -> None:
        """Let a duty lead to ``target``."""
        self.nodes[target.key] = target
        self.edges[f"d:{duty.id}", target.key] = Edge(f"d:{duty.id}", target.key, css=css)

    def joined(self, other: _Links) -> _Links:
        """Return both together."""
        return _Links(self.nodes | other.nodes, self.edges | other.edges)


def chapter_heads(book: Book, work: str) -> dict[ProvisionRef, tuple[str, str]]:
    """Return for each provision the anchor and the heading of its chapter."""
    heads: dict[ProvisionRef, tuple[str, str]] = {}
    for provision in book.provisions(work):
        if provision.level is Level.CHAPTER:
            heading = f"{provision.num}　{provision.title}" if provision.title else provision.num
            heads |= {ProvisionRef(work, p.eid): (str(provision.eid), heading) for p in provision.walk()}
    return heads


def picture_of_whole(desk: Desk) -> Picture | None:
    """Return how works lead over stages to bearers."""
    book = desk.book
    own = _frequent(book, book.corpus.duties.values())
    work, stage, bearer = cache(partial(_work, desk)), _stages(desk), cache(partial(_bearer, desk, own))
    flows = (
        _Flow(work(book.work_of(duty.id)), stage[duty.stage], (bearer(duty.bearer),))
        for duty in book.corpus.duties.values()
        if book.work_of(duty.id) in book.corpus.works
    )
    return _counted(desk, "法规经六个环节到责任主体", ("法规", "环节", "责任主体"), flows)


def picture_of_work(desk: Desk, work: Work) -> Picture | None:
    """Return how the chapters of a work lead over stages to bearers; None without duties."""
    book = desk.book
    duties = book.duties_in(work.id)
    own = _frequent(book, duties)
    heads = chapter_heads(book, work.id)
    stage, bearer = _stages(desk), cache(partial(_bearer, desk, own))
    flows = (
        _Flow(_chapter(desk, heads, duty, work), stage[duty.stage], (bearer(duty.bearer),)) for duty in duties
    )
    return _counted(desk, f"《{work.short_title}》各章的责任", ("章", "环节", "责任主体"), flows)


def picture_of_bearer(desk: Desk, bearer: Bearer, duties: tuple[Duty, ...]) -> Picture | None:
    """Return where the duties of a bearer come from and what is done; None without duties."""
    if len(duties) <= _FEW and (
        found := _drawn(desk, f"{bearer.name}的责任联系", duties, with_bearers=False)
    ):
        return found
    book = desk.book
    work, stage = cache(partial(_work, desk)), _stages(desk)
    flows = (
        _Flow(work(book.work_of(duty.id)), stage[duty.stage], _practised(desk, duty))
        for duty in duties
        if book.work_of(duty.id) in book.corpus.works
    )
    return _counted(desk, f"{bearer.name}的责任联系", ("法规", "环节", "各地经验"), flows)


def pictures_of_duties(desk: Desk, heading: str, duties: tuple[Duty, ...]) -> tuple[Picture, ...]:
    """Return the links of the duties of a chapter, in as many pictures as they need."""
    parts = [duties[start : start + _IN_ONE] for start in range(0, len(duties), _IN_ONE)]
    numbered = ((f"（{i}）" if len(parts) > 1 else "", part) for i, part in enumerate(parts, 1))
    drawn = (_drawn(desk, f"{heading}{number}", part, with_bearers=True) for number, part in numbered)
    return tuple(picture for picture in drawn if picture)


def picture_of_duty(desk: Desk, duty: Duty) -> Picture | None:
    """Return what one duty is linked to: clauses before it; behind it all that the graph knows of it."""
    links = _Links({}, {})
    links.add_duty(desk, duty, gathered=False)
    links.lead(duty, *_owner(desk, duty))
    for target, css in (*_measures(desk, duty), *_points(desk, duty)):
        if len(links.nodes) < MOST:
            links.lead(duty, target, css)
    return _finished(desk, f"“{duty.title}”的联系", ("条款", "责任", "主体、做法、指标、问题"), links)


def pictures_of_experience(desk: Desk, experience: Experience) -> tuple[Picture, ...]:
    """Return which duties, from which clauses, the measures of an experience serve, measure by measure."""
    parts: list[_Links] = []
    for measure in experience.measures:
        links = _links_of_measure(desk, measure)
        together = parts[-1].joined(links) if parts else links
        if parts and len(together.nodes) <= MOST:
            parts[-1] = together
        elif links.nodes:
            parts.append(links)
    heads = ("条款", "责任", "做法")
    drawn = (_finished(desk, f"“{experience.title}”的联系", heads, part) for part in parts)
    return tuple(picture for picture in drawn if picture)


def _links_of_measure(desk: Desk, measure: Measure) -> _Links:
    """Return a measure with its duties and their clauses, or with their works where they are many."""
    known = desk.book.corpus.duties
    kinds = ((GraphLink.IMPLEMENTS, measure.implements), (GraphLink.ILLUSTRATES, measure.illustrates))
    links = [(known[link.duty], kind) for kind, found in kinds for link in found if link.duty in known]
    for gathered in (False, True):
        part = _Links({}, {})
        for duty, kind in links[: MOST // 2]:
            part.add_duty(desk, duty, gathered=gathered)
            node = Node(f"m:{measure.id}", 2, measure.title, "measure", f"#{measure.id}", measure.title)
            part.lead(duty, node, kind.value)
        if len(part.nodes) <= MOST:
            break
    return part


def _drawn(desk: Desk, title: str, duties: tuple[Duty, ...], *, with_bearers: bool) -> Picture | None:
    """Return the picture of clauses, duties, and whom or what they lead to; None when there is too much."""
    for measures, gathered in ((True, False), (False, False), (False, True)):
        links = _Links({}, {})
        for duty in duties:
            links.add_duty(desk, duty, gathered=gathered)
            if with_bearers:
                links.lead(duty, *_owner(desk, duty))
            for target, css in _measures(desk, duty) if measures else ():
                links.lead(duty, target, css)
        if len(links.nodes) <= MOST:
            return _finished(desk, title, ("条款", "责任", "主体、做法" if with_bearers else "做法"), links)
    return None


def _finished(
    desk: Desk, title: str, heads: tuple[str, ...], links: _Links, *, settled: frozenset[int] = frozenset()
) -> Picture | None:
    nodes = tuple(sorted(links.nodes.values(), key=lambda node: node.column))
    used = 1 + max((node.column for node in nodes), default=0)
    return draw(
        title, heads[:used], nodes, tuple(links.edges.values()), settled=settled, cache=desk.book.cache
    )


def _articles(desk: Desk, duty: str) -> tuple[ProvisionRef, ...]:
    """Return the articles that a duty rests on, in the order given."""
    refs = desk.book.basis_of(duty)
    whole = (ProvisionRef(r.work, (r.eid.article or r.eid) if r.eid else None, r.version) for r in refs)
    return tuple(dict.fromkeys(whole))


def _clause(desk: Desk, ref: ProvisionRef) -> Node:
    post = desk.book.signpost(ref)
    words = post.place if post.address.path == desk.path else f"{post.work} {post.place}".strip()
    return Node(
        f"c:{ref}", 0, _shortened(words, post.place), "clause", desk.href(post.address), post.reference
    )


def _shortened(words: str, place: str) -> str:
    """Return the name of a work with a place, of which the place must stay."""
    room = max(LONGEST - len(place) - 1, 2)
    return words if len(words) <= LONGEST else f"{words[:room]}… {place}"


def _owner(desk: Desk, duty: Duty) -> tuple[Node, str]:
    link = desk.bearer_named(duty.bearer)
    return Node(f"b:{duty.bearer}", 2, duty.bearer, "bearer", link.href, f"责任主体：{duty.bearer}"), "owed"


def _measures(desk: Desk, duty: Duty) -> Iterator[tuple[Node, str]]:
    for practice in desk.book.graph.practice_for(duty.id):
        link = desk.measure(practice.experience, practice.measure)
        key = f"m:{practice.experience.id}/{practice.measure.id}"
        full = f"{practice.link.chinese}：{link.text}（{link.note}）"
        yield Node(key, 2, link.text, "measure", link.href, full), practice.link.value


def _points(desk: Desk, duty: Duty) -> Iterator[tuple[Node, str]]:
    graph = desk.book.graph
    kinds = (
        (Kind.INDICATOR, graph.indicators_for(duty.id)),
        (Kind.PROBLEM, graph.problems_of(duty.id)),
        (Kind.MATTER, graph.matters_of(duty.id)),
    )
    for kind, ids in kinds:
        for link in (desk.titled(kind, identifier) for identifier in ids):
            key = f"{kind}:{link.href}"
            yield Node(key, 2, link.text, kind.value, link.href, f"{kind.chinese}：{link.text}"), ""


def _work(desk: Desk, slug: str) -> Node:
    work = desk.book.corpus.works[slug]
    return Node(f"w:{slug}", 0, work.short_title, "clause", desk.record(Kind.WORK, slug), work.title)


def _chapter(desk: Desk, heads: dict[ProvisionRef, tuple[str, str]], duty: Duty, work: Work) -> Node:
    found = (heads[ref] for ref in desk.book.basis_of(duty.id) if ref in heads)
    anchor, heading = next(found, ("", work.short_title))
    return Node(f"h:{anchor}", 0, heading, "clause", f"#{anchor}" if anchor else None, heading)


def _stages(desk: Desk) -> dict[str, Node]:
    return {
        stage.name: Node(
            f"s:{stage.name}",
            1,
            stage.name,
            f"stage-{number}",
            desk.to("duties/index.html", "_list", f"stage={stage.id}"),
            f"{stage.name}：{stage.definition or ''}",
        )
        for number, stage in enumerate(desk.book.stages, 1)
    }


def _bearer(desk: Desk, own: frozenset[str], owner: str) -> Node:
    name = owner if owner in own else _OTHERS
    href = desk.bearer_named(name).href if name in own else desk.to("bearers/index.html")
    return Node(f"b:{name}", 2, name, "bearer", href, name)


def _frequent(book: Book, duties: Iterable[Duty]) -> frozenset[str]:
    """Return the bearers with most duties; all of them when they are few."""
    counts = Counter(duty.bearer for duty in duties)
    most = counts.most_common(_BEARERS if len(counts) > _BEARERS + 1 else None)
    return frozenset(name for name, _ in most if book.corpus.named(Kind.BEARER, name))


def _practised(desk: Desk, duty: Duty) -> tuple[Node, ...]:
    found = {
        practice.experience.id: practice.experience for practice in desk.book.graph.practice_for(duty.id)
    }
    links = ((identifier, desk.experience(experience)) for identifier, experience in found.items())
    return tuple(
        Node(f"e:{identifier}", 2, link.text, "measure", link.href, f"{link.text}（{link.note}）")
        for identifier, link in links
    )


def _counted(desk: Desk, title: str, heads: tuple[str, ...], flows: Iterable[_Flow]) -> Picture | None:
    """Return a picture of how often neighbours are linked; works, chapters, stages keep their order."""
    nodes: dict[str, Node] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for flow in flows:
        for node in (flow.first, flow.second, *flow.thirds):
            nodes[node.key] = node
        counts[flow.first.key, flow.second.key] += 1
        counts.update((flow.second.key, third.key) for third in flow.thirds)
    stages = (node.key for node in _stages(desk).values())
    ordered = {key: nodes[key] for key in stages if key in nodes} | nodes
    edges = {pair: Edge(*pair, count) for pair, count in counts.items()}
    return _finished(desk, title, heads, _Links(ordered, edges), settled=frozenset({0, 1}))
