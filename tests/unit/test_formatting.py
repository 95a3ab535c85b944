import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formatting import format_yaml, set_in_yaml
from build_tools.model import DutyFile, Experience, Term, TermFile
from build_tools.yaml_source import parse_yaml

HEAD = "# yaml-language-server: $schema=../schema/terms.schema.json\n"


def formatted(text: str) -> str:
    return format_yaml("vocabulary/terms.yml", HEAD + text, TermFile).removeprefix(HEAD)


def test_keys_take_the_order_of_the_model() -> None:
    assert formatted("terms:\n- name: 甲\n  id: a\n") == "terms:\n- id: a\n  name: 甲\n"


def test_an_unknown_key_stays_at_the_end() -> None:
    assert formatted("terms:\n- 备注: 乙\n  id: a\n") == "terms:\n- id: a\n  备注: 乙\n"


def test_short_lists_of_words_stand_on_one_line() -> None:
    assert (
        formatted("terms:\n- id: a\n  aliases:\n  - 甲\n  - 乙\n") == "terms:\n- id: a\n  aliases: [甲, 乙]\n"
    )


def test_long_lists_stand_on_lines_of_their_own() -> None:
    words = [f"很长很长很长很长很长很长很长的名称{n}" for n in range(8)]
    expected = "terms:\n- id: a\n  aliases:\n" + "".join(f"  - {word}\n" for word in words)
    assert formatted(f"terms:\n- id: a\n  aliases: [{', '.join(words)}]\n") == expected


def test_dates_and_numbers_in_words_are_quoted_and_numbers_of_figures_are_not() -> None:
    text = "id: a\nmeasures:\n- figures:\n  - label: 项\n    value: '30'\n    as_of: 2021-03-01\n"
    assert format_yaml("experiences/x/a.yml", text, Experience) == (
        'id: a\nmeasures:\n- figures:\n  - {label: 项, value: 30, as_of: "2021-03-01"}\n'
    )


def test_a_text_that_needs_quotes_gets_double_ones() -> None:
    assert formatted("terms:\n- name: '甲: 乙'\n") == 'terms:\n- name: "甲: 乙"\n'


@pytest.mark.parametrize(
    "text",
    [
        "# 前言\nterms:\n- id: a\n  name: 甲\n",
        "terms:\n# 第一个\n- id: a\n  # 名称\n  name: 甲\n# 完\n",
        "terms:\n- name: 甲\n  # 编号写在后面\n  id: a\n",
    ],
)
def test_comments_keep_their_place(text: str) -> None:
    assert formatted(text) == text


def test_citations_are_rewritten_under_their_key_only() -> None:
    text = "duties:\n- title: 旧\n  basis: [旧]\n"
    rewritten = format_yaml(
        "duties/a.yml", text, DutyFile, lambda key, value: "新" if key == "basis" else value
    )
    assert rewritten == "duties:\n- title: 旧\n  basis: [新]\n"


def test_what_is_no_mapping_stays_as_it_is() -> None:
    assert format_yaml("vocabulary/terms.yml", "- a\n", TermFile) == "- a\n"


def test_a_form_that_would_lose_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.formatting._scalar", lambda *_: "不同")
    with pytest.raises(ValueError, match="change the data"):
        formatted("terms:\n- id: a\n")


REVIEW = {"by": "甲", "on": "2026-01-01", "basis": ["0123456789abcdef"]}
WRITTEN = 'reviewed: {by: 甲, on: "2026-01-01", basis: ["0123456789abcdef"]}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n  basis: [乙]\n", f"- id: a\n  basis: [乙]\n  {WRITTEN}\n"),
        ("- id: a\n  basis: [乙]\n  note: 丙\n", f"- id: a\n  basis: [乙]\n  {WRITTEN}\n  note: 丙\n"),
        ("- {id: a, basis: [乙]}\n", f"- {{id: a, basis: [乙], {WRITTEN}}}\n"),
        ("- id: a\n  # 依据\n  basis: [乙]\n", f"- id: a\n  # 依据\n  basis: [乙]\n  {WRITTEN}\n"),
        (
            "- id: a\n  title: 甲 # 名\n  basis:\n  - 乙 # 一\n# 完\n",
            f"- id: a\n  {WRITTEN}\n  title: 甲 # 名\n  basis:\n  - 乙 # 一\n# 完\n",
        ),
        (
            '- id: a\n  reviewed: {by: 旧, on: "2020-01-01", basis: []} # 旧\n',
            f"- id: a\n  {WRITTEN} # 旧\n",
        ),
        (
            '- id: a\n  reviewed:\n    by: 旧 # 人\n    on: "2020-01-01"\n    basis: []\n',
            '- id: a\n  reviewed:\n    by: 甲 # 人\n    on: "2026-01-01"\n    basis: ["0123456789abcdef"]\n',
        ),
    ],
)
def test_a_key_is_set_and_every_comment_stays_where_it_belongs(before: str, after: str) -> None:
    found = set_in_yaml("duties/a.yml", "duties:\n" + before, DutyFile, "reviewed", {("duties", 0): REVIEW})
    assert found == "duties:\n" + after


def test_setting_a_key_that_would_lose_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.formatting._scalar", lambda *_: "不同")
    with pytest.raises(ValueError, match="setting reviewed would change other data"):
        set_in_yaml("a.yml", "duties:\n- id: a\n", DutyFile, "reviewed", {("duties", 0): REVIEW})


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), min_size=1, max_size=30
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("name", "definition"), texts)), max_size=4))
def test_the_canonical_form_says_the_same_and_is_its_own_canonical_form(terms: list[dict[str, str]]) -> None:
    text = json.dumps({"terms": terms}, ensure_ascii=False)
    document, findings = parse_yaml("t.yml", text.encode())
    if findings or document is None:
        return
    once = format_yaml("t.yml", text, TermFile)
    again, _ = parse_yaml("t.yml", once.encode())
    assert again is not None
    assert again.data == document.data
    assert format_yaml("t.yml", once, TermFile) == once
    assert set(Term.model_fields) >= {"name", "definition"}
