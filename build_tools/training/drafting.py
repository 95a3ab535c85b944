"""Drafting: a question with its right option and candidates → a question with three distractors, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from build_tools.training.facts import Facts
from build_tools.training.records import Option, Question, arranged
from build_tools.training.validity import Verdict, is_valid, verdict

DISTRACTORS = 3


def with_distractors(
    facts: Facts, draft: Question, candidates: Iterable[Option], count: int = DISTRACTORS
) -> Question | None:
    """Return ``draft`` with the first ``count`` candidates that are surely wrong.

    The draft has the right option alone.
    None when there are not enough, or when the right option is not surely right.
    """
    if verdict(facts, draft, draft.right.value) is not Verdict.RIGHT or not draft.pins:
        return None
    taken = [draft.right]
    for option in candidates:
        if len(taken) > count:
            break
        known = any(option.text == other.text for other in taken)
        if not known and verdict(facts, draft, option.value) is Verdict.WRONG:
            taken.append(option)
    return arranged(replace(draft, options=tuple(taken))) if len(taken) > count else None


def finished(facts: Facts, draft: Question) -> Question | None:
    """Return a drafted question in its final order, None unless it has exactly one right option."""
    return arranged(draft) if draft.pins and is_valid(facts, draft) else None
