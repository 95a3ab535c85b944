"""Drafting: a question with its right option and candidates → a question with three distractors, or none."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.training.facts import Facts
from build_tools.training.records import Option, Question, arranged
from build_tools.training.validity import Verdict, is_valid, judge_of

DISTRACTORS = 3


def with_distractors(
    facts: Facts, draft: Question, candidates: Iterable[Option], count: int = DISTRACTORS
) -> Question | None:
    """Return ``draft`` with the first ``count`` candidates that are surely wrong.

    The draft has the right option alone.
    None when there are not enough, or when the right option is not surely right.
    """
    options = options_for(facts, draft, candidates, count)
    return arranged(draft, options) if options else None


def options_for(
    facts: Facts, draft: Question, candidates: Iterable[Option], count: int = DISTRACTORS
) -> tuple[Option, ...]:
    """Return the options of `with_distractors`, the right one first; () where there is no question."""
    judge = judge_of(facts, draft)
    if judge(draft.right.value) is not Verdict.RIGHT or not draft.pins:
        return ()
    taken = {draft.right.text: draft.right}
    for option in candidates:
        if len(taken) > count:
            break
        if option.text not in taken and judge(option.value) is Verdict.WRONG:
            taken[option.text] = option
    return tuple(taken.values()) if len(taken) > count else ()


def finished(facts: Facts, draft: Question) -> Question | None:
    """Return a drafted question in its final order, None unless it has exactly one right option."""
    return arranged(draft) if draft.pins and is_valid(facts, draft) else None
