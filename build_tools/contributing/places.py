"""Where a new record goes: its id, its file, its place in the file; new regions."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from build_tools.contributing.slugs import slug_of
from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.errors import ToolError, reason_of
from build_tools.formatting import format_yaml
from build_tools.intake.skeleton import quoted
from build_tools.layout import FILE_KINDS, FileKind
from build_tools.model.base import Slug
from build_tools.resolution import resolve_reference
from build_tools.yaml_source import YamlDocument

if TYPE_CHECKING:
    import datetime as dt

REGIONS = "vocabulary/regions.yml"
_SLUG: TypeAdapter[str] = TypeAdapter(Slug)


def layout_of(name: str) -> FileKind:
    """Return the file kind called ``name``."""
    return next(kind for kind in FILE_KINDS if kind.name == name)


def checked_id(corpus: Corpus, kind: Kind, given: str, name: str) -> str:
    """Return the id ``given``, or one made from ``name``, that no record of the kind has.

    Raises:
        ToolError: it is no slug, or taken, or there is nothing to make one of.
    """
    taken = {declared.id for declared in corpus.of_kind(kind)}
    if not given:
        if slug := slug_of(name, taken):
            return slug
        raise ToolError(f"从“{name}”想不出编号；用 --id 写一个，如 annual-inspection")
    try:
        _SLUG.validate_python(given)
    except ValidationError:
        raise ToolError(f"编号“{given}”不对；只用小写字母、数字和连字符，如 annual-inspection") from None
    if given in taken:
        where = corpus.origin(kind, given).path
        raise ToolError(f"编号“{given}”已有{kind.chinese}使用（{where}）；换一个，如 {slug_of(given, taken)}")
    return given


def with_region(root: Path, corpus: Corpus, name: str, parent: str = "") -> str:
    """Return regions.yml with a region ``name`` added, below the region ``parent`` when one is given.

    Raises:
        ToolError: the parent is no region, or the file cannot be read.
    """
    above = corpus.named(Kind.REGION, parent) if parent else None
    if parent and above is None:
        raise ToolError(f"上级地区“{parent}”不在词表里；可以写{'、'.join(corpus.names(Kind.REGION))}")
    identifier = checked_id(corpus, Kind.REGION, "", name)
    lines = [f"- id: {identifier}", f"  name: {quoted(name)}"]
    lines += [f"  parent: {above.name}"] if above else []
    text = read_file(root, REGIONS)
    return format_yaml(REGIONS, text.rstrip("\n") + "\n" + "\n".join(lines) + "\n", layout_of("regions").file)


def region_folder(corpus: Corpus, region: str) -> str:
    """Return the folder of the experiences of a region: where they are already, else its id or a slug."""
    for declared in corpus.of_kind(Kind.EXPERIENCE):
        if declared.record and declared.record.region == region:
            return PurePosixPath(declared.origin.path).parent.name
    found = corpus.named(Kind.REGION, region)
    return found.id if found else slug_of(region) or "region"


def put_entry(document: YamlDocument, list_key: str, entry: str, index: int | None) -> str:
    """Return a file with an entry, as lines, before the entry ``index`` of its list; at the end for None."""
    lines = document.raw.decode().splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = len(lines)
    if index is not None:
        at = document.locate((list_key, index)).line - 1
        while lines[at - 1].lstrip().startswith("#"):
            at -= 1  # the comment above an entry is about that entry
    return "".join([*lines[:at], *entry.splitlines(keepends=True), *lines[at:]])


def place_among_duties(corpus: Corpus, path: str, basis: str, as_of: dt.date) -> int | None:
    """Return the number of the duty in the file before which one with this basis stands, in clause order."""
    order = _order(corpus, basis, as_of)
    for declared in corpus.of_kind(Kind.DUTY) if order is not None else ():
        if declared.origin.path == path and declared.record and declared.record.basis:
            theirs = _order(corpus, declared.record.basis[0], as_of)
            if theirs is not None and order is not None and theirs > order:
                return int(declared.origin.keypath[-1])
    return None


def read_file(root: Path, path: str) -> str:
    """Return the text of a file of the knowledge base.

    Raises:
        ToolError: it cannot be read.
    """
    try:
        return (root / path).read_text(encoding="utf-8")
    except OSError as error:
        raise ToolError(f"读不了“{(root / path).as_posix()}”（{reason_of(error)}）") from None


def _order(corpus: Corpus, basis: str, as_of: dt.date) -> int | None:
    ref = resolve_reference(basis, corpus, as_of)
    text = corpus.text_at(ref, as_of) if isinstance(ref, ProvisionRef) else None
    if text is None or not isinstance(ref, ProvisionRef) or ref.eid is None:
        return None
    return list(text.by_eid).index(text.by_eid[ref.eid].eid) if ref.eid in text.by_eid else None
