from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from build_tools import cache as cache_module
from build_tools.cache import VARIABLE
from build_tools.cli.checking import findings_of
from build_tools.errors import ToolError
from build_tools.findings import Finding
from build_tools.knowledge_base import open_knowledge_base
from tests.conftest import TinyBase
from tests.unit.test_cache import EDITS, edited

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def found(root: Path, as_of: dt.date = DAY) -> tuple[Finding, ...]:
    return open_knowledge_base(root, as_of=as_of).findings


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("the knowledge base was opened")


@given(EDITS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_edited_the_answer_is_that_without_a_cache(
    tiny_base: TinyBase, folder: Path, edits: list[tuple[int, tuple[str, str]]]
) -> None:
    for root in edited(tiny_base.root, edits):
        expected = found(root)
        assert findings_of(root, DAY) == expected
        assert findings_of(root, DAY) == expected  # this one is kept


def test_files_that_come_go_and_move_are_seen(tiny_base: TinyBase, folder: Path) -> None:
    paths = sorted(tiny_base.root.rglob("*.yml"))
    for path in paths:
        raw = path.read_bytes()
        for change in (path.unlink, lambda p=path, r=raw: p.with_name("moved.yml").write_bytes(r)):
            change()
            assert findings_of(tiny_base.root, DAY) == found(tiny_base.root)
        path.with_name("moved.yml").unlink()
        path.write_bytes(raw)
    assert findings_of(tiny_base.root, DAY) == found(tiny_base.root)


def test_an_answer_is_found_once(tiny_base: TinyBase, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tiny_base.root / "stray.yml").write_text("a: 1\n", encoding="utf-8")
    first = findings_of(tiny_base.root, DAY)
    monkeypatch.setattr("build_tools.knowledge_base.knowledge_base_in", refuse)
    assert findings_of(tiny_base.root, DAY) == first
    assert "LAY001" in {finding.code for finding in first}


@pytest.mark.parametrize(
    "change",
    ["build_tools.cli.checking.installed", "build_tools.cache.PACKAGE"],
)
def test_an_answer_of_other_libraries_or_other_code_is_not_used(
    tiny_base: TinyBase, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    findings_of(tiny_base.root, DAY)
    other = folder.parent / "code"
    other.mkdir()
    (other / "code.py").write_text("# other\n", encoding="utf-8")
    monkeypatch.setattr(change, other if change.endswith("PACKAGE") else lambda: "others")
    monkeypatch.setattr("build_tools.knowledge_base.knowledge_base_in", refuse)
    with pytest.raises(AssertionError, match="was opened"):
        findings_of(tiny_base.root, DAY)


def test_another_day_has_an_answer_of_its_own(
    tiny_base: TinyBase, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings_of(tiny_base.root, DAY)
    monkeypatch.setattr("build_tools.knowledge_base.knowledge_base_in", refuse)
    with pytest.raises(AssertionError, match="was opened"):
        findings_of(tiny_base.root, DAY + dt.timedelta(days=1))


def test_a_damaged_answer_is_found_anew(tiny_base: TinyBase, folder: Path) -> None:
    first = findings_of(tiny_base.root, DAY)
    for entry in folder.iterdir():
        entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert findings_of(tiny_base.root, DAY) == first


def test_nothing_to_check_is_an_error_with_and_without_an_answer(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(ToolError, match="找不到知识库目录"):
        findings_of(tmp_path / "none", DAY)


def test_what_is_installed_is_named_with_its_version() -> None:
    assert "pydantic-" in cache_module.installed()
