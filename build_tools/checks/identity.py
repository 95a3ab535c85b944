"""Ids and names: an id follows the place of its file, and each id and name leads to one record."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from build_tools.checks.values import duty_files
from build_tools.citations import canonical_name
from build_tools.corpus import Corpus, Declared, Kind, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from build_tools.checks.context import Context
    from build_tools.findings import Finding
    from build_tools.yaml_source import KeyPath

_NAMED = (
    Kind.TERM,
    Kind.BEARER,
    Kind.STAGE,
    Kind.LINE,
    Kind.UNIT_TYPE,
    Kind.REGION,
    Kind.ISSUER,
    Kind.SOURCE_GRADE,
)

_PLACED = ((Kind.WORK, ("id",)), (Kind.EXPRESSION, ("work", "date")), (Kind.EXPERIENCE, ("id",)))
_AS_FOLDER = {(Kind.WORK, "id"), (Kind.EXPRESSION, "work")}
"""The values that repeat the name of the folder; the others repeat the stem of the file."""


def id_differs_from_place(context: Context) -> Iterator[Finding]:
    """ID001: an id, a date or the work of a file differs from the name of the file or its folder."""
    for declared, key, written in _placed(context.corpus):
        path = PurePosixPath(declared.origin.path)
        expected = path.parent.name if (declared.kind, key) in _AS_FOLDER else path.stem
        if written != expected:
            message = f"“{key}”写的是“{written}”，与文件位置不一致"
            remedy = f"改为“{expected}”，或者移动文件"
            yield context.finding("ID001", declared, (key,), message, remedy)


def id_given_twice(context: Context) -> Iterator[Finding]:
    """ID002: two records of a kind have the same id (measures: within one experience)."""
    seen: dict[Hashable, Declared] = {}
    for declared in context.corpus.declared:
        if declared.kind in {Kind.EXPRESSION, Kind.ALLOWED}:
            continue
        within = declared.origin.path if declared.kind is Kind.MEASURE else ""
        first = seen.setdefault((declared.kind, within, declared.id), declared)
        if first is not declared:
            message = f"{declared.kind.chinese}编号“{declared.id}”重复，{_place(context, first)}已有"
            yield context.finding("ID002", declared, ("id",), message, "换一个编号，或者合并两条")


def name_given_twice(context: Context) -> Iterator[Finding]:
    """ID003: a name or alias leads to two records, compared as look-ups compare it."""
    yield from _names_given_twice(context, Kind.WORK, canonical_name)
    for kind in _NAMED:
        yield from _names_given_twice(context, kind, fold)


def _names_given_twice(context: Context, kind: Kind, normalise: Callable[[str], str]) -> Iterator[Finding]:
    seen: dict[str, Declared] = {}
    for declared in context.corpus.of_kind(kind):
        for steps, name in _names(declared) if declared.record else ():
            first = seen.setdefault(normalise(name), declared)
            if first.id != declared.id:
                message = f"名称“{name}”已用于{kind.chinese}“{first.id}”（{_place(context, first)}）"
                yield context.finding("ID003", declared, steps, message, "改用不同的名称，或者删去该别名")


def _names(declared: Declared) -> Iterator[tuple[KeyPath, str]]:
    for key in ("title", "short_title") if declared.kind is Kind.WORK else ("name",):
        yield (key,), getattr(declared.record, key)
    for index, alias in enumerate(declared.record.aliases):
        yield ("aliases", index), alias


def _placed(corpus: Corpus) -> Iterator[tuple[Declared, str, str]]:
    """Yield the values that follow the place of their file: the record, the key and the value."""
    for kind, keys in _PLACED:
        for declared in corpus.of_kind(kind):
            for key in keys if declared.record else ():
                yield declared, key, str(getattr(declared.record, key))
    for declared, work in duty_files(corpus):
        yield declared, "work", work


def _place(context: Context, declared: Declared) -> str:
    location = context.corpus.locate(declared.origin)
    return f"{location.path}第{location.line}行"
