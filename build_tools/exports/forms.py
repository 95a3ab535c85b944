"""Blank forms of the three lists that one place uses (问题、责任、项目), with deadlines to go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from build_tools.exports.listing import Column, Listing, Part
from build_tools.exports.lists import facts_of_base, timing_of, title_of
from build_tools.model import Mechanism
from build_tools.recurrence import deadlines_of_places

if TYPE_CHECKING:
    from build_tools.exports.choices import Choice
    from build_tools.exports.tables import Row
    from build_tools.knowledge_base import KnowledgeBase

MODEL = "jiading-responsibility-community"
"""The report of the place whose three lists these are."""
BLANK_ROWS = 12

_NUMBER = Column("序号", 2.5)
FORMS: tuple[tuple[str, tuple[Column, ...], str], ...] = (
    (
        "问题清单",
        (
            _NUMBER,
            Column("问题", 14),
            Column("表现和原因", 16),
            Column("提出部门", 6),
            Column("分管领导研判意见", 9),
            Column("纪委研判意见", 9),
            Column("党委审定（日期）", 7),
            Column("整改完成时限", 7),
        ),
        "问题清单先由职能部门提出，再由分管领导和纪委研判，最后由党委审定。",
    ),
    (
        "责任清单",
        (
            _NUMBER,
            Column("对应问题（序号）", 6),
            Column("责任内容", 18),
            Column("依据（条款项）", 10),
            Column("牵头部门", 6),
            Column("责任人", 6),
            Column("配合部门", 6),
            Column("完成时限", 7),
            Column("完成情况", 9),
        ),
        "责任清单把责任落到职能部门和干部个人。",
    ),
    (
        "项目清单",
        (
            _NUMBER,
            Column("对应问题（序号）", 6),
            Column("项目名称", 10),
            Column("目标", 12),
            Column("举措", 14),
            Column("时间节点", 8),
            Column("责任部门和责任人", 8),
            Column("进展", 8),
            Column("办结日期", 6),
        ),
        "项目清单把要解决的问题当作项目来办，逐项写明目标、举措和时间节点。",
    ),
)
_DEADLINES = (Column("事项", 20), Column("时限", 9), Column("起算", 14), Column("出处", 22))


def blank_forms(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return the three forms, empty, with the deadlines that rules and places set for such lists."""
    title = title_of(replace(choice, posts=()), "问题、责任、项目清单")
    parts = [Part(name, columns, _blank(len(columns))) for name, columns, _ in FORMS]
    if deadlines := tuple(_deadlines(kb)):
        parts.append(Part("时限参照", _DEADLINES, deadlines))
    model = kb.corpus.experiences.get(MODEL)
    source = f"格式参照{model.region}的做法（{model.title}）。" if model else ""
    explained = tuple(text for _, _, text in FORMS)
    facts = tuple((name, text) for name, _, text in FORMS)
    said = (("格式", source),) if source else ()
    return Listing(
        title,
        tuple(parts),
        (*facts, *said, *facts_of_base(kb)),
        kb.as_of,
        tuple(filter(None, (*explained, source))),
    )


def _blank(columns: int) -> tuple[Row, ...]:
    return tuple((str(number), *[""] * (columns - 1)) for number in range(1, BLANK_ROWS + 1))


def _deadlines(kb: KnowledgeBase) -> Iterator[Row]:
    """Yield what is due by duties linked to measures that are lists, and what places count from a list."""
    linked = dict.fromkeys(
        link.duty
        for experience in kb.corpus.experiences.values()
        for measure in experience.measures
        if measure.mechanism is Mechanism.LIST
        for link in (*measure.implements, *measure.illustrates)
    )
    for duty in (kb.corpus.duties[duty] for duty in linked if duty in kb.corpus.duties):
        if duty.timing:
            timing = timing_of(duty).replace("\n", "，")
            yield duty.title, timing, duty.timing.trigger or "", "、".join(duty.basis)
    for deadline in deadlines_of_places(kb.corpus):
        if "清单" in deadline.event and deadline.experience:
            source = f"{deadline.experience.region}：{deadline.experience.title}"
            yield deadline.what, f"{deadline.length}内", deadline.event, source
