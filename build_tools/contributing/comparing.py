"""Two states of a knowledge base held against each other: everything that a review of a change asks about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from build_tools.contributing.cards import Card, cards
from build_tools.contributing.near import Near, near_duplicates
from build_tools.corpus import Kind
from build_tools.coverage import NOTHING, Coverage, coverage_of
from build_tools.exports.graphml import label_of
from build_tools.graph import Link

if TYPE_CHECKING:
    from build_tools.findings import Finding
    from build_tools.graph import Node
    from build_tools.knowledge_base import KnowledgeBase

_STRUCTURE = frozenset({Link.PART_OF, Link.SUPERSEDES})
"""Links that follow from where a record stands; they are no statements."""


class Change(StrEnum):
    """What happened to a record."""

    ADDED = "新增"
    CHANGED = "改动"
    REMOVED = "删除"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record before and after; one side is None when it was added or removed."""

    before: Card | None
    after: Card | None

    @property
    def card(self) -> Card:
        """The record as it is now, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a record")
        return found

    @property
    def change(self) -> Change:
        """What happened."""
        if self.before is None:
            return Change.ADDED
        return Change.CHANGED if self.after else Change.REMOVED

    def rows(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Yield the labels whose texts differ, with the texts before and after."""
        before = self.before.rows if self.before else {}
        after = self.after.rows if self.after else {}
        for label in dict.fromkeys((*before, *after)):
            if before.get(label) != after.get(label):
                yield label, before.get(label, ()), after.get(label, ())


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link that was gained or lost, in words."""

    link: Link
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """The coverage of a work before and after."""

    name: str
    before: Coverage
    after: Coverage


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was added or removed: whose, what, how much, as of when."""

    measure: str
    label: str
    value: str
    as_of: str


@dataclass(frozen=True, slots=True)
class BaseChange:
    """All that changed between two states."""

    records: tuple[RecordChange, ...]
    gained: tuple[LinkChange, ...]
    lost: tuple[LinkChange, ...]
    coverage: tuple[CoverageChange, ...]
    new_findings: tuple[Finding, ...]
    gone_findings: tuple[Finding, ...]
    new_suspects: tuple[str, ...]
    gone_suspects: tuple[str, ...]
    figures_added: tuple[FigureChange, ...]
    figures_removed: tuple[FigureChange, ...]
    near: tuple[Near, ...]


def compare(before: KnowledgeBase, after: KnowledgeBase) -> BaseChange:
    """Return what changed from ``before`` to ``after``, each part in the order of the data."""
    records = tuple(_records(before, after))
    links, figures = _links(before), _figures(before)
    new_links, new_figures = _links(after), _figures(after)
    suspects, new_suspects = _suspects(before), _suspects(after)
    return BaseChange(
        records,
        gained=tuple(link for key, link in new_links.items() if key not in links),
        lost=tuple(link for key, link in links.items() if key not in new_links),
        coverage=tuple(_coverage(before, after)),
        new_findings=new_findings(before, after),
        gone_findings=new_findings(after, before),
        new_suspects=tuple(text for key, text in new_suspects.items() if key not in suspects),
        gone_suspects=tuple(text for key, text in suspects.items() if key not in new_suspects),
        figures_added=_only_in(new_figures, figures),
        figures_removed=_only_in(figures, new_figures),
        near=near_duplicates(after.corpus, set(_to_compare(records))),
    )


def new_findings(before: KnowledgeBase, after: KnowledgeBase) -> tuple[Finding, ...]:
    """Return the findings of ``after`` that ``before`` has not, whatever their lines."""
    return _missing_from(_findings(before), _findings(after))


def _records(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[RecordChange]:
    old, new = cards(before.corpus), cards(after.corpus)
    for key in dict.fromkeys((*new, *old)):
        a, b = old.get(key), new.get(key)
        if a is None or b is None or a.rows != b.rows:
            yield RecordChange(a, b)


def _to_compare(records: tuple[RecordChange, ...]) -> Iterator[str]:
    """Yield the ids of new records, and of measures and problems that are worded anew."""
    for record in records:
        if record.change is Change.ADDED or record.card.kind is not Kind.EXPERIENCE:
            yield record.card.id


def _links(kb: KnowledgeBase) -> dict[tuple[Node, Node, Link], LinkChange]:
    corpus = kb.corpus
    return {
        (source, target, link): LinkChange(link, label_of(source, corpus), label_of(target, corpus))
        for source, target, link in kb.graph.edges()
        if link not in _STRUCTURE
    }


def _coverage(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[CoverageChange]:
    totals = [NOTHING, NOTHING]
    for work in dict.fromkeys((*after.corpus.works, *before.corpus.works)):
        then, now = (coverage_of(kb.graph, work) for kb in (before, after))
        totals = [totals[0] + then, totals[1] + now]
        record = after.corpus.works.get(work) or before.corpus.works[work]
        if then != now:
            yield CoverageChange(record.short_title, then, now)
    yield CoverageChange("合计", *totals)


def _findings(kb: KnowledgeBase) -> dict[tuple[str, str, str, int], Finding]:
    """Return the findings by what stays the same when lines move; equal ones are numbered."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = {}
    for finding in kb.findings:
        key = (finding.code, finding.subject or finding.location.path, finding.message)
        seen[key] += 1
        found[*key, seen[key]] = finding
    return found


def _missing_from(
    these: dict[tuple[str, str, str, int], Finding], those: dict[tuple[str, str, str, int], Finding]
) -> tuple[Finding, ...]:
    return tuple(finding for key, finding in those.items() if key not in these)


def _suspects(kb: KnowledgeBase) -> dict[tuple[Kind, str], str]:
    return {
        key: f"{review.kind.chinese}“{review.name}”："
        + "；".join(kb.reviews.describe(review, ground) for ground in review.changed)
        for key, review in kb.reviews.suspects.items()
    }


def _figures(kb: KnowledgeBase) -> Counter[FigureChange]:
    return Counter(
        FigureChange(f"{experience.region}：{measure.title}", figure.label, str(figure), figure.as_of or "")
        for experience in kb.corpus.experiences.values()
        for measure in experience.measures
        for figure in measure.figures
    )


def _only_in(these: Counter[FigureChange], those: Counter[FigureChange]) -> tuple[FigureChange, ...]:
    return tuple((these - those).elements())
