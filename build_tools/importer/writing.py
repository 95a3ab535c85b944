"""Writing an import: the local overlay, and for a version that is not in the knowledge base its skeleton."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from build_tools.eid import Level
from build_tools.errors import ToolError, reason_of
from build_tools.files import write_together
from build_tools.formatting import format_yaml
from build_tools.importer.records import Article, Heading, Item, Paragraph, Regulation
from build_tools.importer.wording import numbers_of, wording_of
from build_tools.layout import file_kind
from build_tools.model import WorkKind
from build_tools.numerals import to_chinese
from build_tools.paths import LOCAL

_UNSAFE = re.compile(r"[\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]")
_EFFECTIVE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|生效|执行)")
_PREFIX = re.compile(r"^(?:中国共产党|中华人民共和国)|（[^）]*）$")
_PLAIN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，（）《》“”]*")
TO_FILL = "待填写"


@dataclass(frozen=True, slots=True)
class Target:
    """The version that an import is for, and whether the knowledge base has it, and its work."""

    work: str
    date: dt.date
    is_known: bool
    has_work: bool


def files_of(regulation: Regulation, target: Target, source: str) -> dict[str, str]:
    """Return the files that an import writes, by path in the knowledge base.

    Raises:
        ToolError: two articles have the same number, so that no address tells them apart.
    """
    _refuse_repeated(regulation)
    files = {f"{LOCAL}/{target.work}/{target.date}.yml": _overlay(regulation, target, source)}
    if not target.is_known:
        path = f"works/{target.work}/{target.date}.yml"
        files[path] = _formatted(path, _expression(regulation, target))
    if not target.has_work:
        path = f"works/{target.work}/work.yml"
        files[path] = _formatted(path, _work(regulation, target))
    return files


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
        f"source: {_quoted(source)}",
        *_block("preamble", [f"- {_quoted(text)}" for text in regulation.preamble]),
        *_block("texts", [f"- eid: {w.eid}\n  text: {_quoted(w.text)}" for w in wording_of(regulation)]),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return ``text`` as a double-quoted scalar, which says the same in JSON and in YAML."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _title(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _block(key: str, lines: Sequence[str], indent: str = "") -> Iterator[str]:
    if lines:
        yield f"{indent}{key}:"
        yield from lines


def _formatted(path: str, text: str) -> str:
    kind = file_kind(path)
    if kind is None:
        raise ToolError(f"{path} 不是知识库里的位置；--as 写作 编号@版本日期")
    return format_yaml(path, f"{kind.schema_line(path)}\n{text}", kind.file)


def _work(regulation: Regulation, target: Target) -> str:
    title = regulation.title
    kind = next((kind for kind in WorkKind if _PREFIX.sub("", title).endswith(kind.value)), TO_FILL)
    short = _PREFIX.sub("", _PREFIX.sub("", title))
    return f"id: {target.work}\ntitle: {title}\nshort_title: {short}\nkind: {kind}\nissuer: {TO_FILL}\n"


def _expression(regulation: Regulation, target: Target) -> str:
    last = regulation.articles[-1].text if regulation.articles else ""
    match = _EFFECTIVE.search(last)
    effective = dt.date(int(match[1]), int(match[2]), int(match[3])) if match else target.date
    head = [f"work: {target.work}", f'date: "{target.date}"', f'effective: "{effective}"']
    return "\n".join([*head, *_Skeleton(regulation.body).lines()]) + "\n"


_KEYS = {Level.PART: "parts", Level.CHAPTER: "chapters", Level.SECTION: "sections"}


class _Skeleton:
    """The numbers and titles of a text as the YAML of an expression, without any wording."""

    def __init__(self, body: Sequence[Heading | Article]) -> None:
        self._entries = [entry for entry in body if isinstance(entry, Article) or entry.level is not None]
        self._at = 0

    def lines(self) -> list[str]:
        """Return the lines below the head of the file."""
        return self._inside(None, "")

    def _inside(self, around: Level | None, indent: str) -> list[str]:
        """Return the entries up to the next heading that is not deeper than ``around``."""
        lines: list[str] = []
        key = ""
        while self._at < len(self._entries) and not self._ends(around):
            entry = self._entries[self._at]
            self._at += 1
            wanted = "articles" if isinstance(entry, Article) else _KEYS[entry.level or Level.PART]
            lines += [f"{indent}{wanted}:"] if wanted != key else []
            key = wanted
            lines += self._entry(entry, indent)
        return lines

    def _ends(self, around: Level | None) -> bool:
        entry = self._entries[self._at]
        if around is None or isinstance(entry, Article):
            return False
        order = list(_KEYS)
        return entry.level is None or order.index(entry.level) <= order.index(around)

    def _entry(self, entry: Heading | Article, indent: str) -> list[str]:
        if isinstance(entry, Article):
            return _article_lines(entry, indent)
        title = [f"{indent}  title: {_title(entry.title)}"] if entry.title else []
        return [f"{indent}- num: {entry.num}", *title, *self._inside(entry.level, indent + "  ")]


def _article_lines(article: Article, indent: str) -> list[str]:
    head = f"{indent}- num: {article.num}"
    if len(article.paragraphs) <= 1:
        items = article.paragraphs[0].items if article.paragraphs else ()
        return [head, *_item_lines(items, indent + "  ")]
    paragraphs = [
        line for paragraph in article.paragraphs for line in _paragraph_lines(paragraph, indent + "  ")
    ]
    return [head, *_block("paragraphs", paragraphs, indent + "  ")]


def _paragraph_lines(paragraph: Paragraph, indent: str) -> list[str]:
    items = _item_lines(paragraph.items, indent + "  ")
    if not items:
        return [f"{indent}- {{}}"]
    return [f"{indent}- {items[0].strip()}", *items[1:]]


def _item_lines(items: Sequence[Item], indent: str, key: str = "items") -> list[str]:
    lines: list[str] = []
    for number, item in zip(numbers_of(items), items, strict=True):
        lines.append(f"{indent}- num: （{to_chinese(number)}）")
        lines += _item_lines(item.subitems, indent + "  ", "subitems")
    return list(_block(key, lines, indent))


__all__ = ["TO_FILL", "Target", "files_of", "write_files"]
