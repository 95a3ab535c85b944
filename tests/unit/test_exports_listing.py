"""Listings as CSV, Excel and Word, read back with other programs than those that wrote them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports import wordstyle, workbooks
from build_tools.exports.archives import one_of_many, settled
from build_tools.exports.listing import Column, Listing, Part, as_csv, safe_name
from build_tools.exports.official_word import as_word
from build_tools.exports.workbooks import NOTES, as_workbook

DAY = dt.date(2026, 1, 1)
HOSTILE = (
    "=1+1",
    "+86",
    "-5",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    '"引号",逗号',
    "第一行\n第二行",
    "<b>&amp;</b>",
    "",
)
COLUMNS = (Column("序号", 3), Column("环节", 4), Column("内容", 20))


def listing(rows: tuple[tuple[str, ...], ...], *, grouped: str = "", title: str = "示例清单") -> Listing:
    return Listing(
        title, (Part("清单", COLUMNS, rows, grouped),), (("来源", "示例条例"),), DAY, ("示例说明。",)
    )


ROWS = tuple((str(n), "履责" if n < 5 else "督责", text) for n, text in enumerate(HOSTILE, 1))


def sheet_rows(data: bytes, name: str = "清单") -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def test_a_workbook_read_back_holds_the_rows_to_the_letter() -> None:
    head, *rows = sheet_rows(as_workbook(listing(ROWS)))
    assert head == ("序号", "环节", "内容")
    assert rows == list(ROWS)


@given(st.lists(st.tuples(*[st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]))] * 3)))
def test_any_text_comes_back_from_a_workbook_as_text(rows: list[tuple[str, str, str]]) -> None:
    data = as_workbook(listing(tuple(rows)))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["清单"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value} <= {"s"}
    kept = [tuple(cell for cell in row) for row in sheet_rows(data)[1:] if any(row)]
    assert kept == [row for row in rows if any(row)]


def test_cells_that_look_like_formulas_are_text_and_stay_so_when_edited() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(listing(ROWS))))["清单"]
    for row, text in enumerate(HOSTILE[:6], 2):
        cell = sheet.cell(row, 3)
        assert (cell.data_type, cell.value) == ("s", text)
        assert cell.quotePrefix
    assert not sheet.cell(9, 3).quotePrefix


def test_the_sheet_is_ready_to_filter_and_to_print() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(listing(ROWS))))
    sheet = book["清单"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:C{len(ROWS) + 1}"
    assert sheet.print_title_rows == "$1:$1"
    assert str(sheet.print_area).endswith(f"$A$1:$C${len(ROWS) + 1}")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width
    assert sheet_rows(as_workbook(listing(ROWS)), NOTES) == [
        ("项目", "内容"),
        ("名称", "示例清单"),
        ("来源", "示例条例"),
    ]


def test_sheets_get_names_that_excel_takes_and_that_differ() -> None:
    parts = tuple(Part(name, COLUMNS, ROWS) for name in ("a/b:c?*[x]", "甲" * 40, "甲" * 41, "说明", ""))
    names = openpyxl.load_workbook(io.BytesIO(as_workbook(Listing("x", parts, (), DAY)))).sheetnames
    assert len({name.casefold() for name in names}) == 6
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_cell_longer_than_excel_allows_is_cut_and_says_so() -> None:
    ((_, _, cell),) = sheet_rows(as_workbook(listing((("1", "履责", "长" * 40_000),))))[1:]
    assert len(cell) <= 32_767
    assert cell.endswith("……（余下从略）")


def word(rows: tuple[tuple[str, ...], ...] = ROWS, **more: str) -> Any:  # noqa: ANN401  (python-docx)
    return docx.Document(io.BytesIO(as_word(listing(rows, **more))))


def test_a_word_table_read_back_holds_the_rows_with_steps_as_subheads() -> None:
    table = word(grouped="环节").tables[0]
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found[0] == ["序号", "内容"]
    assert found[1] == ["履责", "履责"]
    assert found[6] == ["督责", "督责"]
    cells = [row for index, row in enumerate(found) if index not in {0, 1, 6}]
    assert cells == [[number, text] for number, _, text in ROWS]


def test_word_repeats_the_head_and_splits_no_row() -> None:
    rows = word().tables[0]._tbl.tr_lst  # noqa: SLF001  (no public word for it)
    properties = [[child.tag for child in row.trPr] for row in rows]
    assert qn("w:tblHeader") in properties[0]
    assert all(qn("w:tblHeader") not in found for found in properties[1:])
    assert all(qn("w:cantSplit") in found for found in properties)


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        (wordstyle.TITLE, "方正小标宋简体", 22),
        (wordstyle.TEXT, "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        (wordstyle.NUMBER, "宋体", 14),
    ],
)
def test_the_styles_name_the_fonts_of_an_official_document(style: str, font: str, size: float) -> None:
    found = word().styles[style]
    fonts = found.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert not [key for key in fonts.attrib if key.endswith("Theme")]
    assert found.font.size.pt == size
    assert found.paragraph_format.line_spacing.pt <= 30
    assert found.paragraph_format.line_spacing_rule == 4


def test_text_has_a_fixed_line_pitch_and_an_indent_of_two_characters() -> None:
    style = word().styles[wordstyle.TEXT]
    assert style.paragraph_format.line_spacing.pt == 29
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_page_is_that_of_the_standard() -> None:
    first, wide = word().sections
    size = [round(length.mm) for length in (first.page_width, first.page_height)]
    margins = [
        round(m.mm) for m in (first.top_margin, first.left_margin, first.right_margin, first.bottom_margin)
    ]
    assert size == [210, 297]
    assert margins == [37, 28, 26, 35]
    assert [size[0] - margins[1] - margins[2], size[1] - margins[0] - margins[3]] == [156, 225]
    assert (wide.orientation, round(wide.page_width.mm), round(wide.page_height.mm)) == (1, 297, 210)


def test_page_numbers_stand_between_dashes_outside_on_odd_and_even_pages() -> None:
    document = word()
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = (document.sections[0].footer, document.sections[0].even_page_footer)
    assert [footer.paragraphs[0].alignment for footer in (odd, even)] == [2, 0]
    for footer in (odd, even):
        paragraph = footer.paragraphs[0]
        assert [run.text for run in paragraph.runs] == ["— ", " —"]
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == " PAGE "  # noqa: SLF001


def test_a_long_title_breaks_before_its_year() -> None:
    title = "国有企业党委（党组）专职副书记（国有企业）2026年责任清单"
    assert word(title=title).paragraphs[0].text == title.replace("2026", "\n2026")


def test_characters_that_xml_does_not_allow_are_left_out_of_word() -> None:
    assert word((("1", "履责", "甲\x00乙\x0b丙"),)).tables[0].rows[1].cells[2].text == "甲乙丙"


def test_the_same_listing_gives_the_same_bytes_and_names_no_clock() -> None:
    for write in (as_word, as_workbook):
        data = write(listing(ROWS))
        assert data == write(listing(ROWS))
        archive = zipfile.ZipFile(io.BytesIO(data))
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert core.count("2026-01-01T00:00:00Z") == 2


def members_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_document_has_the_parts_that_the_library_itself_would_save() -> None:
    first = wordstyle.official_document("甲", DAY)
    first.styles.add_style("只在甲", 1)
    second = wordstyle.official_document("乙", DAY)
    for document in (first, second):
        wordstyle.add_title(document, "题\n目\t<&> ")
        wordstyle.add_heading(document, "一、", new_page=True)
        width = wordstyle.begin_landscape(document)
        wordstyle.add_table(document, [("列", 1.0)], [("=1",)], width=width)
    for document in (first, second):
        out = io.BytesIO()
        document.save(out)
        assert members_of(wordstyle.to_bytes(document)) == members_of(out.getvalue())
    assert "只在甲" in {style.name for style in first.styles}
    assert "只在甲" not in {style.name for style in second.styles}
    assert (first.core_properties.title, second.core_properties.title) == ("甲", "乙")


def test_a_paragraph_is_what_the_library_itself_would_add() -> None:
    for text in ("", "字", " 前后有空格 ", "换\n行\t制表", "<w:t>&amp;]]>", "\n", "“引”'号'\""):
        ours, theirs = (wordstyle.official_document("题", DAY) for _ in range(2))
        wordstyle.add_text(ours, text)
        theirs.add_paragraph(text, style=wordstyle.TEXT)
        assert ours.element.xml == theirs.element.xml


def test_a_workbook_has_the_members_that_the_library_itself_would_zip() -> None:
    found = []
    for make in (workbooks._Book, xlsxwriter.Workbook):  # noqa: SLF001  (what makes the one from the other)
        out = io.BytesIO()
        book = make(out, workbooks._OPTIONS)  # noqa: SLF001
        book.set_properties({"created": dt.datetime.combine(DAY, dt.time())})
        sheets = workbooks._Sheets(book)  # noqa: SLF001
        sheets.add_part(listing(ROWS).parts[0], "示例清单")
        sheets.add_notes(listing(ROWS))
        book.close()
        found.append(book.members if isinstance(book, workbooks._Book) else members_of(out.getvalue()))  # noqa: SLF001
    assert found[0] == found[1]
    assert members_of(as_workbook(listing(ROWS))).keys() == found[1].keys()


def test_a_file_of_many_shares_members_and_keeps_all_of_them() -> None:
    for own in (b"1", b"2"):
        members = {"own": own, "same": b"x" * 1000, "styles": own}
        data = one_of_many(members, {"same", "styles"})
        assert members_of(data) == members
        assert list(members_of(data)) == ["same", "styles", "own"]
        assert data == one_of_many(members, {"same", "styles"})


def test_settling_keeps_the_members_in_their_order() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("b", "乙")
        archive.writestr("a", "甲")
    with zipfile.ZipFile(io.BytesIO(settled(out.getvalue()))) as archive:
        assert [(name, archive.read(name).decode()) for name in archive.namelist()] == [
            ("b", "乙"),
            ("a", "甲"),
        ]


def test_csv_has_a_mark_and_disarms_formulas() -> None:
    text = as_csv(listing(ROWS))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[0] == ["序号", "环节", "内容"]
    assert [row[2] for row in rows[1:7]] == [f"'{text}" for text in HOSTILE[:6]]
    assert [row[2] for row in rows[7:]] == list(HOSTILE[6:])


def test_csv_of_several_tables_names_each() -> None:
    part = Part("甲表", COLUMNS[:1], (("1",),))
    text = as_csv(Listing("x", (part, Part("=乙表", COLUMNS[:1], (("2",),))), (), DAY))
    assert text == "\ufeff甲表\r\n序号\r\n1\r\n\r\n'=乙表\r\n序号\r\n2\r\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("专职副书记（机关）2026年责任清单.docx", "专职副书记（机关）2026年责任清单.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('a<b>:"c"|d?*.xlsx', "a_b_c_d_.xlsx"),
        (".hidden", "hidden"),
        ("con.xlsx", "_con.xlsx"),
        ("名称. ", "名称"),
        ("", "_"),
        ("换\n行\x00", "换_行_"),
    ],
)
def test_names_of_files_are_safe_everywhere(name: str, expected: str) -> None:
    assert safe_name(name) == expected


@given(st.text())
def test_no_name_of_a_file_leads_elsewhere(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert safe not in {".", ".."}
    assert len(safe.encode()) <= 181
