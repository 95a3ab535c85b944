"""Texts in which every citation is canonical: 《甲条例》第三条第（一）项, the place right behind the title.

Most texts have no citation or such ones only. What these name is read off their tokens, without the finder:
nothing around them decides what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.citations.grammar import fold, tokens_pattern


@dataclass(slots=True)
class _Cited:
    title: str
    begin: int
    end: int


def canonical_places(text: str) -> tuple[tuple[str, str], ...] | None:
    """Return the title and the place of each citation in ``text``, as written; () where it cites nothing.

    None means that only `find_citations` can tell: a token is neither a title nor a step, a title has no
    place right behind it (it may declare a short name, or lead over to a place further on), or a step
    stands apart. Whether title and place are in canonical form is for the caller to look up.
    """
    found: list[_Cited] = []
    for match in tokens_pattern().finditer(fold(text)):
        start, stop = match.span()
        last = found[-1] if found else None
        if match.lastgroup == "title" and (last is None or last.begin < last.end):
            found.append(_Cited(text[start + 1 : stop - 1], stop, stop))
        elif match.lastgroup == "step" and last and last.end == start:
            last.end = stop
        else:
            return None
    if found and found[-1].begin == found[-1].end:
        return None
    return tuple((cited.title, text[cited.begin : cited.end]) for cited in found)
