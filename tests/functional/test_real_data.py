"""The facts of the real knowledge base that must not change unnoticed."""

import json
import re

import pytest

from build_tools.corpus import Kind, ProvisionRef
from build_tools.coverage import coverage_of
from build_tools.eid import Eid
from build_tools.exports import knowledge_as_json, knowledge_record, statistics_record
from build_tools.graph import Link, Node
from build_tools.knowledge_base import KnowledgeBase
from build_tools.model import BearerKind

WORKS = ("zhuti-zeren-guiding", "jiguan-jiceng-tiaoli")


def test_the_data_has_no_finding(real: KnowledgeBase) -> None:
    assert [str(finding) for finding in real.findings] == []


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ("zhuti-zeren-guiding", {"chapters": 5, "articles": 25, "paragraphs": 37, "items": 32}),
        ("jiguan-jiceng-tiaoli", {"chapters": 9, "articles": 43, "paragraphs": 52, "items": 28}),
    ],
)
def test_the_structure_is_that_of_the_official_text(
    real: KnowledgeBase, work: str, expected: dict[str, int]
) -> None:
    record = next(w for w in statistics_record(real)["works"] if w["slug"] == work)
    (expression,) = record["expressions"]
    assert {key: expression[key] for key in expected} == expected
    assert expression["without_digest"] == 0


@pytest.mark.parametrize("work", WORKS)
def test_every_binding_provision_has_a_duty_or_a_reason(real: KnowledgeBase, work: str) -> None:
    coverage = coverage_of(real.graph, work)
    assert coverage.covered == coverage.obligations > 50


@pytest.mark.parametrize("work", WORKS)
def test_every_text_bearing_provision_has_a_fingerprint(real: KnowledgeBase, work: str) -> None:
    (text,) = real.corpus.texts[work]
    assert [str(p.eid) for p in text.by_eid.values() if p.bears_text and not p.fingerprint] == []


def test_every_duty_leads_to_a_clause_and_to_a_bearer(real: KnowledgeBase) -> None:
    duties = real.corpus.duties.values()
    assert [duty.id for duty in duties if not real.graph.basis_of(duty.id)] == []
    assert [duty.id for duty in duties if real.graph.bearer_of(duty) is None] == []


def test_the_half_yearly_meeting_is_owed_once_in_six_months(real: KnowledgeBase) -> None:
    article = ProvisionRef("zhuti-zeren-guiding", Eid.parse("art_10"))
    (duty,) = real.graph.duties_from(article)
    assert (duty.bearer, duty.timing and (duty.timing.period, duty.timing.at_least)) == (
        "党委（党组）",
        ("每半年", 1),
    )


def test_posts_inherit_the_duties_of_the_classes_they_belong_to(real: KnowledgeBase) -> None:
    own = real.graph.duties_of("full-time-deputy-secretary")
    inherited = real.graph.duties_of("full-time-deputy-secretary", inherited=True)
    assert 0 < len(own) < len(inherited)
    assert set(own) < set(inherited)


def test_a_measure_in_fujian_leads_to_the_regulation_through_a_duty(real: KnowledgeBase) -> None:
    start = Node(Kind.EXPERIENCE, "main-responsibility-inspection")
    path = real.graph.path(start, Node(Kind.WORK, "zhuti-zeren-guiding"))
    links = [link for _, link, _ in path]
    assert {Link.IMPLEMENTS, Link.DERIVED_FROM} <= set(links)


def test_the_figures_of_the_two_reports_are_there(real: KnowledgeBase) -> None:
    figures = {
        (experience.region, f"{figure.value}{figure.unit}")
        for experience in real.corpus.experiences.values()
        for measure in experience.measures
        for figure in measure.figures
    }
    fujian = ["46项", "15个", "158个", "971项", "57个", "1563条", "12个", "226名", "55人"]
    langzhong = ["8个", "43条", "46项", "24个", "72条", "256条", "37家", "5名", "16名"]
    expected = {("福建", figure) for figure in fujian} | {("阆中", figure) for figure in langzhong}
    assert expected - figures == set()


def test_the_time_limits_of_fujian_are_one_two_and_three_months(real: KnowledgeBase) -> None:
    measures = real.corpus.experiences["main-responsibility-inspection"].measures
    limits = {f"{limit.value}{limit.unit}" for measure in measures for limit in measure.time_limits}
    assert limits == {"1个月", "2个月", "3个月"}


def test_the_undated_report_implements_nothing(real: KnowledgeBase) -> None:
    report = real.corpus.experiences["three-levels-four-posts"]
    assert report.practised is None
    assert [measure.id for measure in report.measures if measure.implements] == []


def test_the_vocabulary_is_as_large_as_promised(real: KnowledgeBase) -> None:
    assert len(real.corpus.terms) >= 25
    assert list(real.corpus.names(Kind.STAGE)) == ["定责", "明责", "履责", "督责", "考责", "问责"]
    assert set(real.corpus.names(Kind.LINE)) == {"主体责任", "监督责任", "第一责任", "一岗双责"}
    assert any(bearer.kind is BearerKind.POST for bearer in real.corpus.bearers.values())


def test_the_export_holds_everything_and_is_the_same_each_time(real: KnowledgeBase) -> None:
    record = knowledge_record(real)
    assert json.loads(knowledge_as_json(real)) == record
    duty = next(
        d for d in record["duties"] if d["basis"] == [{"work": "zhuti-zeren-guiding", "eid": "art_10"}]
    )
    assert {"id", "bearer", "modality", "action", "timing", "stage", "line", "basis"} <= set(duty)
    work = next(w for w in record["works"] if w["slug"] == "jiguan-jiceng-tiaoli")
    chapter = work["expressions"][0]["provisions"][2]
    assert (chapter["eid"], chapter["level"], chapter["children"][0]["children"][2]["eid"]) == (
        "chp_3",
        "chapter",
        "art_10__item_3",
    )
    assert record["experiences"][0]["measures"][0].keys() >= {"figures", "implements", "illustrates"}


def test_statistics_have_the_keys_that_others_read(real: KnowledgeBase) -> None:
    record = statistics_record(real)
    assert set(record) == {
        *("works", "duties", "experiences", "measures", "figures"),
        *("problems", "indicators", "matters", "milestones", "terms", "questions"),
    }
    assert record["duties"]["total"] == sum(record["duties"]["by_bearer"].values()) == len(real.corpus.duties)


def test_no_reader_text_says_something_is_still_to_do(real: KnowledgeBase) -> None:
    assert re.findall(r"TODO|待补|XXX", knowledge_as_json(real)) == []
