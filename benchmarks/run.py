"""Measure the commands: on the real data, on made-up data of growing size, citations, and importing.

usage: python -m benchmarks.run [--runs N] [--sizes S M L]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Cost, best, machine, measure

ROOT = Path(__file__).resolve().parent.parent
OFF = {"ZELIAN_CACHE": "off"}


def main() -> None:
    """Print a table of the real data in Markdown, then run the other measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", nargs="+", default=["S", "M"])
    arguments = parser.parse_args()
    runs = str(arguments.runs)
    print(f"{machine()}；各取 {runs} 次中最少的 CPU 时间。\n")
    print("| 本库数据 | CPU 秒 | 墙钟秒 | 内存 MiB |\n|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        tool = [sys.executable, "-m", "build_tools"]
        build = [*tool, "build", "--site-dir", f"{folder}/site"]
        cache = {"ZELIAN_CACHE": f"{folder}/cache"}
        report("`zelian check`，没有缓存", [*tool, "check"], arguments.runs, OFF)
        report("`zelian check`，有缓存", [*tool, "check"], arguments.runs, cache)
        report("`zelian build`，没有缓存", build, arguments.runs, OFF)
        report("`zelian build`，有缓存", build, arguments.runs, cache)
    for command in (
        ["benchmarks.scale", "--sizes", *arguments.sizes, "--runs", runs],
        ["benchmarks.citations", "--runs", runs],
        ["benchmarks.importing", "--works", "100", "--without-site"],
    ):
        print(flush=True)
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True)


def report(name: str, command: list[str], runs: int, environment: dict[str, str]) -> None:
    """Print the line of one command."""

    def run() -> Cost:
        return measure(command, ROOT, environment)

    run()  # fills the file cache, the byte-code cache and ours
    cost = best(runs, run)
    print(f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |")


if __name__ == "__main__":
    main()
