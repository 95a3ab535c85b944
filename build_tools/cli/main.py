"""Commands. Each imports what it needs, so that `zelian --help` stays fast."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from build_tools import __version__
from build_tools.cli.chinese import ChineseGroup, usage_message
from build_tools.cli.commands import Commands
from build_tools.cli.shared import (
    Day,
    as_of_option,
    folder_option,
    open_base,
    print_findings,
    today,
)
from build_tools.errors import ToolError, reason_of
from build_tools.paths import DATA_FOLDER

if TYPE_CHECKING:
    from rich.console import RenderableType

EXIT_FOUND, EXIT_USAGE = 1, 2


def run() -> NoReturn:
    """Run the command line as a process of its own, and end it at once.

    Taking all objects apart at the end would cost a tenth of the time of a check.
    """
    try:
        main()
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else 0
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BrokenPipeError:
            code = EXIT_FOUND
        os._exit(code)


def main() -> NoReturn:
    """Run the command line; exit with 0 (fine), 1 (something was found) or 2 (wrong use)."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them takes 10 ms
    gc.disable()  # a command is over before collecting would pay: a tenth of its time
    try:
        code = zelian.main(standalone_mode=False)
    except click.UsageError as error:
        click.echo(f"错误：{usage_message(error)}", err=True)
        code = EXIT_USAGE
    except ToolError as error:
        click.echo(f"错误：{error}", err=True)
        code = EXIT_USAGE
    except click.Abort:
        click.echo("已中断。", err=True)
        code = EXIT_USAGE
    sys.exit(code or 0)


_COMMANDS = Commands()


@click.group(cls=ChineseGroup, commands=_COMMANDS, invoke_without_command=True)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(DATA_FOLDER),
    metavar="目录",
    help="知识库所在目录，默认 regulations。",
)
@click.option("--no-cache", is_flag=True, help="不用读取缓存（.cache/zelian）；缓存只影响快慢，不影响结果。")
@click.version_option(__version__, prog_name="zelian", message="责链 %(prog)s %(version)s", help="显示版本。")
@click.pass_context
def zelian(ctx: click.Context, root: Path, *, no_cache: bool) -> int:
    """责链：党建责任与法规条款知识库的工具。

    退出码：0 正常；1 检查发现错误、没有找到、文件不是统一格式；2 用法有误。
    """
    ctx.obj = root
    if no_cache:
        from build_tools.cache import turned_off

        ctx.with_resource(turned_off())
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
    return 0


def _print(renderables: list[RenderableType]) -> None:
    """Print with rich: in colour and to width on a terminal, plain and unfolded elsewhere."""
    from build_tools.report.tables import on_terminal, plain

    click.echo(plain(renderables), nl=False) if not sys.stdout.isatty() else on_terminal(renderables)


@zelian.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="输出形式：文字、JSON、GitHub 注解、SARIF 2.1.0。",
)
@as_of_option
@click.pass_obj
def check(root: Path, form: str, as_of: dt.date | None) -> int:
    """检查知识库：一次列出所有文件的所有问题。"""
    from build_tools.cli.checking import findings_of

    return print_findings(findings_of(root, as_of or today()), root, form)


@zelian.command()
@click.option("--site-dir", type=click.Path(path_type=Path), metavar="目录", help="网站写到哪里，默认 site。")
def build(site_dir: Path | None) -> int:
    """生成网站。

    内容没有变的文件不重写；生成失败时，原来的网站不动。
    """
    from build_tools.cli.building import DEFAULT, build_site

    return build_site(site_dir or DEFAULT)


@zelian.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="端口，默认 8000。")
def serve(port: int) -> int:
    """在本机预览网站，YAML 改动后自动刷新。"""
    from build_tools.cli.building import run_mkdocs

    return run_mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}")


@zelian.command("show")
@click.argument("query", metavar="引用或编号")
@as_of_option
@click.pass_obj
def show_command(root: Path, query: str, as_of: dt.date | None) -> int:
    """查看条款（《简称》第X条）、责任、岗位、经验、法规或者术语。"""
    from build_tools.report.records import show

    kb = open_base(root, as_of)
    try:
        _print(show(query, kb))
    except ToolError as error:
        click.echo(str(error), err=True)
        return EXIT_FOUND
    return 0


@zelian.command("list")
@click.argument("kind", default="责任", metavar="[种类]")
@click.option("--bearer", default="", metavar="主体", help="谁的责任，包括所属统称的；岗位还包括所在组织的。")
@click.option("--stage", default="", metavar="环节", help="定责、明责、履责、督责、考责、问责。")
@click.option("--line", default="", metavar="责任线", help="主体责任、监督责任、第一责任、一岗双责。")
@click.option("--unit", default="", metavar="单位类型", help="适用于哪类单位，如 国有企业。")
@click.option("--work", default="", metavar="法规", help="依据哪部法规，写简称或者编号。")
@click.option("--period", default="", metavar="周期", help="多久一次，如 每半年。")
@click.option("--word", default="", metavar="词", help="文字里有这个词。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@as_of_option
@click.pass_obj
def list_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    root: Path,
    kind: str,
    bearer: str,
    stage: str,
    line: str,
    unit: str,
    work: str,
    period: str,
    word: str,
    form: str,
    as_of: dt.date | None,
) -> int:
    """列出责任，或者主体、法规、经验、问题、指标、事项、术语。

    没有符合的，退出码为 1。
    """
    from build_tools.cli.listing import KINDS, print_list
    from build_tools.report.listing import Wanted

    if kind not in KINDS:
        raise ToolError(f"没有“{kind}”这个种类；可以写{'、'.join(KINDS)}")
    wanted = Wanted(bearer, stage, line, unit, work, period, word)
    return print_list(open_base(root, as_of), kind, wanted, form)


@zelian.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-", metavar="文件")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@click.option("--jsonl", is_flag=True, help="批量：每行一个 JSON，见参考文档“引用”。")
@as_of_option
@click.pass_obj
def cite(root: Path, file: Path, form: str, as_of: dt.date | None, *, jsonl: bool) -> int:
    """核对一份文稿（.txt、.md、.docx，或者标准输入）里引用的条款。

    列出每处引用的位置、统一写法、状态和要点；有引用不存在的条款时，退出码为 1。
    """
    from build_tools.cli.cite import answer_lines, check_file

    return answer_lines(file) if jsonl else check_file(file, lambda: open_base(root, as_of), form)


@zelian.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]…")
@click.option(
    "--check", "only_check", is_flag=True, help="只检查，不改文件；不是统一格式时打印差异，退出码为 1。"
)
@click.pass_obj
def fmt(root: Path, files: tuple[Path, ...], *, only_check: bool) -> int:
    """把 YAML 文件改写为统一格式，注释保留；不写文件名就是全部。"""
    from build_tools.cli.fmt import format_files

    return format_files(root, files, only_check=only_check)


@zelian.command()
@click.argument("code", metavar="代码")
def explain(code: str) -> int:
    """说明一个检查代码：什么意思、为什么查、怎样改。"""
    from build_tools.checks.catalogue import describe

    click.echo(describe(code.upper()))
    return 0


@zelian.command()
@folder_option
@as_of_option
@click.pass_obj
def pages(root: Path, out: Path, as_of: dt.date | None) -> int:
    """把全部页面写成文件，供其他网站引擎使用。"""
    from build_tools.site import SitePlan, write_pages

    plan = SitePlan(open_base(root, as_of), incremental=True)
    try:
        write_pages(plan, out)
    except OSError as error:
        raise ToolError(f"写不了目录“{out}”（{reason_of(error)}）") from None
    click.echo(f"已写入 {len(plan.pages)} 个页面：{out}")
    return 0


_COMMANDS.later("export", "build_tools.cli.exporting:export")
_COMMANDS.later("paper", "build_tools.cli.paper:paper")
_COMMANDS.later("new", "build_tools.cli.new:new")
_COMMANDS.later("pack", "build_tools.cli.packing:pack_command")
_COMMANDS.later("verify", "build_tools.cli.packing:verify_command")
_COMMANDS.later("accept", "build_tools.cli.accepting:accept")
_COMMANDS.later("diff", "build_tools.cli.diffing:diff")


@zelian.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@as_of_option
@click.pass_obj
def stats(root: Path, form: str, as_of: dt.date | None) -> int:
    """统计：法规、条款、责任、经验、数据的数量和覆盖情况。"""
    import json

    from build_tools.exports import statistics_record
    from build_tools.report.tables import statistics_tables

    record = statistics_record(open_base(root, as_of))
    if form == "json":
        click.echo(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _print(statistics_tables(record))
    return 0


@zelian.command()
@click.argument("work", metavar="法规")
@click.argument("old", default="", metavar="[旧版本日期]")
@click.argument("new", default="", metavar="[新版本日期]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。")
@as_of_option
@click.pass_obj
def impact(  # noqa: PLR0913, PLR0917  (one parameter an option)
    root: Path, work: str, old: str, new: str, form: str, as_of: dt.date | None
) -> int:
    """列出一次修订影响到什么：改动的条文，以它为依据的责任、检查指标、术语，牵连的做法和问题。

    法规写编号或者简称；日期写到能分辨为止，如 2017 2022，不写就是最后两个文本。
    """
    from build_tools.cli.impact import print_impact

    return print_impact(open_base(root, as_of), work, old, new, form)


@zelian.command()
@click.argument("ids", nargs=-1, metavar="[编号]…")
@click.option(
    "--file", type=click.Path(path_type=Path), metavar="文件", help="复核这个文件里待复核和未复核的。"
)
@click.option("--all", "everything", is_flag=True, help="复核全部待复核和未复核的。")
@click.option("--by", default="", metavar="姓名", help="复核人或者复核单位。")
@click.option("--on", type=Day(), metavar="日期", help="复核日期，默认今天。")
@click.option("--list", "only_list", is_flag=True, help="只列出待复核和未复核的，不改文件。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="清单的输出形式。"
)
@as_of_option
@click.pass_obj
def review(  # noqa: PLR0913, PLR0917  (one parameter an option)
    root: Path,
    ids: tuple[str, ...],
    file: Path | None,
    by: str,
    on: dt.date | None,
    form: str,
    as_of: dt.date | None,
    *,
    everything: bool,
    only_list: bool,
) -> int:
    """记下责任、检查指标、术语已经对照条文复核；条文以后改了，就会报待复核（SUS001）。

    把复核人、日期和依据的指纹写进 YAML，注释保留。
    """
    from build_tools.cli.review import Selection, list_reviews, record_reviews

    kb = open_base(root, as_of)
    if only_list:
        return list_reviews(kb, form)
    return record_reviews(kb, Selection(ids, file, everything), by, on or today())


_COMMANDS.later("import", "build_tools.cli.materials:import_command")
_COMMANDS.later("intake", "build_tools.cli.materials:intake_command")


@zelian.command()
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    default=Path("docs"),
    metavar="目录",
    help="文档目录，默认 docs。",
)
@click.option("--check", "only_check", is_flag=True, help="只检查，不写文件；有过时的，退出码为 1。")
@click.pass_obj
def generate(root: Path, docs: Path, *, only_check: bool) -> int:
    """由数据模型和命令生成 JSON Schema 和参考文档。"""
    from build_tools.cli.generate import generate_files, generated_files

    stale = generate_files(generated_files(root, docs, zelian), only_check=only_check)
    for path in stale:
        click.echo(f"{'已过时' if only_check else '已更新'}：{path.as_posix()}")
    return EXIT_FOUND if stale and only_check else 0
