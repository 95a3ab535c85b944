"""Tables for queries: traditional characters, and how names are spoken."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

_FIRST, _LAST = "\u4e00", "\u9fff"


def simplified_forms() -> str:
    """Return how each Chinese character is written simplified, in the order of their codes, a line each."""
    from opencc import OpenCC  # noqa: PLC0415  (its answer is the same every time, and kept)

    return str(OpenCC("t2s").convert("\n".join(_every_character())))


def traditional_characters(written: Collection[str], forms: str | None = None) -> tuple[str, str]:
    """Return traditional characters and, place by place, the simplified ones among ``written``.

    Characters that are themselves written stay as they are. ``forms``: `simplified_forms`, when at hand.
    """
    simplified = (forms or simplified_forms()).split("\n")
    pairs = [(t, s) for t, s in zip(_every_character(), simplified, strict=True) if t != s and s in written]
    wanted = [(t, s) for t, s in pairs if t not in written]
    return "".join(t for t, _ in wanted), "".join(s for _, s in wanted)


def _every_character() -> list[str]:
    return [chr(code) for code in range(ord(_FIRST), ord(_LAST) + 1)]


def pinyin_table(names: Iterable[str]) -> dict[str, object]:
    """Return how the characters of ``names`` are spoken, without tones, and the words that differ.

    ``syllables``: syllable → characters; ``exceptions``: a stretch of a name → its syllables.
    """
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (its dictionaries take a quarter of a second)

    stretches = dict.fromkeys(stretch for name in names for stretch in _stretches(name))
    spoken = {stretch: lazy_pinyin(stretch) for stretch in stretches}
    alone = {char: lazy_pinyin(char)[0] for char in dict.fromkeys("".join(stretches))}
    syllables: dict[str, str] = {}
    for char in sorted(alone):
        syllables[alone[char]] = syllables.get(alone[char], "") + char
    exceptions: dict[str, str] = {}
    for stretch, said in spoken.items():
        exceptions |= _exceptions(stretch, said, alone)
    return {"syllables": syllables, "exceptions": exceptions}


def _exceptions(stretch: str, said: list[str], alone: dict[str, str]) -> dict[str, str]:
    """Return the pairs of characters in which one is spoken otherwise than alone: 调研 → diao yan."""
    found = {}
    for index, (char, syllable) in enumerate(zip(stretch, said, strict=True)):
        if alone[char] != syllable:
            first = max(index - 1, 0) if index + 1 == len(stretch) else index
            pair = slice(first, first + 2)
            found[stretch[pair]] = " ".join(said[pair])
    return found


def _stretches(name: str) -> list[str]:
    """Return the stretches of Chinese characters in ``name``."""
    runs = groupby(name, key=lambda char: _FIRST <= char <= _LAST)
    return ["".join(run) for chinese, run in runs if chinese]
