"""Style of texts for readers: Chinese punctuation, no stray space, citations in one form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.checks.context import Context
    from build_tools.findings import Finding

_CHINESE = r"[\u3400-\u9fff\uf900-\ufaff]"
_BESIDE = r"[\u3400-\u9fff\uf900-\ufaff《》“”‘’（）【】、，。；：？！]"
_HALF_WIDTH = re.compile(rf"(?<={_BESIDE})[,;:?!()]|[,;:?!()](?={_BESIDE})")
_FULL_WIDTH = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_STRAY_SPACE = re.compile(rf"^\s+|\s+$|\s{{2,}}|(?<={_CHINESE})\s(?={_CHINESE})")
_MARK = re.compile(r"[,;:?!()]")
_SPACE = re.compile(r"\s")
"""Without one of these in a text the patterns above need not be tried at each of its characters."""
_EXCLAMATION = re.compile("！")
_QUOTED = {"source", "locator"}
"""Keys under which headings of others stand, with their exclamation marks."""
_LISTS_OF_NAMES = ((Kind.DUTY, "evidence"), (Kind.INDICATOR, "evidence"), (Kind.QUESTION, "wrong"))

_AROUND = 6


def half_width_punctuation(context: Context) -> Iterator[Finding]:
    """STY001: half-width punctuation beside Chinese characters (GB/T 15834)."""
    for value in context.notable_texts:
        first = _HALF_WIDTH.search(value.text) if _MARK.search(value.text) else None
        if first:
            marks = list(dict.fromkeys(_HALF_WIDTH.findall(value.text)))
            right = "".join(_FULL_WIDTH[mark] for mark in marks)
            message = f"中文里用了半角标点 {''.join(marks)}（{_excerpt(value.text, first)}）"
            yield context.finding_at("STY001", value, message, f"改为 {right}")


def stray_space(context: Context) -> Iterator[Finding]:
    """STY002: white space at an end, doubled, or between Chinese characters."""
    for value in context.notable_texts:
        found = _STRAY_SPACE.search(value.text) if _SPACE.search(value.text) else None
        if found:
            message = f"有多余的空格（{_excerpt(value.text, found)}）"
            yield context.finding_at("STY002", value, message, "删去")


def exclamation_mark(context: Context) -> Iterator[Finding]:
    """STY003: an exclamation mark in a text of ours."""
    for value in context.notable_texts:
        if (found := _EXCLAMATION.search(value.text)) and not _QUOTED.intersection(value.steps):
            message = f"用了感叹号（{_excerpt(value.text, found)}）"
            yield context.finding_at("STY003", value, message, "改为句号，平实陈述")


def basis_not_canonical(context: Context) -> Iterator[Finding]:
    """STY004: a reference leads somewhere but is not in canonical form."""
    for reference in context.references:
        if isinstance(reference.target, ProvisionRef):
            canonical = canonical_reference(reference.target, context.corpus)
            if reference.value.text != canonical:
                message = f"依据“{reference.value.text}”不是统一写法"
                yield context.finding_at("STY004", reference.value, message, f"写作“{canonical}”")


def several_in_one(context: Context) -> Iterator[Finding]:
    """STY005: a list of names holds one text with a full-width comma: the items were not set apart."""
    for kind, key in _LISTS_OF_NAMES:
        for declared in context.corpus.of_kind(kind):
            items: tuple[str, ...] = getattr(declared.record, key, ())
            if len(items) == 1 and "，" in items[0]:
                message = f"列表只有一项，里面有全角逗号（{items[0]}）"
                remedy = "各项之间用英文逗号，后面空一格；确是一项的，去掉逗号"
                yield context.finding("STY005", declared, (key, 0), message, remedy)


def _excerpt(text: str, found: re.Match[str]) -> str:
    start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
