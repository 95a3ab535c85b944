"""`zelian import --all --write`: every text of a folder laid into the base, and one account of them."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import track

from build_tools.cli.importing import readable_files
from build_tools.contributing.slugs import slug_of
from build_tools.corpus import Corpus
from build_tools.importer.batch import Batch, Outcome, Result
from build_tools.report.tables import on_terminal, plain, table

if TYPE_CHECKING:
    from rich.console import RenderableType


def import_all(folder: Path, root: Path, corpus: Corpus, form: str) -> int:
    """Import every readable file of ``folder``, in the order of the paths, and print what became of each.

    One file that cannot be imported does not hold up the others; 1: there was one.

    Raises:
        ToolError: there is no such folder, or no readable file in it.
    """
    files = readable_files(folder)
    batch = Batch(root, corpus, slug_of)
    gc.freeze()  # the base stays: nothing is gained by looking through it again and again
    console = Console(stderr=True)
    shown = track(files, description="导入", console=console, disable=not console.is_terminal, transient=True)
    outcomes = [batch.take(file) for file in shown]
    if form == "json":
        click.echo(json.dumps([_record(outcome) for outcome in outcomes], ensure_ascii=False, indent=1))
    else:
        _print(outcomes, folder)
    return 1 if any(outcome.result is Result.REFUSED for outcome in outcomes) else 0


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": outcome.file.as_posix(),
        "result": outcome.result.name.lower(),
        "version": outcome.version,
        "title": outcome.title,
        "articles": outcome.articles,
        "reason": outcome.reason,
        "doubts": [{"line": doubt.line, "message": doubt.message} for doubt in outcome.doubts],
    }


def _print(outcomes: Sequence[Outcome], folder: Path) -> None:
    tables = list(_tables(outcomes, folder))
    if sys.stdout.isatty():
        on_terminal(tables)
    else:
        click.echo(plain(tables), nl=False)
    if any(outcome.result is Result.WRITTEN for outcome in outcomes):
        click.echo(
            "新文本只有结构和原文：要点和 work.yml 里的“待填写”由人补写，再运行 zelian check。", err=True
        )


def _tables(outcomes: Sequence[Outcome], folder: Path) -> Iterator[RenderableType]:
    doubted = [outcome for outcome in outcomes if outcome.doubts]
    refused = [outcome for outcome in outcomes if outcome.result is Result.REFUSED]
    if doubted:
        rows = [(_name(o, folder), o.version, len(o.doubts), str(o.doubts[0])) for o in doubted]
        yield table("有疑点，请对照正式文本", ("文件", "文本", "疑点", "第一处"), rows)
    if refused:
        yield table("没有导入", ("文件", "原因"), [(_name(o, folder), o.reason) for o in refused])
    counts = [_count(name, [o for o in outcomes if o.result is name]) for name in Result]
    yield table("合计", ("结果", "文件", "条", "有疑点"), [*counts, _count("全部", outcomes)])


def _count(name: str, outcomes: Sequence[Outcome]) -> tuple[str, int, int, int]:
    return name, len(outcomes), sum(o.articles for o in outcomes), sum(bool(o.doubts) for o in outcomes)


def _name(outcome: Outcome, folder: Path) -> str:
    return outcome.file.relative_to(folder).as_posix()
