"""How plausible a piece of Chinese text is: logarithms of the frequency of its characters.

``characters.txt`` holds the 3,000 most frequent characters of general and of official Chinese, the most
frequent first (general: the word list of jieba; official: party regulations and the texts of this project).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

from build_tools.intake.traditional import simplified_character

_CURVE = (
    (0, -4.1),
    (10, -5.0),
    (50, -5.7),
    (100, -6.1),
    (300, -7.1),
    (500, -7.7),
    (1000, -8.9),
    (1500, -9.8),
    (2000, -10.5),
    (3000, -11.7),
)
"""(rank, logarithm of the frequency) as measured; between them the line is straight."""

_PUNCTUATION = {
    "，": -3.3,
    "、": -3.8,
    "。": -4.1,
    "；": -5.3,
    "（": -5.5,
    "）": -5.5,
    "“": -5.0,
    "”": -5.0,
    "：": -6.5,
    "《": -6.5,
    "》": -6.5,
    "！": -9.0,
    "？": -9.0,
    "—": -7.5,
    "…": -8.5,
    "·": -8.5,
    "\u3000": -7.0,
    " ": -7.0,
}
_ASCII = {",": -3.5, ".": -6.5, ";": -5.5, ":": -6.5, "(": -5.5, ")": -5.5, "!": -9.0, "?": -9.0}
_ASCII_DIGIT, _ASCII_OTHER = -6.5, -8.5
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_NO_EVIDENCE = frozenset("？！\ufffd")  # in a damaged text they often stand for what was lost
RARE = -14.0
_LESS_COMMON = -12.5
_OTHER_SCRIPT = 4.0
_OWN_WEIGHT = 0.4


@cache
def character(char: str) -> float:
    """Return the logarithm of the frequency of one character, traditional ones counted as simplified."""
    if char in _PUNCTUATION:
        return _PUNCTUATION[char]
    if char.isascii():
        return _ASCII.get(char, _ASCII_DIGIT if char.isdigit() else _ASCII_OTHER)
    rank = _ranks().get(simplified_character(char))
    if rank is not None:
        return _frequency(rank)
    return _LESS_COMMON if _is_in_gb2312(char) else RARE


class OwnWords:
    """The pairs of characters of one text: what it writes elsewhere is plausible in it."""

    def __init__(self, text: str, *, traditional: bool) -> None:
        text = text.translate(_FULL_WIDTH)
        self._traditional = traditional
        self._characters = Counter(text)
        self._pairs = Counter(first + second for first, second in pairwise(text))

    def score(self, text: str, before: str = "", after: str = "") -> float:
        """Return the logarithm of the plausibility of ``text`` between the characters around it."""
        context = (before[-1:] + text + after[:1]).translate(_FULL_WIDTH)
        pairs = list(pairwise(context)) if before else [("", context[:1]), *pairwise(context)]
        return sum(self._pair(first, second) for first, second in pairs if second)

    def _pair(self, first: str, second: str) -> float:
        alone = character(second)
        if not self._traditional and simplified_character(second) != second:
            alone -= _OTHER_SCRIPT
        seen = self._characters.get(first, 0)
        if not seen:
            return alone
        own = 0.0 if second in _NO_EVIDENCE else self._pairs.get(first + second, 0) / seen
        return math.log((1 - _OWN_WEIGHT) * math.exp(alone) + _OWN_WEIGHT * own)


def _frequency(rank: int) -> float:
    index = min(bisect_right(_CURVE, (rank, 0.0)), len(_CURVE) - 1)
    (low, high_value), (high, low_value) = _CURVE[index - 1], _CURVE[index]
    return high_value + (low_value - high_value) * (rank - low) / (high - low)


@cache
def _ranks() -> dict[str, int]:
    text = (Path(__file__).parent / "characters.txt").read_text(encoding="utf-8").strip()
    return {char: rank for rank, char in enumerate(text)}


def _is_in_gb2312(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) > 1
    except UnicodeEncodeError:
        return False
