"""From plain data to records: pydantic's errors as findings with a place, in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from build_tools.findings import Finding
from build_tools.model.base import record_in
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from build_tools.yaml_source import KeyPath, YamlDocument

R = TypeVar("R", bound=BaseModel)


def validate(
    model: type[R],
    data: Any,  # noqa: ANN401  (plain YAML data)
    document: YamlDocument,
    keypath: KeyPath = (),
) -> tuple[R | None, list[Finding]]:
    """Return ``data`` (found at ``keypath``) as a ``model``, or None and what is wrong with it."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        return None, [_finding(detail, model, document, keypath) for detail in details]


def _finding(
    detail: ErrorDetails, model: type[BaseModel], document: YamlDocument, keypath: KeyPath
) -> Finding:
    loc = detail["loc"]
    key = str(loc[-1]) if loc else ""
    match detail["type"]:
        case "missing":
            place = document.locate((*keypath, *loc[:-1]))
            return Finding(place, "SCH001", f"缺少“{key}”", f"补上“{key}: …”")
        case "extra_forbidden":
            place = document.locate((*keypath, *loc), at_key=True)
            known = _known_keys(model, loc[:-1])
            remedy = did_you_mean(key, known) or f"这里可以写 {'、'.join(known)}"
            return Finding(place, "SCH002", f"没有“{key}”这个键", remedy)
        case _:
            place = document.locate((*keypath, *loc))
            return Finding(place, "SCH003", _wrong_value(detail, key), _allowed(detail))


def _wrong_value(detail: ErrorDetails, key: str) -> str:
    value = detail["input"]
    where = f"“{key}”" if key and not key.isdigit() else "这里"
    match detail["type"]:
        case "value_error":
            return f"{where}的值不对：{detail['ctx']['error']}"
        case "string_too_short" | "string_pattern_mismatch" | "enum" if value == "":
            return f"{where}没有写内容"
        case "too_short":
            return f"{where}的内容不够"
        case shape if shape in _SHAPES:
            return f"{where}的写法不对，应是{_SHAPES[shape]}"
        case _:
            return f"{where}的值“{_shorten(value)}”不对"


_SHAPES = {
    "string_type": "一个文本",
    "tuple_type": "一个列表（每行以“- ”开头）",
    "model_type": "一组“键: 值”",
}


def _allowed(detail: ErrorDetails) -> str:
    match detail["type"]:
        case "enum":
            words = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
            guess = did_you_mean(str(detail["input"]), words)
            return f"可以写 {'、'.join(words)}" + (f"；{guess}" if guess else "")
        case "string_pattern_mismatch":
            return _PATTERNS[detail["ctx"]["pattern"]]
        case "string_too_long":
            return f"不超过{detail['ctx']['max_length']}个字符"
        case "too_short":
            return f"列表里至少写{detail['ctx']['min_length']}项"
        case other:
            return _REMEDIES.get(other, "见 docs/reference 的数据说明")


_POSITIVE_INTEGER = "应是一个大于 0 的整数，不带单位"
_NUMBER = "应是一个数，不带单位"
_REMEDIES = {
    "int_parsing": _POSITIVE_INTEGER,
    "int_parsing_size": _POSITIVE_INTEGER,
    "int_type": _POSITIVE_INTEGER,
    "greater_than": _POSITIVE_INTEGER,
    "less_than_equal": "数太大，看是不是多写了几位",
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "finite_number": _NUMBER,
    "bool_parsing": "写 true 或者 false",
    "bool_type": "写 true 或者 false",
    "string_too_short": "写上内容，或者删去这个键",
}
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "编号只用小写字母、数字和连字符，如 annual-report",
    r"^[0-9a-f]{16}$": "指纹是16位十六进制数，由工具计算，不手写",
    r"^(digest-)?[0-9a-f]{16}$": "复核的指纹由 zelian review 写入，不手写",
    r"^https?://[^\s<>\"']+$": "网址以 http:// 或者 https:// 开头",
}


def _shorten(value: Any) -> str:  # noqa: ANN401  (any input)
    text = str(value)
    return text if len(text) <= 30 else text[:29] + "…"  # noqa: PLR2004


def _known_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the keys allowed at ``loc`` of ``model``."""
    current: Any = model
    for step in loc:
        fields = current.model_fields.items()
        annotation = next((field.annotation for name, field in fields if step in {name, field.alias}), None)
        current = record_in(annotation) or current
    return tuple(field.alias or name for name, field in current.model_fields.items())
