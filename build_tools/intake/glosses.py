"""Pinyin glosses behind characters: 會(huì) → 會."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.intake.syllables import has_tone, plain_syllable, reading
from build_tools.intake.traditional import simplified_character

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a class of a regular expression."""

_LETTERS = r"[A-Za-züÜêÊ\u00c0-\u024f\u0251\u0261\u0300-\u030c\u1e3e\u1e3f]"
_GLOSS = re.compile(rf"(?<=([{HAN}]))[(（][ \u3000]*({_LETTERS}{{1,9}}[0-5]?)[ \u3000]*[)）]")


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text without its glosses, their number, what each character was read as, and what was doubtful."""

    text: str
    count: int = 0
    readings: Mapping[str, Counter[str]] = field(default_factory=dict)
    doubtful: tuple[tuple[int, str], ...] = ()
    """(line from 1, text): a syllable in brackets that is perhaps no gloss and was left."""


def strip_glosses(text: str) -> Stripped:
    """Return ``text`` without the pinyin glosses that stand right behind one Chinese character.

    A syllable with a tone is a gloss. A plain one is a gloss where the character is read so, or, in a
    text with other glosses, where its reading is not known; else it may be an abbreviation and stays.
    Anything in capitals, and whatever is not one syllable (APP, pm, km), is never a gloss.
    """
    matches = [match for match in _GLOSS.finditer(text) if plain_syllable(match[2])]
    is_glossed = any(has_tone(match[2]) for match in matches)
    glosses: list[re.Match[str]] = []
    kept: list[re.Match[str]] = []
    for match in matches:
        (glosses if _is_gloss(match, is_glossed=is_glossed) else kept).append(match)
    readings: dict[str, Counter[str]] = {}
    for match in glosses:
        readings.setdefault(match[1], Counter())[match[2].strip()] += 1
    doubtful = tuple((text.count("\n", 0, m.start()) + 1, f"{m[1]}{m[0]}") for m in kept)
    return Stripped(_without(text, glosses), len(glosses), readings, doubtful)


def _is_gloss(match: re.Match[str], *, is_glossed: bool) -> bool:
    syllable = plain_syllable(match[2])
    if has_tone(match[2]):
        return True
    known = reading(simplified_character(match[1]))
    return known == syllable or (known is None and is_glossed)


def _without(text: str, matches: list[re.Match[str]]) -> str:
    parts, position = [], 0
    for match in matches:
        parts.append(text[position : match.start()])
        position = match.end()
    return "".join([*parts, text[position:]])
