from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import (
    Citation,
    CitationKind,
    Locus,
    NameIndex,
    Span,
    canonical_name,
    find_citations,
)
from build_tools.citations.grammar import PATTERNS, Pattern, pattern
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
        ("样例", "model"),
        ("中国共产党章程", "constitution"),
        ("党章", "constitution"),
        ("样例工作条例", "copy"),
        ("样例（试行）", "trial"),
    ]
)
EXAMPLES = [(p.name, example) for p in PATTERNS for example in p.examples]


def found(text: str, names: NameIndex = NAMES) -> list[tuple[str, str]]:
    """Return the text of each citation and the places that it names, as eids."""
    return [(c.text, " ".join(str(locus.eid()) for locus in c.loci)) for c in find_citations(text, names)]


class TestGrammar:
    @pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.name)
    def test_every_pattern_has_examples(self, rule: Pattern) -> None:
        assert rule.examples != ()

    @pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
    def test_an_example_is_matched_completely_by_its_pattern_and_by_no_other(
        self, name: str, example: str
    ) -> None:
        assert [p.name for p in PATTERNS if p.compiled().fullmatch(example)] == [name]

    def test_a_pattern_is_known_by_its_name(self) -> None:
        assert pattern("title").pattern == PATTERNS[0].expression

    def test_an_unknown_pattern_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="clause"):
            pattern("clause")


class TestNames:
    @pytest.mark.parametrize(
        ("name", "canonical"),
        [
            ("中国共产党样例条例", "样例条例"),
            ("中华人民共和国样例法", "样例法"),
            ("样例 · 条例（试行）", "样例条例(试行)"),
            ("关于〈样例〉的通知", "关于《样例》的通知"),
            ("中国共产党章程", "中国共产党章程"),
            ("中华人民共和国宪法", "中华人民共和国宪法"),
            ("中国共产党", "中国共产党"),
        ],
    )
    def test_a_name_is_compared_without_prefix_white_space_and_width(self, name: str, canonical: str) -> None:
        assert canonical_name(name) == canonical

    @pytest.mark.parametrize(
        ("name", "works"),
        [
            ("中国共产党样板规定", ("model",)),
            ("样板规定", ("model",)),
            ("样例(试行)", ("trial",)),
            ("样例", ("sample", "model")),
            ("样例工作条例", ("sample", "copy")),
            ("章程", ()),
            ("未知办法", ()),
        ],
    )
    def test_a_name_leads_to_the_works_so_called(self, name: str, works: tuple[str, ...]) -> None:
        assert NAMES.works(name) == works

    @pytest.mark.parametrize(
        ("name", "is_title"),
        [
            ("中国共产党样例工作条例", True),
            ("样例工作条例", True),
            ("样板规定", True),
            ("样例条例", False),
            ("党章", False),
            ("未知办法", False),
        ],
    )
    def test_a_title_stays_a_title_without_its_prefix(self, name: str, is_title: bool) -> None:  # noqa: FBT001
        assert NAMES.is_title(name) == is_title

    def test_names_are_given_as_written(self) -> None:
        assert NameIndex.of([("样例 条例", "a"), ("样例", "a")]).names == ("样例 条例", "样例")

    def test_indexes_of_the_same_names_are_equal(self) -> None:
        assert NameIndex.of([("样例", "a")]) == NameIndex((("样例", "a"),))


class TestFinding:
    def test_a_citation_has_a_span_a_text_a_kind_a_name_and_a_place(self) -> None:
        assert find_citations("按《样例条例》第十条第（三）项办理", NAMES) == (
            Citation(
                Span(1, 15),
                "《样例条例》第十条第（三）项",
                CitationKind.ALIAS,
                "样例条例",
                (Locus(article=10, item=3),),
            ),
        )

    @pytest.mark.parametrize(
        ("text", "eid"),
        [
            ("《样例条例》第8条", "art_8"),
            ("《样例条例》第８条第１款", "art_8__para_1"),
            ("《样例条例》第一百二十条之一第二款", "art_120-1__para_2"),
            ("《样例条例》第十条第(三)项第2目", "art_10__item_3__sub_2"),
            ("《样例条例》 第 十 条\u3000第（ 三 ）项", "art_10__item_3"),
            ("《样例条例》第三章", "chp_3"),
            ("《样例条例》第三章第一节", "chp_3__sec_1"),
            ("《样例条例》第二编", "part_2"),
            ("《样例条例》第二编第三章第一节", "part_2__chp_3__sec_1"),
            ("《关于印发〈样例条例〉的通知》第二条", "art_2"),
            ("样例条例第三条", "art_3"),
        ],
    )
    def test_a_place_is_read_in_any_style(self, text: str, eid: str) -> None:
        assert found(text) == [(text, eid)]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "第十条",
            "《样例登记表》",
            "《样例登记表》第一书记",
            "样例条例规定",
            "样例工作第二十次代表大会",
            "《样》第一条",
            "《未知办法》第零条",
            "《未知办法》第一百三条",
            "《未知办法》第十",
            "《未知办法》\n第十条",
            "未知办法第十条",
            "《未知《办法》",
        ],
    )
    def test_what_is_no_citation_is_not_found(self, text: str) -> None:
        assert found(text) == []

    def test_a_name_in_title_marks_without_a_place_is_a_citation_when_it_is_known(self) -> None:
        assert find_citations("学习《党章》。", NAMES) == (
            Citation(Span(2, 6), "《党章》", CitationKind.NAME_ONLY, "党章"),
        )

    def test_citations_come_in_order(self) -> None:
        assert found("《样例条例》第一条、样板规定第2条和《党章》、《未知办法》第三条") == [
            ("《样例条例》第一条", "art_1"),
            ("样板规定第2条", "art_2"),
            ("《党章》", ""),
            ("《未知办法》第三条", "art_3"),
        ]

    def test_the_longest_name_without_title_marks_wins(self) -> None:
        assert found("样例工作条例第一条") == [("样例工作条例第一条", "art_1")]

    def test_a_name_inside_another_title_is_not_found(self) -> None:
        assert found("《关于学习样例条例的通知》第一条") == [("《关于学习样例条例的通知》第一条", "art_1")]

    def test_a_name_after_an_unknown_title_is_found(self) -> None:
        assert found("《未知办法》和样例条例第一条") == [("样例条例第一条", "art_1")]

    def test_an_empty_name_is_never_found(self) -> None:
        assert found("第一条", NameIndex.of([("", "nothing")])) == []

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("《中国共产党样例工作条例》第一条", CitationKind.EXTERNAL),
            ("《样例工作条例》第一条", CitationKind.EXTERNAL),
            ("样板规定第一条", CitationKind.EXTERNAL),
            ("《样例条例》第一条", CitationKind.ALIAS),
            ("《党章》第一条", CitationKind.ALIAS),
            ("《未知办法》第一条", CitationKind.EXTERNAL),
            ("《党章》", CitationKind.NAME_ONLY),
        ],
    )
    def test_an_alias_is_a_name_other_than_the_title_with_or_without_its_prefix(
        self, text: str, kind: CitationKind
    ) -> None:
        assert [citation.kind for citation in find_citations(text, NAMES)] == [kind]

    def test_without_names_only_titles_with_a_place_are_found(self) -> None:
        assert found("《样例条例》第一条和《党章》", NameIndex()) == [("《样例条例》第一条", "art_1")]

    def test_a_place_that_names_nothing_has_no_eid(self) -> None:
        assert Locus().eid() is None


class TestProperties:
    @given(st.text() | strategies.citation_noise)
    def test_finding_never_raises_and_spans_lead_back_to_the_text(self, text: str) -> None:
        citations = find_citations(text, NAMES)
        ends = [0, *(citation.span.end for citation in citations)]
        assert [c.text for c in citations] == [text[c.span.start : c.span.end] for c in citations]
        assert all(end <= c.span.start < c.span.end for end, c in zip(ends, citations, strict=False))

    @given(strategies.citation_noise)
    def test_every_place_found_is_an_eid_that_can_be_written(self, text: str) -> None:
        places = [locus.eid() for citation in find_citations(text, NAMES) for locus in citation.loci]
        assert [Eid.parse(str(place)) for place in places] == places

    @given(strategies.cited_eids, st.data())
    def test_width_style_and_white_space_do_not_change_the_place(self, eid: Eid, data: st.DataObject) -> None:
        written = "".join(_in_some_style(step, data) for step in eid.steps)
        assert [locus.eid() for c in find_citations(f"《样例条例》{written}") for locus in c.loci] == [eid]


def _in_some_style(step: Step, data: st.DataObject) -> str:
    def number(value: int) -> str:
        full_width = str(value).translate({code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)})
        written = data.draw(st.sampled_from([to_chinese(value), str(value), full_width]))
        brackets = [("", ""), ("(", ")"), ("（", "）")] if step.level is Level.ITEM else [("", "")]
        left, right = data.draw(st.sampled_from(brackets))
        return left + written + right

    gap = data.draw(st.sampled_from(["", " ", "\u3000"]))
    inserted = f"之{to_chinese(step.inserted)}" if step.inserted else ""
    return gap.join(["", "第", number(step.number), step.level.chinese]) + inserted


@pytest.mark.parametrize(
    "piece",
    [
        "《样例条例》第十条，《未知文件》和",
        "样例条例第一条和样例",
        "《",
        "《样例〈",
        "《" + "长" * 61,
        "《样例条例》第 ",
        "《样例条例》第" + " " * 40,
        "《样例条例》第" + "一" * 40,
        "《样例条例》第十条" + " " * 40,
    ],
)
def test_the_time_grows_with_the_length_of_the_text_and_not_faster(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + " " * 100_000
    start = time.process_time()
    find_citations(text, NAMES)
    assert time.process_time() - start < 1
