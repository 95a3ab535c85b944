"""`zelian fmt`: rewrite files in canonical form, or show the difference."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from build_tools.cli.shared import write_file
from build_tools.corpus import Corpus, ProvisionRef
from build_tools.errors import ToolError
from build_tools.formatting import Rewrite, format_yaml
from build_tools.layout import file_kind
from build_tools.loading import load_corpus
from build_tools.resolution import canonical_reference, resolve_reference
from build_tools.schemas import IDS_FILE, ids_schema


def format_files(root: Path, files: Sequence[Path] = (), *, only_check: bool) -> int:
    """Format ``files``, by default all under ``root``; 1 when one is unreadable or, checking, not canonical.

    Raises:
        ToolError: one of the files is none of the knowledge base.
    """
    corpus, findings = load_corpus(root)
    broken = {f.location.path for f in findings if f.code.startswith("YAML")}
    known = {*corpus.documents, *broken}
    wanted = _paths_in(root, files, known) if files else tuple(sorted(known))
    unreadable = [f for f in findings if f.code.startswith("YAML") and f.location.path in wanted]
    for finding in unreadable:
        click.echo(f"{root.as_posix()}/{finding}", err=True)
    skipped = {finding.location.path for finding in unreadable}
    changed = [_format(root, path, corpus, only_check=only_check) for path in wanted if path not in skipped]
    click.echo(
        f"{sum(changed)} 个文件{'不是统一格式' if only_check else '已改写'}，共 {len(changed)} 个文件。"
    )
    stale = not files and not unreadable and _refresh_ids(root, corpus, only_check=only_check)
    return 1 if unreadable or (only_check and (stale or any(changed))) else 0


def _refresh_ids(root: Path, corpus: Corpus, *, only_check: bool) -> bool:
    """Write anew the list from which editors complete ids, when it is out of date; return whether it was."""
    path, text = root / "schema" / IDS_FILE, ids_schema(corpus)
    if not path.parent.is_dir() or (path.is_file() and path.read_text(encoding="utf-8") == text):
        return False
    if only_check:
        click.echo(f"{path.as_posix()} 已过时；运行 zelian fmt 更新")
    else:
        write_file(text, path)
        click.echo(f"已更新：{path.as_posix()}")
    return True


def _paths_in(root: Path, files: Sequence[Path], known: set[str]) -> tuple[str, ...]:
    paths = []
    for file in files:
        path = file.resolve()
        inside = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else ""
        if inside not in known:
            raise ToolError(f"“{file}”不是知识库“{root}”里的文件")
        paths.append(inside)
    return tuple(dict.fromkeys(paths))


def _format(root: Path, path: str, corpus: Corpus, *, only_check: bool) -> bool:
    kind = file_kind(path)
    raw = (root / path).read_bytes().decode("utf-8")
    if kind is None:
        return False
    text = format_yaml(path, raw, kind.file, _canonical_citations(corpus))
    if text == raw:
        return False
    if only_check:
        click.echo("".join(_diff(raw, text, f"{root.as_posix()}/{path}")), nl=False)
    else:
        write_file(text, root / path)
        click.echo(f"已改写：{root.as_posix()}/{path}")
    return True


def _diff(before: str, after: str, path: str) -> list[str]:
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [
        line if line.endswith("\n") else line + "\n"
        for line in difflib.unified_diff(*lines, path, f"{path}（统一格式）")
    ]


def _canonical_citations(corpus: Corpus) -> Rewrite:
    def rewrite(key: str, text: str) -> str:
        if key != "basis":
            return text
        ref = resolve_reference(text, corpus)
        return canonical_reference(ref, corpus) if isinstance(ref, ProvisionRef) else text

    return rewrite
