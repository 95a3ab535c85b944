"""`zelian generate`: everything that is derived from code or model and committed."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.checks.catalogue import render_markdown
from build_tools.cli.shared import write_file
from build_tools.loading import load_corpus
from build_tools.reference import render_data_dictionary
from build_tools.report.finding_records import json_schema
from build_tools.schemas import IDS_FILE, ids_schema, schemas

_WIDTH = 100

_CLI_INTRODUCTION = """\
# 命令

<!-- 本页由 zelian generate 按命令的帮助生成，请勿手改。 -->

在项目根目录运行。退出码：`0` 正常；`1` 检查发现错误、没有找到、文件不是统一格式；`2` 用法有误。
"""


def generated_files(root: Path, docs: Path, command: click.Group) -> dict[Path, str]:
    """Return the text of each generated file: JSON Schemas under ``root``, reference pages under ``docs``."""
    files = {root / "schema" / name: text for name, text in schemas().items()}
    files[root / "schema" / IDS_FILE] = ids_schema(load_corpus(root)[0])
    files[docs / "reference" / "findings.schema.json"] = json_schema()
    files[docs / "reference" / "checks.md"] = render_markdown()
    files[docs / "reference" / "data.md"] = render_data_dictionary()
    files[docs / "reference" / "cli.md"] = render_commands(command)
    return files


def generate_files(files: dict[Path, str], *, only_check: bool) -> list[Path]:
    """Write the files that are stale (only list them with ``only_check``) and return them."""
    stale = [p for p, text in files.items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    for path in () if only_check else stale:
        write_file(files[path], path)
    return stale


def render_commands(group: click.Group, path: str = "zelian") -> str:
    """Return the help of every command as Markdown, one section each."""
    with click.Context(group, info_name=path, terminal_width=_WIDTH) as context:
        sections = [_CLI_INTRODUCTION, *_sections(group, context)]
    return "\n".join(sections)


def _sections(command: click.Command, context: click.Context) -> list[str]:
    path = context.command_path
    anchor = path.replace(" ", "-")
    lines = [f"## {path} {{#{anchor}}}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"]
    for name, inner in command.commands.items() if isinstance(command, click.Group) else ():
        with click.Context(inner, info_name=name, parent=context, terminal_width=_WIDTH) as below:
            lines += _sections(inner, below)
    return lines
