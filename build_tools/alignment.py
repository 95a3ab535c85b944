"""Which piece of one text became which piece of another: by wording, by similarity, by number.

In this order, so that the surest pairs are fixed first:

1. equal wording (fingerprints where both have one, else digests), the same number first;
2. clearly alike (`ALIKE`), the most similar first;
3. splits and merges: pieces whose wording is for the most part (`CONTAINED`) that of one piece of the
   other text, and that make up most of it; formulas that stand in many pieces do not count;
4. somewhat alike (`RELATED`), where an equal number counts as `BONUS`;
5. of units that only have a fingerprint: those that share the fingerprint of a piece, then those that stand
   alone between the same neighbours, as many on both sides.

What is left is new or deleted. Similarity is the share of characters that two wordings have in common in
order (normalised indel similarity); wordings of unrelated articles share about a quarter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from build_tools.fingerprint import normalise_wording

ALIKE = 0.75
"""From here two wordings are one clause, whatever their numbers."""
RELATED = 0.5
"""From here two wordings are one clause, when nothing is more similar."""
BONUS = 0.15
"""What an equal number is worth beside the similarity."""
CONTAINED = 0.6
"""From here a wording is part of another: the share of its runs of three characters that are in it."""
FORMULA = 3
"""A run of characters that stands in more pieces of a text than this is a formula, not a trace."""
SHORTEST_PART = 10
"""With fewer runs of its own a wording is too short to tell of what it is a part."""


@dataclass(frozen=True)
class Unit:
    """A piece of a text: its number, the fingerprint of its wording, the wording, our digest of it."""

    number: str
    fingerprint: str | None
    text: str
    digest: str
    parts: frozenset[str] = frozenset()
    """The fingerprints of the pieces that make it up."""

    @cached_property
    def words(self) -> dict[bool, str]:
        """The normalised official wording (True) and digest (False)."""
        return {True: normalise_wording(self.text), False: normalise_wording(self.digest)}

    @property
    def is_wordless(self) -> bool:
        """Whether only a fingerprint is known: enough to find it again unchanged, not to find it changed."""
        return bool(self.fingerprint) and not (self.text or self.digest)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of what the piece says."""
        return not (self.fingerprint or self.text or self.digest)


@dataclass(frozen=True, slots=True)
class Match:
    """Pieces of the old text that became pieces of the new one, by index; ``same``: word for word."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    same: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit], *, grouped: bool = False) -> tuple[Match, ...]:
    """Return what became of each unit: each index of both sides is in exactly one match.

    The matches stand in the order of ``new``; what was deleted follows what it followed in ``old``. With
    ``grouped`` one unit may become several, and several one.
    """
    work = _Alignment(old, new)
    work.pair(same_wording(old, new), same=True)
    work.pair(_scored(work, ALIKE, bonus=False))
    if grouped:
        work.group()
    work.pair(_scored(work, RELATED, bonus=True))
    work.pair(_sharing(work))
    work.pair(_between(work))
    work.pair((i, j) for i in work.old_left for j in work.new_left if _both_empty(old[i], new[j]))
    return _in_order(work)


def same_wording(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the pairs with equal wording, those with equal numbers first, then in the order of the texts."""
    pairs = [(i, j) for i, a in enumerate(old) for j, b in enumerate(new) if is_same(a, b)]
    return sorted(pairs, key=lambda pair: (old[pair[0]].number != new[pair[1]].number, pair))


def is_same(a: Unit, b: Unit) -> bool:
    """Whether two units have the same wording: by fingerprint where both have one, else by digest."""
    if a.fingerprint and b.fingerprint:
        return a.fingerprint == b.fingerprint
    return bool(a.words[False]) and a.words[False] == b.words[False]


def longest_ordered(numbers: Sequence[int]) -> frozenset[int]:
    """Return the positions of a longest ascending run through ``numbers``: what has kept its order."""
    runs: list[list[int]] = []
    for position, number in enumerate(numbers):
        before = (run for run in runs if numbers[run[-1]] < number)
        runs.append([*_longest(before), position])
    return frozenset(_longest(runs))


def _longest(runs: Iterable[list[int]]) -> list[int]:
    return max(runs, key=len, default=[])


@dataclass
class _Alignment:
    old: Sequence[Unit]
    new: Sequence[Unit]
    matches: list[Match] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.old_left = dict.fromkeys(range(len(self.old)))
        self.new_left = dict.fromkeys(range(len(self.new)))

    def pair(self, pairs: Iterable[tuple[int, int]], *, same: bool = False) -> None:
        """Match the pairs in turn, as far as both sides are still free."""
        for i, j in list(pairs):
            if i in self.old_left and j in self.new_left:
                self.add(Match((i,), (j,), same))

    def add(self, match: Match) -> None:
        self.matches.append(match)
        for i in match.old:
            self.old_left.pop(i, None)
        for j in match.new:
            self.new_left.pop(j, None)

    def group(self) -> None:
        """Match what was split, then what was merged; a part may have been matched alone before."""
        if not (self.old_left or self.new_left):
            return
        traces = _traces(self.old), _traces(self.new)
        partner = {m.old[0]: m.new[0] for m in self.matches if not m.same}
        for i in [*self.old_left, *partner]:
            parts = _parts(traces[0][i], traces[1], self.new_left, partner.get(i))
            self._regroup((i,), parts)
        partner = {m.new[0]: m.old[0] for m in self.matches if not m.same and len(m.new) == 1}
        for j in [*self.new_left, *partner]:
            parts = _parts(traces[1][j], traces[0], self.old_left, partner.get(j))
            self._regroup(parts, (j,))

    def _regroup(self, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        if len(old) + len(new) > 2:  # noqa: PLR2004  (one against several)
            self.matches = [m for m in self.matches if m.old != old and m.new != new]
            self.add(Match(old, new))


Grams = frozenset[str]


def _traces(units: Sequence[Unit]) -> list[Grams]:
    """Return the runs of characters by which each unit can be told, without the formulas of the text."""
    kind = all(unit.text or unit.is_empty for unit in units)
    grams = [_grams(unit.words[kind]) for unit in units]
    count = Counter(gram for found in grams for gram in found)
    return [frozenset(gram for gram in found if count[gram] <= FORMULA) for found in grams]


def _parts(whole: Grams, traces: Sequence[Grams], free: Iterable[int], own: int | None) -> tuple[int, ...]:
    """Return the pieces that make up ``whole``: its ``own`` one, matched before, and free ones; or none."""
    known = traces[own] if own is not None else frozenset()
    found = [k for k in free if _contains(whole - known, traces[k])]
    parts = sorted({*found, *(() if own is None else (own,))}) if found else []
    together = frozenset().union(*(traces[k] for k in parts)) & whole
    return tuple(parts) if len(parts) > 1 and len(together) >= CONTAINED * len(whole) else ()


def _contains(whole: Grams, part: Grams) -> bool:
    return len(part) >= SHORTEST_PART and len(part & whole) >= CONTAINED * len(part)


def _scored(work: _Alignment, threshold: float, *, bonus: bool) -> list[tuple[int, int]]:
    """Return the free pairs that reach the threshold, the best first, near ones before far ones."""
    found = []
    for i in work.old_left:
        for j in work.new_left:
            a, b = work.old[i], work.new[j]
            extra = BONUS if bonus and a.number == b.number else 0.0
            score = similarity(a, b, threshold - extra) + extra
            if score >= threshold:
                found.append((-score, a.number != b.number, abs(i - j), i, j))
    return [(i, j) for *_, i, j in sorted(found)]


def _sharing(work: _Alignment) -> list[tuple[int, int]]:
    """Return the free pairs of wordless units that have pieces in common, those with the most first."""
    old = [i for i in work.old_left if work.old[i].is_wordless]
    new = [j for j in work.new_left if work.new[j].is_wordless]
    found = [(len(work.old[i].parts & work.new[j].parts), abs(i - j), i, j) for i in old for j in new]
    return [(i, j) for shared, _, i, j in sorted(found, key=lambda f: (-f[0], *f[1:])) if shared]


def _between(work: _Alignment) -> Iterator[tuple[int, int]]:
    """Yield the free pairs of wordless units between two neighbours that kept their order."""
    pairs = sorted((m.new[0], m.old[0]) for m in work.matches if len(m.old) == len(m.new) == 1)
    kept = [pairs[k] for k in sorted(longest_ordered([i for _, i in pairs]))]
    for (j1, i1), (j2, i2) in pairwise([(-1, -1), *kept, (len(work.new), len(work.old))]):
        old = [i for i in range(i1 + 1, i2) if i in work.old_left]
        new = [j for j in range(j1 + 1, j2) if j in work.new_left]
        units = (*(work.old[i] for i in old), *(work.new[j] for j in new))
        if len(old) == len(new) and all(unit.is_wordless for unit in units):
            yield from zip(old, new, strict=True)


def similarity(a: Unit, b: Unit, at_least: float = 0.0) -> float:
    """Return how much of their wording two units share, 0 to 1; 0 below ``at_least``."""
    kind = bool(a.text and b.text)
    words = a.words[kind], b.words[kind]
    return ratio(*words, score_cutoff=100 * at_least) / 100 if all(words) else 0.0


def _grams(words: str) -> Grams:
    return frozenset(words[k : k + 3] for k in range(len(words) - 2))


def _both_empty(a: Unit, b: Unit) -> bool:
    return a.is_empty and b.is_empty and a.number == b.number


def _in_order(work: _Alignment) -> tuple[Match, ...]:
    deleted = [Match((i,), ()) for i in work.old_left]
    matches = [*work.matches, *(Match((), (j,)) for j in work.new_left)]
    where = {i: match.new[0] for match in matches for i in match.old}
    for match in deleted:
        before = [where[i] for i in range(match.old[0]) if i in where]
        where[match.old[0]] = before[-1] if before else -1
    position = {match: (match.new[0] if match.new else where[match.old[0]]) for match in matches + deleted}
    return tuple(sorted(position, key=lambda match: (position[match], not match.new, match.old)))
