"""Tables for the terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table; numbers stand to the right."""
    rows = [tuple(row) for row in rows]
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[index], int) for row in rows)
        made.add_column(column, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        made.add_row(*map(str, row))
    return made


def statistics_tables(record: dict[str, Any]) -> list[RenderableType]:
    """Return the counts of `statistics_record` as tables."""
    works = [
        (
            w["title"],
            e["date"],
            e["chapters"],
            e["articles"],
            e["paragraphs"],
            e["items"],
            w["obligations"],
            w["covered"],
        )
        for w in record["works"]
        for e in w["expressions"]
        or [dict.fromkeys(("date", "chapters", "articles", "paragraphs", "items"), "—")]
    ]
    rest = [(name, record[key]) for key, name in _NAMES.items()]
    return [
        table("法规", ("名称", "版本", "章", "条", "款", "项", "设定义务", "已覆盖"), works),
        table(
            f"责任（共 {record['duties']['total']} 条）",
            ("责任主体", "条数"),
            record["duties"]["by_bearer"].items(),
        ),
        table("其他", ("类别", "数量"), rest),
    ]


def on_terminal(renderables: Iterable[RenderableType]) -> None:
    """Print to the terminal, in colour and folded to its width."""
    console = Console(highlight=False)
    for renderable in renderables:
        console.print(renderable)


def plain(renderables: Iterable[RenderableType]) -> str:
    """Return the same as text for a file or a pipe: no colour, no frames, one line a row."""
    stream = io.StringIO()
    console = Console(file=stream, width=PLAIN_WIDTH, highlight=False)
    for renderable in renderables:
        if isinstance(renderable, Table):
            renderable.box = None
            renderable.pad_edge = False
        console.print(renderable, soft_wrap=not isinstance(renderable, Table))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


PLAIN_WIDTH = 2000
"""Columns of a plain table: wide enough that no cell is folded."""

_NAMES = {
    "experiences": "经验",
    "measures": "做法",
    "figures": "数据",
    "problems": "问题",
    "indicators": "检查指标",
    "matters": "事项",
    "milestones": "沿革",
    "terms": "术语",
    "questions": "试题",
}
