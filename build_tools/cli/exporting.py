"""`zelian export`: the knowledge base in formats for other programs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from build_tools.cli.chinese import ChineseGroup
from build_tools.cli.exporting_lists import COMMANDS
from build_tools.cli.shared import (
    as_of_option,
    folder_option,
    open_base,
    out_option,
    write_files,
    write_text,
)


@click.group(cls=ChineseGroup)
def export() -> None:
    """导出知识库。"""


@export.command("json")
@out_option
@as_of_option
@click.pass_obj
def export_json(root: Path, out: Path | None, as_of: dt.date | None) -> int:
    """导出整个知识库为 JSON。"""
    from build_tools.exports import knowledge_as_json

    write_text(knowledge_as_json(open_base(root, as_of)), out)
    return 0


@export.command("csv")
@folder_option
@as_of_option
@click.pass_obj
def export_csv(root: Path, out: Path, as_of: dt.date | None) -> int:
    """导出责任、条款、各地数据、检查指标、问题，各一个 CSV 文件（UTF-8，有 BOM）。"""
    from build_tools.exports import TABLES

    kb = open_base(root, as_of)
    write_files({out / f"{table.name}.csv": table.csv(kb) for table in TABLES})
    click.echo(f"已写入 {len(TABLES)} 个文件：{out}")
    return 0


@export.command("graphml")
@out_option
@as_of_option
@click.pass_obj
def export_graphml(root: Path, out: Path | None, as_of: dt.date | None) -> int:
    """导出全部联系为 GraphML，供 Gephi 等图形程序使用。"""
    from build_tools.exports import links_as_graphml

    write_text(links_as_graphml(open_base(root, as_of)), out)
    return 0


@export.command("jsonld")
@out_option
@as_of_option
@click.pass_obj
def export_jsonld(root: Path, out: Path | None, as_of: dt.date | None) -> int:
    """导出法规书目为 JSON-LD（schema.org 和欧洲立法标识 ELI）。"""
    from build_tools.exports import works_as_jsonld

    write_text(works_as_jsonld(open_base(root, as_of)), out)
    return 0


@export.command("ics")
@folder_option
@as_of_option
@click.pass_obj
def export_ics(root: Path, out: Path, as_of: dt.date | None) -> int:
    """导出各主体的周期责任，各一个日历文件（.ics）。"""
    from build_tools.exports.reminders import reminders

    kb = open_base(root, as_of)
    found = {bearer.id: text for bearer in kb.corpus.bearers.values() if (text := reminders(kb, bearer))}
    write_files({out / f"{bearer}.ics": text for bearer, text in found.items()})
    click.echo(f"已写入 {len(found)} 个文件：{out}")
    return 0


@export.command("akn")
@click.argument("text", metavar="[法规[@日期]]", default="")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写入文件；不写法规时是目录，写入全部文本。",
)
@as_of_option
@click.pass_obj
def export_akn(root: Path, text: str, out: Path | None, as_of: dt.date | None) -> int:
    """导出法规文本为 Akoma Ntoso 3.0（XML）。

    法规写编号或者简称，如 zhuti-zeren-guiding、dangzhang@2017-10-24；不写日期就是现行文本。
    """
    from build_tools.cli.exporting_texts import text_named, write_every_text
    from build_tools.exports.akoma_ntoso import text_as_akn

    kb = open_base(root, as_of)
    if text:
        write_text(text_as_akn(kb, text_named(kb, text)), out)
        return 0
    return write_every_text(kb, out)


for command in COMMANDS:
    export.add_command(command)
