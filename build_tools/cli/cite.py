"""`zelian cite`: the citations of a draft, or of lines of the batch protocol."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from build_tools.citations.batch import answer
from build_tools.documents import decode, read_document
from build_tools.drafts import CheckedCitation, check_draft
from build_tools.errors import ToolError, reason_of
from build_tools.knowledge_base import KnowledgeBase

STANDARD_INPUT = Path("-")


def check_file(file: Path, open_base: Callable[[], KnowledgeBase], form: str) -> int:
    """Print the citations of a document; return 1 when one leads to a provision that does not exist."""
    text = decode(sys.stdin.buffer.read(), "标准输入") if file == STANDARD_INPUT else read_document(file)
    kb = open_base()
    checked = check_draft(text, kb.corpus, kb.as_of)
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(c) for c in checked], ensure_ascii=False, indent=1))
    else:
        _print_text(checked)
    return 1 if any(c.is_wrong for c in checked) else 0


def _print_text(checked: tuple[CheckedCitation, ...]) -> None:
    for citation in checked:
        click.echo(f"{citation.line}:{citation.column}\t{citation.status}\t{citation.text}")
        for label, said in (
            ("写作", "、".join(citation.canonical)),
            ("要点", citation.digest),
            ("", citation.remedy),
        ):
            if said:
                click.echo(f"\t{label}{'：' if label else ''}{said}")
    wrong = sum(c.is_wrong for c in checked)
    click.echo(f"共 {len(checked)} 处引用，{wrong} 处引用的条款不存在。")


def answer_lines(file: Path) -> int:
    """Answer each line of the batch protocol with a line.

    Raises:
        ToolError: a line is no JSON object with an id and a text.
    """
    with _opened(file) as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                click.echo(_as_json(_answer(line, number)))
    return 0


def _answer(line: bytes, number: int) -> dict[str, object]:
    try:
        return answer(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ToolError(f"第{number}行不是带 id 和 text 的 JSON 对象（{error}）") from None


def _as_json(record: dict[str, object]) -> str:
    """Return the record as JSON; half a surrogate pair, which no encoding writes, stays the escape it was."""
    return json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace").decode()


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if file == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise ToolError(f"读不了文件“{file}”（{reason_of(error)}）") from None
    with stream:
        yield stream
