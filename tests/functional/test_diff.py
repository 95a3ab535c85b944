"""`zelian diff`: two states of a knowledge base, of git or of folders."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from build_tools import load
from build_tools.contributing.comparing import Change, compare
from build_tools.report.changes import change_as_html, change_as_markdown
from tests.functional.conftest import Run
from tests.functional.contributing import small_base

EXPERIENCE = "regulations/experiences/example/example-experience.yml"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small_base(tmp_path / "now")


@pytest.fixture
def before(base: Path) -> Path:
    """The state before the change."""
    copy = base.parent / "then"
    shutil.copytree(base, copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607


def test_nothing_has_changed_between_equal_states(run: Run, base: Path, before: Path) -> None:
    code, out, _ = run("diff", "../then/regulations", "regulations", cwd=base)
    assert code == 0
    assert out.splitlines() == [
        "../then/regulations → regulations",
        "记录没有改动",
        "联系：增加0，失去0",
        "数据：增加0，减少0",
        "覆盖：2/2 → 2/2",
        "检查结果：新增0，消失0",
        "待复核：新增0，解除0",
        "可能重复：0",
    ]


def test_each_part_of_a_change_is_told(base: Path, before: Path) -> None:
    now = base / "regulations"
    change(base / EXPERIENCE, "value: 30", "value: 31")
    change(base / EXPERIENCE, "  addresses: [example-problem]\n", "")
    change(now / "duties/example-regulation.yml", "第二条第一款", "第九条")
    change(now / "vocabulary/terms.yml", "definition: ", "definition: 改过的")
    found = compare(load(before / "regulations"), load(now))
    changes = {(c.change, c.card.kind.chinese, c.card.id) for c in found.records}
    assert changes == {
        (Change.CHANGED, "做法", "example-experience/annual-list"),
        (Change.CHANGED, "责任", "example-annual-inspection"),
        (Change.CHANGED, "术语", "example-term"),
    }
    assert [(link.source, str(link.link), link.target) for link in found.lost] == [
        ("年度检查", "derived_from", "《示例工作条例》第二条第一款"),
        ("检查出清单", "addresses", "检查走过场"),
    ]
    assert [f.value for f in found.figures_added] == ["31项"]
    assert [f.value for f in found.figures_removed] == ["30项"]
    assert {"REF001", "COV002"} <= {f.code for f in found.new_findings}
    assert found.gone_findings == ()
    assert [(c.name, c.before.covered, c.after.covered) for c in found.coverage] == [
        ("示例工作条例", 2, 1),
        ("合计", 2, 1),
    ]


def test_a_finding_is_the_same_when_lines_have_moved(base: Path, before: Path) -> None:
    for folder in (base, before):
        change(folder / "regulations/duties/example-regulation.yml", "第二条第一款", "第九条")
    change(base / "regulations/duties/example-regulation.yml", "duties:\n", "# 说明\n# 说明\nduties:\n")
    found = compare(load(before / "regulations"), load(base / "regulations"))
    assert (found.new_findings, found.gone_findings) == ((), ())


def test_a_measure_that_is_recorded_elsewhere_is_named(base: Path, before: Path) -> None:
    text = (base / EXPERIENCE).read_text(encoding="utf-8")
    other = base / "regulations/experiences/example/other.yml"
    text = text.replace("id: example-experience", "id: other").replace("由单位限期整改", "由单位按期整改")
    other.write_text(text.replace("示例市年度检查的做法", "另一份材料"), encoding="utf-8")
    found = compare(load(before / "regulations"), load(base / "regulations"))
    assert [(near.new, near.old) for near in found.near] == [
        ("other/annual-list", "example-experience/annual-list")
    ]
    assert found.near[0].why.startswith("文字相似 9")


def test_measures_of_the_real_reports_are_not_taken_for_one_another() -> None:
    from build_tools.contributing.near import near_duplicates  # noqa: PLC0415
    from tests.functional.conftest import ROOT  # noqa: PLC0415

    corpus = load(ROOT / "regulations").corpus
    every = {f"{e.id}/{m.id}" for e in corpus.experiences.values() for m in e.measures}
    assert near_duplicates(corpus, every) == ()


def test_a_record_that_waits_to_be_reviewed_anew_is_told(run: Run, base: Path) -> None:
    run("review", "example-annual-inspection", "--by", "甲", cwd=base)
    copy = base.parent / "then"
    shutil.copytree(base, copy)
    change(base / "regulations/works/example-regulation/2000-01-01.yml", "每年至少检查1次", "每年至少检查2次")
    out = run("diff", "../then/regulations", "regulations", cwd=base)[1]
    assert "待复核：新增1，解除0" in out
    assert "待复核：责任“年度检查”：《示例工作条例》第二条第一款在" in out


def test_revisions_of_git_are_compared(run: Run, base: Path) -> None:
    git(base, "init", "--quiet")
    git(base, "add", ".")
    git(base, "commit", "-m", "one")
    change(base / EXPERIENCE, "value: 30", "value: 31")
    assert run("diff", cwd=base)[1].startswith("HEAD → 工作目录\n做法：改动1\n")
    git(base, "commit", "-am", "two")
    assert run("diff", cwd=base)[1].startswith("HEAD → 工作目录\n记录没有改动\n")
    assert run("diff", "HEAD~1..HEAD", cwd=base)[1].startswith("HEAD~1 → HEAD\n做法：改动1\n")
    assert run("diff", "HEAD~1", cwd=base)[1].startswith("HEAD~1 → 工作目录\n做法：改动1\n")
    code, out, err = run("diff", "nothing..HEAD", cwd=base)
    assert (code, out) == (2, "")
    assert err == "错误：没有目录“nothing”，git 里也没有这个版本；用 git log 查看版本\n"
    assert run("diff", "a", "b", "c", cwd=base)[2].startswith("错误：最多写两处")
    assert run("diff", "--output=x..HEAD", cwd=base)[0] == 2


def test_outside_a_repository_folders_are_asked_for(run: Run, base: Path) -> None:
    assert run("diff", cwd=base)[2] == ("错误：“regulations”不在 git 版本库里；比较两个目录时写出目录名\n")


def test_the_reports_take_texts_of_the_data_as_texts(run: Run, base: Path, before: Path) -> None:
    bad = "<script>alert(1)</script> | `x` **y** [z](http://example.org) &lt;"
    change(base / EXPERIENCE, "示例市每年检查一次，列出清单，限期整改。", f"'{bad}'")
    found = compare(load(before / "regulations"), load(base / "regulations"))
    html = change_as_html(found, "前", "后")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | `x` **y** [z](http://example.org) &amp;lt;" in html
    assert "<a " not in html
    rows = [line for line in change_as_markdown(found, "前", "后").splitlines() if "概要" in line]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [4]


def test_the_form_follows_the_name_of_the_file(run: Run, base: Path, before: Path) -> None:
    states = ("../then/regulations", "regulations")
    assert run("diff", *states, "--out", "a.html", cwd=base)[1] == "已写入：a.html\n"
    assert run("diff", *states, "--out", "a.md", cwd=base)[0] == 0
    assert (base / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (base / "a.md").read_text(encoding="utf-8").startswith("# 知识库的改动\n")
    assert run("diff", *states, "--out", "a.md/b", cwd=base)[2].startswith("错误：写不了文件")
