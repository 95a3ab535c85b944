"""Pinyin syllables, and how common characters are read.

The 3,755 characters of the first level of GB 2312-80 stand in the order of their reading, so the first
character of each syllable (``syllables.txt``) tells the reading of all; of several readings only one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from pathlib import Path

_FIRST = Path(__file__).with_name("syllables.txt")
_RARE = frozenset("cen chua dei eng hm hng kei lo m n ng nun pou r rua shei tei yai zhei".split())
_LEVEL_ONE = (b"\xb0\xa1", b"\xd7\xf9")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_VARIANTS = str.maketrans({"\u0251": "a", "\u0261": "g", "v": "ü", "ê": "e"})

_STARTS = sorted(
    (entry[-1].encode("gbk"), entry[:-1]) for entry in _FIRST.read_text(encoding="utf-8").split()
)
_SYLLABLES = _RARE.union(syllable for _, syllable in _STARTS)


def plain_syllable(text: str) -> str | None:
    """Return the syllable that ``text`` writes, without its tone: huì, hui4 and hui → hui; None for others.

    Only one syllable in small letters counts; lü, lv and lǜ are one.
    """
    text = text.strip()
    if not text or text != text.lower():
        return None
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TONES))
    bare = re.sub(r"(?<=.)[0-5]$", "", bare).translate(_VARIANTS)
    return bare if bare in _SYLLABLES else None


def has_tone(text: str) -> bool:
    """Whether a tone is marked, by sign or by number."""
    decomposed = unicodedata.normalize("NFD", text.strip())
    return any(ord(char) in _TONES for char in decomposed) or decomposed[-1:] in set("12345")


def reading(char: str) -> str | None:
    """Return how a common simplified character is read, without tone; None where it is not known."""
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if not _LEVEL_ONE[0] <= code <= _LEVEL_ONE[1]:
        return None
    return _STARTS[bisect_right(_STARTS, (code, "\U0010ffff")) - 1][1]
