"""`zelian new`: begin a record from the template at the right place; what is to be written is a gap."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from build_tools.cli.chinese import ChineseCommand, ChineseGroup
from build_tools.cli.shared import open_base, write_files
from build_tools.contributing.facts import NEW_KINDS, Fact, NewKind
from build_tools.corpus import Kind
from build_tools.errors import ToolError

if TYPE_CHECKING:
    from build_tools.contributing.answers import Answer
    from build_tools.contributing.beginning import Begun
    from build_tools.intake import Intake
    from build_tools.knowledge_base import KnowledgeBase

_FROM_REPORT = frozenset({"title", "region"})
"""What must be said when a report tells the rest."""


@click.group(cls=ChineseGroup)
def new() -> None:
    """新建一份记录：按模板写到该放的位置，列出接着要做的三步。

    缺少的必要事实，在终端里逐项询问；不覆盖已有的文件。
    """


@dataclass(frozen=True, slots=True)
class _Extra:
    """The options that are no facts."""

    id: str = ""
    file: str = ""
    report: int = 1
    from_file: Path | None = None
    add_region: bool = False
    parent: str = ""


def _begin(root: Path, kind: NewKind, given: Mapping[str, Answer], extra: _Extra) -> int:
    from build_tools.contributing.answers import checked_answers
    from build_tools.contributing.beginning import Wish, begin

    kb = open_base(root)
    intake = _read(extra)
    needed = _FROM_REPORT if intake else {fact.key for fact in kind.facts if fact.is_needed}
    kind = replace(kind, facts=tuple(_asked_of(fact, needed, intake) for fact in kind.facts))
    answers = dict(given)
    if sys.stdin.isatty():
        answers, extra = _ask(kind, given, kb, extra)
    region = str(answers.get("region", "")).strip()
    is_new = extra.add_region and bool(region) and kb.corpus.named(Kind.REGION, region) is None
    facts = kind.facts if not is_new else tuple(f for f in kind.facts if f.key != "region")
    checked = checked_answers(replace(kind, facts=facts), answers, kb.corpus, kb.as_of)
    if is_new:
        checked["region"] = region
    begun = begin(
        kb,
        Wish(
            kind,
            checked,
            identifier=extra.id,
            stem=extra.file,
            new_region=region if is_new else "",
            parent_region=extra.parent,
            intake=intake,
            report=extra.report,
        ),
    )
    write_files({root / path: text for path, text in begun.files.items()})
    _say_next(root, kind, begun)
    return 0


def _read(extra: _Extra) -> Intake | None:
    if extra.from_file is None:
        return None
    from build_tools.intake import read_report, take_in

    intake = take_in(read_report(extra.from_file))
    count = len(intake.reports)
    if not 1 <= extra.report <= count:
        raise ToolError(f"文件里有{count}篇材料，没有第{extra.report}篇")
    return intake


def _asked_of(fact: Fact, needed: set[str] | frozenset[str], intake: Intake | None) -> Fact:
    """Return the fact as it is asked for here: what a report tells has no other default."""
    return replace(fact, is_needed=fact.key in needed, default="" if intake else fact.default)


def _ask(
    kind: NewKind, given: Mapping[str, Answer], kb: KnowledgeBase, extra: _Extra
) -> tuple[dict[str, Answer], _Extra]:
    """Return the answers with what is needed and was not given asked for, each until it is right.

    A region that is not known can be registered there and then.
    """
    from build_tools.contributing.answers import checked_answer, choices

    answers = dict(given)
    for fact in kind.facts:
        while fact.is_needed and not answers.get(fact.key):
            if fact.names is Kind.REGION and extra.add_region:
                answers[fact.key] = click.prompt(fact.question, prompt_suffix="：", type=str).strip()
                continue
            known = choices(fact, kb.corpus)
            if known:
                click.echo(f"可以写：{'、'.join(known)}")
            text = click.prompt(fact.question, prompt_suffix="：", type=str).strip()
            try:
                answers[fact.key] = checked_answer(fact, text, kb.corpus, kb.as_of)
            except ToolError as error:
                click.echo(str(error), err=True)
                if fact.names is Kind.REGION and click.confirm(f"把“{text}”登记为新的地区吗（y 是，n 否）"):
                    parent = click.prompt(
                        "上级地区（没有就直接按回车）", prompt_suffix="：", default="", show_default=False
                    )
                    answers[fact.key] = text
                    extra = replace(extra, add_region=True, parent=parent.strip())
    return answers, extra


def _say_next(root: Path, kind: NewKind, begun: Begun) -> None:
    others = [path for path in begun.files if path != begun.path]
    places = [(root / path).as_posix() for path in (begun.path, *others)]
    click.echo(f"已写入{kind.chinese}“{begun.id}”：{'、'.join(places)}")
    click.echo("接着做：")
    text = begun.files[begun.path]
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line == f"- id: {begun.id}"]
    where = f"{places[0]}，找到第{lines[0]}行" if lines else places[0]
    click.echo(f'1. 打开 {where}，把 "" 填好；# 后面的是例子和可以不写的键，用不着的删去')
    click.echo("2. 运行 zelian fmt 和 zelian check，按提示改到没有错误")
    click.echo("3. 运行 zelian diff 看这次改动的影响，zelian serve 看网页，然后提交")


def _register(kind: NewKind) -> None:
    options: list[click.Parameter] = [_option(fact) for fact in kind.facts]
    help_id = "编号；不写就用拼音。"
    options.append(click.Option(["--id", "identifier"], default="", metavar="编号", help=help_id))
    if kind.kind in {Kind.PROBLEM, Kind.QUESTION}:
        text = "写进哪个文件（不带 .yml）；不写就新建一个。"
        options.append(click.Option(["--file", "stem"], default="", metavar="文件名", help=text))
    if kind.kind is Kind.EXPERIENCE:
        options += _experience_options()

    @click.pass_obj
    def run(root: Path, /, **values: Any) -> int:  # noqa: ANN401  (the values of the options above)
        given = {fact.key: values[_name(fact)] for fact in kind.facts if values[_name(fact)]}
        extra = _Extra(
            values["identifier"],
            values.get("stem", ""),
            values.get("report", 1),
            values.get("from_file"),
            add_region=values.get("add_region", False),
            parent=values.get("parent", ""),
        )
        return _begin(root, kind, given, extra)

    help_text = f"新建{kind.chinese}。"
    new.add_command(ChineseCommand(kind.name, params=options, callback=run, help=help_text))


def _option(fact: Fact) -> click.Option:
    needed = "（必要）" if fact.is_needed else ""
    return click.Option(
        [f"--{fact.option}", _name(fact)],
        default=(),
        multiple=True,
        metavar="内容",
        help=f"{fact.question}{needed}{'，可以写几次' if fact.many else ''}。",
        callback=None if fact.many else _single,
    )


def _single(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> str:
    """Return the one value of an option; the last one counts."""
    return values[-1] if values else ""


def _name(fact: Fact) -> str:
    return fact.key.replace(".", "_")


def _experience_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--from", "from_file"],
            type=click.Path(path_type=Path),
            metavar="文件",
            help="由这份材料预填（同 zelian intake）。",
        ),
        click.Option(["--report"], type=int, default=1, metavar="序号", help="材料里的第几篇，默认第1篇。"),
        click.Option(["--add-region"], is_flag=True, help="词表里没有这个地区时登记它。"),
        click.Option(["--parent"], default="", metavar="地区", help="登记的地区属于哪个上级地区。"),
    ]


for _kind in NEW_KINDS.values():
    _register(_kind)
