"""Word documents in the form of an official document (GB/T 9704-2012 《党政机关公文格式》).

From the standard: A4; 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm; 22 lines of 28 characters a page, text in
三号仿宋; title in 二号小标宋; heads of the first level in 黑体, of the second in 楷体; page numbers in 四号
半角宋体 between dashes, outside on odd and even pages, 7 mm below the 版心; wide tables on landscape pages.
The fonts are named, not embedded: a machine without them shows its own.
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from build_tools.exports.archives import one_of_many

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from docx.section import Section
    from docx.text.paragraph import Paragraph

TITLE_FONT, TEXT_FONT, HEAD_FONT, SUBHEAD_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
NUMBER_FONT, LATIN_FONT = "宋体", "Times New Roman"
TITLE, TEXT, CELL, CELL_HEAD, NUMBER = "公文标题", "公文正文", "表格文字", "表格表头", "公文页码"
_GRID = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="580"/>'
"""22 lines in 225 mm are 29 pt each, in twentieths of a point."""
_TIGHT = f'<w:spacing {nsdecls("w")} w:val="-5"/>'
"""28 characters in 156 mm are 15.793 pt each, less than 三号 (16 pt), so they stand closer, in twentieths of
a point. A grid of characters would say the same, but LibreOffice gives two of its cells to each."""
_KEPT = frozenset(
    {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Heading1", "Heading2", "TableGrid"}
    | {"Header", "Footer"}
)
_UNUSED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering")
_PORTRAIT = {"top": 37.0, "left": 28.0, "right": 26.0, "bottom": 35.0}
_LANDSCAPE = {"top": 28.0, "left": 35.0, "right": 37.0, "bottom": 26.0}
TEXT_WIDTH, TEXT_HEIGHT = 156.0, 225.0
_OFF_GRID = f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'
"""Lines of another pitch than that of the grid would take two of its lines each."""
_TEXT_SIZE = 16
"""三号, in points."""
_AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl")
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
_TO_FILL_IN = 560
"""The height of a row that is to be filled in by hand, in twentieths of a point."""
_WORDS = nsdecls("w")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_CHANGING = {"word/document.xml", "docProps/core.xml"}
_OF_EACH = {"/word/document.xml", "/docProps/core.xml", "/word/styles.xml"}
"""The parts that a document has for itself; its styles are mostly those of the others."""
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\n\t"} | {0xFFFE: None, 0xFFFF: None}


@dataclass(frozen=True, slots=True)
class _Face:
    """A paragraph style: its font, its size and line in points, its place."""

    name: str
    font: str
    size: float
    line: float
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indented: bool = False
    kept: bool = False


_FACES = (
    _Face(TITLE, TITLE_FONT, 22, 30, WD_ALIGN_PARAGRAPH.CENTER, kept=True),
    _Face(TEXT, TEXT_FONT, 16, 29, indented=True),
    _Face("Heading 1", HEAD_FONT, 16, 29, indented=True, kept=True),
    _Face("Heading 2", SUBHEAD_FONT, 16, 29, indented=True, kept=True),
    _Face(CELL, TEXT_FONT, 10.5, 15, WD_ALIGN_PARAGRAPH.LEFT),
    _Face(CELL_HEAD, HEAD_FONT, 10.5, 15, WD_ALIGN_PARAGRAPH.CENTER),
    _Face(NUMBER, NUMBER_FONT, 14, 16, WD_ALIGN_PARAGRAPH.RIGHT),
)


LONGEST_FACT = 255
"""How many characters a title among the properties of a file may have (ECMA-376)."""


def official_document(title: str, day: dt.date) -> Document:
    """Return an empty document of this form: styles, margins, page numbers; ``day`` stands for the clock.

    Text, styles and properties are its own; the other parts (footers, settings) are those of all documents.
    """
    blank = _blank()
    shared = {id(part): part for part in _parts(blank) if part.partname not in _OF_EACH}
    document = copy.deepcopy(blank, shared)
    moment = dt.datetime.combine(day, dt.time())
    facts = document.core_properties
    facts.title, facts.comments = title[:LONGEST_FACT], ""
    facts.author = facts.last_modified_by = "责链"
    facts.created = facts.modified = moment
    facts.language, facts.revision = "zh-CN", 1
    return document


def to_bytes(document: Document) -> bytes:
    """Return the file of a document: the same document, the same bytes."""
    own = {_name_of(part): part.blob for part in _parts(document) if part.partname in _OF_EACH}
    members = _members() | own
    return one_of_many(members, members.keys() - _CHANGING)


def add_title(document: Document, text: str) -> None:
    """Add the title, with an empty line after it; a line break in ``text`` breaks its line."""
    _add_paragraph(document, text, TITLE)
    _add_paragraph(document, "", TEXT)


def add_heading(document: Document, text: str, level: int = 1, *, new_page: bool | None = None) -> None:
    """Add a head of the first (黑体) or the second level (楷体); the numbering is the caller's."""
    broken = {None: "", True: "<w:pageBreakBefore/>", False: '<w:pageBreakBefore w:val="0"/>'}[new_page]
    _add_paragraph(document, text, f"Heading {level}", broken)


def add_text(document: Document, text: str) -> None:
    """Add a paragraph of text, indented by two characters."""
    _add_paragraph(document, text, TEXT)


def _add_paragraph(document: Document, text: str, style: str, more: str = "") -> None:
    """Add a paragraph as XML: python-docx looks up the name of the style among all styles each time."""
    properties = f'<w:pPr><w:pStyle w:val="{_style_ids()[style]}"/>{more}</w:pPr>'
    _add(document, f"<w:p {_WORDS}>{properties}{_run(_clean(text))}</w:p>")


def _run(text: str) -> str:
    """Return a run; a line break and a tab are elements of their own."""
    pieces = (_MARKS.get(piece) or _words(piece) for piece in re.split(r"([\n\t])", text) if piece)
    return f"<w:r>{''.join(pieces)}</w:r>" if text else ""


def _words(text: str) -> str:
    kept = ' xml:space="preserve"' if text.strip() != text else ""
    return f"<w:t{kept}>{escape(text, quote=False)}</w:t>"


def _add(document: Document, xml: str) -> None:
    """Add an element to the end of a document, before the form of its last pages."""
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def begin_landscape(document: Document) -> float:
    """Turn from upright to landscape pages, for a wide table; return their text width in millimetres."""
    body: Any = document.element.body
    upright, landscape = map(copy.deepcopy, _turn())
    body.replace(body.sectPr, landscape)
    landscape.addprevious(upright)
    return TEXT_HEIGHT


@cache
def _turn() -> tuple[Any, Any]:
    """Return the paragraph that ends the upright pages, and the form of the landscape pages after it."""
    document = copy.deepcopy(_blank())
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    _set_margins(section, _LANDSCAPE, footer=13)
    _lay_grid(section, None)
    upright, landscape = document.element.body
    return upright, landscape


def add_table(
    document: Document,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[str]],
    *,
    width: float = TEXT_WIDTH,
) -> None:
    """Add a table ``width`` millimetres wide: its head repeats on every page, no row is split.

    ``columns`` are names with their shares of the width. A row of one cell runs across as a subhead.
    """
    whole = sum(share for _, share in columns)
    twips = [round(share / whole * width * 1440 / 25.4) for _, share in columns]
    head = _row([name for name, _ in columns], twips, CELL_HEAD, "<w:tblHeader/>")
    body = "".join(_row(row, twips, CELL if len(row) > 1 else CELL_HEAD) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{twip}"/>' for twip in twips)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    _add(
        document,
        f'<w:tbl {_WORDS}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>",
    )
    _add_paragraph(document, "", CELL)  # a table must not end a document: LibreOffice would lose its section


def _row(cells: Sequence[str], twips: Sequence[int], style: str, more: str = "") -> str:
    """Return a row as XML: python-docx takes a hundred times as long for a table of some hundred rows."""
    if len(cells) == 1 < len(twips):
        properties = f'<w:tcW w:w="{sum(twips)}" w:type="dxa"/><w:gridSpan w:val="{len(twips)}"/>'
        inner = f"<w:tc><w:tcPr>{properties}</w:tcPr>{_cell(cells[0], style, '<w:keepNext/>')}</w:tc>"
    else:
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twip}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_cell(cell, style)}</w:tc>"
            for cell, twip in zip(cells, twips, strict=True)
        )
    if not any(cells[1:]) and len(cells) > 1:
        more += f'<w:trHeight w:val="{_TO_FILL_IN}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{inner}</w:tr>"


@lru_cache(maxsize=100_000)
def _cell(text: str, style: str, more: str = "") -> str:
    lines = _clean(text).split("\n")
    more += '<w:jc w:val="center"/>' if text.isdecimal() else ""
    properties = f'<w:pPr><w:pStyle w:val="{_style_ids()[style]}"/>{more}</w:pPr>'
    return "".join(
        f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r></w:p>'
        for line in lines
    )


def _clean(text: str) -> str:
    """Return ``text`` without the characters that XML does not allow."""
    return text.translate(_UNPRINTABLE)


def _parts(document: Document) -> Iterator[Part]:
    found: Iterator[Part] = document.part.package.iter_parts()
    return found


def _name_of(part: Part) -> str:
    return str(part.partname).lstrip("/")


@cache
def _members() -> dict[str, bytes]:
    """Return the members of the file of an empty document."""
    out = io.BytesIO()
    _blank().save(out)
    with zipfile.ZipFile(out) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


@cache
def _blank() -> Document:
    """Return an empty document with the styles, made once: not to be written to."""
    document = docx.Document()
    _forget_the_rest(document)
    _speak_chinese(document)
    normal: Any = document.styles["Normal"]
    _set_fonts(normal, TEXT_FONT)
    normal.font.size = Pt(_TEXT_SIZE)
    for face in _FACES:
        _set_face(document, face)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _set_margins(section, _PORTRAIT, footer=23)
    _lay_grid(section, _GRID)
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number_pages(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return document


@cache
def _style_ids() -> dict[str, str]:
    styles = _blank().styles
    return {face.name: str(styles[face.name].style_id) for face in _FACES}


def _forget_the_rest(document: Document) -> None:
    """Take out what comes with python-docx and is not used: some 150 styles, a picture of its first page."""
    styles = document.styles.element
    for style in [s for s in styles.findall(qn("w:style")) if s.get(qn("w:styleId")) not in _KEPT]:
        styles.remove(style)
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)
    for link in [*styles.iter(qn("w:link"))]:
        link.getparent().remove(link)
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(_UNUSED)]:
            del rels[key]


def _speak_chinese(document: Document) -> None:
    """Take the fonts of the theme out of the styles: Word prefers them to fonts named; set the language."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [key for key in fonts.attrib if str(key).endswith("Theme")]:
            del fonts.attrib[name]


def _set_face(document: Document, face: _Face) -> None:
    known = {style.name for style in document.styles}
    new = face.name not in known
    style: Any = (
        document.styles.add_style(face.name, WD_STYLE_TYPE.PARAGRAPH) if new else document.styles[face.name]
    )
    style.base_style = document.styles["Normal"]
    _set_fonts(style, face.font, NUMBER_FONT if face.name == NUMBER else LATIN_FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(face.size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.alignment, form.keep_with_next = face.alignment, face.kept
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face.line)
    form.space_before = form.space_after = Pt(0)
    if face.indented:
        _indent(style.element, "firstLine", 2, face.size)
    if face.size == _TEXT_SIZE:
        style.element.get_or_add_rPr().insert_element_before(parse_xml(_TIGHT), *_AFTER_SPACING)
    else:
        style.element.get_or_add_pPr().insert_element_before(parse_xml(_OFF_GRID), *_AFTER_SNAP)


def _set_fonts(style: Any, east_asian: str, latin: str = LATIN_FONT) -> None:  # noqa: ANN401  (several classes)
    """Name the fonts of a style; Word takes the one for Chinese characters from `eastAsia` alone."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script, font in (("eastAsia", east_asian), ("hAnsi", latin), ("cs", latin)):
        fonts.set(qn(f"w:{script}"), font)


def _indent(part: Any, side: str, characters: int, size: float) -> None:  # noqa: ANN401  (style or paragraph)
    """Indent a style or a paragraph by whole characters: Word reads these, other programs the length."""
    indent = part.get_or_add_pPr().get_or_add_ind()
    indent.set(qn(f"w:{side}Chars"), str(100 * characters))
    indent.set(qn(f"w:{side}"), str(round(20 * size * characters)))


def _set_margins(section: Section, margins: dict[str, float], footer: float) -> None:
    section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
    section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
    section.header_distance, section.footer_distance = Mm(15), Mm(footer)


def _lay_grid(section: Section, grid: str | None) -> None:
    """Lay the grid of a section, None for no grid."""
    properties = section._sectPr  # noqa: SLF001  (python-docx has no word for the grid)
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    if grid:
        properties.append(parse_xml(grid))


def _number_pages(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """Write — 1 — with one character left free on the outer side."""
    paragraph.style = NUMBER
    paragraph.alignment = side
    _indent(paragraph._p, "right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left", 1, 14)  # noqa: SLF001
    paragraph.add_run("— ")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)  # noqa: SLF001
    paragraph.add_run(" —")
