"""Allowed findings: known defects that are accepted until a day, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.findings import CODES
from build_tools.partial_dates import in_chinese
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from build_tools.checks.context import Context
    from build_tools.findings import Finding
    from build_tools.model import AllowedFinding


def without_allowed(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings`` without the allowed ones, with ALW001 and ALW002 for entries out of use or time.

    An entry whose day is over still hides its findings: ALW002 speaks for them, once.
    """
    findings = list(findings)
    allowed = {(d.record.code, d.record.place) for d in context.corpus.allowed}
    hidden = {key for finding in findings for key in _keys(finding) if key in allowed}
    kept = [finding for finding in findings if hidden.isdisjoint(_keys(finding))]
    return [*kept, *_faults(context, hidden)]


def _keys(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return how an entry may name a finding: by its file, or by file and record."""
    return (finding.code, finding.location.path), (finding.code, finding.subject)


def _faults(context: Context, hidden: set[tuple[str, str]]) -> Iterator[Finding]:
    for declared in context.corpus.allowed:
        entry: AllowedFinding = declared.record
        if (entry.code, entry.place) not in hidden:
            message = f"{entry.place} 没有 {entry.code}，这条允许没有用处"
            yield context.finding("ALW001", declared, (), message, _unused(entry))
        elif entry.until < context.as_of:
            message = f"对 {entry.place} 的 {entry.code} 只允许到{in_chinese(entry.until)}，已经到期"
            remedy = "改正该处并删去这条允许；确需延期的，写明新的日期和理由"
            yield context.finding("ALW002", declared, ("until",), message, remedy)


def _unused(entry: AllowedFinding) -> str:
    guess = "" if entry.code in CODES else did_you_mean(entry.code, CODES)
    return guess or "删去这条允许，或者改正 code 和 place"
