"""`zelian accept`: a filled-in form is checked as part of the knowledge base before it is filed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.contributing import small_base

FORM = """\
# yaml-language-server: $schema=../../schema/experience.schema.json
id: ""
title: "甲市的清单"
region: "云南"
unit: "甲市委"
kind: "经验"
source: {title: "甲市的清单制", grade: "期刊"}
practised: {from: "2001"}
summary: "甲市把任务列成清单。"
measures:
- id: ""
  title: "列清单"
  stage: "明责"
  mechanism: "清单"
  what: "办公室按单位列出任务。"
  implements:
  - {duty: "example-annual-inspection", why: "逐年对照"}
- id: ""
  title: "列清单"
  stage: "督责"
  mechanism: "检查"
  what: "年底逐项查看。"
"""
PLACE = "regulations/experiences/yunnan/jia-shi-de-qing-dan.yml"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small_base(tmp_path)


def send(base: Path, text: str, name: str = "form.yml") -> str:
    (base / name).write_text(text, encoding="utf-8")
    return name


def test_a_good_record_is_filed_in_canonical_form_with_ids(run: Run, base: Path) -> None:
    code, out, err = run("accept", send(base, FORM), cwd=base)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"已写入：{PLACE}"
    text = (base / PLACE).read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if "id: " in line] == [
        "id: jia-shi-de-qing-dan",
        "- id: lie-qing-dan",
        "- id: lie-qing-dan-2",
    ]
    assert "title: 甲市的清单\n" in text
    assert run("fmt", "--check", cwd=base)[0] == 0
    assert run("check", cwd=base)[1] == "检查通过，没有发现问题。\n"


def test_a_letter_may_hold_the_record(run: Run, base: Path) -> None:
    letter = f"您好：\r\n\r\n```\r\n无关\r\n```\r\n\r\n```yaml\r\n{FORM}```\r\n谢谢\r\n"
    assert run("accept", send(base, letter, "letter.md"), cwd=base)[0] == 0
    assert (base / PLACE).is_file()


def test_faults_are_shown_at_their_lines_of_the_letter_and_nothing_is_written(run: Run, base: Path) -> None:
    bad = FORM.replace("example-annual-inspection", "example-anual-inspection").replace("2001", "1990")
    bad = bad.replace("甲市把任务列成清单。", "甲市,清单。")
    letter = f"您好：\n\n```yaml\n{bad}```\n"
    before = {path: path.read_bytes() for path in base.rglob("*.yml")}
    code, out, err = run("accept", send(base, letter, "letter.md"), cwd=base)
    assert code == 1
    assert err == "没有写入知识库：先改正以上错误。\n"
    lines = letter.split("\n")
    at = next(i for i, line in enumerate(lines) if "summary" in line) + 1
    assert f"letter.md:{at}:10 STY001 错误：中文里用了半角标点" in out
    assert "REF006 错误：没有编号为“example-anual-inspection”的责任；是否指“example-annual-inspection”" in out
    assert f"    {lines[at - 1]}\n" in out
    assert {path: path.read_bytes() for path in base.rglob("*.yml")} == before


def test_yaml_that_cannot_be_read_is_shown_at_its_place(run: Run, base: Path) -> None:
    code, out, _ = run("accept", send(base, FORM.replace("kind: ", "kind： ")), cwd=base)
    assert code == 1
    assert "form.yml:6:" in out or "form.yml:7:" in out
    assert "YAML001" in out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("您好", "里没有经验"),
        ("- 甲\n", "里没有经验"),
        (
            FORM.replace("云南", "云楠"),
            "没有地区“云楠”；是否指“云南”？改正后再收，确是新的地区",
        ),
        (FORM.replace('id: ""\ntitle: "甲', 'id: "../x"\ntitle: "甲'), "编号“../x”不对"),
        (FORM.replace('id: ""\ntitle: "甲', 'id: example-experience\ntitle: "甲'), "已有经验使用"),
    ],
)
def test_what_cannot_be_filed_is_refused(run: Run, base: Path, text: str, message: str) -> None:
    code, out, err = run("accept", send(base, text), cwd=base)
    assert (code, out) == (2, "")
    assert message in err


def test_what_cannot_be_opened_is_named(run: Run, base: Path) -> None:
    assert run("accept", "nowhere.yml", cwd=base)[2].startswith("错误：读不了文件“nowhere.yml”")
    (base / "gbk.yml").write_bytes("标题".encode("gbk"))
    assert run("accept", "gbk.yml", cwd=base)[2] == "错误：读不了文件“gbk.yml”（不是 UTF-8 编码）\n"


def test_checking_writes_nothing(run: Run, base: Path) -> None:
    code, out, _ = run("accept", send(base, FORM), "--check", cwd=base)
    assert (code, out) == (0, "可以收下，没有写入。\n")
    assert not (base / PLACE).exists()


def test_a_new_region_is_registered_when_asked_for(run: Run, base: Path) -> None:
    text = FORM.replace("云南", "北原")
    code, out, _ = run("accept", send(base, text), "--add-region", "--parent", "云南", cwd=base)
    assert code == 0
    assert "已写入：regulations/experiences/bei-yuan/jia-shi-de-qing-dan.yml" in out
    assert run("check", cwd=base)[0] == 0


def test_what_is_recorded_elsewhere_is_pointed_out(run: Run, base: Path) -> None:
    run("accept", send(base, FORM), cwd=base)
    again = FORM.replace('id: ""\ntitle: "甲市', 'id: again\ntitle: "乙市')
    code, out, _ = run("accept", send(base, again), cwd=base)
    assert code == 0
    assert "可能重复：“乙市的清单”与 jia-shi-de-qing-dan（甲市的清单）来源的题名相似 100%" in out
    assert "与 jia-shi-de-qing-dan/lie-qing-dan（云南：列清单）文字相似 100%" in out
