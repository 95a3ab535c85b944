"""The numbers of a text: value, unit and the words around them, in Arabic and Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from build_tools.intake.dates import date_spans
from build_tools.intake.number_words import (
    CHINESE_UNITS,
    COUNTED,
    INDEFINITE,
    SCALES,
    SET_PHRASES,
    UNITS,
    alternatives,
)
from build_tools.intake.records import Number, Paragraph
from build_tools.numerals import parse_numeral

_ABOUT = r"(?P<about>大约|将近|接近|约|近|逾|超过)?"
_BOUND = r"(?P<half>半)?(?P<bound>左右|上下|以上|以下|以内|之多)?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_NUMERALS = r"[零〇一二两三四五六七八九十百千万亿]+|半"
_ARABIC = re.compile(
    rf"{_ABOUT}(?<![\dA-Za-z.№第+/])(?P<low>{_DIGITS})(?:[%％个年]?(?:[-—–~～至到]+)(?P<high>{_DIGITS}))?"
    rf"(?P<scale>[百千万亿]*)(?P<more>[余多])?(?P<unit>{alternatives(UNITS)})?(?![A-Za-z+/]){_BOUND}"
)
_CHINESE = re.compile(
    rf"{_ABOUT}(?<![第数几零〇一二两三四五六七八九十百千万亿])(?P<low>{_NUMERALS})(?:[至到](?P<high>{_NUMERALS}))?"
    rf"(?P<scale>)(?P<more>[余多])?(?P<unit>{alternatives(CHINESE_UNITS)}){_BOUND}"
)
_PERCENT = re.compile(rf"{_ABOUT}百分之(?P<low>[零〇一二两三四五六七八九十百点]+|\d+(?:\.\d+)?){_BOUND}")
_FRACTION = re.compile(
    r"(?<![\d/.])(?P<top>\d{1,3})/(?P<bottom>[1-9]\d{0,2})(?![\d/])"
    r"|(?P<whole>[二两三四五六七八九十百]+)分之(?P<part>[一二两三四五六七八九十]+)"
)
_PLUS = re.compile(r"(?<![\d+.])(?P<first>\d{1,2})\+(?P<second>\d{1,2})(?![\d.])")
_NEIGHBOURS = re.compile("一二|二三|三四|四五|五六|六七|七八|八九")
_ENUMERATION = re.compile(r"^\s*\d{1,2}[.．、](?!\d)")
_QUOTED = re.compile(r"“[^”\n]{1,14}”|\"[^\"\n]{1,14}\"|‘[^’\n]{1,14}’")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")
_APPROXIMATE = frozenset({"大约", "将近", "接近", "约", "近", "逾", "超过", "左右", "上下", "之多"})
_WORDS_AROUND = 14
_MAX_DIGITS = 15


def numbers_in(paragraph: Paragraph) -> tuple[Number, ...]:
    """Return the numbers of a paragraph, in order; dates, ordinals (第三) and list numbers are none."""
    text = paragraph.text
    taken = _marked(len(text), date_spans(text))
    if enumeration := _ENUMERATION.match(text):
        taken[: enumeration.end()] = b"\1" * enumeration.end()
    names = _marked(len(text), (m.span() for m in chain(_QUOTED.finditer(text), SET_PHRASES.finditer(text))))
    found: list[Number] = []
    for counted in _matches(text):
        start, end = counted.match.span()
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        found.append(_number(paragraph, counted, is_name=bool(names[start])))
    return tuple(sorted(found, key=lambda number: number.start))


def _marked(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Return a byte for each character, 1 within ``spans``."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def multiplied(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return value and unit with 万 and 亿 multiplied in: (5.9, 万人次) → (59000, 人次)."""
    while unit[:1] in SCALES and unit:
        value, unit = value * SCALES[unit[0]], unit[1:]
    return _tidy(value), _plain_unit(unit)


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def numeral_value(text: str) -> Decimal | None:
    """Return the value of an Arabic or Chinese numeral, with decimals, 万 and 亿; None for what is none."""
    text = unicodedata.normalize("NFKC", text).replace(",", "")
    if text == "半":
        return Decimal("0.5")
    if re.fullmatch(r"\d+(?:\.\d+)?", text, re.ASCII):
        return Decimal(text) if len(text) <= _MAX_DIGITS else None
    for name in "亿万":
        head, scale, tail = text.rpartition(name)
        if scale:
            high, low = numeral_value(head) if head else None, numeral_value(tail) if tail else Decimal(0)
            return None if high is None or low is None else high * SCALES[name] + low
    whole, point, decimals = text.partition("点")
    number = parse_numeral(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    digits = [parse_numeral(char) for char in decimals]
    return None if not digits or None in digits else Decimal(f"{number}.{''.join(map(str, digits))}")


@dataclass(frozen=True, slots=True)
class _Counted:
    match: re.Match[str]
    value: Decimal
    upper: Decimal | None
    unit: str


def _matches(text: str) -> Iterator[_Counted]:
    for match in _FRACTION.finditer(text):
        top, bottom = match["top"] or match["part"], match["bottom"] or match["whole"]
        high, low = numeral_value(top), numeral_value(bottom)
        if high is not None and low and not match[0].startswith("百"):
            yield _Counted(match, round(high / low, 4), None, "")
    for match in _PERCENT.finditer(text):
        if (value := numeral_value(match["low"])) is not None:
            yield _Counted(match, value, None, "%")
    for match in _PLUS.finditer(text):
        yield _Counted(match, Decimal(match["first"]) + Decimal(match["second"]), None, "")
    for match in _ARABIC.finditer(text):
        yield from _counted(match)
    for match in _CHINESE.finditer(text):
        if not INDEFINITE.match(text, match.start("low")) or COUNTED.search(
            text, max(0, match.start() - _WORDS_AROUND), match.start()
        ):
            yield from _counted(match)


def _counted(match: re.Match[str]) -> Iterator[_Counted]:
    low, high = match["low"], match["high"]
    if _NEIGHBOURS.fullmatch(low):
        low, high = low[0], low[1]  # 二三级: two or three
    value, upper = numeral_value(low), numeral_value(high) if high else None
    if value is None:
        return
    scale = match["scale"]
    value, _ = multiplied(value, scale)
    upper = multiplied(upper, scale)[0] if upper is not None else None
    half = Decimal("0.5") if match["half"] else Decimal(0)
    yield _Counted(match, value + half, upper, _plain_unit(match["unit"] or ""))


def _plain_unit(unit: str) -> str:
    return unit.replace("(", "").replace(")", "").replace("（", "").replace("）", "").replace("％", "%")


def _number(paragraph: Paragraph, counted: _Counted, *, is_name: bool) -> Number:
    text, (start, end) = paragraph.text, counted.match.span()
    words = counted.match.groupdict()
    approximate = {words.get("about"), words.get("bound")} & _APPROXIMATE
    return Number(
        place=paragraph.place,
        text=counted.match[0],
        value=counted.value,
        unit=counted.unit,
        before=_CLAUSE.split(text[max(0, start - _WORDS_AROUND) : start])[-1],
        after=_CLAUSE.split(text[end : end + _WORDS_AROUND])[0],
        upper=counted.upper,
        approx=bool(words.get("more") or approximate),
        is_name=is_name,
        start=start,
    )
