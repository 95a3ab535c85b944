"""What a command costs: CPU, wall and memory of the whole process, and the machine that it ran on."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import time
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system, children included), seconds by the clock, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


def measure(
    command: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    codes: Container[int] = (0,),
) -> Cost:
    """Return what one run of ``command`` costs; it may end with one of ``codes``.

    Raises:
        subprocess.CalledProcessError: the command failed; a failed run measures nothing.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**_environment(), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024)


def _environment() -> dict[str, str]:
    """Return the environment without a wish that costs each run the compiling of all modules."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def best(runs: int, run: Callable[[], Cost]) -> Cost:
    """Return the run of least CPU: other work on the machine adds to the others."""
    return min((run() for _ in range(runs)), key=lambda cost: cost.cpu)


def machine() -> str:
    """Return the day, the processor and the version of Python, for the head of a table."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    processor = model or platform.machine()
    day = dt.datetime.now().astimezone().date()
    return f"{day}，{processor}，{os.cpu_count()} 核，Python {platform.python_version()}"
