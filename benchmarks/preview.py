"""Measure `zelian serve`: from saving an edit of a duty until the page that shows it has the edit.

usage: python -m benchmarks.preview [--sizes S M] [--edits N]

The browser is a loop that asks for the page; finding the change and waiting for it to settle is part of the
time by the clock, as it is for a maintainer.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.corpus import SIZES
from benchmarks.scale import DAY, TOOL, Project
from tests.site.previewing import Site

PAGE = "duties/example-0.html"
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S", "M"])
    parser.add_argument("--edits", type=int, default=7)
    arguments = parser.parse_args()
    print("| 规模 | 启动到看见首页（秒） | 改动到看见（秒，中位数） | 最慢 | 每次 CPU 秒 |")
    print("|---|---:|---:|---:|---:|")
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder), size)
            begun = time.perf_counter()
            with _serving(project.folder) as (site, process):
                started = time.perf_counter() - begun
                found = [_edited(project, site, process) for _ in range(arguments.edits)]
        walls, cpus = zip(*found, strict=True)
        cells = (started, median(walls), max(walls), median(cpus))
        print(f"| {size} | {' | '.join(f'{cell:.2f}' for cell in cells)} |", flush=True)


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[Site, int]]:
    """Serve the site of a project; yield it and the process once its home page is there."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*TOOL[:-1], "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=folder, env={**os.environ, **DAY}, stderr=subprocess.DEVNULL
    ) as server:
        try:
            site = Site(folder, f"http://127.0.0.1:{port}/")
            site.wait_for("index.html", bool)
            site.get(PAGE)
            yield site, server.pid
        finally:
            server.terminate()


def _edited(project: Project, site: Site, process: int) -> tuple[float, float]:
    """Edit a duty, and return how long it took until the page shows it: by the clock, and of CPU."""
    before = _cpu(process)
    mark = project.edit()
    begun = time.perf_counter()
    site.wait_for(PAGE, lambda page: mark.encode() in page)
    return time.perf_counter() - begun, _cpu(process) - before


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


if __name__ == "__main__":
    main()
