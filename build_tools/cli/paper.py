"""The options of `zelian paper`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import as_of_option, open_base
from build_tools.errors import ToolError

_KINDS = (
    "谁的责任",
    "数字和时限",
    "判断",
    "依据哪一条",
    "短案例",
    "属于哪个环节",
    "术语",
    "先后次序",
    "哪里的做法",
    "手写题",
)
_FORMS = ("word", "csv", "anki", "qti")


@click.command(cls=ChineseCommand)
@click.option("--post", metavar="岗位", help="岗位或者组织的名称、别名、编号，如 党支部书记。")
@click.option("--n", "count", type=click.IntRange(1, 500), default=30, metavar="题数", help="题数，默认 30。")
@click.option(
    "--seed", default="1", metavar="种子", help="字母、数字；同一种子、同一数据，题目相同。默认 1。"
)
@click.option("--ab", is_flag=True, help="出 A、B 两卷：题目相同，次序不同。")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="只要这些题型，可以写几次。")
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(_FORMS),
    help="写成什么：word 试卷、答题卡和答案，csv 表格，anki 卡片，qti 教学平台；可以写几次，默认 word。",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="写到哪里。")
@click.option(
    "--check",
    "old",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="核对以前写出的 CSV：哪些题的依据已经改动；有改动的，退出码为 1。",
)
@as_of_option
@click.pass_obj
def paper(  # noqa: PLR0913, PLR0917  (one parameter an option)
    root: Path,
    post: str | None,
    count: int,
    seed: str,
    kinds: tuple[str, ...],
    forms: tuple[str, ...],
    out: Path | None,
    old: Path | None,
    as_of: dt.date | None,
    *,
    ab: bool,
) -> int:
    """为一个岗位出卷：试卷、答题卡、带依据的答案，或者卡片、表格。

    题目由知识库生成，每题钉住依据条款的指纹；依据待复核的题不用。
    """
    from build_tools.cli.paper_files import Order, check_questions, write_paper

    if old:
        return check_questions(open_base(root, as_of), old)
    if not post or not out:
        raise ToolError("写明给谁出卷、写到哪里，如 zelian paper --post 党支部书记 --out 试卷")
    if not (seed.isascii() and seed.isalnum()):
        raise ToolError(f"种子“{seed}”不能用；只用字母和数字，如 7、2026a")
    versions = ("A", "B") if ab else ("A",)
    return write_paper(
        open_base(root, as_of), Order(post, count, seed, kinds, versions, forms or ("word",)), out
    )
