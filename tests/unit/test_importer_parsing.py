"""What `parse_regulation` makes of the shapes that official texts come in, one shape a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_tools.documents import read_document
from build_tools.eid import Level
from build_tools.importer import Article, Heading, Regulation, parse_regulation
from build_tools.importer.summary import as_record, counts_line, tree_lines

SAMPLES = Path(__file__).parents[1] / "corpora" / "imports"


def parse(*lines: str) -> Regulation:
    return parse_regulation("\n".join(lines))


def numbers(regulation: Regulation) -> list[str]:
    return [article.num for article in regulation.articles]


def headings(regulation: Regulation) -> list[tuple[str, str]]:
    return [(entry.num, entry.title) for entry in regulation.body if isinstance(entry, Heading)]


@pytest.mark.parametrize("name", ["clean.txt", "wrapped.txt", "page.md", "page.html"])
def test_one_regulation_in_four_forms_gives_one_record(name: str) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
    assert as_record(parse_regulation(read_document(SAMPLES / name))) == expected


def test_an_article_has_its_paragraphs_and_items() -> None:
    regulation = parse(
        "第一条　应当：", "（一）开会；", "（二）记录。", "会议每月一次。", "（一）讨论；", "（二）决定。"
    )
    (article,) = regulation.articles
    assert [(p.text, [i.text for i in p.items]) for p in article.paragraphs] == [
        ("应当：", ["开会；", "记录。"]),
        ("会议每月一次。", ["讨论；", "决定。"]),
    ]
    assert article.text == "应当：\n（一）开会；\n（二）记录。\n会议每月一次。\n（一）讨论；\n（二）决定。"


@pytest.mark.parametrize(
    "markers",
    [
        ("（一）", "（二）"),
        ("(一)", "(二)"),
        ("1.", "2."),
        ("1．", "2．"),
        ("一、", "二、"),
        ("①", "②"),
        ("（1）", "（2）"),
    ],
)
def test_items_are_numbered_in_many_ways(markers: tuple[str, str]) -> None:
    regulation = parse("第一条　应当：", f"{markers[0]}开会；", f"{markers[1]}记录。")
    assert [[i.text for i in p.items] for p in regulation.articles[0].paragraphs] == [["开会；", "记录。"]]


def test_a_second_numbering_inside_an_item_is_one_level_down() -> None:
    regulation = parse("第一条　应当：", "（一）开会：", "1.每月一次；", "2.有记录；", "（二）报告。")
    (paragraph,) = regulation.articles[0].paragraphs
    assert [(i.text, [s.text for s in i.subitems]) for i in paragraph.items] == [
        ("开会：", ["每月一次；", "有记录；"]),
        ("报告。", []),
    ]


@pytest.mark.parametrize(
    "line",
    ["二、三类档案从严管理。", "（二）项所列材料另行规定。", "2021年3月起施行。", "一、二类档案除外。"],
)
def test_a_line_that_only_begins_like_an_item_is_a_paragraph(line: str) -> None:
    assert [p.text for p in parse("第一条　有关规定。", line).articles[0].paragraphs] == ["有关规定。", line]


def test_a_mention_at_the_beginning_of_a_line_is_no_article() -> None:
    regulation = parse(
        "第一条　甲。",
        "第二条规定的单位，从其规定。",
        "第二条　乙。",
        "第三条、第四条所列情形除外。",
        "第三条　丙。",
    )
    assert [(a.num, len(a.paragraphs)) for a in regulation.articles] == [
        ("第一条", 2),
        ("第二条", 2),
        ("第三条", 1),
    ]


def test_a_quoted_article_is_text() -> None:
    regulation = parse("第一条　将第二条改为：", "“第二条　乙。", "“第三条　丙。”", "第二条　丁。")
    assert [(a.num, len(a.paragraphs)) for a in regulation.articles] == [("第一条", 3), ("第二条", 1)]


def test_inserted_articles_keep_their_number() -> None:
    regulation = parse("第一条　甲。", "第一条之一　乙。", "第一条之二丙。", "第二条丁。")
    assert numbers(regulation) == ["第一条", "第一条之一", "第一条之二", "第二条"]
    assert (len(regulation.articles), regulation.max_article) == (4, 2)


@pytest.mark.parametrize(
    "first",
    ["第一条　", "第一条 ", "第一条", "第 一 条 ", "第1条 ", "第１条", "第一条：", "第一条、", "**第一条** "],
)
def test_the_number_of_an_article_is_written_in_many_ways(first: str) -> None:
    second = first.replace("一", "二").replace("1", "2").replace("１", "２")
    regulation = parse(f"{first}为了甲。", f"{second}为了乙。")
    assert [(a.num, a.text) for a in regulation.articles] == [("第一条", "为了甲。"), ("第二条", "为了乙。")]


def test_a_number_alone_on_its_line_has_its_text_below() -> None:
    assert [a.text for a in parse("第一条", "甲。", "第二条", "乙。").articles] == ["甲。", "乙。"]


def test_a_gap_in_the_numbers_does_not_end_the_text() -> None:
    assert numbers(parse("第一条　甲。", "第二条　乙。", "第四条　丁。")) == ["第一条", "第二条", "第四条"]


def test_headings_are_counted_and_their_titles_have_no_odd_spaces() -> None:
    regulation = parse("第一编　总　则", "第 一 章 目  的", "第一节", "依据", "第一条　甲。")
    assert headings(regulation) == [("第一编", "总则"), ("第一章", "目的"), ("第一节", "依据")]
    assert [regulation.count(level) for level in (Level.PART, Level.CHAPTER, Level.SECTION)] == [1, 1, 1]


def test_the_last_part_can_have_articles_without_a_chapter() -> None:
    regulation = parse("第一编　总则", "第一章　目的", "第一条　甲。", "第二编　附则", "第二条　乙。")
    assert [type(entry) for entry in regulation.body] == [Heading, Heading, Article, Heading, Article]


def test_a_division_between_part_and_chapter_is_no_part() -> None:
    regulation = parse(
        "第一编　物",
        "第一分编　通则",
        "第一章　甲",
        "第一条　甲。",
        "第二分编　权",
        "第二章　乙",
        "第二条　乙。",
    )
    assert (regulation.count(Level.PART), regulation.count(Level.CHAPTER)) == (1, 2)
    assert regulation.articles[0].text == "甲。"


def test_a_table_of_contents_is_left_out_with_or_without_its_name() -> None:
    contents = ["第一章　总则……1", "第二章　附则……9"]
    body = ["第一章　总则", "第一条　甲。", "第二章　附则", "第二条　乙。"]
    for name in (["目　录"], []):
        regulation = parse("示例条例", *name, *contents, *body)
        assert headings(regulation) == [("第一章", "总则"), ("第二章", "附则")]
        assert (regulation.title, regulation.strays) == ("示例条例", ())


def test_a_heading_without_number_ends_the_article_before_it() -> None:
    regulation = parse("第一章　总则", "第一条　甲。", "附　则", "第二条　乙。")
    assert [a.text for a in regulation.articles] == ["甲。", "乙。"]
    assert headings(regulation) == [("第一章", "总则"), ("", "附则")]


def test_a_heading_and_its_article_on_one_line_are_parted() -> None:
    regulation = parse("第一章 总则 第一条 甲。", "第二条 乙。")
    assert headings(regulation) == [("第一章", "总则")]
    assert [a.text for a in regulation.articles] == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (["（2021年3月5日通过　2021年3月9日公布）"], "（2021年3月5日通过　2021年3月9日公布）"),
        (["（2021年3月5日通过", "2021年3月9日公布）"], "（2021年3月5日通过　2021年3月9日公布）"),
        (["2021年3月5日示例会议通过", "2021年3月9日公布"], "2021年3月5日示例会议通过　2021年3月9日公布"),
        ([], ""),
    ],
)
def test_the_note_below_the_title_is_read_in_any_shape(lines: list[str], note: str) -> None:
    regulation = parse("示例市档案条例", *lines, "第一条　甲。")
    assert (regulation.title, regulation.note, regulation.preamble) == ("示例市档案条例", note, ())


def test_a_title_can_stand_on_two_lines() -> None:
    assert (
        parse("中国共产党", "示例工作条例", "（试行）", "第一条　甲。").title
        == "中国共产党示例工作条例（试行）"
    )


def test_the_title_is_found_below_an_announcement() -> None:
    regulation = parse(
        "关于印发文件的消息",
        "近日，示例市印发了条例。",
        "现将条例公布如下。",
        "示例市档案条例",
        "第一条　甲。",
    )
    assert (regulation.title, len(regulation.before)) == ("示例市档案条例", 3)


def test_a_title_in_the_announcement_will_do() -> None:
    assert (
        parse("本网讯", "《示例市档案条例》全文如下。", "第一章　总则", "第一条　甲。").title
        == "示例市档案条例"
    )


def test_a_preamble_stands_under_its_own_heading() -> None:
    regulation = parse(
        "示例章程", "目录", "总纲", "第一章　成员", "总　纲", "甲。", "乙。", "第一章　成员", "第一条　丙。"
    )
    assert regulation.preamble == ("甲。", "乙。")


def test_a_text_without_articles_is_a_preamble() -> None:
    regulation = parse("示例准则", "一、总要求", "甲。")
    assert (regulation.title, regulation.preamble, regulation.articles) == (
        "示例准则",
        ("一、总要求", "甲。"),
        (),
    )


@pytest.mark.parametrize(
    "after", ["附件：表格", "附：说明", "2021年3月5日", "二〇二一年三月五日", "第一章　总则", "示例网站"]
)
def test_what_follows_the_last_article_is_left_out(after: str) -> None:
    regulation = parse("第一条　甲。", "第二条　自公布之日起施行。", after, "其他。")
    assert (regulation.articles[-1].text, len(regulation.after)) == ("自公布之日起施行。", 2)


def test_a_paragraph_after_the_day_of_effect_stays() -> None:
    assert (
        len(parse("第一条　自公布之日起施行。", "施行前的案件适用当时的规定。").articles[0].paragraphs) == 2
    )


def test_page_numbers_running_heads_and_buttons_are_taken_out() -> None:
    regulation = parse(
        "首页 > 政策 > 正文", "示例条例", "第一条　甲。", "— 1 —", "示例公报",
        "第二条　乙。", "2", "示例公报", "第三条　丙。",
        "第 3 页 共 3 页", "示例公报", "【打印】【关闭】", "分享到：微信 微博",
    )  # fmt: skip
    assert [a.text for a in regulation.articles] == ["甲。", "乙。", "丙。"]
    assert len(regulation.furniture) == 9


def test_comments_and_invisible_characters_are_no_text() -> None:
    assert (
        parse("<!-- 第一条 -->", "<!--", "第二条", "-->", "第一条　甲\u200b乙。").articles[0].text == "甲乙。"
    )


def test_a_number_inside_the_text_is_no_page_number() -> None:
    regulation = parse(
        "第一条　下列限额：",
        "50",
        "第二条　乙。",
        "3",
        "第三条　丙。",
        "7",
        "第四条　丁。",
        "2",
        "第五条　戊。",
    )
    assert "50" in regulation.articles[0].text


def test_the_record_has_the_keys_that_other_programs_read() -> None:
    record = as_record(parse("示例条例", "第一条　甲：", "（一）乙。", "第二条之一　丙。"))
    assert record == {
        "title": "示例条例",
        "parts": 0,
        "chapters": 0,
        "sections": 0,
        "articles": 2,
        "max_article": 2,
        "article_texts": [
            {"article": 1, "sub": 0, "text": "甲：\n（一）乙。", "paragraphs": 1, "items": [1]},
            {"article": 2, "sub": 1, "text": "丙。", "paragraphs": 1, "items": [0]},
        ],
    }


def test_the_preview_is_a_tree_with_counts() -> None:
    regulation = parse(
        "示例条例", "（2021年公布）", "第一章　总则", "第一条　甲。", "第二条　乙：", "（一）丙。", "丁。"
    )
    assert list(tree_lines(regulation)) == [
        "《示例条例》",
        "（2021年公布）",
        "  第一章　总则",
        "    第一条至第二条（2条）：二（2款1项）",
    ]
    assert counts_line(regulation) == "编 0，章 1，节 0，条 2，款 3，项 1"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "第", "第条", "（", "#", "第零条　甲。", "第九九九九九九条　甲。", "**", "<!--"]
)
def test_nothing_makes_the_parser_fail(text: str) -> None:
    assert parse_regulation(text).articles == ()
