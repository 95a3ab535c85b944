from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import find_citations
from build_tools.corpus import Corpus, ProvisionRef
from build_tools.eid import Eid
from build_tools.resolution import (
    Reason,
    Unresolved,
    canonical_reference,
    resolve,
    resolve_one,
    resolve_reference,
)
from tests import strategies
from tests.conftest import TinyBase

FORM = "写作《简称》第X条第X款第（X）项"


def ref(work: str, eid: str | None = None) -> ProvisionRef:
    return ProvisionRef(work, Eid.parse(eid) if eid else None)


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("《样例条例》第二条第二款第（一）项", "art_2__para_2__item_1"),
        ("样例第2条第1款", "art_2__para_1"),
        ("《中国共产党样例工作条例》第三条", "art_3"),
        ("《样例条例》第三条第一款", "art_3"),
        ("《样例条例》第二章", "chp_2"),
        (" 《样例条例》第一条\n", "art_1"),
    ],
)
def test_a_reference_leads_to_the_provision_that_it_names(
    tiny_corpus: Corpus, reference: str, target: str
) -> None:
    assert resolve_reference(reference, tiny_corpus) == ref("sample", target)


@pytest.mark.parametrize(
    ("reference", "unresolved"),
    [
        (
            "《样例条列》第一条",
            Unresolved(Reason.UNKNOWN_WORK, "本库没有名为《样例条列》的法规", "是否指“样例条例”、“样例”？"),
        ),
        (
            "《未知办法》第一条",
            Unresolved(Reason.UNKNOWN_WORK, "本库没有名为《未知办法》的法规", "先在 works/ 下登记这部法规"),
        ),
        (
            "《样板规定》第一条",
            Unresolved(Reason.BIBLIOGRAPHIC, "《样板规定》仅著录书目，没有收录条文", "引用已收录条文的法规"),
        ),
        (
            "《样例条例》第九条",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第九条，该文共3条", "最接近的是第三条"),
        ),
        (
            "《样例条例》第九章",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第九章，该文共3条", "核对编号"),
        ),
        (
            "《样例条例》第二章第一节",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第二章第一节", "第二章有1条"),
        ),
        (
            "《样例条例》第二条第三款",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第二条第三款", "第二条有2款"),
        ),
        (
            "《样例条例》第二条第二款第（三）项",
            Unresolved(
                Reason.NO_SUCH_PROVISION, "《样例条例》没有第二条第二款第（三）项", "第二条第二款有2项"
            ),
        ),
        (
            "《样例条例》第二条第（一）项",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第二条第（一）项", "第二条有2款"),
        ),
        (
            "《样例条例》第三条第一款第（一）项",
            Unresolved(
                Reason.NO_SUCH_PROVISION, "《样例条例》没有第三条第一款第（一）项", "第三条没有再分款、项"
            ),
        ),
        ("《样例条例》", Unresolved(Reason.NO_LOCUS, "“《样例条例》”没有写到条", FORM)),
        ("第一条", Unresolved(Reason.NO_LOCUS, "“第一条”不是一处完整的引用", FORM)),
        ("", Unresolved(Reason.NO_LOCUS, "“”不是一处完整的引用", FORM)),
        (
            "《样例条例》第一条、第二条",
            Unresolved(Reason.NO_LOCUS, "“《样例条例》第一条、第二条”不是一处完整的引用", FORM),
        ),
        (
            "《样例条例》第一章第一条",
            Unresolved(Reason.NO_LOCUS, "“《样例条例》第一章第一条”不是一处完整的引用", FORM),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reference_that_leads_nowhere_says_why_and_what_may_be_meant(
    tiny_corpus: Corpus, reference: str, unresolved: Unresolved
) -> None:
    assert resolve_reference(reference, tiny_corpus) == unresolved


def test_a_name_of_two_works_is_not_guessed_at(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/model/work.yml", "kind: 规定", "aliases: [样例]\nkind: 规定")
    assert resolve_reference("《样例》第一条", tiny_base.corpus()) == Unresolved(
        Reason.AMBIGUOUS_WORK, "“样例”可指2部法规", "改写全称"
    )


def test_a_text_that_could_not_be_read_is_not_called_missing(tiny_base: TinyBase) -> None:
    corpus, _ = tiny_base.write("works/model/2020-01-01.yml", "work: 'x\n").load()
    assert resolve_reference("《样板规定》第一条", corpus) == Unresolved(
        Reason.UNREADABLE, "《样板规定》的正文文件没有读出来", "先改正该文件"
    )


def test_a_text_without_articles_has_none_near(tiny_base: TinyBase) -> None:
    corpus = tiny_base.write(
        "works/model/2020-01-01.yml", 'work: model\ndate: "2020-01-01"\neffective: "2020-01-01"\n'
    ).corpus()
    assert resolve_reference("《样板规定》第一条", corpus) == Unresolved(
        Reason.NO_SUCH_PROVISION, "《样板规定》没有第一条，该文共0条", "核对编号"
    )


def test_the_text_in_force_on_the_day_decides(tiny_corpus: Corpus) -> None:
    days = [dt.date(2021, 1, 1), dt.date(2023, 1, 1)]
    assert [resolve_reference("《样例条例》第三条", tiny_corpus, day) for day in days] == [
        Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第三条，该文共1条", "最接近的是第一条"),
        ref("sample", "art_3"),
    ]


def test_citations_are_given_with_their_targets_or_the_reason_for_none(tiny_corpus: Corpus) -> None:
    citations = find_citations("《样例条例》第一条、《样板规定》和《未知办法》第一条", tiny_corpus.work_names)
    assert resolve(citations, tiny_corpus) == (
        (citations[0], (ref("sample", "art_1"),)),
        (citations[1], (ref("model"),)),
        (
            citations[2],
            Unresolved(Reason.UNKNOWN_WORK, "本库没有名为《未知办法》的法规", "先在 works/ 下登记这部法规"),
        ),
    )


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (ref("sample", "art_2__para_2__item_1"), "《样例条例》第二条第二款第（一）项"),
        (ref("model"), "《样板规定》"),
    ],
)
def test_a_place_is_written_with_the_short_title(
    tiny_corpus: Corpus, place: ProvisionRef, written: str
) -> None:
    assert canonical_reference(place, tiny_corpus) == written


@given(st.data())
def test_the_canonical_reference_of_a_provision_leads_to_it(tiny_corpus: Corpus, data: st.DataObject) -> None:
    eid = data.draw(st.sampled_from(list(tiny_corpus.texts["sample"][-1].by_eid)))
    place = ProvisionRef("sample", eid)
    assert resolve_reference(canonical_reference(place, tiny_corpus), tiny_corpus) == place


@given(text=st.text() | strategies.citation_noise)
def test_every_target_exists(tiny_corpus: Corpus, text: str) -> None:
    for citation in find_citations(text, tiny_corpus.work_names):
        targets = resolve_one(citation, tiny_corpus)
        for target in () if isinstance(targets, Unresolved) else targets:
            assert target.eid is None or tiny_corpus.provision(target) is not None


@given(text=st.text() | strategies.citation_noise)
def test_resolving_a_reference_never_raises(tiny_corpus: Corpus, text: str) -> None:
    target = resolve_reference(text, tiny_corpus)
    assert isinstance(target, Unresolved) or target.eid is not None
