from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_tools.findings import Location
from build_tools.paths import MAX_BYTES
from build_tools.yaml_events import MAX_DEPTH, Mark
from build_tools.yaml_source import YamlDocument, parse_yaml
from tests import strategies

CUT_OFF = "“#”和它后面的字被当作注释，不在值里；值里有“ #”的，整个值加英文双引号；注释另起一行"

SAMPLE = """\
# 第一行
id: sample
aliases: [甲, "乙"]
events:
- type: issued
  date: "2020-01-01"
- type: 废止
"""


def read(text: str) -> YamlDocument:
    document, findings = parse_yaml("x.yml", text.encode())
    assert findings == []
    assert document is not None
    return document


def complaints(raw: str | bytes) -> list[str]:
    _, findings = parse_yaml("x.yml", raw.encode() if isinstance(raw, str) else raw)
    return [str(finding) for finding in findings]


def test_a_document_is_plain_data_of_strings() -> None:
    assert read(SAMPLE).data == {
        "id": "sample",
        "aliases": ["甲", "乙"],
        "events": [{"type": "issued", "date": "2020-01-01"}, {"type": "废止"}],
    }


@pytest.mark.parametrize("scalar", ["2021-09-01", "no", "010", "1.5", "null", "~", "true", "0x1F"])
def test_every_scalar_stays_the_string_that_was_written(scalar: str) -> None:
    assert read(f"key: {scalar}\n").data == {"key": scalar}


def test_a_key_without_value_has_an_empty_string() -> None:
    assert read("key:\n").data == {"key": ""}


@pytest.mark.parametrize(
    ("text", "first_line"),
    [(SAMPLE, "# 第一行"), ("a: b\r\nc: d\r\n", "a: b"), ("a: b", "a: b")],
    ids=["comment", "windows line ends", "one line"],
)
def test_a_document_knows_its_first_line(text: str, first_line: str) -> None:
    assert read(text).first_line == first_line


@pytest.mark.parametrize(
    ("keypath", "line", "column"),
    [
        ((), 2, 1),
        (("id",), 2, 5),
        (("aliases",), 3, 10),
        (("aliases", 0), 3, 11),
        (("aliases", 1), 3, 14),
        (("events",), 5, 1),
        (("events", 0), 5, 3),
        (("events", 0, "date"), 6, 9),
        (("events", 1, "type"), 7, 9),
    ],
)
def test_every_value_has_its_place(keypath: tuple[str | int, ...], line: int, column: int) -> None:
    assert read(SAMPLE).locate(keypath) == Location("x.yml", line, column)


def test_a_key_has_its_place_too() -> None:
    assert read(SAMPLE).locate(("events", 0, "date"), at_key=True) == Location("x.yml", 6, 3)


def test_an_entry_of_a_list_has_no_key_so_its_own_place_is_taken() -> None:
    assert read(SAMPLE).locate(("aliases", 1), at_key=True) == Location("x.yml", 3, 14)


@pytest.mark.parametrize("missing", [("events", 1, "date"), ("events", 1, "date", 7)])
def test_what_is_missing_is_placed_where_it_should_be(missing: tuple[str | int, ...]) -> None:
    assert read(SAMPLE).locate(missing, at_key=True) == Location("x.yml", 7, 3)


def test_columns_count_characters_and_not_bytes() -> None:
    assert read("{党章: 甲, 😀: 乙}").locate(("😀",)) == Location("x.yml", 1, 12)


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("a: 'b\n", "2:1", "引号没有配对"),
        ("a: b: c\n", "1:5", "此处不能再有冒号；值里有冒号时要加引号"),
        ("a: [b\nc: d\n", "2:2", "第1行的“[”没有配对的“]”，或者中间缺少逗号"),
        ("a: {b: c\nd: e\n", "2:2", "第1行的“{”没有配对的“}”，或者中间缺少逗号"),
        ("a: %b\n", "1:4", "值不能以该字符开头，应加引号"),
        ("a: b\nc\n", "3:1", "键后面缺少冒号"),
        ('a: "b" c\n', "1:8", "缩进不对，或者引号后面有多余的字"),
        ("- a\nb: c\n", "2:1", "列表的缩进不一致"),
        ("[,]\n", "1:2", "此处缺少值，或者多了一个逗号、冒号"),
        ("a: | b\n", "1:6", "“|”“>”之后不能在同一行写内容；值以它们开头时要加引号"),
        ("[a]\nb: c\n", "2:1", "前面的内容已经结束，此处多出内容；检查缩进"),
        ("a: - b\n", "1:4", "此处不能写“- ”；列表要另起一行"),
        ('a: "\\q"\n', "1:5", "双引号中的反斜杠要写成“\\\\”，或者改用单引号"),
        ("%FOO\n---\na: b\n", "1:5", "found unknown directive name"),
    ],
)
def test_wrong_yaml_is_reported_where_it_is_noticed(text: str, place: str, problem: str) -> None:
    assert complaints(text) == [
        f"x.yml:{place} YAML001 错误：YAML 写法有误（{problem}）；检查该处的缩进、冒号和引号"
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\na: 2\n", "x.yml:2:1 YAML002 错误：键“a”重复，第1行已有；合并，或者删去一个"),
        ("a: &x 1\n", "x.yml:1:4 YAML003 错误：不得使用锚点（&x）；把内容写全"),
        ("a: *x\n", "x.yml:1:4 YAML003 错误：不得使用引用（*）；把内容写全"),
        ("a: !!int 1\n", "x.yml:1:4 YAML003 错误：不得使用标签（tag:yaml.org,2002:int）；删去标签"),
        ("a: ! b\n", "x.yml:1:4 YAML003 错误：不得使用标签（!）；删去标签"),
        ("a: !t [b]\n", "x.yml:1:4 YAML003 错误：不得使用标签（!t）；删去标签"),
        ("<<: {a: b}\n", "x.yml:1:1 YAML003 错误：不得使用合并键（<<）；把内容写全"),
        ("? [a]\n: b\n", "x.yml:1:3 YAML003 错误：键必须是一个词；把键写成“名称: 值”"),
        ('a: "甲\t乙"\n', "x.yml:1:6 YAML004 错误：含有制表符；缩进用空格，每级两个"),
        ("a:\n\tb: c\n", "x.yml:2:1 YAML004 错误：含有制表符；缩进用空格，每级两个"),
        ("a: b\nc: d\x80\n", "x.yml:2:5 YAML005 错误：含有控制字符 U+0080；删去该字符"),
        ("\n\x80", "x.yml:2:1 YAML005 错误：含有控制字符 U+0080；删去该字符"),
        ("a: b\nc: \ufeff\n", "x.yml:2:4 YAML005 错误：含有控制字符 U+FEFF；删去该字符"),
        ("\ufeffa: b\n", "x.yml:1:1 YAML005 错误：文件开头有字节顺序标记（BOM）；另存为不带 BOM 的 UTF-8"),
        ("", "x.yml:1:1 YAML006 错误：文件没有内容；写入数据，或者删去该文件"),
        ("# 只有注释\n", "x.yml:1:1 YAML006 错误：文件没有内容；写入数据，或者删去该文件"),
        ("---\n", "x.yml:1:1 YAML006 错误：文件没有内容；写入数据，或者删去该文件"),
        ("a: b\n---\nc: d\n", "x.yml:2:1 YAML007 错误：一个文件只能有一个文档；删去“---”，或者拆成几个文件"),
        (
            "[" * (MAX_DEPTH + 1),
            f"x.yml:1:{MAX_DEPTH + 1} YAML008 错误：嵌套超过40层；数据不需要这样深的嵌套",
        ),
        ("a: 附件 #3\n", f"x.yml:1:7 YAML009 错误：{CUT_OFF}"),
        ("a:\n- b: c\n  d: e\n    f  # g\n", f"x.yml:4:8 YAML009 错误：{CUT_OFF}"),
        ("a: {b: c}\nd: [e #f\n]\n", f"x.yml:2:7 YAML009 错误：{CUT_OFF}"),
    ],
    ids=lambda value: "" if value.startswith("x.yml") else None,
)
def test_whatever_could_be_dropped_or_misread_is_reported(text: str, complaint: str) -> None:
    assert complaints(text) == [complaint]


@pytest.mark.parametrize(
    "text",
    ["# a #b\na: b\n", "a: b\n  # c\nd: e\n", 'a: "b #c"\n', "a: b#c\n", "a: 'b' # c\n", "a: # c\n- b\n"],
)
def test_a_number_sign_that_cuts_nothing_off_is_no_defect(text: str) -> None:
    assert complaints(text) == []


def test_a_file_in_another_encoding_is_reported_with_the_line() -> None:
    assert complaints(b"\na: " + "党章".encode("gbk")) == [
        "x.yml:2:1 YAML005 错误：不是 UTF-8 编码（第5个字节）；用编辑器另存为 UTF-8"
    ]


def test_a_file_may_be_as_long_as_the_limit() -> None:
    assert complaints(b"a: b".ljust(MAX_BYTES)) == []


def test_a_file_that_is_too_long_is_not_read() -> None:
    assert complaints(b" " * (MAX_BYTES + 1)) == ["x.yml:1:1 YAML008 错误：文件超过4 MB；拆成几个文件"]


def test_several_defects_are_all_reported() -> None:
    assert complaints("\ufeffa: &x 1\nb: *x\nc: '\n") == [
        "x.yml:1:1 YAML005 错误：文件开头有字节顺序标记（BOM）；另存为不带 BOM 的 UTF-8",
        "x.yml:1:4 YAML003 错误：不得使用锚点（&x）；把内容写全",
        "x.yml:2:4 YAML003 错误：不得使用引用（*）；把内容写全",
        "x.yml:4:1 YAML001 错误：YAML 写法有误（引号没有配对）；检查该处的缩进、冒号和引号",
    ]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1\na: 2\n", {"a": "1"}),
        ("a: {b: 1, b: {c: 2}, d: 3}\n", {"a": {"b": "1", "d": "3"}}),
        ("a: b\n---\nc: d\n", {"a": "b"}),
        ("a: *x\nb: c\n", {"a": "", "b": "c"}),
        ("\ufeffa: b\n", {"a": "b"}),
        ("甲", "甲"),
        ("''", ""),
    ],
)
def test_what_can_be_read_is_read_in_spite_of_defects(text: str, data: object) -> None:
    document, _ = parse_yaml("x.yml", text.encode())
    assert document is not None
    assert document.data == data


@given(st.binary() | strategies.yaml_noise.map(str.encode) | st.text().map(str.encode))
def test_reading_never_raises_and_says_why_nothing_was_read(raw: bytes) -> None:
    document, findings = parse_yaml("x.yml", raw)
    assert document is not None or findings != []


@given(strategies.yaml_noise | st.text())
def test_whatever_is_read_without_findings_is_what_pyyaml_reads(text: str) -> None:
    document, findings = parse_yaml("x.yml", text.encode())
    if document is not None and not findings:
        assert document.data == yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  (strings only)


@given(
    st.one_of(strategies.yaml_noise, st.text(), st.sampled_from([SAMPLE, "- a\n", "{}\n", "--- {a: b}\n..."]))
)
def test_reading_without_places_is_reading_with_them(text: str) -> None:
    quick = parse_yaml("x.yml", text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("build_tools.yaml_source.read_lines", lambda _: None)
        patch.setattr("build_tools.yaml_events.plain_data", lambda _: None)
        assert parse_yaml("x.yml", text.encode()) == quick


dumped = st.tuples(strategies.documents, st.sampled_from([True, False, None]), st.sampled_from([20, 1000]))


@given(dumped)
def test_generated_documents_are_read_as_pyyaml_reads_them(
    dump: tuple[dict[str, Any], bool | None, int],
) -> None:
    text = _dump(*dump)
    assert read(text).data == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  (strings only)


@given(dumped)
def test_the_place_of_every_scalar_is_where_it_starts(dump: tuple[dict[str, Any], bool | None, int]) -> None:
    text = _dump(*dump)
    document = read(text)
    for key, value in _scalars(document.data, document.mark):
        start = _text_at(text, value[1])
        assert start.startswith(("'", '"', value[0][:1] or "\n"))
        if key:
            assert _text_at(text, key[1]).startswith(("'", '"', key[0][:1] or "\n"))


def _dump(data: dict[str, Any], flow: bool | None, width: int) -> str:  # noqa: FBT001  (as PyYAML takes it)
    return yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=width)


def _text_at(text: str, mark: Mark) -> str:
    return text.split("\n")[mark.line - 1][mark.column - 1 :]


Placed = tuple[str, Mark]


def _scalars(data: Any, mark: Mark, key: Placed | None = None) -> list[tuple[Placed | None, Placed]]:  # noqa: ANN401
    if isinstance(data, str):
        return [(key, (data, mark))]
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    found = []
    for name, value in pairs:
        inside = mark.inside[name]
        found += _scalars(value, inside, (str(name), inside.key) if inside.key else None)
    return found
