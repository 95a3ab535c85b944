"""Plain YAML is read without the parser, and as the parser reads it: held against it in all that is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.findings import Finding
from build_tools.yaml_lines import read_lines
from build_tools.yaml_source import parse_yaml
from tests import strategies

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    path for folder in ("regulations", "tests/corpora") for path in (ROOT / folder).rglob("*.y*ml")
)
TEXTS = [path.read_bytes().decode(errors="replace") for path in FILES]
SAMPLE = """\
# 一行说明
id: sample
note:
aliases: [甲, "乙, 丙", '丁']
none: []
timing: {label: 每年至少1次, at_least: "1", applies_to: {unit: [机关]}}
events:
- type: issued

  date: "2020-01-01"
  # 缩进的说明
  body: '全会: 第#1次'
- type: 废止
  parts:
    - num: 第一编
      url: https://example.org/a:b?c
names:
  first:
    second: 值 - 有 [括号]
  list:
  - 甲
  - {a: b}
"""


def by_the_parser(text: str) -> tuple[Any, list[Finding]]:
    """Return the data and the findings of the parser alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("build_tools.yaml_source.read_lines", lambda _: None)
        document, findings = parse_yaml("x.yml", text.encode())
    return document and document.data, findings


def by_lines_first(text: str) -> tuple[Any, list[Finding]]:
    document, findings = parse_yaml("x.yml", text.encode())
    return document and document.data, findings


def test_plain_yaml_is_read_as_it_stands() -> None:
    assert read_lines(SAMPLE) == by_the_parser(SAMPLE)[0]
    assert read_lines(SAMPLE.rstrip("\n")) == read_lines(SAMPLE)


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(ROOT).as_posix() for path in FILES])
def test_every_file_is_read_as_the_parser_reads_it(path: Path) -> None:
    raw = path.read_bytes()
    document, findings = parse_yaml("x.yml", raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("build_tools.yaml_source.read_lines", lambda _: None)
        assert parse_yaml("x.yml", raw) == (document, findings)


def test_nearly_all_files_of_the_knowledge_base_are_plain() -> None:
    texts = [text for path, text in zip(FILES, TEXTS, strict=True) if "corpora" not in path.parts]
    assert sum(read_lines(text) is not None for text in texts) > 0.9 * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 只有说明\n",
        "- a\n",
        " a: b\n",
        "a: b\n c: d\n",
        "a: b\n  c\n",
        "a:\n  b\n",
        "a:\n - b\n- c\n",
        "a:\n- b\n - c\n",
        "a:\n- b\n  c: d\n",
        "a:\n  b: c\n d: e\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "a: [b, ]\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: [b] c\n",
        "a: [b]]\n",
        "a: [[b]\n",
        "a: [b\n  , c]\n",
        "a: [true ]\n",
        "a: {b: 1 }\n",
        "a: [ null]\n",
        "a: [b # c]\n",
        "a: ['b' c]\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: |\n  b\n",
        "a: >-\n  b\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        'a: "b\\n"\n',
        'a: "b\n  c"\n',
        'a: "b" c\n',
        "a: 'it''s'\n",
        "a: 'b\n  c'\n",
        "a:b\n",
        "a:  b\n",
        "a: b \n",
        "a: \tb\n",
        "a: b\r\n",
        "? a\n: b\n",
        "<<: {a: b}\n",
        "--- {a: b}\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.1\n---\na: b\n",
        "- - a\n",
        "a:\n- \n",
        "a:\n-\n",
        "a:\n- # b\n",
        '"a": b\n',
        "甲: b\n",
        "a" + ": {b" * 50 + ": c" + "}" * 50 + "\n",
        "".join(f"{'  ' * depth}a:\n" for depth in range(50)),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert read_lines(text) is None
    assert by_lines_first(text) == by_the_parser(text)


VALUES = (
    *("", "", "甲", "甲乙 丙", "x: y", "x:y", "x:", "[a, b]", "[]", "{a: b}", "{a: {b: [c, d]}}", "{}"),
    *("{a: b, a: c}", "[a,b]", "[a, ]", '"q"', "'q'", '"a, b"', '["a", b]', "'it''s'", '"\\n"', "# c"),
    *("a # b", "a#b", "|", ">", "-", "- x", "-1", "&a b", "*a", "!t x", "@x", "`x", "%x", "...", "---"),
    *("~", "null", "1.10", "a ", " a", "[a b, c]", "[a, {b: c}]", "{a: https://x/y}", "{a: b#c, d: 'e'}"),
    *(
        "《甲》第一条。",
        "？",
        "a\\b",
        '"a#b"',
        "[a\\b]",
        "['\"']",
        "{a: }",
        "{a}",
        "[a: b]",
        "a, b",
        "]",
        "}",
    ),
    *("[true ]", "[ 1]", "[null, true]", "{a: 1 }", "[1.0,2]", "[a, -1]", "[a?, b]", "['', \"\"]", "[a]  "),
)
"""Values, and what looks like values."""
line = st.builds(
    "{}{}{}{}\n".format,
    st.sampled_from(["", "", "", "  ", "  ", "    ", " "]),
    st.sampled_from(["", "", "", "- ", "- ", "-", "- - "]),
    st.sampled_from(["a: ", "b: ", "c: ", "a:", "b:", "c:", "", "", "<<: ", "a :", '"a": ', "第一: ", "? "]),
    st.sampled_from(VALUES),
)
SLIPS = ("", " ", "\n", "  ", "- ", ": ", "#", " #", '"', "'", "[", "}", ",")
subset = st.lists(line, max_size=12).map("".join)


@settings(max_examples=600)
@given(subset | strategies.yaml_noise)
def test_lines_of_every_kind_are_read_as_the_parser_reads_them(text: str) -> None:
    assert by_lines_first(text) == by_the_parser(text)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real text in which a few pieces are cut, moved or put in."""
    text = draw(st.sampled_from([SAMPLE, *TEXTS]))[:3000]
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 8)))
        put = draw(st.sampled_from([*SLIPS, text[end : end + 20]]))
        text = text[:start] + put + text[end:]
    return text


@settings(max_examples=400)
@given(mutated())
def test_a_text_with_a_slip_is_read_as_the_parser_reads_it(text: str) -> None:
    assert by_lines_first(text) == by_the_parser(text)
