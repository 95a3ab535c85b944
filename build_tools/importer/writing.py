"""Writing an import: the local overlay, and for a version that is not in the knowledge base its skeleton."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from build_tools.errors import ToolError, reason_of
from build_tools.files import write_together
from build_tools.importer.naming import effective_day, kind_of, short_title_of
from build_tools.importer.records import Regulation
from build_tools.importer.skeleton import Data, body_of, canonical_yaml, quoted
from build_tools.importer.wording import wording_of
from build_tools.paths import LOCAL, MAX_BYTES

TO_FILL = "待填写"


@dataclass(frozen=True, slots=True)
class Target:
    """The version that an import is for, and whether the knowledge base has it, and its work.

    A new work is called ``title`` and ``short_title``, by default as in the text, and is of ``issuer``.
    """

    work: str
    date: dt.date
    is_known: bool
    has_work: bool
    title: str = ""
    short_title: str = ""
    issuer: str = TO_FILL


def files_of(regulation: Regulation, target: Target, source: str) -> dict[str, str]:
    """Return the files that an import writes, by path in the knowledge base.

    Raises:
        ToolError: two articles have the same number, so that no address tells them apart; the text is too
            large for a file of a knowledge base.
    """
    _refuse_repeated(regulation)
    overlay = f"{LOCAL}/{target.work}/{target.date}.yml"
    files = {overlay: _overlay(regulation, target, source)}
    if len(files[overlay].encode()) > MAX_BYTES:
        raise ToolError(f"写成的文件超过 {MAX_BYTES // 1_000_000} MB，知识库读不了；没有写入")
    if not target.is_known:
        path = f"works/{target.work}/{target.date}.yml"
        files[path] = canonical_yaml(path, expression_of(regulation, target))
    if not target.has_work:
        path = f"works/{target.work}/work.yml"
        files[path] = canonical_yaml(path, _work(regulation, target))
    return files


def expression_of(regulation: Regulation, target: Target) -> Data:
    """Return the version without its wording: dates, numbers and headings."""
    effective = effective_day(regulation) or target.date
    head = {"work": target.work, "date": str(target.date), "effective": str(max(effective, target.date))}
    return head | body_of(regulation)


def _work(regulation: Regulation, target: Target) -> Data:
    title = target.title or regulation.title
    return {
        "id": target.work,
        "title": title,
        "short_title": target.short_title or short_title_of(title),
        "kind": kind_of(title),
        "issuer": target.issuer,
    }


def _refuse_repeated(regulation: Regulation) -> None:
    for before, article in pairwise(regulation.articles):
        if article.number == before.number:
            raise ToolError(
                f"{article.num}出现两次（第{before.line}行、第{article.line}行）；"
                "没有写入。请对照正式文本改正编号"
            )


def write_files(root: Path, files: dict[str, str], *, replace: bool) -> list[Path]:
    """Write the files that are new, all of them or none, and return them.

    Raises:
        ToolError: a file is there with another content and ``replace`` is not set, or one cannot be written.
    """
    fresh = {root / path: text for path, text in files.items() if _read(root / path) != text}
    taken = [path for path in fresh if path.exists()]
    if taken and not replace:
        names = "、".join(path.as_posix() for path in taken)
        raise ToolError(f"{names} 已经有别的内容；没有写入。要换成这一份，加 --replace")
    try:
        write_together(fresh)
    except OSError as error:
        raise ToolError(f"写不了文件“{error.filename}”（{reason_of(error)}）；没有写入") from None
    return list(fresh)


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _overlay(regulation: Regulation, target: Target, source: str) -> str:
    lines = [
        "# 由 zelian import 写入，只在本机使用，不提交。",
        f"work: {target.work}",
        f'date: "{target.date}"',
        f"source: {quoted(source)}",
        *_block("preamble", [f"- {quoted(text)}" for text in regulation.preamble]),
        *_block("texts", [f"- eid: {w.eid}\n  text: {quoted(w.text)}" for w in wording_of(regulation)]),
    ]
    return "\n".join(lines) + "\n"


def _block(key: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{key}:"
        yield from lines


__all__ = ["TO_FILL", "Target", "expression_of", "files_of", "write_files"]
