"""`zelian build`: a site is built aside and put in place when whole; what is the same stays untouched."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from build_tools.cache import cache_beside, installed
from build_tools.environment import AS_OF, EDIT_URI, REPORTED
from build_tools.errors import ToolError, reason_of
from build_tools.paths import DATA_FOLDER

SETTINGS = Path("mkdocs.yml")
DEFAULT = Path("site")
_BUILT = "site"
_SETTING = (AS_OF, EDIT_URI, "SOURCE_DATE_EPOCH")
"""Environment that decides what a site says."""
_ELSEWHERE = re.compile(r"!ENV|^INHERIT|\.\./", re.MULTILINE)
"""Settings by which MkDocs reads variables, or files outside the project."""


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
    cache = cache_beside(Path(DATA_FOLDER))
    inputs = inputs_of(target) if cache else None
    if cache and inputs and cache.recall(_BUILT, inputs) == _state(target):
        click.echo(f"网站没有变化：{folder}", err=True)
        return 0
    code = _build_aside(target, folder)
    if cache and inputs and code == 0 and inputs == inputs_of(target):
        cache.keep(_BUILT, inputs, _state(target))
    return code


def _build_aside(target: Path, folder: Path) -> int:
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


def inputs_of(target: Path) -> tuple[object, ...] | None:
    """Return all that a site built into ``target`` depends on, besides the code of this package.

    That is every file of the project but those of the site itself, of hidden folders and of byte code; the
    day, the settings in the environment, Python and its libraries. None where something else may decide:
    settings that name variables or files elsewhere, or a file that cannot be read.
    """
    try:
        if _ELSEWHERE.search(SETTINGS.read_text(encoding="utf-8")):
            return None
        files = tuple(
            (path, hashlib.sha256(Path(path).read_bytes()).hexdigest()) for path in _sources(target)
        )
    except (OSError, UnicodeDecodeError):
        return None
    day = dt.datetime.now().astimezone().date()
    return (files, day, *(os.environ.get(name) for name in _SETTING), installed(), str(target))


def _sources(target: Path) -> Iterator[str]:
    for parent, folders, names in os.walk("."):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name != "__pycache__"
            and (Path(parent) / name).absolute() != target
        )
        yield from (f"{parent}/{name}" for name in sorted(names))


def _state(target: Path) -> bytes:
    """Return a digest of which files a site has, how long they are and when they were written."""
    stats = ((path, (target / path).lstat()) for path in sorted(_files(target)) if not path.startswith("."))
    state = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in stats]
    return hashlib.sha256(repr(state).encode()).hexdigest().encode()


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
