"""Numbers, periods and shares in texts: finding them, and other values that are plausible but wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from build_tools.model import Duration, Period
from build_tools.model.duty import DurationUnit, Timing

BLANK = "（　　）"
"""Stands where the answer was taken out."""

_UNITS = "个工作日|个月|学时|小时|[人名个年日天次周岁家%]"
_NUMBER = re.compile(
    rf"(?<![第\d.+至到—\-月年])(?P<value>\d+)(?P<unit>{_UNITS})(?![至到代度]|\d)",
)
_SHARE = re.compile(r"(?:三分之[一二]|四分之三|五分之四|(?<!超过)半数)")
_PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR, Period.TWO_YEARS)
_PERIOD = re.compile("|".join(_PERIODS))
_NAMED = re.compile(r"《[^》]*》|“[^”]*”|（[^（）]*）")
_PAST = 1900
"""Numbers of years from here on are dates."""

_USUAL: dict[str, tuple[int, ...]] = {
    "人": (3, 5, 7, 9, 10, 15, 20, 30, 50, 80, 100, 150, 200),
    "名": (1, 2, 3, 4, 5),
    "年": (1, 2, 3, 4, 5, 6, 8, 10),
    "个月": (1, 2, 3, 6, 9, 12),
    "日": (3, 5, 7, 10, 15, 20, 30, 60),
    "天": (1, 2, 3, 5, 7, 10, 15, 30),
    "个工作日": (3, 5, 7, 10, 15, 20, 30),
    "次": (1, 2, 3, 4, 6, 12),
    "学时": (16, 24, 32, 40, 48, 56, 80, 110),
    "岁": (14, 16, 18, 20, 25, 28),
    "%": (1, 2, 3, 5, 10),
    "个": (2, 3, 4, 5, 6, 8, 10),
}
_SHARES = {"半数": Fraction(1, 2), "三分之一": Fraction(1, 3), "三分之二": Fraction(2, 3)}
_SHARES |= {"四分之三": Fraction(3, 4), "五分之四": Fraction(4, 5)}
_AMOUNT = re.compile(rf"(?P<value>\d+)(?P<unit>{_UNITS})")
_DURATIONS = {unit.value: unit for unit in DurationUnit} | {"天": DurationUnit.DAY}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, a share or a period in a text, between ``start`` and ``end``."""

    text: str
    start: int
    end: int


def quantities_in(text: str) -> Iterator[Quantity]:
    """Yield the quantities of ``text`` that can be asked for: outside titles and quotations, given once.

    A quantity that stands twice in a text would answer itself.
    """
    hidden = [match.span() for match in _NAMED.finditer(text)]
    for pattern in (_NUMBER, _SHARE, _PERIOD):
        for match in pattern.finditer(text):
            inside = any(start <= match.start() < end for start, end in hidden)
            dated = pattern is _NUMBER and match["unit"] == "年" and int(match["value"]) >= _PAST
            if not inside and not dated and text.count(match.group()) == 1:
                yield Quantity(match.group(), match.start(), match.end())


@cache
def wrong_values(quantity: str) -> tuple[str, ...]:
    """Return other values of the same unit, the nearest first; () for a unit without usual values."""
    if quantity in _SHARES:
        others = sorted(_SHARES, key=lambda share: abs(_SHARES[share] - _SHARES[quantity]))
        return tuple(share for share in others if share != quantity)
    if quantity in list(_PERIODS):
        here = _PERIODS.index(Period(quantity))
        return tuple(
            sorted((p.value for p in _PERIODS if p != quantity), key=lambda p: abs(_index(p) - here))
        )
    match = _AMOUNT.fullmatch(quantity)
    if match is None:
        return ()
    value, unit = int(match["value"]), match["unit"]
    usual = (n for n in _USUAL.get(unit, ()) if n != value)
    return tuple(
        f"{n}{unit}" for n in sorted(usual, key=lambda n: (max(n, value) / max(1, min(n, value)), n))
    )


def _index(period: str) -> int:
    return _PERIODS.index(Period(period))


@cache
def amount_of(quantity: str) -> tuple[str, Fraction] | None:
    """Return what is counted and how much, in units that can be compared; None for no quantity."""
    if quantity in _SHARES:
        return "share", _SHARES[quantity]
    if quantity in list(_PERIODS):
        rate = Timing(label=quantity, period=Period(quantity)).per_year
        return ("rate", rate) if rate else None
    match = _AMOUNT.fullmatch(quantity)
    if match is None or int(match["value"]) == 0:
        return None
    if unit := _DURATIONS.get(match["unit"]):
        return "days", Duration(value=int(match["value"]), unit=unit).days
    return match["unit"], Fraction(int(match["value"]))


@cache
def same_amount(a: str, b: str) -> bool:
    """Whether two quantities are, or may be, the same amount; what cannot be read counts as the same."""
    first, second = amount_of(a), amount_of(b)
    return first is None or second is None or first == second


def in_order_of_size(quantities: list[str]) -> list[str]:
    """Return quantities of one unit by size, periods the most frequent first."""
    return sorted(quantities, key=_size, reverse=quantities[0] in list(_PERIODS))


@cache
def _size(quantity: str) -> float:
    found = amount_of(quantity)
    return float(found[1]) if found else 0.0
