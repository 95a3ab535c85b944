"""Resolving citations: a citation and a corpus → places that exist, or the reason why not. No guessing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from build_tools.citations import Citation, find_citations
from build_tools.corpus import Corpus, ProvisionRef, Text
from build_tools.eid import Eid, Level
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from build_tools.provisions import Provision


_FORM = "写作《简称》第X条第X款第（X）项"


class Reason(StrEnum):
    """Why a citation leads nowhere."""

    UNKNOWN_WORK = "unknown-work"
    AMBIGUOUS_WORK = "ambiguous-work"
    NO_SUCH_PROVISION = "no-such-provision"
    BIBLIOGRAPHIC = "bibliographic"
    UNREADABLE = "unreadable"
    NO_LOCUS = "no-locus"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A citation that leads nowhere: the reason, in Chinese what is wrong and what may be meant."""

    reason: Reason
    message: str
    remedy: str = ""


def resolve(
    citations: Iterable[Citation], corpus: Corpus, as_of: dt.date | None = None
) -> tuple[tuple[Citation, tuple[ProvisionRef, ...] | Unresolved], ...]:
    """Return each citation with its targets in ``corpus``, or with the reason why it has none."""
    return tuple((citation, resolve_one(citation, corpus, as_of)) for citation in citations)


def resolve_one(
    citation: Citation, corpus: Corpus, as_of: dt.date | None = None
) -> tuple[ProvisionRef, ...] | Unresolved:
    """Return the targets of ``citation``, all of which exist in the text in force on ``as_of``."""
    works = corpus.work_names.works(citation.name)
    if not works:
        remedy = did_you_mean(citation.name, corpus.work_names.names) or "先在 works/ 下登记这部法规"
        return Unresolved(Reason.UNKNOWN_WORK, f"本库没有名为《{citation.name}》的法规", remedy)
    if len(works) > 1:
        return Unresolved(Reason.AMBIGUOUS_WORK, f"“{citation.name}”可指{len(works)}部法规", "改写全称")
    if not citation.loci:
        return (ProvisionRef(works[0]),)
    return _places(citation, works[0], corpus, as_of)


def resolve_reference(
    reference: str, corpus: Corpus, as_of: dt.date | None = None
) -> ProvisionRef | Unresolved:
    """Return the one provision that ``reference`` names, and nothing else, as in a duty's ``basis``."""
    citations = find_citations(reference, corpus.work_names)
    if len(citations) != 1 or citations[0].text != reference.strip():
        return Unresolved(Reason.NO_LOCUS, f"“{reference}”不是一处完整的引用", _FORM)
    target = resolve_one(citations[0], corpus, as_of)
    if isinstance(target, Unresolved):
        return target
    if target[0].eid is None:
        return Unresolved(Reason.NO_LOCUS, f"“{reference}”没有写到条", _FORM)
    return target[0]


def canonical_reference(ref: ProvisionRef, corpus: Corpus) -> str:
    """Return ``ref`` as citations are written: 《机关基层组织条例》第十条第（三）项."""
    return f"《{corpus.works[ref.work].short_title}》{ref.eid.chinese() if ref.eid else ''}"


def _places(
    citation: Citation, work: str, corpus: Corpus, as_of: dt.date | None
) -> tuple[ProvisionRef, ...] | Unresolved:
    title = corpus.works[work].short_title
    text = corpus.text_of(work, as_of)
    if work in corpus.unreadable_texts:
        return Unresolved(Reason.UNREADABLE, f"《{title}》的正文文件没有读出来", "先改正该文件")
    if text is None:
        message = f"《{title}》仅著录书目，没有收录条文"
        return Unresolved(Reason.BIBLIOGRAPHIC, message, "引用已收录条文的法规")
    refs = []
    for eid in filter(None, (locus.eid() for locus in citation.loci)):
        provision = text.find(eid)
        if provision is None:
            return _no_such(title, text, eid)
        refs.append(ProvisionRef(work, provision.eid))
    return tuple(refs)


def _no_such(title: str, text: Text, eid: Eid) -> Unresolved:
    message = f"《{title}》没有{eid.chinese()}"
    if holder := _nearest_holder(text, eid):
        return Unresolved(Reason.NO_SUCH_PROVISION, message, _what_it_has(holder))
    articles = [e for e in text.by_eid if e.level is Level.ARTICLE]
    remedy = _near_article(articles, eid)
    return Unresolved(Reason.NO_SUCH_PROVISION, f"{message}，该文共{len(articles)}条", remedy)


def _nearest_holder(text: Text, eid: Eid) -> Provision | None:
    """Return the innermost provision around ``eid`` that exists."""
    around = (Eid(eid.steps[:count]) for count in range(len(eid.steps) - 1, 0, -1))
    return next(filter(None, map(text.find, around)), None)


def _what_it_has(holder: Provision) -> str:
    written = holder.eid.chinese()
    if not holder.children:
        return f"{written}没有再分款、项"
    return f"{written}有{len(holder.children)}{holder.children[0].level.chinese}"


def _near_article(articles: list[Eid], eid: Eid) -> str:
    if eid.article is None or not articles:
        return "核对编号"
    wanted = eid.steps[0].number
    nearest = min(articles, key=lambda article: abs(article.steps[0].number - wanted))
    return f"最接近的是{nearest.chinese()}"
