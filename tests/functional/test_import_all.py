"""`zelian import --all DIR --write`: a folder of texts laid into the base in one go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_tools.cli.importing_all import import_all
from build_tools.cli.main import zelian
from build_tools.errors import ToolError
from build_tools.loading import load_corpus
from tests.importer_laws import LawArticle, LawParagraph

MINIMAL = Path(__file__).parents[1] / "corpora" / "good" / "minimal"
ImportAll = Callable[..., tuple[int, str]]


def law(title: str, note: str = "（2020年5月8日示例会通过）", *, articles: int = 2, odd: str = "") -> str:
    lines = [LawArticle((n, 0), (LawParagraph("甲应当乙。"),)) for n in range(1, articles + 1)]
    body = [f"{entry.num}　{entry.paragraphs[0].text}" for entry in lines]
    return "\n".join([title, note, *body, *([odd] if odd else [])]) + "\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "regulations")


@pytest.fixture
def run(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> ImportAll:
    """Import files, given by name and text; return the exit code and the lines that were printed."""

    def call(texts: dict[str, str], form: str = "text") -> tuple[int, str]:
        folder = tmp_path / "texts"
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        code = import_all(folder, base, load_corpus(base)[0], form)
        return code, capsys.readouterr().out

    return call


def contents(base: Path) -> dict[str, bytes]:
    return {
        path.relative_to(base).as_posix(): path.read_bytes() for path in base.rglob("*") if path.is_file()
    }


def test_each_text_becomes_a_work_with_a_version_and_its_wording(run: ImportAll, base: Path) -> None:
    before = contents(base)
    code, out = run({"b/示例.txt": law("中华人民共和国示例法"), "a.md": law("示例市档案办法（试行）")})
    assert code == 0
    assert out.splitlines()[-5:] == [
        "结果      文件  条  有疑点",
        "已写入       2   4       0",
        "没有变化     0   0       0",
        "没有导入     0   0       0",
        "全部         2   4       0",
    ]
    assert sorted(contents(base).keys() - before.keys()) == [
        "local/shi-li-fa/2020-05-08.yml",
        "local/shi-li-shi-dang-an-ban-fa/2020-05-08.yml",
        "works/shi-li-fa/2020-05-08.yml",
        "works/shi-li-fa/work.yml",
        "works/shi-li-shi-dang-an-ban-fa/2020-05-08.yml",
        "works/shi-li-shi-dang-an-ban-fa/work.yml",
    ]
    corpus, findings = load_corpus(base)
    assert findings == []
    assert [(w.title, w.short_title, w.kind) for w in corpus.works.values()][:1] == [
        ("中华人民共和国示例法", "示例法", "法律")
    ]
    assert [a.text for a in corpus.texts["shi-li-fa"][0].articles] == ["甲应当乙。"] * 2


def test_a_second_run_changes_nothing(run: ImportAll, base: Path) -> None:
    texts = {"a.txt": law("示例法"), "b.txt": law("示例法", "（2022年5月8日示例会修正）", articles=3)}
    run(texts)
    before = contents(base)
    code, out = run(texts)
    assert (code, "没有变化     2   5       0" in out) == (0, True)
    assert contents(base) == before


def test_two_texts_of_a_work_are_two_versions_of_it(run: ImportAll, base: Path) -> None:
    notes = ("（2020年5月8日示例会通过）", "（2020年5月8日示例会通过　2022年5月8日示例会修正）")
    run({"a.txt": law("示例法", notes[0]), "b.txt": law("示例法（2022年修正）", notes[1], articles=3)})
    corpus, findings = load_corpus(base)
    assert findings == []
    assert [str(text.date) for text in corpus.texts["shi-li-fa"]] == ["2020-05-08", "2022-05-08"]


def test_everything_wrong_is_told_in_one_run_and_holds_up_nothing(run: ImportAll, base: Path) -> None:
    code, out = run(
        {
            "a.txt": law("示例法"),
            "b.txt": law("示例法"),
            "c.txt": "示例办法\n甲。\n",
            "d.txt": "\x00\x00",
            "e.txt": law("示例规定", odd="第五条　丙。"),
            "f.txt": law("示例细则", ""),
            "g.txt": law("示例规则", odd="附件：表"),
        }
    )
    lines = out.splitlines()
    reasons = dict(line.split(maxsplit=1) for line in lines if line[:1] in "bcdef" and line[1:5] == ".txt")
    assert code == 1
    assert "是同一部法规的同一个文本（shi-li-fa@2020-05-08），只导入前一份" in reasons["b.txt"]
    assert reasons["c.txt"] == "没有找到条文"
    assert reasons["d.txt"]
    assert reasons["e.txt"] == "编号“第五条”与前一条不相接（此处应为“第三条”）"
    assert reasons["f.txt"] == "题注、文件名和正文都没有写明日期；逐个导入，用 --as 编号@版本日期"
    assert any(line.startswith("g.txt") and "附件：表" in line for line in lines)
    assert {path.name for path in (base / "works").iterdir()} == {
        "shili-tiaoli",
        "shi-li-fa",
        "shi-li-gui-ze",
    }
    assert load_corpus(base)[1] == []


def test_what_is_there_is_never_overwritten(run: ImportAll, base: Path) -> None:
    run({"a.txt": law("示例法")})
    (base / "works/shi-li-ban-fa").mkdir()
    before = contents(base)
    texts = {"a.txt": law("示例法").replace("乙", "丙"), "b.txt": law("示例办法"), "c.txt": law("示例条例")}
    code, out = run(texts)
    after = contents(base)
    assert code == 1
    assert "已经有别的内容" in out
    assert {path: after[path] for path in before} == before
    assert "works/shi-li-ban-fa-2/work.yml" in after.keys() - before.keys()


def test_a_short_title_that_is_taken_gives_way_to_the_full_one(run: ImportAll, base: Path) -> None:
    run({"a.txt": law("中华人民共和国示例法"), "b.txt": law("中国共产党示例法")})
    titles = {work.id: work.short_title for work in load_corpus(base)[0].works.values()}
    assert titles["shi-li-fa"] == "示例法"
    assert titles["zhong-guo-gong-chan-dang-shi-li-fa"] == "中国共产党示例法"


def test_json_holds_every_file(run: ImportAll) -> None:
    records = json.loads(run({"a.txt": law("示例法"), "b.txt": "甲"}, "json")[1])
    assert [(r["result"], r["version"], r["articles"], r["reason"]) for r in records] == [
        ("written", "shi-li-fa@2020-05-08", 2, ""),
        ("refused", "", 0, "没有找到条文"),
    ]


def test_a_folder_without_texts_is_a_wrong_use(base: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="里没有可以读的文件"):
        import_all(tmp_path / "none", base, load_corpus(base)[0], "text")


def test_the_command_takes_no_single_version_for_a_folder(base: Path, tmp_path: Path) -> None:
    arguments = ["--root", str(base), "import", str(tmp_path), "--all", "--write", "--as", "a@2020-01-01"]
    result = CliRunner().invoke(zelian, arguments)
    assert (result.exit_code, "--all 不与 --as" in result.output) == (2, True)
