"""Works, their expressions and the provisions in them (FRBR; levels after Akoma Ntoso)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from build_tools.model.base import Day, Record, Slug, Text, Url
from build_tools.model.practice import Source


class WorkKind(StrEnum):
    """Kinds of document, after 《中国共产党党内法规制定条例》 and everyday use; then law, and the rest."""

    CONSTITUTION = "党章"
    CODE = "准则"
    REGULATIONS = "条例"
    PROVISIONS = "规定"
    MEASURES = "办法"
    RULES = "规则"
    DETAILS = "细则"
    OPINIONS = "意见"
    LAW = "法律"
    OTHER = "其他"


class EventType(StrEnum):
    """What can happen to a work."""

    ADOPTED = "adopted"
    ISSUED = "issued"
    EFFECTIVE = "effective"
    REVISED = "revised"
    REPEALED = "repealed"

    @property
    def chinese(self) -> str:
        """The Chinese word for the event."""
        return _EVENTS[self]


_EVENTS = dict(zip(EventType, ("通过", "发布", "施行", "修订", "废止"), strict=True))


class Norm(StrEnum):
    """Whether the official wording of a provision binds somebody, and how."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    NONE = "none"


class WorkEvent(Record):
    """One event in the life of a work."""

    type: EventType = Field(
        description="事件：adopted 通过、issued 发布、revised 修订、effective 施行、repealed 废止"
    )
    date: Day = Field(description='日期，加引号，如 "2020-03-09"')
    body: Text | None = Field(None, description="作出该行为的机关或会议")
    note: Text | None = Field(None, description="说明")


class Work(Record):
    """A regulation as such: its names, its issuer and its life."""

    id: Slug = Field(description="编号，等于所在文件夹名")
    title: Text = Field(description="全称，不带书名号")
    short_title: Text = Field(description="简称，引用时写作《简称》第X条；全库唯一")
    aliases: tuple[Text, ...] = Field((), description="其他可以识别的名称；全库唯一")
    kind: WorkKind = Field(description="文种")
    issuer: Text = Field(description="制定机关，见 vocabulary/issuers.yml")
    self_name: Text | None = Field(None, description="正文自称，如“本条例”")
    events: tuple[WorkEvent, ...] = Field((), description="制定、发布、修订等事件，按时间先后")
    source: Source | None = Field(None, description="本库要点所依据的文本从何而来")
    official_url: Url | None = Field(None, description="官方发布页")
    applies_to: tuple[Text, ...] = Field((), description="适用的单位类型，见 vocabulary/unit_types.yml")
    note: Text | None = Field(None, description="读者应当知道的情况")


class Numbered(Record):
    """A piece with a number of its own."""

    num: Text = Field(description="编号，如“第五条”“（三）”")


class Titled(Numbered):
    """A piece with a number and a heading."""

    title: Text | None = Field(None, description="标题；条的标题由本库拟定")


class Clause(Record):
    """What a text-bearing piece carries."""

    digest: Text | None = Field(None, description="要点：用本库自己的话完整写出该款、项的要求")
    text: Text | None = Field(None, description="正式文本原文；只在导入后出现在本地")
    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] | None = Field(
        None, description="原文指纹：去除空白和标点后 SHA-256 的前16位"
    )
    norm: Norm | None = Field(None, description="是否设定义务：obligation、prohibition、permission、none")
    no_duty: Text | None = Field(None, description="不拆出责任的理由")


class SubitemEntry(Clause, Numbered):
    """目."""


class ItemEntry(Clause, Numbered):
    """项."""

    subitems: tuple[SubitemEntry, ...] = Field((), description="目")


class ParagraphEntry(Clause):
    """款: numbered by its place."""

    items: tuple[ItemEntry, ...] = Field((), description="项")


class ArticleEntry(Clause, Titled):
    """条: with one paragraph it carries digest and items itself, otherwise `paragraphs`."""

    paragraphs: tuple[ParagraphEntry, ...] = Field((), description="款；只有一款时不写，直接写要点和项")
    items: tuple[ItemEntry, ...] = Field((), description="项")


class DivisionEntry(Titled):
    """编, 章 or 节: with a digest the provisions below it need none of their own."""

    digest: Text | None = Field(
        None, description="要点；写了的，其下的条、款、项可以只著录编号和指纹，不逐一写要点"
    )


class SectionEntry(DivisionEntry):
    """节."""

    articles: tuple[ArticleEntry, ...] = Field((), description="条")


class ChapterEntry(DivisionEntry):
    """章."""

    sections: tuple[SectionEntry, ...] = Field((), description="节")
    articles: tuple[ArticleEntry, ...] = Field((), description="条")


class PartEntry(DivisionEntry):
    """编."""

    chapters: tuple[ChapterEntry, ...] = Field((), description="章")
    articles: tuple[ArticleEntry, ...] = Field((), description="条")


class Expression(Record):
    """The text of a work from a date on."""

    work: Slug = Field(description="法规编号，等于所在文件夹名")
    date: Day = Field(description="版本日期，等于文件名")
    effective: Day = Field(description="施行日期")
    until: Day | None = Field(None, description="停止施行的日期；由后一版本取代时不必写")
    note: Text | None = Field(None, description="说明")
    parts: tuple[PartEntry, ...] = Field((), description="编")
    chapters: tuple[ChapterEntry, ...] = Field((), description="章")
    articles: tuple[ArticleEntry, ...] = Field((), description="条")
