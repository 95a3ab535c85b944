import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from build_tools.findings import CODES, Finding, Location
from build_tools.report.caret import WIDTH, excerpt, width
from build_tools.report.finding_records import json_schema
from build_tools.report.findings import Setting, render_findings
from build_tools.report.tables import plain, table

FINDINGS = (
    Finding(
        Location("duties/a.yml", 3, 5), "REF001", "《甲条例》没有第九条", "最接近的是第八条", "duties/a.yml#x"
    ),
    Finding(Location("duties/b.yml", 1, 1), "STY003", "100% 不对，\n换行"),
)


def test_text_has_one_line_a_finding_and_a_summary() -> None:
    assert render_findings(FINDINGS[:1], "text", Setting("regulations/")) == (
        "regulations/duties/a.yml:3:5 REF001 错误：《甲条例》没有第九条；最接近的是第八条\n\n"
        "共 1 个错误、0 个提示，涉及 1 个文件。用 zelian explain 代码 查看说明。"
    )


def test_text_says_when_nothing_is_wrong() -> None:
    assert render_findings((), "text") == "检查通过，没有发现问题。"


def test_text_shows_the_line_with_a_mark_below_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    (tmp_path / "duties/a.yml").write_text("work: a\n  stage: 督察  # 环节\n", encoding="utf-8")
    finding = Finding(Location("duties/a.yml", 2, 10), "REF005", "没有名为“督察”的环节")
    assert render_findings((finding,), "text", Setting(root=tmp_path)).splitlines()[:3] == [
        "duties/a.yml:2:10 REF005 错误：没有名为“督察”的环节",
        "      stage: 督察  # 环节",
        "             ^^^^",
    ]


def test_text_counts_by_file_when_there_are_several() -> None:
    assert render_findings(FINDINGS, "text", Setting("r/")).splitlines()[-3:] == [
        "r/duties/a.yml：1 个错误、0 个提示",
        "r/duties/b.yml：0 个错误、1 个提示",
        "共 1 个错误、1 个提示，涉及 2 个文件。用 zelian explain 代码 查看说明。",
    ]


def test_colours_only_when_asked_for() -> None:
    assert "\x1b[" not in render_findings(FINDINGS, "text")
    assert "\x1b[31m\x1b[1mREF001 错误\x1b[0m" in render_findings(FINDINGS, "text", Setting(colour=True))


@pytest.mark.parametrize("column", [1, 40, 120, 239, 400])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    line = "甲乙丙丁戊己庚辛" * 30
    shown, marks = excerpt(line, column)
    assert width(shown) <= WIDTH + 4 + 2 * width("…") + 1
    at = width(marks) - len(marks.strip())
    if column <= len(line):
        before = ""
        for char in shown:
            if width(before) == at:
                break
            before += char
        assert shown[len(before)] == line[column - 1]


def test_tabs_and_control_characters_do_not_move_the_mark() -> None:
    shown, marks = excerpt("a:\t\x07b", 5)
    assert (shown, marks) == ("    a:  b", "        ^")


def test_json_has_all_parts_of_a_finding() -> None:
    assert json.loads(render_findings(FINDINGS[:1], "json", Setting("r/"))) == [
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


def test_json_is_what_its_schema_says() -> None:
    validator = Draft202012Validator(json.loads(json_schema()))
    good = json.loads(render_findings(FINDINGS, "json"))
    assert list(validator.iter_errors(good)) == []
    assert list(validator.iter_errors([{**good[0], "line": 0}])) != []
    assert list(validator.iter_errors([{key: good[0][key] for key in ("code", "path")}])) != []


def test_github_annotations_escape_what_the_format_reserves() -> None:
    assert render_findings(FINDINGS, "github").splitlines() == [
        "::error file=duties/a.yml,line=3,col=5,title=REF001::《甲条例》没有第九条；最接近的是第八条",
        "::warning file=duties/b.yml,line=1,col=1,title=STY003::100%25 不对，%0A换行",
    ]


SARIF = {
    "type": "object",
    "required": ["version", "$schema", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {"rules": {"items": {"required": ["id"]}, "uniqueItems": True}},
                            }
                        },
                    },
                    "results": {
                        "items": {
                            "required": ["message"],
                            "properties": {
                                "message": {"required": ["text"]},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {
                                                            "uri": {"pattern": r"^[A-Za-z0-9%._~/-]+$"}
                                                        }
                                                    },
                                                    "region": {
                                                        "properties": {
                                                            "startLine": {"minimum": 1},
                                                            "startColumn": {"minimum": 1},
                                                        }
                                                    },
                                                },
                                            }
                                        }
                                    }
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 demands of the objects that we write (sections 3.13, 3.14, 3.18, 3.19, 3.27 to 3.30)."""


def test_sarif_has_the_structure_of_the_standard() -> None:
    findings = [
        Finding(Location(f"经验/{code} 甲.yml", 2, 3), code, "有误", "改正", f"x#{code}") for code in CODES
    ]
    log = json.loads(render_findings(findings, "sarif", Setting("r/")))
    assert list(Draft202012Validator(SARIF).iter_errors(log)) == []
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning"}


def test_sarif_knows_a_finding_again_when_lines_have_moved() -> None:
    def mark(line: int, message: str) -> str:
        finding = Finding(Location("a.yml", line, 1), "REF001", message, subject="a.yml#x")
        log = json.loads(render_findings([finding], "sarif"))
        return str(log["runs"][0]["results"][0]["partialFingerprints"]["zelian/v1"])

    assert mark(3, "甲") == mark(30, "甲") != mark(3, "乙")
    assert re.fullmatch(r"[0-9a-f]{32}", mark(3, "甲"))


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    run = json.loads(render_findings([], "sarif"))["runs"][0]
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_a_plain_table_has_one_line_a_row_and_no_frame() -> None:
    lines = plain([table("法规", ("名称", "条"), [("甲", 3), ("乙条例", 12)])]).splitlines()
    assert [line.split() for line in lines] == [["法规"], ["名称", "条"], ["甲", "3"], ["乙条例", "12"]]


def test_of_a_line_as_long_as_a_file_only_the_surroundings_are_looked_at() -> None:
    line = "甲" * 20_000 + "乙" + "丙" * 3_000_000
    shown, marks = excerpt(line, 20_001)
    assert shown.strip().startswith("…甲")
    assert shown.endswith("丙…")
    assert (width(shown), len(marks) - len(marks.rstrip("^"))) == (WIDTH + 4 + 2 * width("…"), 2)
    assert width(shown[: shown.index("乙")]) == marks.index("^")
