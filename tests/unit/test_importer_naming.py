"""What a text says of its kind, its short title and its days."""

from __future__ import annotations

import pytest

from build_tools.importer import Article, Paragraph, Regulation
from build_tools.importer.naming import effective_day, kind_of, short_title_of, title_of, version_day


def regulation(note: str = "", *articles: str, after: str = "") -> Regulation:
    body = tuple(Article((n, 0), n, (Paragraph(text, n),)) for n, text in enumerate(articles, 1))
    return Regulation(title="示例条例", note=note, body=body, after=((9, after),) if after else ())


@pytest.mark.parametrize(
    ("title", "short", "kind"),
    [
        ("中国共产党示例工作条例（试行）", "示例工作条例", "条例"),
        ("中华人民共和国示例法", "示例法", "法律"),
        ("中华人民共和国示例法典", "示例法典", "法律"),
        ("示例市档案管理办法", "示例市档案管理办法", "办法"),
        ("关于示例的决定", "关于示例的决定", "其他"),
        ("中华人民共和国", "中华人民共和国", "其他"),
    ],
)
def test_short_title_and_kind_follow_from_the_title(title: str, short: str, kind: str) -> None:
    assert (short_title_of(title), kind_of(title)) == (short, kind)


@pytest.mark.parametrize("mark", ["（2018年修正）", "(2020修订)", "（2021年版）", ""])
def test_the_year_of_a_revision_is_no_part_of_the_title(mark: str) -> None:
    assert title_of(Regulation(title=f"示例法{mark}")) == "示例法"


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        (regulation("（2020年5月8日甲会通过　2023年12月1日乙会修正）"), "a", "2023-12-01"),
        (regulation("（2020年5月8日公布　自2021年1月1日起施行）"), "a", "2020-05-08"),
        (regulation("（二〇二〇年十月十二日通过）"), "a", "2020-10-12"),
        (regulation("", "自2021年1月1日起施行。"), "示例法(2020-02-03)", "2020-02-03"),
        (regulation("", "自2021年1月1日起施行。"), "示例法20200203", "2020-02-03"),
        (regulation("", "自2021年1月1日起施行。"), "示例法", "2021-01-01"),
        (regulation("", "甲。", after="2019年 7月 1日"), "示例法", "2019-07-01"),
        (regulation("（2020年13月8日通过）", "甲。"), "示例法", "None"),
        (regulation("", "甲。"), "19991332", "None"),
    ],
)
def test_the_day_of_a_version(text: Regulation, name: str, day: str) -> None:
    assert str(version_day(text, name)) == day


def test_the_last_article_that_names_a_day_says_from_when_the_text_is_in_force() -> None:
    text = regulation("", "自2001年1月1日起施行。", "本法自二〇二一年五月一日起施行。", "甲。")
    assert str(effective_day(text)) == "2021-05-01"
