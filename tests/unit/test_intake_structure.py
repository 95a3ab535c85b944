import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake.front_matter import bare_author, source_of
from build_tools.intake.headings import is_complete, leading_phrase, numbered_heading
from build_tools.intake.records import Line, Report
from build_tools.intake.structure import read_structure

REPORT = """\
样例市压实机关党建责任的做法
中共样例市委市直机关工委
（2022年9月2日）
近年来，样例市抓机关党建，成效明显。
一、明确责任分工
制定责任清单。全市列出30项责任，由各单位认领。定期更新内容。每年更新一次，向党员公开。
市委每年听取汇报，研究解决问题。
（一）建立分片联系制度
1.分组力求精准。按单位性质分组，逐个联系。
二、严格考核
（一）考核环节。考核每年一次，结果通报。
来源：《样例月刊》2022年第5期
"""


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def read(text: str) -> Report:
    (report,) = read_structure(lines(text))
    return report


def places(report: Report) -> list[tuple[str, int, str]]:
    return [(p.place.section, p.place.paragraph, p.place.heading) for p in report.paragraphs]


def test_title_author_date_and_source_are_no_paragraphs() -> None:
    report = read(REPORT)
    assert (report.title, report.author, report.date) == (
        "样例市压实机关党建责任的做法",
        "中共样例市委市直机关工委",
        "2022年9月2日",
    )
    assert report.notes == ("来源：《样例月刊》2022年第5期",)


def test_each_paragraph_has_its_section_its_number_and_its_heading() -> None:
    assert places(read(REPORT)) == [
        ("引言", 1, ""),
        ("一", 1, "制定责任清单"),
        ("一", 1, "定期更新内容"),
        ("一", 2, "明确责任分工"),
        ("一（一）", 1, "分组力求精准"),
        ("二", 1, "考核环节"),
    ]


def test_places_name_the_line() -> None:
    report = read(REPORT)
    assert str(report.paragraphs[1].place) == "一 第1段（第6行）"
    assert str(report.headings[3].place) == "一 标题（第5行）"


def test_a_paragraph_cut_by_a_page_is_one() -> None:
    text = (
        "一、明确责任\n各单位制定责任清单，列出任务，明确时限，"
        "按季度检查落实情况，由各部门党组（党\n委）向市委报告。"
    )
    (paragraph,) = read(text).paragraphs
    assert paragraph.text.endswith("由各部门党组（党委）向市委报告。")


def test_lines_of_one_width_are_put_together() -> None:
    sentence = "样例市各单位党组织按照市委部署制定责任清单逐项明确时限和责任人抓好落实" * 4 + "。"
    wrapped = "\n".join(sentence[i : i + 20] for i in range(0, len(sentence), 20))
    (paragraph,) = read(f"一、明确责任\n{wrapped}").paragraphs
    assert paragraph.text == sentence


def test_a_line_with_wide_gaps_holds_several_paragraphs() -> None:
    text = (
        "落实责任是关键。   一、主要问题   从表现看，存在三个问题。   "
        "（一）认识不足。有的重业务。（二）分工不清。有的无人管。"
    )
    assert places(read(text)) == [
        ("引言", 1, ""),
        ("一", 1, "主要问题"),
        ("一", 2, "认识不足"),
        ("一", 3, "分工不清"),
    ]


def test_enumerated_points_inside_a_paragraph_do_not_cut_it() -> None:
    text = "清单包括：（一）任务；（二）时限。由市委办公室汇总，报市委常委会研究。"
    assert [p.text for p in read(text).paragraphs] == [text]


def test_headings_without_numbers_are_sections() -> None:
    text = (
        "近年来抓机关党建，成效明显。\n聚力运行 打造责任共同体\n各区抓落实，形成合力。\n"
        "市委定期检查，逐项反馈。\n抓住关键环节\n各单位列清单，逐项落实。"
    )
    assert places(read(text)) == [
        ("引言", 1, ""),
        ("聚力运行 打造责任共同体", 1, ""),
        ("聚力运行 打造责任共同体", 2, ""),
        ("抓住关键环节", 1, ""),
    ]


def test_several_reports_in_a_file_are_told_apart() -> None:
    reports = read_structure(
        lines(f"{REPORT}另一个县的机关党建工作\n另一个县县委办公室\n一、抓培训\n全县办班，人人参加。")
    )
    assert [(report.number, report.title, report.author) for report in reports] == [
        (1, "样例市压实机关党建责任的做法", "中共样例市委市直机关工委"),
        (2, "另一个县的机关党建工作", "另一个县县委办公室"),
    ]
    assert places(reports[1]) == [("一", 1, "抓培训")]


def test_what_stands_over_the_title_is_a_note() -> None:
    report = read("样例系列№12\n样例市的做法\n样例市委办公室\n各单位抓落实，见成效。")
    assert (report.title, report.notes) == ("样例市的做法", ("样例系列№12",))


def test_a_name_at_the_top_is_the_author() -> None:
    report = read("某某某\n样例市抓机关党建，成效明显。（作者系样例市委办公室主任）")
    assert (report.title, report.author) == ("", "某某某")
    assert report.notes == ("（作者系样例市委办公室主任）",)
    assert report.paragraphs[0].text == "样例市抓机关党建，成效明显。"


def test_an_author_at_the_end_is_the_author() -> None:
    report = read("样例市抓机关党建，成效明显。\n作者：某某")
    assert report.author == "作者：某某"
    assert bare_author(report.author) == "某某"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、强化责任", (1, "一", "强化责任", "")),
        ("第二部分 对策", (1, "二", "对策", "")),
        ("（三）考核", (2, "三", "考核", "")),
        ("(三)考核", (2, "三", "考核", "")),
        ("4.培训锻炼", (3, "4", "培训锻炼", "")),
        ("（一）定责环节。一是内容不细。", (2, "一", "定责环节", "（一）定责环节。一是内容不细。")),
    ],
)
def test_numbered_headings_are_read(text: str, expected: tuple[int, str, str, str]) -> None:
    heading = numbered_heading(text)
    assert heading is not None
    assert (heading.level, heading.number, heading.title, heading.rest) == expected


@pytest.mark.parametrize("text", ["强化责任", "3.5万人次参加", "2021年以来，", "一、", ""])
def test_other_lines_have_no_numbered_heading(text: str) -> None:
    assert numbered_heading(text) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("带着问题去。", "带着问题去"),
        ("二是分工不清晰。", "分工不清晰"),
        ("检查中，发现了问题。", ""),
        ("共检查158个单位。", ""),
        ("这是一个很长很长很长很长很长很长很长很长很长的句子。", ""),
    ],
)
def test_a_short_sentence_without_comma_is_a_heading(sentence: str, expected: str) -> None:
    assert leading_phrase(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("抓落实。", True), ("“抓落实。”", True), ("由党组（党委）", False), ("抓", False)]
)
def test_a_line_is_complete_where_a_sentence_ends(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_complete(text) is expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("来源：《样例月刊》2022年第5期", "《样例月刊》2022年第5期"),
        ("“样例”系列№12", "“样例”系列№12"),
        ("（作者系某某）", ""),
    ],
)
def test_a_note_may_say_where_a_report_was_printed(note: str, expected: str) -> None:
    assert source_of(note) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                *REPORT.split("\n"),
                "目录",
                "甲",
                "一、",
                "（一）",
                "第一章 总则。",
                "没有句号的一行",
                "   ",
                "某某 某某",
            ]
        ),
        max_size=15,
    )
)
def test_no_text_is_lost_and_paragraphs_count_from_one(texts: list[str]) -> None:
    reports = read_structure(lines("\n".join(texts)))
    shown = "".join(
        part
        for report in reports
        for part in (
            *(p.text for p in report.paragraphs),
            *(h.text for h in report.headings),
            *report.notes,
            report.date,
        )
    )
    assert all(char in shown for char in "".join(texts) if char not in " （）\n")
    for report in reports:
        assert all(paragraph.place.paragraph >= 1 for paragraph in report.paragraphs)
        assert all(paragraph.place.report == report.number for paragraph in report.paragraphs)
