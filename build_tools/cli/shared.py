"""What several commands share: the day and the output as options, opening and writing."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from build_tools.errors import ToolError, reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from build_tools.findings import Finding
    from build_tools.knowledge_base import KnowledgeBase


class Day(click.ParamType[dt.date]):
    """A day written yyyy-mm-dd."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day that ``value`` names."""
        from build_tools.partial_dates import parse_day

        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


as_of_option = click.option(
    "--as-of", type=Day(), metavar="日期", help="以哪一天计算现行、已修订等状态，如 2026-01-31；默认今天。"
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path), metavar="文件", help="写入文件；默认打印。"
)
folder_option = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="目录",
    help="写到哪里。",
)


def open_base(root: Path, as_of: dt.date | None = None) -> KnowledgeBase:
    """Return the knowledge base in ``root`` as of a day, today when none is given; with its cache."""
    from build_tools.cache import cache_beside
    from build_tools.knowledge_base import open_knowledge_base

    return open_knowledge_base(root, as_of=as_of or today(), cache=cache_beside(root))


def today() -> dt.date:
    """Return the day on which the command runs."""
    return dt.datetime.now().astimezone().date()


def write_text(text: str, out: Path | None) -> None:
    """Print ``text``, or write it to the file ``out``.

    Raises:
        ToolError: the file cannot be written.
    """
    if out is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    write_file(text if text.endswith("\n") else text + "\n", out)


def write_file(content: str | bytes, out: Path) -> None:
    """Write ``content`` to the file ``out``, wholly or not at all.

    Raises:
        ToolError: the file cannot be written.
    """
    write_files({out: content})


def write_files(files: Mapping[Path, str | bytes]) -> None:
    """Write several files, all of them or none.

    Raises:
        ToolError: one of them cannot be written.
    """
    from build_tools.files import write_together

    try:
        write_together(files)
    except OSError as error:
        rest = f"；这一批 {len(files)} 个文件都没有写入" if len(files) > 1 else ""
        raise ToolError(f"写不了文件“{error.filename}”（{reason_of(error)}）{rest}") from None


def print_findings(findings: Sequence[Finding], root: Path, form: str = "text") -> int:
    """Print findings of the knowledge base in ``root``; return 1 when one is an error, else 0.

    Colours only on a terminal, and not when NO_COLOR is set (no-color.org).
    """
    from build_tools.findings import Severity
    from build_tools.report.findings import Setting, render_findings

    prefix = "" if root == Path() else f"{root.as_posix().rstrip('/')}/"
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if text := render_findings(findings, form, Setting(prefix, root, colour)):
        click.echo(text)
    return 1 if any(f.severity is Severity.ERROR for f in findings) else 0
