"""`zelian export duties`, `indicators`, `calendar` and so on: lists in Excel, Word and CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from build_tools.cli.chinese import ChineseCommand
from build_tools.cli.shared import as_of_option, open_base, today, write_file, write_text
from build_tools.errors import ToolError

if TYPE_CHECKING:
    from build_tools.exports.choices import Choice
    from build_tools.exports.listing import Listing
    from build_tools.knowledge_base import KnowledgeBase

EXIT_NOTHING = 1
FORMATS = ("xlsx", "docx", "csv")
_OPTIONS = (
    click.option(
        "--post", "posts", multiple=True, metavar="主体", help="岗位或者组织，可以写几次；默认全部。"
    ),
    click.option("--unit", metavar="单位类型", help="如 机关、国有企业；默认各类单位。"),
    click.option("--year", type=int, metavar="年", help="年度，默认状态日期所在的年。"),
    click.option("--stage", "stages", multiple=True, metavar="环节", help="可以写几次；默认六个环节。"),
    click.option("--own", is_flag=True, help="只列直接写给该主体的，不含所属统称的。"),
    click.option("--with-body", "body", is_flag=True, help="加上岗位所在组织的责任。"),
    as_of_option,
)
_out = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写入文件；写目录就用标题作文件名；csv 不写这一项就打印。",
)


def _listing_command(name: str, *more: str) -> Callable[[Callable[..., int]], click.Command]:
    """Return a decorator that makes a command with the choices of a list; ``more`` are further formats."""

    def decorate(function: Callable[..., int]) -> click.Command:
        form = click.option(
            "--format", "form", type=click.Choice([*FORMATS, *more]), help="格式；默认看文件名，再默认 xlsx。"
        )
        decorated: Callable[..., int] = click.pass_obj(function)
        for option in reversed((*_OPTIONS, form, _out)):
            decorated = option(decorated)
        return click.command(name, cls=ChineseCommand)(decorated)

    return decorate


@_listing_command("duties")
@click.option("--levels", is_flag=True, help="三级对照：党组（党委）、机关党委、党支部。")
def duties(root: Path, *, levels: bool, **options: Any) -> int:  # noqa: ANN401  (the options of a list)
    """导出责任清单：责任内容、依据、主体、时限、佐证材料、参考经验。"""
    from build_tools.exports.lists import duty_list, levels_list

    return _write(root, levels_list if levels else duty_list, options)


@_listing_command("forms")
def forms(root: Path, **options: Any) -> int:  # noqa: ANN401
    """导出问题清单、责任清单、项目清单的空白表。"""
    from build_tools.exports.forms import blank_forms

    return _write(root, blank_forms, options)


@_listing_command("indicators")
def indicators(root: Path, **options: Any) -> int:  # noqa: ANN401
    """导出检查指标表，留有填写检查情况的一列。"""
    from build_tools.exports.overviews import indicator_list

    return _write(root, indicator_list, options)


@_listing_command("calendar", "ics")
def calendar(root: Path, **options: Any) -> int:  # noqa: ANN401
    """导出一年的年历和遇事办理的期限；ics 是一个主体的日历文件。"""
    from build_tools.exports.overviews import calendar_list

    return _write(root, calendar_list, options)


@_listing_command("experience-compare")
def experience_compare(root: Path, **options: Any) -> int:  # noqa: ANN401
    """导出各地做法对照、同单位的数据、没有做法的责任。"""
    from build_tools.exports.overviews import comparison_of_experiences

    return _write(root, comparison_of_experiences, options)


@_listing_command("coverage")
def coverage(root: Path, **options: Any) -> int:  # noqa: ANN401
    """导出条款覆盖情况：各部法规、没有拆出责任的条款和理由。"""
    from build_tools.exports.overviews import coverage_list

    return _write(root, coverage_list, options)


COMMANDS = (duties, forms, indicators, calendar, experience_compare, coverage)


def _write(root: Path, make: Callable[[KnowledgeBase, Choice], Listing], options: dict[str, Any]) -> int:
    """Write a list in the form asked for; with nothing to list say so and return 1."""
    from build_tools.exports.choices import choose

    out, form, as_of = options.pop("out"), options.pop("form"), options.pop("as_of") or today()
    year = options.pop("year") or as_of.year
    form = form or _form_of(out)
    if out is None and form != "csv":
        raise ToolError(f"{form} 不能打印；用 --out 写明文件或者目录")
    kb = open_base(root, as_of)
    choice = choose(kb, year=year, **options)
    listing = make(kb, choice)
    if not listing.rows:
        click.echo("没有符合这些条件的内容；可以放宽 --unit、--stage，或者去掉 --own", err=True)
        return EXIT_NOTHING
    content = _reminders(kb, choice) if form == "ics" else _rendered(listing, form)
    return _deliver(content, out, f"{listing.title}.{form}", listing.rows)


def _form_of(out: Path | None) -> str:
    suffix = out.suffix.lower().removeprefix(".") if out else "csv"
    return suffix if suffix in {*FORMATS, "ics"} else "xlsx"


def _rendered(listing: Listing, form: str) -> str | bytes:
    if form == "csv":
        from build_tools.exports.listing import as_csv

        return as_csv(listing)
    if form == "docx":
        from build_tools.exports.official_word import as_word

        return as_word(listing)
    from build_tools.exports.workbooks import as_workbook

    return as_workbook(listing)


def _reminders(kb: KnowledgeBase, choice: Choice) -> str:
    from build_tools.exports.choices import duties_for
    from build_tools.exports.events import calendar_of

    if len(choice.posts) != 1:
        raise ToolError("日历文件一次写一个主体；用一个 --post 写明")
    content = calendar_of(choice.posts[0], duties_for(kb, choice), choice.year, kb.as_of)
    if content is None:
        raise ToolError(f"{choice.who}没有按固定周期重复的责任，不能写日历文件；可以改用 xlsx")
    return content


def _deliver(content: str | bytes, out: Path | None, name: str, rows: int) -> int:
    from build_tools.exports.listing import safe_name

    if out is None:
        write_text(str(content), None)
        return 0
    path = out / safe_name(name) if out.is_dir() else out
    write_file(content, path)
    click.echo(f"已写入{rows}行：{path}")
    return 0
