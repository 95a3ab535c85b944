from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations.batch import answer
from tests import strategies


def citations(text: str, **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (JSON)
    """Return the citations in the answer to a record with this text."""
    found: list[dict[str, Any]] = answer({"id": 1, "text": text, **more})["citations"]
    return found


def test_an_answer_has_the_id_and_the_citations_with_absolute_places() -> None:
    record = {
        "id": "s1",
        "text": "违反《甲条例》第三条第（二）项的，依照前款处罚。",
        "at": {"article": 9, "paragraph": 2},
    }
    assert answer(record) == {
        "id": "s1",
        "citations": [
            {
                "start": 2,
                "end": 15,
                "kind": "external",
                "targets": [{"work": "甲条例", "article": 3, "item": 2}],
            },
            {
                "start": 19,
                "end": 21,
                "kind": "relative",
                "targets": [{"work": "this", "article": 9, "paragraph": 1}],
            },
        ],
    }


@pytest.mark.parametrize("at", [None, {}, {"work": "乙条例"}, {"article": None}])
def test_without_a_place_relative_citations_have_no_targets(at: dict[str, Any] | None) -> None:
    assert citations("依照前款处罚。", at=at) == [{"start": 2, "end": 4, "kind": "relative", "targets": []}]


@pytest.mark.parametrize(
    ("text", "at", "targets"),
    [
        (
            "依照第五条至第七条处罚。",
            {},
            [{"work": "this", "article": 5, "to": {"article": 7}}],
        ),
        ("依照第八条之一处罚。", {}, [{"work": "this", "article": 8, "sub": 1}]),
        ("依照前条处罚。", {"article": 8, "sub": 2}, [{"work": "this", "article": 8, "sub": 1}]),
        (
            "依照第二编第三章第一节处罚。",
            {},
            [{"work": "this", "part": 2, "chapter": 3, "section": 1}],
        ),
        (
            "依照第三条第（二）项第1目处罚。",
            {},
            [{"work": "this", "article": 3, "item": 2, "subitem": 1}],
        ),
        ("施行《甲条例》。", {}, [{"work": "甲条例"}]),
    ],
)
def test_places_are_integers_under_the_keys_of_the_protocol(
    text: str, at: dict[str, Any], targets: list[dict[str, Any]]
) -> None:
    assert [citation["targets"] for citation in citations(text, at=at)] == [targets]


def test_aliases_lead_to_titles_with_or_without_title_marks() -> None:
    given_aliases = {"《样规》": "《中国共产党样板规定》", "样条": "样例条例"}
    assert [
        (citation["kind"], citation["targets"][0]["work"])
        for citation in citations("依照《样规》第三条、样条第五条处罚。", aliases=given_aliases)
    ] == [("alias", "中国共产党样板规定"), ("alias", "样例条例")]


def test_no_aliases_may_be_written_as_null() -> None:
    assert citations("依照《甲条例》第三条处罚。", aliases=None)


@pytest.mark.parametrize("record", [{"text": "第一条"}, {"id": 1}])
def test_an_id_and_a_text_are_needed(record: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        answer(record)


@pytest.mark.parametrize("number", ["9", 9.0, [9]])
def test_the_numbers_of_a_place_are_integers(number: object) -> None:
    with pytest.raises(TypeError, match="integers"):
        answer({"id": 1, "text": "依照前款处罚。", "at": {"article": number}})


@given(st.text() | strategies.regulation_noise)
def test_an_answer_can_be_written_as_json(text: str) -> None:
    record = answer({"id": text, "text": text, "at": {"article": 9, "paragraph": 2}})
    assert json.loads(json.dumps(record)) == record
    numbers = [
        v for c in record["citations"] for t in c["targets"] for k, v in t.items() if k not in {"work", "to"}
    ]
    assert all(type(number) is int and number > 0 for number in numbers)
