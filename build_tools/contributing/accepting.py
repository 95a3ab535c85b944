"""A filled-in form → a checked record at its place, or everything that is wrong with it."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.contributing.comparing import new_findings
from build_tools.contributing.near import Near, near_duplicates
from build_tools.contributing.places import REGIONS, checked_id, layout_of, region_folder, with_region
from build_tools.contributing.slugs import slug_of
from build_tools.corpus import Kind
from build_tools.errors import ToolError, reason_of
from build_tools.findings import Finding, Severity
from build_tools.formatting import format_yaml
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.suggestions import did_you_mean
from build_tools.yaml_source import parse_yaml

if TYPE_CHECKING:
    from build_tools.cache import Cache

_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?:ya?ml)?[ \t]*\n(?P<body>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)

_GAP = re.compile(r'^((?:- )?id: )""', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of a form: the path in the base, the files to write, what was found, what it is like.

    With an error among ``findings`` there is nothing to write. Their places are lines of the form.
    """

    id: str
    path: str
    findings: tuple[Finding, ...]
    near: tuple[Near, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The record comes last: a run that is stopped between two files can be done again."""


@dataclass(frozen=True, slots=True)
class RegionWish:
    """Whether a region that is not in the list may be added, and below which one."""

    add: bool = False
    parent: str = ""


def accept(kb: KnowledgeBase, file: str, text: str, wish: RegionWish, cache: Cache | None = None) -> Accepted:
    """Check the record in ``text`` (YAML, or a message that holds it between ``` lines) as part of ``kb``.

    Raises:
        ToolError: there is no record in it, its id is taken, or its region is unknown.
    """
    above, body = record_in_message(text)
    data, faults = _data(file, body)
    if faults:
        return Accepted("", "", _moved(faults, file, file, above))
    identifier = checked_id(kb.corpus, Kind.EXPERIENCE, str(data.get("id", "")), str(data.get("title", "")))
    body = _with_ids(body, data, identifier)
    region, others = _region(kb, str(data.get("region", "")), wish)
    path = f"experiences/{region_folder(kb.corpus, region)}/{identifier}.yml"
    if (kb.root / path).exists():
        raise ToolError(f"“{path}”已经存在，不会覆盖")
    kind = layout_of("experience")
    lines = body.split("\n")
    has_head = lines[0].startswith("# yaml-language-server:")
    whole = "\n".join([kind.schema_line(path), *(lines[1:] if has_head else lines)])
    findings, near = _checked(kb, {path: whole, **others}, identifier, cache)
    findings = _moved(findings, path, file, above - (0 if has_head else 1))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Accepted(identifier, path, findings, near)
    return Accepted(identifier, path, findings, near, {**others, path: format_yaml(path, whole, kind.file)})


def record_in_message(text: str) -> tuple[int, str]:
    """Return how many lines stand above the YAML in a message, and the YAML: what ``` lines with an id hold.

    A text without such lines is itself the YAML.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    for match in _FENCED.finditer(text):
        if re.search(r"^id:", match["body"], re.MULTILINE):
            return text.count("\n", 0, match.start("body")), match["body"]
    return 0, text


def _data(file: str, body: str) -> tuple[dict[str, Any], list[Finding]]:
    document, faults = parse_yaml(file, body.encode())
    if faults or document is None:
        return {}, faults
    if not isinstance(document.data, dict) or "measures" not in document.data:
        raise ToolError(f"“{file}”里没有经验；应当是提交表单下载的 YAML，或者贴有它的信件")
    return document.data, []


def _with_ids(body: str, data: dict[str, Any], identifier: str) -> str:
    """Return the YAML with ids in the gaps that the form leaves: of the record, then of its measures."""
    gaps = [identifier] if data.get("id") == "" else []
    ids: list[str] = []
    for measure in data["measures"] if isinstance(data["measures"], list) else []:
        given = str(measure.get("id", "")) if isinstance(measure, dict) else ""
        title = str(measure.get("title", "")) if isinstance(measure, dict) else ""
        ids.append(given or slug_of(title, ids) or f"measure-{len(ids) + 1}")
        gaps += ids[-1:] if _has_gap(measure) else []
    rest = iter(gaps)
    return _GAP.sub(lambda gap: gap[1] + next(rest, '""'), body)


def _has_gap(measure: object) -> bool:
    return isinstance(measure, dict) and measure.get("id") == ""


def _region(kb: KnowledgeBase, region: str, wish: RegionWish) -> tuple[str, dict[str, str]]:
    """Return the region of the record, and regions.yml when it is to be added there."""
    if kb.corpus.named(Kind.REGION, region) is not None:
        return region, {}
    if wish.add and region:
        return region, {REGIONS: with_region(kb.root, kb.corpus, region, wish.parent)}
    guess = did_you_mean(region, kb.corpus.names(Kind.REGION))
    advice = f"{guess}改正后再收，" if guess else ""
    raise ToolError(f"词表里没有地区“{region}”；{advice}确是新的地区，加 --add-region 登记")


def _checked(
    kb: KnowledgeBase, files: Mapping[str, str], identifier: str, cache: Cache | None
) -> tuple[tuple[Finding, ...], tuple[Near, ...]]:
    """Return what a copy of the base with ``files`` in it has that the base has not."""
    with tempfile.TemporaryDirectory(prefix="zelian-") as temporary:
        root = Path(temporary, "regulations")
        _copy(kb, files, root)
        after = open_knowledge_base(root, as_of=kb.as_of, cache=cache)
        found = new_findings(kb, after)
        record = after.corpus.experiences.get(identifier)
        measures = [f"{identifier}/{m.id}" for m in record.measures] if record else []
        return found, near_duplicates(after.corpus, {identifier, *measures})


def _copy(kb: KnowledgeBase, files: Mapping[str, str], root: Path) -> None:
    try:
        shutil.copytree(kb.root, root, ignore=shutil.ignore_patterns("local", "schema"))
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    except OSError as error:  # `shutil.Error`, of several files, has no reason of its own
        reason = reason_of(error) or "磁盘已满，或者不让写"
        raise ToolError(f"写不了检查用的临时文件（{reason}）；没有写入知识库") from None


def _moved(
    findings: tuple[Finding, ...] | list[Finding], path: str, file: str, by: int
) -> tuple[Finding, ...]:
    """Return the findings of a record at their lines in the message that holds it."""
    return tuple(
        replace(f, location=replace(f.location, path=file, line=max(1, f.location.line + by)))
        if f.location.path == path
        else f
        for f in findings
    )
