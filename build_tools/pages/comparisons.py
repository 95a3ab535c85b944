"""Comparisons: what a revision changed, article by article, and what rests on the changed articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from build_tools.comparison import ArticleChange, Change, PieceChange, differences_by_article
from build_tools.corpus import Kind
from build_tools.differences import Segment
from build_tools.impact import Affected, Impact, TouchedArticle, impact_of
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.partial_dates import in_chinese
from build_tools.paths import DATA_FOLDER
from build_tools.review import KINDS

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.model import Work
    from build_tools.provisions import Provision
    from build_tools.review import ReviewState

_QUIET = frozenset({Change.SAME, Change.RENUMBERED})
"""What is folded: the wording is the same and the article has not left its place."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """A paragraph or item in a changed article: where it is, what became of it, its wording."""

    place: str
    change: Change
    evidence: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """An article that changed: where it was and is, its pieces, how many records rest on it."""

    id: str
    change: Change
    title: str
    old: tuple[Link, ...]
    new: tuple[Link, ...]
    pieces: tuple[PieceView, ...]
    unchanged: int
    affected: int


@dataclass(frozen=True, slots=True)
class QuietView:
    """Articles in a row that did not change, folded: a pair of links for each."""

    summary: str
    pairs: tuple[tuple[Link, Link], ...]


@dataclass(frozen=True, slots=True)
class AffectedView:
    """A record that rests on a changed article, and what hangs on it."""

    kind: str
    link: Link
    owner: Link | None
    effect: str
    state: ReviewState
    chain: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class TouchedView:
    """A changed article with the records that rest on it and the provisions elsewhere that cite it."""

    id: str
    place: str
    change: Change
    affected: tuple[AffectedView, ...]
    cited_by: tuple[Link, ...]


def path_of_comparison(old: Text, new: Text) -> str:
    """Return the path of the page that compares two texts."""
    return f"works/{new.work}/compare-{old.date}-{new.date}.html"


def comparison_page(desk: Desk, work: Work, old: Text, new: Text) -> Page:
    """Return the page that compares two texts of a work and traces what the revision touches."""
    book = desk.book
    impact = impact_of(book.graph, book.reviews, old, new)
    reader = _Reader(desk, old, new, impact)
    touched = tuple(map(reader.touched, filter(_rests_something, impact.articles)))
    counts = impact.comparison.counts
    return render_page(
        desk,
        "comparison.html",
        f"{work.short_title}：{_dates(old, new)}文本比较",
        description=f"{work.title}{_dates(old, new)}文本逐条比较，以及修订影响到的责任、检查指标和做法。",
        crumbs=(
            Link("法规", desk.to("works/index.html")),
            Link(work.short_title, desk.record(Kind.WORK, work.id)),
        ),
        toc=(TocEntry("_changes", "逐条比较"), TocEntry("_impact", "修订影响")),
        source=f"{DATA_FOLDER}/{new.path}",
        work=work,
        old=Link(f"{in_chinese(old.date)}文本", reader.href(old)),
        new=Link(f"{in_chinese(new.date)}文本", reader.href(new)),
        counts=tuple((change, counts[change]) for change in Change if counts[change]),
        divisions=reader.divisions(),
        sections=tuple(reader.sections()),
        touched=touched,
        owners=tuple((desk.bearer_named(owner), count) for owner, count in impact.owners.items() if owner),
        totals=_totals(impact),
    )


def _dates(old: Text, new: Text) -> str:
    """Return how to tell two texts apart: by their years, else by their days."""
    years = old.date.year, new.date.year
    return "与".join(map(in_chinese, map(str, years) if years[0] != years[1] else (old.date, new.date)))


def _span(articles: tuple[ArticleChange, ...]) -> str:
    first, last = ((a.new or a.old)[0].num for a in (articles[0], articles[-1]))
    return first if len(articles) == 1 else f"{first}至{last}"


def _rests_something(article: TouchedArticle) -> bool:
    return bool(article.affected or article.cited_by)


def _totals(impact: Impact) -> tuple[tuple[str, int], ...]:
    ids = {(a.review.kind, a.review.id) for a in impact.affected}
    measures = {(p.experience.id, p.measure.id) for a in impact.affected for p in a.practice}
    counts = [(kind.chinese, sum(k is kind for k, _ in ids)) for kind in KINDS]
    return tuple((word, count) for word, count in (*counts, (Kind.MEASURE.chinese, len(measures))) if count)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one comparison for its page."""

    desk: Desk
    old: Text
    new: Text
    impact: Impact

    def href(self, text: Text, provision: Provision | None = None) -> str:
        """Return a link to a text, or to a provision in it."""
        book = self.desk.book
        ref = book.corpus.ref(text, provision.eid if provision else None, book.as_of)
        return self.desk.href(book.address_of_provision(ref))

    def sections(self) -> Iterator[ChangeView | QuietView]:
        """Yield the changed articles in order, and between them what did not change, folded."""
        for show, group in groupby(self.impact.comparison.articles, key=self._how_to_show):
            match show:
                case "same":
                    yield self._quiet(tuple(group))
                case "outline":
                    yield self._outline(tuple(group))
                case _:
                    yield from map(self._changed, group)

    def _how_to_show(self, article: ArticleChange) -> str:
        if article.change in _QUIET:
            return "same"
        return "outline" if article.is_wordless else "changed"

    def divisions(self) -> tuple[PieceView, ...]:
        """Return what became of the digests of 编, 章 and 节."""
        return tuple(
            PieceView(
                f"{found.num}　{found.title or ''}", change.change, change.evidence.value, change.segments
            )
            for change in self.impact.comparison.divisions
            if (found := change.new or change.old)
        )

    def touched(self, article: TouchedArticle) -> TouchedView:
        """Return a changed article with what rests on it."""
        return TouchedView(
            id=article.change.anchor,
            place=_place(article.change),
            change=article.change.change,
            affected=tuple(self._affected(record) for record in article.affected),
            cited_by=tuple(self.desk.node(node) for node in article.cited_by),
        )

    def _quiet(self, articles: tuple[ArticleChange, ...]) -> QuietView:
        shifted = sum(article.change is Change.RENUMBERED for article in articles)
        note = f"，其中{shifted}条的条号顺延" if shifted else ""
        pairs = tuple((self._link(self.old, a.old[0]), self._link(self.new, a.new[0])) for a in articles)
        return QuietView(f"{_span(articles)}未改（{len(articles)}条{note}）", pairs)

    def _outline(self, articles: tuple[ArticleChange, ...]) -> QuietView:
        counts = Counter(article.change for article in articles)
        said = "、".join(f"{change.value}{count}条" for change, count in counts.items())
        pairs = tuple(
            (
                self._link(self.old, a.old[0]) if a.old else new,
                new if a.new else self._link(self.old, a.old[0]),
            )
            for a in articles
            for new in (self._link(self.new, a.new[0]) if a.new else Link(""),)
        )
        return QuietView(f"{_span(articles)}只著录了指纹，看不到改动的文字（{said}）", pairs)

    def _changed(self, article: ArticleChange) -> ChangeView:
        titles = [provision.title for provision in (*article.new, *article.old) if provision.title]
        pieces = [piece for piece in article.pieces if piece.change is not Change.SAME]
        grouped = article.change in {Change.SPLIT, Change.MERGED}
        affected = next((a.affected for a in self.impact.articles if a.change is article), ())
        return ChangeView(
            id=article.anchor,
            change=article.change,
            title=titles[0] if titles else "",
            old=tuple(self._link(self.old, provision) for provision in article.old),
            new=tuple(self._link(self.new, provision) for provision in article.new),
            pieces=_parts(article) if grouped else tuple(map(_piece, pieces)),
            unchanged=0 if grouped else len(article.pieces) - len(pieces),
            affected=len({(a.review.kind, a.review.id) for a in affected}),
        )

    def _link(self, text: Text, provision: Provision) -> Link:
        return Link(provision.num, self.href(text, provision))

    def _affected(self, record: Affected) -> AffectedView:
        desk, review = self.desk, record.review
        chain = (
            ("做法", tuple(desk.measure(p.experience, p.measure) for p in record.practice)),
            ("检查指标", tuple(desk.titled(Kind.INDICATOR, i) for i in record.indicators)),
            ("常见问题", tuple(desk.titled(Kind.PROBLEM, i) for i in record.problems)),
        )
        return AffectedView(
            kind=review.kind.chinese,
            link=_link_to(desk, record),
            owner=desk.bearer_named(record.owner) if record.owner else None,
            effect=f"{record.reference}{record.effect}{_moved(record)}",
            state=record.state,
            chain=tuple((word, links) for word, links in chain if links),
        )


def _link_to(desk: Desk, record: Affected) -> Link:
    review, corpus = record.review, desk.book.corpus
    if review.kind is Kind.DUTY:
        duty = corpus.duties[review.id]
        return Link(duty.title, desk.href(desk.book.address_of_duty(duty)))
    return (
        desk.titled(review.kind, review.id)
        if review.kind in {Kind.INDICATOR, Kind.QUESTION}
        else desk.term(corpus.terms[review.id])
    )


def _moved(record: Affected) -> str:
    places = [eid.chinese() for eid in (record.before, record.after) if eid]
    return f"（{' → '.join(places)}）" if len(set(places)) > 1 else ""


def _parts(article: ArticleChange) -> tuple[PieceView, ...]:
    """Return the several articles of a split or a merge, each with its part of the difference."""
    is_split = article.change is Change.SPLIT
    return tuple(
        PieceView(f"{'' if is_split else '原'}{provision.num}", article.change, "", segments)
        for provision, segments in differences_by_article(article)
    )


def _piece(piece: PieceChange) -> PieceView:
    provision = piece.new or piece.old
    inside = provision.eid.steps[1:] if provision else ()
    place = provision.eid.chinese() if provision and inside else ""
    return PieceView(place, piece.change, piece.evidence.value, piece.segments)


def _place(article: ArticleChange) -> str:
    old, new = ("、".join(p.num for p in side) for side in (article.old, article.new))
    return f"{old} → {new}" if old and new and old != new else new or old
