"""The skeleton: valid once its gaps are filled, canonical, and without a sentence of the source."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.formatting import format_yaml
from build_tools.intake import Target, missing_numbers, render_skeleton, take_in
from build_tools.intake.taking import Intake
from build_tools.model import Experience
from build_tools.yaml_source import parse_yaml

REPORT = """\
样例市压实机关党建责任的做法
中共样例市委市直机关工委
（2022年9月2日）
一、明确责任分工
制定责任清单。2021年，全市列出任务30项，培训干部1.6万余人次，问题整改率达到98.5%。
要求各单位自接到问题清单之日起1个月内制定整改方案，深化“四个意识”教育。
二、严格考核奖惩
实行季度通报。每两年召开一次大会，共表彰先进党组织12个。
来源：《样例月刊》2022年第5期
"""
REGIONS = (("样例市", "样例"), ("北方", "北方"))


def data_of(text: str) -> dict[str, Any]:
    document, findings = parse_yaml("skeleton.yml", text.encode())
    assert findings == []
    assert document is not None
    return dict(document.data)


def filled(text: str) -> Experience:
    """Return the record that a skeleton becomes when every gap is filled."""
    fillings = {"id": "sample", "mechanism": "清单", "unit": "样例单位", "as_of": "2020"}

    def fill(value: Any, key: str) -> Any:  # noqa: ANN401  (plain YAML data)
        if isinstance(value, dict):
            return {name: fill(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [fill(inner, key) for inner in value]
        return value or fillings.get(key, "已填")

    return Experience.model_validate(fill(data_of(text), ""))


@pytest.fixture(scope="module")
def intake() -> Intake:
    return take_in(REPORT)


def test_what_the_source_tells_is_filled_in(intake: Intake) -> None:
    record = data_of(render_skeleton(intake, 1, Target(regions=REGIONS)))
    assert (record["region"], record["unit"], record["kind"]) == ("样例", "中共样例市委市直机关工委", "经验")
    assert record["source"] == {
        "title": "样例市压实机关党建责任的做法",
        "container": "《样例月刊》2022年第5期",
        "author": "中共样例市委市直机关工委",
        "issued": "2022-09-02",
        "grade": "",
    }


def test_each_paragraph_is_a_measure_with_its_place(intake: Intake) -> None:
    measures = data_of(render_skeleton(intake))["measures"]
    assert [measure["locator"] for measure in measures] == [
        {"section": "一", "paragraph": "1", "heading": "制定责任清单"},
        {"section": "一", "paragraph": "2", "heading": "明确责任分工"},
        {"section": "二", "paragraph": "1", "heading": "实行季度通报"},
    ]


def test_numbers_become_figures_and_time_limits(intake: Intake) -> None:
    first, second, third = data_of(render_skeleton(intake))["measures"]
    assert first["figures"] == [
        {"label": "全市列出任务", "value": "30", "unit": "项", "as_of": "2021"},
        {
            "label": "培训干部",
            "value": "16000",
            "unit": "人次",
            "as_of": "2021",
            "approx": "true",
            "note": "原文作“1.6万余人次”",
        },
        {"label": "问题整改率", "value": "98.5", "unit": "%", "as_of": "2021", "note": "原文作“98.5%”"},
    ]
    assert "figures" not in second
    assert second["time_limits"] == [
        {"label": "制定整改方案", "value": "1", "unit": "个月", "after": "接到问题清单"}
    ]
    assert [figure["value"] for figure in third["figures"]] == ["1", "12"]


def test_no_sentence_of_the_source_is_copied(intake: Intake) -> None:
    skeleton = render_skeleton(intake)
    body = [paragraph.text for paragraph in intake.reports[0].paragraphs]
    clauses = [clause for text in body for clause in re.split(r"[，。]", text) if len(clause) > 12]
    assert clauses
    assert [clause for clause in clauses if clause in skeleton] == []
    assert {measure["what"] for measure in data_of(skeleton)["measures"]} == {""}


def test_gaps_say_what_to_fill_in_and_where_to_read(intake: Intake) -> None:
    skeleton = render_skeleton(intake)
    assert 'what: ""  # 待填：谁做什么、怎么做，见 一 第1段（第5行）“制定责任清单”' in skeleton
    assert 'mechanism: ""  # 待填：做法类型；用词近于 ' in skeleton


def test_the_skeleton_is_refused_until_its_gaps_are_filled(intake: Intake) -> None:
    skeleton = render_skeleton(intake)
    with pytest.raises(ValueError, match="at least 1 character"):
        Experience.model_validate(data_of(skeleton))
    assert len(filled(skeleton).measures) == 3


def test_the_skeleton_is_canonical(intake: Intake) -> None:
    skeleton = render_skeleton(intake)
    assert skeleton.startswith("# yaml-language-server: $schema=../../schema/experience.schema.json\n")
    assert format_yaml("experiences/a/b.yml", skeleton, Experience) == skeleton


def test_the_file_name_is_the_id(intake: Intake) -> None:
    target = Target("experiences/north/three-lists.yml")
    assert data_of(render_skeleton(intake, 1, target))["id"] == "three-lists"
    assert data_of(render_skeleton(intake, 1, Target("experiences/north/三张清单.yml")))["id"] == ""
    assert data_of(render_skeleton(intake, 1, Target("elsewhere.yml")))["id"] == "elsewhere"


def test_a_study_is_told_by_its_title_and_persons_are_no_unit() -> None:
    record = data_of(render_skeleton(take_in("机关党建责任落实研究\n作者：某某\n各单位抓落实，见成效。")))
    assert (record["kind"], record["unit"], record["source"]["author"]) == ("研究", "", "某某")


def test_an_introduction_with_figures_is_a_measure() -> None:
    text = "样例市连续检查12年，效果明显。\n一、抓检查\n逐个单位检查，列出问题。"
    sections = [m["locator"]["section"] for m in data_of(render_skeleton(take_in(text)))["measures"]]
    assert sections == ["引言", "一"]


def test_the_day_of_upload_dates_a_report_without_date() -> None:
    record = data_of(render_skeleton(take_in("2021-04-20 发布\n样例市抓机关党建，成效明显。")))
    assert record["source"]["issued"] == "2021-04-20"


@given(st.text(max_size=120))
def test_any_text_gives_a_skeleton_that_is_valid_once_filled(text: str) -> None:
    intake = take_in(text)
    for report in intake.reports:
        skeleton = render_skeleton(intake, report.number)
        assert format_yaml("experiences/a/b.yml", skeleton, Experience) == skeleton
        assert filled(skeleton).kind


@given(
    st.lists(
        st.sampled_from(
            [
                *"“”《》（）:：#'\"[]{},，。、；\n0123456789年月日个项条%余约万内后自",
                *("一、", "（一）", "党组", "2021年", "1个月内", "甲: 乙", " #", "来源：", "作者："),
            ]
        ),
        max_size=50,
    ).map("".join)
)
def test_any_punctuation_survives_in_the_skeleton(text: str) -> None:
    intake = take_in(text)
    for report in intake.reports:
        filled(render_skeleton(intake, report.number))


def test_a_record_with_every_number_lacks_none(intake: Intake) -> None:
    record = filled(render_skeleton(intake))
    lacking = [found.number.text for found in missing_numbers(intake, [record])]
    assert lacking == ["两年"]


def test_numbers_that_a_record_lacks_are_listed_with_other_units(intake: Intake) -> None:
    changed = render_skeleton(intake).replace("value: 12, unit: 个", "value: 12, unit: 次")
    missing = missing_numbers(intake, [filled(changed.replace("value: 30,", "value: 31,"))])
    assert [(found.number.text, found.other_units) for found in missing] == [
        ("30项", ()),
        ("两年", ()),
        ("12个", ("次",)),
    ]


def test_numbers_in_the_texts_of_a_record_count() -> None:
    intake = take_in("样例市检查30个单位，约谈干部20至30名，设立5家试点。")
    record = filled(render_skeleton(intake))
    measure = record.measures[0].model_copy(update={"figures": (), "what": "检查30家，约谈20至30人，试点5家"})
    assert missing_numbers(intake, [record.model_copy(update={"measures": (measure,)})]) == ()


def test_numbers_of_another_report_are_not_asked_for(intake: Intake) -> None:
    record = filled(render_skeleton(intake)).model_copy(update={"measures": ()})
    assert missing_numbers(intake, [record], report=2) == ()
    assert len(missing_numbers(intake, [record], report=1)) == 7
