"""A paper: questions for a post under a seed, in versions A and B, with scores."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.errors import ToolError
from build_tools.training.records import Question, QuestionKind
from build_tools.training.selection import paper_order, scope_of

if TYPE_CHECKING:
    from build_tools.model import Bearer
    from build_tools.training.factory import QuestionBank

FULL = 100
"""What all questions together score, where it can be shared out evenly."""


@dataclass(frozen=True)
class Paper:
    """The questions of one examination, in the order of choice; ``versions`` are A, or A and B."""

    bearer: Bearer
    seed: str
    questions: tuple[Question, ...]
    versions: tuple[str, ...]

    def in_order(self, version: str) -> list[Question]:
        """Return the questions as they stand in a version."""
        return paper_order(self.questions, self.seed, version)

    @cached_property
    def mark(self) -> str:
        """Eight digits over the questions and the fingerprints of their clauses."""
        said = "\n".join(f"{q.id} {[pin.fingerprint for pin in q.pins]}" for q in self.questions)
        return hashlib.sha256(said.encode()).hexdigest()[:8]

    @property
    def points(self) -> int:
        """What each question scores: its share of 100 where that is whole, else 1."""
        return FULL // len(self.questions) if self.questions and FULL % len(self.questions) == 0 else 1


def make_paper(  # noqa: PLR0913  (what a paper is made of)
    bank: QuestionBank,
    bearer: Bearer,
    *,
    count: int,
    seed: str,
    kinds: Sequence[QuestionKind] = tuple(QuestionKind),
    versions: tuple[str, ...] = ("A",),
) -> Paper:
    """Return a paper of ``count`` questions for a post; the same arguments and data give the same paper.

    Raises:
        ToolError: there are fewer questions of these kinds for the post.
    """
    scope = scope_of(bank.facts.graph, bearer.id)
    available = bank.pool.count(scope, kinds)
    if available < count:
        remedy = "减少题数，或者多选几个题型" if available else "换一个岗位或者题型"
        raise ToolError(f"“{bearer.name}”可出的题只有{available}道，不够{count}道；{remedy}")
    return Paper(bearer, seed, tuple(bank.pool.choose(scope, count, seed, kinds)), versions)
