"""A template with facts filled in: what is known stands there, what must be written is a gap.

A gap is ``""``: `zelian check` refuses it until it is filled, as with the skeletons of `build_tools.intake`.
What may be left out stays as an example behind ``#``. The templates of the knowledge base are the only source
of keys, order and advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from build_tools.intake.skeleton import quoted
from build_tools.model.base import record_in

Filling = str | Sequence[str] | Mapping[str, str]
"""The value of a key: a text, a list of texts, or a small mapping of texts."""

_KEY = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>\w+):(?: (?P<value>.*))?")
_COMMENT = re.compile(r" *#")


@dataclass(slots=True)
class _Block:
    """A key of the template with its lines; ``path`` leads from the record to it, without list places."""

    path: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    value: str | None = None


def fill_template(
    template: str, model: type[BaseModel], facts: Mapping[str, Filling], keep: Sequence[str] = ()
) -> str:
    """Return ``template`` (a file of kind ``model``, without its first line) with ``facts`` filled in.

    Keys are written with dots (``measures.title``); ``keep`` names optional keys that must become gaps.
    """
    return "".join(line for block in _blocks(template) for line in _written(block, model, facts, set(keep)))


def entry_of(filled: str, list_key: str) -> str:
    """Return the one entry under ``list_key`` of a filled template, as lines to be put into such a list."""
    _, _, entry = filled.partition(f"\n{list_key}:\n")
    return entry


def _blocks(template: str) -> Iterator[_Block]:
    """Yield the keys in order, each with the lines below it that are no keys; comments stand alone."""
    stack: list[tuple[int, str]] = []
    block = _Block(())
    for line in template.splitlines(keepends=True):
        match = _KEY.match(line.rstrip("\n"))
        if match is None and not _COMMENT.match(line):
            block.lines.append(line)
            continue
        yield block
        block = _Block((), [line])
        if match is not None:
            column = len(match["indent"]) + len(match["dash"] or "")
            while stack and stack[-1][0] >= column:
                stack.pop()
            stack.append((column, match["key"]))
            block = _Block(tuple(key for _, key in stack), [line], match["value"])
    yield block


def _written(
    block: _Block, model: type[BaseModel], facts: Mapping[str, Filling], keep: set[str]
) -> Iterator[str]:
    name = ".".join(block.path)
    head = block.lines[0].partition(":")[0] if block.lines else ""
    if not block.path:
        yield from block.lines
    elif name in facts:
        yield f"{head}: {_yaml(facts[name])}\n"
    elif block.value is not None and (name in keep or _is_required(model, block.path)):
        yield f"{head}: {_gap(block, model)}  # 例：{block.value}\n"
    elif _is_required(model, block.path):
        yield from block.lines
    else:
        yield from (re.sub(r"^( *)", r"\1# ", line) for line in block.lines)


def _yaml(fact: Filling) -> str:
    if isinstance(fact, str):
        return quoted(fact)
    if isinstance(fact, Mapping):
        return "{" + ", ".join(f"{key}: {_yaml(value)}" for key, value in fact.items()) + "}"
    return "[" + ", ".join(map(_yaml, fact)) + "]"


def _gap(block: _Block, model: type[BaseModel]) -> str:
    value = block.value or ""
    if value.startswith("["):
        return '[""]'
    record = _model_at(model, block.path)
    if value.startswith("{") and record is not None:
        fields = record.model_fields.items()
        return _yaml({f.alias or name: "" for name, f in fields if f.is_required()})
    return '""'


def _is_required(model: type[BaseModel], path: tuple[str, ...]) -> bool:
    """Whether the key at ``path``, and every key above it, must be written."""
    current: type[BaseModel] | None = model
    for step in path:
        fields = current.model_fields.items() if current else ()
        found = next((f for name, f in fields if step in {name, f.alias}), None)
        if found is None or not found.is_required():
            return False
        current = record_in(found.annotation)
    return True


def _model_at(model: type[BaseModel], path: tuple[str, ...]) -> type[BaseModel] | None:
    current: type[BaseModel] | None = model
    for step in path:
        fields = current.model_fields.items() if current else ()
        current = next((record_in(f.annotation) for name, f in fields if step in {name, f.alias}), None)
    return current
