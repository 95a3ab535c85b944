"""The corpus: all records of a knowledge base with look-ups. No input or output."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from build_tools.citations import NameIndex
from build_tools.eid import Eid, Level
from build_tools.findings import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from build_tools.model import (
        Bearer,
        Duty,
        Entry,
        Experience,
        Expression,
        Indicator,
        Matter,
        Milestone,
        Problem,
        Term,
        Work,
        WrittenQuestion,
    )
    from build_tools.provisions import Provision
    from build_tools.yaml_source import KeyPath, YamlDocument


class Kind(StrEnum):
    """The kinds of record."""

    WORK = "work"
    EXPRESSION = "expression"
    PROVISION = "provision"
    DUTY = "duty"
    EXPERIENCE = "experience"
    MEASURE = "measure"
    PROBLEM = "problem"
    INDICATOR = "indicator"
    MATTER = "matter"
    MILESTONE = "milestone"
    QUESTION = "question"
    TERM = "term"
    BEARER = "bearer"
    STAGE = "stage"
    LINE = "line"
    UNIT_TYPE = "unit_type"
    REGION = "region"
    ISSUER = "issuer"
    SOURCE_GRADE = "source_grade"
    ALLOWED = "allowed"

    @property
    def chinese(self) -> str:
        """The Chinese name of the kind."""
        return _CHINESE[self]


_CHINESE = {
    Kind.WORK: "法规",
    Kind.EXPRESSION: "版本",
    Kind.PROVISION: "条款",
    Kind.DUTY: "责任",
    Kind.EXPERIENCE: "经验",
    Kind.MEASURE: "做法",
    Kind.PROBLEM: "问题",
    Kind.INDICATOR: "检查指标",
    Kind.MATTER: "事项",
    Kind.MILESTONE: "沿革",
    Kind.QUESTION: "题目",
    Kind.TERM: "术语",
    Kind.BEARER: "责任主体",
    Kind.STAGE: "环节",
    Kind.LINE: "责任线",
    Kind.UNIT_TYPE: "单位类型",
    Kind.REGION: "地区",
    Kind.ISSUER: "制定机关",
    Kind.SOURCE_GRADE: "来源等级",
    Kind.ALLOWED: "允许的检查结果",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: its file and its place in it."""

    path: str
    keypath: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A record as declared: its kind, its id, itself (None when it could not be read), its origin."""

    kind: Kind
    id: str
    record: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class ProvisionRef:
    """A place in a work: the work's id, and the eid of the provision (None for the work as a whole).

    ``version`` is the date of the expression in which the place is, None for the text in force.
    """

    work: str
    eid: Eid | None = None
    version: dt.date | None = None

    @classmethod
    def parse(cls, text: str) -> ProvisionRef:
        """Return the place written in ``text``: `work`, `work#eid` or `work@2017-10-24#eid`.

        Raises:
            ValueError: the eid or the date cannot be read.
        """
        head, _, eid = text.partition("#")
        work, _, version = head.partition("@")
        day = dt.date.fromisoformat(version) if version else None
        return cls(work, Eid.parse(eid) if eid else None, day)

    def __str__(self) -> str:
        work = f"{self.work}@{self.version}" if self.version else self.work
        return f"{work}#{self.eid}" if self.eid else work


@dataclass(frozen=True)
class Text:
    """An expression with its provisions by eid, in the order of the text."""

    expression: Expression
    roots: tuple[Provision, ...]
    by_eid: Mapping[Eid, Provision]
    path: str

    @property
    def work(self) -> str:
        """The id of the work."""
        return self.expression.work

    @property
    def date(self) -> dt.date:
        """The date of the expression."""
        return self.expression.date

    @property
    def id(self) -> str:
        """The id of the expression: `work@2017-10-24`."""
        return f"{self.work}@{self.date}"

    @property
    def articles(self) -> tuple[Provision, ...]:
        """The articles, in the order of the text."""
        return tuple(p for p in self.by_eid.values() if p.level is Level.ARTICLE)

    @cached_property
    def by_chinese(self) -> Mapping[str, Eid]:
        """The eids by what a citation writes for them: 第十条第三项."""
        return {eid.chinese(): eid for eid in self.by_eid}

    def find(self, eid: Eid) -> Provision | None:
        """Return the provision at ``eid``; the first 款 of an article with only one is the article."""
        return self.by_eid.get(eid) or self._sole_paragraph(eid)

    def _sole_paragraph(self, eid: Eid) -> Provision | None:
        paragraphs = [step.number for step in eid.steps if step.level is Level.PARAGRAPH]
        return self.by_eid.get(eid.without(Level.PARAGRAPH)) if paragraphs == [1] else None


def fold(name: str) -> str:
    """Return ``name`` as names are compared: NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@dataclass(frozen=True)
class Corpus:
    """All records. Mappings are by id and keep the order of the files."""

    declared: tuple[Declared, ...] = ()
    texts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    documents: Mapping[str, YamlDocument] = field(default_factory=dict)
    unreadable_texts: frozenset[str] = frozenset()
    """Works that have an expression file that could not be read."""
    resolved: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What `resolution` has found once: a corpus does not change, and references recur."""
    _in_force: dict[tuple[str, dt.date | None], Text | None] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """The works."""
        return self._records(Kind.WORK)

    @cached_property
    def duties(self) -> Mapping[str, Duty]:
        """The duties."""
        return self._records(Kind.DUTY)

    @cached_property
    def bearers(self) -> Mapping[str, Bearer]:
        """The bearers."""
        return self._records(Kind.BEARER)

    @cached_property
    def experiences(self) -> Mapping[str, Experience]:
        """The experiences."""
        return self._records(Kind.EXPERIENCE)

    @cached_property
    def problems(self) -> Mapping[str, Problem]:
        """The problems."""
        return self._records(Kind.PROBLEM)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators."""
        return self._records(Kind.INDICATOR)

    @cached_property
    def matters(self) -> Mapping[str, Matter]:
        """The matters."""
        return self._records(Kind.MATTER)

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """The milestones."""
        return self._records(Kind.MILESTONE)

    @cached_property
    def questions(self) -> Mapping[str, WrittenQuestion]:
        """The questions written by hand."""
        return self._records(Kind.QUESTION)

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """The terms of the glossary."""
        return self._records(Kind.TERM)

    @cached_property
    def allowed(self) -> tuple[Declared, ...]:
        """The allowed findings."""
        return tuple(d for d in self.declared if d.kind is Kind.ALLOWED and d.record)

    def vocabulary(self, kind: Kind) -> Mapping[str, Entry]:
        """Return the entries of a closed list (stages, lines, …)."""
        return self._records(kind)

    def named(self, kind: Kind, name: str) -> Bearer | Entry | None:
        """Return the bearer or the entry of a closed list with this name, alias or id."""
        return self._by_name[kind].get(fold(name))

    def names(self, kind: Kind) -> tuple[str, ...]:
        """Return the names of a closed list, for messages."""
        return tuple(record.name for record in self._records(kind).values())

    def knows(self, kind: Kind, identifier: str) -> bool:
        """Whether a record is declared, also when it could not be read."""
        return (kind, identifier) in self._by_key

    def origin(self, kind: Kind, identifier: str) -> Origin:
        """Return where a record is declared.

        Raises:
            KeyError: no such record is declared.
        """
        return self._by_key[kind, identifier].origin

    def locate(self, origin: Origin, *steps: str | int, at_key: bool = False) -> Location:
        """Return the place of a value of the record at ``origin``."""
        document = self.documents.get(origin.path)
        if document is None:
            return Location(origin.path)
        return document.locate((*origin.keypath, *steps), at_key=at_key)

    @cached_property
    def work_names(self) -> NameIndex:
        """The names of the works: title, short title, aliases."""
        return NameIndex.of(
            (name, work.id)
            for work in self.works.values()
            for name in dict.fromkeys((work.title, work.short_title, *work.aliases))
        )

    def text_of(self, work: str, as_of: dt.date | None = None) -> Text | None:
        """Return the text of ``work`` in force on ``as_of``: the newest already effective, else the first."""
        key = (work, as_of)
        if key not in self._in_force:
            texts = self.texts.get(work, ())
            effective = [text for text in texts if as_of is None or text.expression.effective <= as_of]
            self._in_force[key] = (effective or texts[:1] or (None,))[-1]
        return self._in_force[key]

    def version(self, work: str, date: dt.date) -> Text | None:
        """Return the text of ``work`` whose expression has this date, or None."""
        return next((text for text in self.texts.get(work, ()) if text.date == date), None)

    def text_in(self, path: str) -> Text | None:
        """Return the text that the file at ``path`` holds, or None."""
        return self._by_path.get(path)

    def text_at(self, ref: ProvisionRef, as_of: dt.date | None = None) -> Text | None:
        """Return the text in which ``ref`` is a place: the version that it names, else the one in force."""
        return self.version(ref.work, ref.version) if ref.version else self.text_of(ref.work, as_of)

    def ref(self, text: Text, eid: Eid | None = None, as_of: dt.date | None = None) -> ProvisionRef:
        """Return the place ``eid`` in ``text``, with its version unless the text is in force on ``as_of``."""
        version = None if text is self.text_of(text.work, as_of) else text.date
        return ProvisionRef(text.work, eid, version)

    def provision(self, ref: ProvisionRef, as_of: dt.date | None = None) -> Provision | None:
        """Return the provision at ``ref``, or None."""
        text = self.text_at(ref, as_of)
        return text.find(ref.eid) if text and ref.eid else None

    def first_effective(self, work: str) -> dt.date | None:
        """Return the day from which the oldest text known of ``work`` is in force."""
        return min((text.expression.effective for text in self.texts.get(work, ())), default=None)

    def all_texts(self) -> Iterator[Text]:
        """Yield every text."""
        for texts in self.texts.values():
            yield from texts

    def of_kind(self, kind: Kind) -> tuple[Declared, ...]:
        """Return all declarations of ``kind``, duplicates and unreadable ones too."""
        return self._declared_by_kind.get(kind, ())

    @cached_property
    def _by_path(self) -> Mapping[str, Text]:
        return {text.path: text for text in self.all_texts()}

    @cached_property
    def _declared_by_kind(self) -> Mapping[Kind, tuple[Declared, ...]]:
        kinds: dict[Kind, list[Declared]] = {}
        for declared in self.declared:
            kinds.setdefault(declared.kind, []).append(declared)
        return {kind: tuple(items) for kind, items in kinds.items()}

    @cached_property
    def _by_key(self) -> Mapping[tuple[Kind, str], Declared]:
        return _first(((d.kind, d.id), d) for d in self.declared)

    @cached_property
    def _by_name(self) -> Mapping[Kind, Mapping[str, Bearer | Entry]]:
        return {kind: self._names_of(kind) for kind in Kind}

    def _names_of(self, kind: Kind) -> Mapping[str, Bearer | Entry]:
        records = [d.record for d in self.of_kind(kind) if d.record is not None and hasattr(d.record, "name")]
        return _first((fold(name), r) for r in records for name in (r.name, r.id, *r.aliases))

    def _records(self, kind: Kind) -> dict[str, Any]:
        return _first((d.id, d.record) for d in self.of_kind(kind) if d.record is not None)


K = TypeVar("K")
V = TypeVar("V")


def _first(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """Return a mapping in which the first value of a key stays."""
    mapping: dict[K, V] = {}
    for key, value in pairs:
        mapping.setdefault(key, value)
    return mapping
