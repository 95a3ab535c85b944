"""Dates: texts follow each other, events stand in order, and practice is not older than its rule."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from build_tools.corpus import Declared, Kind
from build_tools.model import EventType
from build_tools.partial_dates import earliest_day, in_chinese

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.corpus import Text
    from build_tools.findings import Finding
    from build_tools.model import Practised, WorkEvent


def overlapping_texts(context: Context) -> Iterator[Finding]:
    """DATE001: two texts of a work are in force at the same time."""
    for texts in context.corpus.texts.values():
        for text, following in pairwise(texts):
            yield from _overlap(context, text, following)


def gap_between_texts(context: Context) -> Iterator[Finding]:
    """DATE005: a text ends before the next one begins: for a time the work has no text."""
    for texts in context.corpus.texts.values():
        for text, following in pairwise(texts):
            until, effective = text.expression.until, following.expression.effective
            if until and until < effective:
                message = f"{in_chinese(until)}停止施行，后一版本{in_chinese(effective)}才施行，其间没有文本"
                remedy = "由后一版本取代的，删去 until；其间另有文本的，补上那个版本"
                yield context.finding("DATE005", context.declared_text(text), ("until",), message, remedy)


def dates_out_of_order(context: Context) -> Iterator[Finding]:
    """DATE002: events are not in order, or a text is in force before it exists or after its end."""
    for declared in context.corpus.of_kind(Kind.WORK):
        if declared.record:
            yield from _events_out_of_order(context, declared)
    for declared in context.corpus.of_kind(Kind.EXPRESSION):
        if declared.record:
            yield from _wrong_effective_date(context, declared)


def practised_before_the_rule(context: Context) -> Iterator[Finding]:
    """DATE003: a measure implements a duty of which no basis was in force when the practice began.

    A partial date counts as its earliest day: `implements` claims that the rule was in force, and a
    date that leaves this open does not bear the claim out.
    """
    for measure, index, practised in _implementations(context):
        duty = measure.record.implements[index].duty
        effective = _first_effective(context, duty)
        if practised and practised.since and effective and earliest_day(practised.since) < effective:
            since = in_chinese(practised.since)
            message = f"做法始于{since}，责任“{duty}”的依据{in_chinese(effective)}才施行，不能算落实"
            remedy = "移到 illustrates；实行时间有更确切记载的，改正 practised"
            yield context.finding("DATE003", measure, ("implements", index, "duty"), message, remedy)


def implemented_at_unknown_time(context: Context) -> Iterator[Finding]:
    """DATE004: a measure implements a duty, and it is not known when the practice began."""
    for measure, index, practised in _implementations(context):
        if practised is None or practised.since is None:
            message = "没有写明做法从什么时候开始，不能判断是否落实"
            remedy = "在 practised 写明 from；查不到的，移到 illustrates"
            yield context.finding("DATE004", measure, ("implements", index, "duty"), message, remedy)


def _overlap(context: Context, text: Text, following: Text) -> Iterator[Finding]:
    until, effective = text.expression.until, following.expression.effective
    if text.expression.effective == effective:
        message = f"施行日期{in_chinese(effective)}与另一版本（{text.path}）相同"
        remedy = "核对两个版本的施行日期"
        yield context.finding("DATE001", context.declared_text(following), ("effective",), message, remedy)
    elif until and until > effective:
        message = f"停止施行的日期{in_chinese(until)}晚于后一版本的施行日期{in_chinese(effective)}"
        remedy = "由后一版本取代的，删去 until"
        yield context.finding("DATE001", context.declared_text(text), ("until",), message, remedy)


def _events_out_of_order(context: Context, work: Declared) -> Iterator[Finding]:
    for index, (event, following) in enumerate(pairwise(work.record.events), start=1):
        if following.date < event.date:
            message = f"{_event(following)}排在{_event(event)}之后，日期却更早"
            remedy = "按时间先后排列，或者改正日期"
            yield context.finding("DATE002", work, ("events", index, "date"), message, remedy)


def _wrong_effective_date(context: Context, declared: Declared) -> Iterator[Finding]:
    work, version = declared.record.work, declared.record.date
    effective, until = declared.record.effective, declared.record.until
    if effective < version and not _is_effective_day(context, work, effective):
        message = f"施行日期{in_chinese(effective)}早于版本日期{in_chinese(version)}"
        remedy = "改正日期；确有追溯施行的，在 work.yml 的 events 里写明这一天的 effective"
        yield context.finding("DATE002", declared, ("effective",), message, remedy)
    if until and until < effective:
        message = f"停止施行的日期{in_chinese(until)}早于施行日期{in_chinese(effective)}"
        yield context.finding("DATE002", declared, ("until",), message, "改正日期")


def _is_effective_day(context: Context, work: str, day: dt.date) -> bool:
    record = context.corpus.works.get(work)
    events = record.events if record else ()
    return any(event.type is EventType.EFFECTIVE and event.date == day for event in events)


def _implementations(context: Context) -> Iterator[tuple[Declared, int, Practised | None]]:
    """Yield each `implements` of each measure by its index, with the time of the practice."""
    for measure in context.corpus.of_kind(Kind.MEASURE):
        experience = context.corpus.experiences[measure.id.partition("/")[0]]
        for index in range(len(measure.record.implements)):
            yield measure, index, measure.record.practised or experience.practised


def _first_effective(context: Context, duty: str) -> dt.date | None:
    days = (context.corpus.first_effective(ref.work) for ref in context.graph.basis_of(duty))
    return min((day for day in days if day), default=None)


def _event(event: WorkEvent) -> str:
    return f"{event.type.chinese}（{in_chinese(event.date)}）"
