"""The labelled queries, and where on the site their answers stand."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path

import yaml

QUERIES = Path(__file__).with_name("queries.yml")
_PLACES = {
    "clause": "works/{0}.html#{1}",
    "work": "works/{0}.html",
    "bearer": "bearers/{0}.html",
    "term": "glossary.html#{0}",
    "duty": "duties/*.html#{0}",
    "experience": "experiences/{0}.html",
    "measure": "experiences/{0}.html#{1}",
    "problem": "problems/*.html#{0}",
    "indicator": "indicators/*.html#{0}",
    "matter": "matters/{0}.html",
    "training": "training/{0}.html",
    "milestone": "timeline.html#{0}",
    "doc": "{0}",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What a user writes, and the addresses that answer it (`*` stands for any characters)."""

    words: str
    group: str
    answers: tuple[str, ...]
    held: bool

    def rank(self, addresses: list[str]) -> int | None:
        """Return the place of the first answer among ``addresses``, counted from 1."""
        for place, address in enumerate(addresses, start=1):
            if any(fnmatch.fnmatchcase(address, answer) for answer in self.answers):
                return place
        return None


def read_queries() -> tuple[Query, ...]:
    entries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["queries"]
    return tuple(
        Query(e["q"], e["class"], tuple(map(_address, e["accept"])), e.get("held", False)) for e in entries
    )


def share(ranks: list[int | None], within: int) -> float:
    """Return the share of queries whose answer is among the first ``within`` hits."""
    return sum(rank is not None and rank <= within for rank in ranks) / len(ranks)


def _address(answer: str) -> str:
    kind, _, identifier = answer.partition(":")
    return _PLACES[kind].format(
        *(identifier.replace("/", "#", 1) if kind == "measure" else identifier).split("#")
    )
