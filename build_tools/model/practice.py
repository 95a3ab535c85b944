"""Local practice: experiences with their measures and figures, problems, indicators, terms, sources."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, field_serializer
from pydantic_core import PydanticCustomError

from build_tools.model.base import Count, PartialDate, Record, Slug, Text, Url
from build_tools.model.duty import Applicability, DurationUnit, Reviewed
from build_tools.partial_dates import parse_partial, within_reach

UNDATED = "原文未载明"


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LONGEST_NUMBER = 16


def _parse_as_of(text: str) -> str:
    return text if text == UNDATED else within_reach(parse_partial(text))


def _parse_number(value: object) -> object:
    """Return a number as it is written.

    Raises:
        PydanticCustomError: it is not written in digits (no exponent), or is too long to be a figure.
    """
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise PydanticCustomError("decimal_parsing", "not a number in digits")
    if isinstance(value, str) and len(value) > _LONGEST_NUMBER:
        raise PydanticCustomError("less_than_equal", "too many digits")
    return value


AsOf = Annotated[
    str,
    AfterValidator(_parse_as_of),
    WithJsonSchema({"type": "string", "pattern": rf"^(\d{{4}}(-\d{{2}}(-\d{{2}})?)?|{UNDATED})$"}),
]


class Source(Record):
    """Where something was read, and how far it can be relied on."""

    title: Text = Field(description="题名")
    container: Text | None = Field(None, description="载于何处（刊名、卷期、网站）")
    author: Text | None = Field(None, description="作者或者作者单位")
    issued: PartialDate | None = Field(None, description="发表日期")
    grade: Text = Field(description="来源等级，见 vocabulary/source_grades.yml")
    url: Url | None = Field(None, description="网址")
    note: Text | None = Field(None, description="说明")


class Practised(Record):
    """When something was done; a side the source does not give is left out."""

    since: PartialDate | None = Field(None, alias="from", description="起")
    until: PartialDate | None = Field(None, alias="to", description="止")


class Locator(Record):
    """A place in the source."""

    section: Text | None = Field(None, description="部分")
    paragraph: Text | None = Field(None, description="该部分第几段")
    heading: Text | None = Field(None, description="小标题")

    def __str__(self) -> str:
        section = f"第{self.section}部分" if self.section else ""
        paragraph = f"第{self.paragraph}段" if self.paragraph else ""
        return section + paragraph + (f"“{self.heading}”" if self.heading else "")


class Figure(Record):
    """A number with its unit and its date."""

    label: Text = Field(description="是什么数")
    value: Annotated[Decimal, BeforeValidator(_parse_number)] = Field(description="数值")
    unit: Text | None = Field(None, description="单位：个、人、人次、条、项、家……")
    as_of: AsOf | None = Field(None, description=f"截至或者所属时间；原文没有时写“{UNDATED}”")
    approx: bool = Field(default=False, description="是否约数")
    note: Text | None = Field(None, description="说明")
    locator: Locator | None = Field(None, description="在来源中的位置；不写则同所在做法")

    def __str__(self) -> str:
        return f"{'约' if self.approx else ''}{self.value}{self.unit or ''}"

    @field_serializer("value", when_used="json")
    def _number(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


class TimeLimit(Record):
    """A time limit that a place has set."""

    label: Text = Field(description="做什么")
    value: Count = Field(description="数值")
    unit: DurationUnit = Field(description="单位")
    after: Text = Field(description="从什么时候起算")


class DutyLink(Record):
    """A link from a measure to a duty, with its reason."""

    duty: Slug = Field(description="责任编号")
    why: Text = Field(description="理由，一句话")


class Mechanism(StrEnum):
    """The kind of a measure."""

    LIST = "清单"
    MEETING = "会议"
    INSPECTION = "检查"
    TALK = "约谈"
    REPORT = "报告"
    DUTY_REPORT = "述职"
    ASSESSMENT = "考核"
    TRAINING = "培训"
    CIRCULAR = "通报"
    ACCOUNTABILITY = "问责"
    PUBLICITY = "宣传"
    ORGANISATION = "组织"
    INSTITUTION = "制度"
    DIGITAL = "信息化"
    REVIEW = "评议"
    BRAND = "品牌"
    INCENTIVE = "激励"


class Measure(Record):
    """One thing that a place did."""

    id: Slug = Field(description="编号，在本经验内唯一")
    title: Text = Field(description="短名")
    stage: Text = Field(description="环节，见 vocabulary/stages.yml")
    mechanism: Mechanism = Field(description="做法类型")
    what: Text = Field(description="谁做什么、怎么做")
    practised: Practised | None = Field(None, description="实行时间；不写则同本经验")
    figures: tuple[Figure, ...] = Field((), description="数据")
    time_limits: tuple[TimeLimit, ...] = Field((), description="时限")
    implements: tuple[DutyLink, ...] = Field((), description="落实了哪些责任（实行时依据已经施行）")
    illustrates: tuple[DutyLink, ...] = Field((), description="可供参照的责任（早于规定，或者实行时间不明）")
    addresses: tuple[Slug, ...] = Field((), description="针对的问题编号")
    locator: Locator | None = Field(None, description="在来源中的位置")


class ExperienceKind(StrEnum):
    """What a report is."""

    PRACTICE = "经验"
    STUDY = "研究"


class Experience(Record):
    """A report on local practice."""

    id: Slug = Field(description="编号，等于文件名")
    title: Text = Field(description="名称")
    region: Text = Field(description="地区，见 vocabulary/regions.yml")
    unit: Text = Field(description="实施单位")
    kind: ExperienceKind = Field(description="经验或者研究")
    source: Source | None = Field(None, description="来源")
    practised: Practised | None = Field(None, description="实行时间；原文没有时不写")
    summary: Text = Field(description="概要，2到4句")
    note: Text | None = Field(None, description="来源的状况")
    measures: tuple[Measure, ...] = Field(description="做法")


class Problem(Record):
    """A typical failing."""

    id: Slug = Field(description="编号")
    title: Text = Field(description="名称")
    stage: Text = Field(description="环节，见 vocabulary/stages.yml")
    description: Text = Field(description="表现")
    causes: tuple[Text, ...] = Field((), description="原因")
    countermeasures: tuple[Text, ...] = Field((), description="对策")
    sources: tuple[Slug, ...] = Field((), description="见于哪些经验")
    duties: tuple[Slug, ...] = Field((), description="没有落实哪些责任")


class ProblemFile(Record):
    """A file of problems."""

    problems: tuple[Problem, ...] = Field(description="问题")


class IndicatorNature(StrEnum):
    """How an indicator is judged."""

    QUALITATIVE = "定性"
    QUANTITATIVE = "定量"
    DIFFERENTIATED = "差异化"


class IndicatorScope(StrEnum):
    """Whether an indicator is common to all units."""

    COMMON = "共性"
    PARTICULAR = "个性"


class InspectionMethod(StrEnum):
    """How an inspection finds out."""

    DOCUMENTS = "查阅资料"
    ON_SITE = "察看现场"
    INTERVIEWS = "访谈了解"
    CASES = "重点剖析"


class Indicator(Record):
    """A point that an inspection looks at."""

    id: Slug = Field(description="编号")
    title: Text = Field(description="名称")
    nature: IndicatorNature = Field(description="定性、定量、差异化")
    scope: IndicatorScope = Field(description="共性、个性")
    look_for: Text = Field(description="看什么")
    methods: tuple[InspectionMethod, ...] = Field((), description="怎样检查")
    met: Text | None = Field(None, description="做到什么程度算达标")
    evidence: tuple[Text, ...] = Field((), description="看哪些材料")
    applies_to: Applicability = Field(Applicability(), description="适用范围")
    duties: tuple[Slug, ...] = Field((), description="衡量哪些责任")
    source: Text = Field(description="出处：经验编号；由本库编制的，写所据条款《简称》第X条")
    reviewed: Reviewed | None = Field(None, description="复核记录，同责任；出处是条文时才有")

    @property
    def is_ours(self) -> bool:
        """Whether we drew it up from a provision; otherwise an experience reports it."""
        return not self.source.isascii()


class IndicatorFile(Record):
    """A file of indicators."""

    indicators: tuple[Indicator, ...] = Field(description="检查指标")


class Matter(Record):
    """One subject that duties of several bearers or works deal with."""

    id: Slug = Field(description="编号")
    title: Text = Field(description="名称")
    description: Text = Field(description="一句话说明：哪件事")
    duties: tuple[Slug, ...] = Field(description="同一事项的责任，按层级先后")
    note: Text | None = Field(None, description="各处规定不同的地方")


class MatterFile(Record):
    """A file of matters."""

    matters: tuple[Matter, ...] = Field(description="事项")


class Milestone(Record):
    """A date in the history of the institutions."""

    id: Slug = Field(description="编号")
    date: PartialDate = Field(description="日期，可以只写到年")
    title: Text = Field(description="短名")
    what: Text = Field(description="发生了什么，一两句话")
    works: tuple[Slug, ...] = Field((), description="涉及哪些法规；没有写 source 的，出自法规的制定过程")
    source: Slug | None = Field(None, description="出自哪个经验")
    locator: Locator | None = Field(None, description="在来源中的位置")
    note: Text | None = Field(None, description="说明")


class MilestoneFile(Record):
    """The file of the milestones."""

    milestones: tuple[Milestone, ...] = Field(description="沿革，按时间先后")
