from __future__ import annotations

import subprocess
import sys

import click
import pytest

from build_tools.cli.commands import Commands


def test_a_command_is_imported_when_it_is_asked_for() -> None:
    commands = Commands()
    commands["first"] = click.Command("first")
    commands.later("export", "build_tools.cli.exporting:export")
    commands["last"] = click.Command("last")
    assert list(commands) == ["first", "export", "last"]
    export = commands["export"]
    assert isinstance(export, click.Group)
    assert commands.get("export") is export
    assert dict(commands.items())["export"] is export
    with pytest.raises(KeyError):
        commands["none"]


def test_an_answer_that_is_kept_needs_neither_the_model_nor_yaml() -> None:
    program = "import sys, build_tools.cli.main, build_tools.cli.checking, build_tools.report.findings\n"
    heavy = "{'pydantic', 'yaml', 'jinja2', 'networkx', 'rich', 'opencc', 'pypinyin', 'mkdocs', 'rapidfuzz'}"
    found = subprocess.run(
        [sys.executable, "-c", f"{program}print(sorted({heavy} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "[]\n"
