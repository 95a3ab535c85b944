"""The checks: small functions (Context) → findings, each for one code, and the run over all of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from build_tools.checks import coverage, dates, identity, questions, references, reviews, style, texts
from build_tools.checks.allowed import without_allowed
from build_tools.checks.context import Check, Context, lost_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_tools.findings import Finding

__all__ = ["ALL_CHECKS", "Check", "Context", "run_checks"]

ALL_CHECKS: tuple[Check, ...] = (
    identity.id_differs_from_place,
    identity.id_given_twice,
    identity.name_given_twice,
    references.no_such_provision,
    references.no_such_work,
    references.incomplete_reference,
    references.unknown_bearer,
    references.unknown_word,
    references.unknown_record,
    references.first_basis_elsewhere,
    references.no_such_provision_in_prose,
    dates.overlapping_texts,
    dates.dates_out_of_order,
    dates.practised_before_the_rule,
    dates.implemented_at_unknown_time,
    dates.gap_between_texts,
    texts.figure_without_unit,
    texts.figure_without_date,
    texts.figure_without_place,
    texts.provision_without_digest,
    texts.wrong_fingerprint,
    coverage.duty_without_basis,
    coverage.binding_provision_without_duty,
    coverage.provision_without_norm,
    coverage.duty_and_no_duty,
    coverage.no_source,
    coverage.modality_differs_from_norm,
    style.half_width_punctuation,
    style.stray_space,
    style.exclamation_mark,
    style.basis_not_canonical,
    style.several_in_one,
    reviews.changed_since_review,
    questions.answer_not_unique,
)
"""Every check, in the order of the codes."""


def run_checks(context: Context, loading_findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what loading and all checks found, without what is allowed, in the order of files and lines."""
    loaded = tuple(loading_findings)
    context = dataclasses.replace(context, lost=lost_kinds(context.corpus, loaded))
    found = [finding for check in ALL_CHECKS for finding in check(context)]
    return tuple(sorted(without_allowed(context, [*loaded, *found])))
