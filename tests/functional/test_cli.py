import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from build_tools.cli.generate import generated_files
from build_tools.cli.main import zelian
from tests.functional.conftest import Run
from tests.functional.test_templates import lay_out

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small knowledge base: the templates, in their places, beside the real vocabulary."""
    lay_out(tmp_path / "regulations")
    return tmp_path


def test_without_a_command_the_help_is_shown_in_chinese(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    assert out.startswith("用法：zelian [选项] 命令 …")
    assert not re.search(r"Usage|Options|Commands|Show this", out)


def test_every_command_has_a_chinese_help() -> None:
    for name, command in zelian.commands.items():
        with click.Context(command, info_name=name) as context:
            assert re.search(r"[\u4e00-\u9fff]", command.get_short_help_str()), name
            assert "Show this message" not in command.get_help(context), name


def test_check_is_clean_on_the_real_data(run: Run) -> None:
    assert run("check", "--as-of", "2026-01-01") == (0, "检查通过，没有发现问题。\n", "")


def test_check_lists_every_fault_of_every_file_and_fails(run: Run, copy: Path) -> None:
    duties = copy / "regulations/duties/example-regulation.yml"
    text = duties.read_text(encoding="utf-8")
    duties.write_text(
        text.replace("第二条第一款", "第九条").replace("机关党委", "机关党组"), encoding="utf-8"
    )
    code, out, _ = run("check", cwd=copy)
    assert code == 1
    assert re.search(
        r"^regulations/duties/example-regulation.yml:\d+:\d+ REF001 错误：《示例工作条例》没有第九条",
        out,
        re.MULTILINE,
    )
    assert re.search(r"REF004 错误：.*机关党组", out)


def test_check_speaks_json_and_github(run: Run) -> None:
    assert json.loads(run("check", "--format", "json")[1]) == []
    assert run("check", "--format", "github") == (0, "", "")


def test_a_citation_shows_its_digest_and_its_duties(run: Run) -> None:
    code, out, _ = run("show", "机关基层组织条例第十条第三项")
    assert code == 0
    assert out.startswith("《机关基层组织条例》第十条第（三）项")
    assert "要点由本库编写，以正式文本为准" in out
    assert "由此而来的责任" in out


def test_a_post_shows_its_duties_by_origin(run: Run) -> None:
    code, out, _ = run("show", "专职副书记")
    assert code == 0
    assert re.findall(r"本身的责任|作为机关基层党组织负责人的责任|所在组织（机关党委）的责任", out) == [
        "本身的责任",
        "作为机关基层党组织负责人的责任",
        "所在组织（机关党委）的责任",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("三会一课", "术语"),
        ("main-responsibility-inspection", "福建"),
        ("zhuti-zeren-guiding", "党委（党组）落实全面从严治党主体责任规定"),
        ("《问责条例》", "仅著录书目"),
    ],
)
def test_terms_experiences_and_works_can_be_shown(run: Run, query: str, expected: str) -> None:
    code, out, _ = run("show", query)
    assert code == 0
    assert expected in out


def test_a_duty_shows_its_basis(run: Run, copy: Path) -> None:
    code, out, _ = run("show", "example-annual-inspection", cwd=copy)
    assert code == 0
    assert "依据：《示例工作条例》第二条第一款" in out
    assert "检查出清单" in out
    assert "常见问题：检查走过场" in out


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("机关基层组织条例第六十条", "《机关基层组织条例》没有第六十条，该文共43条；最接近的是第四十三条"),
        ("专职付书记", "没有找到“专职付书记”；是否指“专职副书记”"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest(run: Run, query: str, message: str) -> None:
    code, out, err = run("show", query)
    assert (code, out) == (1, "")
    assert err.startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bad"], "错误：没有选项 --bad"),
        (["nope"], "错误：没有命令 'nope'"),
        (["show"], "错误：缺少“引用或编号”"),
        (["show", "a", "b"], "错误：多余的参数"),
        (["check", "--as-of", "x"], "错误：选项 --as-of 的值不对（“x”不是日期"),
        (["check", "--format", "x"], "错误：选项 --format 的值不对（可以写 text、json、github、sarif）"),
        (["pages"], "错误：缺少选项 --out"),
        (["--root", "nowhere", "check"], "错误：找不到知识库目录“nowhere”"),
        (["explain", "REF999"], "错误：没有"),
        (["export", "json", "--out", "README.md/x.json"], "错误：写不了文件"),
    ],
)
def test_wrong_use_gets_one_chinese_line_and_code_2(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(message)


def test_build_outside_the_project_says_where_to_go(run: Run, tmp_path: Path) -> None:
    code, _, err = run("build", cwd=tmp_path)
    assert (code, err) == (2, "错误：当前目录没有 mkdocs.yml；请在项目根目录运行\n")


def test_build_and_serve_call_the_engine(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command[1:])
        if "--site-dir" in command:
            Path(command[-1]).mkdir()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", record)
    assert run("build", "--site-dir", str(tmp_path / "site"))[0] == 0
    assert run("serve", "--port", "8123")[0] == 0
    assert [call[:5] for call in calls] == [
        ["-m", "mkdocs", "build", "--strict", "--site-dir"],
        ["-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:8123"],
    ]
    assert Path(calls[0][5]).parent.parent == tmp_path  # beside the site, to be moved there


def test_fmt_shows_the_difference_or_writes_it(run: Run, copy: Path) -> None:
    duties = copy / "regulations/duties/example-regulation.yml"
    before = duties.read_text(encoding="utf-8")
    duties.write_text(
        before.replace("《示例工作条例》第二条第一款", "中国共产党示例工作条例第2条第1款"), encoding="utf-8"
    )
    changed = duties.read_text(encoding="utf-8")
    code, out, _ = run("fmt", "--check", cwd=copy)
    assert code == 1
    assert "+  basis: [《示例工作条例》第二条第一款]" in out
    assert duties.read_text(encoding="utf-8") == changed
    assert run("fmt", cwd=copy)[0] == 0
    assert duties.read_text(encoding="utf-8") == before


def test_fmt_takes_the_files_it_is_given(run: Run, copy: Path) -> None:
    files = [copy / "regulations/vocabulary" / name for name in ("stages.yml", "lines.yml")]
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace("  name: ", "  name:   "), encoding="utf-8")
    code, out, _ = run("fmt", "regulations/vocabulary/lines.yml", cwd=copy)
    assert (code, out.splitlines()[-1]) == (0, "1 个文件已改写，共 1 个文件。")
    assert [("  name:   " in file.read_text(encoding="utf-8")) for file in files] == [True, False]
    code, _, err = run("fmt", "README.md", cwd=copy)
    assert (code, err) == (2, "错误：“README.md”不是知识库“regulations”里的文件\n")


def test_a_clause_of_which_only_the_number_is_kept_leads_to_its_chapter(run: Run) -> None:
    _, out, _ = run("show", "纪律处分条例第十条")
    assert "本条只著录编号，内容见第二章的要点" in out


def test_fmt_leaves_an_unreadable_file_alone(run: Run, copy: Path) -> None:
    broken = copy / "regulations/vocabulary/terms.yml"
    broken.write_text("terms: [", encoding="utf-8")
    code, _, err = run("fmt", cwd=copy)
    assert code == 1
    assert "YAML001" in err
    assert broken.read_text(encoding="utf-8") == "terms: ["


def test_the_impact_of_a_revision_names_what_rests_on_the_changed_clauses(run: Run) -> None:
    code, out, _ = run("impact", "党章", "2017", "2022")
    assert code == 0
    assert out.startswith("《党章》2017年10月24日文本 → 2022年10月22日文本")
    assert "修改 第三条" in out


def test_reviews_are_listed_and_recorded(run: Run, copy: Path) -> None:
    duties = copy / "regulations/duties/example-regulation.yml"
    assert "example-annual-inspection" in run("review", "--list", cwd=copy)[1]
    assert run("review", "--all", "--by", "示例市委办公室", "--on", "2026-01-01", cwd=copy)[0] == 0
    assert 'on: "2026-01-01"' in duties.read_text(encoding="utf-8")
    assert run("check", cwd=copy)[0] == 0


def test_a_number_out_of_range_is_told_in_chinese(run: Run) -> None:
    code, _, err = run("paper", "--post", "机关党委", "--n", "3000", "--out", "x")
    assert (code, err) == (2, "错误：选项 --n 的值不对（写 1 到 500 之间的整数）；用 --help 查看用法\n")


def test_explain_describes_a_code(run: Run) -> None:
    code, out, _ = run("explain", "ref001")
    assert code == 0
    assert "REF001" in out


def test_pages_are_written_as_files(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("pages", "--out", str(tmp_path / "pages"))
    assert code == 0
    assert re.match(r"已写入 \d+ 个页面：", out)
    assert (tmp_path / "pages" / "manifest.json").is_file()


def test_export_goes_to_a_file_or_to_the_terminal(run: Run, tmp_path: Path) -> None:
    assert run("export", "json", "--as-of", "2026-01-01", "--out", str(tmp_path / "kb.json")) == (0, "", "")
    _, out, _ = run("export", "json", "--as-of", "2026-01-01")
    assert (tmp_path / "kb.json").read_text(encoding="utf-8") == out
    assert json.loads(out)["as_of"] == "2026-01-01"


def test_stats_are_tables_or_json(run: Run) -> None:
    assert "设定义务" in run("stats")[1]
    assert json.loads(run("stats", "--format", "json")[1])["questions"] == 0


def test_the_generated_files_are_current(run: Run) -> None:
    assert run("generate", "--check") == (0, "", "")


def test_generate_writes_what_is_stale(run: Run, copy: Path) -> None:
    code, out, _ = run("generate", cwd=copy)
    assert (code, out.splitlines()[0]) == (0, "已更新：regulations/schema/work.schema.json")
    assert run("generate", "--check", cwd=copy)[0] == 0
    (copy / "docs/reference/cli.md").write_text("旧", encoding="utf-8")
    assert run("generate", "--check", cwd=copy) == (1, "已过时：docs/reference/cli.md\n", "")


def test_every_command_is_in_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    page = generated_files(Path("regulations"), Path("docs"), zelian)[Path("docs/reference/cli.md")]
    assert [name for name in zelian.commands if f"## zelian {name} " not in page] == []


def test_the_module_runs_like_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build_tools", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("责链 zelian ")
