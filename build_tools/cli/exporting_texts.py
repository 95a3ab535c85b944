"""`zelian export akn`: which text is meant, and all texts at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.cli.impact import work_named
from build_tools.cli.shared import write_files
from build_tools.errors import ToolError
from build_tools.exports.akoma_ntoso import file_name, text_as_akn, texts_with_work
from build_tools.partial_dates import parse_day

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.knowledge_base import KnowledgeBase


def text_named(kb: KnowledgeBase, name: str) -> Text:
    """Return the text that `work` or `work@date` names.

    Raises:
        ToolError: there is no such work, or no text of it on that date; the message tells what there is.
    """
    head, _, day = name.partition("@")
    work = work_named(kb.corpus, head)
    texts = kb.corpus.texts.get(work, ())
    if not texts:
        raise ToolError(f"《{kb.corpus.works[work].short_title}》只有书目，没有条文，不能导出")
    if not day:
        return kb.corpus.text_of(work, kb.as_of) or texts[-1]
    try:
        found = kb.corpus.version(work, parse_day(day))
    except ValueError as error:
        raise ToolError(f"日期“{day}”不对：{error}") from None
    if found is None:
        dates = "、".join(text.date.isoformat() for text in texts)
        raise ToolError(f"《{kb.corpus.works[work].short_title}》没有{day}的文本；有 {dates}")
    return found


def write_every_text(kb: KnowledgeBase, out: Path | None) -> int:
    """Write all texts into a folder.

    Raises:
        ToolError: no folder is named, or a file cannot be written.
    """
    if out is None:
        raise ToolError("不写法规就导出全部文本；用 --out 写明目录")
    texts = texts_with_work(kb.corpus)
    write_files({out / file_name(text): text_as_akn(kb, text) for text in texts})
    click.echo(f"已写入 {len(texts)} 个文件：{out}")
    return 0
