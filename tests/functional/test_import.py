"""`zelian import` from the file to the overlay, as a person runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from build_tools.cli.importing import Options, import_file, import_folder
from build_tools.errors import ToolError
from build_tools.fingerprint import fingerprint
from build_tools.loading import load_corpus
from tests.unit.test_importer_documents import pdf_of, zipped

SAMPLES = Path(__file__).parents[1] / "corpora" / "imports"
MINIMAL = Path(__file__).parents[1] / "corpora" / "good" / "minimal"
LOCAL = "local/shili-tiaoli/2020-03-01.yml"
TEXT = "works/shili-tiaoli/2020-03-01.yml"
WORDS = {
    "1": "为了示例，制定本条例。",
    "2": "示例支部每季度开会，研究责任落实情况。",
    "3": "书记有下列职责：",
    "4": "召集和主持支部会议；",
    "5": "每年向示例委员会书面报告。",
    "6": "会议记录不得补造。",
}
LINES = [
    "示例条例",
    "第一章　总则",
    f"第一条　{WORDS['1']}",
    f"第二条　{WORDS['2']}",
    WORDS["3"],
    f"（一）{WORDS['4']}",
    f"（二）{WORDS['5']}",
    f"第三条　{WORDS['6']}",
]
Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The minimal base with the fingerprints of LINES."""
    root = shutil.copytree(MINIMAL, tmp_path / "regulations")
    text = (root / TEXT).read_text(encoding="utf-8")
    for digit, words in WORDS.items():
        text = text.replace(digit * 16, fingerprint(words))
    (root / TEXT).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import lines; return the exit code, what was printed, and the errors."""

    def call(lines: list[str], options: Options | None = None) -> tuple[int, str, str]:
        file = tmp_path / "文件.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        code = import_file(file, base, lambda: load_corpus(base)[0], options or Options())
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_a_sound_copy_is_shown_and_nothing_is_written(run: Import, base: Path) -> None:
    code, out, _ = run(LINES)
    assert code == 0
    assert out.splitlines() == [
        "《示例条例》",
        "  第一章　总则",
        "    第一条至第三条（3条）：二（2款2项）",
        "合计：编 0，章 1，节 0，条 3，款 4，项 2",
        "核对（shili-tiaoli@2020-03-01）：相同 6 处，不同 0 处，库里没有指纹 0 处",
        "这是预览，没有写文件。看过疑点和核对结果，加 --write 写入。",
    ]
    assert not (base / "local").exists()


def test_a_sound_copy_is_written_once_and_loaded(run: Import, base: Path) -> None:
    assert run(LINES, Options(write=True))[0] == 0
    assert "没有变化，不必写入。" in run(LINES, Options(write=True))[1]
    corpus, findings = load_corpus(base)
    assert findings == []
    assert [p.text for p in corpus.texts["shili-tiaoli"][0].by_eid.values() if p.text] == list(WORDS.values())


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda lines: [*lines[:3], f"第二条　{WORDS['3']}", *lines[5:]], "第二条第一款 文件里没有这一处"),
        (lambda lines: [line.replace("研究", "钻研") for line in lines], "第二条第一款 文字与指纹不符"),
        (
            lambda lines: [line.replace("书面", "面书") for line in lines],
            "第二条第二款第（二）项 文字与指纹不符",
        ),
    ],
    ids=["lost paragraph", "synonym", "swapped characters"],
)
def test_a_damaged_copy_is_refused_by_name(
    run: Import, base: Path, damage: Callable[[list[str]], list[str]], named: str
) -> None:
    code, out, err = run(damage(LINES), Options(write=True))
    assert (code, named in out) == (1, True)
    assert "没有写入：与指纹不符。" in err
    assert not (base / "local").exists()


def test_a_damaged_copy_can_be_accepted_and_stays_a_finding(run: Import, base: Path) -> None:
    lines = [line.replace("研究", "钻研") for line in LINES]
    assert run(lines, Options(write=True, accept=True))[0] == 0
    assert [finding.code for finding in load_corpus(base)[1]] == ["OVL002"]


def test_a_reworded_copy_is_called_that(run: Import, base: Path) -> None:
    body = [f"第{n}条　甲{n}。" for n in "一二三四五六七八九十"]
    assert "多半是洗稿" in run(["示例条例", *body])[1]


def test_another_copy_does_not_replace_the_first_unasked(run: Import, base: Path) -> None:
    run(LINES, Options(write=True))
    before = (base / LOCAL).read_bytes()
    other = [line.replace("，研究", "：研究") for line in LINES]
    with pytest.raises(ToolError, match="已经有别的内容；没有写入"):
        run(other, Options(write=True))
    assert (base / LOCAL).read_bytes() == before
    assert run(other, Options(write=True, replace=True))[0] == 0
    assert (base / LOCAL).read_bytes() != before


def test_a_new_version_gets_a_skeleton(run: Import, base: Path) -> None:
    code, out, err = run(LINES, Options(target="shili-tiaoli@2024-01-01", write=True))
    assert (code, out.count("已写入：")) == (0, 2)
    assert "新版本只有结构" in err
    assert {f.code for f in load_corpus(base)[1]} == set()
    assert (base / "works/shili-tiaoli/2024-01-01.yml").is_file()


def test_an_unknown_work_needs_a_name(run: Import, base: Path) -> None:
    lines = ["示例市档案办法", "第一条　自2024年1月1日起施行。"]
    with pytest.raises(ToolError, match="用 --as 编号@版本日期 指明写到哪里；没有写入"):
        run(lines, Options(write=True))
    assert run(lines, Options(target="dangan-banfa@2024-01-01", write=True))[1].count("已写入：") == 3


@pytest.mark.parametrize("target", ["dangan", "Dangan@2024-01-01", "../x@2024-01-01", "dangan@2024-13-01"])
def test_a_wrong_name_is_refused(run: Import, target: str) -> None:
    with pytest.raises(ToolError, match="--as 的"):
        run(LINES, Options(target=target))


@pytest.mark.parametrize("lines", [[], ["", "  "]])
def test_an_empty_file_is_refused(run: Import, lines: list[str]) -> None:
    with pytest.raises(ToolError, match="里没有文字"):
        run(lines)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("空.txt", b""),
        ("二进制.txt", bytes(range(256)) * 100),
        ("过大.txt", b"a" * 50_000_000),
        ("炸弹.docx", zipped(**{"word/document.xml": b"0" * 100_000_001})),
        ("很深.html", b"<div>" * 1_000_000),
        ("残缺.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    ],
    ids=["empty", "binary", "50 MB", "zip bomb", "deep page", "torn"],
)
def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_written(
    base: Path, tmp_path: Path, name: str, raw: bytes
) -> None:
    (tmp_path / name).write_bytes(raw)
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    options = Options(target="shili-tiaoli@2024-01-01", write=True, accept=True, replace=True)
    with pytest.raises(ToolError, match=f"^“.*{name}”[^\n]+$"):
        import_file(tmp_path / name, base, lambda: load_corpus(base)[0], options)
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before


def test_a_text_without_articles_is_shown_but_not_written(run: Import) -> None:
    with pytest.raises(ToolError, match="里没有找到条文；没有写入"):
        run(["示例准则", "甲。"], Options(write=True, target="zhunze@2024-01-01"))


def test_json_is_the_record_alone(run: Import) -> None:
    code, out, err = run(LINES, Options(form="json"))
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert (record["title"], record["chapters"], record["max_article"]) == ("示例条例", 1, 3)
    assert record["article_texts"][1]["items"] == [0, 2]
    assert json.loads(run(LINES, Options(form="json", write=True))[1]) == record


def test_doubts_and_damage_are_listed_and_counted(run: Import) -> None:
    lines = [*LINES, "附件：表", *(f"第{n}页,甲" for n in range(3))]
    lines[2] = "第一条　为了示例,制定本条例。"
    out = run(lines)[1]
    assert "疑点：1 处\n  第9行：正文之后有4行文字，没有导入（附件：表）" in out
    assert "文本卫生：1 处\n  第3行：半角标点（为了示例,制定本条例。）" in out


def test_a_long_list_is_cut_short(run: Import) -> None:
    items = [f"第{number}条　甲,乙。" for number in range(1, 41)]
    assert "  …… 还有 10 处" in run(["示例条例", *items])[1]


def test_every_form_of_a_file_gives_the_same_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SAMPLES, tmp_path / "a")
    (tmp_path / "a/expected.json").unlink()
    lines = (SAMPLES / "clean.txt").read_text(encoding="utf-8").splitlines()
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "a/word.docx"))
    wide = 40
    (tmp_path / "a/print.pdf").write_bytes(
        pdf_of([line[at : at + wide] for line in lines for at in range(0, len(line), wide)])
    )
    assert import_folder(tmp_path / "a", "json") == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(records) == 6
    assert {
        tuple(record[key] for key in ("parts", "chapters", "sections", "articles")) for record in records
    } == {(0, 3, 2, 11)}


def test_a_folder_is_listed_and_what_cannot_be_read_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("\n".join(LINES), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00")
    assert import_folder(tmp_path, "text") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        f"{(tmp_path / 'a.txt').as_posix()}\t示例条例\t编 0，章 1，节 0，条 3，款 4，项 2\t疑点 0"
    ]
    assert printed.err.startswith("错误：")


def test_a_folder_without_documents_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="里没有可以读的文件"):
        import_folder(tmp_path / "none", "text")
