"""Byte-shifted GBK: one byte was lost, so that the bytes after it pair wrongly (`?!鞍邢蜓` for `。“靶向`).

Runs are found by comparing each stretch of text with what it becomes when the pairs begin one byte
earlier. What was lost is never restored silently: each run gets proposals, the most plausible first.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise, product

from build_tools.intake.bytepairs import Unit, decode_pair, units, with_lead, with_trail
from build_tools.intake.glosses import Stripped, strip_glosses
from build_tools.intake.plausibility import RARE, OwnWords, character
from build_tools.intake.syllables import plain_syllable, reading
from build_tools.intake.traditional import is_traditional, simplified_character

MAX_PROPOSALS = 3
MAX_RUNS = 500

_MAX_CORES = 20_000
_MIN_CORE, _MIN_CORE_UNMARKED = 3.0, 8.0
_MIN_GAIN_MARKED = 5.0
_MIN_GAIN = 12.0
_MAX_DIP = 25.0
_GLOSS_BONUS = 6.0
_CHOICES = 4
_HAN = ("\u3400", "\u9fff")
_ASCII_END = 0x80
_LOST_MARKS = frozenset("?？\ufffd")
_GLOSS = re.compile(r"[(（]([^\s()（）]{1,7})[)）]")
_BROKEN_GLOSS = re.compile(r"([^\s()（）?]{1,7})[)）]")

_Core = tuple[list[Unit], int, int, float]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a run may have been, which byte was lost, how much more plausible it is, and why."""

    text: str
    lost: int
    gain: float
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftedRun:
    """A run that one lost byte has garbled: ``text[start:end]``; the most plausible proposal first."""

    start: int
    end: int
    received: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a run ends: the last characters that are possible, and what of the text it takes in."""

    last: tuple[str, ...]
    end: int
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class _Around:
    """What a run stands between, the gloss behind it, and how plausible it is as received."""

    before: str
    after: str
    gloss: str
    received: float


def find_shifted_runs(text: str, stripped: Stripped | None = None) -> tuple[ShiftedRun, ...]:
    """Return the byte-shifted runs of ``text``, in order; ``stripped`` is the text without glosses."""
    stripped = stripped or strip_glosses(text)
    own = OwnWords(stripped.text, traditional=is_traditional(stripped.text))
    finder = _Finder(text, own, stripped)
    runs: list[ShiftedRun] = []
    cores = (core for stretch in units(text) for core in _cores(stretch))
    for core in islice(cores, _MAX_CORES):
        run = finder.run(core)
        if run and len(runs) < MAX_RUNS and (not runs or run.start >= runs[-1].end):
            runs.append(run)
    return tuple(runs)


def _cores(stretch: list[Unit]) -> Iterator[_Core]:
    """Yield (stretch, first, last, gain) where pairing one byte earlier makes better text."""
    total = best = 0.0
    first = last = 0
    for index, (unit, following) in enumerate(pairwise(stretch)):
        if total <= 0 or best - total > _MAX_DIP:
            if best >= _MIN_CORE:
                yield stretch, first, last, best
            total, best, first = 0.0, 0.0, index
        shifted = decode_pair(unit.trail, following.lead)
        total += (character(shifted) if shifted else 3 * RARE) - character(unit.char)
        if total > best:
            best, last = total, index + 1
    if best >= _MIN_CORE:
        yield stretch, first, last, best


@dataclass(frozen=True, slots=True)
class _Finder:
    text: str
    own: OwnWords
    stripped: Stripped
    heads: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    lasts: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def run(self, core: _Core) -> ShiftedRun | None:
        """Return the run around a core, or None where no repair is plausible enough."""
        stretch, first, last, gain = core
        begin, end = stretch[first].position, stretch[last].position
        around = self.text[max(0, begin - 2) : begin + 2] + self.text[end : end + 3]
        if gain < _MIN_CORE_UNMARKED and _LOST_MARKS.isdisjoint(around):
            return None
        starts = range(max(first - 1, 0), min(first + 2, len(stretch) - 1))
        lasts = range(max(last - 2, 0), min(last + 3, len(stretch)))
        found = [
            run
            for start, end in product(starts, lasts)
            if start < end
            for run in self._runs(stretch[start : end + 1])
        ]
        return max(found, key=lambda run: run.proposals[0].gain, default=None)

    def _runs(self, run: list[Unit]) -> Iterator[ShiftedRun]:
        middle = [decode_pair(unit.trail, following.lead) for unit, following in pairwise(run)]
        if not all(middle) or not any(_HAN[0] <= unit.char <= _HAN[1] for unit in run):
            return
        start = run[0].position
        is_marked = start > 0 and self.text[start - 1] in _LOST_MARKS
        for ending in self._endings(run[-1]):
            proposals = self._proposals(run[0], "".join(middle), ending, start - is_marked)
            if proposals and proposals[0].gain >= (_MIN_GAIN_MARKED if is_marked else _MIN_GAIN):
                received = self.text[start - is_marked : ending.end]
                yield ShiftedRun(start - is_marked, ending.end, received, proposals)

    def _endings(self, unit: Unit) -> Iterator[_Ending]:
        """Yield the ways in which the byte left over at the end may have gone on."""
        end = unit.position + 1
        following = self.text[end : end + 1]
        if unit.trail < _ASCII_END:
            yield _Ending((chr(unit.trail),), end)
            return
        if "@" <= following <= "~" and (char := decode_pair(unit.trail, ord(following))):
            yield self._with_gloss((char,), end + 1)
        if following in _LOST_MARKS:
            last = with_lead(unit.trail)
            if following == "\ufffd":
                last = tuple(char for char in last if self._is_refused(char, end + 1)) or last
            yield self._with_gloss(last, end + 1)
        elif following.isascii():  # the byte was dropped; at the end of the text, too
            yield _Ending(with_lead(unit.trail), end)

    def _is_refused(self, char: str, position: int) -> bool:
        """Whether the second byte of ``char`` makes no pair with what follows, so that a decoder gave up."""
        following = self.text[position : position + 1].encode("gbk", "replace")
        return not following or not decode_pair(char.encode("gbk")[1], following[0])

    def _with_gloss(self, last: tuple[str, ...], end: int) -> _Ending:
        for pattern in (_GLOSS, _BROKEN_GLOSS):
            match = pattern.match(self.text, end)
            if match and plain_syllable(match[1]):
                return _Ending(last, match.end(), match[1])
        return _Ending(last, end)

    def _proposals(self, first: Unit, middle: str, ending: _Ending, start: int) -> tuple[Proposal, ...]:
        around = self._around(start, ending)
        heads = self._heads(first, middle[0], around.before, is_marked=start < first.position)
        lasts = self._lasts(ending, middle[-1], around.after)
        found = [
            self._proposal(head + middle + last, lost, around) for (head, lost), last in product(heads, lasts)
        ]
        return tuple(sorted(found, key=lambda proposal: -proposal.gain)[:MAX_PROPOSALS])

    def _around(self, start: int, ending: _Ending) -> _Around:
        received = self.text[start : ending.end - len(ending.gloss)]
        return _Around(
            self.text[start - 1 : start] if start else "",
            self.text[ending.end : ending.end + 1],
            ending.gloss,
            sum(character(char) for char in received),
        )

    def _heads(self, first: Unit, following: str, before: str, *, is_marked: bool) -> list[tuple[str, int]]:
        """Return the best first characters, each with the byte that was lost.

        A mark stands for the lost byte, in front of the one that is left.
        """
        if first.position not in self.heads:
            found = [(c, c.encode("gbk")[0]) for c in with_trail(first.lead)]
            if not is_marked:
                found += [(c, c.encode("gbk")[1]) for c in with_lead(first.lead)]
            found = [head for head in found if head[0] != first.char]  # that would repair nothing
            best = heapq.nlargest(_CHOICES, found, lambda head: self.own.score(head[0], before, following))
            self.heads[first.position] = best
        return self.heads[first.position]

    def _lasts(self, ending: _Ending, previous: str, after: str) -> list[str]:
        """Return the best last characters."""
        key = ending.last[0], ending.end
        if key not in self.lasts:
            self.lasts[key] = heapq.nlargest(
                _CHOICES, ending.last, lambda c: self._last(c, previous, after, ending.gloss)
            )
        return self.lasts[key]

    def _proposal(self, text: str, lost: int, around: _Around) -> Proposal:
        reads = self._reads(text[-1], around.gloss)
        reason = f"补上丢失的一个字节 {lost:02X}，其后按 GBK 重新配对，得到常用的字"
        if reads:
            reason += f"；末字读作 {around.gloss}，与其后的注音相合"
        gain = self.own.score(text, around.before, around.after) + _GLOSS_BONUS * reads - around.received
        return Proposal(text, lost, gain, reason)

    def _last(self, char: str, middle: str, after: str, gloss: str) -> float:
        return self.own.score(char, middle, after) + _GLOSS_BONUS * self._reads(char, gloss)

    def _reads(self, char: str, gloss: str) -> bool:
        """Whether a character is read as its gloss says, in this text or in general."""
        if not gloss:
            return False
        if gloss in self.stripped.readings.get(char, {}):
            return True
        return reading(simplified_character(char)) == plain_syllable(gloss)
