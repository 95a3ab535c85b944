"""`zelian diff`: what a change changes, for those who review it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import as_of_option, out_option, today, write_text


@click.command("diff", cls=ChineseCommand)
@click.argument("states", nargs=-1, metavar="[旧版本..新版本]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html"]),
    help="输出形式；默认按 --out 的文件名（.md、.html），否则是文字。",
)
@out_option
@as_of_option
@click.pass_obj
def diff(
    root: Path, states: tuple[str, ...], form: str | None, out: Path | None, as_of: dt.date | None
) -> int:
    """比较知识库的两个状态：记录、联系、覆盖、检查结果、待复核、数据、可能的重复。

    不写版本，就是最近一次提交和现在的文件；main..HEAD 比较两个版本；也可以写两个目录。
    """
    from build_tools.cache import cache_beside
    from build_tools.contributing.comparing import compare
    from build_tools.contributing.revisions import two_states
    from build_tools.knowledge_base import open_knowledge_base
    from build_tools.report.changes import change_as_html, change_as_markdown, change_as_text

    renderers = {"text": change_as_text, "markdown": change_as_markdown, "html": change_as_html}
    endings = {".md": "markdown", ".html": "html"}
    form = form or endings.get(out.suffix if out else "", "text")
    with two_states(root, states) as (before, after):
        cache, day = cache_beside(root), as_of or today()
        bases = [open_knowledge_base(state.root, as_of=day, cache=cache) for state in (before, after)]
        text = renderers[form](compare(*bases), before.name, after.name)
    write_text(text, out)
    if out is not None:
        click.echo(f"已写入：{out}")
    return 0
