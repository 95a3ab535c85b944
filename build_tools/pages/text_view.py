"""The text of a version as a page shows it: divisions, and every provision as a clause card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid, Level
from build_tools.model import Norm
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import TocEntry
from build_tools.provisions import DIVISIONS
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    import datetime as dt

    from build_tools.corpus import Text
    from build_tools.model import Duty
    from build_tools.pages.book import Around
    from build_tools.provisions import Provision

_CITED = "被引用"
_NORMS = {Norm.OBLIGATION: "应当", Norm.PROHIBITION: "不得", Norm.PERMISSION: "可以", Norm.NONE: "不设定义务"}


@dataclass(frozen=True, slots=True)
class Linked:
    """What is linked to a provision, by the word for the kind of link."""

    word: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision as a card, with the cards below it."""

    id: str
    alias: str
    level: str
    num: str
    title: str
    digest: Markup | None
    text: str | None
    norm: str
    norm_css: str
    no_duty: Markup | None
    reference: str
    linked: tuple[Linked, ...]
    inner: tuple[Clause, ...]
    before: Link | None = None
    after: Link | None = None

    @property
    def cited(self) -> int:
        """How many records cite the provision itself."""
        return sum(len(linked.links) for linked in self.linked if linked.word == _CITED)

    @property
    def is_outline(self) -> bool:
        """Whether only the number is recorded, here and below."""
        return not (self.digest or self.text or self.linked) and all(c.is_outline for c in self.inner)


@dataclass(frozen=True, slots=True)
class Division:
    """A part, chapter or section: its heading, what is linked to it, its clauses, the divisions below it."""

    id: str
    level: str
    heading: str
    digest: Markup | None
    linked: tuple[Linked, ...]
    clauses: tuple[Clause, ...]
    inner: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text: its parts and chapters, the provisions outside them, its table of contents."""

    divisions: tuple[Division, ...]
    loose: tuple[Clause, ...]
    toc: tuple[TocEntry, ...]


def text_view(desk: Desk, text: Text | None) -> TextView:
    """Return a text as the page at the desk shows it; an empty view for none."""
    if text is None:
        return TextView((), (), ())
    whole = desk.book.corpus.ref(text, as_of=desk.book.as_of)
    said_on = text.expression.effective if whole.version else None
    reader = _Reader(desk, whole, said_on, _neighbours(text), desk.book.around(whole))
    divisions = reader.divisions(text.roots)
    loose = tuple(reader.clause(p) for p in text.roots if p.level not in DIVISIONS)
    return TextView(divisions, loose, tuple(map(_toc, divisions)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text: ``whole`` is the text, ``said_on`` its day when it is not in force."""

    desk: Desk
    whole: ProvisionRef
    said_on: dt.date | None
    neighbours: Mapping[Eid, tuple[Link | None, Link | None]]
    around: Mapping[Eid, Around]

    def divisions(self, provisions: tuple[Provision, ...]) -> tuple[Division, ...]:
        """Return the parts, chapters and sections among ``provisions``."""
        return tuple(
            Division(
                id=str(p.eid),
                level=p.level.value,
                heading=f"{p.num}　{p.title}" if p.title else p.num,
                digest=self.desk.optional(p.digest, self._ref(p), self.said_on),
                linked=self._linked(p),
                clauses=tuple(self.clause(c) for c in p.children if c.level not in DIVISIONS),
                inner=self.divisions(p.children),
            )
            for p in provisions
            if p.level in DIVISIONS
        )

    def clause(self, provision: Provision) -> Clause:
        """Return a provision as a card, with those below it."""
        desk, ref = self.desk, self._ref(provision)
        before, after = self.neighbours.get(provision.eid, (None, None))
        return Clause(
            id=str(provision.eid),
            alias=_full_address(provision),
            level=provision.level.value,
            num=provision.num,
            title=provision.title or "",
            digest=desk.optional(provision.digest, ref, self.said_on),
            text=provision.text,
            norm=_NORMS[provision.norm] if provision.norm else "",
            norm_css=provision.norm.value if provision.norm else "",
            no_duty=desk.optional(provision.no_duty, ref, self.said_on),
            reference=canonical_reference(ref, desk.book.corpus),
            linked=self._linked(provision),
            inner=tuple(self.clause(child) for child in provision.children),
            before=before,
            after=after,
        )

    def _ref(self, provision: Provision) -> ProvisionRef:
        return ProvisionRef(self.whole.work, provision.eid, self.whole.version)

    def _linked(self, provision: Provision) -> tuple[Linked, ...]:
        around = self.around.get(provision.eid)
        return _linked(self.desk, around) if around else ()


def _neighbours(text: Text) -> dict[Eid, tuple[Link | None, Link | None]]:
    """Return for each article links to the one before and the one after it."""
    links = {article.eid: Link(article.num, f"#{article.eid}") for article in text.articles}
    in_order = (None, *links.values(), None)
    return {eid: (in_order[at], in_order[at + 2]) for at, eid in enumerate(links)}


def _toc(division: Division) -> TocEntry:
    articles = (TocEntry(c.id, f"{c.num}　{c.title}" if c.title else c.num) for c in division.clauses)
    return TocEntry(division.id, division.heading, (*map(_toc, division.inner), *articles))


def _full_address(provision: Provision) -> str:
    """Return the address that also names the only 款 of an article: `art_10__para_1__item_3`; else ""."""
    return _with_paragraph(provision.eid) if provision.bears_text else ""


@lru_cache(maxsize=100_000)
def _with_paragraph(eid: Eid) -> str:
    """Return the address inside an article with its first 款; "" above the articles, or with a 款 already."""
    article, steps = eid.article, eid.steps
    if article is None or any(step.level is Level.PARAGRAPH for step in steps):
        return ""
    only = article.child(Level.PARAGRAPH, 1).steps
    return str(Eid((*only, *steps[len(article.steps) :])))


def _linked(desk: Desk, around: Around) -> tuple[Linked, ...]:
    found = (
        *_linked_by_duties(desk, around.duties),
        (_CITED, map(desk.node, around.citing)),
        ("术语", map(desk.term, around.terms)),
    )
    linked = ((word, tuple(links)) for word, links in found)
    return tuple(Linked(word, links) for word, links in linked if links)


def _linked_by_duties(desk: Desk, duties: tuple[Duty, ...]) -> Iterator[tuple[str, Iterable[Link]]]:
    """Yield duties, and what is linked to them; most provisions have none."""
    if not duties:
        return
    graph = desk.book.graph
    practice = {(p.experience.id, p.measure.id): p for duty in duties for p in graph.practice_for(duty.id)}
    indicators = dict.fromkeys(i for duty in duties for i in graph.indicators_for(duty.id))
    yield "责任", map(desk.duty, duties)
    yield "做法", (desk.measure(p.experience, p.measure) for p in practice.values())
    yield "检查指标", (desk.titled(Kind.INDICATOR, i) for i in indicators)
