"""Near duplicates: a measure, a problem or a report that seems to be recorded elsewhere already."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from build_tools.corpus import Corpus
    from build_tools.model import Experience, Figure, Measure

ALIKE = 55.0
"""Texts this alike (0 to 100, normalised edit similarity) are shown to a person.

Of the 15,000 pairs of measures of different reports in the knowledge base the most alike two reach 39.
"""
SAME_SOURCE = 90.0
SHARED_FIGURES = 2
"""So many figures with like labels and equal values are no chance."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two records that may be one: ids and names, and why they seem to be."""

    new: str
    new_name: str
    old: str
    old_name: str
    why: str


def near_duplicates(corpus: Corpus, new: Collection[str]) -> tuple[Near, ...]:
    """Return what is like the records ``new``: ids of experiences, `experience/measure`, problems."""
    return (*_sources(corpus, new), *_measures(corpus, new), *_problems(corpus, new))


def _sources(corpus: Corpus, new: Collection[str]) -> Iterator[Near]:
    for one in (e for e in corpus.experiences.values() if e.id in new and e.source):
        for other in corpus.experiences.values():
            score = _same_source(one, other) if _comes_first(one.id, other.id, new) else 0
            if score >= SAME_SOURCE:
                yield Near(one.id, one.title, other.id, other.title, f"来源的题名相似 {score:.0f}%")


def _same_source(one: Experience, other: Experience) -> float:
    return fuzz.ratio(one.source.title, other.source.title) if one.source and other.source else 0


def _measures(corpus: Corpus, new: Collection[str]) -> Iterator[Near]:
    every = [(f"{e.id}/{m.id}", e, m) for e in corpus.experiences.values() for m in e.measures]
    for identifier, experience, measure in (entry for entry in every if entry[0] in new):
        for other_id, other_experience, other in every:
            elsewhere = other_experience.id != experience.id and _comes_first(identifier, other_id, new)
            if elsewhere and (why := _alike(measure, other)):
                name = f"{other_experience.region}：{other.title}"
                yield Near(identifier, f"{experience.region}：{measure.title}", other_id, name, why)


def _comes_first(new: str, other: str, all_new: Collection[str]) -> bool:
    """Whether to compare the pair: two new records once, a record not with itself."""
    return new != other and (other not in all_new or new < other)


def _alike(a: Measure, b: Measure) -> str:
    score = fuzz.ratio(a.title + a.what, b.title + b.what, score_cutoff=ALIKE)
    shared = [f for f in a.figures if any(_same_figure(f, g) for g in b.figures)]
    reasons = [f"文字相似 {score:.0f}%"] if score else []
    if len(shared) >= SHARED_FIGURES:
        reasons.append(f"有{len(shared)}个相同的数据（{'、'.join(f'{f.label} {f}' for f in shared)}）")
    return "，".join(reasons)


def _same_figure(a: Figure, b: Figure) -> bool:
    return a.value == b.value and a.unit == b.unit and fuzz.ratio(a.label, b.label) >= ALIKE


def _problems(corpus: Corpus, new: Collection[str]) -> Iterator[Near]:
    for one in (p for p in corpus.problems.values() if p.id in new):
        for other in corpus.problems.values():
            if _comes_first(one.id, other.id, new):
                words = (one.title + one.description, other.title + other.description)
                if score := fuzz.ratio(*words, score_cutoff=ALIKE):
                    yield Near(one.id, one.title, other.id, other.title, f"文字相似 {score:.0f}%")
