"""Citations in sentences labelled by hand: `labelled.jsonl`, and `labelled_blind.jsonl`, written blind.

A sentence is a record of the batch protocol with the right answer and the `form` that it shows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_tools.citations import CitationKind, canonical_name
from build_tools.citations.batch import answer

FOLDER = Path(__file__).parent
MINIMUM_F1 = {"labelled": 0.98, "labelled_blind": 0.97}
SETS = pytest.mark.parametrize("name", MINIMUM_F1)
FORMS = """
    external external-bare internal internal-bare relative-paragraph relative-item relative-article
    relative-own relative-bare relative-same just-cited range list structure inserted subitem numerals
    width-spaces title-drop nested alias-declared alias-given alias-known name-only carried amendment
    heading multi mixed-trap quotation-style long trap-measure trap-lookalike trap-document trap-ordinal
    trap-heading trap-enumeration trap-congress trap-institution trap-bare-self trap-other
""".split()

QUESTION = frozenset({"id", "text", "at", "aliases"})
Sentence = dict[str, Any]
Found = dict[str, Any]
Mark = tuple[object, ...]
"""What is counted: a sentence with a span, or with a target."""


@cache
def sentences(name: str) -> tuple[Sentence, ...]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def answers(name: str) -> tuple[list[Found], ...]:
    """Return the citations that the engine finds in each sentence, which is not shown the labels."""
    asked = ({key: s[key] for key in s if key in QUESTION} for s in sentences(name))
    return tuple(answer(record)["citations"] for record in asked)


def spans(sentence: str, citations: list[Found]) -> list[Mark]:
    return [(sentence, c["start"], c["end"]) for c in citations]


def targets(sentence: str, citations: list[Found]) -> list[Mark]:
    """Return the targets, each where it was cited; 《中国共产党…》 and 《…》 are the same work."""
    return [
        (sentence, c["start"], c["end"], json.dumps(t | {"work": canonical_name(t["work"])}, sort_keys=True))
        for c in citations
        for t in c["targets"]
    ]


def kinds(sentence: str, citations: list[Found]) -> list[Mark]:
    return [(sentence, c["start"], c["end"], c["kind"]) for c in citations]


@dataclass(frozen=True, slots=True)
class Score:
    """The marks that were given, and those that are right."""

    given: Counter[Mark]
    labelled: Counter[Mark]

    @property
    def f1(self) -> float:
        right = (self.given & self.labelled).total()
        return 2 * right / (self.given.total() + self.labelled.total())

    def __str__(self) -> str:
        return f"missed {self.labelled - self.given}, made up {self.given - self.labelled}"


def score(name: str, marks: Callable[[str, list[Found]], list[Mark]]) -> Score:
    given, labelled = Counter[Mark](), Counter[Mark]()
    for sentence, found in zip(sentences(name), answers(name), strict=True):
        labelled.update(marks(sentence["id"], sentence["citations"]))
        given.update(marks(sentence["id"], found))
    return Score(given, labelled)


@SETS
@pytest.mark.parametrize("marks", [spans, targets, kinds])
def test_citations_are_found_and_resolved_as_labelled(
    name: str, marks: Callable[[str, list[Found]], list[Mark]]
) -> None:
    result = score(name, marks)
    assert result.f1 >= MINIMUM_F1[name], str(result)


@SETS
def test_sentences_without_citation_are_left_alone(name: str) -> None:
    found = [f for s, f in zip(sentences(name), answers(name), strict=True) if not s["citations"]]
    assert sum(not citations for citations in found) >= 0.95 * len(found)


@pytest.mark.parametrize(("name", "count", "traps"), [("labelled", 300, 60), ("labelled_blind", 200, 60)])
def test_the_sets_are_as_large_as_promised(name: str, count: int, traps: int) -> None:
    assert len(sentences(name)) >= count
    assert len([s for s in sentences(name) if not s["citations"]]) >= traps


def test_every_form_is_shown() -> None:
    assert {sentence["form"] for sentence in sentences("labelled")} >= set(FORMS)


@SETS
def test_every_kind_is_shown(name: str) -> None:
    shown = {citation["kind"] for sentence in sentences(name) for citation in sentence["citations"]}
    assert shown == set(CitationKind)


@SETS
def test_no_sentence_stands_twice(name: str) -> None:
    for key in ("id", "text"):
        counts = Counter((s[key], json.dumps(s.get("at"))) for s in sentences(name))
        assert [value for value, count in counts.items() if count > 1] == []


@SETS
def test_labels_are_well_formed(name: str) -> None:
    for sentence in sentences(name):
        ends = [0, *(citation["end"] for citation in sentence["citations"])]
        for end, citation in zip(ends, sentence["citations"], strict=False):
            assert end <= citation["start"] < citation["end"] <= len(sentence["text"]), sentence["id"]
            written = sentence["text"][citation["start"] : citation["end"]]
            assert written == written.strip(), sentence["id"]
