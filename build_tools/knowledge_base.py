"""A knowledge base: its corpus, its graph and its findings, opened in one call."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.checks import run_checks
from build_tools.checks.context import Context
from build_tools.gathering import gather
from build_tools.graph import RegulationGraph
from build_tools.loading import read_corpus
from build_tools.review import Reviews

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_tools.cache import Cache
    from build_tools.corpus import Corpus
    from build_tools.findings import Finding


@dataclass(frozen=True)
class KnowledgeBase:
    """All that is known: ``corpus`` (records), ``graph`` (links), ``findings`` (defects), as of a day."""

    root: Path
    corpus: Corpus
    as_of: dt.date
    loading_findings: tuple[Finding, ...]
    cache: Cache | None = None
    """What was made of it before is kept here."""
    files: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    """What it was read from, by path."""
    told: dict[tuple[str, str], Any] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What files say of a record, by the name of the saying and the id: many files repeat it."""

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file, by path and in the order of the paths, as 64 hexadecimal digits."""
        return {path: hashlib.sha256(raw).hexdigest() for path, raw in sorted(self.files.items())}

    @cached_property
    def state(self) -> str:
        """A digest of all files and of the day: of all that decides what is known."""
        return hashlib.sha256(repr((*self.hashes.items(), self.as_of)).encode()).hexdigest()

    @cached_property
    def graph(self) -> RegulationGraph:
        """The graph of all links."""
        return RegulationGraph(self.corpus, self.as_of)

    @cached_property
    def reviews(self) -> Reviews:
        """Which records were held against their provisions, and which of these have changed since."""
        return Reviews(self.corpus, self.as_of)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, of loading and of the checks, in the order of files and lines."""
        return run_checks(Context(self.corpus, self.graph, self.as_of), self.loading_findings)


def open_knowledge_base(
    root: str | Path, *, as_of: dt.date | None = None, cache: Cache | None = None
) -> KnowledgeBase:
    """Return the knowledge base in ``root``, with a ``cache`` faster and the same.

    Without ``as_of`` the day of the newest event or expression in the data is taken, so that the
    result depends on the data alone.

    Raises:
        ToolError: ``root`` is not a folder, or holds no file of a knowledge base.
    """
    root = Path(root)
    return knowledge_base_in(root, *gather(root), as_of=as_of, cache=cache)


def knowledge_base_in(
    root: Path,
    files: Mapping[str, bytes],
    faults: Iterable[Finding],
    *,
    as_of: dt.date | None = None,
    cache: Cache | None = None,
) -> KnowledgeBase:
    """Return the knowledge base that ``gather`` found in ``root``: ``files`` and ``faults``."""
    corpus, findings = read_corpus(files, faults, cache)
    return KnowledgeBase(root, corpus, as_of or newest_day(corpus), tuple(findings), cache, files)


def newest_day(corpus: Corpus) -> dt.date:
    """Return the day of the newest event or text of a corpus; the first day of 1921 for an empty one."""
    events = [event.date for work in corpus.works.values() for event in work.events]
    texts = [text.expression.effective for text in corpus.all_texts()]
    return max([*events, *texts], default=dt.date(1921, 1, 1))
