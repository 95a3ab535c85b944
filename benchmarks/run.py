"""Measure everything, and write the tables of docs/development/measurements.md.

usage: python -m benchmarks.run [--only NAME …] [--runs N] [--sizes S M L] [--works N …] [--write]

Without ``--write`` the tables are printed. With it each table measured replaces the one in the page, with the
day and the machine; the others stay. `load` needs nginx and wrk, `search` and `pages` need Chromium.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Cost, best, machine, measure

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/development/measurements.md"
OFF = {"ZELIAN_CACHE": "off"}
HEAD = """\
# 测量

<!-- 本页的表由 make bench BENCH_ARGS=--write 生成，请勿手改。 -->

每张表写明哪一天、在什么机器上测的。CPU 秒是整个进程的用户加系统时间，几次中取最少的一次。怎样测、为什么是这些数，见[速度和规模](performance.md)。
"""  # noqa: E501  (prose)


@dataclass(frozen=True, slots=True)
class Table:
    """Something measured: its heading, what the rows mean, and the arguments of its program."""

    title: str
    said: str
    program: tuple[str, ...] = ()


TABLES = {
    "real": Table("本库数据", "检查和生成网站，没有缓存和有缓存。"),
    "scale": Table(
        "规模",
        "虚构的知识库，S、M、L 每级十倍；L 只测检查。“下限”只用 C 解析器读 YAML、用一个正则找引用；"
        "“对照”是 MkDocs Material 同样的页面。指数是费用随规模增长的幂。",
        ("benchmarks.scale",),
    ),
    "preview": Table("预览", "`zelian serve`：保存一处改动，到页面显示出来。", ("benchmarks.preview",)),
    "importing": Table(
        "批量导入", "虚构的法律，形状与真实的相近：导入、检查、生成网站。", ("benchmarks.importing",)
    ),
    "citations": Table("引用", "在条文里查找和定位引用。", ("benchmarks.citations",)),
    "search": Table(
        "搜索",
        "真的 Chromium：索引大小，按下搜索到可以用的时间，从输入到结果的时间，脚本占的内存。",
        ("benchmarks.search",),
    ),
    "pages": Table("页面", "每种页面第一次打开传多少，`gzip -6` 以后。", ("benchmarks.pages",)),
    "load": Table(
        "负载", "本机的 nginx，配置取自部署一页，wrk 用200个连接请求60秒。", ("benchmarks.load", "--table")
    ),
}


def main() -> int:
    """Measure the tables asked for; exit 1 when a program failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=TABLES, default=list(TABLES))
    parser.add_argument("--runs", default="5")
    parser.add_argument("--sizes", nargs="+", default=["S", "M"])
    parser.add_argument("--checked", nargs="*", default=["L"], help="sizes of which only checks are measured")
    parser.add_argument("--works", nargs="+", default=["150", "600"])
    parser.add_argument("--folder", help="real texts to import, instead of made-up ones")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    given = {
        "scale": ("--runs", options.runs, "--sizes", *options.sizes, "--checked", *options.checked),
        "citations": ("--runs", options.runs),
        "importing": ("--folder", options.folder) if options.folder else ("--works", *options.works),
    }
    failed = False
    for name in options.only:
        text = _of_real(int(options.runs)) if name == "real" else _said(TABLES[name], given.get(name, ()))
        failed |= text is None
        if text is not None and options.write:
            write(PAGE, name, text)
        elif text is not None:
            print(section(name, text), flush=True)
    return int(failed)


def section(name: str, text: str) -> str:
    """Return a part of the page: its heading, when and where it was measured, its tables."""
    table = TABLES[name]
    return f"\n## {table.title} {{#{name}}}\n\n{table.said}\n\n{machine()}。\n\n{text.strip()}\n"


def write(page: Path, name: str, text: str) -> None:
    """Put a part into the page, in the place of the one that is there; the parts stand in their order."""
    old = page.read_text(encoding="utf-8") if page.exists() else ""
    found = re.split(r"(?m)^(?=## .*\{#)", old)[1:]
    parts = {match[1]: f"\n{part.strip()}\n" for part in found if (match := re.search(r"\{#(\w+)\}", part))}
    parts[name] = section(name, text)
    page.write_text(HEAD + "".join(parts[name] for name in TABLES if name in parts), encoding="utf-8")


def _said(table: Table, arguments: Iterable[str]) -> str | None:
    """Return what a program prints; None when it failed, of which it tells itself."""
    command = [sys.executable, "-m", *table.program, *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout if done.returncode == 0 else None


def _of_real(runs: int) -> str:
    """Return the table of the knowledge base of this project."""
    rows = ["| 命令 | CPU 秒 | 秒 | 内存 MiB |", "|---|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as folder:
        tool = [sys.executable, "-m", "build_tools"]
        build = [*tool, "build", "--site-dir", f"{folder}/site"]
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", f"{folder}/mkdocs"]
        cache = {"ZELIAN_CACHE": f"{folder}/cache"}
        for name, command, environment in (
            ("`zelian check`，没有缓存", [*tool, "check"], OFF),
            ("`zelian check`，没有改动", [*tool, "check"], cache),
            ("`zelian build`，没有缓存", build, OFF),
            ("`mkdocs build`，有缓存", mkdocs, cache),
            ("`zelian build`，没有改动", build, cache),
        ):
            cost = _best_of(runs, command, environment)
            rows.append(f"| {name} | {cost.cpu:.2f} | {cost.wall:.2f} | {cost.memory:.0f} |")
    return "\n".join(rows)


def _best_of(runs: int, command: list[str], environment: dict[str, str]) -> Cost:
    def run() -> Cost:
        return measure(command, ROOT, environment)

    run()  # fills the file cache, the byte-code cache and ours
    return best(runs, run)


if __name__ == "__main__":
    sys.exit(main())
