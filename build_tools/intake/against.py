"""The numbers of a report that a record does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_tools.intake.numbers import multiplied, numbers_in
from build_tools.intake.records import Number, Paragraph, Place
from build_tools.intake.taking import Intake
from build_tools.model import Experience, Record

_NO_TEXT = frozenset({"id", "source", "practised", "as_of", "locator", "duty", "addresses"})
_NOWHERE = Place(0, "", 0, "", 0)
_SAME_UNITS = (frozenset("人名位"), frozenset("个家所"), frozenset("天日"), frozenset("条项"))


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that a record does not have; ``other_units`` are those with which it has the same value."""

    number: Number
    other_units: tuple[str, ...]


def missing_numbers(
    intake: Intake, records: Iterable[Experience], report: int | None = None
) -> tuple[Missing, ...]:
    """Return the numbers of a file (of one ``report`` in it) that none of ``records`` has, in order.

    A number is there when some figure, time limit or text has its value with its unit or without one;
    人, 名 and 位 are one unit, and so on. Set phrases (“四个意识”) are not asked for.
    """
    known: dict[Decimal, set[str]] = {}
    for value, unit in (pair for record in records for pair in _known(record)):
        known.setdefault(value, set()).add(unit)
    wanted = (n for n in intake.numbers if not n.is_name and report in {None, n.place.report})
    return tuple(
        Missing(number, tuple(sorted(known.get(number.value, ()))))
        for number in wanted
        if not _is_known(number, known)
    )


def _is_known(number: Number, known: dict[Decimal, set[str]]) -> bool:
    values = [number.value] if number.upper is None else [number.value, number.upper]
    return all(_has_unit(number.unit, known.get(value, set())) for value in values)


def _has_unit(unit: str, units: set[str]) -> bool:
    if not unit:
        return bool(units)
    return any(not other or other.startswith(unit) or _are_same(unit, other) for other in units)


def _are_same(unit: str, other: str) -> bool:
    return any(unit in group and other in group for group in _SAME_UNITS)


def _known(record: Experience) -> Iterator[tuple[Decimal, str]]:
    for measure in record.measures:
        for figure in measure.figures:
            yield multiplied(figure.value, figure.unit or "")
        for limit in measure.time_limits:
            yield Decimal(limit.value), limit.unit.value
    for text in _texts(record):
        for number in numbers_in(Paragraph(_NOWHERE, text)):
            yield number.value, number.unit
            if number.upper is not None:
                yield number.upper, number.unit


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields.keys() - _NO_TEXT:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner)
