"""Findings as JSON, and the schema of it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import BaseModel, Field, TypeAdapter

from build_tools.findings import Finding, Severity


class FindingRecord(BaseModel):
    """One finding as `--format json` writes it."""

    code: str = Field(description="检查代码，如 REF001；zelian explain 代码 有说明")
    severity: Severity = Field(description="error 错误（检查不通过），warning 提示")
    path: str = Field(description="文件，从运行命令的目录起")
    line: int = Field(ge=1, description="行，从 1 起")
    column: int = Field(ge=1, description="列，从 1 起，一个字算一列")
    message: str = Field(description="哪里不对")
    remedy: str = Field(description="怎样改；没有可说的是空文本")
    subject: str = Field(description="哪条记录：文件#编号；与记录无关的是空文本")


def findings_as_json(findings: Sequence[Finding], prefix: str) -> str:
    """Return the records of ``findings``; ``prefix`` goes before each path."""
    records = [
        FindingRecord(
            code=finding.code,
            severity=finding.severity,
            path=prefix + finding.location.path,
            line=finding.location.line,
            column=finding.location.column,
            message=finding.message,
            remedy=finding.remedy,
            subject=finding.subject,
        ).model_dump(mode="json")
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def json_schema() -> str:
    """Return the JSON Schema of `zelian check --format json`."""
    schema = TypeAdapter(list[FindingRecord]).json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "zelian check 的结果"}
    return json.dumps({**dialect, **schema}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
