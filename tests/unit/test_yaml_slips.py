"""build_tools.yaml_slips: what a person mistyped is named, where it stands, with the right writing."""

import pytest

from build_tools.yaml_slips import slip_near
from build_tools.yaml_source import parse_yaml

HEAD = "measures:\n- id: list\n"
TAIL = "  mechanism: 清单\n"
CHECK = "检查该处的缩进、冒号和引号"
COMMA = "花括号里各项之间用英文逗号，后面空一格"
COLON = "写作“stage: …”：英文冒号，后面空一格"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("  stage：督责\n", f"3:8 YAML001 错误：YAML 写法有误（“stage”后面是全角冒号）；{COLON}"),
        (
            "  stage:督责\n",
            "3:8 YAML001 错误：YAML 写法有误（“stage:”后面没有空格）；写作“stage: …”，英文冒号后面空一格",
        ),
        (
            "  figures: {unit: 项，value: 3}\n",
            "3:20 YAML001 错误：YAML 写法有误（“value”前面是全角逗号）；" + COMMA,
        ),
        (
            "  figures: ｛unit: 项}\n",
            "3:12 YAML001 错误：YAML 写法有误（“｛”是全角的括号）；换成英文括号“{”",
        ),
        (
            "  figures:\n  -label: 数\n    unit: 项\n",
            "4:3 YAML001 错误：YAML 写法有误（“-”后面没有空格）；写作“- ”，减号后面空一格",
        ),
        (
            "　　stage: 督责\n",
            "3:1 YAML001 错误：YAML 写法有误（行首有全角空格或者不间断空格）；行首只用半角空格，每级两个",
        ),
        (
            '  what: "分组"检查\n',
            (
                "3:9 YAML001 错误：YAML 写法有误（引号后面还有字）；"
                "里面的引号改成中文引号“”，或者整个值加英文单引号"
            ),
        ),
        (
            "   stage: 督责\n",
            (
                "3:4 YAML001 错误：YAML 写法有误（这一行的键前面有3个字符，上一行的键前面有2个，对不齐）；"
                "同一级的键左边对齐，缩进用半角空格，每级两个"
            ),
        ),
        (
            " stage: 督责\n",
            (
                "3:2 YAML001 错误：YAML 写法有误（这一行的键前面有1个字符，上一行的键前面有2个，对不齐）；"
                "同一级的键左边对齐，缩进用半角空格，每级两个"
            ),
        ),
        (
            "  what: *分组检查\n",
            "3:10 YAML001 错误：YAML 写法有误（值不能以“*”“&”开头，应加英文双引号）；" + CHECK,
        ),
    ],
)
def test_the_slip_is_named_where_it_stands(line: str, complaint: str) -> None:
    document, findings = parse_yaml("x.yml", f"{HEAD}{line}{TAIL}".encode())
    assert document is None
    assert [str(finding) for finding in findings] == [f"x.yml:{complaint}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("a: b\n", 9),
        ("# title：a\n", 1),
        ("a: 见“办法：一”\nb: http://a\n", 2),
        ("list:\n- id: a\n  b: {c: d，e}\nf: g\n", 4),
    ],
)
def test_nothing_is_named_where_there_is_no_slip(text: str, line: int) -> None:
    assert slip_near(text, line) is None
