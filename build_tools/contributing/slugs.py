"""Ids for those who do not want to think of one: the pinyin of a name."""

from __future__ import annotations

import re
from collections.abc import Container

from pypinyin import lazy_pinyin

MAX_LENGTH = 48
"""A slug made from a name is cut at a syllable to at most so many characters; people may write up to 80."""


def slug_of(name: str, taken: Container[str] = ()) -> str:
    """Return an id for ``name`` that is not in ``taken``: its syllables joined by hyphens, without tones.

    A name without any letter or Chinese character gives "" (there is nothing to make an id of).
    """
    spoken = " ".join(lazy_pinyin(re.sub(r"([A-Za-z0-9]+)", r" \1 ", name)))
    syllables = re.findall(r"[a-z0-9]+", spoken.lower())
    slug = ""
    for syllable in syllables:
        longer = f"{slug}-{syllable}" if slug else syllable[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        slug = longer
    numbered = (slug, *(f"{slug}-{number}" for number in range(2, 1000)))
    return next((candidate for candidate in numbered if candidate not in taken), "") if slug else ""
