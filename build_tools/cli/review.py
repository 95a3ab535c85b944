"""`zelian review`: list what waits to be reviewed, and record that somebody has reviewed it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

import click

from build_tools.contributing.ageing import YEARS, KnownChange, known_changes, long_past
from build_tools.corpus import Origin
from build_tools.errors import ToolError, reason_of
from build_tools.files import write_atomically
from build_tools.formatting import set_in_yaml
from build_tools.knowledge_base import KnowledgeBase
from build_tools.layout import file_kind
from build_tools.partial_dates import in_chinese
from build_tools.review import Ground, Review, ReviewState
from build_tools.suggestions import did_you_mean


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a command is about: those named, those of a file, or all."""

    ids: tuple[str, ...] = ()
    file: Path | None = None
    everything: bool = False


def list_reviews(kb: KnowledgeBase, form: str) -> int:
    """Print what is to be reviewed: suspect, long past, never; then the works to bring up to date."""
    waiting = [review for review in kb.reviews.all if review.state is not ReviewState.REVIEWED]
    waiting.sort(key=lambda review: review.state is ReviewState.UNREVIEWED)
    aged = long_past(kb.reviews, kb.as_of)
    changes = known_changes(kb.corpus, kb.as_of)
    if form == "json":
        data = [_as_data(kb, review) for review in (*waiting, *aged)]
        data += [_change_as_data(change) for change in changes]
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    suspect = sum(review.state is ReviewState.SUSPECT for review in waiting)
    for review in waiting[:suspect]:
        _print_review(kb, review, str(review.state))
    for review in aged:
        on = review.record.reviewed.on if review.record.reviewed else kb.as_of
        _print_review(kb, review, f"{in_chinese(on)}以后没有看过")
    for review in waiting[suspect:]:
        _print_review(kb, review, str(review.state))
    for change in changes:
        click.echo(str(change))
    old = f"{YEARS}年没有看过 {len(aged)} 项，" if aged else ""
    unreviewed = len(waiting) - suspect
    click.echo(f"待复核 {suspect} 项，{old}未复核 {unreviewed} 项，共 {len(kb.reviews.all)} 项。")
    return 0


def _print_review(kb: KnowledgeBase, review: Review, state: str) -> None:
    click.echo(f"{state}\t{review.id}\t{review.name}\t{_origin(kb, review).path}")
    for ground in review.changed:
        click.echo(f"\t{kb.reviews.describe(review, ground)}")


def record_reviews(kb: KnowledgeBase, selection: Selection, by: str, on: date) -> int:
    """Write into the files that ``by`` has reviewed the selected records on this day, and print which.

    Records named are always written, those of a file or of all only when their review no longer holds.
    Return 1 when one has a basis that leads nowhere: it stays as it was.

    Raises:
        ToolError: nothing is selected, a name is unknown, or a file cannot be read or written.
    """
    selected = _selected(kb, selection)
    if not by.strip():
        raise ToolError("复核人不能空着；写 --by 姓名或者单位")
    values: dict[str, list[tuple[Review, dict[str, Any]]]] = {}
    refused = []
    for review in selected:
        fingerprints = kb.reviews.fingerprints(review.record)
        if fingerprints is None:
            refused.append(review)
            continue
        value = {"by": by.strip(), "on": on.isoformat(), "basis": list(fingerprints)}
        values.setdefault(_origin(kb, review).path, []).append((review, value))
    for path, reviews in values.items():
        _write(kb, path, reviews)
    for review in refused:
        click.echo(
            f"没有复核：{review.id}（{review.name}）有依据找不到条款，先用 zelian check 查看并改正", err=True
        )
    click.echo(f"已记录 {sum(map(len, values.values()))} 项复核，涉及 {len(values)} 个文件。")
    return 1 if refused else 0


def _selected(kb: KnowledgeBase, selection: Selection) -> Iterable[Review]:
    chosen = [bool(selection.ids), selection.file is not None, selection.everything]
    if sum(chosen) != 1:
        raise ToolError("写明复核什么：编号、--file 文件或者 --all，三者选一")
    if selection.ids:
        return _named(kb, selection.ids)
    due = [review for review in kb.reviews.all if review.state is not ReviewState.REVIEWED]
    if selection.file is None:
        return due
    path = _path_in(kb, selection.file)
    return [review for review in due if _origin(kb, review).path == path]


def _named(kb: KnowledgeBase, ids: Sequence[str]) -> list[Review]:
    known: dict[str, list[Review]] = {}
    for review in kb.reviews.all:
        known.setdefault(review.id, []).append(review)
    for identifier in ids:
        if identifier not in known:
            _refuse_unfinished(kb, identifier)
            remedy = did_you_mean(identifier, known) or "用 zelian review --list 查看可以复核的编号"
            raise ToolError(f"没有编号为“{identifier}”而又有条文依据的责任、检查指标或者术语；{remedy}")
    return [review for identifier in dict.fromkeys(ids) for review in known[identifier]]


def _refuse_unfinished(kb: KnowledgeBase, identifier: str) -> None:
    """Raise a ToolError where there is such a record, but with an error in it, so that it is not read."""
    for declared in kb.corpus.declared:
        if declared.id == identifier and declared.record is None:
            path = declared.origin.path
            raise ToolError(
                f"“{identifier}”（{path}）还没有写完，或者有错误；运行 zelian check，改好以后再复核"
            )


def _path_in(kb: KnowledgeBase, file: Path) -> str:
    """Return the path of ``file``, given from here or from the knowledge base, in the knowledge base."""
    for candidate in (file, kb.root / file):
        if candidate.is_file() and candidate.resolve().is_relative_to(kb.root.resolve()):
            return PurePath(candidate.resolve().relative_to(kb.root.resolve())).as_posix()
    raise ToolError(f"知识库里没有文件“{file}”")


def _write(kb: KnowledgeBase, path: str, reviews: list[tuple[Review, dict[str, Any]]]) -> None:
    kind = file_kind(path)
    broken = any(f.location.path == path and f.code.startswith("YAML") for f in kb.loading_findings)
    if kind is None or broken:
        raise ToolError(f"文件“{path}”的 YAML 写法有误；先用 zelian check 查看并改正")
    edits = {_origin(kb, review).keypath: value for review, value in reviews}
    try:
        text = (kb.root / path).read_bytes().decode()
        write_atomically(kb.root / path, set_in_yaml(path, text, kind.file, "reviewed", edits))
    except OSError as error:
        raise ToolError(f"写不了文件“{path}”（{reason_of(error)}）") from None
    for review, _ in reviews:
        click.echo(f"已复核：{path} {review.id}（{review.name}）")


def _origin(kb: KnowledgeBase, review: Review) -> Origin:
    return kb.corpus.origin(review.kind, review.id)


def _as_data(kb: KnowledgeBase, review: Review) -> dict[str, Any]:
    reviewed = review.reviewed
    return {
        "kind": review.kind.value,
        "id": review.id,
        "name": review.name,
        "path": _origin(kb, review).path,
        "state": _STATES[review.state],
        "owner": getattr(review.record, "bearer", None),
        "reviewed": {"by": reviewed.by, "on": reviewed.on.isoformat()} if reviewed else None,
        "changed": [_ground_as_data(kb, ground) for ground in review.changed],
    }


_STATES = {
    ReviewState.SUSPECT: "suspect",
    ReviewState.REVIEWED: "aged",  # a review that still holds is listed when it is long past
    ReviewState.UNREVIEWED: "unreviewed",
}


def _change_as_data(change: KnownChange) -> dict[str, Any]:
    return {
        "kind": "work",
        "id": change.work.id,
        "name": change.work.short_title,
        "state": "outdated",
        "event": {"type": change.event.type.value, "date": change.event.date.isoformat()},
        "newest": change.newest.date.isoformat(),
    }


def _ground_as_data(kb: KnowledgeBase, ground: Ground) -> dict[str, Any]:
    then, now = kb.reviews.wording_then(ground), kb.reviews.wording_now(ground)
    return {
        "reference": ground.reference,
        "provision": str(ground.ref) if ground.ref else None,
        "reviewed": ground.reviewed,
        "now": ground.now,
        "reviewed_provision": str(then) if then else None,
        "same_wording_now": str(now) if now else None,
    }
