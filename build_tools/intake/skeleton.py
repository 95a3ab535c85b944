"""The skeleton of an experience record: what the source tells, in canonical form, with gaps for a person.

A gap is written ``""``: `zelian check` refuses it until it is filled. No sentence of the source is copied;
comments name the places to read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from build_tools.formatting import format_yaml
from build_tools.intake.dates import date_value
from build_tools.intake.front_matter import bare_author, is_name, source_of
from build_tools.intake.guesses import STAGES, label_for, limit_for, mechanisms_in, stages_in, year_of
from build_tools.intake.records import Number, Paragraph, Place, Report
from build_tools.intake.structure import INTRODUCTION
from build_tools.intake.taking import Intake
from build_tools.layout import file_kind
from build_tools.model import Experience
from build_tools.model.practice import Mechanism

DEFAULT_PATH = "experiences/region/report.yml"
_STUDY = re.compile(r"研究|课题|思考|探析|对策|调研")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAIN = re.compile(
    r"[\u3400-\u9fff“《（][^:#,\[\]{}\"'&*!|>%@`\n]*(?<! )"
    r"|(?!(?:true|false|null|yes|no|on|off)$)[a-z][a-z0-9-]*"
)
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_HEAD = """\
# 由 zelian intake 预填。"" 是待填的空，填好以前 zelian check 不会通过。
# 数字是候选：逐个与原文核对，删去不用的；as_of 是数字的时间，如 "2022"，原文没有的写“原文未载明”。
# 只写事实和数字，用自己的话，不抄原文的句子；受表扬、受处分的个人不写姓名。
# 环节 stage：{stages}。
# 做法类型 mechanism：{mechanisms}。
# 做法落实了哪条责任，在这项做法下面加一行（做的时候规定还没有施行，或者时间不明的，写 illustrates）：
#   implements: [{{duty: 责任编号, why: 理由}}]
""".format(stages=" ".join(STAGES), mechanisms=" ".join(Mechanism))


@dataclass(frozen=True, slots=True)
class Target:
    """Where the record will be, and the regions that texts may name: (as written, name of the region)."""

    path: str = DEFAULT_PATH
    regions: tuple[tuple[str, str], ...] = ()


def render_skeleton(intake: Intake, number: int = 1, target: Target | None = None) -> str:
    """Return the skeleton of an experience record for report ``number`` of a file, in canonical form."""
    target = target or Target()
    report = intake.reports[number - 1]
    kind = file_kind(target.path) or file_kind(DEFAULT_PATH)
    path = target.path if file_kind(target.path) else DEFAULT_PATH
    first_line = kind.schema_line(path) if kind else ""
    measures = list(_measures(report, intake)) or ["  []"]
    lines = [first_line, *_head(report, intake, target), "measures:", *measures]
    return format_yaml(path, "\n".join(lines) + "\n", Experience)


def _head(report: Report, intake: Intake, target: Target) -> Iterator[str]:
    stem = target.path.rsplit("/", 1)[-1].removesuffix(".yml")
    known = stem if target.path != DEFAULT_PATH and _SLUG.fullmatch(stem) else ""
    is_study = bool(_STUDY.search(report.title + report.author))
    author = bare_author(report.author)
    unit = "" if is_name(author) or author != report.author else author
    yield from _HEAD.splitlines()
    yield _field("id", known, "待填：英文词，与文件名相同")
    yield _field("title", "", "待填：谁做了什么，不照抄题名")
    yield _field("region", _region(report, target), "待填：见 vocabulary/regions.yml")
    yield _field("unit", unit, "待填：实施单位")
    yield _field("kind", "研究" if is_study else "经验", "")
    yield "source:"
    yield from (f"  {line}" for line in _source(report, intake))
    yield _field("summary", "", f"待填：两到四句{_introduction(report)}")


def _source(report: Report, intake: Intake) -> Iterator[str]:
    container = next((found for note in report.notes if (found := source_of(note))), "")
    dates = [report.date, container, *(removed.text for removed in intake.published)]
    issued = next((value for text in dates if (value := _first_date(text))), "")
    yield _field("title", report.title, "待填：题名；原文没有的写明")
    if container:
        yield _field("container", container, "")
    if report.author:
        yield _field("author", bare_author(report.author), "")
    if issued:
        yield _field("issued", issued, "")
    yield _field("grade", "", "待填：见 vocabulary/source_grades.yml")


def _measures(report: Report, intake: Intake) -> Iterator[str]:
    numbers = {
        place: list(found)
        for place, found in groupby(
            sorted((n for n in intake.numbers if n.place.report == report.number), key=_order),
            key=lambda n: n.place,
        )
    }
    parts = [p for p in report.paragraphs if not _is_introduction(p, numbers)] or list(report.paragraphs)
    for part in parts:
        yield from _measure(part, numbers.get(part.place, []))


def _is_introduction(part: Paragraph, numbers: dict[Place, list[Number]]) -> bool:
    return part.place.section == INTRODUCTION and not _figures(numbers.get(part.place, []))


def _measure(part: Paragraph, numbers: list[Number]) -> Iterator[str]:
    place = part.place
    limits = [(n, limit) for n in numbers if (limit := limit_for(n, part.text))]
    figures = _figures([n for n in numbers if n not in [m for m, _ in limits]])
    yield f"- {_field('id', '', '待填：英文词')}"
    yield f"  {_field('title', '', '待填：短名')}"
    yield f"  {_field('stage', '', _hint('待填：环节', stages_in(part.text)))}"
    yield f"  {_field('mechanism', '', _hint('待填：做法类型', mechanisms_in(part.text)))}"
    heading = f"“{place.heading}”" if place.heading else ""
    yield f"  {_field('what', '', f'待填：谁做什么、怎么做，见 {place}{heading}')}"
    if figures:
        yield "  figures:"
        yield from (f"  - {_figure(number, part.text)}" for number in figures)
    if limits:
        yield "  time_limits:"
        for _, limit in limits:
            yield (
                f"  - {{label: {quoted(limit.label)}, value: {limit.value}, unit: {limit.unit.value}, "
                f"after: {quoted(limit.after)}}}"
            )
    yield f"  locator: {_locator(place)}"


def _figures(numbers: list[Number]) -> list[Number]:
    return [n for n in numbers if not n.is_name and n.unit and not n.before.endswith("每")]


def _figure(number: Number, text: str) -> str:
    parts = [f"label: {quoted(label_for(number))}", f"value: {_value(number.value)}"]
    parts.append(f"unit: {quoted(number.unit)}")
    parts.append(f"as_of: {quoted(year_of(number, text))}")
    if number.approx:
        parts.append('approx: "true"')
    if number.upper is not None or number.approx or number.value != int(number.value):
        parts.append(f"note: {quoted(f'原文作“{number.text}”')}")
    return "{" + ", ".join(parts) + "}"


def _value(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else f'"{value:f}"'


def _locator(place: Place) -> str:
    parts = [f"section: {quoted(place.section)}"] if place.section else []
    parts.append(f'paragraph: "{place.paragraph}"')
    if place.heading:
        parts.append(f"heading: {quoted(place.heading)}")
    return "{" + ", ".join(parts) + "}"


def _region(report: Report, target: Target) -> str:
    opening = report.paragraphs[0].text if report.paragraphs else ""
    for text in (report.author, report.title, opening):
        found = [
            (text.find(written), -len(written), name) for written, name in target.regions if written in text
        ]
        if found:
            return min(found)[2]
    return ""


def _introduction(report: Report) -> str:
    lines = [str(p.place.line) for p in report.paragraphs if p.place.section == INTRODUCTION]
    return f"，引言在第{lines[0]}行" if lines else ""


def _first_date(text: str) -> str:
    match = re.search(r"(?:19|20)\d\d.*", text)
    return date_value(match[0]) if match else ""


def _field(name: str, value: str, hint: str) -> str:
    comment = f"  # {_one_line(hint)}" if hint and not value else ""
    return f"{name}: {quoted(value)}{comment}"


def _hint(text: str, guesses: tuple[str, ...]) -> str:
    return f"{text}；用词近于 {'、'.join(guesses)}" if guesses else text


def quoted(text: str) -> str:
    """Return ``text`` as a YAML scalar on one line: plain where it cannot be taken for anything else."""
    text = _one_line(text)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def _order(number: Number) -> tuple[int, int, str, int]:
    return number.place.line, number.place.paragraph, number.place.heading, number.start
