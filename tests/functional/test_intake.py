"""`zelian intake` as a user meets it: a garbled page goes in, what it holds and a skeleton come out."""

import datetime as dt
import json
import sys
from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

from build_tools import load
from build_tools.cli.intake import Request, take_in_file
from build_tools.cli.main import main, zelian
from build_tools.errors import ToolError
from build_tools.formatting import format_yaml
from build_tools.knowledge_base import KnowledgeBase
from build_tools.model import Experience
from tests.functional.test_templates import lay_out

BODY = (
    "福建省某市围绕机关党建责任制，建立责任清单，实行季度检查。2021年，列出任务46项，培训干部1200余人次。",
    "考核结果与评优挂钩。要求各单位自收到问题清单之日起1个月内制定整改方案，通报单位37家。",
)
READINGS = {
    "會": "huì",
    "責": "zé",
    "單": "dān",
    "實": "shí",
    "項": "xiàng",
    "務": "wù",
    "黨": "dǎng",
    "結": "jié",
}
Intake = Callable[..., tuple[int, str, str]]


def garbled(text: str) -> str:
    """Return ``text`` in traditional characters, with glosses, and 。+“ of `。“清单` one byte short."""
    written = str(opencc.OpenCC("s2t").convert(text))
    shifted = "?" + "。“靶向".encode("gbk")[1:].decode("gbk", errors="ignore").replace("！", "!")
    return "".join(f"{c}({READINGS[c]})" if c in READINGS else c for c in written).replace("@", shifted)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small knowledge base: the templates, in their places, beside the real vocabulary."""
    lay_out(tmp_path / "regulations")
    return tmp_path / "regulations"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page as it is copied from the web."""
    path = tmp_path / "page.txt"
    lines = ["联系我们", *map(garbled, BODY), "阅读 235", "版权所有 样例网", "返回顶部"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def intake(base: Path, capsys: pytest.CaptureFixture[str]) -> Intake:
    """Take in a file; return the exit code, what was printed, and the errors."""

    def open_base() -> KnowledgeBase:
        return load(base, as_of=dt.date(2026, 1, 1))

    def call(file: Path, **request: object) -> tuple[int, str, str]:
        code = take_in_file(file, base, open_base, Request(**request))  # type: ignore[arg-type]
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_the_report_says_what_was_removed_and_what_was_found(intake: Intake, page: Path) -> None:
    code, out, _ = intake(page)
    assert code == 0
    assert "删去：4 处\n  第1行\t按钮和栏目名\t联系我们\n" in out
    glosses = page.read_text(encoding="utf-8").count("(")
    assert f"注音：删去 {glosses} 处" in out
    assert "字体：繁体，已按词转换为简体" in out
    assert "【46项】" in out
    assert "1200余人次" in out


def test_a_skeleton_in_canonical_form_follows(intake: Intake, page: Path) -> None:
    _, out, _ = intake(page)
    skeleton = out.partition("经验骨架\n\n")[2]
    assert format_yaml("experiences/a/b.yml", skeleton, Experience) == skeleton
    assert "region: 福建\n" in skeleton
    assert "{label: 制定整改方案, value: 1, unit: 个月, after: 收到问题清单}" in skeleton


def test_damage_is_shown_as_a_proposal_only(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = "福建省抓机关黨建，壓緊責任@A补链”抓弱项。定期检查各单位落实责任情况，逐项解决问题。"
    path.write_text(garbled(text), encoding="utf-8")
    _, out, _ = intake(path)
    assert "乱码：1 处；还原只是建议，原文没有改" in out
    assert "建议1：。“靶" in out
    data = json.loads(intake(path, form="json")[1])
    assert "?!" in data["reports"][0]["paragraphs"][0]["text"]


def test_everything_is_there_as_json(intake: Intake, page: Path) -> None:
    _, out, _ = intake(page, form="json")
    data = json.loads(out)
    assert data["file"] == page.as_posix()
    assert data["traditional"] is True
    assert [removed["line"] for removed in data["removed"]] == [1, 4, 5, 6]
    assert {"value": 1200, "unit": "人次", "approx": True}.items() <= data["numbers"][1].items()
    assert data["numbers"][0]["place"] == {
        "report": 1,
        "section": "",
        "paragraph": 1,
        "heading": "",
        "line": 2,
    }
    assert data["skeletons"]["1"].startswith("# yaml-language-server")


def test_the_skeleton_is_written_and_never_over_another_file(intake: Intake, page: Path, base: Path) -> None:
    out = base / "experiences/fujian/responsibility-list.yml"
    _, printed, _ = intake(page, out=out)
    assert printed.endswith(f"骨架已写入：{out.as_posix()}\n")
    text = out.read_text(encoding="utf-8")
    assert "id: responsibility-list\n" in text
    with pytest.raises(ToolError, match="已经存在"):
        intake(page, out=out)
    out.write_text("", encoding="utf-8")
    intake(page, out=out, overwrite=True)
    assert out.read_text(encoding="utf-8") == text


def test_json_and_a_file_can_be_asked_for_together(intake: Intake, page: Path, tmp_path: Path) -> None:
    _, out, err = intake(page, form="json", out=tmp_path / "made/elsewhere.yml")
    assert json.loads(out)["skeletons"]["1"] == (tmp_path / "made/elsewhere.yml").read_text(encoding="utf-8")
    assert err.startswith("骨架已写入")


def test_a_skeleton_in_its_place_is_found_lacking_by_check(intake: Intake, page: Path, base: Path) -> None:
    intake(page, out=base / "experiences/fujian/responsibility-list.yml")
    codes = {finding.code for finding in load(base, as_of=dt.date(2026, 1, 1)).findings}
    assert codes
    assert not {code for code in codes if code.startswith("YAML")}


def test_a_file_that_cannot_be_written_is_an_error(intake: Intake, page: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="写不了文件"):
        intake(page, out=page / "inside.yml")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A file with two reports."""
    path = tmp_path / "collection.txt"
    parts = ("甲市的做法\n甲市委办公室\n一、抓检查", "乙县的做法\n乙县委办公室\n一、抓培训")
    path.write_text(
        "\n".join(f"{part}\n{body}" for part, body in zip(parts, BODY, strict=True)), encoding="utf-8"
    )
    return path


def test_a_collection_has_a_skeleton_for_each_report(intake: Intake, collection: Path) -> None:
    _, out, _ = intake(collection)
    assert "第1篇：甲市的做法，甲市委办公室；1段\n第2篇：乙县的做法，乙县委办公室；1段" in out
    assert "  第1篇 一 第1段（第4行）\t" in out
    assert out.count("\n经验骨架（第") == 2
    only = intake(collection, report=2)[1]
    assert only.count("经验骨架") == 1
    assert "title: 乙县的做法" in only


def test_one_report_must_be_chosen_for_a_file(intake: Intake, collection: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="--report 1 到 2"):
        intake(collection, out=tmp_path / "a.yml")
    with pytest.raises(ToolError, match="没有第3篇"):
        intake(collection, report=3)
    intake(collection, out=tmp_path / "a.yml", report=2)
    assert "乙县" in (tmp_path / "a.yml").read_text(encoding="utf-8")


def test_the_numbers_that_a_record_lacks_are_listed(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("检查发现问题30项，自收到问题清单起1个月内整改，问责30人，约谈58人。", encoding="utf-8")
    code, out, _ = intake(path, against=("example-experience",))
    assert code == 1
    assert out.splitlines() == [
        "  第1段（第1行）\t问责【30人】\t记录里有这个数，单位是项",
        "  第1段（第1行）\t约谈【58人】",
        "材料里有 2 个数字，在经验 example-experience 的数据、时限和文字里都找不到。",
    ]
    data = json.loads(intake(path, against=("example-experience",), form="json")[1])
    assert [found["number"]["value"] for found in data["missing"]] == [30, 58]


def test_a_complete_record_lacks_nothing(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("检查发现问题30项，限1个月内整改。", encoding="utf-8")
    assert intake(path, against=("example-experience",))[:2] == (
        0,
        "材料里的数字，经验 example-experience 都有。\n",
    )


def test_a_wrong_request_is_refused_with_advice(intake: Intake, page: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="是否指“example-experience”"):
        intake(page, against=("example-experiense",))
    with pytest.raises(ToolError, match="没有编号为“x”的经验"):
        intake(page, against=("x",))
    with pytest.raises(ToolError, match="请去掉 --out"):
        intake(page, against=("example-experience",), out=tmp_path / "a.yml")
    with pytest.raises(ToolError, match="读不了文件"):
        intake(tmp_path / "none.txt")


@pytest.mark.skipif("intake" not in zelian.commands, reason="not yet a command")
def test_the_command_takes_in_a_file(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["zelian", "intake", str(page), "--out", "a.yml"])
    with pytest.raises(SystemExit) as exit_:
        main()
    assert exit_.value.code == 0
    assert capsys.readouterr().out.endswith("骨架已写入：a.yml\n")
