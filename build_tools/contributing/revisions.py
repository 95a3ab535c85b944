"""Two states of a knowledge base as folders: revisions of git are unpacked, folders are taken as they are."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.errors import ToolError

WORKING = "工作目录"


@dataclass(frozen=True, slots=True)
class State:
    """A state of the knowledge base: where it is, and what to call it."""

    root: Path
    name: str


@contextmanager
def two_states(root: Path, wanted: Sequence[str]) -> Iterator[tuple[State, State]]:
    """Give the two states that are compared; unpacked revisions are gone afterwards.

    ``wanted``: nothing (the last commit and the working tree), ``A..B`` (two revisions; an end left out is
    HEAD), ``A`` (a revision and the working tree), or two, each a folder or a revision.

    Raises:
        ToolError: there is no such folder or revision, or no git.
    """
    before, after = _pair(wanted)
    with tempfile.TemporaryDirectory(prefix="zelian-") as temporary:
        places = (Path(temporary, "before"), Path(temporary, "after"))
        yield _state(root, before, places[0]), _state(root, after, places[1])


def _pair(wanted: Sequence[str]) -> tuple[str, str]:
    match list(wanted):
        case []:
            return "HEAD", ""
        case [one] if ".." in one and not Path(one).is_dir():
            before, _, after = one.replace("...", "..").partition("..")
            return before or "HEAD", after or "HEAD"
        case [one]:
            return one, ""
        case [before, after]:
            return before, after
        case _:
            raise ToolError("最多写两处：两个目录，或者 旧版本..新版本")


def _state(root: Path, wanted: str, place: Path) -> State:
    if not wanted:
        return State(root, WORKING)
    if Path(wanted).is_dir():
        return State(Path(wanted), wanted)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{wanted}^{{commit}}")
    if commit is None:
        raise ToolError(f"没有目录“{wanted}”，git 里也没有这个版本；用 git log 查看版本")
    packed = _git(root, "archive", "--format=tar", commit.decode().strip())
    if packed is None:
        raise ToolError(f"版本“{wanted}”里没有知识库“{root.as_posix()}”")
    place.mkdir()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(place, filter="data")
    return State(place, wanted)


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, run in the knowledge base; None when it fails."""
    if not root.is_dir():
        raise ToolError(f"找不到知识库目录“{root.as_posix()}”；请在项目根目录运行，或者用 --root 指明")
    try:
        run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise ToolError("没有安装 git；比较两个目录时写出目录名") from None
    if b"not a git repository" in run.stderr:
        raise ToolError(f"“{root.as_posix()}”不在 git 版本库里；比较两个目录时写出目录名")
    return run.stdout if run.returncode == 0 else None
