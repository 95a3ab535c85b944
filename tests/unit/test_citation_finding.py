from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import (
    Citation,
    CitationKind,
    HeadKind,
    Locus,
    LocusRange,
    NameIndex,
    Place,
    Relative,
    Span,
    canonical_name,
    find_citations,
    place_citations,
)
from build_tools.citations.heads import looks_like_work
from build_tools.eid import Eid, Level, Step
from build_tools.numerals import to_chinese
from tests import strategies

NAMES = NameIndex.of(
    [
        ("中国共产党样例工作条例", "sample"),
        ("样例条例", "sample"),
        ("样例", "sample"),
        ("中国共产党样板规定", "model"),
        ("样板规定", "model"),
        ("中国共产党章程", "constitution"),
        ("党章", "constitution"),
    ]
)


def found(text: str, names: NameIndex | None = NAMES) -> list[str]:
    """Return the text of each citation."""
    return [citation.text for citation in find_citations(text, names)]


def loci(citation: Citation) -> list[str]:
    """Return the places that a citation names, as eids; a range as two with a dash."""
    return ["–".join(str(locus.eid()) for locus in (r.start, r.end) if locus) for r in citation.loci]


def test_a_citation_has_a_span_a_text_a_kind_a_head_a_name_and_places() -> None:
    assert find_citations("按《样例条例》第十条第（三）项办理", NAMES) == (
        Citation(
            span=Span(1, 15),
            text="《样例条例》第十条第（三）项",
            kind=CitationKind.ALIAS,
            head=HeadKind.TITLE,
            name="中国共产党样例工作条例",
            loci=(LocusRange(Locus(article=10, item=3)),),
        ),
    )


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("《样例条例》第8条", ["art_8"]),
        ("《样例条例》第８条第１款", ["art_8__para_1"]),
        ("《样例条例》第一百零三条", ["art_103"]),
        ("《样例条例》第二〇条", ["art_20"]),
        ("《样例条例》第一百二十条之一第二款", ["art_120-1__para_2"]),
        ("《样例条例》第十条第(三)项第2目", ["art_10__item_3__sub_2"]),
        ("《样例条例》 第 十 条\u3000第（ 三 ）项", ["art_10__item_3"]),
        ("《样例条例》第十条（三）项", ["art_10__item_3"]),
        ("《样例条例》第十条第三项", ["art_10__item_3"]),
        ("《样例条例》第三章", ["chp_3"]),
        ("《样例条例》第二编第三章第一节", ["part_2__chp_3__sec_1"]),
        ("《关于印发〈样例条例〉的通知》第二条", ["art_2"]),
        ("《关于印发《样例条例》的通知》第二条", ["art_2"]),
        ("样例条例第三条", ["art_3"]),
        ("中国共产党样例工作条例第三条", ["art_3"]),
        ("《样例条例》（试行）第三条", ["art_3"]),
        ("《样例条例》（以下简称《条例》）第三条", ["art_3"]),
    ],
)
def test_a_place_is_read_in_any_style(text: str, eids: list[str]) -> None:
    (citation,) = find_citations(text, NAMES)
    assert (citation.text, loci(citation)) == (text, eids)


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("第五条至第七条", ["art_5–art_7"]),
        ("第五至七条", ["art_5–art_7"]),
        ("第五条—第七条", ["art_5–art_7"]),
        ("第十条第（一）项至第（三）项", ["art_10__item_1–art_10__item_3"]),
        ("第十条第一款至第三款", ["art_10__para_1–art_10__para_3"]),
        ("第一章至第三章", ["chp_1–chp_3"]),
        ("第二十条之一至之三", ["art_20-1–art_20-3"]),
        ("第三十一条、第三十三条", ["art_31", "art_33"]),
        ("第八条、九条", ["art_8", "art_9"]),
        ("第八条和第九条", ["art_8", "art_9"]),
        ("第八条及第九条", ["art_8", "art_9"]),
        ("第八条或者第九条", ["art_8", "art_9"]),
        ("第十条第一款第二项和第四项", ["art_10__para_1__item_2", "art_10__para_1__item_4"]),
        ("第二十条第一款、第二款", ["art_20__para_1", "art_20__para_2"]),
        ("第十条第一、三项", ["art_10__item_1", "art_10__item_3"]),
        ("第十条第（一）、（三）项", ["art_10__item_1", "art_10__item_3"]),
        ("第二十条之一、之二", ["art_20-1", "art_20-2"]),
        ("第五条至第七条、第九条", ["art_5–art_7", "art_9"]),
        ("第五条第二款、第七条", ["art_5__para_2", "art_7"]),
        ("第三章、第五条", ["chp_3", "art_5"]),
        ("第二章第五条至第七条", ["chp_2__art_5–art_7"]),
        ("第二编第一章、第三章", ["part_2__chp_1", "part_2__chp_3"]),
        (
            "第五条第一款第一项、第二款第三项、第六条",
            ["art_5__para_1__item_1", "art_5__para_2__item_3", "art_6"],
        ),
    ],
)
def test_lists_and_ranges_name_several_places(text: str, eids: list[str]) -> None:
    (citation,) = find_citations(f"违反《样例条例》{text}的，处分。", NAMES)
    assert (citation.text, loci(citation)) == (f"《样例条例》{text}", eids)


@pytest.mark.parametrize(
    ("text", "written", "relative"),
    [
        ("依照前款规定处理。", "前款", Relative(Level.PARAGRAPH, 1, 1)),
        ("依照前两款规定处理。", "前两款", Relative(Level.PARAGRAPH, 2, 2)),
        ("依照前 3 项规定处理。", "前 3 项", Relative(Level.ITEM, 3, 3)),
        ("依照前条第二款规定处理。", "前条第二款", Relative(Level.ARTICLE, 1, 1)),
        ("依照上一条规定处理。", "上一条", Relative(Level.ARTICLE, 1, 1)),
        ("依照本条第三款规定处理。", "本条第三款", Relative(Level.ARTICLE, 0, 1)),
        ("依照本款第（二）项规定处理。", "本款第（二）项", Relative(Level.PARAGRAPH, 0, 1)),
        ("依照第二项规定处理。", "第二项", None),
    ],
)
def test_relative_words_count_from_where_they_stand(
    text: str, written: str, relative: Relative | None
) -> None:
    (citation,) = find_citations(text)
    assert (citation.text, citation.kind, citation.relative) == (written, CitationKind.RELATIVE, relative)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("《中国共产党样例工作条例》第一条", [CitationKind.EXTERNAL]),
        ("《样例工作条例》第一条", [CitationKind.EXTERNAL]),
        ("样板规定第一条", [CitationKind.EXTERNAL]),
        ("《样例条例》第一条", [CitationKind.ALIAS]),
        ("《样例条例》第一条至第三条", [CitationKind.ALIAS]),
        ("《党章》第一条", [CitationKind.ALIAS]),
        ("党章第一条", [CitationKind.ALIAS]),
        ("《党章》", [CitationKind.ALIAS]),
        ("《未知办法》", [CitationKind.NAME_ONLY]),
        ("《未知办法》第一条", [CitationKind.EXTERNAL]),
        ("《未知办法》第一条至第三条", [CitationKind.RANGE]),
        ("《未知办法》第一条、第三条至第五条", [CitationKind.RANGE]),
        ("《未知办法》第一条、第三条", [CitationKind.LIST]),
        ("本条例第一条", [CitationKind.INTERNAL]),
        ("依照第一条规定", [CitationKind.INTERNAL]),
        ("依照第一条、第三条规定", [CitationKind.LIST]),
        ("依照前款和第三条规定", [CitationKind.RELATIVE, CitationKind.INTERNAL]),
        ("依照第二款、第三款规定", [CitationKind.RELATIVE]),
    ],
)
def test_the_kind_is_the_first_that_applies(text: str, kinds: list[CitationKind]) -> None:
    assert [citation.kind for citation in find_citations(text, NAMES)] == kinds


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "刑法第三百八十三条规定了处罚，第三百九十条另有规定。",
            [("刑法第三百八十三条", "刑法"), ("第三百九十条", "刑法")],
        ),
        (
            "刑法第三百八十三条规定了处罚。依照第三百九十条处理。",
            [("刑法第三百八十三条", "刑法"), ("第三百九十条", "")],
        ),
        (
            "《甲条例》第三条规定了处罚，该条例第五条另有规定。",
            [("《甲条例》第三条", "甲条例"), ("该条例第五条", "甲条例")],
        ),
        (
            "《甲条例》共五章，其中第十九条规定了处罚。",
            [("《甲条例》", "甲条例"), ("第十九条", "甲条例")],
        ),
        ("学习《甲条例》。依照第三条处理。", [("《甲条例》", "甲条例"), ("第三条", "")]),
        (
            f"《甲条例》{'很' * 100}，依照第三条处理。",
            [("《甲条例》", "甲条例"), ("第三条", "")],
        ),
        (
            "《甲条例》第三条规定了处罚，本办法第五条另有规定。",
            [("《甲条例》第三条", "甲条例"), ("本办法第五条", "")],
        ),
        (
            "将《甲法》第三条修改为：“违反本法第五条的，处罚。”",
            [("《甲法》第三条", "甲法"), ("本法第五条", "甲法")],
        ),
    ],
)
def test_a_place_without_a_name_belongs_to_the_work_just_cited(
    text: str, cited: list[tuple[str, str]]
) -> None:
    assert [(citation.text, citation.name) for citation in find_citations(text)] == cited


@pytest.mark.parametrize("declared", ["以下简称《规定》", "以下简称“规定”", "以下称规定", "简称《规定》"])
def test_a_name_declared_in_the_text_counts_from_there_on(declared: str) -> None:
    text = f"依照《中国共产党样品工作规定》（{declared}），《规定》第五条和规定第六条。"
    assert [(c.text, c.name) for c in find_citations(text)][-2:] == [
        ("《规定》第五条", "中国共产党样品工作规定"),
        ("规定第六条", "中国共产党样品工作规定"),
    ]


def test_a_declaration_is_not_a_citation_itself() -> None:
    assert found("《甲条例》（以下简称《乙条例》）施行。") == ["《甲条例》"]


def test_an_empty_declaration_declares_nothing() -> None:
    assert [c.name for c in find_citations("《甲条例》（以下简称“ ”）。依照第一条处理。")] == ["甲条例", ""]


def test_a_name_declared_again_means_the_work_declared_last() -> None:
    text = "《甲条例》（以下简称《条例》）。《条例》第一条。《乙条例》（以下简称《条例》）。《条例》第二条。"
    assert [c.name for c in find_citations(text) if c.loci] == ["甲条例", "乙条例"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "条例", "《样例登记表》", "《样例登记表》第一书记", "样例条例规定", "《入党志愿书》"),
        *("样例工作第二十次全国代表大会", "第一责任人", "第一书记", "第三产业", "三会一课", "一岗双责"),
        *("第一条市政道路建成。", "她穿第二条裙子。", "发来第三条消息。", "第一，要抓早；第二，要抓小。"),
        *("读完这本书第三章。", "这是第二项工作。", "本条例自发布之日起施行。", "本条、本款和本章"),
        *(
            "第零条",
            "依照本条第零款",
            "双方按合同第三条办理",
            "第二条约定了价款",
            "《未完",
            "《人民日报》第一版",
            "《跨\n行条例》",
        ),
    ],
)
def test_what_is_no_citation_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["《未知办法》第零条", "《未知办法》第一百三条", "《未知办法》第十"])
def test_a_number_that_is_none_leaves_the_name(text: str) -> None:
    assert found(text) == ["《未知办法》"]


def test_citations_come_in_order() -> None:
    assert found("《样例条例》第一条、样板规定第2条和《党章》、《未知办法》第三条") == [
        "《样例条例》第一条",
        "样板规定第2条",
        "《党章》",
        "《未知办法》第三条",
    ]


def test_the_longest_name_without_title_marks_wins() -> None:
    assert found("样例工作条例第一条") == ["样例工作条例第一条"]


def test_a_name_inside_another_title_is_not_found() -> None:
    assert found("《关于学习样例条例的通知》第一条") == ["《关于学习样例条例的通知》第一条"]


def test_an_empty_name_is_never_found() -> None:
    (citation,) = find_citations("第一条", NameIndex.of([("", "nothing")]))
    assert (citation.span, citation.head) == (Span(0, 3), HeadKind.NONE)


@pytest.mark.parametrize(
    ("title", "is_work"),
    [
        ("机关基层组织条例", True),
        ("支部工作条例（试行）", True),
        ("关于修改〈甲法〉的决定", True),
        ("刑法修正案（十一）", True),
        ("入党志愿书", False),
        ("党员登记表", False),
        ("孙子兵法", False),
        ("思想方法", False),
        ("人民日报", False),
        ("", False),
    ],
)
def test_the_last_word_of_a_title_tells_whether_it_is_a_regulation(title: str, is_work: bool) -> None:  # noqa: FBT001
    assert looks_like_work(title) == is_work


@given(st.text() | strategies.citation_noise | strategies.regulation_noise)
def test_finding_never_raises_and_spans_lead_back_to_the_text(text: str) -> None:
    citations = find_citations(text, NAMES)
    ends = [0, *(citation.span.end for citation in citations)]
    assert [c.text for c in citations] == [text[c.span.start : c.span.end] for c in citations]
    assert all(end <= c.span.start < c.span.end for end, c in zip(ends, citations, strict=False))
    assert all(c.follows is None or c.follows < index for index, c in enumerate(citations))


@given(strategies.citation_noise | strategies.regulation_noise)
def test_every_place_found_is_an_eid_that_can_be_written(text: str) -> None:
    ranges = [r for citation in find_citations(text, NAMES) for r in citation.loci]
    places = [locus.eid() for r in ranges for locus in (r.start, r.end) if locus]
    assert [Eid.parse(str(place)) for place in places] == places


@given(strategies.cited_eids)
def test_a_reference_that_was_written_is_found_again(eid: Eid) -> None:
    (citation,) = find_citations(f"依照《样例条例》{eid.chinese()}办理。", NAMES)
    assert loci(citation) == [str(eid)]


@given(strategies.cited_eids, st.data())
def test_width_style_and_white_space_do_not_change_the_place(eid: Eid, data: st.DataObject) -> None:
    written = "".join(_in_some_style(step, data) for step in eid.steps)
    (citation,) = find_citations(f"《样例条例》{written}", NAMES)
    assert loci(citation) == [str(eid)]


@given(strategies.regulation_noise)
def test_width_does_not_change_the_targets(text: str) -> None:
    wide = text.translate(_WIDE)
    narrow = text.translate({wide_code: code for code, wide_code in _WIDE.items()})
    assert _targets(wide) == _targets(narrow)


def _targets(text: str) -> list[list[Place]]:
    placed = place_citations(find_citations(text, NAMES), Locus(article=9))
    return [[replace(place, work=canonical_name(place.work)) for place in places] for places in placed]


@given(st.lists(strategies.cited_eids, min_size=2, max_size=4), st.data())
def test_style_does_not_change_the_places_of_lists_and_ranges(eids: list[Eid], data: st.DataObject) -> None:
    joints = [data.draw(st.sampled_from(["、", "和", "至", "或者"])) for _ in eids]
    plain = [eid.chinese() for eid in eids]
    styled = ["".join(_in_some_style(step, data) for step in eid.steps) for eid in eids]
    one, other = (
        find_citations(
            "《样例条例》" + "".join(map("".join, zip(joints, written, strict=True)))[len(joints[0]) :]
        )
        for written in (plain, styled)
    )
    assert [loci(citation) for citation in one] == [loci(citation) for citation in other]


_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789()"}


def _in_some_style(step: Step, data: st.DataObject) -> str:
    def number(value: int) -> str:
        written = data.draw(st.sampled_from([to_chinese(value), str(value), str(value).translate(_WIDE)]))
        brackets = [("", ""), ("(", ")"), ("（", "）")] if step.level is Level.ITEM else [("", "")]
        left, right = data.draw(st.sampled_from(brackets))
        return left + written + right

    gap = data.draw(st.sampled_from(["", " ", "\u3000"]))
    inserted = f"之{to_chinese(step.inserted)}" if step.inserted else ""
    return gap.join(["", "第", number(step.number), step.level.chinese]) + inserted
