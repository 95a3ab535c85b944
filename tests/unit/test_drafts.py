from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Corpus
from build_tools.drafts import CheckedCitation, check_draft
from tests import strategies
from tests.conftest import TinyBase

TODAY = dt.date(2024, 1, 1)


def statuses(text: str, corpus: Corpus, as_of: dt.date = TODAY) -> list[tuple[str, str]]:
    return [(checked.text, checked.status) for checked in check_draft(text, corpus, as_of)]


def test_a_citation_has_a_place_its_canonical_form_its_status_and_its_digest(tiny_corpus: Corpus) -> None:
    text = "第一行。\n按《样例条例》第2条第2款第1项办理。"
    assert check_draft(text, tiny_corpus, TODAY) == (
        CheckedCitation(
            line=2,
            column=2,
            text="《样例条例》第2条第2款第1项",
            kind="alias",
            canonical=("《样例条例》第二条第二款第（一）项",),
            status="现行",
            digest="主持会议。",
            remedy="",
        ),
    )


def test_a_provision_that_is_not_there_is_wrong_and_the_nearest_is_said(tiny_corpus: Corpus) -> None:
    (checked,) = check_draft("依照《样例条例》第九条办理。", tiny_corpus, TODAY)
    assert checked.is_wrong
    assert checked.remedy == "《样例条例》没有第九条，该文共3条；最接近的是第三条"


@pytest.mark.parametrize(
    ("text", "status", "remedy"),
    [
        ("《样板规定》第一条", "仅书目", "《样板规定》仅著录书目，没有收录条文；引用已收录条文的法规"),
        ("《样板规定》", "仅书目", ""),
        ("《未知办法》第一条", "未收录", "本库没有收录，请与正式文本核对"),
        ("《样例条列》第一条", "未收录", "本库没有收录，请与正式文本核对"),
        ("前款", "本文", ""),
        ("本办法第三条", "本文", ""),
        ("该条例第三条", "本文", ""),
    ],
)
def test_what_the_knowledge_base_cannot_say_is_no_fault(
    tiny_corpus: Corpus, text: str, status: str, remedy: str
) -> None:
    (checked,) = check_draft(f"依照{text}办理。", tiny_corpus, TODAY)
    assert (checked.text, checked.status, checked.remedy) == (text, status, remedy)
    assert not checked.is_wrong


def test_what_is_counted_from_a_citation_before_it_is_checked_too(tiny_corpus: Corpus) -> None:
    assert statuses("依照《样例条例》第二条处理；有第三款情形的，从轻。", tiny_corpus) == [
        ("《样例条例》第二条", "现行"),
        ("第三款", "不存在"),
    ]
    assert statuses("《样例条例》第二条第二款列举了事项，有前三项情形的，从轻。", tiny_corpus)[1] == (
        "前三项",
        "不存在",
    )


def test_a_name_of_two_works_is_ambiguous(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/model/work.yml", "kind: 规定", "aliases: [样例]\nkind: 规定")
    assert statuses("依照《样例》第一条办理。", tiny_base.corpus()) == [("《样例》第一条", "有歧义")]


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(dt.date(2020, 1, 15), "尚未施行"), (dt.date(2021, 1, 1), "现行"), (dt.date(2024, 1, 1), "现行")],
)
def test_the_status_is_that_of_the_day(tiny_corpus: Corpus, as_of: dt.date, status: str) -> None:
    assert statuses("依照《样例条例》第一条办理。", tiny_corpus, as_of) == [("《样例条例》第一条", status)]


@pytest.mark.parametrize(("event", "status"), [("repealed", "已废止"), ("revised", "已被修订")])
def test_a_work_that_was_repealed_or_revised_is_said_to_be_so(
    tiny_base: TinyBase, event: str, status: str
) -> None:
    last = '- {type: revised, date: "2022-01-01", body: 样例会议}\n'
    tiny_base.replace("works/sample/work.yml", last, f'{last}- {{type: {event}, date: "2023-06-01"}}\n')
    corpus, _ = tiny_base.load()
    assert statuses("依照《样例条例》第一条办理。", corpus) == [("《样例条例》第一条", status)]


def test_a_list_or_a_range_gives_every_place_and_its_digest(tiny_corpus: Corpus) -> None:
    (checked,) = check_draft("依照《样例条例》第一条至第三条办理。", tiny_corpus, TODAY)
    assert checked.canonical == tuple(f"《样例条例》第{number}条" for number in "一二三")
    digests = [provision.digest for provision in tiny_corpus.texts["sample"][-1].by_eid.values()]
    assert checked.digest == "".join(digest for digest in digests if digest)


def test_a_draft_without_citations_has_none(tiny_corpus: Corpus) -> None:
    assert check_draft("", tiny_corpus, TODAY) == ()


@given(text=st.text() | strategies.citation_noise | strategies.regulation_noise)
def test_checking_never_raises_and_every_citation_stands_where_it_says(
    tiny_corpus: Corpus, text: str
) -> None:
    lines = text.split("\n")
    for checked in check_draft(text, tiny_corpus, TODAY):
        rest = "\n".join(lines[checked.line - 1 :])[checked.column - 1 :]
        assert rest.startswith(checked.text)
        assert not (checked.is_wrong and checked.canonical)
