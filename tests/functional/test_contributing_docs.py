"""The pages for contributors: short, and every command and option in them exists."""

import re
from pathlib import Path

import click
import pytest

from build_tools.cli.main import zelian
from build_tools.findings import CODES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/contributing").glob("*.md"))
NAMES = ["add-duty", "add-experience", "add-regulation", "cite", "review", "walkthrough"]
_SCREEN = 60


def commands_in(text: str) -> list[list[str]]:
    """Return each command line shown, as words: those in blocks and those in backticks."""
    text = re.sub(r"\\\n\s*", "", text)
    return [line.split()[1:] for line in re.findall(r"(?:^\$? ?|`)(zelian [^`\n]*)", text, re.MULTILINE)]


def test_the_pages_are_there() -> None:
    assert [page.stem for page in PAGES] == NAMES


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs/development/releasing.md"], ids=lambda page: page.stem)
def test_every_command_and_option_shown_exists(page: Path) -> None:
    for words in commands_in(page.read_text(encoding="utf-8")):
        command: click.Command = zelian
        for word in words:
            if isinstance(command, click.Group) and word in command.commands:
                command = command.commands[word]
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert command is not zelian or words[0].startswith("-"), words
        assert [word for word in words if word.startswith("--") and word not in known | {"--version"}] == []


@pytest.mark.parametrize("page", [p for p in PAGES if p.stem != "walkthrough"], ids=lambda page: page.stem)
def test_a_page_is_a_screen_with_steps_and_an_example(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= _SCREEN
    assert "## 步骤" in text
    assert "## 例子" in text


def test_every_code_named_exists() -> None:
    named = {
        code
        for page in PAGES
        for code in re.findall(r"\b[A-Z]{3,4}\d{3}\b", page.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= set(CODES)
