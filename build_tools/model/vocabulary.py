"""Closed lists that records refer to by name."""

from __future__ import annotations

from pydantic import Field

from build_tools.model.base import Count, Day, Record, Slug, Text
from build_tools.model.duty import Bearer, Reviewed


class Entry(Record):
    """One word of a closed list."""

    id: Slug = Field(description="编号")
    name: Text = Field(description="名称")
    aliases: tuple[Text, ...] = Field((), description="其他可以识别的名称")
    definition: Text | None = Field(None, description="释义")


class Region(Entry):
    """A place."""

    parent: Text | None = Field(None, description="上级地区")


class SourceGrade(Entry):
    """How far a source can be relied on; 1 is best."""

    rank: Count = Field(description="等级，1 最高")


class Term(Entry):
    """An entry of the glossary."""

    basis: tuple[Text, ...] = Field((), description="依据，写作《简称》第X条")
    reviewed: Reviewed | None = Field(None, description="复核记录，同责任")
    source: Slug | None = Field(None, description="出自哪篇经验")
    see_also: tuple[Text, ...] = Field((), description="参见")
    not_in: tuple[Text, ...] = Field((), description="出现在这些更长的词里时不是本术语，如“党组织”里的“党组”")


class BearerFile(Record):
    """vocabulary/bearers.yml."""

    bearers: tuple[Bearer, ...] = Field(description="责任主体")


class StageFile(Record):
    """vocabulary/stages.yml."""

    stages: tuple[Entry, ...] = Field(description="责任闭环的环节，按先后")


class LineFile(Record):
    """vocabulary/lines.yml."""

    lines: tuple[Entry, ...] = Field(description="责任线")


class UnitTypeFile(Record):
    """vocabulary/unit_types.yml."""

    unit_types: tuple[Entry, ...] = Field(description="单位类型")


class RegionFile(Record):
    """vocabulary/regions.yml."""

    regions: tuple[Region, ...] = Field(description="地区")


class IssuerFile(Record):
    """vocabulary/issuers.yml."""

    issuers: tuple[Entry, ...] = Field(description="制定机关")


class SourceGradeFile(Record):
    """vocabulary/source_grades.yml."""

    source_grades: tuple[SourceGrade, ...] = Field(description="来源等级")


class TermFile(Record):
    """vocabulary/terms.yml."""

    terms: tuple[Term, ...] = Field(description="术语")


class AllowedFinding(Record):
    """A finding that is known and accepted for a time."""

    code: Text = Field(description="检查代码")
    place: Text = Field(description="位置：“文件路径”或者“文件路径#记录编号”")
    reason: Text = Field(description="为什么可以接受")
    until: Day = Field(description="到什么时候为止")


class AllowedFindingFile(Record):
    """allowed_findings.yml."""

    allowed: tuple[AllowedFinding, ...] = Field((), description="允许的检查结果")
