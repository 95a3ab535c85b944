"""What a check sees, and how it reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.checks.values import Value, names, notable_texts, references
from build_tools.corpus import Corpus, Declared, Kind, ProvisionRef, Text
from build_tools.findings import Finding
from build_tools.layout import file_kind
from build_tools.resolution import Unresolved, resolve_reference
from build_tools.review import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_tools.graph import RegulationGraph
    from build_tools.yaml_source import KeyPath

Check = Callable[["Context"], Iterator[Finding]]
"""A check: a context in, findings out. It neither prints nor raises."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that must be a citation of one provision, with what it leads to."""

    value: Value
    target: ProvisionRef | Unresolved


@dataclass(frozen=True)
class Context:
    """The corpus, its graph, and the day on which the check is made.

    ``lost`` are the kinds of record of which a whole file could not be read: whatever seems missing
    may stand there, so nothing is reported as missing.
    """

    corpus: Corpus
    graph: RegulationGraph
    as_of: dt.date
    lost: frozenset[Kind] = frozenset()

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """All references, resolved to the texts in force."""
        return tuple(
            Reference(value, resolve_reference(value.text, self.corpus, self.as_of))
            for value in references(self.corpus)
        )

    @cached_property
    def notable_texts(self) -> tuple[Value, ...]:
        """The texts that readers see in which a check may find something: most are plainly in order."""
        return tuple(notable_texts(self.corpus))

    @cached_property
    def names(self) -> tuple[tuple[Value, Kind], ...]:
        """All values that name a record or a word of a closed list, with what they name."""
        return tuple(names(self.corpus))

    @cached_property
    def texts_in_force(self) -> tuple[Text, ...]:
        """The text in force of each work whose files could all be read."""
        works = (work for work in self.corpus.texts if work not in self.corpus.unreadable_texts)
        return tuple(text for work in works if (text := self.corpus.text_of(work, self.as_of)))

    @cached_property
    def reviews(self) -> Reviews:
        """Which records were reviewed, and which of these are suspect."""
        return Reviews(self.corpus, self.as_of)

    def declared_text(self, text: Text) -> Declared:
        """Return a text as it is declared, for what is said of it as a whole."""
        return self._texts_by_path[text.path]

    @cached_property
    def _texts_by_path(self) -> dict[str, Declared]:
        return {d.origin.path: d for d in self.corpus.of_kind(Kind.EXPRESSION)}

    def is_complete(self, kind: Kind) -> bool:
        """Whether every record of ``kind`` could be read, so that one not found does not exist."""
        return kind not in self.lost and all(d.record is not None for d in self.corpus.of_kind(kind))

    def finding(self, code: str, declared: Declared, steps: KeyPath, message: str, remedy: str) -> Finding:
        """Return the finding at a value of a record: ``steps`` lead from the record to the value."""
        place = self.corpus.locate(declared.origin, *steps)
        return Finding(place, code, message, remedy, f"{declared.origin.path}#{declared.id}")

    def finding_at(self, code: str, value: Value, message: str, remedy: str) -> Finding:
        """Return the finding at a value."""
        return self.finding(code, value.declared, value.steps, message, remedy)


def lost_kinds(corpus: Corpus, loading_findings: Iterable[Finding]) -> frozenset[Kind]:
    """Return the kinds of the files that have a finding and from which no record came."""
    read = {declared.origin.path for declared in corpus.declared}
    faulty = {finding.location.path for finding in loading_findings} - read
    return frozenset(kind.kind for path in faulty if (kind := file_kind(path)))
