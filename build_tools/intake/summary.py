"""What was taken in, told: as lines for a reader, and as plain data."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from build_tools.intake.against import Missing
from build_tools.intake.records import Damage, Mention, Number, Place, Removed
from build_tools.intake.taking import Intake

_MAX_PLACES = 3
_MAX_TEXT = 40


def summary_lines(intake: Intake) -> Iterator[str]:
    """Yield what a reader must know, the changes first, then what was found."""
    several = len(intake.reports) > 1
    yield from _report_lines(intake)
    yield from _section("删去", [_removed_line(removed) for removed in intake.removed], "处")
    yield f"注音：删去 {intake.glosses} 处"
    yield from (f"  第{line}行\t{text}\t像注音，没有删" for line, text in intake.doubtful)
    yield "字体：繁体，已按词转换为简体" if intake.traditional else "字体：简体，没有转换"
    damages = [line for damage in intake.damages for line in _damage_lines(damage, several=several)]
    yield from _section("乱码", damages, "处；还原只是建议，原文没有改", len(intake.damages))
    counted = [number for number in intake.numbers if not number.is_name]
    named = [number for number in intake.numbers if number.is_name]
    yield from _section("数字", [_number_line(n, several=several) for n in counted], "个")
    yield from _section(
        "名称里的数字", _mention_lines(map(_as_mention, named), several=several), "个", len(named)
    )
    for title, mentions in (
        ("日期", intake.dates),
        ("地名（候选）", intake.places),
        ("机构（候选）", intake.bodies),
        ("引用", intake.works),
    ):
        yield from _section(title, _mention_lines(mentions, several=several), "处", len(mentions))


def summary_data(intake: Intake) -> dict[str, Any]:
    """Return all that was found as data that JSON can write."""
    data: dict[str, Any] = _plain(intake)
    return data


def missing_lines(missing: tuple[Missing, ...], identifier: str, *, several: bool) -> Iterator[str]:
    """Yield a line for each number that a record lacks, and how many they are."""
    for found in missing:
        units = "、".join(unit or "无" for unit in found.other_units)
        yield _number_line(found.number, several=several) + (
            f"\t记录里有这个数，单位是{units}" if units else ""
        )
    if missing:
        yield f"材料里有 {len(missing)} 个数字，在经验 {identifier} 的数据、时限和文字里都找不到。"
    else:
        yield f"材料里的数字，经验 {identifier} 都有。"


def missing_data(missing: tuple[Missing, ...]) -> list[Any]:
    """Return the numbers that a record lacks as data that JSON can write."""
    return [_plain(found) for found in missing]


def _report_lines(intake: Intake) -> Iterator[str]:
    for report in intake.reports:
        named = "，".join(filter(None, (report.title or "（没有题名）", report.author, report.date)))
        paragraphs = {(p.place.section, p.place.paragraph) for p in report.paragraphs}
        yield f"第{report.number}篇：{named}；{len(paragraphs)}段"
        yield from (f"  附注：{note}" for note in report.notes)


def _section(title: str, lines: list[str], unit: str, count: int | None = None) -> Iterator[str]:
    count = len(lines) if count is None else count
    yield f"{title}：{count} {unit}" if count else f"{title}：没有"
    yield from lines


def _removed_line(removed: Removed) -> str:
    part = "（行内）" if removed.part else ""
    return f"  第{removed.line}行{part}\t{removed.reason}\t{_short(removed.text)}"


def _damage_lines(damage: Damage, *, several: bool) -> Iterator[str]:
    place = _place(damage.place, several=several) if damage.place else f"第{damage.line}行"
    yield f"  {place}\t收到“{damage.received}”"
    for index, proposal in enumerate(damage.proposals, 1):
        yield f"    建议{index}：{proposal}"
    yield f"    理由：{damage.reason}"


def _number_line(number: Number, *, several: bool) -> str:
    return f"  {_place(number.place, several=several)}\t{number.before}【{number.text}】{number.after}"


def _as_mention(number: Number) -> Mention:
    return Mention(number.place, number.before[-4:] + number.text + number.after[:4])


def _mention_lines(mentions: Iterable[Mention], *, several: bool) -> list[str]:
    places: dict[str, list[str]] = {}
    for mention in mentions:
        places.setdefault(mention.text, []).append(_place(mention.place, several=several))
    return [f"  {text}\t{_shortened(list(dict.fromkeys(found)))}" for text, found in places.items()]


def _shortened(places: list[str]) -> str:
    more = f"等{len(places)}处" if len(places) > _MAX_PLACES else ""
    return "、".join(places[:_MAX_PLACES]) + more


def _place(place: Place, *, several: bool) -> str:
    return f"第{place.report}篇 {place}" if several else str(place)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _plain(value: Any) -> Any:  # noqa: ANN401  (records become plain data)
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
