"""Reading the text of documents that people write: plain text, Markdown, Word, web pages, PDF."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_tools.errors import ToolError, reason_of

if TYPE_CHECKING:
    import pypdf

TEXT_ENDINGS = frozenset({".txt", ".md", ".markdown", ""})
WEB_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".aspx"})

MAX_BYTES = 20_000_000
"""The largest file that is read; the longest code of law has two million."""

MAX_UNPACKED = 100_000_000
MAX_MARKS = 2_000_000
"""So many tags the text of a Word file may have; each takes some four hundred bytes of memory."""

MAX_CHARACTERS = 1_000_000
"""The longest text that is read: the longest code of law has a seventh of that."""

MAX_PDF_PAGES = 3000

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREAD = (
    f"{_WORD}moveFrom",
    f"{_WORD}tabs",  # where tabs stop: not text
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # says the same again
)


def read_document(path: Path) -> str:
    """Return the text of a .txt, .md, .docx, .html or .pdf file; tables cell by cell.

    A paragraph is a line; a PDF keeps the lines that it is set in.

    Raises:
        ToolError: the file is not there, is of another kind, is too big, or cannot be read.
    """
    text = _text(path, _bytes(path))
    if len(text) > MAX_CHARACTERS:
        raise ToolError(f"“{path}”的文字超过 {MAX_CHARACTERS // 10_000} 万字，不会是文稿")
    return text


def _text(path: Path, raw: bytes) -> str:
    match path.suffix.lower():
        case ".docx":
            return _word_text(path, raw)
        case ".pdf":
            return _pdf_text(path, raw)
        case ending if ending in WEB_ENDINGS:
            return html_text(decode(raw, str(path)))
        case ending if ending in TEXT_ENDINGS:
            return decode(raw, str(path))
    raise ToolError(f"“{path}”不是可以读的格式；请另存为 .docx、.txt 或者 .md")


def decode(raw: bytes, name: str) -> str:
    """Return text in UTF-8 or GB 18030 (or UTF-16 that says so), the encodings of Chinese office files.

    Raises:
        ToolError: it is none of them.
    """
    encodings = ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        return text
    raise ToolError(f"“{name}”不是 UTF-8 或 GB 18030 编码的文本；请另存为 UTF-8")


def html_text(source: str) -> str:
    """Return the text of a web page: one line a block, no scripts, styles or pinyin over characters."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415  (needed for web pages only)

    parser = etree.HTMLParser(target=_Page(), huge_tree=True, encoding="utf-8")
    try:
        text: str = etree.fromstring(source.encode(errors="replace"), parser)
    except etree.LxmlError:
        return ""  # no element at all
    return text


def without_comments(source: str) -> str:
    """Return ``source`` without HTML comments; the lines keep their numbers."""
    kept: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0 and (end := source.find("-->", start)) >= 0:
        kept += [source[at:start], "\n" * source.count("\n", start, end)]
        at = end + len("-->")
    return "".join([*kept, source[at:]])


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ToolError(
                f"“{path}”有 {size // 1_000_000} MB，超过 {MAX_BYTES // 1_000_000} MB，不会是文稿"
            )
        return path.read_bytes()
    except OSError as error:
        raise ToolError(f"读不了文件“{path}”（{reason_of(error)}）") from None


def _word_text(path: Path, raw: bytes) -> str:
    import docx  # noqa: PLC0415  (slow to import, needed for Word files only)

    try:
        _refuse_bomb(path, raw)
        body = docx.Document(io.BytesIO(raw)).element.body
    except ToolError:
        raise
    except Exception as error:  # a damaged file makes python-docx raise almost anything
        raise ToolError(f"“{path}”不是完好的 Word 文件；请用 Word 或 WPS 打开后另存为 .docx") from error
    return "\n".join(_paragraphs(body))


def _paragraphs(body: Any) -> list[str]:  # noqa: ANN401  (an element of lxml, which has no types)
    """Return the text of each paragraph, those of tables, text boxes and insertions too, each once.

    Text that a tracked change deletes or moves away is left out.
    """
    written = {f"{_WORD}t": None, f"{_WORD}tab": "\t", f"{_WORD}br": " ", f"{_WORD}cr": " "}
    paragraphs: dict[Any, list[str]] = {}
    for element in body.iter(f"{_WORD}p", *written):
        if next(element.iterancestors(*_UNREAD), None) is not None:
            continue
        if element.tag == f"{_WORD}p":
            paragraphs[element] = []
        elif (holder := next(element.iterancestors(f"{_WORD}p"), None)) is not None:
            paragraphs[holder].append(written[element.tag] or element.text or "")
    return ["".join(pieces) for pieces in paragraphs.values()]


def _refuse_bomb(path: Path, raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise ToolError(f"“{path}”解压后超过 {MAX_UNPACKED // 1_000_000} MB，不会是文稿")
        marks = sum(_marks(archive, entry) for entry in entries)
    if marks > MAX_MARKS:
        raise ToolError(f"“{path}”里的标记超过 {MAX_MARKS // 10_000} 万个，不会是文稿；请另存为 .txt")


def _marks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return how many tags a part has, read piece by piece; one of a wrong size makes zipfile raise."""
    with archive.open(entry) as part:
        return sum(piece.count(b"<") for piece in iter(lambda: part.read(1 << 20), b""))


def _pdf_text(path: Path, raw: bytes) -> str:
    import pypdf  # noqa: PLC0415  (slow to import, needed for PDF files only)

    try:
        text = _pages_text(pypdf.PdfReader(io.BytesIO(raw)))
    except ToolError:
        raise
    except Exception as error:  # a damaged PDF makes pypdf raise almost anything
        raise ToolError(f"“{path}”不是完好的 PDF，或者加了密码；请改用 .docx 或者 .txt") from error
    if not text.strip():
        raise ToolError(f"“{path}”没有文字层，多半是扫描件；请先识别成文字，或者改用 .docx、.txt")
    return text


def _pages_text(reader: pypdf.PdfReader) -> str:
    if len(reader.pages) > MAX_PDF_PAGES:
        raise ToolError(f"PDF 超过 {MAX_PDF_PAGES} 页，不会是文稿")
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > MAX_CHARACTERS:
            raise ToolError(f"PDF 的文字超过 {MAX_CHARACTERS // 10_000} 万字，不会是文稿")
    return "\n".join(pages)


class _Page:
    """Takes the events of a web page and collects its text; without a tree, nesting costs nothing."""

    _SKIPPED = frozenset("script style noscript template rt rp select svg title textarea button".split())
    _INLINE = frozenset(
        "a abbr acronym b bdi bdo big cite code em font i ins label mark o:p q ruby rb s small span"
        " strike strong sub sup u".split()
    )

    def __init__(self) -> None:
        self._blocks: list[list[str]] = [[]]
        self._skipping = ""

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """Begin a block, or an element that is not shown."""
        if tag in self._SKIPPED:
            self._skipping = self._skipping or tag
        elif tag not in self._INLINE:
            self._break()

    def end(self, tag: str) -> None:
        """End a block, or an element that is not shown."""
        if tag == self._skipping:
            self._skipping = ""
        elif tag not in self._INLINE:
            self._break()

    def _break(self) -> None:
        if self._blocks[-1]:
            self._blocks.append([])

    def data(self, data: str) -> None:
        """Take text that is shown."""
        if not self._skipping:
            self._blocks[-1].append(data)

    def close(self) -> str:
        """Return the lines that hold anything."""
        lines = (re.sub(r"[ \t\r\n\f]+", " ", "".join(block)).strip(" ") for block in self._blocks)
        return "\n".join(line for line in lines if line.strip())
