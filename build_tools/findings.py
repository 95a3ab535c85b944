"""A finding: one defect of the data, with its place, its cause and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error fails the check, a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def chinese(self) -> str:
        """The word shown to readers."""
        return {"error": "错误", "warning": "提示"}[self]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: ``path`` relative to the knowledge base, ``line`` and ``column`` from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


CODES: dict[str, Severity] = {
    code: severity
    for severity, codes in {
        Severity.ERROR: """
            YAML001 YAML002 YAML003 YAML004 YAML005 YAML006 YAML007 YAML008 YAML009
            SCH001 SCH002 SCH003 SCH004 LAY001 LAY002 LAY003
            ID001 ID002 ID003 NUM001 NUM002
            REF001 REF002 REF003 REF004 REF005 REF006 REF007 REF008
            DATE001 DATE002 DATE003 DATE004 DATE005
            TXT001 TXT002 TXT003 TXT004 TXT005
            OVL001 OVL002
            COV001 COV002 COV003 COV004 COV005
            ALW001 ALW002
            STY001 STY002
            QUE001
        """,
        Severity.WARNING: "STY003 STY004 STY005 COV006 SUS001",
    }.items()
    for code in codes.split()
}
"""Every code with its severity: a closed list; `zelian explain CODE` describes each."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One defect. ``subject`` names the record, so that an allowed finding survives moved lines."""

    location: Location
    code: str
    message: str
    remedy: str = ""
    subject: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return CODES[self.code]

    def __str__(self) -> str:
        text = f"{self.location} {self.code} {self.severity.chinese}：{self.message}"
        return f"{text}；{self.remedy}" if self.remedy else text
