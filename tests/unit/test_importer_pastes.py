"""What real statutes taught: shapes of pasted and printed texts, each with a small text of its own."""

from __future__ import annotations

import pytest

from build_tools.eid import Level
from build_tools.errors import ToolError
from build_tools.importer import Heading, Regulation, parse_regulation
from build_tools.importer.doubts import doubts_about
from build_tools.importer.writing import Target, files_of
from build_tools.partial_dates import parse_day

WIDTH = 20
SENTENCE = "示例单位应当按照规定的期限办理登记并妥善保存有关记录，不得遗失、涂改或者转借。"


def parse(*lines: str) -> Regulation:
    return parse_regulation("\n".join(lines))


def wrapped(*lines: str, width: int = WIDTH) -> list[str]:
    return [line[at : at + width] for line in lines for at in range(0, len(line), width)]


def texts(regulation: Regulation) -> list[list[str]]:
    return [[paragraph.text for paragraph in article.paragraphs] for article in regulation.articles]


@pytest.mark.parametrize(
    "first",
    ["项目名称；", "款项来源；", "目的和范围；", "项下的开支；"],
    ids=["项目", "款项", "目的", "项下"],
)
def test_an_item_may_begin_with_the_word_for_item(first: str) -> None:
    (article,) = parse("第一条　应当写明：", f"（一）{first}", "（二）目标。").articles
    assert [[item.text for item in p.items] for p in article.paragraphs] == [[first, "目标。"]]


@pytest.mark.parametrize(
    "line", ["（二）项规定的除外。", "（二）、（三）项另行规定。", "（二）款的规定不变。"]
)
def test_a_line_that_goes_on_from_a_mention_is_no_item(line: str) -> None:
    assert texts(parse("第一条　甲：", "（一）乙。", line)) == [["甲：", line]]


def test_an_item_may_begin_with_a_large_number() -> None:
    (article,) = parse("第一条　甲：", "1.300吨以下，乙；", "2.超过300吨，丙。").articles
    assert [item.text for item in article.paragraphs[0].items] == ["300吨以下，乙；", "超过300吨，丙。"]


@pytest.mark.parametrize(
    "label", ["来源：示例网", "关注 订阅", "搜索", "发布时间：2020-01-02 来源：示例网"], ids=str
)
def test_a_label_between_two_lines_of_a_sentence_is_left_out(label: str) -> None:
    lines = wrapped("示例条例", *(f"第{number}条　{SENTENCE}" for number in "一二三四五六"))
    lines.insert(2, label)
    regulation = parse(*lines)
    assert texts(regulation) == [[SENTENCE]] * 6
    assert (3, label) in regulation.furniture


def test_a_label_left_out_of_a_sentence_is_a_doubt() -> None:
    lines = wrapped("示例条例", *(f"第{number}条　{SENTENCE}" for number in "一二三四五六"))
    lines.insert(2, "关注 订阅")
    assert "第3行：句子中间夹着的一行没有导入（关注 订阅）" in map(str, doubts_about(parse(*lines)))


def test_a_short_end_of_a_paragraph_without_a_full_stop_stays() -> None:
    lines = wrapped("示例条例", f"第一条　{SENTENCE}", f"第二条　{SENTENCE[:-8]}", *([SENTENCE] * 4))
    words = "".join(text for article in texts(parse(*lines)) for text in article)
    assert words == SENTENCE + SENTENCE[:-8] + SENTENCE * 4


def test_a_menu_in_the_text_is_left_out_and_a_table_is_not() -> None:
    regulation = parse(
        "示例条例",
        "第一条　甲。",
        "新闻 服务 互动",
        "第二条　乙：",
        "级别 幅度 税率",
        "一级 低 百分之一",
        "第三条　丙。",
    )
    assert texts(regulation) == [["甲。"], ["乙：", "级别 幅度 税率", "一级 低 百分之一"], ["丙。"]]


@pytest.mark.parametrize("note", ["2020年3月5日示例市人民政府发布", "（2020年3月5日发布）"])
def test_a_title_of_full_width_does_not_run_into_what_follows(note: str) -> None:
    title = "示例市档案登记和保存若干问题的管理规定试行办法"[-WIDTH:]
    body = [f"第{number}条　{SENTENCE}" for number in "一二三四五六"]
    regulation = parse(*wrapped(title, note, *body))
    assert (regulation.title, regulation.note) == (title, note)


@pytest.mark.parametrize("following", ["目录", "第一条　"])
def test_a_title_of_full_width_ends_before_contents_and_articles(following: str) -> None:
    title = "示例市档案登记和保存若干问题的管理规定试行办法"[-WIDTH:]
    contents = [following, "第一章　总则", "第一章　总则"] if following == "目录" else []
    regulation = parse(*wrapped(title, *contents, *(f"第{n}条　{SENTENCE}" for n in "一二三四五六")))
    assert (regulation.title, len(regulation.articles)) == (title, 6)


def test_a_title_broken_inside_a_name_is_one() -> None:
    regulation = parse(
        "示例委员会关于修改《关于示例档案登记", "若干问题的规定》的决定", "2020年3月5日发布", "甲。"
    )
    assert regulation.title == "示例委员会关于修改《关于示例档案登记若干问题的规定》的决定"


def test_what_follows_the_last_article_is_not_its_paragraph() -> None:
    end = "第七条　本条例自二〇二〇年一月一日施行。"
    regulation = parse(*wrapped("示例条例", *(f"第{n}条　{SENTENCE}" for n in "一二三四五六"), end), "检索表")
    assert texts(regulation)[-1] == ["本条例自二〇二〇年一月一日施行。"]


@pytest.mark.parametrize("contents", [[], ["目录", "第四编　人格", "第一章　一般规定", "第二章　姓名"]])
def test_an_extract_keeps_the_headings_that_it_begins_with(contents: list[str]) -> None:
    body = ["第四编　人格", "第一章　一般规定", "第九十条　甲。", "第二章　姓名", "第九十一条　乙。"]
    regulation = parse("示例法典", *contents, *body)
    found = [(entry.num, entry.title) for entry in regulation.body if isinstance(entry, Heading)]
    assert found == [("第四编", "人格"), ("第一章", "一般规定"), ("第二章", "姓名")]


def test_an_extract_may_leave_articles_out() -> None:
    regulation = parse("示例条例（节选）", "第三条　甲。", "第十二条　乙。", "第四十条　丙。")
    assert [article.num for article in regulation.articles] == ["第三条", "第十二条", "第四十条"]


def test_spaces_in_a_heading_of_a_part_of_a_part_do_no_harm() -> None:
    regulation = parse("示例法典", "第一编　物", "第 一 分 编　通则", "第一条　甲。")
    assert (regulation.count(Level.PART), texts(regulation)) == (1, [["甲。"]])


def test_a_number_printed_twice_is_two_articles_and_a_doubt_and_is_not_written() -> None:
    regulation = parse("示例条例", "第一条　甲。", "第二条　乙。", "第二条　丙。", "第四条　丁。")
    assert [article.num for article in regulation.articles] == ["第一条", "第二条", "第二条", "第四条"]
    assert "第4行：第二条出现两次，编号可能有误" in map(str, doubts_about(regulation))
    target = Target("shili", parse_day("2020-01-01"), is_known=False, has_work=False)
    with pytest.raises(ToolError, match=r"第二条出现两次（第3行、第4行）；没有写入。"):
        files_of(regulation, target, "a.txt")


def test_a_paragraph_that_begins_as_an_article_is_a_doubt() -> None:
    found = doubts_about(parse("示例条例", "第九条　甲。", "第十条　乙。", "第一条　丙。", "第十一条　丁。"))
    assert "第4行：第十条的一款以“第一条丙。”开头，像是另外一条" in map(str, found)


def test_an_article_that_begins_inside_a_joined_paragraph_is_cut_out() -> None:
    lines = wrapped("示例条例", *(f"第{n}条　{SENTENCE}" for n in "一二三"), width=WIDTH)
    open_end = "第四条　" + SENTENCE[: 2 * WIDTH - 4].replace("。", "，")
    rest = wrapped(open_end, *(f"第{n}条　{SENTENCE}" for n in "五六七"))
    regulation = parse(*lines, *rest)
    assert [article.num for article in regulation.articles] == [f"第{n}条" for n in "一二三四五六七"]
    assert texts(regulation)[3:5] == [[open_end[4:]], [SENTENCE]]


def test_page_numbers_are_a_row_however_many() -> None:
    regulation = parse("示例条例", "第一条　甲。", *map(str, range(1, 9000)), "第二条　乙。")
    assert (texts(regulation), len(regulation.furniture)) == ([["甲。"], ["乙。"]], 8999)
