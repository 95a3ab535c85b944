"""Listings as Excel workbooks: a sheet per table, and one with the notes."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.packager import Packager

from build_tools.exports.archives import one_of_many
from build_tools.exports.listing import Column, Listing, Part
from build_tools.exports.tables import is_formula

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NOTES = "说明"
_A4 = 9
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME, _LONGEST_CELL, _LONGEST_HEADER = 31, 32_767, 120
_LINE, _PADDING, _HIGHEST = 13.5, 4.5, 409.0
"""Points; Excel allows no higher row."""
_TO_FILL_IN = 28.0
_NARROW = re.compile(r"[\x00-\u2e7f]")
_CUT = "……（余下从略）"
_PER_CHARACTER = 2
"""Widths are counted in digits: a Chinese character takes two."""
_SAME = frozenset(
    {
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
    }
)
"""Members that are the same in all workbooks with the same number of sheets."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def as_workbook(listing: Listing) -> bytes:
    """Return the workbook: heads frozen and repeated on paper, filters, wrapped text, A4 landscape.

    Every cell is text, also one that begins like a formula. The same listing gives the same bytes.
    """
    book = _Book(io.BytesIO(), _OPTIONS)
    moment = dt.datetime.combine(listing.day, dt.time())
    book.set_properties({"title": listing.title, "author": "责链", "created": moment})
    sheets = _Sheets(book)
    for part in listing.parts:
        sheets.add_part(part, listing.title)
    sheets.add_notes(listing)
    book.close()
    return one_of_many(book.members, _SAME)


class _Book(xlsxwriter.Workbook):
    """A workbook that is not zipped by the library, which would compress anew what all workbooks share."""

    members: dict[str, bytes]
    """The members of the file, once it is closed."""

    def _get_packager(self) -> Packager:
        """Return what makes the members: the library asks for it when the workbook is closed."""
        self.members = {}
        return _Members(self.members)


class _Members(Packager):
    """Makes the members of a workbook and leaves none of them to be zipped."""

    def __init__(self, members: dict[str, bytes]) -> None:
        super().__init__()
        self._taken = members

    def _create_package(self) -> list[tuple[io.StringIO, str, bool]]:
        made: list[tuple[io.StringIO, str, bool]] = super()._create_package()  # type: ignore[no-untyped-call]
        self._taken.update((name, text.getvalue().encode()) for text, name, _ in made)
        return []


class _Sheets:
    """The sheets of a workbook, with its formats and the names that are taken."""

    def __init__(self, book: Workbook) -> None:
        cell = {"text_wrap": True, "valign": "vcenter", "border": 1, "font_name": "宋体", "font_size": 10}
        self._book = book
        self._names: set[str] = set()
        self._cell = book.add_format(cell)
        self._quoted = book.add_format({**cell, "quote_prefix": True})
        self._number = book.add_format({**cell, "align": "center"})
        bold = {**cell, "bold": True, "align": "center", "bg_color": "#EDEAE3"}
        self._head = book.add_format(bold)

    def add_part(self, part: Part, title: str) -> None:
        """Add the sheet of a table."""
        sheet = self._sheet(part.name, part.columns, part.rows)
        last = max(len(part.rows), 1)
        sheet.autofilter(0, 0, last, len(part.columns) - 1)
        sheet.set_header(f"&C&12{_in_header(title)}")

    def add_notes(self, listing: Listing) -> None:
        """Add the sheet with what the listing is and where it comes from."""
        columns = (Column("项目", 12), Column("内容", 70))
        self._sheet(NOTES, columns, (("名称", listing.title), *listing.facts))

    def _sheet(self, name: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]]) -> Worksheet:
        sheet = self._book.add_worksheet(self._free(name))
        for index, column in enumerate(columns):
            sheet.set_column(index, index, _PER_CHARACTER * column.width + 1)
            sheet.write_string(0, index, column.name, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            sheet.set_row(last, _height(row, columns))
            for index, cell in enumerate(row):
                sheet.write_string(last, index, _fitting(cell), self._format(cell))
        _set_paper(sheet, last, len(columns) - 1)
        return sheet

    def _format(self, cell: str) -> Format:
        if is_formula(cell):
            return self._quoted
        return self._number if cell.isdecimal() else self._cell

    def _free(self, name: str) -> str:
        """Return a name that Excel takes and that no other sheet has."""
        short = _FORBIDDEN.sub("_", name)[:_LONGEST_NAME] or "_"
        number = 1
        while short.casefold() in self._names:
            number += 1
            short = f"{short[: _LONGEST_NAME - 3]}_{number}"
        self._names.add(short.casefold())
        return short


def _set_paper(sheet: Worksheet, last_row: int, last_column: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _height(row: tuple[str, ...], columns: tuple[Column, ...]) -> float:
    """Return the height that the fullest cell of a row needs: not every program finds it by itself."""
    if not any(row[1:]):
        return _TO_FILL_IN
    lines = max(_lines(cell, column.width) for cell, column in zip(row, columns, strict=True))
    return min(_LINE * lines + _PADDING, _HIGHEST)


@lru_cache(maxsize=100_000)
def _lines(cell: str, width: float) -> int:
    lengths = (len(line) - 0.5 * len(_NARROW.findall(line)) for line in cell.split("\n"))
    return sum(max(1, math.ceil(length / width)) for length in lengths)


def _in_header(title: str) -> str:
    """Return a title for the head of a page, where & begins a code."""
    return title[:_LONGEST_HEADER].replace("&", "&&")


def _fitting(cell: str) -> str:
    """Return what a cell can hold."""
    return cell if len(cell) <= _LONGEST_CELL else cell[: _LONGEST_CELL - len(_CUT)] + _CUT
