"""The data dictionary: a Markdown page of all records and their keys, generated from the model."""

from __future__ import annotations

import types
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.layout import FILE_KINDS, FileKind
from build_tools.model.base import record_in

_INTRODUCTION = """\
# 数据说明

<!-- 本页由 zelian generate 按数据模型生成，请勿手改。 -->

知识库是 `regulations/` 下的 YAML 文件。下面按文件种类列出每个键：打 ● 的必须写，其余可以不写。
每个文件的第一行指明数据格式，编辑器据此提示可写的键；所有值都按文本读取，日期写成 `"2020-03-09"`。
"""


def render_data_dictionary() -> str:
    """Return the page as Markdown."""
    described: set[type[BaseModel]] = set()
    sections = [_INTRODUCTION, *(_file_section(kind, described) for kind in FILE_KINDS)]
    return "\n".join(sections)


def _file_section(kind: FileKind, described: set[type[BaseModel]]) -> str:
    lines = [f"## {kind.kind.chinese}：`{kind.pattern}` {{#file-{kind.name}}}", ""]
    waiting: list[type[BaseModel]] = [kind.file]
    while waiting:
        model = waiting.pop(0)
        if model in described:
            continue
        described.add(model)
        lines += _table(model)
        waiting += [inner for field in model.model_fields.values() if (inner := record_in(field.annotation))]
    return "\n".join(lines)


def _table(model: type[BaseModel]) -> list[str]:
    rows = [_row(field.alias or name, field) for name, field in model.model_fields.items()]
    return [
        f"### {model.__name__} {{#{model.__name__.lower()}}}",
        "",
        "| 键 | 必须 | 值 | 说明 |",
        "| --- | :-: | --- | --- |",
        *rows,
        "",
    ]


def _row(key: str, field: FieldInfo) -> str:
    required = "●" if field.is_required() else ""
    return f"| `{key}` | {required} | {_kind(field.annotation)} | {field.description} |"


def _kind(annotation: Any) -> str:  # noqa: ANN401  (a type expression)
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        return next(_kind(a) for a in get_args(annotation) if a is not type(None))
    if origin is tuple:
        return f"列表：{_kind(get_args(annotation)[0])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "、".join(f"`{member.value}`" for member in annotation)
    return _WORDS.get(getattr(annotation, "__name__", ""), "文本")


_WORDS = {"date": "日期", "int": "整数", "Decimal": "数", "bool": "`true`、`false`"}
