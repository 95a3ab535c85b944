"""Lists of duties (责任清单): one table, or 党组（党委）, 机关党委 and 党支部 side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from build_tools import __version__
from build_tools.corpus import Kind
from build_tools.exports.choices import Choice, duties_for
from build_tools.exports.listing import NOTICE, Column, Listing, Part
from build_tools.model import Modality, Tier
from build_tools.partial_dates import in_chinese
from build_tools.recurrence import recurrence_of
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.exports.tables import Row
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty, Work

COLUMNS = (
    Column("序号", 2.5),
    Column("环节", 3),
    Column("责任内容", 25),
    Column("依据（条款项）", 11),
    Column("责任主体", 6),
    Column("时限／频次", 7.5),
    Column("佐证材料", 9.5),
    Column("参考经验", 9.5),
)
LEVELS = (
    ("党组（党委）", Tier.LEADING_GROUP),
    ("机关党委", Tier.ORGAN_COMMITTEE),
    ("党支部", Tier.BRANCH),
)
"""The three levels of 机关 party organisation, each with the tier of the bearers in it."""
UNTIMED = "未规定"
ARRANGED = "“底前”是责链按周期末安排的日子，条文没有规定具体日子。"
_ALL_UNITS = "各类单位"
_PRACTICES = 3
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as lists show it. ``scope``: to which kinds of unit alone it applies, in words."""

    duty: Duty
    tier: Tier | None
    content: str
    scope: str
    basis: str
    timing: str
    evidence: str
    practice: str

    def row(self, number: int, *, scoped: bool) -> Row:
        """Return the cells under `COLUMNS`; ``scoped`` says to which kinds of unit the duty applies."""
        content = self.content + (self.scope if scoped else "")
        texts = (content, self.basis, self.duty.bearer, self.timing, self.evidence, self.practice)
        return (str(number), self.duty.stage, *texts)

    @property
    def short(self) -> str:
        """The duty as one level among several shows it: 短名（依据；时限）."""
        timing = "" if self.timing == UNTIMED else f"；{self.timing}"
        return f"{self.duty.title}（{self.basis}{timing}）".replace("\n", "，")


def duty_line(kb: KnowledgeBase, duty: Duty) -> DutyLine:
    """Return ``duty`` as lists show it: written once for all of them."""
    key = ("line", duty.id)
    if key not in kb.told:
        kb.told[key] = _written_line(kb, duty)
    line: DutyLine = kb.told[key]
    return line


def _written_line(kb: KnowledgeBase, duty: Duty) -> DutyLine:
    bearer = kb.graph.bearer_of(duty)
    modality = "" if duty.modality is Modality.OBLIGATION else duty.modality.value
    note = f"（注：{duty.note}）" if duty.note else ""
    suspect = "（待复核：依据的条文在复核之后有改动）" if kb.reviews.is_suspect(duty.id) else ""
    units = duty.applies_to.unit
    return DutyLine(
        duty=duty,
        tier=bearer.tier if bearer else None,
        content=f"{duty.title}\n{modality}{duty.action}{note}{suspect}",
        scope=f"（适用：{'、'.join(units)}）" if units else "",
        basis="\n".join(canonical_reference(ref, kb.corpus) for ref in kb.graph.basis_of(duty.id)),
        timing=timing_of(duty),
        evidence="、".join(duty.evidence),
        practice=_practice(kb, duty),
    )


def timing_of(duty: Duty) -> str:
    """Return when a duty is due: what the clause says, and for fixed periods the months at whose end."""
    if duty.timing is None:
        return UNTIMED
    recurrence = recurrence_of(duty.timing)
    if recurrence is None or recurrence.months == 1 or duty.modality is Modality.PROHIBITION:
        return duty.timing.label
    months = "、".join(f"{month}月" for month in recurrence.months_of_year)
    every = "逢应办年度" if recurrence.months > _MONTHS_OF_YEAR else ""
    return f"{duty.timing.label}\n{every}{months}底前"


def _practice(kb: KnowledgeBase, duty: Duty) -> str:
    found = kb.graph.practice_for(duty.id)
    told = [f"{p.experience.region}：{p.measure.title}（{p.link.chinese}）" for p in found[:_PRACTICES]]
    more = [f"等{len(found)}项"] if len(found) > _PRACTICES else []
    return "\n".join((*told, *more))


def duty_list(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return the list of duties for a choice, one table."""
    duties = duties_for(kb, choice)
    lines = [duty_line(kb, duty) for duty in duties]
    rows = tuple(line.row(number, scoped=choice.unit is None) for number, line in enumerate(lines, 1))
    part = Part("责任清单", COLUMNS, rows, grouped="环节")
    return _listing(kb, choice, "责任清单", (part,), duties)


def levels_list(kb: KnowledgeBase, choice: Choice) -> Listing:
    """Return the duties with the three levels side by side: by step, each level in the order of the clauses.

    Without posts in the choice those of `LEVELS` are taken; a duty stands under every level that owes it.
    """
    groups = tuple((name, _of_level(kb, choice, tier)) for name, tier in LEVELS)
    rows = tuple(_level_rows(kb, choice, [duties for _, duties in groups]))
    columns = (Column("环节", 3), *(Column(name, 23) for name, _ in groups))
    part = Part("三级责任清单", columns, rows, grouped="环节")
    duties = dict.fromkeys(duty.id for _, found in groups for duty in found)
    return _listing(kb, choice, "三级责任清单", (part,), [kb.corpus.duties[duty] for duty in duties])


def _of_level(kb: KnowledgeBase, choice: Choice, tier: Tier) -> tuple[Duty, ...]:
    posts = choice.posts or tuple(
        kb.corpus.bearers[found.id] for name, _ in LEVELS if (found := kb.corpus.named(Kind.BEARER, name))
    )
    here = tuple(post for post in posts if post.tier is tier)
    if not here:
        return ()
    return duties_for(kb, replace(choice, posts=here))


def _level_rows(kb: KnowledgeBase, choice: Choice, levels: list[tuple[Duty, ...]]) -> Iterable[Row]:
    for stage in kb.corpus.names(Kind.STAGE):
        cells = [[_cell(kb, duty, choice) for duty in duties if duty.stage == stage] for duties in levels]
        for row in zip_longest(*cells, fillvalue=""):
            yield (stage, *row)


def _cell(kb: KnowledgeBase, duty: Duty, choice: Choice) -> str:
    line = duty_line(kb, duty)
    return line.short + (line.scope if choice.unit is None else "")


def _listing(
    kb: KnowledgeBase, choice: Choice, kind: str, parts: tuple[Part, ...], duties: Sequence[Duty]
) -> Listing:
    works = works_behind(kb, duties)
    facts = (
        *facts_of_choice(choice),
        ("条数", str(len(duties))),
        ("时限", ARRANGED),
        *((f"依据{number}", work) for number, work in enumerate(works, 1)),
        *facts_of_base(kb),
    )
    unit = choice.unit or _ALL_UNITS
    lead = (
        f"本清单列出{choice.who}{choice.year}年的责任{len(duties)}条，单位类型为{unit}。",
        f"依据{'；'.join(works)}。" if works else "没有符合条件的责任。",
        f"“时限／频次”照条文填写；{ARRANGED}“佐证材料”是责链的建议，不是条文的要求。",
        f"{NOTICE}法规状态按{in_chinese(kb.as_of)}推算。",
    )
    return Listing(title_of(choice, kind), parts, facts, kb.as_of, lead)


def title_of(choice: Choice, kind: str) -> str:
    """Return the title of a list: 专职副书记（机关）2026年责任清单."""
    unit = f"（{choice.unit}）" if choice.unit and choice.posts else choice.unit or ""
    return f"{choice.who if choice.posts else ''}{unit}{choice.year}年{kind}"


def facts_of_choice(choice: Choice) -> tuple[tuple[str, str], ...]:
    """Return what was asked for, as notes."""
    return (
        ("责任主体", "、".join(post.name for post in choice.posts) or "全部"),
        ("单位类型", choice.unit or _ALL_UNITS),
        ("年度", f"{choice.year}年（{choice.year}年底以前没有施行的法规不列入）"),
        ("环节", "、".join(choice.stages) or "全部"),
        ("范围", _reach(choice)),
    )


def _reach(choice: Choice) -> str:
    own = "只列直接写给本主体的" if choice.own else "含所属统称的责任"
    return f"{own}，含所在组织的责任" if choice.body else own


def facts_of_base(kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Return the state of the data and the program, as notes."""
    return (
        ("状态日期", in_chinese(kb.as_of)),
        ("版本", f"责链 {__version__}"),
        ("说明", NOTICE),
    )


def works_behind(kb: KnowledgeBase, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the works on which duties rest, each with the date of its text and the grade of its source."""
    used = {ref.work for duty in duties for ref in kb.graph.basis_of(duty.id)}
    return tuple(_work_behind(kb, work) for work in kb.corpus.works.values() if work.id in used)


def _work_behind(kb: KnowledgeBase, work: Work) -> str:
    key = ("work behind", work.id)
    if key not in kb.told:
        text = kb.corpus.text_of(work.id, kb.as_of)
        date = f"{in_chinese(text.date)}文本，" if text else ""
        kb.told[key] = f"《{work.title}》（{date}来源：{work.source.grade if work.source else '未著录'}）"
    told: str = kb.told[key]
    return told
