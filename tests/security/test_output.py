"""Output: no text of a record becomes an element, an attribute, a script or a formula where it is written."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from click.testing import CliRunner, Result
from icalendar import Calendar
from lxml import etree  # type: ignore[import-untyped]

from build_tools.cli.exporting import export
from build_tools.cli.main import zelian
from build_tools.errors import ToolError
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.layout import FILE_KINDS, file_kind
from build_tools.model.base import record_in
from build_tools.site import Site, build_pages, source_copies
from tests.security.conftest import AS_OF, hostile
from tests.security.elements import smuggled
from tests.security.hostile import BASE, Data, Model, is_text, text_fields
from tests.security.payloads import PAYLOADS

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, CSV Injection)."""


def test_there_are_enough_payloads_and_the_base_has_a_file_of_every_kind() -> None:
    assert len(set(PAYLOADS)) >= 80
    kinds = {kind.name for path in BASE if (kind := file_kind(path))}
    assert kinds == {kind.name for kind in FILE_KINDS}


def test_every_text_field_of_every_record_holds_a_payload(tmp_path: Path) -> None:
    filled: set[tuple[str, str]] = set()
    root = hostile(tmp_path, ("PWNED",), names_too=True)
    for path in BASE:
        kind = file_kind(path)
        assert kind
        body = (root / path).read_text(encoding="utf-8").partition("\n")[2]
        filled |= set(_filled(kind.file, json.loads(body)))
    numbers = {(model, "num") for model, name in text_fields() if name == "num"}
    wording = {(model, "text") for model, name in text_fields() if name == "text"}
    assert text_fields() - filled - numbers - wording <= {
        ("Indicator", "source"),  # the id of a report, or a citation
    }


def test_a_hostile_base_reaches_the_pages(hostile_kb: KnowledgeBase, hostile_site: Site) -> None:
    codes = {finding.code for finding in hostile_kb.loading_findings}
    assert not {code for code in codes if code.startswith(("YAML", "SCH", "LAY"))}
    assert len(hostile_site.pages) > 30


def test_pages_hold_no_element_or_attribute_of_a_text(
    hostile_site: Site, known: set[tuple[str, str]]
) -> None:
    found = {page.path: faults for page in hostile_site.pages if (faults := smuggled(page.html, known))}
    assert found == {}


def test_pages_hold_none_where_references_lead_somewhere(tmp_path: Path, known: set[tuple[str, str]]) -> None:
    root = hostile(tmp_path, PAYLOADS[::3], names_too=False)
    site = build_pages(open_knowledge_base(root, as_of=AS_OF))
    assert {page.path: faults for page in site.pages if (faults := smuggled(page.html, known))} == {}


def test_scripts_with_data_are_one_value_that_no_page_can_end(hostile_site: Site) -> None:
    scripts = [asset for asset in hostile_site.assets if asset.path.endswith(".js")]
    assert scripts
    for asset in scripts:
        statement = _STATEMENT.fullmatch(asset.content.strip())
        assert statement, asset.path
        assert not {"</", "<!--", "\u2028", "\u2029"} & set(_pairs(asset.content)), asset.path
        quoted = statement["quoted"]
        json.loads(statement["data"] if quoted is None else re.sub(r"\\(['\\])", r"\1", quoted))


def test_assets_of_a_hostile_site_are_whole(hostile_site: Site) -> None:
    for asset in hostile_site.assets:
        _READERS[asset.path.rpartition(".")[2]](asset.content.encode())


def test_copies_of_the_data_are_text(hostile_kb: KnowledgeBase) -> None:
    assert {asset.path.rpartition(".")[2] for asset in source_copies(hostile_kb)} == {"txt"}


def test_every_export_of_a_hostile_base_is_whole(hostile_kb: KnowledgeBase, tmp_path: Path) -> None:
    written = 0
    for name in export.commands:
        written += _export(hostile_kb.root, name, tmp_path / name)
    assert written >= len(export.commands)


def test_questions_of_a_hostile_base_are_whole(hostile_kb: KnowledgeBase, tmp_path: Path) -> None:
    arguments = ["paper", "--post", "branch", "--n", "1", "--out", str(tmp_path)]
    forms = [part for form in ("word", "csv", "anki", "qti") for part in ("--form", form)]
    result = _run(hostile_kb.root, [*arguments, *forms])
    assert result.exit_code == 0, result.output
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    for path in files:
        assert path.parent == tmp_path
        _READERS[path.suffix.removeprefix(".")](path.read_bytes())


_STATEMENT = re.compile(
    r'(?:window\.\w+|\(window\.\w+=window\.\w+\|\|\{\}\)\["[\w-]+"\])='
    r"(?:JSON\.parse\('(?P<quoted>(?:[^'\\\n\r]|\\['\\])*+)'\)|(?P<data>.*));",
    re.DOTALL,
)
_FORMS = {"calendar": ("xlsx", "docx", "csv", "ics")}
_FOLDERS = frozenset({"csv", "ics"})
_FILES = {"json": "json", "graphml": "graphml", "jsonld": "jsonld", "akn": "xml"}


def _export(root: Path, name: str, folder: Path) -> int:
    """Run one command of `zelian export` in every form, read what it wrote, and return how many files."""
    folder.mkdir()
    if name in _FOLDERS:
        results = [_run(root, ["export", name, "--out", str(folder)])]
    elif name in _FILES:
        results = [_run(root, ["export", name, "--out", str(folder / f"x.{_FILES[name]}")])]
    else:
        forms = _FORMS.get(name, ("xlsx", "docx", "csv"))
        results = [_run(root, ["export", name, "--format", f, "--out", str(folder)]) for f in forms]
    assert {result.exit_code for result in results} <= {0, 1, 2}, [result.output for result in results]
    files = [path for path in folder.parent.rglob("*") if path.is_file() and path.is_relative_to(folder)]
    for path in files:
        _READERS[path.suffix.removeprefix(".")](path.read_bytes())
    return len(files)


def _run(root: Path, arguments: list[str]) -> Result:
    result = CliRunner().invoke(zelian, ["--root", str(root), "--no-cache", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        assert isinstance(result.exception, ToolError), result.exception
    return result


def _filled(model: Model, data: Data) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        value = data.get(field.alias or name)
        inner = record_in(field.annotation)
        if inner and value:
            for entry in value if isinstance(value, list) else [value]:
                yield from _filled(inner, entry)
        elif not inner and is_text(model, name) and "PWNED" in str(value):
            yield model.__name__, name


def _pairs(text: str) -> set[str]:
    return {mark for mark in ("</", "<!--", "\u2028", "\u2029") if mark in text}


def _csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len({len(row) for row in rows if row}) >= 1
    numbers = [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _is_number(cell)]
    assert numbers == []


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def _ics(content: bytes) -> None:
    calendar = Calendar.from_ical(content)
    assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT"}
    for event in calendar.walk("VEVENT"):
        assert not set(event) & {"ATTACH", "URL", "X-PWNED"}
        assert str(event["UID"]).endswith("@zelian")


def _xml(content: bytes) -> None:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    assert root.getroottree().docinfo.internalDTD is None
    assert not [node for node in root.iter() if "pwned" in str(node.tag) + " ".join(node.attrib)]
    assert not [n for n in root.iter() if isinstance(n.tag, str) and etree.QName(n).localname == "script"]
    assert not list(root.iter(etree.ProcessingInstruction, etree.Comment, etree.Entity))


def _office(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("/") or ".." in name]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                inner = etree.fromstring(archive.read(name))
                external = inner.xpath("//*[@TargetMode='External']/@Target")
                assert not [target for target in external if "pwned" in target], name
                fields = inner.xpath("//*[local-name()='fldSimple']/@*[local-name()='instr']")
                assert {field.strip() for field in fields} <= {"PAGE"}, name
                assert not inner.xpath("//*[local-name()='f']"), name


def _xlsx(content: bytes) -> None:
    _office(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


def _zip(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            _xml(archive.read(name))


def _apkg(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        collection = archive.read("collection.anki2")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(collection)
    for (fields,) in connection.execute("select flds from notes"):
        assert (
            smuggled(fields, {(tag, "") for tag in ("div", "b", "span", "br", "ul", "li", "ol", "p")}) == []
        )
    connection.close()


_READERS: dict[str, Callable[[bytes], object]] = {
    "js": lambda content: None,  # above
    "json": json.loads,
    "jsonld": json.loads,
    "csv": _csv,
    "ics": _ics,
    "graphml": _xml,
    "xml": _xml,
    "svg": _xml,
    "docx": _office,
    "xlsx": _xlsx,
    "zip": _zip,
    "apkg": _apkg,
}
