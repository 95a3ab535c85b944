"""Taking in whole texts: garbled by code, cleaned again."""

import json

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.intake import take_in
from build_tools.intake.records import Reason
from build_tools.intake.summary import summary_data, summary_lines
from tests.unit.test_intake_glosses import glossed
from tests.unit.test_intake_shifts import PROSE, shifted

PARAGRAPHS = (
    "样例市委把机关党建责任分解到岗位，每季度检查落实情况，结果向各单位通报。",
    "会议研究责任清单，列出任务46项，由各单位党组织书记负责。",
    "考核结果与评优挂钩，先后约谈干部16名，通报单位37家。",
)
FURNITURE = ("联系我们", "返回顶部", "阅读 235", "—3—", "扫描二维码关注公众号", "版权所有 样例网")


def traditional(text: str) -> str:
    return str(opencc.OpenCC("s2t").convert(text))


def test_a_glossed_traditional_page_becomes_the_text_again() -> None:
    page = "\n".join([FURNITURE[0], *(glossed(traditional(text)) for text in PARAGRAPHS), FURNITURE[1]])
    intake = take_in(page)
    assert intake.traditional
    assert intake.glosses == sum(text.count("(") for text in page.split("\n"))
    assert intake.text == "\n".join(PARAGRAPHS)
    assert [(removed.line, removed.reason) for removed in intake.removed] == [
        (1, Reason.BUTTON),
        (5, Reason.BUTTON),
    ]


def test_damage_is_reported_with_proposals_and_left_in_the_text() -> None:
    start = PROSE[0].index("。“清单")
    text = "\n".join([shifted(PROSE[0], start, 6, mark="?"), *PROSE[1:]])
    intake = take_in(text)
    (damage,) = intake.damages
    assert damage.proposals[0].startswith("。“清单")
    assert damage.received in intake.text
    assert (damage.line, str(damage.place)) == (1, "第1段（第1行）")


def test_lost_characters_without_a_repair_are_reported() -> None:
    (damage,) = take_in("样例市抓\ufffd落实，见成效。").damages
    assert (damage.line, damage.proposals) == (1, ())
    assert "\ufffd" in damage.received


def test_works_are_found_with_their_place() -> None:
    (work,) = take_in("落实《中国共产党问责条例》第八条，抓好问责。").works
    assert (work.text, work.value, work.place.paragraph) == (
        "《中国共产党问责条例》第八条",
        "中国共产党问责条例",
        1,
    )


def test_numbers_in_titles_and_headings_are_found() -> None:
    intake = take_in("一、坚持四项原则\n各单位抓落实，见成效。")
    assert [str(number.place) for number in intake.numbers] == ["一 标题（第1行）"]


@given(
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, max_size=3),
    st.sets(st.sampled_from(FURNITURE), max_size=4),
)
def test_furniture_around_a_text_leaves_the_text(paragraphs: list[str], around: set[str]) -> None:
    intake = take_in("\n".join([*around, *paragraphs, *around]))
    assert intake.text == "\n".join(paragraphs)
    assert len(intake.removed) == 2 * len(around)
    assert (intake.glosses, intake.damages, intake.traditional) == (0, (), False)


@given(st.text(max_size=200))
def test_any_text_can_be_taken_in(text: str) -> None:
    intake = take_in(text)
    assert "\n".join(summary_lines(intake))
    json.dumps(summary_data(intake), ensure_ascii=False)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                *PARAGRAPHS,
                *FURNITURE,
                *(
                    "\n",
                    "目录\n",
                    "一、",
                    "（一）甲\n",
                    "(二)",
                    "3.",
                    "?!鞍邢蜓a(bǔ)鏈”",
                    "会(huì)",
                    "\ufffd",
                    "\U000f0000",
                ),
                *(
                    "2021年",
                    "第3期",
                    "1/3",
                    "5.9万人次",
                    "《规定》",
                    "作者：某某\n",
                    "某某某\n",
                    "样例市的做法\n",
                    "   ",
                ),
            ]
        ),
        max_size=20,
    ).map("".join)
)
def test_anything_that_looks_like_a_report_can_be_taken_in(text: str) -> None:
    intake = take_in(text)
    assert [report.number for report in intake.reports] == list(range(1, len(intake.reports) + 1))
    places = [*(n.place for n in intake.numbers), *(d.place for d in intake.dates)]
    assert all(1 <= place.line <= text.count("\n") + 1 for place in places)


@pytest.mark.parametrize("name", ["numbers", "dates", "places", "bodies", "works", "damages", "removed"])
def test_everything_is_data(name: str) -> None:
    assert name in summary_data(take_in("样例"))


def test_the_summary_names_each_place() -> None:
    text = (
        "样例市的做法\n样例市委办公室\n2021年，福建省抓三次检查，检查30家，省委组织部牵头，依据《中国共产党问责条例》。\n联系我们\n"
        "增强“四个意识”，推广智能(ai)应用。"
    )
    lines = list(summary_lines(take_in(text)))
    assert lines[0] == "第1篇：样例市的做法，样例市委办公室；2段"
    assert "删去：1 处" in lines
    assert "  第4行\t按钮和栏目名\t联系我们" in lines
    assert "  第5行\t能(ai)\t像注音，没有删" in lines
    assert "字体：简体，没有转换" in lines
    assert "乱码：没有" in lines
    assert "  第1段（第3行）\t检查【30家】" in lines
    assert "  2021年\t第1段（第3行）" in lines
    assert "  省委组织部\t第1段（第3行）" in lines
    assert "  《中国共产党问责条例》\t第1段（第3行）" in lines
