"""Papers as Word documents: questions in versions A and B, the answer sheet, the key with its basis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from build_tools.exports.listing import safe_name
from build_tools.exports.wordstyle import (
    CELL,
    add_heading,
    add_table,
    add_text,
    add_title,
    begin_landscape,
    official_document,
    to_bytes,
)
from build_tools.training.records import letter

if TYPE_CHECKING:
    from docx.document import Document

    from build_tools.training.papers import Paper
    from build_tools.training.records import Question

_OFF_GRID = f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'
"""The grid of an official document has 22 lines a page: a paper would take twice as many pages."""
QUESTION, OPTION = "试题", "选项"
_BLANK = "＿" * 8
_ANSWER = "（\u00a0\u00a0\u00a0\u00a0）"
"""Where the letter goes: not to be broken."""
_SHORT = 10
"""Options of at most so many characters stand side by side."""
_ACROSS = 10
"""Boxes in a row of the answer sheet."""
_SIGNED = f"姓名{_BLANK}　单位{_BLANK}　得分{_BLANK}"


def paper_files(paper: Paper, day: dt.date) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file: a paper per version, the answer sheet, the answer key.

    ``day`` stands for the clock: the same paper and day give the same bytes.
    """
    name = safe_name(paper.bearer.name)
    for version in paper.versions:
        yield f"{name}-试卷{version}.docx", _questions(paper, version, day)
    yield f"{name}-答题卡.docx", _sheet(paper, day)
    yield f"{name}-答案和依据.docx", _key(paper, day)


def _document(title: str, day: dt.date) -> Document:
    document = official_document(title, day)
    for name, size, line, space in ((QUESTION, 10.5, 17, 5), (OPTION, 10.5, 17, 0)):
        style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[CELL]
        style.font.size = Pt(size)
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        form.space_before, form.keep_together, form.keep_with_next = Pt(space), True, name == QUESTION
        form.left_indent = Pt(0 if name == QUESTION else 21)
        style.element.get_or_add_pPr().insert_element_before(parse_xml(_OFF_GRID), "w:spacing", "w:ind")
    add_title(document, title)
    return document


def _questions(paper: Paper, version: str, day: dt.date) -> bytes:
    document = _document(f"{paper.bearer.name}岗前培训试卷（{version}卷）", day)
    total = paper.points * len(paper.questions)
    document.add_paragraph(_SIGNED, style=QUESTION)
    document.add_paragraph(
        f"共{len(paper.questions)}题，每题{paper.points}分，满分{total}分。每题只有一个正确答案，"
        "请把答案填在答题卡上。",
        style=QUESTION,
    )
    numbered = list(enumerate(paper.in_order(version), 1))
    parts = groupby(numbered, key=lambda entry: entry[1].is_judgement)
    for head, (is_judgement, part) in zip("一二", parts, strict=False):
        add_heading(document, f"{head}、{'判断题' if is_judgement else '单项选择题'}")
        for number, question in part:
            _add_question(document, number, question)
    _add_mark(document, paper)
    return to_bytes(document)


def _add_question(document: Document, number: int, question: Question) -> None:
    document.add_paragraph(f"{number}．{question.stem}{_ANSWER}", style=QUESTION)
    lettered = [f"{letter(index)}．{option.text}" for index, option in enumerate(question.options)]
    side_by_side = max(map(len, lettered)) <= _SHORT
    lines = ["　　".join(lettered)] if side_by_side else lettered
    for index, line in enumerate(lines):
        paragraph = document.add_paragraph(line, style=OPTION)
        paragraph.paragraph_format.keep_with_next = index < len(lines) - 1


def _add_mark(document: Document, paper: Paper) -> None:
    document.add_paragraph(
        f"试题由责链知识库生成，以正式文本为准。种子{paper.seed}，试题版本{paper.mark}。", style=QUESTION
    )


def _sheet(paper: Paper, day: dt.date) -> bytes:
    document = _document(f"{paper.bearer.name}岗前培训答题卡", day)
    versions = "　".join(f"□{version}卷" for version in paper.versions)
    document.add_paragraph(f"试卷　{versions}", style=QUESTION)
    document.add_paragraph(_SIGNED, style=QUESTION)
    document.add_paragraph("判断题正确的填A，错误的填B；选择题填字母。", style=QUESTION)
    numbers = [str(number) for number in range(1, len(paper.questions) + 1)]
    for start in range(0, len(numbers), _ACROSS):
        row = numbers[start : start + _ACROSS]
        row += [""] * (_ACROSS - len(row))
        add_table(document, [(number, 1.0) for number in row], [[""] * _ACROSS])
    _add_mark(document, paper)
    return to_bytes(document)


def _key(paper: Paper, day: dt.date) -> bytes:
    title = f"{paper.bearer.name}岗前培训试卷答案和依据"
    document = _document(title, day)
    add_text(
        document,
        f"每题{paper.points}分。依据的条款如有修订，请重新出卷：题目随条款更新，种子{paper.seed}不变，"
        f"试题版本会与{paper.mark}不同。",
    )
    for version in paper.versions:
        add_heading(document, f"{version}卷答案")
        add_text(document, _letters(paper.in_order(version)))
    width = begin_landscape(document)
    add_heading(document, "解析和依据")
    heads = [(f"{version}卷", 2.0) for version in paper.versions]
    columns = [*heads, ("题干", 14.0), ("正确答案", 8.0), ("解析", 14.0), ("依据", 8.0), ("难度", 2.0)]
    add_table(document, columns, _key_rows(paper), width=width)
    _add_mark(document, paper)
    return to_bytes(document)


def _letters(questions: Iterable[Question]) -> str:
    """Return the answers in groups of five, each after its numbers: 1—5 ABABC."""
    letters = [question.letter for question in questions]
    groups = [letters[start : start + 5] for start in range(0, len(letters), 5)]
    return "　".join(f"{5 * i + 1}—{5 * i + len(group)} {''.join(group)}" for i, group in enumerate(groups))


def _key_rows(paper: Paper) -> Iterator[list[str]]:
    places = {
        version: {q.id: (number, q) for number, q in enumerate(paper.in_order(version), 1)}
        for version in paper.versions
    }
    for question in paper.in_order(paper.versions[0]):
        answers = [f"{number} {q.letter}" for number, q in (places[v][question.id] for v in paper.versions)]
        basis = "\n".join(pin.reference for pin in question.pins)
        said = (question.stem, question.right.text, question.explanation, basis, question.difficulty.value)
        yield [*answers, *said]
