"""Findings as text, as JSON, as SARIF, and as annotations of GitHub Actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from build_tools.findings import Finding, Severity
from build_tools.paths import MAX_BYTES
from build_tools.report.caret import excerpt

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


@dataclass(frozen=True, slots=True)
class Setting:
    """How findings are shown: what goes before each path, where the files are, whether in colour.

    Without ``root`` the text has no excerpts.
    """

    prefix: str = ""
    root: Path | None = None
    colour: bool = False


def render_findings(findings: Sequence[Finding], form: str, setting: Setting | None = None) -> str:
    """Return ``findings`` in the form text, json, github or sarif."""
    return _FORMS[form](findings, setting or Setting())


def _text(findings: Sequence[Finding], setting: Setting) -> str:
    if not findings:
        return "检查通过，没有发现问题。"
    sources = _Sources(setting.root)
    lines = [line for finding in findings for line in _shown(finding, sources, setting)]
    return "\n".join([*lines, "", *_by_file(findings, setting.prefix), _summary(findings)])


class _Sources:
    """The lines of the files, read when they are first shown."""

    def __init__(self, root: Path | None) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def line(self, finding: Finding) -> str:
        """Return the line of a finding, "" when it cannot be shown."""
        place = finding.location
        if place.path not in self._lines:
            self._lines[place.path] = self._read(place.path)
        lines = self._lines[place.path]
        return lines[place.line - 1] if place.line <= len(lines) else ""

    def _read(self, path: str) -> list[str]:
        try:
            if self._root is None:
                return []
            with (self._root / path).open("rb") as file:  # may be larger than any file of the data
                return file.read(MAX_BYTES).decode(errors="replace").split("\n")
        except OSError:
            return []


def _shown(finding: Finding, sources: _Sources, setting: Setting) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    words = f"{finding.code} {finding.severity.chinese}"
    head, _, rest = f"{setting.prefix}{finding}".partition(words)
    yield head + (click.style(words, fg=colour, bold=True) if setting.colour else words) + rest
    if line := sources.line(finding).strip("\r"):
        shown, marks = excerpt(line, finding.location.column, finding.message)
        yield shown
        yield click.style(marks, fg=colour) if setting.colour else marks


def _by_file(findings: Sequence[Finding], prefix: str) -> Iterator[str]:
    """Yield a line a file, when there are several."""
    counts = Counter((f.location.path, f.severity) for f in findings)
    paths = sorted({f.location.path for f in findings})
    for path in paths if len(paths) > 1 else ():
        errors, warnings = counts[path, Severity.ERROR], counts[path, Severity.WARNING]
        yield f"{prefix}{path}：{errors} 个错误、{warnings} 个提示"


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    files = len({finding.location.path for finding in findings})
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    return f"共 {errors} 个错误、{warnings} 个提示，涉及 {files} 个文件。用 zelian explain 代码 查看说明。"


def _github(findings: Sequence[Finding], setting: Setting) -> str:
    return "\n".join(_annotation(finding, setting.prefix) for finding in findings)


def _json(findings: Sequence[Finding], setting: Setting) -> str:
    from build_tools.report.finding_records import findings_as_json  # noqa: PLC0415  (most checks print text)

    return findings_as_json(findings, setting.prefix)


def _sarif(findings: Sequence[Finding], setting: Setting) -> str:
    from build_tools.report.sarif import findings_as_sarif  # noqa: PLC0415  (most checks print text)

    return findings_as_sarif(findings, setting.prefix)


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


_FORMS: dict[str, Callable[[Sequence[Finding], Setting], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
FORMS = tuple(_FORMS)
