"""`zelian export`: files for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools.cli.main import main
from build_tools.exports import TABLES

if TYPE_CHECKING:
    from tests.conftest import TinyBase


def export(base: TinyBase, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    command = ["zelian", "--root", str(base.root), "export", *arguments, "--as-of", "2024-01-01"]
    monkeypatch.setattr("sys.argv", command)
    with pytest.raises(SystemExit) as stop:
        main()
    return int(stop.value.code or 0)


def test_each_table_becomes_a_file(
    tiny_base: TinyBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tables"
    assert export(tiny_base, monkeypatch, "csv", "--out", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{table.name}.csv" for table in TABLES)
    assert (out / "duties.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in (out / "duties.csv").read_bytes()
    assert capsys.readouterr().out == f"已写入 {len(TABLES)} 个文件：{out}\n"


def test_each_bearer_with_recurring_duties_gets_a_calendar(
    tiny_base: TinyBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export(tiny_base, monkeypatch, "ics", "--out", str(tmp_path / "ics")) == 0
    assert [path.name for path in (tmp_path / "ics").iterdir()] == ["branch.ics"]


def test_links_and_works_are_printed(
    tiny_base: TinyBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tiny_base, monkeypatch, "graphml") == 0
    assert capsys.readouterr().out.endswith("</graphml>\n")
    assert export(tiny_base, monkeypatch, "jsonld") == 0
    assert "@graph" in json.loads(capsys.readouterr().out)


def test_the_files_of_the_site_are_those_of_the_command(
    tiny_base: TinyBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tiny_base, monkeypatch, "graphml", "--out", str(tmp_path / "a.graphml"))
    monkeypatch.setattr(
        "sys.argv",
        [
            "zelian",
            "--root",
            str(tiny_base.root),
            "pages",
            "--out",
            str(tmp_path / "p"),
            "--as-of",
            "2024-01-01",
        ],
    )
    with pytest.raises(SystemExit):
        main()
    published = tmp_path / "p/assets/data/links.graphml"
    assert published.read_bytes() == (tmp_path / "a.graphml").read_bytes()
