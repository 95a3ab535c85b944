from pathlib import Path

import docx
import pytest

from build_tools.documents import MAX_BYTES
from build_tools.errors import ToolError
from build_tools.intake import read_report
from build_tools.intake.reading import MAX_CHARACTERS, normal_text

TEXT = "一、明确责任\n样例市列出责任清单。"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(ToolError) as error:
        read_report(path)
    return str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_is_read_in_the_encodings_of_chinese_offices(tmp_path: Path, encoding: str) -> None:
    assert read_report(write(tmp_path / "a.txt", TEXT.encode(encoding))) == TEXT


def test_line_breaks_and_invisible_characters_are_made_uniform() -> None:
    assert normal_text("甲\r\n乙\r丙\u2028丁\u200b\xa0戊\x1b", "a") == "甲\n乙\n丙\n丁 戊"


def test_the_marks_of_markdown_go(tmp_path: Path) -> None:
    text = "# 样例市的做法\n> 引言\n**清单**制度![图](a.png)\n## 一、明确责任"
    assert read_report(write(tmp_path / "a.md", text)) == "样例市的做法\n引言\n清单制度\n一、明确责任"


def test_word_files_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    assert read_report(tmp_path / "a.docx") == TEXT


def test_web_pages_are_read_block_by_block(tmp_path: Path) -> None:
    page = "<style>p{}</style><h1>样例<span>做法</span></h1><p><ruby>會<rt>huì</rt></ruby>議。<br>第二行</p>"
    assert read_report(write(tmp_path / "a.html", page)) == "样例做法\n會議。\n第二行"


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", "\ufeff\u200b".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "没有文字" in refused(write(tmp_path / "a.txt", content))


def test_binary_data_is_refused(tmp_path: Path) -> None:
    assert "编码" in refused(write(tmp_path / "a.txt", bytes(range(32)) * 20))
    assert "a.txt" in refused(write(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8))
    assert "不是文本文件" in refused(write(tmp_path / "a.txt", "\U0003ffff\u0378".encode() * 50))


def test_huge_files_are_refused(tmp_path: Path) -> None:
    assert "MB" in refused(write(tmp_path / "a.txt", b"a" * (MAX_BYTES + 1)))
    assert "请只保留要用的材料" in refused(write(tmp_path / "a.txt", "党" * (MAX_CHARACTERS + 1)))


def test_a_damaged_word_file_is_refused(tmp_path: Path) -> None:
    assert "不是完好的 Word 文件" in refused(write(tmp_path / "a.docx", b"PK nothing"))


def test_other_files_are_refused(tmp_path: Path) -> None:
    assert "格式" in refused(write(tmp_path / "a.xls", b"table"))
    assert "读不了" in refused(tmp_path / "none.txt")
    assert "读不了" in refused(tmp_path)


def test_a_file_of_one_line_is_read(tmp_path: Path) -> None:
    assert read_report(write(tmp_path / "a.txt", TEXT.replace("\n", ""))) == TEXT.replace("\n", "")
