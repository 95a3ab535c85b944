"""Commands in real processes that are killed, run out of space, or run side by side: nothing gets lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from build_tools.exports.release import RELEASE_PATH, release_as_json
from build_tools.knowledge_base import open_knowledge_base
from tests.functional.contributing import small_base
from tests.functional.test_accept import FORM
from tests.functional.test_import import LINES
from tests.functional.test_new import FACTS
from tests.security.stopping import Job, Outcome
from tests.site.building import ROOT

AS_OF = "2026-01-01"
NEW_REGION = ("--add-region", "--parent", "云南")
COMMANDS: dict[str, tuple[str, ...]] = {
    "fmt": ("fmt",),
    "review": ("review", "--all", "--by", "示例人", "--on", AS_OF),
    "import": ("import", "official.txt", "--as", "shili-tiaoli@2020-03-01", "--write"),
    "new": ("new", "experience", *FACTS["experience"][:3], "甲州", *FACTS["experience"][4:], *NEW_REGION),
    "accept": ("accept", "form.yml", *NEW_REGION),
    "pack": ("pack", "--out", "pack.zip"),
    "generate": ("generate",),
    "export of one file": ("export", "duties", "--post", "机关党委", "--out", "duties.xlsx"),
    "export of several files": ("export", "csv", "--out", "out"),
}
SETS = frozenset({"import", "new", "accept", "export of several files"})
"""Commands whose files belong together: on an error none of them is written."""
AT_ONCE = ("fmt", "review", "import", "pack")
"""Commands that end the same when two people run them on one folder."""
DEAD = -9
State = dict[str, bytes]
Place = Callable[[str], Path]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which each of the commands has something to write."""
    folder = small_base(tmp_path_factory.mktemp("whole"))
    problems = folder / "regulations/problems/example.yml"
    problems.write_text(
        problems.read_text(encoding="utf-8").replace("problems:\n", "problems:   \n", 1), "utf-8"
    )
    (folder / "official.txt").write_text("\n".join(LINES), encoding="utf-8")
    (folder / "form.yml").write_text(FORM.replace("云南", "甲州"), encoding="utf-8")
    shutil.copytree(ROOT / "docs/reference", folder / "docs/reference")
    (folder / "docs/reference/data.md").write_text("旧\n", encoding="utf-8")
    (folder / "site" / RELEASE_PATH).parent.mkdir(parents=True)
    (folder / "site/index.html").write_text("<p>首页</p>" * 200, encoding="utf-8")
    kb = open_knowledge_base(folder / "regulations", as_of=dt.date.fromisoformat(AS_OF))
    (folder / "site" / RELEASE_PATH).write_text(release_as_json(kb), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def copy(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    return lambda name: shutil.copytree(project, tmp_path_factory.mktemp(name) / "x")


@pytest.fixture(scope="module")
def before(project: Path) -> State:
    return state(project)


@pytest.fixture(scope="module")
def undisturbed(copy: Place) -> dict[str, tuple[State, int]]:
    """What each command leaves when nothing stops it, and how many events that takes."""
    folders = {name: copy("undisturbed") for name in COMMANDS}
    outcomes = run([Job(str(folders[name]), COMMANDS[name]) for name in COMMANDS])
    assert [outcome.said for outcome in outcomes if outcome.code] == []
    return {
        name: (state(folders[name]), outcome.events) for name, outcome in zip(COMMANDS, outcomes, strict=True)
    }


@pytest.fixture(scope="module")
def killed(copy: Place, undisturbed: dict[str, tuple[State, int]]) -> dict[str, list[tuple[State, State]]]:
    """What each command leaves when it is killed before some event, and after it has been run again."""
    points = [(name, at, copy("killed")) for name in COMMANDS for at in moments(name, undisturbed[name][1])]
    outcomes = run([Job(str(folder), COMMANDS[name], kill_at=at) for name, at, folder in points])
    assert [outcome.said for outcome in outcomes if outcome.code != DEAD] == []
    left = [state(folder) for _, _, folder in points]
    again = run([Job(str(folder), COMMANDS[name]) for name, _, folder in points])
    assert [outcome.said for outcome in again if outcome.code] == []
    found: dict[str, list[tuple[State, State]]] = {name: [] for name in COMMANDS}
    for (name, _, folder), moment in zip(points, left, strict=True):
        found[name].append((moment, state(folder)))
    return found


def moments(name: str, events: int) -> list[int]:
    """Return before which events a command is killed: on the way, between two files, at the last one."""
    assert events
    return sorted({events} | ({3, events - 1} if name in SETS else {events // 2}))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_process_leaves_each_file_as_it_was_or_as_it_is_to_be(
    name: str,
    before: State,
    undisturbed: dict[str, tuple[State, int]],
    killed: dict[str, list[tuple[State, State]]],
    record_property: Callable[[str, object], None],
) -> None:
    after, _ = undisturbed[name]
    record_property("inputs", len(killed[name]))
    for moment, _ in killed[name]:
        assert set(before) <= set(moment)
        for path, content in whole(moment).items():
            assert content in {before.get(path), after.get(path)}, path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_second_run_completes_what_a_killed_one_began(
    name: str,
    undisturbed: dict[str, tuple[State, int]],
    killed: dict[str, list[tuple[State, State]]],
    record_property: Callable[[str, object], None],
) -> None:
    record_property("inputs", len(killed[name]))
    for _, again in killed[name]:
        assert whole(again) == undisturbed[name][0]


def test_what_a_killed_process_leaves_is_no_file_of_the_knowledge_base(copy: Place) -> None:
    folder = copy("left")
    (run([Job(str(folder), COMMANDS["new"], kill_at=6)]))
    left = [path for path in state(folder) if path.endswith(".tmp")]
    assert left
    (checked,) = run([Job(str(folder), ("check",))])
    assert not [path for path in left if Path(path).name in checked.said]


def test_writing_beyond_what_is_allowed_changes_nothing_and_is_one_line(copy: Place, before: State) -> None:
    folders = {name: copy("limited") for name in COMMANDS}
    outcomes = run([Job(str(folders[name]), COMMANDS[name], limit=100) for name in COMMANDS])
    for name, outcome in zip(COMMANDS, outcomes, strict=True):
        refused(name, outcome, "（")
        assert state(folders[name]) == before, name


def test_a_full_disk_changes_nothing_and_is_one_line(project: Path, before: State, disk: Path) -> None:
    """A real file system that is full to the last byte."""
    folders = {name: shutil.copytree(project, disk / name) for name in COMMANDS}
    fill(disk / "filler")
    outcomes = run([Job(str(folders[name]), COMMANDS[name]) for name in COMMANDS])
    for name, outcome in zip(COMMANDS, outcomes, strict=True):
        refused(name, outcome, "磁盘满了")
        assert state(folders[name]) == before, name


def refused(name: str, outcome: Outcome, reason: str) -> None:
    errors = [line for line in outcome.said.splitlines() if line.startswith("错误：写不了")]
    assert (outcome.code, len(errors)) == (2, 1), outcome.said
    assert reason in errors[0]
    if name in SETS:
        assert "没有写入" in errors[0]


@pytest.mark.parametrize("name", AT_ONCE)
def test_two_runs_at_once_leave_what_one_leaves(
    name: str, at_once: dict[str, tuple[list[Outcome], State]], undisturbed: dict[str, tuple[State, int]]
) -> None:
    outcomes, left = at_once[name]
    assert {outcome.code for outcome in outcomes} <= {0, 2}
    assert 0 in {outcome.code for outcome in outcomes}
    assert not [outcome.said for outcome in outcomes if "Traceback" in outcome.said]
    assert left == undisturbed[name][0]


@pytest.fixture(scope="module")
def at_once(copy: Place) -> dict[str, tuple[list[Outcome], State]]:
    folders = {name: copy("at-once") for name in AT_ONCE}
    jobs = [
        Job(str(folders[name]), COMMANDS[name], turn=turn)
        for turn, name in enumerate(AT_ONCE)
        for _ in range(2)
    ]
    outcomes = run(jobs)
    return {
        name: (outcomes[2 * number : 2 * number + 2], state(folders[name]))
        for number, name in enumerate(AT_ONCE)
    }


def test_runs_at_once_and_killed_ones_do_not_harm_the_cache(
    copy: Place, record_property: Callable[[str, object], None]
) -> None:
    folder = copy("cached")
    cache = str(folder / "cache")
    check = ("check", "--format", "json")
    jobs = [Job(str(folder), check, kill_at=at, cache=cache, turn=1) for at in (0, 3, 8, 0, 20, 21, 0)]
    outcomes = run([*jobs, Job(str(folder), check, cache=cache), Job(str(folder), check)])
    record_property("inputs", len(jobs))
    assert [o.code for o in outcomes].count(DEAD) >= 1
    assert len({outcome.said for outcome in outcomes if outcome.code != DEAD}) == 1
    for entry in Path(cache).glob("*.entry"):
        checksum, _, content = entry.read_bytes().partition(b"\n")
        assert hashlib.sha256(content).hexdigest().startswith(checksum.decode()), entry.name


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a file system; the limits above try the same")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607  (the umount of the system)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


def run(jobs: list[Job]) -> list[Outcome]:
    command = [sys.executable, "-m", "tests.security.stopping"]
    given = json.dumps([asdict(job) for job in jobs])
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [Outcome(**outcome) for outcome in json.loads(done.stdout)]


def state(folder: Path) -> State:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def whole(moment: State) -> State:
    """Return the files without those that were being written."""
    return {path: content for path, content in moment.items() if not path.endswith(".tmp")}
