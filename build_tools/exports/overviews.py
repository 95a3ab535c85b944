"""Listings of what inspections look at, what falls due in a year, how places compare, what is covered."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.coverage import binding_provisions, coverage_by_chapter, coverage_of
from build_tools.exports.choices import Choice, duties_for
from build_tools.exports.listing import NOTICE, Column, Listing, Part
from build_tools.exports.lists import ARRANGED, duty_line, facts_of_base, facts_of_choice, title_of
from build_tools.model import Modality
from build_tools.partial_dates import in_chinese
from build_tools.places import Place, place_in_source, places_of, shared_units, uncovered_duties
from build_tools.recurrence import deadlines_of_duties, recurrence_of
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.coverage import Coverage
    from build_tools.exports.tables import Row
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty, Experience, Indicator, Measure

_NUMBER = Column("序号", 2.5)
_INDICATORS = (
    _NUMBER,
    Column("检查指标", 7),
    Column("看什么", 16),
    Column("怎样检查", 5),
    Column("达标要求", 9),
    Column("查阅材料", 9),
    Column("性质", 3.5),
    Column("范围", 3),
    Column("衡量的责任", 9),
    Column("出处", 8),
    Column("检查情况（填写）", 8),
)
_DAYS = (
    Column("日期", 7),
    Column("责任", 12),
    Column("责任内容", 24),
    Column("时限／频次", 8),
    Column("责任主体", 7),
    Column("依据（条款项）", 12),
    Column("佐证材料", 9),
)
_EVENTS = (
    Column("起算事件", 16),
    Column("责任", 12),
    Column("期限", 6),
    Column("责任主体", 8),
    Column("依据（条款项）", 14),
)
_MEASURES = (
    Column("环节", 3),
    Column("地方", 5),
    Column("单位", 8),
    Column("做法", 9),
    Column("类型", 3.5),
    Column("内容", 22),
    Column("数据", 10),
    Column("对应责任", 11),
    Column("来源等级", 4),
)
_FIGURES = (
    Column("单位", 4),
    Column("地方", 6),
    Column("是什么数", 18),
    Column("数值", 5),
    Column("所属时间", 7),
    Column("做法", 14),
    Column("位置", 12),
    Column("来源等级", 5),
)
_UNCOVERED = (Column("责任主体", 12), Column("责任", 18), Column("依据（条款项）", 20))
_WORKS = (
    Column("法规", 14),
    Column("章", 18),
    Column("设定义务的条款", 7),
    Column("拆出责任", 6),
    Column("说明理由", 6),
    Column("尚未处理", 6),
    Column("覆盖率", 5),
)
_REASONS = (Column("条款", 14), Column("要点", 34), Column("没有拆出责任的理由", 22))
_PER_BEARER = (
    Column("责任主体", 14),
    Column("责任（不含可以）", 8),
    Column("没有做法", 6),
    Column("没有指标", 6),
)


def indicator_list(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return the points of inspection that measure duties of the choice, with an empty column to fill in."""
    wanted = {duty.id for duty in duties_for(kb, choice)}
    found = [i for i in kb.corpus.indicators.values() if _is_looked_at(i, choice, wanted)]
    rows = tuple(_indicator(kb, number, indicator) for number, indicator in enumerate(found, 1))
    lead = (
        f"本表列出检查{choice.who}时会看的指标{len(rows)}项。",
        "“出处”是地方的，指标出自当地材料；是条款的，由责链根据条款编制。",
        NOTICE,
    )
    return _listing(kb, choice, "检查指标", (Part("检查指标", _INDICATORS, rows),), lead)


def _is_looked_at(indicator: Indicator, choice: Choice, wanted: set[str]) -> bool:
    units = indicator.applies_to.unit
    fits = choice.unit is None or not units or choice.unit in units
    return fits and (bool(wanted.intersection(indicator.duties)) or not (choice.posts or choice.stages))


def _indicator(kb: KnowledgeBase, number: int, indicator: Indicator) -> Row:
    experience = kb.corpus.experiences.get(indicator.source)
    duties = (kb.corpus.duties[duty] for duty in indicator.duties if duty in kb.corpus.duties)
    return (
        str(number),
        indicator.title,
        indicator.look_for,
        "、".join(indicator.methods),
        indicator.met or "",
        "、".join(indicator.evidence),
        indicator.nature.value,
        indicator.scope.value,
        "\n".join(f"{duty.title}（{duty.bearer}）" for duty in duties),
        f"{experience.region}：{experience.title}" if experience else indicator.source,
        "",
    )


def calendar_list(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return what falls due in the year, day by day, and what is due so long after an event."""
    duties = duties_for(kb, choice)
    days = sorted(_dated(kb, duties, choice.year), key=lambda item: item[0])
    rows = tuple((in_chinese(day), *rest) for day, rest in days)
    ids = {duty.id for duty in duties}
    events = tuple(
        (d.event, d.what, str(d.length), d.duty.bearer, duty_line(kb, d.duty).basis)
        for d in deadlines_of_duties(kb.corpus)
        if d.duty and d.duty.id in ids
    )
    parts = (Part("年历", _DAYS, rows, grouped="日期"), Part("遇事办理的期限", _EVENTS, events))
    lead = (
        f"本表列出{choice.who}{choice.year}年到期的责任{len(rows)}次，遇事办理的期限{len(events)}项。",
        f"日期由责链按周期末安排，条文没有规定具体日子；“每两年”的列在年末，逢应办年度办理。{NOTICE}",
    )
    return _listing(kb, choice, "党建责任年历", parts, lead)


def _dated(kb: KnowledgeBase, duties: tuple[Duty, ...], year: int) -> Iterator[tuple[dt.date, Row]]:
    for duty in duties:
        recurrence = recurrence_of(duty.timing)
        if recurrence is None or duty.timing is None or duty.modality is Modality.PROHIBITION:
            continue
        line = duty_line(kb, duty)
        told = (duty.title, duty.action, duty.timing.label, duty.bearer, line.basis, line.evidence)
        for month in recurrence.months_of_year:
            yield dt.date(year, month, monthrange(year, month)[1]), told


def comparison_of_experiences(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return the measures of all places by step, figures that share a unit, duties without a measure."""
    wanted = {duty.id for duty in duties_for(kb, choice)}
    everything = not (choice.posts or choice.unit)
    measures = [
        (place, experience, measure)
        for place in places_of(kb.corpus)
        for experience, measure in place.measures
        if everything or any(link.duty in wanted for link in (*measure.implements, *measure.illustrates))
    ]
    rows = tuple(
        _measure(kb, place, experience, measure)
        for stage in kb.corpus.names(Kind.STAGE)
        if not choice.stages or stage in choice.stages
        for place, experience, measure in measures
        if measure.stage == stage
    )
    uncovered = tuple(
        (bearer.name, duty.title, duty_line(kb, duty).basis)
        for bearer, duties in uncovered_duties(kb.graph)
        for duty in duties
        if duty.id in wanted
    )
    parts = (
        Part("做法对照", _MEASURES, rows, grouped="环节"),
        Part("同单位的数据", _FIGURES, tuple(_figures(kb))),
        Part("没有做法的责任", _UNCOVERED, uncovered),
    )
    lead = (
        f"本表按环节列出各地做法{len(rows)}项，以及还没有做法可供参照的责任{len(uncovered)}条。",
        "引用数据以前，请看来源等级和在来源中的位置。",
        NOTICE,
    )
    return _listing(kb, choice, "各地做法对照", parts, lead)


def _measure(kb: KnowledgeBase, place: Place, experience: Experience, measure: Measure) -> Row:
    figures = (f"{figure.label}{figure}" for figure in measure.figures)
    links = dict.fromkeys(link.duty for link in (*measure.implements, *measure.illustrates))
    duties = (kb.corpus.duties[duty] for duty in links if duty in kb.corpus.duties)
    return (
        measure.stage,
        place.name,
        experience.unit,
        measure.title,
        measure.mechanism.value,
        measure.what,
        "\n".join(figures),
        "\n".join(f"{duty.title}（{duty.bearer}）" for duty in duties),
        experience.source.grade if experience.source else "",
    )


def _figures(kb: KnowledgeBase) -> Iterator[Row]:
    for unit in shared_units(places_of(kb.corpus)):
        for placed in unit.figures:
            figure, source = placed.figure, placed.experience.source
            yield (
                unit.unit,
                placed.place.name,
                figure.label,
                f"{'约' if figure.approx else ''}{figure.value:f}",
                figure.as_of or "",
                placed.measure.title,
                place_in_source(figure.locator or placed.measure.locator),
                source.grade if source else "",
            )


def coverage_list(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return how far clauses have duties, why others have none, which duties lack practice or indicators."""
    parts = (
        Part("各部法规", _WORKS, tuple(_shares(kb)), grouped="法规"),
        Part("没有拆出责任的条款", _REASONS, tuple(_reasons(kb))),
        Part("没有做法和指标的责任", _PER_BEARER, tuple(_gaps(kb, choice))),
    )
    lead = (
        "“设定义务的条款”是写明应当、不得的条款；每条要么拆出责任，要么说明不拆的理由。",
        f"没有做法和指标的责任，可以作为补充材料的线索。{NOTICE}",
    )
    listing = _listing(kb, choice, "条款覆盖情况", parts, lead)
    return replace(listing, title=f"条款覆盖情况（{in_chinese(kb.as_of)}）")


def _shares(kb: KnowledgeBase) -> Iterator[Row]:
    for work in kb.corpus.works.values():
        if kb.corpus.text_of(work.id, kb.as_of):
            yield (work.short_title, "合计", *_share(coverage_of(kb.graph, work.id)))
            for chapter, coverage in coverage_by_chapter(kb.graph, work.id):
                name = f"{chapter.num}　{chapter.title or ''}".strip()
                yield (work.short_title, name, *_share(coverage))


def _share(coverage: Coverage) -> Row:
    whole = coverage.obligations
    open_ = whole - coverage.covered
    percent = f"{100 * coverage.covered / whole:.1f}%" if whole else "—"
    return str(whole), str(coverage.with_duty), str(coverage.with_reason), str(open_), percent


def _reasons(kb: KnowledgeBase) -> Iterator[Row]:
    for work in kb.corpus.works.values():
        for provision in binding_provisions(kb.graph, work.id):
            ref = ProvisionRef(work.id, provision.eid)
            if not kb.graph.duties_from(ref):
                reason = provision.no_duty or "（尚未处理）"
                yield canonical_reference(ref, kb.corpus), provision.digest or "", reason


def _gaps(kb: KnowledgeBase, choice: Choice) -> Iterator[Row]:
    for bearer in choice.posts or kb.corpus.bearers.values():
        duties = [d for d in kb.graph.duties_of(bearer.id) if d.modality is not Modality.PERMISSION]
        if duties:
            unshown = sum(not kb.graph.practice_for(duty.id) for duty in duties)
            unmeasured = sum(not kb.graph.indicators_for(duty.id) for duty in duties)
            yield bearer.name, str(len(duties)), str(unshown), str(unmeasured)


def _listing(
    kb: KnowledgeBase, choice: Choice, kind: str, parts: tuple[Part, ...], lead: tuple[str, ...]
) -> Listing:
    facts = (
        *facts_of_choice(choice),
        *((part.name, f"{len(part.rows)}行") for part in parts),
        ("时限", ARRANGED),
        *facts_of_base(kb),
    )
    return Listing(title_of(choice, kind), parts, facts, kb.as_of, lead)
