"""Checking the citations of a draft: where each stands, what it leads to, whether it still holds."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.citations import Citation
from build_tools.corpus import Corpus
from build_tools.resolution import Reason, Resolution, Unresolved, canonical_reference, citations_in
from build_tools.status import status_of_work

MISSING = "不存在"
_STATUSES = {
    Reason.NO_SUCH_PROVISION: MISSING,
    Reason.BIBLIOGRAPHIC: "仅书目",
    Reason.UNREADABLE: "仅书目",
    Reason.UNKNOWN_WORK: "未收录",
    Reason.AMBIGUOUS_WORK: "有歧义",
    Reason.NO_CONTEXT: "本文",
    Reason.NO_LOCUS: "本文",
}


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """A citation of a draft: line and column from 1, as written, in canonical form, and how it stands.

    ``status`` is 现行, 已被修订, 已废止, 尚未施行, 不存在, 仅书目, 未收录, 有歧义, or 本文 for a place in
    the draft itself. ``digest`` says what the provision requires, ``remedy`` what to do.
    """

    line: int
    column: int
    text: str
    kind: str
    canonical: tuple[str, ...]
    status: str
    digest: str
    remedy: str

    @property
    def is_wrong(self) -> bool:
        """Whether the work has no such provision."""
        return self.status == MISSING


def check_draft(text: str, corpus: Corpus, as_of: dt.date) -> tuple[CheckedCitation, ...]:
    """Return the citations in ``text``, in order, held against the texts in force on ``as_of``."""
    starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]
    return tuple(
        _checked(citation, found, corpus, as_of, starts)
        for citation, found in citations_in(text, corpus, as_of=as_of)
    )


def _checked(
    citation: Citation, found: Resolution, corpus: Corpus, as_of: dt.date, starts: list[int]
) -> CheckedCitation:
    line = bisect.bisect_right(starts, citation.span.start)
    column = citation.span.start - starts[line - 1] + 1
    head = (line, column, citation.text, citation.kind.value)
    if isinstance(found, Unresolved):
        return CheckedCitation(*head, (), _STATUSES[found.reason], "", _remedy(found))
    canonical = tuple(canonical_reference(ref, corpus) for ref in found)
    status = status_of_work(corpus, found[0].work, as_of).value
    return CheckedCitation(*head, canonical, status, "".join(_digests(found, corpus, as_of)), "")


def _remedy(found: Unresolved) -> str:
    if found.reason is Reason.NO_CONTEXT:
        return ""
    if found.reason is Reason.UNKNOWN_WORK:
        return "本库没有收录，请与正式文本核对"
    return "；".join(filter(None, (found.message, found.remedy)))


def _digests(found: Resolution, corpus: Corpus, as_of: dt.date) -> Iterator[str]:
    for ref in () if isinstance(found, Unresolved) else found:
        provision = corpus.provision(ref, as_of)
        yield from (p.digest for p in provision.walk() if p.digest) if provision else ()
