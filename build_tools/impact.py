"""What a revision touches: changed provisions → duties, indicators, terms → measures, problems, owners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.comparison import ArticleChange, Comparison, compare
from build_tools.corpus import Kind, ProvisionRef
from build_tools.errors import ToolError
from build_tools.provisions import says_the_same
from build_tools.resolution import resolve_reference
from build_tools.review import ReviewState, fingerprint_like, references_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_tools.corpus import Corpus, Text
    from build_tools.eid import Eid
    from build_tools.graph import Node, Practice, RegulationGraph
    from build_tools.provisions import Provision
    from build_tools.review import Review, Reviews


class Effect(StrEnum):
    """What a revision means for a record that rests on a provision."""

    CHANGED = "内容有改动"
    RENUMBERED = "内容未改，编号有变"
    GONE = "已删去"
    NEW = "是新增的条文"
    UNCLEAR = "同一编号的内容已换，尚未复核"


@dataclass(frozen=True, slots=True)
class Affected:
    """A record that rests on a touched provision, and what hangs on the record.

    ``before`` and ``after`` are the provision in the old and in the new text, as far as it is there.
    ``state`` says whether the record was reviewed against the new one.
    """

    review: Review
    reference: str
    effect: Effect
    before: Eid | None
    after: Eid | None
    state: ReviewState
    owner: str = ""
    indicators: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    practice: tuple[Practice, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchedArticle:
    """What became of an article, the records that rest on it, the provisions elsewhere that cite it."""

    change: ArticleChange
    affected: tuple[Affected, ...]
    cited_by: tuple[Node, ...]


@dataclass(frozen=True)
class Impact:
    """All that a revision touches: each article that changed, or of which a record names the old number."""

    comparison: Comparison
    articles: tuple[TouchedArticle, ...]

    @cached_property
    def affected(self) -> tuple[Affected, ...]:
        """All affected records, a record once for each of its provisions."""
        return tuple(record for article in self.articles for record in article.affected)

    @cached_property
    def owners(self) -> Mapping[str, int]:
        """How many affected duties each bearer owes, the most first."""
        duties = {a.review.id: a.owner for a in self.affected if a.review.kind is Kind.DUTY}
        return dict(Counter(duties.values()).most_common())


def versions_to_compare(corpus: Corpus, work: str, old: str = "", new: str = "") -> tuple[Text, Text]:
    """Return the two texts of ``work`` with these dates (or beginnings of dates); without dates the last two.

    Raises:
        ToolError: the work has not two texts, or there is no such text.
    """
    texts = corpus.texts.get(work, ())
    title = corpus.works[work].short_title
    if len(texts) < 2:  # noqa: PLR2004  (old and new)
        raise ToolError(f"《{title}》只收录了{len(texts)}个版本，没有可以比较的")
    earlier, later = _text(texts, old, title) or texts[-2], _text(texts, new, title) or texts[-1]
    if earlier is later:
        raise ToolError(f"两个版本是同一个（{earlier.date}）")
    return earlier, later


def impact_of(graph: RegulationGraph, reviews: Reviews, old: Text, new: Text) -> Impact:
    """Return what the revision of ``old`` into ``new`` touches."""
    comparison = compare(old, new)
    work = _Work(graph, reviews, comparison)
    by_change: dict[int, list[Affected]] = {}
    for change, record in work.affected():
        by_change.setdefault(id(change), []).append(record)
    touched = (
        TouchedArticle(change, tuple(by_change.get(id(change), ())), work.cited_by(change))
        for change in comparison.articles
    )
    return Impact(comparison, tuple(t for t in touched if t.affected or not t.change.change.keeps_wording))


def _text(texts: tuple[Text, ...], date: str, title: str) -> Text | None:
    if not date:
        return None
    found = [text for text in texts if str(text.date).startswith(date)]
    if len(found) != 1:
        known = "、".join(str(text.date) for text in texts)
        problem = "没有" if not found else "不止一个"
        raise ToolError(f"《{title}》{problem}日期是“{date}”的版本；收录的版本：{known}")
    return found[0]


@dataclass(frozen=True, slots=True)
class _Work:
    graph: RegulationGraph
    reviews: Reviews
    comparison: Comparison

    def affected(self) -> Iterator[tuple[ArticleChange, Affected]]:
        for review in self.reviews.all:
            for index, reference in enumerate(references_of(review.record)):
                if found := self._of_reference(review, index, reference):
                    yield found

    def cited_by(self, change: ArticleChange) -> tuple[Node, ...]:
        """Return the provisions of other works that cite the article, if it is no longer what it was."""
        if change.change.keeps_wording:
            return ()
        corpus, as_of = self.graph.corpus, self.graph.as_of
        sides = ((self.comparison.old, change.old), (self.comparison.new, change.new))
        places = (corpus.ref(text, p.eid, as_of) for text, side in sides for top in side for p in top.walk())
        nodes = dict.fromkeys(node for place in places for node in self.graph.citing(place))
        own = f"{self.comparison.new.work}#"
        return tuple(n for n in nodes if n.kind is Kind.PROVISION and not n.id.startswith(own))

    def _of_reference(
        self, review: Review, index: int, reference: str
    ) -> tuple[ArticleChange, Affected] | None:
        before = self._provision(reference, self.comparison.old)
        after = self._provision(reference, self.comparison.new)
        if before and self._is_read_in_old(review, index, before, after):
            change = self.comparison.of_old.get(before.eid.article or before.eid)
            effect, place = _effect(before, change.new if change else ())
            places: tuple[Eid | None, Eid | None] = before.eid, place
            state = ReviewState.SUSPECT
        elif after:
            change = self.comparison.of_new.get(after.eid.article or after.eid)
            effect, place = _effect(after, change.old if change else ())
            effect = _as_read_in_new(effect, review, before, after)
            places = place, after.eid
            state = ReviewState.REVIEWED if _is_as_reviewed(review, index, after) else ReviewState.SUSPECT
        else:
            return None
        state = state if review.reviewed else ReviewState.UNREVIEWED
        if change is None or effect is None:
            return None
        return change, self._with_chain(Affected(review, reference, effect, *places, state))

    def _provision(self, reference: str, text: Text) -> Provision | None:
        """Return what ``reference`` leads to in ``text``."""
        today = resolve_reference(reference, self.graph.corpus, self.graph.as_of)
        if isinstance(today, ProvisionRef) and today.work != text.work:
            return None
        ref = resolve_reference(reference, self.graph.corpus, text.expression.effective)
        found = isinstance(ref, ProvisionRef) and ref.work == text.work and ref.eid
        return text.find(found) if found else None

    def _is_read_in_old(self, review: Review, index: int, before: Provision, after: Provision | None) -> bool:
        """Whether a reference means the old text: as reviewed; unreviewed, as the text in force has it."""
        if after is None:
            return True
        for provision in (after, before):
            if _is_as_reviewed(review, index, provision):
                return provision is before
        new = self.comparison.new
        return self.graph.corpus.text_of(new.work, self.graph.as_of) is not new

    def _with_chain(self, affected: Affected) -> Affected:
        duty = affected.review.id
        if affected.review.kind is not Kind.DUTY:
            return affected
        bearer = self.graph.bearer_of(self.graph.corpus.duties[duty])
        return replace(
            affected,
            owner=bearer.name if bearer else "",
            indicators=self.graph.indicators_for(duty),
            problems=self.graph.problems_of(duty),
            practice=self.graph.practice_for(duty),
        )


def _is_as_reviewed(review: Review, index: int, provision: Provision) -> bool:
    then = review.reviewed.basis[index : index + 1] if review.reviewed else ()
    return bool(then) and fingerprint_like(provision, then[0]) == then[0]


def _as_read_in_new(
    effect: Effect | None, review: Review, before: Provision | None, after: Provision
) -> Effect | None:
    """Return what the effect is on a record that names the provision of the new text.

    It follows the revision already, unless nobody has said so and its number used to mean something else.
    """
    if effect is Effect.GONE:
        return Effect.NEW
    if effect is not Effect.CHANGED:
        moved = review.reviewed is None and before is not None and not says_the_same(before, after)
        return Effect.UNCLEAR if moved else None
    return effect


def _effect(provision: Provision, others: tuple[Provision, ...]) -> tuple[Effect | None, Eid | None]:
    """Return what a revision means for a provision, and where it is on the other side.

    ``others`` are the articles of the other side that its article became or came from.
    """
    if not others:
        return Effect.GONE, None
    inner = [p for article in others for p in article.walk()]
    same = [p.eid for p in inner if says_the_same(p, provision)]
    if provision.eid in same:
        return None, provision.eid
    if same:
        return Effect.RENUMBERED, same[0]
    opposite = [p.eid for p in inner if p.eid.steps[1:] == provision.eid.steps[1:]]
    return Effect.CHANGED, opposite[0] if opposite else others[0].eid
