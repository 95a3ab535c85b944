"""What `zelian show` prints of a provision, a duty, a post, an experience, a work or a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text as Line

from build_tools.corpus import Kind, ProvisionRef
from build_tools.errors import ToolError
from build_tools.partial_dates import in_chinese
from build_tools.provisions import DIVISIONS
from build_tools.report.tables import table
from build_tools.resolution import Unresolved, canonical_reference, citations_in
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType

    from build_tools.graph import Practice
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty, Experience, Term, Work
    from build_tools.provisions import Provision


def show(query: str, kb: KnowledgeBase) -> list[RenderableType]:
    """Return what the knowledge base has under a citation, an id or a name.

    Raises:
        ToolError: nothing is found; the message names what comes near.
    """
    found = _by_name(query.strip(), kb) or _by_citation(query.strip(), kb)
    if found is None:
        corpus = kb.corpus
        known = [
            *corpus.names(Kind.BEARER),
            *corpus.duties,
            *corpus.work_names.names,
            *corpus.names(Kind.TERM),
        ]
        remedy = did_you_mean(query, known) or "可以写《简称》第X条、责任编号、岗位名或者术语"
        raise ToolError(f"没有找到“{query}”；{remedy}")
    return list(found)


def _by_name(query: str, kb: KnowledgeBase) -> Iterator[RenderableType] | None:
    corpus = kb.corpus
    if bearer := corpus.named(Kind.BEARER, query):
        return _bearer(corpus.bearers[bearer.id], kb)
    if term := corpus.named(Kind.TERM, query):
        return _term(corpus.terms[term.id], kb)
    tables: tuple[tuple[dict[str, object], Callable[..., Iterator[RenderableType]]], ...] = (
        (dict(corpus.duties), _duty),
        (dict(corpus.experiences), _experience),
        (dict(corpus.works), _work),
    )
    for records, render in tables:
        if query in records:
            return render(records[query], kb)
    works = corpus.work_names.works(query.strip("《》"))
    return _work(corpus.works[works[0]], kb) if len(works) == 1 else None


def _by_citation(query: str, kb: KnowledgeBase) -> Iterator[RenderableType] | None:
    found = citations_in(query, kb.corpus, as_of=kb.as_of)
    if not found:
        return None
    targets = found[0][1]
    if isinstance(targets, Unresolved):
        raise ToolError(targets.message + (f"；{targets.remedy}" if targets.remedy else ""))
    return (shown for ref in targets for shown in _provision(ref, kb))


def _heading(text: str, kind: str) -> Line:
    return Line.assemble((text, "bold"), ("  " + kind, "dim"))


def _provision(ref: ProvisionRef, kb: KnowledgeBase) -> Iterator[RenderableType]:
    provision = kb.corpus.provision(ref, kb.as_of)
    if provision is None:
        return
    yield _heading(canonical_reference(ref, kb.corpus), provision.title or "条款")
    for inner in provision.walk():
        yield from _digest(inner, provision)
    if told := _told_above(ref, provision, kb):
        yield Line(f"本条只著录编号，内容见{told.num}的要点：{told.digest}")
    yield Line("要点由本库编写，以正式文本为准。", style="dim")
    duties = kb.graph.duties_from(ref, below=True)
    if duties:
        yield _duty_table("由此而来的责任", duties, kb)
    yield from _practice(duties, kb)


def _told_above(ref: ProvisionRef, provision: Provision, kb: KnowledgeBase) -> Provision | None:
    """Return the 编, 章 or 节 whose digest tells what a provision without one of its own says."""
    text = kb.corpus.text_at(ref, kb.as_of)
    if text is None or any(p.digest or p.text for p in provision.walk()):
        return None
    around = [p for p in text.by_eid.values() if p.digest and p.level in DIVISIONS and provision in p.walk()]
    return around[-1] if around else None


def _digest(provision: Provision, top: Provision) -> Iterator[RenderableType]:
    number = "" if provision is top else provision.num + " "
    if provision.text:
        yield Line(f"{number}【原文】{provision.text}")
    if provision.digest:
        yield Line(f"{number}{provision.digest}")
    if provision.no_duty:
        yield Line(f"（不拆出责任：{provision.no_duty}）", style="dim")


def _duty_table(title: str, duties: Sequence[Duty], kb: KnowledgeBase) -> RenderableType:
    rows = (
        (
            duty.stage,
            duty.bearer,
            duty.action,
            duty.timing.label if duty.timing else "",
            _basis(duty, kb),
            duty.id,
        )
        for duty in duties
    )
    return table(
        f"{title}（{len(duties)} 条）", ("环节", "责任主体", "责任内容", "时限", "依据", "编号"), rows
    )


def _basis(duty: Duty, kb: KnowledgeBase) -> str:
    return "、".join(canonical_reference(ref, kb.corpus) for ref in kb.graph.basis_of(duty.id))


def _practice(duties: Sequence[Duty], kb: KnowledgeBase) -> Iterator[RenderableType]:
    seen: dict[str, Practice] = {}
    for duty in duties:
        for practice in kb.graph.practice_for(duty.id):
            seen.setdefault(f"{practice.experience.id}/{practice.measure.id}", practice)
    if seen:
        rows = ((p.experience.region, p.measure.title, p.link.chinese, p.why, key) for key, p in seen.items())
        yield table(f"各地做法（{len(seen)} 项）", ("地区", "做法", "关系", "理由", "编号"), rows)


def _duty(duty: Duty, kb: KnowledgeBase) -> Iterator[RenderableType]:
    yield _heading(duty.title, f"责任 {duty.id}")
    yield Line(f"{duty.bearer}{duty.modality}{duty.action}")
    timing = f"时限：{duty.timing.label}　" if duty.timing else ""
    yield Line(f"{timing}环节：{duty.stage}　责任线：{duty.line}")
    if duty.evidence:
        yield Line(f"佐证材料：{'、'.join(duty.evidence)}")
    for ref in kb.graph.basis_of(duty.id):
        provision = kb.corpus.provision(ref, kb.as_of)
        yield Line(
            f"依据：{canonical_reference(ref, kb.corpus)}　{provision.digest or '' if provision else ''}"
        )
    yield from _practice([duty], kb)
    yield from _named_rows("检查指标", (kb.corpus.indicators[i] for i in kb.graph.indicators_for(duty.id)))
    yield from _named_rows("常见问题", (kb.corpus.problems[i] for i in kb.graph.problems_of(duty.id)))


def _named_rows(title: str, records: Iterator[object]) -> Iterator[RenderableType]:
    names = [getattr(record, "title", "") for record in records]
    if names:
        yield Line(f"{title}：{'、'.join(names)}")


def _bearer(bearer: Bearer, kb: KnowledgeBase) -> Iterator[RenderableType]:
    graph = kb.graph
    yield _heading(bearer.name, f"{bearer.kind.chinese}，{bearer.tier}")
    yield Line(bearer.description)
    own = graph.duties_of(bearer.id)
    if own:
        yield _duty_table("本身的责任", own, kb)
    for wider in graph.classes_of(bearer.id):
        if duties := graph.duties_of(wider.id):
            yield _duty_table(f"作为{wider.name}的责任", duties, kb)
    body = graph.body_of(bearer.id)
    shared = graph.duties_of(body.id, inherited=True) if body else ()
    if body and shared:
        yield _duty_table(f"所在组织（{body.name}）的责任", shared, kb)
    yield from _practice([*graph.duties_of(bearer.id, inherited=True), *shared], kb)


def _experience(experience: Experience, _kb: KnowledgeBase) -> Iterator[RenderableType]:
    yield _heading(experience.title, f"{experience.region} {experience.kind}")
    yield Line(experience.summary)
    if source := experience.source:
        issued = f"，{in_chinese(source.issued)}" if source.issued else ""
        yield Line(
            f"来源：{source.title}（{source.container or '载体不详'}{issued}，{source.grade}）", style="dim"
        )
    rows = (
        (
            m.stage,
            m.mechanism,
            m.title,
            "、".join(f"{f.label}{f}" for f in m.figures),
            f"{experience.id}/{m.id}",
        )
        for m in experience.measures
    )
    yield table(f"做法（{len(experience.measures)} 项）", ("环节", "类型", "做法", "数据", "编号"), rows)


def _work(work: Work, kb: KnowledgeBase) -> Iterator[RenderableType]:
    yield _heading(f"《{work.title}》", f"{work.kind}，{work.issuer}")
    for event in work.events:
        yield Line(
            f"{in_chinese(event.date)}{event.type.chinese}" + (f"（{event.body}）" if event.body else "")
        )
    text = kb.corpus.text_of(work.id, kb.as_of)
    if text is None:
        yield Line("仅著录书目，没有收录条文。")
        return
    yield Line(f"本库收录 {text.expression.date} 版，{in_chinese(text.expression.effective)}施行。")
    rows = (
        (p.num, p.title or "", len(kb.graph.duties_from(ProvisionRef(work.id, p.eid), below=True)))
        for p in text.roots
    )
    yield table("章", ("编号", "标题", "责任"), rows)


def _term(term: Term, kb: KnowledgeBase) -> Iterator[RenderableType]:
    yield _heading(term.name, "术语")
    yield Line(term.definition or "")
    if term.basis:
        yield Line(f"依据：{'、'.join(term.basis)}")
    if term.source in kb.corpus.experiences:
        yield Line(f"出自：{kb.corpus.experiences[term.source or ''].title}")
