"""Two versions of a regulation side by side: what became of each article, and of each piece inside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.alignment import Match, Unit, align, is_same, longest_ordered
from build_tools.differences import Op, Segment, differences
from build_tools.provisions import DIGEST_MARK, DIVISIONS, provision_fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from build_tools.corpus import Text
    from build_tools.eid import Eid
    from build_tools.provisions import Provision


class Change(StrEnum):
    """What became of an article or of a piece of it."""

    SAME = "未改"
    RENUMBERED = "条号顺延"
    MOVED = "移动"
    CHANGED = "修改"
    SPLIT = "拆分"
    MERGED = "合并"
    NEW = "新增"
    DELETED = "删去"
    UNKNOWN = "未比对"

    @property
    def keeps_wording(self) -> bool:
        """Whether the wording is the same as before."""
        return self in {Change.SAME, Change.RENUMBERED, Change.MOVED}


class Evidence(StrEnum):
    """What two pieces were compared by."""

    TEXT = "原文"
    FINGERPRINT = "指纹"
    DIGEST = "要点"


@dataclass(frozen=True, slots=True)
class PieceChange:
    """A paragraph, item or undivided article, before and after; one side is None for what came or went."""

    change: Change
    old: Provision | None
    new: Provision | None
    evidence: Evidence

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The wording with what went and what came, of the official texts if both are there."""
        before, after = (_shown(piece, self.evidence) for piece in (self.old, self.new))
        if self.old is None:
            return (Segment(Op.INSERTED, after),)
        if self.new is None:
            return (Segment(Op.DELETED, before),)
        return differences(before, after)


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """Articles of the old text that became articles of the new one, with the pieces inside them."""

    change: Change
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    pieces: tuple[PieceChange, ...]

    @property
    def is_wordless(self) -> bool:
        """Whether only fingerprints are recorded, so that nobody sees what changed."""
        return not any(p.text or p.digest for article in (*self.old, *self.new) for p in article.walk())

    @property
    def anchor(self) -> str:
        """An id that no other change of the comparison has."""
        return str(self.new[0].eid) if self.new else f"old_{self.old[0].eid}"


@dataclass(frozen=True)
class Comparison:
    """What became of each article between two texts of one work, in the order of the new one."""

    old: Text
    new: Text
    articles: tuple[ArticleChange, ...]

    @cached_property
    def counts(self) -> Mapping[Change, int]:
        """How many changes there are of each kind."""
        return Counter(article.change for article in self.articles)

    @cached_property
    def divisions(self) -> tuple[PieceChange, ...]:
        """What became of the 编, 章 and 节 that have a digest of their own."""
        sides = (
            [p for p in t.by_eid.values() if p.level in DIVISIONS and p.digest] for t in (self.old, self.new)
        )
        return tuple(_piece_changes(*sides))

    @cached_property
    def of_old(self) -> Mapping[Eid, ArticleChange]:
        """What became of each article of the old text."""
        return {provision.eid: change for change in self.articles for provision in change.old}

    @cached_property
    def of_new(self) -> Mapping[Eid, ArticleChange]:
        """What each article of the new text came from."""
        return {provision.eid: change for change in self.articles for provision in change.new}


def compare(old: Text, new: Text) -> Comparison:
    """Return what became of each article of ``old`` in ``new``: each article of both stands once."""
    before, after = old.articles, new.articles
    units = [_unit(a) for a in before], [_unit(a) for a in after]
    matches = align(*units, grouped=True)
    kept, untold = _in_order(matches), _untold(matches, *units)
    articles = tuple(
        replace(article, change=Change.UNKNOWN) if match in untold else article
        for match in matches
        for article in (
            _article(match, tuple(before[i] for i in match.old), tuple(after[j] for j in match.new), kept),
        )
    )
    return Comparison(old, new, articles)


def _untold(matches: Sequence[Match], old: Sequence[Unit], new: Sequence[Unit]) -> frozenset[Match]:
    """Return the matches of one side that may belong together: without wording nobody can tell."""
    gone = {m for m in matches if not m.new and all(old[i].is_wordless for i in m.old)}
    come = {m for m in matches if not m.old and all(new[j].is_wordless for j in m.new)}
    return frozenset(gone | come) if gone and come else frozenset()


def differences_by_article(change: ArticleChange) -> tuple[tuple[Provision, tuple[Segment, ...]], ...]:
    """Return for a split or a merge each of the several articles with its part of the whole difference."""
    sides = [[p for article in side for p in pieces_of(article)] for side in (change.old, change.new)]
    official = all(piece.text for side in sides for piece in side)
    wordings = [
        [_wording(article, official=official) for article in side] for side in (change.old, change.new)
    ]
    segments = differences(*("".join(side) for side in wordings))
    several, op = (1, Op.DELETED) if len(change.new) > 1 else (0, Op.INSERTED)
    parts = _cut(segments, [len(wording) for wording in wordings[several]], not_counted=op)
    return tuple(zip((change.old, change.new)[several], parts, strict=True))


def _wording(article: Provision, *, official: bool) -> str:
    return "".join((piece.text if official else piece.digest) or "" for piece in pieces_of(article))


def _cut(
    segments: Sequence[Segment], lengths: Sequence[int], *, not_counted: Op
) -> list[tuple[Segment, ...]]:
    """Return the segments in runs of these lengths; one that is not counted stays with what is before it."""
    parts: list[list[Segment]] = [[] for _ in lengths]
    place, left = 0, lengths[0]
    for segment in segments:
        text = segment.text
        while text and segment.op is not not_counted:
            if left == 0:
                place += 1
                left = lengths[place]
            parts[place].append(Segment(segment.op, text[:left]))
            text, left = text[left:], left - len(text[:left])
        if segment.op is not_counted:
            parts[place].append(segment)
    return [tuple(part for part in run if part.text) for run in parts]


def pieces_of(provision: Provision) -> tuple[Provision, ...]:
    """Return the provisions at and below ``provision`` that say something, in the order of the text."""
    return tuple(p for p in provision.walk() if p.text or p.digest or p.fingerprint)


def _unit(provision: Provision) -> Unit:
    """Return an article, or anything else with all below it, as a unit to align."""
    pieces = pieces_of(provision)
    found = provision_fingerprint(provision)
    return Unit(
        number=str(provision.eid),
        fingerprint=None if found is None or found.startswith(DIGEST_MARK) else found,
        text="".join(p.text or "" for p in pieces) if all(p.text for p in pieces) else "",
        digest="".join(p.digest or "" for p in pieces),
        parts=frozenset(p.fingerprint for p in pieces if p.fingerprint),
    )


def _in_order(matches: Sequence[Match]) -> frozenset[Match]:
    """Return the matches that stand in the new text in the order in which they stood in the old one."""
    both = [match for match in matches if match.old and match.new]
    return frozenset(both[k] for k in longest_ordered([match.old[0] for match in both]))


def _article(
    match: Match, old: tuple[Provision, ...], new: tuple[Provision, ...], kept: frozenset[Match]
) -> ArticleChange:
    change = _change(match, old, new, in_order=match in kept)
    return ArticleChange(change, old, new, tuple(_pieces(old, new)))


def _change(
    match: Match, old: tuple[Provision, ...], new: tuple[Provision, ...], *, in_order: bool
) -> Change:
    if not (old and new):
        return Change.NEW if new else Change.DELETED
    if len(old) != len(new):
        return Change.SPLIT if len(new) > 1 else Change.MERGED
    if not match.same:
        return Change.CHANGED if pieces_of(old[0]) or pieces_of(new[0]) else Change.UNKNOWN
    if old[0].eid == new[0].eid:
        return Change.SAME
    return Change.RENUMBERED if in_order else Change.MOVED


def _pieces(old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[PieceChange]:
    """Yield what became of the pieces; equal numbers are those inside the article."""
    sides = ([p for article in side for p in pieces_of(article)] for side in (old, new))
    yield from _piece_changes(*sides)


def _piece_changes(before: Sequence[Provision], after: Sequence[Provision]) -> Iterator[PieceChange]:
    units = [[_piece_unit(p) for p in side] for side in (before, after)]
    for match in align(*units):
        a = before[match.old[0]] if match.old else None
        b = after[match.new[0]] if match.new else None
        if a and b:
            same = is_same(units[0][match.old[0]], units[1][match.new[0]])
            yield PieceChange(Change.SAME if same else Change.CHANGED, a, b, _evidence(a, b))
        else:
            evidence = Evidence.TEXT if (a or b) and getattr(a or b, "text", None) else Evidence.DIGEST
            yield PieceChange(Change.NEW if b else Change.DELETED, a, b, evidence)


def _piece_unit(piece: Provision) -> Unit:
    inside = "__".join(str(step) for step in piece.eid.steps[1:])
    return Unit(inside, piece.fingerprint, piece.text or "", piece.digest or "")


def _evidence(old: Provision, new: Provision) -> Evidence:
    if old.text and new.text:
        return Evidence.TEXT
    if old.fingerprint and new.fingerprint and old.digest == new.digest:
        return Evidence.FINGERPRINT
    return Evidence.DIGEST


def _shown(piece: Provision | None, evidence: Evidence) -> str:
    if piece is None:
        return ""
    return (piece.text if evidence is Evidence.TEXT else piece.digest) or ""
