"""Chinese and Arabic numerals as regulation texts write them (0 to 99,999)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
UNITS = {"万": 10_000, "千": 1000, "百": 100, "十": 10}
NUMERAL_CHARACTERS = "".join(DIGITS) + "".join(UNITS)
MAX_NUMERAL = 99_999

_VARIANTS = str.maketrans("〇○两", "零零二")


def parse_numeral(text: str) -> int | None:
    """Return the integer that ``text`` writes, or None when it writes none or more than `MAX_NUMERAL`.

    Takes Arabic digits of any width (８, 8), Chinese numerals with units (一百零三, 二十, 十)
    and digit by digit (二〇二〇). Colloquial short forms (一百三 for 130) are refused, not guessed at.
    """
    text = unicodedata.normalize("NFKC", text)
    if all(char in DIGITS for char in text):
        text = "".join(str(DIGITS[char]) for char in text)
    if text.isascii():
        return int(text) if text.isdigit() and len(text) <= len(str(MAX_NUMERAL)) else None
    return _parse_with_units(text.translate(_VARIANTS))


@lru_cache(10_000)
def to_chinese(number: int) -> str:
    """Return ``number`` (0 to 99,999) as regulations write it: 10 → 十, 103 → 一百零三, 110 → 一百一十.

    Raises:
        ValueError: the number is out of range.
    """
    if not 0 <= number <= MAX_NUMERAL:
        raise ValueError(f"number out of range: {number}")
    written = _write(number)
    return written.removeprefix("一") if written.startswith("一十") else written


def _parse_with_units(text: str) -> int | None:
    """Return the number of which ``text`` is the one right way of writing it."""
    total = digit = 0
    written = f"一{text}" if text.startswith("十") else text
    for char in written:
        if char in UNITS:
            total, digit = total + digit * UNITS[char], 0
        else:
            digit = DIGITS.get(char, 0)
    total += digit
    return total if total <= MAX_NUMERAL and written == _write(total) else None


def _write(number: int) -> str:
    written, gap = "", False
    for name, unit in (*UNITS.items(), ("", 1)):
        digit = number // unit % 10
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return written or "零"
