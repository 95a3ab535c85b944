"""Reviews: a record that was held against its provisions is suspect once one of these has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.corpus import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.corpus import Declared
    from build_tools.findings import Finding
    from build_tools.review import Ground, Review


def changed_since_review(context: Context) -> Iterator[Finding]:
    """SUS001: a provision has changed since the record that rests on it was reviewed.

    A basis that leads nowhere is another finding (REF001 to REF003) already.
    """
    suspects = context.reviews.suspects
    for declared in context.corpus.declared if suspects else ():
        review = suspects.get((declared.kind, declared.id))
        if review and review.record is declared.record:
            yield from _of_grounds(context, declared, review)
            if review.surplus:
                message = f"{_head(review)}复核时有{len(review.record.reviewed.basis)}条依据，现在少了"
                yield context.finding("SUS001", declared, ("reviewed",), message, _remedy(review))


def _of_grounds(context: Context, declared: Declared, review: Review) -> Iterator[Finding]:
    for ground in review.changed:
        if ground.ref is not None:
            message = _head(review) + context.reviews.describe(review, ground) + _dependents(context, review)
            yield context.finding("SUS001", declared, _steps(review, ground), message, _remedy(review))


def _head(review: Review) -> str:
    return f"{review.kind.chinese}“{review.name}”待复核："


def _dependents(context: Context, review: Review) -> str:
    if review.kind is not Kind.DUTY:
        return ""
    counts = (
        ("做法", len(context.graph.practice_for(review.id))),
        ("检查指标", len(context.graph.indicators_for(review.id))),
    )
    named = "、".join(f"{word}{count}项" for word, count in counts if count)
    return f"（牵连{named}）" if named else ""


def _steps(review: Review, ground: Ground) -> tuple[str | int, ...]:
    return ("source",) if review.kind is Kind.INDICATOR else ("basis", ground.index)


def _remedy(review: Review) -> str:
    return f"对照条文核对，改正后运行 zelian review {review.id} --by 姓名"
