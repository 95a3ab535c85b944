"""A knowledge base in which every text that a record can hold is a payload, made from the model."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from build_tools.layout import file_kind
from build_tools.model.base import record_in
from build_tools.yaml_source import parse_yaml
from tests.conftest import TINY

MORE = {
    "works/sample/work.yml": """
        id: sample
        title: 中国共产党样例工作条例
        short_title: 样例条例
        aliases: [样例]
        kind: 条例
        issuer: 样例机关
        self_name: 本条例
        applies_to: [样例单位]
        official_url: https://example.invalid/sample
        source: {title: 样例, grade: 甲级, url: "https://example.invalid/source"}
        events:
        - {type: issued, date: "2020-01-01"}
        - {type: revised, date: "2022-01-01"}
        """,
    "works/model/2021-01-01.yml": """
        work: model
        date: "2021-01-01"
        effective: "2021-02-01"
        parts:
        - num: 第一编
          chapters:
          - num: 第一章
            sections:
            - num: 第一节
              articles:
              - num: 第一条
                items:
                - num: （一）
                  subitems:
                  - {num: "1"}
                - num: （二）
        """,
    "duties/sample.yml": """
        work: sample
        duties:
        - id: hold-meetings
          title: 每月开会
          bearer: 党支部
          modality: 应当
          action: 每月召开会议。
          timing: {label: 每月1次, period: 每月, at_least: 1}
          stage: 履责
          line: 主体责任
          applies_to: {unit: [样例单位]}
          basis: [《样例条例》第二条第一款]
          reviewed: {by: 某人, on: "2025-01-01", basis: [digest-0000000000000000]}
        - id: chair-meetings
          title: 主持会议
          bearer: 支部书记
          modality: 不得
          action: 主持支部的会议。
          timing: {label: 会后三日, trigger: 会议结束, within: {value: 3, unit: 日}}
          stage: 督责
          line: 主体责任
          basis: [《样例条例》第二条第二款第（一）项, 《样例条例》第一条]
        """,
    "experiences/north/monthly-board.yml": """
        id: monthly-board
        title: 北方市的公示栏
        region: 北方
        unit: 北方市样例局
        kind: 经验
        source: {title: 样例, grade: 甲级, issued: "2023", url: "https://example.invalid/report"}
        practised: {from: "2023"}
        summary: 把会议情况张贴出来。
        measures:
        - id: board
          title: 公示栏
          stage: 履责
          mechanism: 制度
          what: 张贴会议情况。
          figures:
          - {label: 公示栏, value: "12", unit: 个, as_of: "2023", locator: {section: 一}}
          time_limits:
          - {label: 整改, value: 30, unit: 日, after: 通报之后}
          implements:
          - {duty: hold-meetings, why: 公示使会议按月召开}
          illustrates:
          - {duty: chair-meetings, why: 可以参照}
          addresses: [skipped-meetings]
          locator: {section: 一}
        """,
    "indicators/sample.yml": """
        indicators:
        - id: meeting-records
          title: 会议记录
          nature: 定量
          scope: 共性
          look_for: 看每月有没有记录。
          methods: [查阅资料]
          applies_to: {unit: [样例单位]}
          duties: [hold-meetings]
          source: monthly-board
        """,
    "matters/sample.yml": """
        matters:
        - {id: meetings, title: 开会, description: 开会。, duties: [hold-meetings, chair-meetings]}
        """,
    "milestones.yml": """
        milestones:
        - {id: first, date: "2020-01", title: 发布, what: 发布了。, works: [sample]}
        - id: second
          date: "2023"
          title: 公示
          what: 公示了。
          source: monthly-board
          locator: {section: 一}
        """,
    "training/questions/sample.yml": """
        questions:
        - id: how-often
          stem: 多久开会？
          answer: 每月
          wrong: [每季度, 每半年, 每年]
          explanation: 每月。
          stage: 履责
          bearers: [党支部]
          basis: [《样例条例》第二条第一款]
        """,
    "vocabulary/bearers.yml": """
        bearers:
        - {id: organisation, name: 党组织, kind: class, tier: 党支部层, description: 统称。}
        - {id: branch, name: 党支部, kind: body, tier: 党支部层, kind_of: [党组织], description: 组织。}
        - {id: secretary, name: 支部书记, kind: post, tier: 党支部层, member_of: 党支部, description: 岗位。}
        """,
    "vocabulary/regions.yml": """
        regions:
        - {id: country, name: 全国}
        - {id: north, name: 北方, parent: 全国}
        """,
    "vocabulary/unit_types.yml": "unit_types:\n- {id: sample-unit, name: 样例单位}\n",
    "vocabulary/source_grades.yml": "source_grades:\n- {id: first-grade, name: 甲级, rank: 1}\n",
    "vocabulary/terms.yml": """
        terms:
        - id: monthly-meeting
          name: 月会
          basis: [《样例条例》第一条]
          source: monthly-board
          see_also: [记录]
        - {id: record, name: 记录}
        """,
    "allowed_findings.yml": 'allowed:\n- {code: STY001, place: x, reason: 因为, until: "2099-01-01"}\n',
}
BASE = {**TINY, **MORE}

REFERRING = frozenset(
    {
        *("basis", "bearer", "bearers", "stage", "line", "issuer", "grade", "region", "kind_of", "member_of"),
        *("parent", "see_also", "unit", "applies_to", "num"),
    }
)
"""Keys whose texts name another record, or number a provision."""
NAMING = frozenset({"name", "short_title"})
"""Keys whose texts are named by others."""

Choose = Callable[[], str]
Model = type[BaseModel]
Data = Any
"""Plain YAML data."""


def write_base(root: Path, choose: Choose, *, names_too: bool = False) -> Path:
    """Write a knowledge base under ``root`` with a text of ``choose`` in each text field; return ``root``.

    With ``names_too`` names are payloads as well, and what refers to them follows.
    """
    data = {path: _plain(path, text) for path, text in BASE.items()}
    renamed = {name: f"{choose()}{name}" for name in sorted(_names(data))} if names_too else {}
    for path, record in data.items():
        kind = file_kind(path)
        assert kind, path
        filled = _fill(kind.file, record, choose, renamed)
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        body = json.dumps(filled, ensure_ascii=False, indent=0)  # YAML 1.2 has JSON in it
        target.write_text(f"{kind.schema_line(path)}\n{body}\n", encoding="utf-8")
    return root


def text_fields() -> set[tuple[str, str]]:
    """Return each text field of each record class that a file can hold, as (class, field)."""
    found: set[tuple[str, str]] = set()
    for path in BASE:
        kind = file_kind(path)
        assert kind, path
        found |= set(_text_fields(kind.file, set()))
    return found


def _text_fields(model: Model, seen: set[Model]) -> Iterator[tuple[str, str]]:
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        inner = record_in(field.annotation)
        if inner:
            yield from _text_fields(inner, seen)
        elif is_text(model, name):
            yield model.__name__, name


@cache
def is_text(model: Model, name: str) -> bool:
    """Whether a field holds free text, or a list of such texts."""
    field = model.model_fields[name]
    schema = model.model_json_schema()["properties"][field.alias or name]
    options = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return any(s.get("type") == "string" and s.get("minLength") == 1 and "pattern" not in s for s in options)


def _plain(path: str, text: str) -> dict[str, Any]:
    document, findings = parse_yaml(path, textwrap.dedent(text).lstrip("\n").encode())
    assert document, findings
    data: dict[str, Any] = document.data
    return data


def _names(data: dict[str, Any]) -> Iterator[str]:
    for record in data.values():
        for entries in (record, *(e for v in record.values() if isinstance(v, list) for e in v)):
            if isinstance(entries, dict):
                yield from (entries[key] for key in NAMING & set(entries))


def _fill(model: Model, data: dict[str, Any], choose: Choose, renamed: dict[str, str]) -> dict[str, Any]:
    filled = dict(data)
    for name, field in model.model_fields.items():
        key = field.alias or name
        inner = record_in(field.annotation)
        if inner and isinstance(data.get(key), list):
            filled[key] = [_fill(inner, entry, choose, renamed) for entry in data[key]]
        elif inner and key in data:
            filled[key] = _fill(inner, data[key], choose, renamed)
        elif not inner and is_text(model, name):
            text = _text(model, key, data.get(key), choose, renamed)
            filled |= {key: text} if text is not None else {}
    return filled


def _text(model: Model, key: str, value: Data, choose: Choose, renamed: dict[str, str]) -> Data:
    if key in NAMING or (key in REFERRING and (model.__name__, key) not in _FREE):
        return _follow(value, renamed)
    many = "tuple" in str(model.model_fields[key].annotation) if key in model.model_fields else False
    if model.__name__ == "Indicator" and key == "source":
        return value
    return [choose(), choose()] if many else choose()


_FREE = frozenset({("Experience", "unit"), ("Figure", "unit")})


def _follow(value: Data, renamed: dict[str, str]) -> Data:
    if isinstance(value, list):
        return [_follow(entry, renamed) for entry in value]
    if isinstance(value, str) and value.startswith("《"):
        for name, new in renamed.items():
            value = value.replace(f"《{name}》", f"《{new}》")
    return renamed.get(value, value)
