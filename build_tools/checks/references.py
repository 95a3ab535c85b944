"""References: every citation, name and id leads to something that exists."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from build_tools.checks.values import Value, duty_files, links
from build_tools.corpus import Corpus, Declared, Kind, ProvisionRef
from build_tools.dating import day_of
from build_tools.provisions import Provision
from build_tools.resolution import Reason, Resolution, Unresolved, targets_in
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.findings import Finding

_WORDS = {Kind.STAGE, Kind.LINE, Kind.UNIT_TYPE, Kind.REGION, Kind.ISSUER, Kind.SOURCE_GRADE}


def no_such_provision(context: Context) -> Iterator[Finding]:
    """REF001: a reference names a provision that its work does not have."""
    yield from _unresolved(context, "REF001", Reason.NO_SUCH_PROVISION)


def no_such_work(context: Context) -> Iterator[Finding]:
    """REF002: a reference names no work, or several; a file belongs to a work that is not declared."""
    yield from _unresolved(context, "REF002", Reason.AMBIGUOUS_WORK)
    if context.is_complete(Kind.WORK):
        yield from _unresolved(context, "REF002", Reason.UNKNOWN_WORK)
    yield from _files_of_unknown_works(context)


def incomplete_reference(context: Context) -> Iterator[Finding]:
    """REF003: a reference is not one complete citation, or its work has no provisions here."""
    yield from _unresolved(context, "REF003", Reason.NO_LOCUS, Reason.BIBLIOGRAPHIC)


def unknown_bearer(context: Context) -> Iterator[Finding]:
    """REF004: a bearer is not in the list."""
    yield from _unknown_names(context, "REF004", {Kind.BEARER})


def unknown_word(context: Context) -> Iterator[Finding]:
    """REF005: a stage, line, unit type, region, issuer or grade is not in its list."""
    yield from _unknown_names(context, "REF005", _WORDS)


def unknown_record(context: Context) -> Iterator[Finding]:
    """REF006: a link names a duty, problem, experience or term that is not declared."""
    yield from _unknown_ids(context)
    yield from _unknown_names(context, "REF006", {Kind.TERM})


def first_basis_elsewhere(context: Context) -> Iterator[Finding]:
    """REF007: the first basis of a duty is not of the work to which the file belongs."""
    works = context.corpus.works
    for value, target in _first_bases(context):
        work = PurePosixPath(value.declared.origin.path).stem
        if work in works and target.work != work:
            message = f"第一条依据“{value.text}”不是本文件所属《{works[work].short_title}》的条文"
            remedy = f"把该责任移到 duties/{target.work}.yml，或者调整依据的先后"
            yield context.finding_at("REF007", value, message, remedy)


def no_such_provision_in_prose(context: Context) -> Iterator[Finding]:
    """REF008: a text for readers cites a provision that its work does not have."""
    for value in context.notable_texts:
        if "第" not in value.text:
            continue
        for target in _targets(context, value):
            if isinstance(target, Unresolved) and target.reason is Reason.NO_SUCH_PROVISION:
                yield context.finding_at("REF008", value, f"文中引用的{target.message}", target.remedy)


def _targets(context: Context, value: Value) -> tuple[Resolution, ...]:
    """Return what the citations in a text lead to, read in the texts of its own time."""
    corpus, as_of = context.corpus, context.as_of
    here, said_on = _place_of(value, corpus, as_of), _day_of(value, corpus, as_of)
    return targets_in(value.text, corpus, here=here, as_of=as_of, said_on=said_on)


def _place_of(value: Value, corpus: Corpus, as_of: dt.date) -> ProvisionRef | None:
    """Return the provision in which a text stands."""
    record = value.declared.record
    if not isinstance(record, Provision):
        return None
    text = corpus.text_in(value.declared.origin.path)
    return corpus.ref(text, record.eid, as_of) if text else ProvisionRef(record.work, record.eid)


def _day_of(value: Value, corpus: Corpus, as_of: dt.date) -> dt.date | None:
    """Return the day of a text that speaks from its own time: a report, a version no longer in force."""
    record = value.declared.record
    match value.declared.kind:
        case Kind.EXPERIENCE:
            return day_of(record)
        case Kind.MEASURE:
            return day_of(corpus.experiences[value.declared.id.partition("/")[0]], record)
        case _ if isinstance(record, Provision):
            text = corpus.text_in(value.declared.origin.path)
            return text.expression.effective if text and corpus.ref(text, as_of=as_of).version else None
        case _:
            return None


def _first_bases(context: Context) -> Iterator[tuple[Value, ProvisionRef]]:
    for reference in context.references:
        value, target = reference.value, reference.target
        if (
            value.declared.kind is Kind.DUTY
            and value.steps == ("basis", 0)
            and isinstance(target, ProvisionRef)
        ):
            yield value, target


def _unresolved(context: Context, code: str, *reasons: Reason) -> Iterator[Finding]:
    for reference in context.references:
        if isinstance(reference.target, Unresolved) and reference.target.reason in reasons:
            yield context.finding_at(code, reference.value, reference.target.message, reference.target.remedy)


def _files_of_unknown_works(context: Context) -> Iterator[Finding]:
    corpus = context.corpus
    for declared, work in _files_by_work(corpus):
        if not (corpus.knows(Kind.WORK, work) or f"works/{work}/work.yml" in corpus.documents):
            guess = did_you_mean(work, [known.id for known in corpus.of_kind(Kind.WORK)])
            message = f"没有编号为“{work}”的法规"
            remedy = guess or f"先写 works/{work}/work.yml"
            yield context.finding("REF002", declared, ("work",), message, remedy)


def _files_by_work(corpus: Corpus) -> Iterator[tuple[Declared, str]]:
    """Yield the texts and the files of duties with their work, where it agrees with their place (ID001)."""
    texts = ((d, d.record.work) for d in corpus.of_kind(Kind.EXPRESSION) if d.record)
    for declared, work in (*texts, *duty_files(corpus)):
        path = PurePosixPath(declared.origin.path)
        if work in {path.parent.name, path.stem}:
            yield declared, work


def _unknown_ids(context: Context) -> Iterator[Finding]:
    corpus = context.corpus
    for value, kind in links(corpus):
        if kind not in context.lost and not corpus.knows(kind, value.text):
            guess = did_you_mean(value.text, [declared.id for declared in corpus.of_kind(kind)])
            message = f"没有编号为“{value.text}”的{kind.chinese}"
            yield context.finding_at("REF006", value, message, guess or "改正编号，或者删去该项")


def _unknown_names(context: Context, code: str, kinds: set[Kind]) -> Iterator[Finding]:
    corpus = context.corpus
    for value, kind in context.names:
        if kind in kinds and corpus.named(kind, value.text) is None and context.is_complete(kind):
            guess = did_you_mean(value.text, corpus.names(kind))
            message = f"没有名为“{value.text}”的{kind.chinese}"
            yield context.finding_at(code, value, message, guess or f"先在 vocabulary/{kind}s.yml 中登记")
