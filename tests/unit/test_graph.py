from __future__ import annotations

import datetime as dt

import pytest

from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.eid import Eid
from build_tools.graph import Link, Node, RegulationGraph, provision_ref
from tests.conftest import TinyBase

NEWEST = "works/sample/2022-01-01.yml"


def ref(work: str, eid: str | None = None) -> ProvisionRef:
    return ProvisionRef(work, Eid.parse(eid) if eid else None)


def node(written: str) -> Node:
    kind, _, identifier = written.partition(":")
    return Node(Kind(kind), identifier)


def ids(records: tuple[object, ...]) -> list[str]:
    return [getattr(record, "id", "") for record in records]


def links(graph: RegulationGraph, *kinds: Link) -> list[str]:
    return [f"{a} → {b}" for a, b, link in graph.edges() if link in kinds]


@pytest.fixture(scope="module")
def graph(tiny_corpus: Corpus) -> RegulationGraph:
    return RegulationGraph(tiny_corpus)


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "edges"),
        [
            (
                Link.CITES,
                [
                    "provision:sample#art_1 → work:model",
                    "provision:sample#art_1 → provision:sample#art_3",
                    "provision:sample#art_3 → provision:sample#art_1",
                    "measure:monthly-board/board → provision:sample#art_2",
                ],
            ),
            (
                Link.DERIVED_FROM,
                [
                    "duty:hold-meetings → provision:sample#art_2__para_1",
                    "duty:chair-meetings → provision:sample#art_2__para_2__item_1",
                    "duty:chair-meetings → provision:sample#art_1",
                    "duty:keep-records → provision:sample#art_2__para_2",
                ],
            ),
            (
                Link.OWED_BY,
                [
                    "duty:hold-meetings → bearer:branch",
                    "duty:chair-meetings → bearer:secretary",
                    "duty:keep-records → bearer:organisation",
                ],
            ),
            (Link.IMPLEMENTS, ["measure:monthly-board/board → duty:hold-meetings"]),
            (Link.ILLUSTRATES, ["measure:monthly-board/reminder → duty:hold-meetings"]),
            (Link.ADDRESSES, ["measure:monthly-board/board → problem:skipped-meetings"]),
            (Link.MEASURES, ["indicator:meeting-records → duty:hold-meetings"]),
            (Link.BREACHES, ["problem:skipped-meetings → duty:hold-meetings"]),
            (Link.KIND_OF, ["bearer:branch → bearer:grassroots", "bearer:grassroots → bearer:organisation"]),
            (Link.MEMBER_OF, ["bearer:secretary → bearer:branch"]),
        ],
        ids=lambda value: str(value) if isinstance(value, Link) else "",
    )
    def test_every_link_that_the_data_say_is_an_edge(
        self, graph: RegulationGraph, link: Link, edges: list[str]
    ) -> None:
        assert links(graph, link) == edges

    def test_provisions_are_part_of_what_holds_them_and_measures_of_their_experience(
        self, graph: RegulationGraph
    ) -> None:
        assert set(links(graph, Link.PART_OF)) == {
            "provision:sample#chp_1 → work:sample",
            "provision:sample#chp_2 → work:sample",
            "provision:sample#art_1 → provision:sample#chp_1",
            "provision:sample#art_2 → provision:sample#chp_1",
            "provision:sample#art_3 → provision:sample#chp_2",
            "provision:sample#art_2__para_1 → provision:sample#art_2",
            "provision:sample#art_2__para_2 → provision:sample#art_2",
            "provision:sample#art_2__para_2__item_1 → provision:sample#art_2__para_2",
            "provision:sample#art_2__para_2__item_2 → provision:sample#art_2__para_2",
            "measure:monthly-board/board → experience:monthly-board",
            "measure:monthly-board/reminder → experience:monthly-board",
            "provision:sample@2020-01-01#art_1 → expression:sample@2020-01-01",
            "expression:sample@2020-01-01 → work:sample",
            "expression:sample@2022-01-01 → work:sample",
        }

    def test_a_text_supersedes_the_one_before(self, graph: RegulationGraph) -> None:
        assert links(graph, Link.SUPERSEDES) == [
            "expression:sample@2022-01-01 → expression:sample@2020-01-01"
        ]

    def test_a_dated_measure_cites_the_text_of_its_time(self, tiny_base: TinyBase) -> None:
        path = "experiences/north/monthly-board.yml"
        tiny_base.replace(path, 'from: "2023"', 'from: "2021"')
        tiny_base.replace(path, "《样例条例》第二条", "《样例条例》第一条")
        graph = RegulationGraph(tiny_base.corpus(), dt.date(2024, 1, 1))
        cited = "provision:sample@2020-01-01#art_1"
        assert f"measure:monthly-board/board → {cited}" in links(graph, Link.CITES)
        assert provision_ref(node(cited)) == ProvisionRef("sample", Eid.parse("art_1"), dt.date(2020, 1, 1))

    def test_the_text_in_force_on_the_day_decides(self, tiny_corpus: Corpus) -> None:
        earlier = RegulationGraph(tiny_corpus, dt.date(2021, 1, 1))
        assert links(earlier, Link.PART_OF)[0] == "provision:sample#art_1 → work:sample"
        assert links(earlier, Link.DERIVED_FROM) == ["duty:chair-meetings → provision:sample#art_1"]

    def test_what_leads_nowhere_is_no_edge(self, tiny_base: TinyBase) -> None:
        path = "experiences/north/monthly-board.yml"
        tiny_base.replace("duties/sample.yml", "[《样例条例》第二条第一款]", "[《样例条例》第九条]")
        tiny_base.replace("duties/sample.yml", "bearer: 支部\n", "bearer: 支委\n")
        tiny_base.replace(path, "duty: hold-meetings, why: 公示", "duty: hold-meeting, why: 公示")
        tiny_base.replace(path, "addresses: [skipped-meetings]", "addresses: [skipped]")
        tiny_base.replace(path, "《样例条例》第二条", "《样例条例》第九条")
        tiny_base.replace("problems/sample.yml", "duties: [hold-meetings]", "duties: [hold]")
        tiny_base.replace("vocabulary/bearers.yml", "member_of: 支部\n", "member_of: 支委\n")
        tiny_base.replace("vocabulary/bearers.yml", "kind_of: [基层组织]", "kind_of: [基层]")
        tiny_base.replace(NEWEST, "《样例条例》第三条", "《样例条例》第八条")
        graph = RegulationGraph(tiny_base.corpus())
        wanting = {
            Link.DERIVED_FROM,
            Link.OWED_BY,
            Link.IMPLEMENTS,
            Link.ADDRESSES,
            Link.BREACHES,
            Link.CITES,
        }
        assert links(graph, *wanting, Link.MEMBER_OF, Link.KIND_OF) == [
            "provision:sample#art_1 → work:model",
            "provision:sample#art_3 → provision:sample#art_1",
            "duty:chair-meetings → provision:sample#art_2__para_2__item_1",
            "duty:chair-meetings → provision:sample#art_1",
            "duty:chair-meetings → bearer:secretary",
            "duty:keep-records → provision:sample#art_2__para_2",
            "duty:keep-records → bearer:organisation",
            "bearer:grassroots → bearer:organisation",
        ]


class TestQuestions:
    @pytest.mark.parametrize(
        ("bearer", "duties"),
        [("branch", ["hold-meetings"]), ("organisation", ["keep-records"]), ("grassroots", []), ("none", [])],
    )
    def test_who_owes_what(self, graph: RegulationGraph, bearer: str, duties: list[str]) -> None:
        assert ids(graph.duties_of(bearer)) == duties

    @pytest.mark.parametrize(
        ("bearer", "duties"),
        [
            ("branch", ["hold-meetings", "keep-records"]),
            ("grassroots", ["keep-records"]),
            ("secretary", ["chair-meetings"]),
        ],
    )
    def test_a_bearer_inherits_the_duties_of_its_classes(
        self, graph: RegulationGraph, bearer: str, duties: list[str]
    ) -> None:
        assert ids(graph.duties_of(bearer, inherited=True)) == duties

    @pytest.mark.parametrize(
        ("eid", "duties"),
        [("art_2", []), ("art_2__para_2", ["keep-records"]), ("art_1", ["chair-meetings"]), ("art_9", [])],
    )
    def test_what_is_derived_from_a_provision(
        self, graph: RegulationGraph, eid: str, duties: list[str]
    ) -> None:
        assert ids(graph.duties_from(ref("sample", eid))) == duties

    @pytest.mark.parametrize(
        ("eid", "duties"),
        [
            ("art_2", ["hold-meetings", "chair-meetings", "keep-records"]),
            ("art_2__para_2", ["chair-meetings", "keep-records"]),
            ("chp_2", []),
            ("art_9", []),
        ],
    )
    def test_what_is_derived_from_a_provision_and_those_inside_it(
        self, graph: RegulationGraph, eid: str, duties: list[str]
    ) -> None:
        assert ids(graph.duties_from(ref("sample", eid), below=True)) == duties

    @pytest.mark.parametrize(
        ("work", "duties"), [("sample", ["hold-meetings", "chair-meetings", "keep-records"]), ("model", [])]
    )
    def test_what_rests_on_a_work(self, graph: RegulationGraph, work: str, duties: list[str]) -> None:
        assert ids(graph.duties_under(work)) == duties

    def test_duties_come_in_the_order_of_the_files_each_once(self, graph: RegulationGraph) -> None:
        wanted = ["keep-records", "hold-meetings", "keep-records"]
        assert ids(graph.in_order(wanted)) == ["hold-meetings", "keep-records"]

    def test_the_basis_of_a_duty_in_the_order_given(self, graph: RegulationGraph) -> None:
        assert graph.basis_of("chair-meetings") == (
            ref("sample", "art_2__para_2__item_1"),
            ref("sample", "art_1"),
        )

    def test_the_basis_of_an_unknown_duty_is_empty(self, graph: RegulationGraph) -> None:
        assert graph.basis_of("none") == ()

    def test_the_bearer_of_a_duty(self, graph: RegulationGraph, tiny_corpus: Corpus) -> None:
        assert graph.bearer_of(tiny_corpus.duties["hold-meetings"]) == tiny_corpus.bearers["branch"]

    def test_a_duty_of_an_unknown_bearer_has_none(self, tiny_base: TinyBase) -> None:
        corpus = tiny_base.replace("duties/sample.yml", "bearer: 支部\n", "bearer: 支委\n").corpus()
        assert RegulationGraph(corpus).bearer_of(corpus.duties["hold-meetings"]) is None

    def test_practice_for_a_duty_comes_with_link_and_reason_and_implementing_measures_first(
        self, graph: RegulationGraph
    ) -> None:
        assert [
            (p.experience.id, p.measure.id, p.link, p.why) for p in graph.practice_for("hold-meetings")
        ] == [
            ("monthly-board", "board", Link.IMPLEMENTS, "公示使会议按月召开"),
            ("monthly-board", "reminder", Link.ILLUSTRATES, "提醒也可以参照"),
        ]

    def test_a_duty_without_practice_has_none(self, graph: RegulationGraph) -> None:
        assert graph.practice_for("keep-records") == ()

    def test_indicators_and_problems_of_a_duty(self, graph: RegulationGraph) -> None:
        assert (graph.indicators_for("hold-meetings"), graph.problems_of("hold-meetings")) == (
            ("meeting-records",),
            ("skipped-meetings",),
        )

    def test_measures_against_a_problem(self, graph: RegulationGraph) -> None:
        assert [(e.id, m.id) for e, m in graph.measures_against("skipped-meetings")] == [
            ("monthly-board", "board")
        ]

    @pytest.mark.parametrize(
        ("place", "citing"),
        [
            (ref("sample", "art_1"), ["provision:sample#art_3"]),
            (ref("sample", "art_2"), ["measure:monthly-board/board"]),
            (ref("model"), ["provision:sample#art_1"]),
            (ref("sample"), []),
        ],
    )
    def test_what_cites_a_provision_or_a_work(
        self, graph: RegulationGraph, place: ProvisionRef, citing: list[str]
    ) -> None:
        assert [str(source) for source in graph.citing(place)] == citing

    def test_the_classes_of_a_bearer_come_nearest_first(self, graph: RegulationGraph) -> None:
        assert ids(graph.classes_of("branch")) == ["grassroots", "organisation"]

    def test_classes_that_contain_each_other_are_given_once(self, tiny_base: TinyBase) -> None:
        tiny_base.replace(
            "vocabulary/bearers.yml",
            "name: 党组织, kind: class,",
            "name: 党组织, kind_of: [支部, 基层组织], kind: class,",
        )
        graph = RegulationGraph(tiny_base.corpus())
        assert ids(graph.classes_of("branch")) == ["grassroots", "organisation"]

    def test_the_members_of_a_class_are_the_direct_ones(self, graph: RegulationGraph) -> None:
        assert ids(graph.members_of_class("organisation")) == ["grassroots"]

    def test_a_post_belongs_to_a_body_and_a_body_has_posts(self, graph: RegulationGraph) -> None:
        body = graph.body_of("secretary")
        assert body is not None
        assert (body.id, ids(graph.posts_in("branch"))) == ("branch", ["secretary"])

    def test_a_body_belongs_to_no_body(self, graph: RegulationGraph) -> None:
        assert (graph.body_of("branch"), graph.posts_in("secretary")) == (None, ())


class TestPaths:
    def test_a_path_gives_each_link_in_its_own_direction(self, graph: RegulationGraph) -> None:
        path = graph.path(node("problem:skipped-meetings"), node("bearer:branch"))
        assert [f"{a} {link} {b}" for a, link, b in path] == [
            "problem:skipped-meetings breaches duty:hold-meetings",
            "duty:hold-meetings owed_by bearer:branch",
        ]

    def test_a_path_may_go_against_a_link(self, graph: RegulationGraph) -> None:
        path = graph.path(node("work:sample"), node("provision:sample#chp_1"))
        assert path == ((node("provision:sample#chp_1"), Link.PART_OF, node("work:sample")),)

    def test_a_mention_is_taken_only_when_no_other_way_is_short(self, graph: RegulationGraph) -> None:
        path = graph.path(node("provision:sample#art_1"), node("provision:sample#art_3"))
        assert [f"{a} {link} {b}" for a, link, b in path] == [
            "provision:sample#art_1 part_of provision:sample#chp_1",
            "provision:sample#chp_1 part_of work:sample",
            "provision:sample#chp_2 part_of work:sample",
            "provision:sample#art_3 part_of provision:sample#chp_2",
        ]

    def test_a_mention_is_taken_when_there_is_no_other_way(self, graph: RegulationGraph) -> None:
        path = graph.path(node("work:model"), node("provision:sample#art_1"))
        assert path == ((node("provision:sample#art_1"), Link.CITES, node("work:model")),)

    def test_between_neighbours_any_other_link_is_shown_rather_than_a_mention(
        self, tiny_base: TinyBase
    ) -> None:
        tiny_base.replace(NEWEST, "支部每月开会。", "依照《样例条例》第二条，支部每月开会。")
        graph = RegulationGraph(tiny_base.corpus())
        inner, outer = node("provision:sample#art_2__para_1"), node("provision:sample#art_2")
        assert graph.path(outer, inner) == ((inner, Link.PART_OF, outer),)

    @pytest.mark.parametrize(
        ("a", "b"),
        [("work:sample", "work:none"), ("work:none", "work:sample"), ("work:sample", "work:sample")],
        ids=["unknown end", "unknown start", "the same"],
    )
    def test_there_is_no_path_to_what_is_unknown_nor_to_itself(
        self, graph: RegulationGraph, a: str, b: str
    ) -> None:
        assert graph.path(node(a), node(b)) == ()

    def test_there_is_no_path_between_records_that_nothing_connects(self, tiny_base: TinyBase) -> None:
        tiny_base.replace(
            "vocabulary/bearers.yml",
            "bearers:\n",
            "bearers:\n"
            "- {id: a, name: 甲, kind: body, tier: 党员层, kind_of: [乙], description: 组织。}\n"
            "- {id: b, name: 乙, kind: class, tier: 党员层, description: 统称。}\n",
        )
        assert RegulationGraph(tiny_base.corpus()).path(node("bearer:a"), node("bearer:branch")) == ()


def test_a_node_is_written_with_its_kind() -> None:
    assert str(Node(Kind.DUTY, "hold-meetings")) == "duty:hold-meetings"


def test_the_node_of_a_provision_leads_to_its_place() -> None:
    assert provision_ref(node("provision:sample#art_1__item_2")) == ref("sample", "art_1__item_2")


def test_every_link_has_a_chinese_name_of_its_own() -> None:
    assert len({link.chinese for link in Link}) == len(Link)
    assert Link.DERIVED_FROM.chinese == "依据"
