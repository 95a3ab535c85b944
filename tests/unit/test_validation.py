from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import BaseModel

from build_tools.layout import FILE_KINDS, FileKind
from build_tools.model import Duty, Entry, Experience, Expression, SourceGrade, Work
from build_tools.validation import validate
from build_tools.yaml_source import YamlDocument, parse_yaml
from tests import strategies

WORK = """\
id: sample
title: 样例条例
short_title: 样例条例
kind: 条例
issuer: 样例机关
"""
EXPERIENCE = """\
id: sample
title: 公示栏
region: 北方
unit: 样例局
kind: 经验
summary: 概要
measures:
- id: board
  title: 公示栏
  stage: 履责
  mechanism: 制度
  what: 张贴。
"""


def document(text: str) -> YamlDocument:
    parsed, findings = parse_yaml("x.yml", text.encode())
    assert findings == []
    assert parsed is not None
    return parsed


def complaints(model: type[BaseModel], text: str) -> list[str]:
    source = document(text)
    return [str(finding) for finding in validate(model, source.data, source)[1]]


def test_right_data_become_a_record() -> None:
    source = document("{id: a, name: 甲, aliases: [乙]}")
    assert validate(Entry, source.data, source) == (Entry(id="a", name="甲", aliases=("乙",)), [])


def test_wrong_data_become_no_record() -> None:
    source = document("{id: a}")
    assert validate(Entry, source.data, source)[0] is None


@pytest.mark.parametrize(
    ("model", "text", "complaint"),
    [
        (Entry, "{id: a}", "x.yml:1:1 SCH001 错误：缺少“name”；补上“name: …”"),
        (Entry, "{id: a, nane: 甲, name: 乙}", "x.yml:1:9 SCH002 错误：没有“nane”这个键；是否指“name”？"),
        (
            Entry,
            "{id: a, name: 甲, 颜色: 红}",
            "x.yml:1:18 SCH002 错误：没有“颜色”这个键；这里可以写 id、name、aliases、definition",
        ),
        (
            Experience,
            EXPERIENCE + "  implements:\n  - {duty: a}\n",
            "x.yml:14:5 SCH001 错误：缺少“why”；补上“why: …”",
        ),
        (
            Experience,
            EXPERIENCE + "  implements:\n  - {duty: a, wy: 理由, why: 理由}\n",
            "x.yml:14:15 SCH002 错误：没有“wy”这个键；是否指“why”？",
        ),
        (
            Experience,
            EXPERIENCE + "practised: {form: '2021'}\n",
            "x.yml:13:13 SCH002 错误：没有“form”这个键；是否指“from”？",
        ),
        (
            Experience,
            EXPERIENCE + "practised: {since: '2021'}\n",
            "x.yml:13:13 SCH002 错误：没有“since”这个键；这里可以写 from、to",
        ),
    ],
    ids=[
        "missing",
        "misspelt",
        "unknown",
        "missing inside",
        "misspelt inside",
        "alias misspelt",
        "name instead of alias",
    ],
)
def test_a_missing_or_unknown_key_is_reported(model: type[BaseModel], text: str, complaint: str) -> None:
    assert complaints(model, text) == [complaint]


SEE = "见 docs/reference 的数据说明"
KINDS = "党章、准则、条例、规定、办法、规则、细则、意见、法律、其他"
INTEGER = "应是一个大于 0 的整数，不带单位"
NUMBER = "写成阿拉伯数字，不带单位、逗号；约数另写 approx: true"
ARTICLE = (
    "{work: a, date: '2020-01-01', effective: '2020-01-01', articles: [{num: 第一条, fingerprint: abc}]}"
)


@pytest.mark.parametrize(
    ("model", "text", "place", "problem", "remedy"),
    [
        (Entry, "[a]", "1:1", "这里的写法不对，应是一组“键: 值”", "写作 {id: …, name: …}"),
        (Entry, "{id: a, name: [甲]}", "1:15", "“name”的写法不对，应是一个文本", SEE),
        (
            Entry,
            "{id: a, name: 甲, aliases: 乙}",
            "1:27",
            "“aliases”的写法不对，应是一个列表（每行以“- ”开头）",
            "写作 [甲, 乙]：英文方括号，各项之间用英文逗号",
        ),
        (Entry, "{id: a, name: }", "1:15", "“name”没有写内容", "写上内容，这个键必须有"),
        (Entry, "{id: a, name: 甲, aliases: [乙, '']}", "1:31", "这里没有写内容", "写上内容，或者删去这一项"),
        (
            Duty,
            (
                "{id: a, title: 甲, bearer: 乙, modality: 应当, action: 丙, stage: 履责, line: 甲,"
                " basis: [甲], timing: 年}"
            ),
            "1:95",
            "“timing”的写法不对，应是一组“键: 值”",
            "写作 {label: …}",
        ),
        (
            Entry,
            "{id: A b, name: 甲}",
            "1:6",
            "“id”的值“A b”不对",
            "编号只用小写字母、数字和连字符，如 annual-report",
        ),
        (
            Entry,
            "{id: " + "a" * 81 + ", name: 甲}",
            "1:6",
            "“id”的值“" + "a" * 29 + "…”不对",
            "不超过80个字符",
        ),
        (
            SourceGrade,
            f"{{id: a, name: 甲, rank: {'一' * 30}}}",
            "1:24",
            f"“rank”的值“{'一' * 30}”不对",
            INTEGER,
        ),
        (SourceGrade, "{id: a, name: 甲, rank: 一}", "1:24", "“rank”的值“一”不对", INTEGER),
        (SourceGrade, "{id: a, name: 甲, rank: 0}", "1:24", "“rank”的值“0”不对", INTEGER),
        (
            SourceGrade,
            "{id: a, name: 甲, rank: " + "9" * 5000 + "}",
            "1:24",
            "“rank”的值“" + "9" * 29 + "…”不对",
            INTEGER,
        ),
        (
            Expression,
            '{work: a, date: 2020-03, effective: "2020-03-09"}',
            "1:17",
            "“date”的值不对：“2020-03”不是日期，应写作“2020-03-09”",
            "年、月、日都用数字，中间用英文减号，加英文双引号",
        ),
        (
            Expression,
            '{work: a, date: "", effective: "2020-03-09"}',
            "1:17",
            "“date”没有写内容",
            '写日期，如 "2021"、"2021-03"',
        ),
        (
            Work,
            WORK.replace("kind: 条例", "kind: 条列"),
            "4:7",
            "“kind”的值“条列”不对",
            f"可以写 {KINDS}；是否指“条例”？",
        ),
        (Work, WORK.replace("kind: 条例", "kind: law"), "4:7", "“kind”的值“law”不对", f"可以写 {KINDS}"),
        (
            Work,
            WORK + "official_url: www.example.cn\n",
            "6:15",
            "“official_url”的值“www.example.cn”不对",
            "网址以 http:// 或者 https:// 开头",
        ),
        (
            Expression,
            ARTICLE,
            "1:91",
            "“fingerprint”的值“abc”不对",
            "指纹是16位十六进制数，由工具计算，不手写",
        ),
        (
            Experience,
            EXPERIENCE + "  figures:\n  - {label: 栏, value: 十二个}\n",
            "14:23",
            "“value”的值“十二个”不对",
            NUMBER,
        ),
        (
            Experience,
            EXPERIENCE + "  figures:\n  - {label: 栏, value: NaN}\n",
            "14:23",
            "“value”的值“NaN”不对",
            NUMBER,
        ),
        (
            Experience,
            EXPERIENCE + "  figures:\n  - {label: 栏, value: '1', approx: 大约}\n",
            "14:36",
            "“approx”的值“大约”不对",
            "写 true 或者 false",
        ),
    ],
)
def test_a_wrong_value_is_reported_with_what_may_stand_there(
    model: type[BaseModel], text: str, place: str, problem: str, remedy: str
) -> None:
    assert complaints(model, text) == [f"x.yml:{place} SCH003 错误：{problem}；{remedy}"]


def test_all_defects_of_a_record_are_reported() -> None:
    assert complaints(Duty, "{id: A, titel: 短名}")[:2] == [
        "x.yml:1:6 SCH003 错误：“id”的值“A”不对；编号只用小写字母、数字和连字符，如 annual-report",
        "x.yml:1:1 SCH001 错误：缺少“title”；补上“title: …”",
    ]


def test_places_are_given_from_where_the_data_stand_in_the_document() -> None:
    source = document("stages:\n- {id: a, name: 甲}\n- {id: B, name: 乙}\n")
    _, findings = validate(Entry, source.data["stages"][1], source, ("stages", 1))
    assert [(f.location.line, f.location.column) for f in findings] == [(3, 8)]


@pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)
@given(data=strategies.plain_data)
def test_any_data_become_a_record_or_findings(kind: FileKind, data: object) -> None:
    source = YamlDocument("x.yml", data, b"")
    record, findings = validate(kind.record, data, source)
    assert (record is None) == bool(findings)
