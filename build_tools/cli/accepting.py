"""`zelian accept`: check a filled-in form and file the record."""

from __future__ import annotations

from pathlib import Path

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import open_base, print_findings, write_files
from build_tools.errors import ToolError, reason_of


@click.command("accept", cls=ChineseCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--check", "only_check", is_flag=True, help="只检查，不写入知识库。")
@click.option("--add-region", is_flag=True, help="词表里没有这个地区时登记它。")
@click.option("--parent", default="", metavar="地区", help="登记的地区属于哪个上级地区。")
@click.pass_obj
def accept(root: Path, file: Path, parent: str, *, only_check: bool, add_region: bool) -> int:
    """收下提交表单的经验：放进知识库检查，没有错误才写到该放的位置。

    文件是表单下载的 YAML，或者贴有它的信件、议题（``` 之间）；不覆盖已有的文件。
    """
    from build_tools.cache import cache_beside
    from build_tools.contributing.accepting import RegionWish
    from build_tools.contributing.accepting import accept as accept_record

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else "不是 UTF-8 编码"
        raise ToolError(f"读不了文件“{file}”（{reason}）") from None
    kb = open_base(root)
    accepted = accept_record(kb, file.as_posix(), text, RegionWish(add_region, parent), cache_beside(root))
    code = print_findings(accepted.findings, Path()) if accepted.findings else 0
    for near in accepted.near:
        click.echo(f"可能重复：“{near.new_name}”与 {near.old}（{near.old_name}）{near.why}")
    if code:
        click.echo("没有写入知识库：先改正以上错误。", err=True)
        return code
    if only_check:
        click.echo("可以收下，没有写入。")
        return 0
    write_files({root / path: content for path, content in accepted.files.items()})
    for path in accepted.files:
        click.echo(f"已写入：{(root / path).as_posix()}")
    click.echo("接着做：zelian diff 看影响，zelian serve 看网页，然后提交")
    return 0
