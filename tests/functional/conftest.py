"""The real knowledge base, opened once, on a fixed day; the command as a person runs it."""

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools import load
from build_tools.cli.main import main
from build_tools.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
AS_OF = dt.date(2026, 1, 1)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    return load(ROOT / "regulations", as_of=AS_OF)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `zelian` in the project's folder; return the exit code, what it printed, and its errors."""

    def call(*arguments: str, cwd: Path = ROOT) -> tuple[int, str, str]:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["zelian", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capsys.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return call
