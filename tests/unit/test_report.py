import json

from build_tools.findings import Finding, Location
from build_tools.report.findings import render_findings
from build_tools.report.tables import plain, table

FINDINGS = (
    Finding(
        Location("duties/a.yml", 3, 5), "REF001", "《甲条例》没有第九条", "最接近的是第八条", "duties/a.yml#x"
    ),
    Finding(Location("duties/b.yml", 1, 1), "STY003", "100% 不对，\n换行"),
)


def test_text_has_one_line_a_finding_and_a_summary() -> None:
    assert render_findings(FINDINGS[:1], "text", "regulations/") == (
        "regulations/duties/a.yml:3:5 REF001 错误：《甲条例》没有第九条；最接近的是第八条\n"
        "共 1 个错误、0 个提示，涉及 1 个文件。用 zelian explain 代码 查看说明。"
    )


def test_text_says_when_nothing_is_wrong() -> None:
    assert render_findings((), "text") == "检查通过，没有发现问题。"


def test_json_has_all_parts_of_a_finding() -> None:
    assert json.loads(render_findings(FINDINGS[:1], "json", "r/")) == [
        {
            "code": "REF001",
            "severity": "error",
            "path": "r/duties/a.yml",
            "line": 3,
            "column": 5,
            "message": "《甲条例》没有第九条",
            "remedy": "最接近的是第八条",
            "subject": "duties/a.yml#x",
        }
    ]


def test_github_annotations_escape_what_the_format_reserves() -> None:
    assert render_findings(FINDINGS, "github").splitlines() == [
        "::error file=duties/a.yml,line=3,col=5,title=REF001::《甲条例》没有第九条；最接近的是第八条",
        "::warning file=duties/b.yml,line=1,col=1,title=STY003::100%25 不对，%0A换行",
    ]


def test_a_plain_table_has_one_line_a_row_and_no_frame() -> None:
    lines = plain([table("法规", ("名称", "条"), [("甲", 3), ("乙条例", 12)])]).splitlines()
    assert [line.split() for line in lines] == [["法规"], ["名称", "条"], ["甲", "3"], ["乙条例", "12"]]
