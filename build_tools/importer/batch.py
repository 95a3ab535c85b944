"""Importing many texts at once: each gets its work, its id and its date, and is written wholly or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from build_tools.corpus import Corpus, Kind, Text, fold
from build_tools.documents import read_document
from build_tools.errors import ToolError
from build_tools.importer.doubts import doubts_about
from build_tools.importer.integrity import Agreement, compare
from build_tools.importer.naming import short_title_of, title_of, version_day
from build_tools.importer.parsing import parse_regulation
from build_tools.importer.records import Doubt, Regulation
from build_tools.importer.skeleton import first_fault, with_items_in_order
from build_tools.importer.writing import TO_FILL, Target, expression_of, files_of, write_files
from build_tools.paths import LOCAL

SlugOf = Callable[[str, Container[str]], str]
"""(name, ids that are taken) → the id of a new work, "" where the name gives none."""


class Result(StrEnum):
    """What became of a file."""

    WRITTEN = "已写入"
    SAME = "没有变化"
    REFUSED = "没有导入"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its version (work@date) and how many articles; or why not; what to see to."""

    file: Path
    result: Result
    version: str = ""
    title: str = ""
    articles: int = 0
    reason: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class _Known:
    """A work that has its id: texts of the base, and the files of this run, by date."""

    id: str
    texts: tuple[Text, ...] = ()
    files: dict[dt.date, Path] = field(default_factory=dict)


class Batch:
    """Imports one file after another into the base in ``root``; ``corpus`` is what it held before."""

    def __init__(self, root: Path, corpus: Corpus, slug_of: SlugOf) -> None:
        self._root = root
        self._slug_of = slug_of
        self._issuers = _issuer_names(corpus)
        self._ids = {d.id for d in corpus.of_kind(Kind.WORK)} | {*corpus.texts, *_folders(root)}
        self._works: dict[str, _Known] = {}
        for work in corpus.works.values():
            known = _Known(work.id, corpus.texts.get(work.id, ()))
            for name in (work.title, work.short_title, *work.aliases):
                self._works.setdefault(fold(name), known)

    def take(self, file: Path) -> Outcome:
        """Import ``file``; whatever is wrong with it is told, and nothing of it is written then."""
        regulation = Regulation()
        try:
            regulation = parse_regulation(read_document(file))
            return self._take(file, regulation)
        except ToolError as error:
            reason = str(error).removesuffix("；没有写入")
            return Outcome(file, Result.REFUSED, title=regulation.title, reason=reason)

    def _take(self, file: Path, regulation: Regulation) -> Outcome:
        if not regulation.articles:
            raise ToolError("没有找到条文")
        if not regulation.title:
            raise ToolError("没有找到标题；逐个导入，用 --as 指明是哪部法规")
        doubts = tuple(doubts_about(regulation))
        regulation = with_items_in_order(regulation)
        known, target = self._placed(file, regulation)
        if fault := _fault(regulation, target, known):
            raise ToolError(fault)
        written = write_files(self._root, files_of(regulation, target, file.name), replace=False)
        self._remember(known, target, regulation, file)
        return Outcome(
            file,
            Result.WRITTEN if written else Result.SAME,
            f"{target.work}@{target.date}",
            regulation.title,
            len(regulation.articles),
            doubts=doubts,
        )

    def _placed(self, file: Path, regulation: Regulation) -> tuple[_Known | None, Target]:
        """Return the work that a text is of, None for a new one, and the version that it becomes."""
        title = title_of(regulation)
        known = self._works.get(fold(regulation.title)) or self._works.get(fold(title))
        day = version_day(regulation, file.stem)
        text = _same_text(regulation, known.texts, day) if known else None
        date = text.date if text else day
        if date is None:
            raise ToolError("题注、文件名和正文都没有写明日期；逐个导入，用 --as 编号@版本日期")
        if known is None:
            return None, self._new(title, date, regulation)
        if before := known.files.get(date):
            raise ToolError(f"与“{before}”是同一部法规的同一个文本（{known.id}@{date}），只导入前一份")
        return known, Target(known.id, date, is_known=text is not None, has_work=True)

    def _new(self, title: str, date: dt.date, regulation: Regulation) -> Target:
        short = short_title_of(title)
        short = title if fold(short) in self._works else short
        work = self._slug_of(short, self._ids)
        if not work:
            raise ToolError(f"标题“{title}”作不成编号；逐个导入，用 --as 指明")
        issuer = self._issuer("".join(regulation.note.split()))
        new = Target(work, date, is_known=False, has_work=False)
        return replace(new, title=title, short_title=short, issuer=issuer)

    def _issuer(self, note: str) -> str:
        """Return who of the closed list stands in a 题注, `TO_FILL` for none."""
        written = max((name for name in self._issuers if name in note), key=len, default="")
        return self._issuers.get(written, TO_FILL)

    def _remember(self, known: _Known | None, target: Target, regulation: Regulation, file: Path) -> None:
        if known is None:
            known = _Known(target.work)
            self._ids.add(target.work)
            for name in (regulation.title, target.title, target.short_title):
                self._works.setdefault(fold(name), known)
        known.files[target.date] = file


def _fault(regulation: Regulation, target: Target, known: _Known | None) -> str:
    """Return why a text is not written: it differs from the base, or would not load soundly there."""
    if target.is_known and known:
        text = next(text for text in known.texts if text.date == target.date)
        differing = compare(regulation, text).differing
        return f"与库里 {text.id} 的指纹或结构不符：{differing[0]}，共{len(differing)}处" if differing else ""
    return first_fault(regulation, expression_of(regulation, target))


def _same_text(regulation: Regulation, texts: tuple[Text, ...], day: dt.date | None) -> Text | None:
    """Return the text of the base that has this day, else one whose fingerprints prove it the same."""
    dated = next((text for text in texts if text.date == day), None)
    return dated or next((text for text in texts if _is_proved(regulation, text)), None)


def _is_proved(regulation: Regulation, text: Text) -> bool:
    integrity = compare(regulation, text)
    return not integrity.differing and integrity.count(Agreement.SAME) > 0


def _issuer_names(corpus: Corpus) -> dict[str, str]:
    """Return the names of the closed list by what a 题注 may write for them."""
    entries = corpus.vocabulary(Kind.ISSUER).values()
    return {written: entry.name for entry in entries for written in (entry.name, *entry.aliases)}


def _folders(root: Path) -> set[str]:
    """Return the ids that folders of the base have, also of works that could not be read."""
    return {path.name for folder in ("works", LOCAL) for path in (root / folder).glob("*")}


__all__ = ["Batch", "Outcome", "Result"]
