"""Beginning a record: facts and a template → the files to write, complete or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from build_tools.contributing.answers import Answer
from build_tools.contributing.facts import NewKind
from build_tools.contributing.places import (
    REGIONS,
    checked_id,
    layout_of,
    place_among_duties,
    put_entry,
    read_file,
    region_folder,
    with_region,
)
from build_tools.contributing.templates import Filling, entry_of, fill_template
from build_tools.corpus import Kind
from build_tools.errors import ToolError
from build_tools.formatting import format_yaml
from build_tools.intake import Intake, Target, render_skeleton
from build_tools.intake.skeleton import quoted

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.layout import FileKind

_UNREADABLE = "的 YAML 写法有误；先用 zelian check 查看并改正"


@dataclass(frozen=True, slots=True)
class Wish:
    """What to begin: the kind, the checked answers by key, an id, a file stem, a new region."""

    new: NewKind
    answers: Mapping[str, Answer]
    identifier: str = ""
    stem: str = ""
    new_region: str = ""
    parent_region: str = ""
    intake: Intake | None = None
    report: int = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """The id of the new record, its file, and the text of every file to write, by path in the base."""

    id: str
    path: str
    files: Mapping[str, str] = field(default_factory=dict)


def begin(kb: KnowledgeBase, wish: Wish) -> Begun:
    """Return the files that begin a record; nothing is written.

    Raises:
        ToolError: the id or the file is taken, or a file that is to be added to cannot be read.
    """
    kind = layout_of(wish.new.template)
    if wish.new.kind is Kind.TERM and (known := kb.corpus.named(Kind.TERM, _name(wish))):
        where = kb.corpus.origin(Kind.TERM, known.id).path
        raise ToolError(f"已有术语“{known.name}”（{where}，编号 {known.id}）；要改的话在那里改，不再新建")
    identifier = checked_id(kb.corpus, wish.new.kind, wish.identifier, _name(wish))
    path = _path(kb, wish, kind, identifier)
    whole = kind.list_key is None
    if whole and (kb.root / path).exists():
        raise ToolError(f"“{path}”已经存在，不会覆盖；用 --id 换一个编号")
    files = {}
    if wish.new_region:
        files[REGIONS] = with_region(kb.root, kb.corpus, wish.new_region, wish.parent_region)
    files[path] = _text(kb, wish, kind, path, identifier)  # last: a run stopped before it can be done again
    return Begun(identifier, path, files)


def _name(wish: Wish) -> str:
    keys = ("short_title", "title", "name", "stem")
    named = (value for key in keys for k, value in wish.answers.items() if k.rsplit(".", 1)[-1] == key)
    return next((value for value in named if isinstance(value, str)), "")


def _path(kb: KnowledgeBase, wish: Wish, kind: FileKind, identifier: str) -> str:
    match wish.new.kind:
        case Kind.EXPERIENCE:
            return f"experiences/{region_folder(kb.corpus, str(wish.answers['region']))}/{identifier}.yml"
        case Kind.WORK:
            return f"works/{identifier}/work.yml"
        case Kind.DUTY:
            return f"duties/{wish.answers['work']}.yml"
        case Kind.TERM:
            return kind.pattern
        case _:
            return str(PurePosixPath(kind.pattern).with_name(f"{wish.stem or identifier}.yml"))


def _text(kb: KnowledgeBase, wish: Wish, kind: FileKind, path: str, identifier: str) -> str:
    if wish.intake is not None:
        return _from_report(wish, path)
    template = read_file(kb.root, f"templates/{wish.new.template}.yml").partition("\n")[2]
    body = _filled(template, wish, kind, identifier)
    if not (kb.root / path).is_file():
        return format_yaml(path, f"{kind.schema_line(path)}\n{body}", kind.file)
    document = kb.corpus.documents.get(path)
    if (
        document is None
        or kind.list_key is None
        or any(f.location.path == path and f.code.startswith("YAML") for f in kb.loading_findings)
    ):
        raise ToolError(f"“{path}”{_UNREADABLE}")
    index = _place(kb, wish, path)
    text = put_entry(document, kind.list_key, entry_of(body, kind.list_key), index)
    return format_yaml(path, text, kind.file)


def _filled(template: str, wish: Wish, kind: FileKind, identifier: str) -> str:
    prefix = f"{kind.list_key}." if kind.list_key else ""
    facts: dict[str, Filling] = {f"{prefix}id": identifier}
    for key, value in wish.answers.items():
        outer, _, inner = key.partition(".")
        if inner and outer != kind.list_key:
            facts[outer] = {**_mapping(facts.get(outer)), inner: str(value)}
        else:
            facts[key] = value
    return fill_template(template, kind.file, facts, wish.new.keep)


def _mapping(fact: Filling | None) -> dict[str, str]:
    return dict(fact) if isinstance(fact, Mapping) else {}


def _place(kb: KnowledgeBase, wish: Wish, path: str) -> int | None:
    if wish.new.kind is not Kind.DUTY:
        return None
    return place_among_duties(kb.corpus, path, wish.answers["duties.basis"][0], kb.as_of)


def _from_report(wish: Wish, path: str) -> str:
    """Return the skeleton of a report with what was answered in its gaps."""
    if wish.intake is None:
        raise ValueError("there is no report")
    kind = layout_of("experience")
    regions = ((str(wish.answers["region"]),) * 2,)
    skeleton = render_skeleton(wish.intake, wish.report, Target(path, regions))
    answers = {key: value for key, value in wish.answers.items() if isinstance(value, str)}
    return format_yaml(path, filled_gaps(skeleton, answers), kind.file)


def filled_gaps(skeleton: str, answers: Mapping[str, str]) -> str:
    """Return a skeleton with ``answers`` (keys with dots) in its head, in place of gaps and guesses."""
    head, measures, rest = skeleton.partition("\nmeasures:")
    lines = []
    outer = ""
    left = dict(answers)
    for line in head.split("\n"):
        key, colon, _ = line.partition(":")
        outer = outer if line.startswith(" ") else key
        name = f"{outer}.{key.strip()}" if line.startswith(" ") else key
        if name == "summary" and (since := left.pop("practised.from", "")):
            lines.append(f"practised: {{from: {quoted(since)}}}")
        answer = left.pop(name, "") if colon else ""
        lines.append(f"{key}: {quoted(answer)}" if answer else line)
        if name == "source.title":
            absent = [key for key in ("container", "issued") if f"\n  {key}:" not in head]
            lines += [
                f"  {key}: {quoted(left.pop(f'source.{key}'))}" for key in absent if f"source.{key}" in left
            ]
    return "\n".join(lines) + measures + rest
