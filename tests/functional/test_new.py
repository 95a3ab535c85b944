"""`zelian new`: a record begun from the template, at its place."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from build_tools import load
from build_tools.contributing.facts import NEW_KINDS
from build_tools.formatting import format_yaml
from build_tools.layout import file_kind
from tests.functional.conftest import Run
from tests.functional.contributing import small_base

BASIS = "《示例工作条例》第二条第一款"
FACTS = {
    "experience": [
        *("--title", "甲市的清单", "--region", "云南", "--unit", "甲市委"),
        *("--source", "甲", "--grade", "期刊"),
    ],
    "work": [
        *("--title", "中国共产党样板规则", "--short-title", "样板规则"),
        *("--kind", "规则", "--issuer", "中共中央"),
    ],
    "duty": [
        *("--work", "示例工作条例", "--basis", BASIS, "--title", "检查台账", "--bearer", "机关党委"),
        *("--stage", "督责", "--line", "主体责任"),
    ],
    "problem": ["--title", "台账不全", "--stage", "履责", "--experience", "example-experience"],
    "term": ["--name", "样板检查"],
    "question": ["--stem", "多久检查一次？", "--basis", BASIS, "--stage", "督责"],
}
PATHS = {
    "experience": "experiences/yunnan/made.yml",
    "work": "works/made/work.yml",
    "duty": "duties/example-regulation.yml",
    "problem": "problems/made.yml",
    "term": "vocabulary/terms.yml",
    "question": "training/questions/made.yml",
}

PATHS_ROOT = "regulations"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small_base(tmp_path)


def test_every_kind_is_tried() -> None:
    assert set(FACTS) == set(PATHS) == set(NEW_KINDS)


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_record_is_begun_at_its_place_with_its_gaps(run: Run, base: Path, kind: str) -> None:
    before = {path: path.read_bytes() for path in base.rglob("*.yml")}
    code, out, err = run("new", kind, *FACTS[kind], "--id", "made", cwd=base)
    assert (code, err) == (0, "")
    path = PATHS[kind]
    assert out.splitlines()[0] == f"已写入{NEW_KINDS[kind].chinese}“made”：regulations/{path}"
    assert [line[:2] for line in out.splitlines()[2:]] == ["1.", "2.", "3."]
    changed = {p for p in base.rglob("*.yml") if before.get(p) != p.read_bytes()}
    assert changed == {base / "regulations" / path}
    found = load(base / "regulations").findings
    assert {f.code for f in found} == {"SCH003"}
    assert {f.location.path for f in found} == {path}
    gaps = (base / "regulations" / path).read_text(encoding="utf-8").count('""')
    assert 0 < gaps <= len(found)


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_what_is_written_is_in_canonical_form(run: Run, base: Path, kind: str) -> None:
    run("new", kind, *FACTS[kind], "--id", "made", cwd=base)
    path = PATHS[kind]
    text = (base / "regulations" / path).read_text(encoding="utf-8")
    file = file_kind(path)
    assert file is not None
    assert format_yaml(path, text, file.file) == text


@pytest.mark.parametrize("kind", ["experience", "work", "problem", "question"])
def test_nothing_is_overwritten(run: Run, base: Path, kind: str) -> None:
    run("new", kind, *FACTS[kind], "--id", "made", cwd=base)
    text = (base / "regulations" / PATHS[kind]).read_bytes()
    code, out, err = run("new", kind, *FACTS[kind], "--id", "made", cwd=base)
    assert (code, out) == (2, "")
    assert "“made”已有" in err or "已经存在" in err
    assert (base / "regulations" / PATHS[kind]).read_bytes() == text


def test_a_file_that_no_record_was_read_from_is_not_overwritten(run: Run, base: Path) -> None:
    place = base / "regulations/experiences/yunnan/made.yml"
    place.parent.mkdir(parents=True)
    place.write_text("说明：[", encoding="utf-8")
    assert run("new", "experience", *FACTS["experience"], "--id", "made", cwd=base)[0] == 2
    assert place.read_text(encoding="utf-8") == "说明：["


def test_a_name_gives_the_id(run: Run, base: Path) -> None:
    out = run("new", "term", "--name", "“三会一课”2", cwd=base)[1]
    assert "“san-hui-yi-ke-2”" in out
    assert "“san-hui-yi-ke-2-2”" in run("new", "term", "--name", "三会一课2", cwd=base)[1]
    assert run("new", "term", "--name", "——", cwd=base)[2] == (
        "错误：从“——”想不出编号；用 --id 写一个，如 annual-inspection\n"
    )


def test_a_duty_stands_in_the_order_of_the_clauses(run: Run, base: Path) -> None:
    run("new", "duty", *FACTS["duty"], "--id", "last", cwd=base)
    first = [w.replace("第二条第一款", "第一条") for w in FACTS["duty"]]
    run("new", "duty", *first, "--id", "first", cwd=base)
    text = (base / "regulations/duties/example-regulation.yml").read_text(encoding="utf-8")
    order = [line.removeprefix("- id: ") for line in text.splitlines() if line.startswith("- id: ")]
    assert order == ["first", "example-annual-inspection", "last"]


@pytest.mark.parametrize(
    ("kind", "option", "value", "message"),
    [
        (
            "experience",
            "--region",
            "云楠",
            "--region：没有“云楠”；是否指“云南”？确是新的地区，加 --add-region",
        ),
        ("experience", "--grade", "杂志", "--grade：没有“杂志”；可以写官方发布、期刊"),
        ("experience", "--since", "2021年", "--since：“2021年”不是日期"),
        ("duty", "--basis", "《示例工作条例》第九条", "--basis：《示例工作条例》没有第九条，该文共2条"),
        ("duty", "--basis", "《示例工作条例》", "--basis：“《示例工作条例》”没有写到条"),
        ("duty", "--bearer", "机关党办", "--bearer：没有“机关党办”；是否指"),
        ("duty", "--work", "样例", "没有叫“样例”的法规"),
        ("work", "--kind", "办事", "--kind：没有“办事”；是否指“办法”？"),
        (
            "problem",
            "--experience",
            "example-experienc",
            "没有“example-experienc”；是否指“example-experience”？",
        ),
        ("question", "--id", "甲", "编号“甲”不对；只用小写字母、数字和连字符"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_written(  # noqa: PLR0913, PLR0917  (the case)
    run: Run, base: Path, kind: str, option: str, value: str, message: str
) -> None:
    before = {path: path.read_bytes() for path in base.rglob("*.yml")}
    code, out, err = run("new", kind, *FACTS[kind], option, value, cwd=base)
    assert (code, out) == (2, "")
    assert message in err
    assert before == {path: path.read_bytes() for path in base.rglob("*.yml")}


def test_missing_facts_are_named_with_their_options(run: Run, base: Path) -> None:
    code, _, err = run("new", "experience", "--title", "甲", cwd=base)
    assert code == 2
    assert err.startswith("错误：新建经验还缺 --region（地区）、--unit（实施单位）")


def test_on_a_terminal_missing_facts_are_asked_for_until_they_are_right(
    run: Run, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = StringIO("督察\n督责\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)
    code, out, err = run("new", "problem", "--title", "检查不实", "--id", "made", cwd=base)
    assert code == 0
    assert "可以写：定责、明责" in out
    assert "没有“督察”；是否指“督责”？" in err
    assert "stage: 督责" in (base / "regulations/problems/made.yml").read_text(encoding="utf-8")


def test_all_wrong_answers_are_named_at_once(run: Run, base: Path) -> None:
    wrong = ["--grade", "杂志", "--since", "2021年3月", "--region", "云楠"]
    code, out, err = run("new", "experience", *FACTS["experience"], *wrong, cwd=base)
    assert (code, out) == (2, "")
    assert [line.split("；")[0] for line in err.splitlines()] == [
        "错误：--region：没有“云楠”",
        "错误：--grade：没有“杂志”",
        "错误：--since：“2021年3月”不是日期，应写作“2021-03”",
    ]


def test_on_a_terminal_a_new_region_is_registered_there_and_then(
    run: Run, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = StringIO("北原\ny\n云南\n")
    monkeypatch.setattr(answers, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", answers)
    facts = [word for word in FACTS["experience"] if word not in {"--region", "云南"}]
    code, out, err = run("new", "experience", *facts, "--id", "made", cwd=base)
    assert code == 0
    assert "没有“北原”" in err
    assert "把“北原”登记为新的地区吗（y 是，n 否）" in out
    regions = (base / "regulations/vocabulary/regions.yml").read_text(encoding="utf-8")
    assert regions.endswith("- id: bei-yuan\n  name: 北原\n  parent: 云南\n")


def test_a_term_that_is_known_is_not_begun_again(run: Run, base: Path) -> None:
    assert run("new", "term", *FACTS["term"], "--id", "made", cwd=base)[0] == 0
    terms = base / "regulations/vocabulary/terms.yml"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace('definition: ""', "definition: 甲"), encoding="utf-8"
    )
    code, _, err = run("new", "term", *FACTS["term"], cwd=base)
    assert (code, err) == (
        2,
        "错误：已有术语“样板检查”（vocabulary/terms.yml，编号 made）；要改的话在那里改，不再新建\n",
    )


def test_in_a_list_the_line_of_the_new_record_is_told(run: Run, base: Path) -> None:
    _, out, _ = run("new", "duty", *FACTS["duty"], "--id", "made", cwd=base)
    lines = (base / PATHS_ROOT / PATHS["duty"]).read_text(encoding="utf-8").splitlines()
    assert f"{PATHS['duty']}，找到第{lines.index('- id: made') + 1}行，" in out


def test_a_record_with_gaps_is_not_reviewed(run: Run, base: Path) -> None:
    run("new", "duty", *FACTS["duty"], "--id", "made", cwd=base)
    code, _, err = run("review", "made", "--by", "甲", cwd=base)
    assert code == 2
    assert err.startswith(f"错误：“made”（{PATHS['duty']}）还没有写完，或者有错误；运行 zelian check")


def test_a_new_region_is_registered_when_asked_for(run: Run, base: Path) -> None:
    facts = ["北原" if word == "云南" else word for word in FACTS["experience"]]
    code, out, _ = run("new", "experience", *facts, "--add-region", "--parent", "云南", cwd=base)
    assert code == 0
    assert "regulations/vocabulary/regions.yml" in out
    regions = (base / "regulations/vocabulary/regions.yml").read_text(encoding="utf-8")
    assert regions.endswith("- id: bei-yuan\n  name: 北原\n  parent: 云南\n")
    assert (base / "regulations/experiences/bei-yuan").is_dir()
    wrong = run("new", "experience", *facts, "--region", "南原", "--add-region", "--parent", "无", cwd=base)
    assert "上级地区“无”不在词表里" in wrong[2]


def test_a_report_fills_the_gaps_that_it_can(run: Run, base: Path) -> None:
    report = base / "report.txt"
    report.write_text(
        "甲市年度检查的做法\n（2022年5月）\n一、列出清单\n甲市2021年检查12个单位，发现问题30项。\n",
        encoding="utf-8",
    )
    facts = ["--title", "甲市的检查", "--region", "云南", "--id", "made", "--from", str(report)]
    code, _, err = run("new", "experience", *facts, cwd=base)
    assert (code, err) == (0, "")
    text = (base / "regulations/experiences/yunnan/made.yml").read_text(encoding="utf-8")
    assert "title: 甲市的检查\n" in text
    assert "value: 30" in text
    assert "region: 云南" in text
    assert 'unit: ""' in text
    assert run("new", "experience", *facts, "--id", "other", "--report", "3", cwd=base)[0] == 2


def test_what_is_answered_counts_more_than_what_a_report_tells(run: Run, base: Path) -> None:
    report = base / "report.txt"
    report.write_text(
        "甲市检查的调研\n甲市每年1月列清单。\n一、检查\n每年11月检查12个单位。\n来源：甲网 2022年5月1日\n",
        encoding="utf-8",
    )
    answered = ["--since", "2021", "--issued", "2023", "--container", "乙刊", "--from", str(report)]
    code, _, err = run("new", "experience", *FACTS["experience"], "--id", "made", *answered, cwd=base)
    assert (code, err) == (0, "")
    text = (base / "regulations/experiences/yunnan/made.yml").read_text(encoding="utf-8")
    assert 'practised: {from: "2021"}\n' in text
    assert 'container: 乙刊, issued: "2023"' in text
    assert "kind: 研究\n" in text
    assert 'value: 12, unit: 个, as_of: ""}' in text
    assert "unit: 月" not in text
