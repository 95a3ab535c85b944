"""Input: what a stranger may put into a file or a folder is one clear finding, in bounded time and memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from build_tools.documents import read_document
from build_tools.errors import ToolError
from build_tools.gathering import gather
from build_tools.knowledge_base import open_knowledge_base
from build_tools.model import Duty
from build_tools.model.duty import Duration, DurationUnit
from build_tools.model.practice import Figure
from build_tools.yaml_source import parse_yaml
from tests.conftest import TinyBase
from tests.site.building import ROOT

LIMIT_MB = 600
_CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from build_tools.cli.main import main
main()
"""


def bomb() -> bytes:
    """Nine lists of nine references to the list before: a billion texts, were references read."""
    rows = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [
        b"a%d: &a%d [%s]" % (number, number, b", ".join([b"*a%d" % (number - 1)] * 9))
        for number in range(1, 10)
    ]
    return b"\n".join(rows)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "a bomb of references": (bomb(), "YAML003"),
    "nested lists": (b"a: " + b"[" * 10_000 + b"]" * 10_000, "YAML008"),
    "nested mappings": (b"{a: " * 10_000, "YAML008"),
    "nested blocks": (b"- " * 10_000 + b"x", "YAML008"),
    "a scalar of 50 MB": (b"a: " + b"x" * 50_000_000, "YAML008"),
    "a NUL": (b"a: x\x00y", "YAML005"),
    "a NUL behind a backslash": (b'a: "x\\0y"', "YAML005"),
    "a lone surrogate": (b"a: \xed\xa0\x80", "YAML005"),
    "a lone surrogate behind a backslash": (b'a: "\\ud800"', "YAML001"),
    "a character that there is not": (b'a: "\\UFFFFFFFF"', "YAML001"),
    "a byte order mark": (b"\xef\xbb\xbfa: 1", "YAML005"),
    "UTF-16": ("a: 1".encode("utf-16"), "YAML005"),
    "GB 18030": ("a: 责任".encode("gb18030"), "YAML005"),
    "mixed encodings": ("a: 责任".encode() + "责任".encode("gb18030"), "YAML005"),
    "overlong UTF-8": (b"a: \xc0\xaf", "YAML005"),
    "right to left override": ("a: 应\u202e当".encode(), "YAML005"),
    "isolate": ("a: 应\u2066当".encode(), "YAML005"),
    "zero width space": ("a: 应\u200b当".encode(), "YAML005"),
    "soft hyphen": ("a: 应\u00ad当".encode(), "YAML005"),
    "tag characters": ("a: 应\U000e0041当".encode(), "YAML005"),
    "hangul filler": ("a: 应\u3164当".encode(), "YAML005"),
    "variation selector": ("a: 应\ufe00当".encode(), "YAML005"),
    "an invisible key": (b'"\\u200b": 1', "YAML005"),
    "a duplicate key": (b"a: 1\na: 2", "YAML002"),
    "a tag that would run a program": (b'a: !!python/object/apply:os.system ["id"]', "YAML003"),
    "a merge key": (b"a: {<<: {b: 1}}", "YAML003"),
    "two documents": (b"a: 1\n---\nb: 2", "YAML007"),
    "another version of YAML": (b"%YAML 9.9\n---\na: 1", "YAML001"),
    "nothing": (b"", "YAML006"),
    "comments alone": (b"#\n" * 1_000_000, "YAML006"),
    "lists as keys": (b"? " * 50 + b"x", "YAML008"),
}


@pytest.mark.parametrize(("raw", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_found_out(raw: bytes, code: str) -> None:
    _document, findings = parse_yaml("x.yml", raw)
    assert code in {finding.code for finding in findings}
    assert all(str(finding).isprintable() for finding in findings)


@pytest.mark.parametrize("text", ["a: 1\r\nb: 2\r\n", "a: 1\rb: 2\r"])
def test_line_ends_of_other_systems_are_read(text: str) -> None:
    document, findings = parse_yaml("x.yml", text.encode())
    assert document
    assert (document.data, findings) == ({"a": "1", "b": "2"}, [])


@pytest.mark.parametrize("raw", [bomb(), b"[" * 3_000_000, b"a: " + b"x" * 50_000_000, b"- &a x\n" * 90_000])
def test_a_check_of_a_hostile_file_stays_in_its_bounds(tiny_base: TinyBase, raw: bytes) -> None:
    tiny_base.write_raw("problems/hostile.yml", raw)
    before = sorted(tiny_base.root.rglob("*"))
    limit = LIMIT_MB * 1_000_000
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _CHILD.format(limit=limit),
            "--root",
            str(tiny_base.root),
            "--no-cache",
            "check",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr[-500:]
    assert "Traceback" not in done.stderr
    assert "problems/hostile.yml" in done.stdout
    assert sorted(tiny_base.root.rglob("*")) == before


VALUES = {
    "an exponent": "1e999999999",
    "not a number": "NaN",
    "infinity": "Infinity",
    "five thousand digits": "1" * 5000,
    "digits of another width": "１２",
    "underscores": "1_000",
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_figure_is_a_number_of_bounded_length(tiny_base: TinyBase, value: str) -> None:
    tiny_base.replace("experiences/north/monthly-board.yml", '"12"', f'"{value}"')
    (finding,) = tiny_base.findings()
    assert "SCH003" in finding
    assert len(finding) < 300


@pytest.mark.parametrize("value", ["99999999999999999999", "10001", "9" * 5000, "-1", "0"])
def test_counts_are_bounded(tiny_base: TinyBase, value: str) -> None:
    tiny_base.replace("duties/sample.yml", "at_least: 1", f"at_least: {value}")
    (finding,) = tiny_base.findings()
    assert "SCH003" in finding


@pytest.mark.parametrize(
    "day", ["0001-01-01", "0000-01-01", "1799-12-31", "2200-01-01", "9999-12-31", "99999-01-01"]
)
def test_days_outside_of_the_calendar_of_the_records_are_refused(tiny_base: TinyBase, day: str) -> None:
    tiny_base.replace("works/sample/work.yml", "2020-01-01", day)
    (finding,) = tiny_base.findings()
    assert "SCH003" in finding


def test_the_largest_values_do_not_break_a_site(tiny_base: TinyBase) -> None:
    assert Duration(value=10_000, unit=DurationUnit.YEAR).days == 3_650_000
    assert str(Figure(label="数", value=Decimal("9" * 16), unit="个")) == "9" * 16 + "个"
    tiny_base.replace("duties/sample.yml", "at_least: 1", "at_least: 10000, term_years: 10000")
    tiny_base.replace("works/sample/work.yml", "2022-01-01", "2199-12-31")
    assert open_knowledge_base(tiny_base.root).findings is not None


@pytest.mark.parametrize(
    "identifier",
    ["../../etc/passwd", "..", ".", "a/b", "a\\\\b", "con", "com1", "A", "a b", "a" * 81, "-a", "责任", ""],
)
def test_an_id_that_is_no_file_name_is_refused(tiny_base: TinyBase, identifier: str) -> None:
    tiny_base.replace("duties/sample.yml", "id: chair-meetings", f'id: "{identifier}"')
    corpus, findings = tiny_base.load()
    assert "SCH003" in {finding.code for finding in findings}
    assert identifier not in corpus.duties
    assert all(isinstance(duty, Duty) for duty in corpus.duties.values())


def links(base: Path, outside: Path) -> None:
    (base / "problems/outside.yml").symlink_to(outside / "secret.yml")
    (base / "problems/inside.yml").symlink_to(base / "problems/sample.yml")
    (base / "experiences/outside").symlink_to(outside, target_is_directory=True)
    (base / "problems/loop.yml").symlink_to(base / "problems/loop.yml")


def test_links_are_not_followed_and_not_published(
    tiny_base: TinyBase, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yml").write_text("secret: 机密\n", encoding="utf-8")
    links(tiny_base.root, outside)
    files, findings = gather(tiny_base.root)
    assert {finding.code for finding in findings} == {"LAY002"}
    assert len(findings) == 4
    assert not any("机密".encode() in raw for raw in files.values())


NAMES = [
    "con.yml",
    "AUX.yml",
    "nul.tar.yml",
    "com1.yml",
    "a:b.yml",
    "a?.yml",
    "a\nb.yml",
    "a<b>.yml",
    'a".yml',
    "a\\b.yml",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_no_other_system_keeps_are_found(tiny_base: TinyBase, name: str) -> None:
    (tiny_base.root / "problems" / name).write_text("problems: []\n", encoding="utf-8")
    findings = [finding for finding in gather(tiny_base.root)[1] if finding.code == "LAY003"]
    assert len(findings) == 1
    assert str(findings[0]).isprintable()


def test_a_name_that_is_no_text_is_found(tiny_base: TinyBase) -> None:
    path = bytes(tiny_base.root) + b"/problems/\xff.yml"
    with open(path, "wb") as file:  # noqa: PTH123  (pathlib takes no bytes)
        file.write(b"problems: []\n")
    (finding,) = gather(tiny_base.root)[1]
    assert str(finding).encode()


def test_a_file_that_cannot_be_read_is_one_line(tiny_base: TinyBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(ToolError, match="读不了文件"):
        gather(tiny_base.root)


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    return out.getvalue()


def entities() -> bytes:
    rows = ['<!ENTITY a0 "xxxxxxxxxx">']
    rows += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f"<!DOCTYPE x [{''.join(rows)}]><html><p>&a9;</p></html>".encode()


def word(document: bytes) -> bytes:
    """A Word file that is whole but for its document."""
    import docx  # noqa: PLC0415  (slow)

    whole, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, document if name == "word/document.xml" else source.read(name))
    return out.getvalue()


_OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>A&e;B</w:t></w:r></w:p></w:body></w:document>'
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip bomb": ("x.docx", zip_bomb),
    "a broken archive": ("x.docx", lambda: b"PK\x03\x04broken"),
    "a broken PDF": ("x.pdf", lambda: b"%PDF-1.7\n1 0 obj <<>>"),
    "too many bytes": ("x.txt", lambda: b"x" * 20_000_001),
    "binary": ("x.txt", lambda: bytes(range(256))),
    "an unknown kind": ("x.exe", lambda: b"MZ"),
}


@pytest.mark.parametrize(("name", "make"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_hostile_document_is_refused_in_one_line(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    (tmp_path / name).write_bytes(make())
    with pytest.raises(ToolError) as caught:
        read_document(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_entities_of_a_document_are_not_fetched_or_multiplied(tmp_path: Path) -> None:
    hostname = (
        Path("/etc/hostname").read_text(encoding="utf-8").strip() if Path("/etc/hostname").exists() else "?"
    )
    (tmp_path / "x.docx").write_bytes(word(_OUTSIDE + _BODY.encode()))
    (tmp_path / "x.html").write_bytes(entities())
    try:
        text = read_document(tmp_path / "x.docx")
    except ToolError:
        text = ""
    assert hostname not in text
    assert len(read_document(tmp_path / "x.html")) < 1000


def test_scripts_of_a_web_page_are_not_text(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(
        "<p>正文<script>alert(1)</script><style>p{}</style><iframe srcdoc='<b>x'></iframe></p>"
        "<svg><text>x</text></svg>",
        encoding="utf-8",
    )
    assert read_document(tmp_path / "x.html") == "正文"


def test_deep_nesting_of_a_web_page_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<div>" * 200_000 + "正文", encoding="utf-8")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_document(tmp_path / "x.html").strip() == "正文"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used < 300_000
