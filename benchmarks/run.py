"""Measure the commands on the real data: CPU and wall seconds of the whole process, median of several runs.

usage: python benchmarks/run.py [--runs N]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"zelian check": 0.5, "zelian build": 2.0}
"""CPU seconds allowed on a quiet core, after set-up."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """Seconds of one run: CPU (user and system, children included) and wall."""

    cpu: float
    wall: float


def measure(command: list[str]) -> Measurement:
    """Return what one run of ``command`` costs.

    Raises:
        subprocess.CalledProcessError: the command failed; a failed run measures nothing.
    """
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after, end = os.times(), time.perf_counter()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measurement(cpu, end - start)


def main() -> None:
    """Print one line a command: median CPU, range of CPU, median wall, and the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {runs} runs each"
    )
    print(f"{'command':<14}{'CPU s':>8}{'min':>8}{'max':>8}{'wall s':>8}{'goal':>8}")
    with tempfile.TemporaryDirectory() as site:
        tool = [sys.executable, "-m", "build_tools"]
        report("zelian check", [*tool, "check"], runs)
        report("zelian build", [*tool, "build", "--site-dir", site], runs)
    sys.stdout.flush()
    subprocess.run([sys.executable, "benchmarks/citations.py", "--runs", str(runs)], cwd=ROOT, check=True)


def report(name: str, command: list[str], runs: int) -> None:
    """Print the line of one command."""
    measure(command)  # fills the file cache and the byte-code cache
    results = [measure(command) for _ in range(runs)]
    cpu = sorted(result.cpu for result in results)
    wall = statistics.median(result.wall for result in results)
    median = statistics.median(cpu)
    print(f"{name:<14}{median:>8.2f}{cpu[0]:>8.2f}{cpu[-1]:>8.2f}{wall:>8.2f}{GOALS[name]:>8.1f}")


if __name__ == "__main__":
    main()
