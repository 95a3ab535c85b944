"""Reviews: which records were held against their provisions, and which of these have changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.partial_dates import in_chinese
from build_tools.provisions import DIGEST_MARK, provision_fingerprint
from build_tools.resolution import canonical_reference, resolve_reference

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from build_tools.corpus import Corpus, Text
    from build_tools.model import Duty, Indicator, Reviewed, Term, WrittenQuestion
    from build_tools.provisions import Provision

    Reviewable = Duty | Indicator | Term | WrittenQuestion

KINDS = (Kind.DUTY, Kind.INDICATOR, Kind.TERM, Kind.QUESTION)
"""The kinds of record that rest on provisions and can be reviewed."""


class ReviewState(StrEnum):
    """How far a record can be relied on."""

    REVIEWED = "已复核"
    UNREVIEWED = "未复核"
    SUSPECT = "待复核"


@dataclass(frozen=True, slots=True)
class Ground:
    """A provision on which a record rests: how it is cited, where it is, its fingerprint then and now.

    ``ref`` is None when the citation leads nowhere, ``reviewed`` when the provision was added later.
    """

    index: int
    reference: str
    ref: ProvisionRef | None
    reviewed: str | None
    now: str | None

    @property
    def has_changed(self) -> bool:
        """Whether the provision is another than the one that was reviewed."""
        return self.now is None or self.now != self.reviewed


@dataclass(frozen=True, slots=True)
class Review:
    """A record that rests on provisions, and how they stand; without a review ``grounds`` is empty."""

    kind: Kind
    record: Reviewable
    grounds: tuple[Ground, ...] = ()

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def name(self) -> str:
        """The title or the name of the record."""
        return str(getattr(self.record, "title", None) or getattr(self.record, "name", self.id))

    @property
    def reviewed(self) -> Reviewed | None:
        """Who reviewed the record, and when."""
        return self.record.reviewed

    @property
    def changed(self) -> tuple[Ground, ...]:
        """The provisions that have changed since the review."""
        return tuple(ground for ground in self.grounds if ground.has_changed)

    @property
    def surplus(self) -> int:
        """How many provisions were reviewed that the record no longer names."""
        return max(0, len(self.reviewed.basis) - len(self.grounds)) if self.reviewed else 0

    @property
    def state(self) -> ReviewState:
        """Whether the record was reviewed, and whether the review still holds."""
        if self.reviewed is None:
            return ReviewState.UNREVIEWED
        return ReviewState.SUSPECT if self.changed or self.surplus else ReviewState.REVIEWED


class Reviews:
    """The reviews of a corpus, held against the texts in force on a day."""

    def __init__(self, corpus: Corpus, as_of: dt.date | None = None) -> None:
        """Look at the reviews of ``corpus``."""
        self.corpus = corpus
        self.as_of = as_of

    @cached_property
    def all(self) -> tuple[Review, ...]:
        """Every record that can be reviewed, kind by kind, each in the order of the data."""
        return tuple(self._review(kind, record) for kind in KINDS for record in _records(self.corpus, kind))

    @cached_property
    def suspects(self) -> dict[tuple[Kind, str], Review]:
        """The records whose provisions have changed since the review."""
        return {(r.kind, r.id): r for r in self.all if r.state is ReviewState.SUSPECT}

    def is_suspect(self, duty: str) -> bool:
        """Whether a duty, and with it whatever is linked to it, waits to be reviewed again."""
        return (Kind.DUTY, duty) in self.suspects

    def fingerprints(self, record: Reviewable) -> tuple[str, ...] | None:
        """Return the present fingerprints of the provisions of a record; None when one leads nowhere."""
        found = [self._fingerprint(self._resolved(reference)) for reference in references_of(record)]
        return tuple(f for f in found if f) if all(found) else None

    def wording_now(self, ground: Ground) -> ProvisionRef | None:
        """Return where in the text in force the reviewed wording stands, when it has moved."""
        text = self.corpus.text_at(ground.ref, self.as_of) if ground.ref else None
        return self._place(text, ground) if text else None

    def wording_then(self, ground: Ground) -> ProvisionRef | None:
        """Return the provision of another version that was reviewed, when that version is known."""
        texts = self.corpus.texts.get(ground.ref.work, ()) if ground.ref else ()
        current = self.corpus.text_of(ground.ref.work, self.as_of) if ground.ref else None
        places = (self._place(text, ground) for text in reversed(texts) if text is not current)
        return next(filter(None, places), None)

    def describe(self, review: Review, ground: Ground) -> str:
        """Return in Chinese what is not as it was reviewed: what was reviewed, and where that stands now."""
        if ground.ref is None:
            return f"{ground.reference}找不到条款"
        if ground.reviewed is None or review.reviewed is None:
            return f"依据{ground.reference}是复核之后加上的"
        said = f"{ground.reference}在{in_chinese(review.reviewed.on)}复核之后有改动"
        then, now = self.wording_then(ground), self.wording_now(ground)
        if then:
            said += f"，当时复核的是{canonical_reference(then, self.corpus)}"
        return f"{said}，同样的内容现在是{canonical_reference(now, self.corpus)}" if now else said

    def _review(self, kind: Kind, record: Reviewable) -> Review:
        if record.reviewed is None:
            return Review(kind, record)
        return Review(kind, record, tuple(self._grounds(record, record.reviewed)))

    def _grounds(self, record: Reviewable, reviewed: Reviewed) -> Iterator[Ground]:
        for index, reference in enumerate(references_of(record)):
            then = reviewed.basis[index] if index < len(reviewed.basis) else None
            ref = self._resolved(reference)
            yield Ground(index, reference, ref, then, self._fingerprint(ref, like=then))

    def _resolved(self, reference: str) -> ProvisionRef | None:
        ref = resolve_reference(reference, self.corpus, self.as_of)
        return ref if isinstance(ref, ProvisionRef) else None

    def _fingerprint(self, ref: ProvisionRef | None, *, like: str | None = None) -> str | None:
        provision = self.corpus.provision(ref, self.as_of) if ref else None
        return fingerprint_like(provision, like) if provision else None

    def _place(self, text: Text, ground: Ground) -> ProvisionRef | None:
        """Return the provision of ``text`` with the reviewed wording, the one at the same place first."""
        same = text.find(ground.ref.eid) if ground.ref and ground.ref.eid else None
        candidates = (*filter(None, (same,)), *text.by_eid.values())
        then = ground.reviewed
        found = next((p for p in candidates if then and fingerprint_like(p, then) == then), None)
        return self.corpus.ref(text, found.eid, self.as_of) if found else None


def references_of(record: Reviewable) -> tuple[str, ...]:
    """Return the citations on which a record rests (an indicator may come from a report instead)."""
    if (basis := getattr(record, "basis", None)) is not None:
        return tuple(basis)
    source = getattr(record, "source", "")
    return () if source.isascii() else (source,)


def fingerprint_like(provision: Provision, then: str | None) -> str | None:
    """Return the fingerprint of ``provision`` to compare: what was reviewed by its digest stays so."""
    of_digests = then is not None and then.startswith(DIGEST_MARK)
    return provision_fingerprint(provision, of_digests=of_digests)


def _records(corpus: Corpus, kind: Kind) -> Iterator[Reviewable]:
    records: dict[Kind, Iterable[Reviewable]] = {
        Kind.DUTY: corpus.duties.values(),
        Kind.INDICATOR: corpus.indicators.values(),
        Kind.TERM: corpus.terms.values(),
        Kind.QUESTION: corpus.questions.values(),
    }
    return (record for record in records[kind] if references_of(record))
