"""Traditional characters: whether a text is written in them, and the same text in simplified ones."""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

MIN_TRADITIONAL = 4
"""Fewer characters of one script do not decide in which script a text is."""

_HAN = ("\u3400", "\u9fff")


def simplified(text: str) -> str:
    """Return ``text`` in simplified characters, by words: 乾燥 → 干燥, 看著 → 看着; but 乾坤, 名著 stay."""
    return str(_converter("tw2s").convert(text))


@cache
def simplified_character(char: str) -> str:
    """Return the simplified form of one character."""
    return str(_converter("t2s").convert(char))


def is_traditional(text: str) -> bool:
    """Whether ``text`` is mostly written in traditional characters; shared ones do not count."""
    traditional = simple = 0
    for char in text:
        if _HAN[0] <= char <= _HAN[1]:
            if simplified_character(char) != char:
                traditional += 1
            elif _traditional_character(char) != char:
                simple += 1
    return traditional >= MIN_TRADITIONAL and traditional > simple


@cache
def _traditional_character(char: str) -> str:
    return str(_converter("s2t").convert(char))


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
