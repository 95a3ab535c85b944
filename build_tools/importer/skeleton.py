"""The skeleton of an imported text: its numbers and headings as the data of an expression, no wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from build_tools.corpus import Text
from build_tools.eid import Level
from build_tools.formatting import format_yaml
from build_tools.importer.records import Article, Heading, Item, Paragraph, Regulation
from build_tools.importer.wording import numbers_of, wording_of
from build_tools.layout import file_kind
from build_tools.model import Expression
from build_tools.numerals import to_chinese
from build_tools.overlay import names_of, structure_differences
from build_tools.provisions import provisions_of

Data = dict[str, Any]
"""Plain YAML data: mappings and lists of texts."""

_PLAIN = re.compile(
    r"[\u4e00-\u9fff（][\u4e00-\u9fff0-9A-Za-z、，；：（）《》“”·〇]*|[a-z]+(?:-[a-z0-9]+)*-[a-z]+"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEYS = {Level.PART: "parts", Level.CHAPTER: "chapters", Level.SECTION: "sections"}
_LEVEL_KEY = re.compile(rf" ?\b({'|'.join(Level)})s\b")
_DEPTHS = {level: depth for depth, level in enumerate(_KEYS)}


def body_of(regulation: Regulation) -> Data:
    """Return the parts, chapters, sections and articles of a text as the keys of an expression."""
    whole: Data = {}
    around = [whole]
    depths = [-1]
    for entry in regulation.body:
        if isinstance(entry, Article):
            around[-1].setdefault("articles", []).append(_article(entry))
        elif entry.level is not None:
            while depths[-1] >= _DEPTHS[entry.level]:
                around.pop()
                depths.pop()
            division = _division(entry)
            around[-1].setdefault(_KEYS[entry.level], []).append(division)
            around.append(division)
            depths.append(_DEPTHS[entry.level])
    return whole


def _division(heading: Heading) -> Data:
    return {"num": heading.num, "title": heading.title} if heading.title else {"num": heading.num}


def _article(article: Article) -> Data:
    if len(article.paragraphs) <= 1:
        return {"num": article.num} | (_paragraph(article.paragraphs[0]) if article.paragraphs else {})
    return {"num": article.num, "paragraphs": [_paragraph(paragraph) for paragraph in article.paragraphs]}


def _paragraph(paragraph: Paragraph) -> Data:
    return {"items": _items(paragraph.items)} if paragraph.items else {}


def _items(items: Sequence[Item]) -> list[Data]:
    return [
        {"num": f"（{to_chinese(number)}）"} | ({"subitems": _items(item.subitems)} if item.subitems else {})
        for number, item in zip(numbers_of(items), items, strict=True)
    ]


def canonical_yaml(path: str, data: Data) -> str:
    """Return the file at ``path`` that holds ``data``, in the form that `zelian fmt` writes.

    Text that certainly needs no quotes is written at once (over 100 times as fast as the formatter, which
    is asked for all else). The keys of ``data`` stand in the order of the model.
    """
    kind = file_kind(path)
    if kind is None:
        raise ValueError(f"no file of a knowledge base: {path}")
    doubtful: list[str] = []
    text = "\n".join([kind.schema_line(path), *_lines(data, "", doubtful)]) + "\n"
    return format_yaml(path, text, kind.file) if doubtful else text


def _lines(data: Data, indent: str, doubtful: list[str]) -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value, doubtful)}"
            continue
        yield f"{indent}{key}:"
        for entry in value:
            first, *others = _lines(entry, indent + "  ", doubtful) if entry else ("  {}",)
            yield f"{indent}- {first.strip()}"
            yield from others


def _scalar(text: str, doubtful: list[str]) -> str:
    if _PLAIN.fullmatch(text):
        return text
    if not _DAY.fullmatch(text):
        doubtful.append(text)
    return quoted(text)


_UNSAFE = re.compile(r"[\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029]")
_ESCAPED = re.compile(r'["\\\x00-\x1f]')


def quoted(text: str) -> str:
    """Return ``text`` as a double-quoted scalar, which says the same in JSON and in YAML."""
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}", text)
    if not text.isascii() and _UNSAFE.search(text):
        text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f'"{text}"'


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def with_items_in_order(regulation: Regulation) -> Regulation:
    """Return the text with each list of 项 or 目 that does not count from 1 without gap as text of its 款.

    No address could be given to such items; the wording stays whole.
    """
    body = tuple(
        entry if isinstance(entry, Heading) or all(map(_counts_on, entry.paragraphs)) else _flattened(entry)
        for entry in regulation.body
    )
    return replace(regulation, body=body)


def _counts_on(paragraph: Paragraph) -> bool:
    return _in_order(paragraph.items) and all(_in_order(item.subitems) for item in paragraph.items)


def _in_order(items: Sequence[Item]) -> bool:
    return numbers_of(items) == list(range(1, len(items) + 1))


def _flattened(article: Article) -> Article:
    paragraphs = (p if _counts_on(p) else replace(p, text=p.full_text, items=()) for p in article.paragraphs)
    return replace(article, paragraphs=tuple(paragraphs))


def first_fault(regulation: Regulation, data: Mapping[str, Any]) -> str:
    """Return why an expression of ``data`` with the wording of its text would not load soundly; else "".

    It is asked of many texts at once: one such file is enough to stop the site of all from being built.
    """
    try:
        expression = Expression.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "extra_forbidden":
            return f"{_in_words(str(first['loc'][-1]))}的上面缺一级标题（可能丢了一行）"
        return str(first["msg"]).removeprefix("Value error, ")
    roots, faults = provisions_of(expression)
    if faults:
        return f"{_in_words(faults[0].message)}（{faults[0].remedy}）"
    text = Text(expression, roots, {p.eid: p for root in roots for p in root.walk()}, "")
    strange, missing = structure_differences(text, (wording.eid for wording in wording_of(regulation)))
    return f"{names_of(strange or missing)}没有文字" if strange or missing else ""


def _in_words(message: str) -> str:
    """Return a message about an expression as one about its text: 编、章 instead of the keys of YAML."""
    return _LEVEL_KEY.sub(lambda match: Level(match[1]).chinese, message)


__all__ = ["Data", "body_of", "canonical_yaml", "first_fault", "quoted", "with_items_in_order"]
