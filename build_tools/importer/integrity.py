"""Whether an imported copy is the text that the knowledge base knows: fingerprint by fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from build_tools.corpus import Corpus, Text, fold
from build_tools.eid import Eid
from build_tools.fingerprint import fingerprint
from build_tools.importer.records import Regulation
from build_tools.importer.wording import Wording, wording_of
from build_tools.overlay import structure_differences

_REWRITTEN = 0.5
_MIN_COMPARED = 10


class Agreement(StrEnum):
    """What the comparison of a provision says."""

    SAME = "same"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A provision, what the comparison says, why, and its line in the source (0: it is not there)."""

    eid: Eid
    agreement: Agreement
    reason: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"第{self.line}行：" if self.line else ""
        return f"{place}{self.eid.chinese()} {self.reason}"


@dataclass(frozen=True, slots=True)
class Integrity:
    """The comparisons of all provisions of a copy, in the order of the text."""

    comparisons: tuple[Comparison, ...] = ()

    def count(self, agreement: Agreement) -> int:
        """Return how many provisions came out so."""
        return sum(comparison.agreement is agreement for comparison in self.comparisons)

    @property
    def differing(self) -> tuple[Comparison, ...]:
        """The provisions that are not as the knowledge base knows them."""
        return tuple(c for c in self.comparisons if c.agreement is Agreement.DIFFERS)

    @property
    def is_rewritten(self) -> bool:
        """Whether so much differs that the copy was reworded throughout (or is another text)."""
        differs, same = len(self.differing), self.count(Agreement.SAME)
        return differs + same >= _MIN_COMPARED and differs > _REWRITTEN * (differs + same)


def compare(regulation: Regulation, text: Text | None) -> Integrity:
    """Return how the wording of ``regulation`` compares with the fingerprints in ``text``."""
    wordings = wording_of(regulation)
    if text is None:
        return Integrity(tuple(Comparison(w.eid, Agreement.UNKNOWN, line=w.line) for w in wordings))
    strange, missing = structure_differences(text, (wording.eid for wording in wordings))
    elsewhere = {fingerprint(wording.text): wording for wording in wordings}
    found = [_compared(wording, text, set(strange)) for wording in wordings]
    lost = (_lost(eid, text, elsewhere) for eid in missing)
    return Integrity(tuple(sorted([*found, *lost], key=lambda comparison: comparison.eid)))


def _compared(wording: Wording, text: Text, strange: set[Eid]) -> Comparison:
    provision = text.by_eid.get(wording.eid)
    if wording.eid in strange:
        return Comparison(wording.eid, Agreement.DIFFERS, "库中该版本没有这一处", wording.line)
    if provision is None or provision.fingerprint is None:
        return Comparison(wording.eid, Agreement.UNKNOWN, line=wording.line)
    if provision.fingerprint == fingerprint(wording.text):
        return Comparison(wording.eid, Agreement.SAME, line=wording.line)
    return Comparison(wording.eid, Agreement.DIFFERS, "文字与指纹不符", wording.line)


def _lost(eid: Eid, text: Text, elsewhere: dict[str, Wording]) -> Comparison:
    mark = text.by_eid[eid].fingerprint
    if mark is None:
        return Comparison(eid, Agreement.DIFFERS, "文件里没有这一处")
    if mark in elsewhere:
        other = elsewhere[mark]
        return Comparison(eid, Agreement.DIFFERS, f"这段文字在文件里成了{other.eid.chinese()}", other.line)
    return Comparison(eid, Agreement.DIFFERS, "文件里没有这一处，可能漏了")


def best_text(regulation: Regulation, corpus: Corpus) -> Text | None:
    """Return the text of the knowledge base that ``regulation`` is a copy of, or None.

    Its title or an alias decides; among several versions, and for a copy without title, the fingerprints.
    """
    title = fold(regulation.title)
    named = [
        text
        for work in corpus.works.values()
        if title and title in {fold(name) for name in (work.title, work.short_title, *work.aliases)}
        for text in corpus.texts.get(work.id, ())
    ]
    marks = Counter(fingerprint(wording.text) for wording in wording_of(regulation))
    if named:
        return max(named, key=lambda text: (_overlap(text, marks), _is_dated(text, regulation)))
    best = max(corpus.all_texts(), key=lambda text: _overlap(text, marks), default=None)
    return best if best and _overlap(best, marks) >= _MIN_COMPARED else None


def _overlap(text: Text, marks: Counter[str]) -> int:
    return sum(provision.fingerprint in marks for provision in text.by_eid.values() if provision.fingerprint)


def _is_dated(text: Text, regulation: Regulation) -> bool:
    date = text.expression.date
    return f"{date.year}年{date.month}月{date.day}日" in regulation.note


def named_differences(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Yield a line for each provision that differs."""
    return map(str, comparisons)
