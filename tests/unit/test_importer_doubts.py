from __future__ import annotations

import pytest

from build_tools.importer import parse_regulation
from build_tools.importer.doubts import doubts_about
from build_tools.importer.hygiene import blemishes


def doubts(*lines: str) -> list[str]:
    return [str(doubt) for doubt in doubts_about(parse_regulation("\n".join(lines)))]


def test_a_sound_text_leaves_no_doubt() -> None:
    text = [
        "示例条例",
        "第一章　总则",
        "第一条　甲：",
        "（一）乙；",
        "（二）丙。",
        "第二章　附则",
        "第二条　丁。",
    ]
    assert doubts(*text) == []


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (["第一条　甲。"], "第1行：没有找到标题"),
        (["示例条例"], "第1行：没有找到“第一条”这样的条文"),
        (["示例条例", "第二条　乙。"], "第2行：条文从第二条开始"),
        (["示例条例", "第一条　甲。", "第三条　丙。"], "第3行：第一条之后是第三条，中间缺第二条"),
        (["示例条例", "第一条　甲。", "第四条　丁。"], "第3行：第一条之后是第四条，中间缺第二条至第三条"),
        (["示例条例", "第一条　甲。", "第一条之二　丁。"], "第3行：第一条之后是第一条之二，中间缺号"),
        (["示例条例", "第一条　甲", "第二条　乙。"], "第2行：第一条的一款没有以标点结束（…甲）"),
        (["示例条例", "第一条　应当：", "第二条　乙。"], "第2行：第一条的一款以冒号结束，后面却没有项"),
        (["示例条例", "第一条", "第二条　乙。"], "第2行：第一条没有内容"),
        (
            ["示例条例", "第一条　应当：", "（一）甲；", "（三）丙。"],
            "第4行：第一条的项“（三）”与前面的编号不相接，可能丢了一项或者编号",
        ),
        (["示例条例", "第一条　应当：", "（一）甲"], "第3行：第一条的项“（一）”没有以标点结束（…甲）"),
        (["示例条例", "第一条　甲。", "附则", "第二条　乙。"], "第3行：标题“附则”没有编号"),
        (
            ["示例条例", "第一章　甲", "第一条　甲。", "第三章　丙", "第二条　乙。"],
            "第4行：第三章与前面的编号不相接",
        ),
        (["示例条例", "第一章", "第一条　甲。"], "第2行：第一章没有标题"),
        (["开头", "示例条例", "第一条　甲。"], "第1行：标题之前有1行文字，没有导入"),
        (
            ["示例条例", "第一章　甲", "夹在中间。", "第一条　甲。"],
            "第3行：标题与条文之间的一行没有导入（夹在中间。）",
        ),
        (["示例条例", "第一条　甲。", "附件：表"], "第3行：正文之后有1行文字，没有导入（附件：表）"),
    ],
)
def test_a_doubt_names_its_line(lines: list[str], doubt: str) -> None:
    assert doubts(*lines) == [doubt]


def test_chapters_may_run_on_from_part_to_part() -> None:
    text = [
        "示例条例",
        "第一编　甲",
        "第一章　甲",
        "第一条　甲。",
        "第二编　乙",
        "第二章　乙",
        "第二条　乙。",
    ]
    assert doubts(*text) == []


def test_a_full_line_that_ends_a_sentence_is_doubted() -> None:
    wide = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    body = [
        f"第一条　{wide[:16]}",
        wide,
        wide[:19] + "。",
        wide,
        "完。",
        "第二条　" + wide[:16],
        wide,
        wide,
        "完。",
    ]
    assert doubts("示例条例", *body) == ["第5行：上一行恰好在句号处换行，分款与否只能推断"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("领导\ufffd干部。", "乱码"),
        ("锟斤拷。", "乱码"),
        ("会议?!鞍邢蜓?纪要。", "疑似字节错位的乱码"),
        ("机⼯作。", "混入部首或者异国字母"),
        ("巳经完成。", "疑似形近字"),
        ("会(huì)议。", "汉字后面有注音"),
        ("单位，，个人。", "疑似丢字"),
        ("党□组织。", "疑似丢字"),
        ("单位,个人。", "半角标点"),
        ("单位(个人)。", "半角标点"),
        ("单 位。", "汉字之间有空格"),
        ("单\u200b位。", "看不见的字符"),
        ("\uf9d1月。", "不是规范汉字"),
        ("依照《条例。", "“《”与“》”不成对"),
    ],
)
def test_damage_is_named_with_its_line(text: str, kind: str) -> None:
    found = blemishes(f"第一条　正文。\n{text}")
    assert (2, kind) in {(blemish.line, blemish.kind) for blemish in found}
    assert {blemish.line for blemish in found} == {2}


def test_a_sound_line_has_no_blemish() -> None:
    assert blemishes("第一条　依照《示例条例》（试行）第2条，应当：\n（一）GDP增长5.5%；\n“甲”、“乙”。") == []


def test_a_blemish_shows_the_words_around_it() -> None:
    assert str(blemishes("各单位应当,及时报告。")[0]) == "第1行：半角标点（各单位应当,及时报告。）"
