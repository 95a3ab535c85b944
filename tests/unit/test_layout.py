from __future__ import annotations

import pytest

from build_tools.corpus import Kind
from build_tools.layout import FILE_KINDS, FileKind, file_kind
from build_tools.model import Record


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("works/sample/work.yml", "work"),
        ("works/sample/2020-03-09.yml", "expression"),
        ("duties/sample.yml", "duties"),
        ("experiences/north/monthly-board.yml", "experience"),
        ("problems/sample.yml", "problems"),
        ("indicators/sample.yml", "indicators"),
        ("vocabulary/bearers.yml", "bearers"),
        ("vocabulary/source_grades.yml", "source_grades"),
        ("allowed_findings.yml", "allowed_findings"),
        ("works/work.yml", None),
        ("works/sample/text.yml", None),
        ("works/sample/parts/work.yml", None),
        ("duties/sample.yaml", None),
        ("duties/north/sample.yml", None),
        ("experiences/monthly-board.yml", None),
        ("vocabulary/colours.yml", None),
        ("regulations/duties/sample.yml", None),
    ],
)
def test_the_place_of_a_file_says_what_is_in_it(path: str, name: str | None) -> None:
    kind = file_kind(path)
    assert (kind.name if kind else None) == name


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("works/sample/work.yml", "# yaml-language-server: $schema=../../schema/work.schema.json"),
        ("duties/sample.yml", "# yaml-language-server: $schema=../schema/duties.schema.json"),
        ("allowed_findings.yml", "# yaml-language-server: $schema=schema/allowed_findings.schema.json"),
    ],
)
def test_the_first_line_of_a_file_leads_to_its_schema(path: str, line: str) -> None:
    kind = file_kind(path)
    assert kind is not None
    assert kind.schema_line(path) == line


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
def test_a_file_is_a_list_of_its_records_or_one_record(kind: FileKind) -> None:
    if kind.list_key is None:
        assert kind.file is kind.record
    else:
        assert _record_in(kind.file, kind.list_key) is kind.record


@pytest.mark.parametrize("kind", [kind for kind in FILE_KINDS if kind.list_key], ids=lambda kind: kind.name)
def test_a_file_without_a_head_may_hold_any_list(kind: FileKind) -> None:
    assert kind.has_head == any(field != kind.list_key for field in kind.file.model_fields)
    if not kind.has_head:
        assert kind.file.model_validate({kind.list_key: []}).model_dump() == {kind.list_key: ()}


def _record_in(file: type[Record], key: str) -> object:
    annotation = file.model_fields[key].annotation
    return getattr(annotation, "__args__", (None,))[0]


def test_every_kind_of_record_but_those_inside_others_has_one_kind_of_file() -> None:
    inside_others = {Kind.PROVISION, Kind.MEASURE}
    assert sorted(kind.kind for kind in FILE_KINDS) == sorted(set(Kind) - inside_others)
