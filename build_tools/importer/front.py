"""What stands before the first heading or article: title, 题注, preamble, announcement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.importer.lines import ends_sentence, open_brackets, squeezed
from build_tools.importer.markers import KIND, heading_mark, item_mark, unnumbered_heading
from build_tools.importer.records import Line
from build_tools.importer.wrapping import Block

_TITLE = re.compile(
    rf"(?!根据|依照|按照|关于印发|现将).*{KIND}(?:[（(][^（）()]{{1,12}}[）)])*(?:\s*\d{{4}}年?)?"
)
_SUFFIX = re.compile(r"[（(](?:试行|暂行|修订|草案|修正|\d{4}年?(?:修订|修正|版|本)?)[）)]")
_DATED = re.compile(
    r"\d{4}\s*[年.]|[一二][九〇零○]\S{2}年|通过|公布|发布|修订|修正|批准|施行|颁布|主席令|国务院令"
)
_NOTE = re.compile(
    r"^[（(\[【].*|.*(?:通过|公布|发布|修订|修正|批准|施行|起施行|颁布|印发|令第?.{1,6}号)[）)\]】]?$"
)
MAX_TITLE = 100


@dataclass(frozen=True, slots=True)
class Front:
    """The parts of the front matter."""

    title: str = ""
    note: str = ""
    preamble: tuple[str, ...] = ()
    before: tuple[Line, ...] = ()


def read_front(blocks: Sequence[Block]) -> Front:
    """Return title, 题注 and preamble in ``blocks``; what comes before the title is left out."""
    at = _title_index(blocks)
    if at is None:
        return _without_title(blocks)
    title, first, after = _title(blocks, at)
    note, rest = _note(blocks[after:])
    return Front(title, note, _preamble(rest), tuple((block.line, block.text) for block in blocks[:first]))


def _title_index(blocks: Sequence[Block]) -> int | None:
    """Return the last line that reads as a title and is followed by 题注, 目录, a preamble or the text."""
    found = [index for index, block in enumerate(blocks) if _is_title(block.text) or _announced(block.text)]
    if not found:
        return None
    limit = next(
        (i for i, b in enumerate(blocks) if unnumbered_heading(b.text) or heading_mark(b.text)), len(blocks)
    )
    return max((index for index in found if index < limit), default=found[-1])


def _is_title(text: str) -> bool:
    bare = squeezed(text)
    if (
        len(bare) > MAX_TITLE
        or ends_sentence(bare)
        or bare[0] in "（(《〈“【"
        or _DATED.match(bare)
        or item_mark(bare)
    ):
        return False
    return _TITLE.fullmatch(bare) is not None


def _title(blocks: Sequence[Block], at: int) -> tuple[str, int, int]:
    """Return the title, which may stand on two lines, and the indices of its first block and the next."""
    title, first, after = squeezed(blocks[at].text), at, at + 1
    if announced := _announced(title):
        return announced, first, after
    if at and _is_first_half(blocks[at - 1].text, title):
        title, first = squeezed(blocks[at - 1].text) + title, at - 1
    if after < len(blocks) and _SUFFIX.fullmatch(squeezed(blocks[after].text)):
        title, after = title + squeezed(blocks[after].text), after + 1
    return title, first, after


def _announced(text: str) -> str | None:
    """Return the title in “中共中央印发《…条例》” or “《…条例》全文如下”, given no line of its own."""
    match = _ANNOUNCED.fullmatch(squeezed(text)) if len(text) <= MAX_TITLE else None
    return match[1] if match and _TITLE.fullmatch(match[1]) else None


_ANNOUNCED = re.compile(
    r"(?:[^《。]{0,30}(?:印发|发布|公布|颁布|施行))?《([^《》]+)》(?:全文)?(?:如下)?[。：]?"
)
_HALF = re.compile(
    r"中国共产党|中华人民共和国|中共\S+|\S{2,12}(?:省|市|自治区|自治州|自治县|县|区|委员会)|关于\S+"
)


def _is_first_half(text: str, title: str) -> bool:
    bare = squeezed(text)
    if open_brackets(bare) and len(bare) <= MAX_TITLE and not ends_sentence(bare):
        return "》" in title
    return (
        bool(_HALF.fullmatch(bare)) and not _is_title(text) and not title.startswith(("中国", "中华", bare))
    )


def _note(blocks: Sequence[Block]) -> tuple[str, Sequence[Block]]:
    """Return the 题注, which may stand on several lines and without brackets, and what comes after it."""
    lines: list[str] = []
    for index, block in enumerate(blocks):
        text = "　".join(block.text.split())
        unfinished = bool(lines) and open_brackets("".join(lines))
        if not unfinished and not (_DATED.search(text) and _NOTE.match(text) and not text.endswith("。")):
            return "　".join(lines), blocks[index:]
        lines.append(text)
    return "　".join(lines), []


def _preamble(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the paragraphs before the first chapter, without the 目录 and without the label 总纲 or 序言."""
    texts: list[str] = []
    for block in blocks:
        label = unnumbered_heading(block.text)
        if label in {"总纲", "序言", "前言", "引言"}:
            texts.clear()
        elif label is None and heading_mark(block.text) is None:
            texts.append(squeezed(block.text))
    return tuple(texts)


def _without_title(blocks: Sequence[Block]) -> Front:
    first = next((b for b in blocks if not unnumbered_heading(b.text) and not heading_mark(b.text)), None)
    if first is None or ends_sentence(first.text):
        return Front(preamble=_preamble(blocks))
    note, rest = _note(blocks[blocks.index(first) + 1 :])
    return Front(squeezed(first.text), note, _preamble(rest))
