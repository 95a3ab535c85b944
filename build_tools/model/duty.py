"""Bearers and the duties they owe."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StringConstraints

from build_tools.model.base import Count, Day, Record, Slug, Text


class BearerKind(StrEnum):
    """What a bearer is."""

    BODY = "body"
    POST = "post"
    CLASS = "class"

    @property
    def chinese(self) -> str:
        """The Chinese word for the kind."""
        return {"body": "组织", "post": "岗位", "class": "统称"}[self]


class Tier(StrEnum):
    """The level on which a bearer stands; the order is that of the site."""

    LEADING_GROUP = "党组（党委）层"
    ORGAN_COMMITTEE = "机关党委层"
    GRASSROOTS = "其他基层党组织层"
    BRANCH = "党支部层"
    MEMBER = "党员层"
    SUPERVISION = "指导监督层"


class Bearer(Record):
    """A body or a post that owes duties."""

    id: Slug = Field(description="编号")
    name: Text = Field(description="名称")
    aliases: tuple[Text, ...] = Field((), description="其他可以识别的名称")
    kind: BearerKind = Field(description="body 组织、post 岗位、class 统称")
    tier: Tier = Field(description="层级")
    kind_of: tuple[Text, ...] = Field((), description="属于哪些统称；统称的责任由其承担")
    member_of: Text | None = Field(None, description="岗位所在的组织")
    description: Text = Field(description="一句话说明")


class Modality(StrEnum):
    """The force of a duty."""

    OBLIGATION = "应当"
    PROHIBITION = "不得"
    PERMISSION = "可以"


class Period(StrEnum):
    """How often a duty recurs; the first six have a length, the last two have none."""

    MONTH = "每月"
    QUARTER = "每季度"
    HALF_YEAR = "每半年"
    YEAR = "每年"
    TWO_YEARS = "每两年"
    TERM = "每届"
    REGULARLY = "定期"
    CONSTANTLY = "经常"


_PER_YEAR = {
    Period.MONTH: Fraction(12),
    Period.QUARTER: Fraction(4),
    Period.HALF_YEAR: Fraction(2),
    Period.YEAR: Fraction(1),
    Period.TWO_YEARS: Fraction(1, 2),
}


class Window(StrEnum):
    """The part of the period in which a duty falls due."""

    START = "年初"
    MIDDLE = "年中"
    END = "年末"


class Manner(StrEnum):
    """How soon, where the clause names no number."""

    PROMPTLY = "及时"
    IN_ADVANCE = "提前"
    BEFOREHAND = "事先"


class DurationUnit(StrEnum):
    """Units of time limits."""

    DAY = "日"
    WORKING_DAY = "个工作日"
    MONTH = "个月"
    YEAR = "年"


_DAYS = {
    DurationUnit.DAY: Fraction(1),
    DurationUnit.WORKING_DAY: Fraction(7, 5),
    DurationUnit.MONTH: Fraction(30),
    DurationUnit.YEAR: Fraction(365),
}


class Duration(Record):
    """A length of time."""

    value: Count = Field(description="数值")
    unit: DurationUnit = Field(description="单位")

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"

    @property
    def days(self) -> Fraction:
        """About how many days, to compare lengths: a month is 30, a year 365, five working days are seven."""
        return self.value * _DAYS[self.unit]


class Timing(Record):
    """When and how often a duty is due, as far as the clause says."""

    label: Text = Field(description="给读者看的时限，如“每半年至少1次”")
    period: Period | None = Field(None, description="周期")
    at_least: Count | None = Field(None, description="每个周期至少几次")
    window: Window | None = Field(None, description="周期中的时段")
    term_years: Count | None = Field(None, description="一届几年")
    trigger: Text | None = Field(None, description="起算或者触发的事件")
    within: Duration | None = Field(None, description="触发后多长时间内")
    manner: Manner | None = Field(None, description="及时、提前、事先")

    @property
    def per_year(self) -> Fraction | None:
        """How many times a year at least; None for a period without a length."""
        rate = _PER_YEAR.get(self.period) if self.period else None
        if rate is None and self.period is Period.TERM and self.term_years:
            rate = Fraction(1, self.term_years)
        return rate * (self.at_least or 1) if rate else None


class Applicability(Record):
    """To whom a duty applies."""

    unit: tuple[Text, ...] = Field((), description="单位类型，见 vocabulary/unit_types.yml")


class Reviewed(Record):
    """Who has held a record against its provisions, when, and what these said then."""

    by: Text = Field(description="复核人或者复核单位")
    on: Day = Field(description="复核日期")
    basis: tuple[Annotated[str, StringConstraints(pattern=r"^(digest-)?[0-9a-f]{16}$")], ...] = Field(
        description="复核时各条依据的指纹，与依据一一对应；由 zelian review 写入，不手写"
    )


class Duty(Record):
    """A norm taken from provisions: who must do what, by when, and which clause says so."""

    id: Slug = Field(description="编号，全库唯一，用英文词表示含义")
    title: Text = Field(description="短名")
    bearer: Text = Field(description="责任主体，见 vocabulary/bearers.yml")
    modality: Modality = Field(description="应当、不得、可以")
    action: Text = Field(description="责任内容：一句话，不写主语")
    timing: Timing | None = Field(None, description="时限和频次")
    stage: Text = Field(description="环节，见 vocabulary/stages.yml")
    line: Text = Field(description="责任线，见 vocabulary/lines.yml")
    evidence: tuple[Text, ...] = Field((), description="可以证明已经做到的材料")
    applies_to: Applicability = Field(Applicability(), description="适用范围")
    basis: tuple[Text, ...] = Field(
        (), description="依据，写作《简称》第X条第X款第（X）项；第一条依据属于本文件的法规"
    )
    reviewed: Reviewed | None = Field(None, description="复核记录：谁在哪天对照条文核对过")
    note: Text | None = Field(None, description="说明")


class DutyFile(Record):
    """The duties whose first basis is one work, in clause order."""

    work: Slug = Field(description="法规编号，等于文件名")
    duties: tuple[Duty, ...] = Field(description="责任，按条文先后")
