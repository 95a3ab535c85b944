"""What `zelian list` prints: the duties, or other records, that fit what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_tools.corpus import Kind
from build_tools.errors import ToolError
from build_tools.resolution import canonical_reference
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty

Row = dict[str, str]
"""Chinese column → value."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the records must fit; "" asks for nothing. Names as readers write them, not ids."""

    bearer: str = ""
    stage: str = ""
    line: str = ""
    unit: str = ""
    work: str = ""
    period: str = ""
    word: str = ""


def listed_duties(kb: KnowledgeBase, wanted: Wanted) -> list[Row]:
    """Return the duties that fit. A bearer has also those of its classes, and a post those of its body.

    Raises:
        ToolError: a name that is asked for does not exist.
    """
    duties = _duties_of(kb, _id_of(kb, Kind.BEARER, wanted.bearer, "责任主体")) if wanted.bearer else None
    stage = _name_of(kb, Kind.STAGE, wanted.stage, "环节")
    line = _name_of(kb, Kind.LINE, wanted.line, "责任线")
    unit = _name_of(kb, Kind.UNIT_TYPE, wanted.unit, "单位类型")
    work = _work(kb, wanted.work) if wanted.work else None

    def fits(duty: Duty) -> bool:
        return (
            stage in {"", duty.stage}
            and line in {"", duty.line}
            and (not unit or not duty.applies_to.unit or unit in duty.applies_to.unit)
            and (not work or any(ref.work == work for ref in kb.graph.basis_of(duty.id)))
            and (not wanted.period or _is_of_period(duty, wanted.period))
            and (not wanted.word or wanted.word in f"{duty.title}{duty.action}")
        )

    chosen = kb.corpus.duties.values() if duties is None else duties
    return [_duty_row(duty, kb) for duty in chosen if fits(duty)]


def listed(kind: str, kb: KnowledgeBase, word: str) -> list[Row]:
    """Return the records of a kind, those with ``word`` in a column."""
    rows = (row for row in LISTS[kind](kb) if not word or any(word in value for value in row.values()))
    return list(rows)


def _duties_of(kb: KnowledgeBase, bearer: str) -> tuple[Duty, ...]:
    own = kb.graph.duties_of(bearer, inherited=True)
    body = kb.graph.body_of(bearer)
    shared = kb.graph.duties_of(body.id, inherited=True) if body else ()
    return tuple({duty.id: duty for duty in (*own, *shared)}.values())


def _is_of_period(duty: Duty, period: str) -> bool:
    timing = duty.timing
    return timing is not None and (timing.period == period or period in timing.label)


def _duty_row(duty: Duty, kb: KnowledgeBase) -> Row:
    return {
        "环节": duty.stage,
        "责任主体": duty.bearer,
        "责任内容": duty.action if duty.modality == "应当" else duty.modality + duty.action,
        "时限": duty.timing.label if duty.timing else "",
        "依据": "、".join(canonical_reference(ref, kb.corpus) for ref in kb.graph.basis_of(duty.id)),
        "编号": duty.id,
    }


def _id_of(kb: KnowledgeBase, kind: Kind, name: str, word: str) -> str:
    found = kb.corpus.named(kind, name)
    if found is None:
        raise ToolError(f"没有叫“{name}”的{word}" + _advice(name, kb.corpus.names(kind)))
    return found.id


def _name_of(kb: KnowledgeBase, kind: Kind, name: str, word: str) -> str:
    return kb.corpus.vocabulary(kind)[_id_of(kb, kind, name, word)].name if name else ""


def _work(kb: KnowledgeBase, name: str) -> str:
    found = kb.corpus.work_names.works(name.strip("《》"))
    works = found or tuple(work for work in kb.corpus.works if work == name)
    if len(works) != 1:
        known = [work.short_title for work in kb.corpus.works.values()]
        raise ToolError(f"没有叫“{name}”的法规" + _advice(name, known))
    return works[0]


def _advice(name: str, known: tuple[str, ...] | list[str]) -> str:
    return f"；{found}" if (found := did_you_mean(name, known)) else f"；可以写{'、'.join(known[:8])}等"


def _bearers(kb: KnowledgeBase) -> Iterator[Row]:
    for bearer in kb.corpus.bearers.values():
        duties = len(kb.graph.duties_of(bearer.id, inherited=True))
        yield {"名称": bearer.name, "层级": bearer.tier, "类别": bearer.kind.chinese, "责任": str(duties)}


def _works(kb: KnowledgeBase) -> Iterator[Row]:
    for work in kb.corpus.works.values():
        text = kb.corpus.text_of(work.id, kb.as_of)
        articles = f"{len(text.articles)}条" if text else "仅书目"
        yield {"简称": work.short_title, "全称": work.title, "条文": articles, "编号": work.id}


def _experiences(kb: KnowledgeBase) -> Iterator[Row]:
    for experience in kb.corpus.experiences.values():
        yield {
            "地区": experience.region,
            "名称": experience.title,
            "做法": str(len(experience.measures)),
            "编号": experience.id,
        }


def _problems(kb: KnowledgeBase) -> Iterator[Row]:
    for problem in kb.corpus.problems.values():
        yield {"环节": problem.stage, "问题": problem.title, "编号": problem.id}


def _indicators(kb: KnowledgeBase) -> Iterator[Row]:
    for indicator in kb.corpus.indicators.values():
        yield {
            "指标": indicator.title,
            "性质": indicator.nature,
            "范围": indicator.scope,
            "出处": indicator.source,
            "编号": indicator.id,
        }


def _matters(kb: KnowledgeBase) -> Iterator[Row]:
    for matter in kb.corpus.matters.values():
        yield {"事项": matter.title, "责任": str(len(matter.duties)), "编号": matter.id}


def _terms(kb: KnowledgeBase) -> Iterator[Row]:
    for term in kb.corpus.terms.values():
        yield {"术语": term.name, "释义": term.definition or "", "编号": term.id}


LISTS: Mapping[str, Callable[[Any], Iterator[Row]]] = {
    "主体": _bearers,
    "法规": _works,
    "经验": _experiences,
    "问题": _problems,
    "指标": _indicators,
    "事项": _matters,
    "术语": _terms,
}
"""The kinds other than duties, by what a user calls them."""
