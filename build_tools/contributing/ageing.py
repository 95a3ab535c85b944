"""What should be looked at again: reviews long past, works that were revised and not recorded anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.model import EventType
from build_tools.partial_dates import in_chinese
from build_tools.review import ReviewState

if TYPE_CHECKING:
    import datetime as dt

    from build_tools.corpus import Corpus, Text
    from build_tools.model import Work, WorkEvent
    from build_tools.review import Review, Reviews

_CHANGES = frozenset({EventType.REVISED, EventType.REPEALED})
YEARS = 3
"""After so many years a review counts as long past: about as long as a grassroots body is in office."""


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A work that was revised or repealed after the newest text of it that is recorded."""

    work: Work
    event: WorkEvent
    newest: Text

    def __str__(self) -> str:
        happened = f"《{self.work.short_title}》{in_chinese(self.event.date)}已{self.event.type.chinese}"
        return f"{happened}，本库尚未更新（收录的是{in_chinese(self.newest.date)}文本）"


def long_past(reviews: Reviews, as_of: dt.date, years: int = YEARS) -> tuple[Review, ...]:
    """Return the reviews that still hold and are older than ``years`` on ``as_of``, the oldest first."""
    found = [
        (review.record.reviewed.on, review)
        for review in reviews.all
        if review.state is ReviewState.REVIEWED and review.record.reviewed
    ]
    limit = (as_of.year - years, as_of.month, as_of.day)
    old = [pair for pair in found if (pair[0].year, pair[0].month, pair[0].day) < limit]
    return tuple(review for _, review in sorted(old, key=lambda pair: pair[0]))


def known_changes(corpus: Corpus, as_of: dt.date) -> tuple[KnownChange, ...]:
    """Return the works whose last revision or repeal until ``as_of`` no recorded text has.

    A text has a revision when its version date is not before it. A work without any text (bibliographic) has
    nothing to bring up to date, and a repeal needs no new text once the last one has its end (`until`).
    """
    found = []
    for work in corpus.works.values():
        texts = corpus.texts.get(work.id, ())
        events = [
            e for e in work.events if e.type in {EventType.REVISED, EventType.REPEALED} and e.date <= as_of
        ]
        if not texts or not events:
            continue
        newest, event = max(texts, key=lambda text: text.date), max(events, key=lambda e: e.date)
        is_done = newest.expression.until if event.type is EventType.REPEALED else newest.date >= event.date
        if not is_done:
            found.append(KnownChange(work, event, newest))
    return tuple(found)
