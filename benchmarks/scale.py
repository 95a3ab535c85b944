"""Measure check and build on made-up knowledge bases of growing size, beside a lower bound and Material.

usage: python -m benchmarks.scale [--sizes S M L] [--checked L] [--runs N] [--without-material]

Prints a table in Markdown: of each command the best of N runs, at each size, and how its cost grows from
size to size: the exponent e of cost ~ size^e. Everything is written to a folder of its own and removed.
"""

from __future__ import annotations

import argparse
import math
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus import ROOT, SIZES, write_corpus
from benchmarks.measuring import Cost, best, measure

TOOL = (sys.executable, "-m", "build_tools")
PARTS = ("docs", "site_config")
LOWER = "下限：只读取和核对引用"
"""What the costs of the other commands are divided by."""
DAY = {"ZELIAN_AS_OF": "2026-01-01", "NO_MKDOCS_2_WARNING": "1"}
_EDITED = re.compile(r"(?<=action: )")
_MATERIAL = """\
site_name: 对照
use_directory_urls: false
theme: {name: material, language: zh, font: false}
plugins: [search]
validation:
  links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}
  nav: {omitted_files: ignore}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one command costs at one size."""

    name: str
    size: str
    cost: Cost


def lay_site(folder: Path) -> None:
    """Copy what a site is built with, besides its data, into ``folder``."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("\n- build_tools\n", "\n")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")


class Project:
    """A project with a made-up knowledge base, and the commands that are measured in it."""

    def __init__(self, folder: Path, size: str) -> None:
        """Write a knowledge base of ``size`` and copy the site's parts into ``folder``."""
        self.folder = folder
        self.size = size
        self.bytes = write_corpus(folder / "regulations", SIZES[size])
        lay_site(folder)
        self._edits = 0

    def rows(self, runs: int, *, with_site: bool, with_material: bool) -> Iterator[Row]:
        """Yield what each command costs, the best of ``runs``; without the site only what checks cost."""
        lower = (sys.executable, str(ROOT / "benchmarks/lower_bound.py"), "regulations")
        check, build = (*TOOL, "check"), (sys.executable, "-m", "mkdocs", "build", "-q")
        pages = (*TOOL, "pages", "--out", "pages")
        commands: list[tuple[str, tuple[str, ...], Callable[[], None]]] = [
            (LOWER, lower, self._nothing),
            ("`zelian check`，没有缓存", check, self._without_cache),
            ("`zelian check`，没有改动", check, self._nothing),
            ("`zelian check`，改了一个文件", check, self._edit),
        ]
        if with_site:
            commands += [
                ("`zelian pages`（不经 MkDocs）", pages, self._edit),
                ("整个网站，没有缓存", build, self._without_cache),
                ("整个网站，改了一个文件", build, self._edit),
                ("`zelian build`，没有改动", (*TOOL, "build", "--site-dir", "unchanged"), self._nothing),
            ]
        if with_material:
            material = (sys.executable, "-m", "mkdocs", "build", "-q", "-f", "plain/mkdocs.yml")
            commands.append(("对照：MkDocs Material 同样的页面", material, self._plain))
        for name, command, prepare in commands:
            yield Row(name, self.size, best(runs, lambda c=command, p=prepare: self._run(c, p)))  # type: ignore[misc]

    def _run(self, command: tuple[str, ...], prepare: Callable[[], None]) -> Cost:
        prepare()
        return measure(command, self.folder, DAY)

    def _nothing(self) -> None:
        """Change nothing."""

    def _without_cache(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def edit(self) -> str:
        """Change a duty, as a maintainer does, and return the words that it has now."""
        self._edits += 1
        path = self.folder / "regulations/duties/example-0.yml"
        text, mark = path.read_text(encoding="utf-8"), f"第{self._edits}次修改，"
        path.write_text(_EDITED.sub(mark, text, count=1), encoding="utf-8")
        return mark

    def _edit(self) -> None:
        self.edit()

    def _plain(self) -> None:
        """Lay the same pages before MkDocs as Markdown, once."""
        target = self.folder / "plain/docs"
        if not target.exists():
            write = [*TOOL, "pages", "--out", str(target)]
            subprocess.run(write, cwd=self.folder, check=True, capture_output=True)
            (self.folder / "plain/mkdocs.yml").write_text(_MATERIAL, encoding="utf-8")


def table(rows: list[Row], sizes: list[str]) -> Iterator[str]:
    """Yield the lines of the table: a line a command, a column a size, then the exponents.

    Behind the seconds of a command stands how many times the lower bound of the same size they are.
    """
    lower = {row.size: row.cost.cpu for row in rows if row.name == LOWER}
    steps = [f"{a}→{b}" for a, b in pairwise(sizes)]
    heads = [*(f"{size}：CPU 秒（下限的倍数；内存 MiB）" for size in sizes), *(f"指数 {s}" for s in steps)]
    yield f"| 命令 | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * len(heads)}"
    for name in dict.fromkeys(row.name for row in rows):
        found = {row.size: row.cost for row in rows if row.name == name}
        cells = [
            f"{found[size].cpu:.2f}（{found[size].cpu / lower[size]:.1f}；{found[size].memory:.0f}）"
            if size in found
            else "–"
            for size in sizes
        ]
        grows = [
            f"{math.log10(found[b].cpu / found[a].cpu):.2f}" if {a, b} <= found.keys() else "–"
            for a, b in pairwise(sizes)
        ]
        yield f"| {name} | {' | '.join([*cells, *grows])} |"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S", "M"])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--checked", nargs="*", choices=SIZES, default=[], help="sizes without a site")
    parser.add_argument("--without-material", action="store_true")
    arguments = parser.parse_args()
    rows: list[Row] = []
    print(f"各取 {arguments.runs} 次中最少的 CPU 时间。\n")
    sizes = [*arguments.sizes, *arguments.checked]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = Project(Path(folder), size)
            print(f"{size}：{SIZES[size]}，{project.bytes:,} 字节", flush=True)
            with_site = size in arguments.sizes
            with_material = with_site and not arguments.without_material
            rows += project.rows(arguments.runs, with_site=with_site, with_material=with_material)
    print()
    print("\n".join(table(rows, sizes)))


if __name__ == "__main__":
    main()
