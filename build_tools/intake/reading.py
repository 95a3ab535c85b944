"""Reading the file of a report as text with one kind of line break, within the limits of a report."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from build_tools.documents import read_document
from build_tools.errors import ToolError

MAX_CHARACTERS = 200_000
"""A report has some ten thousand characters, a collection of reports some ten times as many."""

_MAX_UNWRITTEN = 0.05
_SAMPLE = 100_000
_MARKDOWN_ENDINGS = frozenset({".md", ".markdown"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEW_LINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_MARKDOWN = re.compile(r"^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]?|!\[[^\]\n]*\]\([^)\n]*\)|\*\*|__", re.MULTILINE)


def read_report(path: Path) -> str:
    """Return the text of a file that `read_document` reads, one paragraph a line.

    Raises:
        ToolError: the file cannot be read, holds no text, or is no report.
    """
    text = read_document(path)
    is_markdown = path.suffix.lower() in _MARKDOWN_ENDINGS
    return normal_text(_MARKDOWN.sub("", text) if is_markdown else text, str(path))


def normal_text(text: str, name: str) -> str:
    """Return ``text`` with one kind of line break and without invisible characters.

    Raises:
        ToolError: there is no text in it, it is binary data, or it is too long.
    """
    text = _CONTROL.sub("", _INVISIBLE.sub("", _NEW_LINE.sub("\n", text)).replace("\xa0", " "))
    if not text.strip():
        raise ToolError(f"“{name}”里没有文字；扫描件或者图片请先识别成文字")
    if _is_binary(text):
        raise ToolError(f"“{name}”不是文本文件；请另存为 .docx、.txt 或者 .md")
    if len(text) > MAX_CHARACTERS:
        raise ToolError(f"“{name}”有{len(text)}字，超过{MAX_CHARACTERS}字；请只保留要用的材料")
    return text


def _is_binary(text: str) -> bool:
    """Whether much of a text is no character that anyone writes."""
    sample = text[:_SAMPLE]
    unwritten = sum(unicodedata.category(char) in {"Cn", "Co", "Cs"} for char in sample)
    return unwritten > len(sample) * _MAX_UNWRITTEN
