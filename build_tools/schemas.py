"""JSON Schemas of the YAML files, for editors and other tools.

The schema of each kind of file is generated from the model alone. Where a value names another record, it
refers to `ids.schema.json`, which lists what the knowledge base has: only that file changes with the data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from build_tools.checks.values import IDS, NAMES
from build_tools.corpus import Corpus, Kind
from build_tools.layout import FILE_KINDS, FileKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDS_FILE = "ids.schema.json"
_LABEL_END = re.compile(r"[，：；、（,。]")
_FILE_WORKS = (("DutyFile", "work"), ("Expression", "work"))

Schema = dict[str, Any]


def schemas() -> dict[str, str]:
    """Return the text of each JSON Schema by its file name; the bytes depend on the model alone."""
    return {kind.schema: _written(_schema(kind)) for kind in FILE_KINDS}


def ids_schema(corpus: Corpus) -> str:
    """Return the text of `ids.schema.json`: under ``$defs`` what may be written for each kind.

    Words of closed lists and bearers may be written by name, alias or id; other records by id, with their
    titles as ``enumDescriptions`` (which VS Code shows beside a completion).
    """
    named = {target for _, _, target in NAMES}
    linked = {target for _, _, target in IDS} | {Kind.WORK}
    defs = {kind.value: _names(corpus, kind) for kind in sorted(named)}
    defs |= {kind.value: _ids(corpus, kind) for kind in sorted(linked - named)}
    about = {"title": "编号和名称", "description": "由 zelian fmt 按知识库更新，请勿手改。"}
    return _written({**about, "$defs": defs})


def label_of(description: str | None, key: str) -> str:
    """Return the short Chinese label of a key: the first words of its description in the model."""
    return _LABEL_END.split(description or key, maxsplit=1)[0]


def _names(corpus: Corpus, kind: Kind) -> Schema:
    records = [declared.record for declared in corpus.of_kind(kind) if declared.record is not None]
    names = [record.name for record in records]
    names += [other for record in records for other in (*record.aliases, record.id)]
    return {"title": kind.chinese, "type": "string", "enum": sorted(set(names))}


def _ids(corpus: Corpus, kind: Kind) -> Schema:
    titles = {
        d.id: getattr(d.record, "title", None) or getattr(d.record, "name", d.id)
        for d in corpus.of_kind(kind)
        if d.record is not None
    }
    words: Schema = {"enum": list(titles), "enumDescriptions": list(titles.values())}
    return {"title": kind.chinese, "type": "string", **words}


def _written(schema: Schema) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _schema(kind: FileKind) -> Schema:
    schema = kind.file.model_json_schema()
    classes = {kind.file.__name__: schema, **schema.get("$defs", {})}
    for found in classes.values():
        for key, value in found.get("properties", {}).items():
            value["title"] = label_of(value.get("description"), key)
            if value.get("type") == "boolean":
                value["enum"] = [True, False, "true", "false"]  # files may quote it, all values are texts
                del value["type"]
    for model, path, target in _references():
        if model in classes:
            _refer(classes, classes[model], path.split("."), target)
    schema["title"] = kind.kind.chinese
    return schema


def _references() -> Iterator[tuple[str, str, Kind]]:
    """Yield the class, the path in it, and the kind of record that the value there names."""
    models = {kind.kind: kind.record.__name__ for kind in FILE_KINDS} | {Kind.MEASURE: "Measure"}
    for kind, path, target in (*NAMES, *IDS):
        yield models[kind], path, target
    for model, path in _FILE_WORKS:
        yield model, path, Kind.WORK


def _refer(classes: dict[str, Schema], at: Schema, path: list[str], target: Kind) -> None:
    """Put a reference to the list of ``target`` where ``path`` leads from the schema ``at``."""
    for step in path:
        inner = next((s for s in at.get("anyOf", ()) if s.get("type") != "null"), at)
        inner = classes[inner["$ref"].rpartition("/")[2]] if "$ref" in inner else inner
        at = inner["items"] if step == "*" else inner["properties"][step]
    place = next((s for s in at.get("anyOf", ()) if s.get("type") != "null"), at)
    for key in ("type", "minLength", "maxLength", "pattern"):
        place.pop(key, None)
    place["$ref"] = f"{IDS_FILE}#/$defs/{target.value}"
