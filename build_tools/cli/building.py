"""`zelian build`: a site is built aside and put in place when whole; what is the same stays untouched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from build_tools.errors import ToolError, reason_of

SETTINGS = Path("mkdocs.yml")
DEFAULT = Path("site")
REPORTED = "ZELIAN_REPORTED"
"""Environment of MkDocs: set when `zelian` itself says what was built, and where."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """How many files of a site were written, removed and left as they were."""

    written: int
    removed: int
    same: int


def run_mkdocs(*arguments: str) -> int:
    """Run the site engine on the project in this folder and return its exit code.

    Raises:
        ToolError: this is not the folder of a project.
    """
    _check_place()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", REPORTED: "1"}
    command = [sys.executable, "-m", "mkdocs", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603  (arguments of ours)


def build_site(folder: Path) -> int:
    """Build the site into ``folder``; when that fails, the site that is there stays as it is.

    Raises:
        ToolError: this is not the folder of a project, or ``folder`` cannot be written.
    """
    _check_place()
    target = folder.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as aside:
            code = run_mkdocs("build", "--strict", "--site-dir", str(Path(aside) / "site"))
            if code == 0:
                renewal = renew(target, Path(aside) / "site")
                click.echo(
                    f"网站：写了 {renewal.written} 个文件，删去 {renewal.removed} 个，"
                    f"没有变化 {renewal.same} 个：{folder}",
                    err=True,
                )
    except OSError as error:
        raise ToolError(f"写不了目录“{folder}”（{reason_of(error)}）") from None
    return code


def _check_place() -> None:
    if not SETTINGS.is_file():
        raise ToolError("当前目录没有 mkdocs.yml；请在项目根目录运行")


def renew(target: Path, fresh: Path) -> Renewal:
    """Make ``target`` hold the files of ``fresh``, which is used up, and nothing else.

    As with MkDocs, what begins with a dot in ``target`` itself (.git, .nojekyll) is not the site's and stays.
    A file with the same bytes is not touched: its time stays, and what copies the site by time copies only
    what has changed. The others are moved, so that each appears whole.

    Raises:
        OSError: a file cannot be moved or removed.
    """
    wanted = set(_files(fresh))
    gone = [path for path in _files(target) if path not in wanted and not path.startswith(".")]
    changed = sorted(path for path in wanted if not _is_same(target / path, fresh / path))
    for path in gone:
        (target / path).unlink()
    _remove_empty(target)
    for path in changed:
        place = target / path
        if place.is_dir() and not place.is_symlink():
            place.rmdir()
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(fresh / path, place)
    return Renewal(len(changed), len(gone), len(wanted) - len(changed))


def _files(folder: Path) -> Iterator[str]:
    """Yield the paths of the files below a folder, links too; nothing where there is no folder."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in (*names, *links):
            yield (Path(parent) / name).relative_to(folder).as_posix()


def _is_same(old: Path, new: Path) -> bool:
    """Whether two files have the same bytes; what is no plain file has none."""
    if old.is_symlink() or not old.is_file() or old.stat().st_size != new.stat().st_size:
        return False
    return old.read_bytes() == new.read_bytes()


def _remove_empty(folder: Path) -> None:
    for parent, _, _ in os.walk(folder, topdown=False):
        path = Path(parent)
        hidden = path.relative_to(folder).as_posix().startswith(".")  # the folder itself is "."
        if not hidden and not any(path.iterdir()):
            path.rmdir()
