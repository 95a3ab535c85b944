"""Whether a regulation is in force, computed from its dates."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from build_tools.model import EventType

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from build_tools.corpus import Corpus, Text
    from build_tools.model import Work


class WorkStatus(StrEnum):
    """The state of a text on a day."""

    IN_FORCE = "现行"
    TRIAL = "试行"
    REVISED = "已被修订"
    REPEALED = "已废止"
    NOT_YET = "尚未施行"
    BIBLIOGRAPHIC = "仅书目"

    @property
    def css(self) -> str:
        """The class name of the status."""
        return f"status-{self.name.lower().replace('_', '-')}"


_TRIAL = ("（试行）", "(试行)")
"""The end of the title of a work that is in force on trial."""


def status_of_work(corpus: Corpus, work: str, as_of: dt.date) -> WorkStatus:
    """Return the status of a work on ``as_of``: that of its text in force, 仅书目 without a text."""
    texts = corpus.texts.get(work, ())
    text = corpus.text_of(work, as_of)
    if text is None:
        repealed = _day(corpus.works[work], EventType.REPEALED, as_of)
        return WorkStatus.REPEALED if repealed else WorkStatus.BIBLIOGRAPHIC
    return status_of_text(corpus.works[work], text, texts, as_of)


def status_of_text(work: Work, text: Text, texts: Sequence[Text], as_of: dt.date) -> WorkStatus:
    """Return the status on ``as_of`` of one text of ``work``, given all its texts."""
    expression = text.expression
    if _day(work, EventType.REPEALED, as_of):
        return WorkStatus.REPEALED
    if expression.effective > as_of:
        return WorkStatus.NOT_YET
    later = any(expression.effective < other.expression.effective <= as_of for other in texts)
    revised = _day(work, EventType.REVISED, as_of)
    if later or (revised and revised > expression.date):
        return WorkStatus.REVISED
    if expression.until and expression.until <= as_of:
        return WorkStatus.REPEALED
    return WorkStatus.TRIAL if work.title.endswith(_TRIAL) else WorkStatus.IN_FORCE


def _day(work: Work, event: EventType, as_of: dt.date) -> dt.date | None:
    """Return the last day of an event of this type not after ``as_of``."""
    return max((e.date for e in work.events if e.type is event and e.date <= as_of), default=None)
