"""JSON Schemas of the YAML files, generated from the model, for editors and other tools."""

from __future__ import annotations

import json

from build_tools.layout import FILE_KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """Return the text of each JSON Schema by its file name; the bytes depend on the model alone."""
    return {kind.schema: _schema(kind.file.model_json_schema()) for kind in FILE_KINDS}


def _schema(schema: dict[str, object]) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
