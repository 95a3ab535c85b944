"""Where each kind of record lives: the files of a knowledge base and the classes that read them."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from build_tools.corpus import Kind
from build_tools.model import (
    AllowedFinding,
    AllowedFindingFile,
    Bearer,
    BearerFile,
    Duty,
    DutyFile,
    Entry,
    Experience,
    Expression,
    Indicator,
    IndicatorFile,
    IssuerFile,
    LineFile,
    Matter,
    MatterFile,
    Milestone,
    MilestoneFile,
    Problem,
    ProblemFile,
    QuestionFile,
    Record,
    Region,
    RegionFile,
    SourceGrade,
    SourceGradeFile,
    StageFile,
    Term,
    TermFile,
    UnitTypeFile,
    Work,
    WrittenQuestion,
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file. With ``list_key`` the file is a list of ``record``s under that key."""

    name: str
    pattern: str
    kind: Kind
    file: type[Record]
    record: type[Record]
    list_key: str | None = None

    @property
    def schema(self) -> str:
        """The file name of the JSON Schema."""
        return f"{self.name}.schema.json"

    @property
    def has_head(self) -> bool:
        """Whether the file says something besides its list."""
        return set(self.file.model_fields) != {self.list_key}

    def schema_line(self, path: str) -> str:
        """Return the first line that a file at ``path`` has, so that editors find the schema."""
        up = "../" * path.count("/")
        return f"# yaml-language-server: $schema={up}schema/{self.schema}"


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("work", "works/*/work.yml", Kind.WORK, Work, Work),
    FileKind("expression", "works/*/????-??-??.yml", Kind.EXPRESSION, Expression, Expression),
    FileKind("duties", "duties/*.yml", Kind.DUTY, DutyFile, Duty, "duties"),
    FileKind("experience", "experiences/*/*.yml", Kind.EXPERIENCE, Experience, Experience),
    FileKind("problems", "problems/*.yml", Kind.PROBLEM, ProblemFile, Problem, "problems"),
    FileKind("indicators", "indicators/*.yml", Kind.INDICATOR, IndicatorFile, Indicator, "indicators"),
    FileKind("matters", "matters/*.yml", Kind.MATTER, MatterFile, Matter, "matters"),
    FileKind("milestones", "milestones.yml", Kind.MILESTONE, MilestoneFile, Milestone, "milestones"),
    FileKind(
        "questions", "training/questions/*.yml", Kind.QUESTION, QuestionFile, WrittenQuestion, "questions"
    ),
    FileKind("bearers", "vocabulary/bearers.yml", Kind.BEARER, BearerFile, Bearer, "bearers"),
    FileKind("stages", "vocabulary/stages.yml", Kind.STAGE, StageFile, Entry, "stages"),
    FileKind("lines", "vocabulary/lines.yml", Kind.LINE, LineFile, Entry, "lines"),
    FileKind("unit_types", "vocabulary/unit_types.yml", Kind.UNIT_TYPE, UnitTypeFile, Entry, "unit_types"),
    FileKind("regions", "vocabulary/regions.yml", Kind.REGION, RegionFile, Region, "regions"),
    FileKind("issuers", "vocabulary/issuers.yml", Kind.ISSUER, IssuerFile, Entry, "issuers"),
    FileKind(
        "source_grades",
        "vocabulary/source_grades.yml",
        Kind.SOURCE_GRADE,
        SourceGradeFile,
        SourceGrade,
        "source_grades",
    ),
    FileKind("terms", "vocabulary/terms.yml", Kind.TERM, TermFile, Term, "terms"),
    FileKind(
        "allowed_findings",
        "allowed_findings.yml",
        Kind.ALLOWED,
        AllowedFindingFile,
        AllowedFinding,
        "allowed",
    ),
)


def file_kind(path: str) -> FileKind | None:
    """Return the kind of the file at ``path`` (relative, with /), or None where no record may be."""
    return next((kind for kind in FILE_KINDS if _fits(path, kind.pattern)), None)


def _fits(path: str, pattern: str) -> bool:
    return path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)
