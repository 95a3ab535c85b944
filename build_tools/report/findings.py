"""Findings as text, as JSON, and as annotations of GitHub Actions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from build_tools.findings import Finding, Severity


def render_findings(findings: Sequence[Finding], form: str, prefix: str = "") -> str:
    """Return ``findings`` in the form text, json or github; ``prefix`` goes before each path."""
    return _FORMS[form](findings, prefix)


def _text(findings: Sequence[Finding], prefix: str) -> str:
    lines = [f"{prefix}{finding}" for finding in findings]
    return "\n".join([*lines, _summary(findings)])


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "检查通过，没有发现问题。"
    counts = Counter(finding.severity for finding in findings)
    files = len({finding.location.path for finding in findings})
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    return f"共 {errors} 个错误、{warnings} 个提示，涉及 {files} 个文件。用 zelian explain 代码 查看说明。"


def _json(findings: Sequence[Finding], prefix: str) -> str:
    records = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "path": prefix + finding.location.path,
            "line": finding.location.line,
            "column": finding.location.column,
            "message": finding.message,
            "remedy": finding.remedy,
            "subject": finding.subject,
        }
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def _github(findings: Sequence[Finding], prefix: str) -> str:
    return "\n".join(_annotation(finding, prefix) for finding in findings)


def _annotation(finding: Finding, prefix: str) -> str:
    """Return one workflow command (GitHub Actions, "Workflow commands": escaping of data and properties)."""
    place = finding.location
    path = _escape(prefix + place.path, ":,")
    text = _escape(finding.message + (f"；{finding.remedy}" if finding.remedy else ""), "")
    return (
        f"::{finding.severity} file={path},line={place.line},col={place.column},title={finding.code}::{text}"
    )


def _escape(text: str, also: str) -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


_FORMS: dict[str, Callable[[Sequence[Finding], str], str]] = {"text": _text, "json": _json, "github": _github}
FORMS = tuple(_FORMS)
