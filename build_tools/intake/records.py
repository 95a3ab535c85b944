"""What taking in a report yields: paragraphs with their places, what was removed, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source, numbered from 1."""

    number: int
    text: str


class Reason(StrEnum):
    """Why something was removed."""

    QR_CODE = "二维码和关注提示"
    BUTTON = "按钮和栏目名"
    COUNTER = "计数和文件信息"
    PAGE = "页码"
    COPYRIGHT = "版权和上传声明"
    CONTACT = "联系方式"
    SHARE = "分享和转载"
    ADVERTISEMENT = "广告"
    CONTENTS = "目录"
    REPEATED = "重复的题名或者标题"
    STRAY = "零散的字"
    EDITOR = "编辑署名"


@dataclass(frozen=True, slots=True)
class Removed:
    """A line, or with ``part`` a piece of one, that is no part of the report."""

    line: int
    reason: Reason
    text: str
    part: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source: the report in the file, section, paragraph of the section, small heading, line.

    Paragraphs count from 1; 0 is a title, a heading or a line with the author.
    """

    report: int
    section: str
    paragraph: int
    heading: str
    line: int

    def __str__(self) -> str:
        section = f"{self.section} " if self.section else ""
        paragraph = f"第{self.paragraph}段" if self.paragraph else "标题"
        return f"{section}{paragraph}（第{self.line}行）"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a part of one under a small heading of its own."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the file: what stands over it and under it, and its paragraphs."""

    number: int
    title: str
    author: str
    date: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text: ``value`` with 万 and 亿 multiplied in, up to ``upper``, of ``unit``.

    ``is_name`` tells that it belongs to a set phrase or stands in quotation marks (“四个意识”).
    """

    place: Place
    text: str
    value: Decimal
    unit: str
    before: str
    after: str
    upper: Decimal | None = None
    approx: bool = False
    is_name: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """A date, a place, an organisation or a work that the text names; ``value`` is its plain form."""

    place: Place
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the text is garbled, with proposals, the most plausible first; never applied."""

    line: int
    place: Place | None
    received: str
    proposals: tuple[str, ...]
    reason: str
