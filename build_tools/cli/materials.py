"""The commands `zelian import` and `zelian intake`: what comes from outside is shown before it is kept."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import open_base, out_option


@click.command("import", cls=ChineseCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option(
    "--as",
    "target",
    metavar="编号@日期",
    help="属于哪部法规的哪个版本，如 dangzhang@2022-10-22；默认按内容认。",
)
@click.option("--write", is_flag=True, help="写入知识库；不写这一项只预览。")
@click.option("--accept-differences", "accept", is_flag=True, help="与指纹不符也写入。")
@click.option("--replace", is_flag=True, help="覆盖已经导入的原文。")
@click.option(
    "--all", "everything", is_flag=True, help="文件是一个目录：逐个列出其中文件的条数；加 --write 全部导入。"
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@click.pass_obj
def import_command(  # noqa: PLR0913  (one parameter an option)
    root: Path,
    file: Path,
    target: str | None,
    form: str,
    *,
    write: bool,
    accept: bool,
    replace: bool,
    everything: bool,
) -> int:
    """读入一部法规的正式文本，与指纹核对，写成本地原文。

    可以读 .txt、.md、.html、.docx 和有文字层的 .pdf。先打印结构、条数和疑点；原文只写到 local/，
    不进入版本库。与指纹不符的，退出码为 1，不写入。
    """
    from build_tools.cli.importing import Options, import_file, import_folder

    if everything and write:
        from build_tools.cli.importing_all import import_all

        if target or accept or replace:
            raise click.UsageError(
                "--all 不与 --as、--accept-differences、--replace 同用；有疑问的文件逐个导入。"
            )
        return import_all(file, root, open_base(root).corpus, form)
    if everything:
        return import_folder(file, form)
    options = Options(target, write=write, accept=accept, replace=replace, form=form)
    return import_file(file, root, lambda: open_base(root).corpus, options)


@click.command("intake", cls=ChineseCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--report", type=int, metavar="序号", help="文件里有几篇材料时，只要第几篇。")
@click.option(
    "--against",
    multiple=True,
    metavar="经验编号",
    help="列出材料里有、这条经验里没有的数字，可以写几次；有遗漏的，退出码为 1。",
)
@out_option
@click.option("--overwrite", is_flag=True, help="文件已经存在也写。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@click.pass_obj
def intake_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    root: Path,
    file: Path,
    report: int | None,
    against: tuple[str, ...],
    out: Path | None,
    form: str,
    *,
    overwrite: bool,
) -> int:
    """整理一份地方材料，给出经验骨架。

    去掉网页杂项和拼音，繁体转简体，列出数字、日期、单位和引用。
    """
    from build_tools.cli.intake import Request, take_in_file

    return take_in_file(file, root, lambda: open_base(root), Request(form, report, against, out, overwrite))
