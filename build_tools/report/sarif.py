"""Findings as SARIF 2.1.0 (OASIS standard, 27 March 2020), for code hosts and editors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from build_tools import __version__
from build_tools.checks.catalogue import describe
from build_tools.findings import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"


def findings_as_sarif(findings: Sequence[Finding], prefix: str) -> str:
    """Return one run of SARIF with a rule for each code that was found.

    Lines and columns count from 1, columns in Unicode code points (``columnKind``); paths are relative
    references from the root of the repository (``%SRCROOT%``), percent-encoded (RFC 3986).
    """
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "zelian",
                "version": __version__,
                "language": "zh-CN",
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code), prefix) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(code: str) -> dict[str, Any]:
    described = describe(code)
    return {
        "id": code,
        "shortDescription": {"text": described.title},
        "fullDescription": {"text": f"{described.what}{described.why}"},
        "help": {"text": described.fix},
        "defaultConfiguration": {"level": described.severity.value},
    }


def _result(finding: Finding, rule: int, prefix: str) -> dict[str, Any]:
    place = finding.location
    region = {"startLine": place.line, "startColumn": place.column}
    artifact = {"uri": quote(prefix + place.path), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity.value,
        "message": {"text": finding.message + (f"；{finding.remedy}" if finding.remedy else "")},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"zelian/v1": _fingerprint(finding)},
    }


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same when lines move, so that a host knows the finding again."""
    said = "\n".join((finding.code, finding.subject or finding.location.path, finding.message))
    return hashlib.sha256(said.encode()).hexdigest()[:32]
