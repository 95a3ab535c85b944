"""The canonical form of a YAML file: one order of keys, one style of quotes and lists, comments kept."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, PlainScalarString

from build_tools.model.base import record_in
from build_tools.yaml_source import KeyPath, parse_yaml

FLOW_WIDTH = 110
"""Lists of words and small mappings stand on one line up to this many characters."""

_FLOW_RECORDS = frozenset(
    {
        "figures",
        "time_limits",
        "implements",
        "illustrates",
        "timing",
        "practised",
        "locator",
        "source",
        "applies_to",
        "reviewed",
        "within",
        "events",
    }
)
_QUOTED = re.compile(r"\d{4}(-\d{2}){0,2}|[0-9a-f]{16}|true|false|null|yes|no|on|off|~", re.IGNORECASE)
_INTEGER = re.compile(r"0|[1-9]\d*")
_NUMBER = re.compile(r"\d+(\.\d*)?")
_NUMERIC_KEYS = frozenset({"value", "at_least", "term_years", "rank"})

Rewrite = Callable[[str, str], str]
"""(key, text) → the canonical text of a scalar under that key."""


def format_yaml(path: str, text: str, model: type[BaseModel], rewrite: Rewrite | None = None) -> str:
    """Return ``text`` (a readable file of the kind ``model``) in canonical form; comments stay.

    Raises:
        ValueError: the canonical form would say something else than ``text`` (nothing may get lost).
    """
    rewrite = rewrite or _as_written
    document = _round_trip().load(text)
    if not isinstance(document, CommentedMap):
        return text
    written = _dump(_mapping(document, model, "", rewrite))
    if _data(path, written, rewrite) != _data(path, text, rewrite):
        raise ValueError(f"formatting would change the data of {path}")
    return written


def set_in_yaml(
    path: str, text: str, model: type[BaseModel], key: str, values: Mapping[KeyPath, Mapping[str, Any]]
) -> str:
    """Return ``text`` in canonical form, with ``key`` of the records at the key paths set; comments stay.

    Raises:
        ValueError: the result would say something else (nothing may get lost).
    """
    document = _round_trip().load(text)
    expected = _data(path, text, _as_written)
    for keypath, value in values.items():
        _set(_at(document, keypath), key, value)
        _at(expected, keypath)[key] = value
    written = _dump(_mapping(document, model, "", _as_written))
    if _data(path, written, _as_written) != expected:
        raise ValueError(f"setting {key} would change other data of {path}")
    return written


def _as_written(_key: str, text: str) -> str:
    return text


def _at(data: Any, keypath: KeyPath) -> Any:  # noqa: ANN401  (plain YAML data)
    for step in keypath:
        data = data[step]
    return data


def _set(node: CommentedMap, key: str, value: Mapping[str, Any]) -> None:
    """Set a mapping under ``key``; a new one stands where no comment comes between it and what it is of."""
    if key in node:
        for name, inner in value.items():
            node[key][name] = inner if isinstance(inner, str) else CommentedSeq(inner)
        return
    made = CommentedMap((n, v if isinstance(v, str) else CommentedSeq(v)) for n, v in value.items())
    names = list(node)
    places = range(len(names), 0, -1)
    node.insert(next((p for p in places if not _is_commented(node, names[p - 1])), 0), key, made)


def _is_commented(node: CommentedMap, key: str) -> bool:
    value = node[key]
    return key in node.ca.items or (isinstance(value, CommentedMap | CommentedSeq) and _has_comments(value))


def _dump(document: CommentedMap) -> str:
    stream = io.StringIO()
    _round_trip().dump(document, stream)
    return stream.getvalue()


def _round_trip() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _data(path: str, text: str, rewrite: Rewrite) -> Any:  # noqa: ANN401  (plain YAML data)
    document, _ = parse_yaml(path, text.encode())
    return _rewritten(document.data if document else None, "", rewrite)


def _rewritten(value: Any, key: str, rewrite: Rewrite) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {name: _rewritten(inner, name, rewrite) for name, inner in value.items()}
    if isinstance(value, list):
        return [_rewritten(inner, key, rewrite) for inner in value]
    return rewrite(key, value) if isinstance(value, str) else value


def _mapping(node: CommentedMap, model: type[BaseModel] | None, key: str, rewrite: Rewrite) -> CommentedMap:
    fields = {(f.alias or name): f.annotation for name, f in model.model_fields.items()} if model else {}
    if not _has_comments(node):
        _reorder(node, [name for name in fields if name in node])
    for name in list(node):
        node[name] = _value(node[name], record_in(fields.get(name)), name, rewrite)
    if key in _FLOW_RECORDS:
        _choose_style(node)
    return node


def _reorder(node: CommentedMap, order: list[str]) -> None:
    for name in [*order, *(name for name in list(node) if name not in order)]:
        node.move_to_end(name)


def _value(node: Any, model: type[BaseModel] | None, key: str, rewrite: Rewrite) -> Any:  # noqa: ANN401
    if isinstance(node, CommentedMap):
        return _mapping(node, model, key, rewrite)
    if isinstance(node, CommentedSeq):
        for index, inner in enumerate(list(node)):
            node[index] = _value(inner, model, key, rewrite)
        if not any(isinstance(inner, CommentedMap | CommentedSeq) for inner in node):
            _choose_style(node)
        return node
    return _scalar(node, key, rewrite)


def _scalar(node: Any, key: str, rewrite: Rewrite) -> Any:  # noqa: ANN401  (what the round-trip loader makes)
    if node is None or isinstance(node, bool | int | float):
        return node
    if isinstance(node, dt.date):
        return DoubleQuotedScalarString(node.isoformat())
    text = rewrite(key, str(node))
    if key in _NUMERIC_KEYS and _INTEGER.fullmatch(text):
        return int(text)
    # A plain str would take over the quotes that stood there: ruamel keeps the style of what is replaced.
    is_quoted = _QUOTED.fullmatch(text) or _needs_quotes(text)
    return DoubleQuotedScalarString(text) if is_quoted else PlainScalarString(text)


def _needs_quotes(text: str) -> bool:
    return bool(
        not text
        or text != text.strip()
        or text[0] in "-?:,[]{}#&*!|>'\"%@`"
        or re.search(r": |:$|:[:?]| #|[\[\]{},]", text)
        or _NUMBER.fullmatch(text)
    )


def _choose_style(node: CommentedMap | CommentedSeq) -> None:
    if _has_comments(node):
        return
    width = len(str(_plain(node)))
    node.fa.set_flow_style() if width <= FLOW_WIDTH else node.fa.set_block_style()


def _plain(node: Any) -> Any:  # noqa: ANN401
    if isinstance(node, CommentedMap):
        return {str(k): _plain(v) for k, v in node.items()}
    return [_plain(v) for v in node] if isinstance(node, CommentedSeq) else str(node)


def _has_comments(node: CommentedMap | CommentedSeq) -> bool:
    return bool(node.ca.items) or any(
        _has_comments(v)
        for v in (node.values() if isinstance(node, CommentedMap) else node)
        if isinstance(v, CommentedMap | CommentedSeq)
    )
