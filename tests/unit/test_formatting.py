import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formatting import format_yaml
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
