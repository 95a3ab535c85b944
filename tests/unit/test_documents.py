from __future__ import annotations

import codecs
import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from build_tools import documents
from build_tools.documents import decode, read_document
from build_tools.errors import ToolError

TEXT = "依照《机关基层组织条例》第十条，\n办理。"
BROKEN_WORD = "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx"
BROKEN_TEXT = "不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8"


def word(fill: Callable[[Document], object]) -> bytes:
    """Return a Word file that ``fill`` has written in."""
    document = docx.Document()
    fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes, str], str]:
    """Write a file of this name, and read it."""

    def call(raw: bytes, name: str = "文稿.docx") -> str:
        path = tmp_path / name
        path.write_bytes(raw)
        return read_document(path)

    return call


Read = Callable[..., str]


@pytest.mark.parametrize("name", ["文稿.txt", "文稿.TXT", "文稿.md", "文稿.markdown", "文稿"])
def test_text_and_markdown_are_read_as_they_are(read: Read, name: str) -> None:
    assert read(TEXT.encode(), name) == TEXT


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with BOM", "gb18030", "utf-16", "utf-8 of Windows", "gb18030 of Windows"],
)
def test_the_encodings_of_chinese_offices_are_told_apart(raw: bytes) -> None:
    assert decode(raw, "标准输入") == TEXT


@pytest.mark.parametrize("raw", [b"\xff\xff\xff", b"\x81", bytes(range(256)), "第一条\0".encode()])
def test_bytes_that_are_no_text_are_an_error(raw: bytes) -> None:
    with pytest.raises(ToolError, match=f"“标准输入”{BROKEN_TEXT}"):
        decode(raw, "标准输入")


@given(st.binary(max_size=40))
def test_any_bytes_are_a_text_or_an_error_of_use(raw: bytes) -> None:
    with contextlib.suppress(ToolError):
        assert isinstance(decode(raw, "标准输入"), str)


def test_a_paragraph_of_word_is_a_line(read: Read) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("依照《机关基层组织条例》")
        document.add_paragraph("")
        paragraph = document.add_paragraph("第十条")
        paragraph.add_run("第（三）项\t办理").bold = True
        paragraph.add_run("\n另起")

    assert read(word(fill)) == "依照《机关基层组织条例》\n\n第十条第（三）项\t办理 另起"


def test_a_table_of_word_is_read_cell_by_cell_and_a_merged_cell_once(read: Read) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("前")
        table = document.add_table(rows=2, cols=2)
        for index, text in enumerate("甲乙丙丁"):
            table.cell(*divmod(index, 2)).text = text
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "内"
        document.add_paragraph("后")

    assert [line for line in read(word(fill)).split("\n") if line] == ["前", *"甲乙丙丁内后"]


def test_what_a_tracked_change_inserts_is_read_and_what_it_deletes_is_not(read: Read) -> None:
    changes = f"""
        <w:p {nsdecls("w")}>
          <w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>
          <w:r><w:t>依照第</w:t></w:r>
          <w:del w:id="1" w:author="甲"><w:r><w:delText>九</w:delText></w:r></w:del>
          <w:ins w:id="2" w:author="甲"><w:r><w:t>十</w:t></w:r></w:ins>
          <w:moveFrom w:id="3" w:author="甲"><w:r><w:t>旧</w:t></w:r></w:moveFrom>
          <w:r><w:t>条</w:t></w:r>
        </w:p>"""

    def fill(document: Document) -> None:
        document.element.body.insert(0, parse_xml(changes))

    assert read(word(fill)).split("\n")[0] == "依照第十条"


def test_a_text_box_is_read_once_and_apart_from_the_paragraph_around_it(read: Read) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph = f"""
        <w:p {nsdecls("w")} {compatible}>
          <w:r><w:t>框前</w:t></w:r>
          <w:r><mc:AlternateContent>
            <mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>
          </mc:AlternateContent></w:r>
          <w:r><w:t>框后</w:t></w:r>
        </w:p>"""

    def fill(document: Document) -> None:
        document.element.body.insert(0, parse_xml(paragraph))

    assert read(word(fill)).split("\n")[:2] == ["框前框后", "框内"]


def _unknown_compression(raw: bytes) -> bytes:
    """Return a Word file in which each part claims a way of compression that nobody knows."""
    return raw.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
    )


def _without_document(raw: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as whole, zipfile.ZipFile(stream, "w") as part:
        for name in whole.namelist():
            if name != "word/document.xml":
                part.writestr(name, whole.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: TEXT.encode(),
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:2000] + bytes(500) + raw[2500:],
        lambda raw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        _unknown_compression,
        _without_document,
    ],
    ids=["empty", "text", "cut off", "overwritten", "encrypted or .doc", "compression", "no document"],
)
def test_a_damaged_word_file_is_an_error_of_use(read: Read, damage: Callable[[bytes], bytes]) -> None:
    whole = word(lambda document: document.add_paragraph(TEXT))
    with pytest.raises(ToolError, match=BROKEN_WORD):
        read(damage(whole))


@pytest.mark.parametrize("name", ["文稿.doc", "文稿.wps", "文稿.xlsx", "文稿.rtf"])
def test_a_file_of_another_kind_is_refused_with_what_to_do(read: Read, name: str) -> None:
    with pytest.raises(ToolError, match=r"不是可以读的格式；请另存为 .docx、.txt 或者 .md"):
        read(b"", name)


def test_a_file_that_is_not_there_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"读不了文件“.*没有.txt”"):
        read_document(tmp_path / "没有.txt")
    with pytest.raises(ToolError, match="读不了文件"):
        read_document(tmp_path)


def test_a_web_page_is_read_block_by_block_without_what_is_not_shown(read: Read) -> None:
    page = """<html><head><title>题</title><style>p {}</style></head><body>
        <h1>请示</h1><p>依照<b>《机关基层组织条例》</b>
        第十条<ruby>办<rt>ban</rt></ruby>理。<br>另起</p><script>第九条</script></body></html>"""
    assert read(page.encode("gb18030"), "网页.HTML") == "请示\n依照《机关基层组织条例》 第十条办理。\n另起"


def test_a_pdf_without_text_is_said_to_be_scanned(read: Read) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(ToolError, match="没有文字层，多半是扫描件"):
        read(stream.getvalue(), "扫描.pdf")
    with pytest.raises(ToolError, match="不是完好的 PDF"):
        read(b"%PDF", "损坏.pdf")


def test_a_file_that_is_too_big_is_not_read(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = word(lambda document: document.add_paragraph(TEXT))
    monkeypatch.setattr(documents, "MAX_UNPACKED", 1000)
    with pytest.raises(ToolError, match="解压后超过"):
        read(whole)
    monkeypatch.setattr(documents, "MAX_BYTES", 1000)
    with pytest.raises(ToolError, match="不会是文稿"):
        read(whole)
