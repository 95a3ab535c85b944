"""Runs commands in processes of their own that stop in the middle: killed, out of space, or side by side.

    python -m tests.security.stopping < jobs.json

Each job is a process forked from this one, which has loaded the program: what it does is real (signals,
limits of the kernel), and costs little. Prints the outcomes as JSON: exit code (minus the signal), output,
and how many events of the file system there were.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import signal
import sys
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_PATHS = {"os.rename": 1, "os.mkdir": 0, "os.chmod": 0, "os.remove": 0, "os.truncate": 0, "os.link": 1}
"""Audit events that change a folder, and which argument names the place (Python, Audit events table)."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command on a folder; ``kill_at``: dies before that event; ``limit``: bytes that a file may have.

    Jobs with the same ``turn`` run at once, those without one alone.
    """

    folder: str
    arguments: tuple[str, ...]
    kill_at: int = 0
    limit: int = 0
    turn: int = 0
    cache: str = "off"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job."""

    code: int
    said: str
    events: int


def main() -> None:
    """Run the jobs of standard input, turn by turn."""
    sys.dont_write_bytecode = True  # the files that a first run leaves would count as events
    import build_tools.cli.main  # noqa: PLC0415  (loaded once, before the forks)
    import build_tools.importer.writing  # noqa: F401, PLC0415

    jobs = [Job(**job) for job in json.load(sys.stdin)]
    outcomes: list[Outcome] = []
    for _, group in itertools.groupby(enumerate(jobs), lambda numbered: numbered[1].turn or -1 - numbered[0]):
        running = [_start(job) for _, job in group]
        outcomes += [_outcome(*child) for child in running]
    json.dump([asdict(outcome) for outcome in outcomes], sys.stdout)


def _start(job: Job) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    _run(job)
    return 0, reading


def _outcome(pid: int, reading: int) -> Outcome:
    with os.fdopen(reading, "rb") as pipe:
        said, _, events = pipe.read().decode().partition("\0")
    _, status = os.waitpid(pid, 0)
    return Outcome(os.waitstatus_to_exitcode(status), said, int(events or 0))


def _run(job: Job) -> None:
    from build_tools.cli.main import main as command  # noqa: PLC0415  (loaded before the fork)

    seen = [0]
    code: Any = 1
    os.chdir(job.folder)
    os.environ["ZELIAN_CACHE"] = job.cache
    sys.argv = ["zelian", *job.arguments]
    if job.limit:  # Python ignores SIGXFSZ: a write beyond the limit fails, as on a full disk
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.limit, job.limit))
    sys.addaudithook(lambda name, given: _watch(job, seen, name, given))
    try:
        command()
    except SystemExit as stop:
        code = stop.code
    except BaseException:  # noqa: BLE001  (as the interpreter does)
        traceback.print_exc()
    print(end=f"\0{seen[0]}", flush=True)  # noqa: T201  (what the parent reads)
    os._exit(int(code or 0))


def _watch(job: Job, seen: list[int], name: str, given: tuple[Any, ...]) -> None:
    if name == "open" and not (isinstance(given[2], int) and given[2] & _WRITING):
        return
    if name != "open" and name not in _PATHS:
        return
    place = os.fsdecode(given[_PATHS.get(name, 0)]) if not isinstance(given[0], int) else ""
    if not (Path.cwd() / place).is_relative_to(job.folder):
        return
    seen[0] += 1
    if seen[0] == job.kill_at:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
