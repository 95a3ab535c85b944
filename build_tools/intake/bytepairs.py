"""Text as the byte pairs of GBK, and the characters that two bytes make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_WIDE_LEAD, _WIDE_STEP = 0xA3, 0x80
_FIRST_LEAD = 0x81
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A character that two bytes wrote, and where it stands; `!` counts as ！, the form it had in GBK."""

    char: str
    position: int
    lead: int
    trail: int


def units(text: str) -> Iterator[list[Unit]]:
    """Yield the stretches of ``text`` in which every character has two bytes, longer than one character."""
    stretch: list[Unit] = []
    for position, char in enumerate(text):
        pair = _pair(char)
        if pair:
            stretch.append(Unit(char, position, *pair))
            continue
        if len(stretch) > 1:
            yield stretch
        stretch = []
    if len(stretch) > 1:
        yield stretch


@cache
def decode_pair(lead: int, trail: int) -> str:
    """Return the character of two bytes; "" where they make none."""
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


@cache
def with_lead(lead: int) -> tuple[str, ...]:
    """Return the characters whose first byte is ``lead``."""
    found = (decode_pair(lead, trail) for trail in range(0x40, 0xFF))
    return tuple(char for char in found if char)


@cache
def with_trail(trail: int) -> tuple[str, ...]:
    """Return the characters whose second byte is ``trail``."""
    found = (decode_pair(lead, trail) for lead in range(_FIRST_LEAD, 0xFF))
    return tuple(char for char in found if char)


@cache
def _pair(char: str) -> tuple[int, int] | None:
    if "!" <= char <= "~":
        return _WIDE_LEAD, ord(char) + _WIDE_STEP
    try:
        code = char.encode("gbk")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == _PAIR else None
