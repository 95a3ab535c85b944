"""`zelian import`: an official file read, shown, compared with the fingerprints, and laid over the base."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from build_tools.corpus import Corpus, Text
from build_tools.documents import TEXT_ENDINGS, WEB_ENDINGS, read_document
from build_tools.errors import ToolError
from build_tools.importer import Regulation, parse_regulation
from build_tools.importer.doubts import doubts_about
from build_tools.importer.hygiene import Blemish, blemishes
from build_tools.importer.integrity import Agreement, Integrity, best_text, compare
from build_tools.importer.summary import as_record, counts_line, tree_lines
from build_tools.importer.writing import TO_FILL, Target, files_of, write_files
from build_tools.model.base import not_a_device
from build_tools.partial_dates import parse_day, within_reach

MAX_LISTED = 30
"""So many doubts, blemishes or differing provisions are printed; the rest is counted."""

_TARGET = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)@(\d{4}-\d{2}-\d{2})")
_ENDINGS = frozenset({*TEXT_ENDINGS, *WEB_ENDINGS, ".docx", ".pdf"}) - {""}


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. ``target`` is SLUG@DATE."""

    target: str | None = None
    write: bool = False
    accept: bool = False
    replace: bool = False
    form: str = "text"


def import_file(file: Path, root: Path, open_corpus: Callable[[], Corpus], options: Options) -> int:
    """Show what ``file`` holds, and lay it over the base when asked to; 1: it differs from the fingerprints.

    Raises:
        ToolError: the file cannot be read, or nothing can be written.
    """
    source = read_document(file)
    regulation = parse_regulation(source)
    if not regulation.articles and not regulation.preamble:
        raise ToolError(f"“{file}”里没有文字")
    if options.form == "json":
        click.echo(json.dumps(as_record(regulation), ensure_ascii=False, indent=1))
        if not options.write:
            return 0
    corpus = open_corpus()
    target, text = _target(regulation, corpus, options)
    integrity = compare(regulation, text)
    if options.form == "text":
        _print_preview(regulation, source)
    refused = bool(integrity.differing) and not options.accept
    _print_integrity(integrity, text, err=options.form == "json")
    if options.form == "text" and not options.write and regulation.articles:
        _say_next(target, text, integrity)
    if options.write and not refused:
        _write(file, root, regulation, target, options)
    elif refused and options.write:
        click.echo("没有写入：与指纹不符。确认文件无误的，加 --accept-differences。", err=True)
    return 1 if refused else 0


def import_folder(folder: Path, form: str) -> int:
    """Print the counts of every readable file of a folder, one a line; 1: a file could not be read.

    Raises:
        ToolError: there is no such folder, or no readable file in it.
    """
    return max(_print_one(file, form) for file in readable_files(folder))


def readable_files(folder: Path) -> list[Path]:
    """Return the files under ``folder`` that may hold a text, in the order of their paths.

    Raises:
        ToolError: there is no such folder, or no readable file in it.
    """
    found = folder.rglob("*") if folder.is_dir() else ()
    files = sorted(p for p in found if p.suffix.lower() in _ENDINGS and p.is_file())
    if not files:
        raise ToolError(f"目录“{folder}”里没有可以读的文件")
    return files


def _print_one(file: Path, form: str) -> int:
    try:
        regulation = parse_regulation(read_document(file))
    except ToolError as error:
        click.echo(f"错误：{error}", err=True)
        return 1
    if form == "json":
        click.echo(json.dumps({"file": file.as_posix(), **as_record(regulation)}, ensure_ascii=False))
    else:
        doubts = len(doubts_about(regulation))
        click.echo(f"{file.as_posix()}\t{regulation.title}\t{counts_line(regulation)}\t疑点 {doubts}")
    return 0


def _target(regulation: Regulation, corpus: Corpus, options: Options) -> tuple[Target | None, Text | None]:
    """Return the version that the import is for, and its text in the knowledge base where it is known."""
    if options.target is None:
        text = best_text(regulation, corpus)
        if text is None:
            return None, None
        return Target(text.expression.work, text.expression.date, is_known=True, has_work=True), text
    match = _TARGET.fullmatch(options.target)
    if match is None:
        wanted = "写作 编号@版本日期，编号用小写字母，日期写到日，如 dangzhang@2022-10-22"
        raise ToolError(f"--as 的值“{options.target}”不对；{wanted}")
    try:
        work, date = not_a_device(match[1]), within_reach(parse_day(match[2]))
    except ValueError as error:
        raise ToolError(f"--as 的值不对：{error}") from None
    found = next((t for t in corpus.texts.get(work, ()) if t.expression.date == date), None)
    return Target(work, date, is_known=found is not None, has_work=work in corpus.works), found


def _write(file: Path, root: Path, regulation: Regulation, target: Target | None, options: Options) -> None:
    if not regulation.articles:
        raise ToolError(f"“{file}”里没有找到条文；没有写入")
    if target is None:
        raise ToolError("库里没有这部法规；用 --as 编号@版本日期 指明写到哪里；没有写入")
    written = write_files(root, files_of(regulation, target, file.name), replace=options.replace)
    for path in written:
        click.echo(f"已写入：{path.as_posix()}", err=options.form == "json")
    if not written:
        click.echo("没有变化，不必写入。", err=options.form == "json")
    if not target.is_known and written:
        click.echo(f"新版本只有结构：请补写要点和“{TO_FILL}”之处，再运行 zelian check。", err=True)


def _print_preview(regulation: Regulation, source: str) -> None:
    for line in tree_lines(regulation):
        click.echo(line)
    click.echo(f"合计：{counts_line(regulation)}")
    if regulation.furniture:
        click.echo(f"已去掉页码、导航等 {len(regulation.furniture)} 行")
    _print_list("疑点", [str(doubt) for doubt in doubts_about(regulation)])
    _print_list("文本卫生", [str(blemish) for blemish in _in_the_text(regulation, blemishes(source))])


def _in_the_text(regulation: Regulation, found: Iterable[Blemish]) -> list[Blemish]:
    """Return the blemishes of the lines that are imported, not those of the page around them."""
    skipped = {line for line, _ in (*regulation.furniture, *regulation.before, *regulation.after)}
    return [blemish for blemish in found if blemish.line not in skipped]


def _print_integrity(integrity: Integrity, text: Text | None, *, err: bool) -> None:
    if text is None:
        click.echo("核对：库里没有这个版本，无从核对指纹。", err=err)
        return
    same, differs, unknown = (integrity.count(a) for a in Agreement)
    name = f"{text.expression.work}@{text.expression.date}"
    click.echo(f"核对（{name}）：相同 {same} 处，不同 {differs} 处，库里没有指纹 {unknown} 处", err=err)
    if integrity.is_rewritten:
        click.echo("不同的占一半以上：多半是洗稿、机器改写的副本，或者不是这个版本。", err=err)
    _print_list("与指纹不符", [str(comparison) for comparison in integrity.differing], err=err)


def _say_next(target: Target | None, text: Text | None, integrity: Integrity) -> None:
    """Print what to do after a preview."""
    if text is not None and integrity.count(Agreement.UNKNOWN) and not integrity.differing:
        click.echo("库里没有指纹的地方无从比较，请自己与正式文本对照。")
    if target is None:
        click.echo("这是预览，没有写文件。库里没有这部法规：要写入的，加 --write 和 --as 编号@版本日期。")
    elif not integrity.differing:
        click.echo("这是预览，没有写文件。看过疑点和核对结果，加 --write 写入。")


def _print_list(name: str, lines: Sequence[str], *, err: bool = False) -> None:
    if not lines:
        return
    click.echo(f"{name}：{len(lines)} 处", err=err)
    for line in lines[:MAX_LISTED]:
        click.echo(f"  {line}", err=err)
    if len(lines) > MAX_LISTED:
        click.echo(f"  …… 还有 {len(lines) - MAX_LISTED} 处", err=err)
