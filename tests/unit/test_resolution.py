from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import find_citations
from build_tools.corpus import Corpus, ProvisionRef
from build_tools.eid import Eid
from build_tools.resolution import (
    Reason,
    Resolution,
    Unresolved,
    canonical_reference,
    citations_in,
    resolve,
    resolve_reference,
    targets_in,
)
from tests import strategies
from tests.conftest import TINY, TinyBase

FORM = "写作《简称》第X条第X款第（X）项"
DIVIDED = """
    work: model
    date: "2020-01-01"
    effective: "2020-01-01"
    parts:
    - num: 第一编
      chapters:
      - num: 第一章
        articles:
        - num: 第一条
          paragraphs: [{digest: 一。}, {digest: 二。}, {digest: 三。}]
        - num: 第二条
          digest: 二。
          items:
          - {num: （一）, digest: 甲。}
          - {num: （二）, digest: 乙。}
          - {num: （三）, digest: 丙。}
      - num: 第二章
        sections:
        - num: 第一节
          articles:
          - {num: 第二条之一, digest: 插入。}
          - {num: 第二条之二, digest: 插入。}
          - {num: 第三条, digest: 三。}
      - num: 第三章
        articles:
        - {num: 第四条, digest: 四。}
    - num: 第二编
      chapters:
      - num: 第一章
        articles:
        - {num: 第五条, digest: 五。}
    """
"""A text with two parts that both have a 第一章, inserted articles, and items right in an article."""


def ref(work: str, eid: str | None = None) -> ProvisionRef:
    return ProvisionRef(work, Eid.parse(eid) if eid else None)


def written(found: Resolution) -> list[str] | Reason:
    """Return the eids of the targets, or the reason why there are none."""
    return found.reason if isinstance(found, Unresolved) else [str(target.eid) for target in found]


@pytest.fixture(scope="session")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of `TINY` in which 《样板规定》 has the text `DIVIDED`."""
    base = TinyBase(tmp_path_factory.mktemp("divided"))
    for path, text in TINY.items():
        base.write(path, text)
    return base.write("works/model/2020-01-01.yml", DIVIDED).corpus()


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("《样例条例》第二条第二款第（一）项", "art_2__para_2__item_1"),
        ("样例第2条第1款", "art_2__para_1"),
        ("《中国共产党样例工作条例》第三条", "art_3"),
        ("《样例条例》第三条第一款", "art_3"),
        ("《样例条例》第二章", "chp_2"),
        ("《样例条例》第二章第三条", "art_3"),
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
        (
            "第一条",
            Unresolved(Reason.NO_CONTEXT, "“第一条”要看它所在的条款才能确定", "写出法规名称和条号"),
        ),
        ("依照第一条", Unresolved(Reason.NO_LOCUS, "“依照第一条”不是一处完整的引用", FORM)),
        ("", Unresolved(Reason.NO_LOCUS, "“”不是一处完整的引用", FORM)),
        (
            "《样例条例》第一条、第二条",
            Unresolved(
                Reason.NO_LOCUS,
                "“《样例条例》第一条、第二条”引用了几处，要分开写",
                f"{FORM}，两项之间用英文逗号",
            ),
        ),
        (
            "《样例条例》第二章第一条",
            Unresolved(Reason.NO_SUCH_PROVISION, "《样例条例》没有第二章第一条", "第一条在第一章"),
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


def test_a_text_without_chapters_has_no_article_in_one(tiny_corpus: Corpus) -> None:
    assert resolve_reference("《样例条例》第一章第一条", tiny_corpus, dt.date(2021, 1, 1)) == Unresolved(
        Reason.NO_SUCH_PROVISION, "《样例条例》没有第一章第一条", "第一条不在编、章、节之下"
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
    text = "《样例条例》第一条、《样板规定》和《未知办法》第一条"
    found = citations_in(text, tiny_corpus)
    assert [(citation.text, targets) for citation, targets in found] == [
        ("《样例条例》第一条", (ref("sample", "art_1"),)),
        ("《样板规定》", (ref("model"),)),
        (
            "《未知办法》第一条",
            Unresolved(Reason.UNKNOWN_WORK, "本库没有名为《未知办法》的法规", "先在 works/ 下登记这部法规"),
        ),
    ]
    citations = find_citations(text, tiny_corpus.work_names)
    assert resolve(citations, tiny_corpus) == tuple(targets for _, targets in found)


@pytest.mark.parametrize(
    ("places", "targets"),
    [
        ("第一条至第三条", ["art_1", "art_2", "art_2-1", "art_2-2", "art_3"]),
        ("第二条之一至之二", ["art_2-1", "art_2-2"]),
        ("第二条之二", ["art_2-2"]),
        ("第一条第一款至第三款", ["art_1__para_1", "art_1__para_2", "art_1__para_3"]),
        ("第二条第（一）项至第（三）项", ["art_2__item_1", "art_2__item_2", "art_2__item_3"]),
        ("第二条第一款第（二）项", ["art_2__item_2"]),
        ("第二条第（一）、（三）项", ["art_2__item_1", "art_2__item_3"]),
        ("第一条第二款、第三条", ["art_1__para_2", "art_3"]),
        ("第三条至第一条", ["art_3", "art_1"]),
        ("第一编", ["part_1"]),
        ("第一编第一章", ["part_1__chp_1"]),
        ("第二编第一章", ["part_2__chp_1"]),
        ("第三章", ["part_1__chp_3"]),
        ("第二章第一节", ["part_1__chp_2__sec_1"]),
        ("第一编第一章第二条", ["art_2"]),
        ("第二章第二条之一", ["art_2-1"]),
        ("第二编第五条", ["art_5"]),
        ("第二章第二条", Reason.NO_SUCH_PROVISION),
        ("第二编第一章第二条", Reason.NO_SUCH_PROVISION),
        ("第一章", Reason.NO_SUCH_PROVISION),
        ("第二编第二章", Reason.NO_SUCH_PROVISION),
        ("第四章", Reason.NO_SUCH_PROVISION),
        ("第二条之三", Reason.NO_SUCH_PROVISION),
        ("第一条至第六条", Reason.NO_SUCH_PROVISION),
        ("第二条第（四）项", Reason.NO_SUCH_PROVISION),
    ],
)
def test_ranges_lists_divisions_and_inserted_articles_lead_to_what_exists(
    divided: Corpus, places: str, targets: list[str] | Reason
) -> None:
    ((_, found),) = citations_in(f"依照《样板规定》{places}的规定", divided)
    assert written(found) == targets


@pytest.mark.parametrize(
    ("text", "here", "targets"),
    [
        ("依照前款规定", "art_1__para_2", ["art_1__para_1"]),
        ("依照前两款规定", "art_1__para_3", ["art_1__para_1", "art_1__para_2"]),
        ("依照本条第二款规定", "art_1", ["art_1__para_2"]),
        ("依照前条规定", "art_2", ["art_1"]),
        ("依照前条规定", "art_2-1", ["art_2"]),
        ("依照前条规定", "art_2-2", ["art_2-1"]),
        ("依照第（二）项规定", "art_2", ["art_2__item_2"]),
        ("依照前项规定", "art_2__item_3", ["art_2__item_2"]),
        ("依照第五条规定", "art_2", ["art_5"]),
        ("依照本规定第五条", "art_2", ["art_5"]),
        ("依照前款规定", "art_1__para_1", Reason.NO_CONTEXT),
        ("依照前条规定", "art_1", Reason.NO_CONTEXT),
        ("依照第九条规定", "art_1", Reason.NO_SUCH_PROVISION),
        ("依照第（四）项规定", "art_2", Reason.NO_SUCH_PROVISION),
        ("依照前款规定", None, Reason.NO_CONTEXT),
        ("依照本规定第五条", None, Reason.NO_CONTEXT),
        ("依照第五条规定", None, Reason.NO_CONTEXT),
    ],
)
def test_what_is_relative_leads_from_the_place_of_the_text(
    divided: Corpus, text: str, here: str | None, targets: list[str] | Reason
) -> None:
    place = ref("model", here) if here else None
    ((_, found),) = citations_in(text, divided, here=place)
    assert written(found) == targets
    assert isinstance(found, Unresolved) or {target.work for target in found} == {"model"}


def test_without_context_it_is_said_what_to_write(tiny_corpus: Corpus) -> None:
    ((_, found),) = citations_in("依照前款规定", tiny_corpus)
    message = "“前款”要看它所在的条款才能确定"
    assert found == Unresolved(Reason.NO_CONTEXT, message, "写出法规名称和条号")


def test_a_bare_place_in_a_work_as_a_whole_leads_into_it(divided: Corpus) -> None:
    found = citations_in("依照第五条和前款规定", divided, here=ref("model"))
    assert [written(targets) for _, targets in found] == [["art_5"], Reason.NO_CONTEXT]


def test_a_dated_text_means_the_version_of_its_day(tiny_corpus: Corpus) -> None:
    text, today, then = "《样例条例》第一条", dt.date(2023, 1, 1), dt.date(2021, 1, 1)
    ((_, found),) = citations_in(text, tiny_corpus, as_of=today, said_on=then)
    old = ProvisionRef("sample", Eid.parse("art_1"), dt.date(2020, 1, 1))
    assert found == (old,)
    assert canonical_reference(old, tiny_corpus) == "《样例条例》（2020年1月1日文本）第一条"
    assert citations_in(text, tiny_corpus, as_of=today)[0][1] == (ref("sample", "art_1"),)


def test_a_provision_refers_to_its_own_version(tiny_corpus: Corpus) -> None:
    old = ProvisionRef("sample", Eid.parse("art_1"), dt.date(2020, 1, 1))
    ((_, found),) = citations_in("依照第三条规定", tiny_corpus, here=old, as_of=dt.date(2023, 1, 1))
    assert written(found) == Reason.NO_SUCH_PROVISION


def test_every_reason_is_shown_in_this_file() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert [reason for reason in Reason if f"Reason.{reason.name}" not in source] == []


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


@pytest.mark.parametrize("work", ["sample", "model"])
def test_the_canonical_reference_of_a_provision_leads_to_it(divided: Corpus, work: str) -> None:
    places = [ProvisionRef(work, eid) for eid in divided.texts[work][-1].by_eid]
    references = [canonical_reference(place, divided) for place in places]
    assert [resolve_reference(reference, divided) for reference in references] == places


@given(text=st.text() | strategies.citation_noise | strategies.regulation_noise)
def test_every_target_exists(divided: Corpus, text: str) -> None:
    for here in (None, ref("model"), ref("model", "art_1__para_3"), ref("model", "art_2-2")):
        for citation, targets in citations_in(text, divided, here=here):
            assert text[citation.span.start : citation.span.end] == citation.text
            for target in () if isinstance(targets, Unresolved) else targets:
                assert target.eid is None or divided.provision(target) is not None


@given(text=st.text() | strategies.citation_noise)
def test_resolving_a_reference_never_raises(tiny_corpus: Corpus, text: str) -> None:
    target = resolve_reference(text, tiny_corpus)
    assert isinstance(target, Unresolved) or target.eid is not None


quick_noise = st.lists(
    st.sampled_from(
        """
        《样例条例》 《样例》 《中国共产党样例工作条例》 《样板规定》 《样例条列》 《党章》 《会议记录》
        样例条例 《样例条例》第二条第二款第（一）项 《样例》第三条 《样板规定》第二条第（二）项
        《样例条例》第九条 第一编第一章 第二章 第一条 第二条之一 第二款 第（一）项 第(一)项 （一）项
        第二条、第三条 前款
        本条例
        （以下简称《样例》） （以下简称规定） （试行） 、 和 至 的 。 ， 规定 其中 增加一款，作为： “ ” 依照
        本条第一款
        """.split()
    ),
    max_size=8,
).map("".join)


@given(text=quick_noise | strategies.citation_noise, place=st.sampled_from(["", "art_2__para_2", "chp_2"]))
def test_targets_without_the_citations_are_those_of_the_citations(
    tiny_corpus: Corpus, divided: Corpus, text: str, place: str
) -> None:
    for corpus in (tiny_corpus, divided):
        here = ref("sample", place) if place else None
        for days in ({}, {"as_of": dt.date(2020, 6, 1)}, {"said_on": dt.date(2000, 1, 1)}):
            found = citations_in(text, corpus, here=here, **days)
            assert targets_in(text, corpus, here=here, **days) == tuple(target for _, target in found)
