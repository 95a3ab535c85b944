"""Files that people hand in, and files that nobody should: each is read, or refused in one line."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from build_tools.documents import MAX_BYTES, MAX_CHARACTERS, html_text, read_document
from build_tools.errors import ToolError


def pdf_of(lines: list[str]) -> bytes:
    """Return a PDF with a text layer: one page, a line each, glyph numbers that /ToUnicode translates."""
    glyphs = {char: index for index, char in enumerate(dict.fromkeys("".join(lines)), 1)}
    shown = "".join(f"<{''.join(f'{glyphs[c]:04x}' for c in line)}> Tj T*\n" for line in lines)
    mapping = "".join(f"<{i:04x}> <{c.encode('utf-16-be').hex()}>\n" for c, i in glyphs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{mapping}endbfchar\n"
        "endcmap end end"
    )
    content = f"BT /F1 12 Tf 14 TL 50 700 Td\n{shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [7 0 R]"
            " /ToUnicode 6 0 R >>"
        ),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
    ]
    return _assembled(objects)


def _assembled(objects: list[str]) -> bytes:
    raw, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(raw))
        raw += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return (
        raw
        + f"{head}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF".encode()
    )


def read(folder: Path, name: str, raw: bytes) -> str:
    path = folder / name
    path.write_bytes(raw)
    return read_document(path)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return buffer.getvalue()


LAUGHS = "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f"<!ENTITY {name} '{f'&{below};' * 10}'>" for below, name in pairwise("abcdefghij"))
).encode()
"""Entities that unfold to ten thousand million letters."""


def word_of(body: bytes, before: bytes = b"") -> bytes:
    """Return a Word file with ``body`` in its document, after the declarations ``before``."""
    whole = io.BytesIO()
    docx.Document().save(whole)
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    text = before + b"<w:document " + names + b"><w:body>" + body + b"</w:body></w:document>"
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(**{**parts, "word/document.xml": text})


def test_entities_of_a_web_page_are_not_unfolded() -> None:
    page = LAUGHS.decode().replace("w:document", "html") + "<p>甲&j;</p>"
    assert html_text(page).splitlines()[-1] == "甲&j;"


def test_a_pdf_gives_its_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", pdf_of(["第一条　为了甲。", "第二条　乙。"])).split() == [
        "第一条",
        "为了甲。",
        "第二条",
        "乙。",
    ]


def test_a_word_file_gives_its_paragraphs_and_cells(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("第一条　甲。")
    document.add_table(1, 2).cell(0, 1).text = "格"
    document.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx").split("\n") == ["第一条　甲。", "", "格"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_office_files(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "a.txt", "第一条　甲。\r\n".encode(encoding)) == "第一条　甲。\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>甲<span>乙</span></p><p>丙</p>", "甲乙\n丙"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<p>甲\n  乙</p>", "甲 乙"),
        ("<style>p{}</style><script>var a='<p>甲</p>'</script><p>乙</p>", "乙"),
        ("<title>甲</title><p>乙&nbsp;&#20057;</p>", "乙\xa0乙"),
        ("<!-- <p>甲</p> --><!DOCTYPE html><?xml version='1.0'?><p>乙</p>", "乙"),
        ("<ruby>会<rt>huì</rt></ruby>议", "会议"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲\n乙"),
        ("<p>甲<div>乙", "甲\n乙"),
    ],
)
def test_a_web_page_gives_its_blocks(page: str, text: str) -> None:
    assert html_text(page) == text


@pytest.mark.parametrize("piece", ["<div>", "<", "<!", "<!--", "&", '<a x="', "<![CDATA[", "</"])
def test_a_broken_or_deep_page_takes_no_time(piece: str) -> None:
    assert "第一条" not in html_text(piece * 50_000)


@pytest.mark.parametrize(
    ("name", "raw", "complaint"),
    [
        ("a.doc", b"x", "不是可以读的格式；请另存为 .docx、.txt 或者 .md"),
        ("a.txt", b"\x00\x01\x02", "不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8"),
        ("a.txt", b"\xff\xfe\x00\xd8", "不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8"),
        ("a.html", b"\xff\xff\xff", "不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8"),
        ("a.docx", b"no zip", "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx"),
        ("a.docx", zipped(a=b"1"), "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx"),
        ("a.docx", zipped(a=b"0" * 100_000_001), "解压后超过 100 MB，不会是文稿"),
        ("a.docx", word_of(b"<w:p/>" * 2_000_000), "里的标记超过 200 万个，不会是文稿；请另存为 .txt"),
        ("a.docx", word_of(b"<w:p>" * 5000), "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx"),
        (
            "a.docx",
            word_of(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS),
            "不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx",
        ),
        ("a.txt", "甲".encode() * (MAX_CHARACTERS + 1), "的文字超过 100 万字，不会是文稿"),
        ("a.pdf", b"%PDF-1.4\n", "不是完好的 PDF，或者加了密码；请改用 .docx 或者 .txt"),
        ("a.pdf", pdf_of([]), "没有文字层，多半是扫描件；请先识别成文字，或者改用 .docx、.txt"),
        ("a.txt", b"a" * (MAX_BYTES + 1), "有 20 MB，超过 20 MB，不会是文稿"),
    ],
    ids="kind,binary,utf-16,page,no zip,no word,bomb,tags,deep,laughs,long,no pdf,scan,huge".split(","),
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, raw: bytes, complaint: str
) -> None:
    with pytest.raises(ToolError) as caught:
        read(tmp_path, name, raw)
    assert str(caught.value) == f"“{tmp_path / name}”{complaint}"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"读不了文件“.*none\.txt”"):
        read_document(tmp_path / "none.txt")
