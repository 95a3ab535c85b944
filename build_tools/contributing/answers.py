"""Answers held against what the knowledge base knows, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from build_tools.contributing.facts import Fact, NewKind
from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.errors import ToolError
from build_tools.partial_dates import parse_partial
from build_tools.resolution import canonical_reference, resolve_reference
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    import datetime as dt

Answer = str | tuple[str, ...]

_DATES = frozenset({"source.issued", "practised.from"})


def checked_answers(
    new: NewKind, answers: Mapping[str, Answer], corpus: Corpus, as_of: dt.date
) -> dict[str, Answer]:
    """Return the answers by key, in the words of the knowledge base; those not given are left out.

    Raises:
        ToolError: an answer is missing, or means nothing that the knowledge base has; all such answers are
            named, one on a line.
    """
    missing = [fact for fact in new.facts if fact.is_needed and not answers.get(fact.key)]
    if missing:
        wanted = "、".join(f"--{fact.option}（{fact.question}）" for fact in missing)
        raise ToolError(f"新建{new.chinese}还缺 {wanted}")
    checked: dict[str, Answer] = {}
    faults: list[str] = []
    for fact in new.facts:
        if given := answers.get(fact.key) or fact.default:
            try:
                checked[fact.key] = checked_answer(fact, given, corpus, as_of)
            except ToolError as error:
                faults.append(str(error))
    if faults:
        raise ToolError("\n错误：".join(faults))
    return checked


def checked_answer(fact: Fact, given: Answer, corpus: Corpus, as_of: dt.date) -> Answer:
    """Return one answer in the words of the knowledge base.

    Raises:
        ToolError: it means nothing that the knowledge base has.
    """
    if isinstance(given, tuple):
        return tuple(_checked(fact, text, corpus, as_of) for text in given)
    found = _checked(fact, given, corpus, as_of)
    return (found,) if fact.many else found


def choices(fact: Fact, corpus: Corpus) -> tuple[str, ...]:
    """Return what may be answered, when that is a closed list; () otherwise."""
    if fact.words or fact.names in {None, Kind.PROVISION}:
        return fact.words
    if fact.names is Kind.WORK:
        return tuple(work.short_title for work in corpus.works.values())
    if fact.names is Kind.EXPERIENCE:
        return tuple(corpus.experiences)
    return corpus.names(fact.names) if fact.names else ()


def _checked(fact: Fact, text: str, corpus: Corpus, as_of: dt.date) -> str:
    text = text.strip()
    match fact.names:
        case None:
            return _plain(fact, text)
        case Kind.PROVISION:
            return _reference(text, corpus, as_of)
        case Kind.WORK:
            return _work(text, corpus)
        case Kind.EXPERIENCE:
            return _known(fact, text, corpus, text if text in corpus.experiences else None)
        case kind:
            found = corpus.named(kind, text)
            return _known(fact, text, corpus, found.name if found else None)


def _plain(fact: Fact, text: str) -> str:
    if fact.words and text not in fact.words:
        raise ToolError(_unknown(fact, text, fact.words))
    if fact.key in _DATES:
        try:
            return parse_partial(text)
        except ValueError as error:
            raise ToolError(f"--{fact.option}：{error}") from None
    return text


def _reference(text: str, corpus: Corpus, as_of: dt.date) -> str:
    ref = resolve_reference(text, corpus, as_of)
    if not isinstance(ref, ProvisionRef):
        raise ToolError(f"--basis：{ref.message}" + (f"；{ref.remedy}" if ref.remedy else ""))
    return canonical_reference(ref, corpus)


def _work(text: str, corpus: Corpus) -> str:
    found = (text,) if text in corpus.works else corpus.work_names.works(text.strip("《》"))
    if len(found) != 1:
        known = (*corpus.work_names.names, *corpus.works)
        remedy = did_you_mean(text, known) or "先用 zelian new work 登记这部法规"
        raise ToolError(f"没有叫“{text}”的法规；{remedy}")
    return found[0]


def _known(fact: Fact, text: str, corpus: Corpus, found: str | None) -> str:
    if found is None:
        raise ToolError(_unknown(fact, text, choices(fact, corpus)))
    return found


def _unknown(fact: Fact, text: str, known: Sequence[str]) -> str:
    """Return what is wrong with an answer, with the nearest of the known ones, or else with all of a few."""
    few = 12
    listed = f"可以写{'、'.join(known[:few])}{'等' if len(known) > few else ''}"
    remedy = did_you_mean(text, known) or listed
    add = "确是新的地区，加 --add-region 登记到词表" if fact.names is Kind.REGION else ""
    between = "；" if add and not remedy.endswith("？") else ""
    return f"--{fact.option}：没有“{text}”；{remedy}{between}{add}"
