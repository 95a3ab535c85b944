"""Click in Chinese: help pages and messages on wrong use."""

from __future__ import annotations

from typing import Any

import click


class ChineseCommand(click.Command):
    """A command with a Chinese help page."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for english, chinese in (
            ("[OPTIONS]", "[选项]"),
            ("[COMMAND] [ARGS]...", "命令 …"),
            ("COMMAND [ARGS]...", "命令 …"),
        ):
            pieces = pieces.replace(english, chinese)
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        rows = [row for parameter in self.get_params(ctx) if (row := parameter.get_help_record(ctx))]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本帮助。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands with a Chinese help page."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, c.get_short_help_str(120)) for name, c in commands if c])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the commands in the order in which they are declared."""
        return list(self.commands)


def usage_message(error: click.UsageError) -> str:
    """Return what is wrong with the use, in Chinese."""
    details: dict[type[click.UsageError], Any] = {
        click.NoSuchOption: lambda e: f"没有选项 {e.option_name}" + _perhaps(e.possibilities),
        click.MissingParameter: lambda e: f"缺少{_name(e.param)}",
        click.BadOptionUsage: lambda e: f"选项 {e.option_name} 的用法不对",
        click.BadParameter: lambda e: f"{_name(e.param)}的值不对（{_cause(e)}）",
    }
    for kind, say in details.items():
        if isinstance(error, kind):
            return f"{say(error)}；用 --help 查看用法"
    return f"{_translated(error.message)}；用 --help 查看用法"


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[-1]} "
    return f"“{parameter.metavar}”" if parameter and parameter.metavar else "参数"


def _cause(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    match kind:
        case click.Choice():
            return f"可以写 {'、'.join(map(str, kind.choices))}"
        case click.IntRange(min=low, max=high) if low is not None and high is not None:
            return f"写 {low} 到 {high} 之间的整数"
        case click.types.IntParamType():
            return "写一个整数"
        case _:
            return error.message


def _perhaps(words: list[str] | None) -> str:
    return f"，是否指 {'、'.join(words)}" if words else ""


def _translated(message: str) -> str:
    for english, chinese in (
        ("No such command", "没有命令"),
        ("Got unexpected extra arguments", "多余的参数"),
        ("Got unexpected extra argument", "多余的参数"),
        ("Missing command", "缺少命令"),
    ):
        if message.startswith(english):
            return chinese + message.removeprefix(english).rstrip(".")
    return message
