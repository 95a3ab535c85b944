"""The batch protocol of `zelian cite --jsonl`: one sentence a line in, its citations a line out.

In: {"id", "text", "at": {"article", "sub", "paragraph", "item", "subitem", …}, "aliases": {alias: title}},
all but id and text optional. Out: {"id", "citations": [{"start", "end", "kind", "targets": [{"work":
title or "this", "part", "chapter", "section", "article", "sub", "paragraph", "item", "subitem",
"to": {…}}]}]}; numbers are integers, absent keys are left out. No knowledge base is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from build_tools.citations.finding import find_citations
from build_tools.citations.names import NameIndex
from build_tools.citations.placing import THIS, Place, place_citations
from build_tools.citations.records import Locus

_RENAMED = {"inserted": "sub"}
_KEYS = {_RENAMED.get(f.name, f.name): f.name for f in fields(Locus)}


def answer(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to one record of the protocol.

    Raises:
        KeyError: the record has no id or no text.
        TypeError: a number of the place is none.
    """
    citations = find_citations(record["text"], _names(record.get("aliases") or {}))
    places = place_citations(citations, _here(record.get("at") or {}))
    return {
        "id": record["id"],
        "citations": [
            {
                "start": citation.span.start,
                "end": citation.span.end,
                "kind": citation.kind.value,
                "targets": [_target(place) for place in found],
            }
            for citation, found in zip(citations, places, strict=True)
        ],
    }


def _here(at: Mapping[str, int | None]) -> Locus | None:
    numbers = {_KEYS[key]: number for key, number in at.items() if key in _KEYS and number is not None}
    if not all(isinstance(number, int) for number in numbers.values()):
        raise TypeError("the numbers of a place are integers")
    return Locus(**numbers) if numbers else None


def _names(aliases: Mapping[str, str]) -> NameIndex:
    pairs = [(alias.strip("《》"), title.strip("《》")) for alias, title in aliases.items()]
    return NameIndex.of((name, title) for alias, title in pairs for name in (title, alias))


def _target(place: Place) -> dict[str, Any]:
    target: dict[str, Any] = {"work": "this" if place.work == THIS else place.work, **_locus(place.start)}
    return {**target, "to": _locus(place.end)} if place.end else target


def _locus(locus: Locus) -> dict[str, int]:
    return {key: number for key, name in _KEYS.items() if (number := getattr(locus, name))}
