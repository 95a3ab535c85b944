"""From plain data to records: pydantic's errors as findings with a place, in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from build_tools.findings import Finding
from build_tools.model.base import record_in
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
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
            remedy = _no_comma(key) or did_you_mean(key, known) or f"这里可以写 {'、'.join(known)}"
            return Finding(place, "SCH002", f"没有“{key}”这个键", remedy)
        case _:
            place = document.locate((*keypath, *loc))
            return Finding(place, "SCH003", _wrong_value(detail, key), _allowed(detail, model))


def _no_comma(key: str) -> str:
    """Return the remedy where a "key" is what follows the comma of 1,850; an empty string otherwise."""
    return "数字里不写逗号，“1,850”写作 1850" if key.isdigit() else ""


def _wrong_value(detail: ErrorDetails, key: str) -> str:
    value = detail["input"]
    where = f"“{key}”" if key and not key.isdigit() else "这里"
    match detail["type"]:
        case "value_error" if value == "":
            return f"{where}没有写内容"
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


def _allowed(detail: ErrorDetails, model: type[BaseModel]) -> str:
    match detail["type"]:
        case "enum":
            words = re.findall(r"'([^']+)'", detail["ctx"]["expected"])
            guess = did_you_mean(str(detail["input"]), words)
            return f"可以写 {'、'.join(words)}" + (f"；{guess}" if guess else "")
        case "string_pattern_mismatch":
            is_duty = detail["loc"][-1:] == ("duty",) and detail["input"]
            return _DUTY_ID if is_duty else _PATTERNS[detail["ctx"]["pattern"]]
        case "string_too_long":
            return f"不超过{detail['ctx']['max_length']}个字符"
        case "too_short":
            return f"列表里至少写{detail['ctx']['min_length']}项"
        case _:
            return _how_to_write(detail, model)


def _how_to_write(detail: ErrorDetails, model: type[BaseModel]) -> str:
    match detail["type"]:
        case "model_type":
            return f"写作 {_example(model, detail['loc'])}"
        case "string_too_short":
            return _write_or_delete(model, detail["loc"])
        case "value_error" if detail["input"] == "" and "不是日期" in str(detail["ctx"]["error"]):
            unknown = "；材料没有写的，写“原文未载明”" if detail["loc"][-1:] == ("as_of",) else ""
            return f'写日期，如 "2021"、"2021-03"{unknown}'
        case "value_error" if "应写作" in str(detail["ctx"]["error"]):
            return "年、月、日都用数字，中间用英文减号，加英文双引号"
        case other:
            return _REMEDIES.get(other, "见 docs/reference 的数据说明")


_POSITIVE_INTEGER = "应是一个大于 0 的整数，不带单位"
_NUMBER = "写成阿拉伯数字，不带单位、逗号；约数另写 approx: true"
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
    "tuple_type": "写作 [甲, 乙]：英文方括号，各项之间用英文逗号",
}
_DUTY_ID = "这里写责任的编号，用 zelian show 《简称》第X条 或者 zelian list --word 词 查"
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
    return tuple(field.alias or name for name, field in _record_at(model, loc).model_fields.items())


def _record_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel]:
    current: Any = model
    for step in loc:
        field = _field(current, step)
        current = (record_in(field.annotation) if field else None) or current
    return current  # type: ignore[no-any-return]


def _field(model: type[BaseModel], key: int | str) -> FieldInfo | None:
    return next((field for name, field in model.model_fields.items() if key in {name, field.alias}), None)


def _example(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """Return how the record at ``loc`` is written: the keys it must have, or else its first two."""
    fields = _record_at(model, loc).model_fields.items()
    needed = [field.alias or name for name, field in fields if field.is_required()]
    keys = needed or [field.alias or name for name, field in fields][:2]
    return "{" + ", ".join(f"{key}: …" for key in keys) + "}"


def _write_or_delete(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    if loc and isinstance(loc[-1], int):
        return "写上内容，或者删去这一项"
    field = _field(_record_at(model, loc[:-1]), loc[-1]) if loc else None
    return "写上内容，这个键必须有" if field and field.is_required() else "写上内容，或者删去这个键"
