"""Writing: wholly or not at all, whatever stops it and wherever, and never outside of the folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from build_tools.cli.main import zelian
from build_tools.errors import ToolError
from tests.functional.test_import import LINES
from tests.functional.test_import import base as imported_base  # noqa: F401  (a fixture)
from tests.site.building import ROOT

Arguments = list[str]


class PulledPlugError(BaseException):
    """The process is killed at this step."""


STEPS: dict[str, tuple[object, str]] = {
    "making the temporary file": (tempfile, "mkstemp"),
    "flushing it to the disk": (os, "fsync"),
    "setting its mode": (Path, "chmod"),
    "putting it in place": (Path, "replace"),
}
STOPS: dict[str, BaseException] = {
    "a full disk": OSError(28, "No space left on device"),
    "a disk that is read only": OSError(30, "Read-only file system"),
    "a killed process": PulledPlugError(),
}


@pytest.fixture
def base(imported_base: Path) -> Path:  # noqa: F811  (a fixture)
    """A base with a file to format, records to review, and a document to import beside it."""
    path = imported_base / "problems/meetings.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("problems:\n", "problems:   \n", 1), encoding="utf-8")
    (imported_base.parent / "official.txt").write_text("\n".join(LINES), encoding="utf-8")
    shutil.copytree(ROOT / "docs/reference", imported_base.parent / "docs/reference")
    return imported_base


def commands(base: Path) -> dict[str, Arguments]:
    """Return the commands that write, with arguments that make them write."""
    return {
        "fmt": ["fmt"],
        "review": ["review", "--all", "--by", "示例人", "--on", "2026-01-01"],
        "import": ["import", str(base.parent / "official.txt"), "--as", "shili-tiaoli@2020-03-01", "--write"],
        "generate": ["generate", "--docs", str(base.parent / "docs")],
        "export": ["export", "csv", "--out", str(base.parent / "out")],
        "pages": ["pages", "--out", str(base.parent / "pages")],
    }


NAMES = list(commands(Path("x/regulations")))


def state(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def run(base: Path, arguments: Arguments) -> BaseException | None:
    result = CliRunner().invoke(
        zelian, ["--no-cache", "--root", str(base), *arguments], catch_exceptions=True
    )
    return None if isinstance(result.exception, SystemExit) else result.exception


@pytest.mark.parametrize("name", NAMES)
def test_the_command_does_write(base: Path, name: str) -> None:
    before = state(base.parent)
    assert run(base, commands(base)[name]) is None
    assert state(base.parent) != before


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", NAMES)
def test_what_was_there_stays_when_a_write_is_stopped(
    base: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: str, stop: str
) -> None:
    before = state(base.parent)
    monkeypatch.setattr(*STEPS[step], _stopping(STOPS[stop]))
    if isinstance(STOPS[stop], PulledPlugError):
        with pytest.raises(PulledPlugError):
            run(base, commands(base)[name])
    else:
        assert isinstance(run(base, commands(base)[name]), ToolError)
    assert state(base.parent) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_whole_at_every_step_of_every_write(
    base: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """At each call that could be the last, each file is what it was or what it will be."""
    before = state(base.parent)
    seen: list[dict[str, bytes]] = []
    for holder, attribute in STEPS.values():
        monkeypatch.setattr(holder, attribute, _watching(getattr(holder, attribute), base.parent, seen))
    assert run(base, commands(base)[name]) is None
    after = state(base.parent)
    assert seen
    for moment in seen:
        for path, content in moment.items():
            if not path.endswith(".tmp"):
                assert content in {before.get(path), after.get(path)}, path
    assert not [path for path in after if path.endswith(".tmp")]


def test_nothing_is_written_outside_of_the_folder(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    replace = Path.replace

    def noting(self: Path, target: Path) -> Path:
        written.append(Path(target).resolve())
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", noting)
    for arguments in commands(base).values():
        run(base, arguments)
    assert written
    assert [path for path in written if not path.is_relative_to(base.parent.resolve())] == []


@pytest.mark.parametrize(
    "target", ["../../x@2020-01-01", "..@2020-01-01", "/etc@2020-01-01", "con@2020-01-01"]
)
def test_an_import_names_no_place_outside(base: Path, target: str) -> None:
    before = state(base.parent)
    arguments = ["import", str(base.parent / "official.txt"), "--as", target, "--write"]
    assert isinstance(run(base, arguments), ToolError)
    assert state(base.parent) == before


def _stopping(stop: BaseException) -> Callable[..., NoReturn]:
    def stopped(*_: object, **__: object) -> NoReturn:
        raise stop

    return stopped


def _watching(
    call: Callable[..., object], folder: Path, seen: list[dict[str, bytes]]
) -> Callable[..., Iterator[object] | object]:
    def watched(*arguments: object, **named: object) -> object:
        seen.append(state(folder))
        return call(*arguments, **named)

    return watched
