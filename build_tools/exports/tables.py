"""Tables of the knowledge base as CSV (RFC 4180) that spreadsheets open as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import ProvisionRef
from build_tools.places import place_in_source
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
_BEGINNINGS = frozenset(_FORMULA)
_BETWEEN = "；"

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in file names, what it is, its columns with their meaning, its rows."""

    name: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: Callable[[KnowledgeBase], Iterator[Row]]

    def csv(self, kb: KnowledgeBase) -> str:
        """Return the table as CSV with a byte order mark; cells that look like a formula become text."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(name for name, _ in self.columns)
        writer.writerows(map(_as_texts, self.rows(kb)))
        return BYTE_ORDER_MARK + out.getvalue()


def as_text(cell: str) -> str:
    """Return a cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def _as_texts(row: Row) -> Iterable[str]:
    """Return the cells of a row so; first characters tell nearly all of them apart."""
    return row if _BEGINNINGS.isdisjoint([cell[:1] for cell in row]) else map(as_text, row)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula: full-width signs begin one in some, too."""
    return cell.startswith(_FORMULA)


def _duties(kb: KnowledgeBase) -> Iterator[Row]:
    for duty in kb.corpus.duties.values():
        timing = duty.timing
        yield (
            duty.id,
            duty.title,
            duty.bearer,
            _tier(duty, kb),
            duty.modality.value,
            duty.action,
            timing.label if timing else "",
            timing.period.value if timing and timing.period else "",
            str(timing.within) if timing and timing.within else "",
            duty.stage,
            duty.line,
            _references(duty, kb),
            _BETWEEN.join(duty.evidence),
            _BETWEEN.join(duty.applies_to.unit),
            duty.note or "",
        )


def _tier(duty: Duty, kb: KnowledgeBase) -> str:
    bearer = kb.graph.bearer_of(duty)
    return bearer.tier.value if bearer else ""


def _references(duty: Duty, kb: KnowledgeBase) -> str:
    return _BETWEEN.join(canonical_reference(ref, kb.corpus) for ref in kb.graph.basis_of(duty.id))


def _provisions(kb: KnowledgeBase) -> Iterator[Row]:
    for work in kb.corpus.works.values():
        text = kb.corpus.text_of(work.id, kb.as_of)
        for provision in text.by_eid.values() if text else ():
            ref = ProvisionRef(work.id, provision.eid)
            yield (
                work.id,
                str(provision.eid),
                canonical_reference(ref, kb.corpus),
                provision.level.chinese,
                provision.title or "",
                provision.digest or "",
                provision.norm or "",
                _BETWEEN.join([duty.id for duty in kb.graph.duties_from(ref)]),
                provision.no_duty or "",
                provision.fingerprint or "",
            )


def _figures(kb: KnowledgeBase) -> Iterator[Row]:
    for experience in kb.corpus.experiences.values():
        for measure in experience.measures:
            for figure in measure.figures:
                yield (
                    experience.region,
                    experience.kind.value,
                    experience.id,
                    measure.id,
                    measure.title,
                    measure.stage,
                    figure.label,
                    f"{figure.value:f}",
                    figure.unit or "",
                    "是" if figure.approx else "否",
                    figure.as_of or "",
                    figure.note or "",
                    place_in_source(figure.locator or measure.locator),
                    experience.source.grade if experience.source else "",
                )


def _indicators(kb: KnowledgeBase) -> Iterator[Row]:
    for indicator in kb.corpus.indicators.values():
        yield (
            indicator.id,
            indicator.title,
            indicator.nature.value,
            indicator.scope.value,
            indicator.look_for,
            "、".join(indicator.methods),
            indicator.met or "",
            _BETWEEN.join(indicator.evidence),
            _BETWEEN.join(indicator.applies_to.unit),
            _BETWEEN.join(indicator.duties),
            indicator.source,
            "是" if indicator.is_ours else "否",
        )


def _problems(kb: KnowledgeBase) -> Iterator[Row]:
    for problem in kb.corpus.problems.values():
        measures = kb.graph.measures_against(problem.id)
        yield (
            problem.id,
            problem.title,
            problem.stage,
            problem.description,
            _BETWEEN.join(problem.causes),
            _BETWEEN.join(problem.countermeasures),
            _BETWEEN.join(f"{experience.id}/{measure.id}" for experience, measure in measures),
            _BETWEEN.join(problem.duties),
            _BETWEEN.join(problem.sources),
        )


_DUTY_COLUMNS = (
    ("编号", "责任编号，全库唯一"),
    ("责任", "短名"),
    ("责任主体", "谁承担"),
    ("层级", "责任主体所在的层级"),
    ("效力", "应当、不得、可以"),
    ("内容", "做什么，不写主语"),
    ("时限", "给读者看的时限"),
    ("周期", "每月、每季度、每半年、每年、每两年、每届、定期、经常"),
    ("期限", "触发后多长时间内"),
    ("环节", "定责、明责、履责、督责、考责、问责"),
    ("责任线", "主体责任、监督责任、第一责任、一岗双责"),
    ("依据", "条款，统一写法"),
    ("佐证材料", "本库建议的材料，不是条文的要求"),
    ("适用单位", "单位类型；空白表示都适用"),
    ("说明", "读者应当知道的情况"),
)
_PROVISION_COLUMNS = (
    ("法规", "法规编号"),
    ("条款编号", "仿照 Akoma Ntoso，如 art_10__item_3"),
    ("引用", "统一写法，如《机关基层组织条例》第十条第（三）项"),
    ("级别", "编、章、节、条、款、项、目"),
    ("标题", "章节的标题；条的标题由本库拟定"),
    ("要点", "本库编写，以正式文本为准"),
    ("约束", "obligation 应当、prohibition 不得、permission 可以、none 不设义务"),
    ("责任", "由它拆出的责任编号"),
    ("不拆理由", "没有拆出责任的理由"),
    ("指纹", "原文指纹：去除空白和标点后 SHA-256 的前16位"),
)
_FIGURE_COLUMNS = (
    ("地方", "地区"),
    ("类别", "经验或者研究"),
    ("经验", "经验编号"),
    ("做法编号", "在该经验内唯一"),
    ("做法", "做法的短名"),
    ("环节", "做法所在的环节"),
    ("是什么数", "数据的名称"),
    ("数值", "数"),
    ("单位", "单位"),
    ("约数", "是或者否"),
    ("所属时间", "截至或者所属时间"),
    ("说明", "口径等"),
    ("位置", "在来源中的位置"),
    ("来源等级", "来源可靠的程度"),
)
_INDICATOR_COLUMNS = (
    ("编号", "检查指标编号"),
    ("名称", "检查指标"),
    ("性质", "定性、定量、差异化"),
    ("范围", "共性、个性"),
    ("看什么", "检查的内容"),
    ("怎样检查", "查阅资料、察看现场、访谈了解、重点剖析"),
    ("达标", "做到什么程度"),
    ("材料", "看哪些材料"),
    ("适用单位", "单位类型；空白表示都适用"),
    ("责任", "衡量哪些责任"),
    ("出处", "经验编号，或者条款"),
    ("本库编制", "是：本库根据条款编制；否：出自各地材料"),
)
_PROBLEM_COLUMNS = (
    ("编号", "问题编号"),
    ("问题", "名称"),
    ("环节", "定责、明责、履责、督责、考责、问责"),
    ("表现", "问题的表现"),
    ("原因", "材料说到的原因"),
    ("对策", "材料说到的对策"),
    ("做法", "针对它的做法：经验编号/做法编号"),
    ("责任", "没有落实的责任编号"),
    ("见于", "经验编号"),
)

TABLES = (
    Table("duties", "责任", _DUTY_COLUMNS, _duties),
    Table("provisions", "条款", _PROVISION_COLUMNS, _provisions),
    Table("figures", "各地数据", _FIGURE_COLUMNS, _figures),
    Table("indicators", "检查指标", _INDICATOR_COLUMNS, _indicators),
    Table("problems", "问题", _PROBLEM_COLUMNS, _problems),
)
