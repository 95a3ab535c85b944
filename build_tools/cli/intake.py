"""`zelian intake`: what a local report holds, and a skeleton of the record to be written about it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from build_tools.corpus import Kind
from build_tools.errors import ToolError, reason_of
from build_tools.files import write_atomically
from build_tools.intake import Intake, Target, missing_numbers, read_report, render_skeleton, take_in
from build_tools.intake.skeleton import DEFAULT_PATH
from build_tools.intake.summary import missing_data, missing_lines, summary_data, summary_lines
from build_tools.knowledge_base import KnowledgeBase
from build_tools.model import Region
from build_tools.suggestions import did_you_mean

EXIT_FOUND = 1
Open = Callable[[], KnowledgeBase]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: form of the answer, one report of several, a record to compare with, a file."""

    form: str = "text"
    report: int | None = None
    against: tuple[str, ...] = ()
    out: Path | None = None
    overwrite: bool = False


def take_in_file(file: Path, root: Path, open_base: Open, request: Request) -> int:
    """Print what a report holds, with a skeleton, or what a record lacks; return 1 when it lacks numbers.

    Raises:
        ToolError: the file cannot be read, or something that is asked for does not exist.
    """
    intake = take_in(read_report(file))
    _refuse(intake, request)
    if request.against:
        return _print_missing(intake, open_base(), request)
    skeletons = _skeletons(intake, root, open_base, request)
    if request.form == "json":
        _print_json({"file": file.as_posix(), **summary_data(intake), "skeletons": skeletons})
    else:
        click.echo("\n".join(summary_lines(intake)))
    if request.out is not None:
        _write(request.out, next(iter(skeletons.values())))
        click.echo(f"骨架已写入：{request.out.as_posix()}", err=request.form == "json")
    elif request.form != "json":
        for number, skeleton in skeletons.items():
            of = f"（第{number}篇）" if len(intake.reports) > 1 else ""
            click.echo(f"\n经验骨架{of}\n\n{skeleton}", nl=False)
    return 0


def _refuse(intake: Intake, request: Request) -> None:
    count = len(intake.reports)
    if request.report is not None and not 1 <= request.report <= count:
        raise ToolError(f"文件里有{count}篇材料，没有第{request.report}篇")
    if request.out is None:
        return
    if request.against:
        raise ToolError("--against 只比较，不写骨架；请去掉 --out")
    if request.report is None and count > 1:
        raise ToolError(f"文件里有{count}篇材料，一篇写一份记录；请用 --report 1 到 {count} 指明")
    if request.out.exists() and not request.overwrite:
        raise ToolError(f"“{request.out}”已经存在；请换一个文件名，确要重写的加 --overwrite")


def _skeletons(intake: Intake, root: Path, open_base: Open, request: Request) -> dict[str, str]:
    numbers = [request.report] if request.report else [report.number for report in intake.reports]
    regions = _regions(open_base()) if (root / "vocabulary/regions.yml").is_file() else ()
    target = Target(_path_in(root, request.out), regions)
    return {str(number): render_skeleton(intake, number, target) for number in numbers}


def _path_in(root: Path, out: Path | None) -> str:
    """Return where the record will be in the knowledge base, as far as that is known."""
    if out is None:
        return DEFAULT_PATH
    if out.absolute().is_relative_to(root.absolute()):
        return out.absolute().relative_to(root.absolute()).as_posix()
    return f"experiences/region/{out.name}"


def _regions(kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    regions = [r for r in kb.corpus.vocabulary(Kind.REGION).values() if isinstance(r, Region)]
    return tuple((written, region.name) for region in regions for written in (region.name, *region.aliases))


def _write(out: Path, text: str) -> None:
    try:
        write_atomically(out, text)
    except OSError as error:
        raise ToolError(f"写不了文件“{out}”（{reason_of(error)}）") from None


def _print_missing(intake: Intake, kb: KnowledgeBase, request: Request) -> int:
    known = kb.corpus.experiences
    for identifier in request.against:
        if identifier not in known:
            guess = did_you_mean(identifier, known)
            raise ToolError(f"没有编号为“{identifier}”的经验；{guess or '编号见 experiences/ 里的文件名'}")
    missing = missing_numbers(intake, [known[i] for i in request.against], request.report)
    if request.form == "json":
        _print_json({"against": list(request.against), "missing": missing_data(missing)})
    else:
        several = len(intake.reports) > 1 and request.report is None
        click.echo("\n".join(missing_lines(missing, "、".join(request.against), several=several)))
    return EXIT_FOUND if missing else 0


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
