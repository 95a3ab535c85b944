"""Compiled templates are kept beside them, and never trusted when damaged or of something else."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from build_tools.pages.compiled import CompiledTemplates
from build_tools.pages.rendering import _environment

TEMPLATE = "{{ 1 + 1 }} {% for x in words %}{{ x }};{% endfor %}"


class Counting(jinja2.Environment):
    compiled = 0

    def _generate(self, *arguments: object, **more: object) -> str:
        self.compiled += 1
        return str(super()._generate(*arguments, **more))  # type: ignore[arg-type]


def rendered(folder: Path, *facts: str, autoescape: bool = False) -> tuple[str, int]:
    """Return what the template writes in a new environment, and how many templates were compiled for that."""
    environment = Counting(
        loader=jinja2.FileSystemLoader(folder),
        bytecode_cache=CompiledTemplates(folder, *facts),
        autoescape=autoescape,
    )
    text = environment.get_template("page.html").render(words=("<甲>", "乙"))
    return text, environment.compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*.jinja"))


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert rendered(folder) == ("2 <甲>;乙;", 1)
    assert len(kept(folder)) == 1
    assert rendered(folder) == ("2 <甲>;乙;", 0)


def test_a_changed_template_is_compiled_anew_in_the_same_file(folder: Path) -> None:
    rendered(folder)
    (folder / "page.html").write_text("别的", encoding="utf-8")
    assert rendered(folder) == ("别的", 1)
    assert rendered(folder) == ("别的", 0)
    assert len(kept(folder)) == 1


def test_options_and_versions_are_kept_apart(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered(folder)
    assert rendered(folder, autoescape=True) == ("2 &lt;甲&gt;;乙;", 1)
    assert rendered(folder, "theme 2") == ("2 <甲>;乙;", 1)
    monkeypatch.setattr(jinja2, "__version__", "99")
    assert rendered(folder) == ("2 <甲>;乙;", 1)
    assert len(kept(folder)) == 4


@pytest.mark.parametrize("place", [0, 10, 70, 90, -1])
def test_a_damaged_entry_is_compiled_anew_and_mended(folder: Path, place: int) -> None:
    rendered(folder)
    (entry,) = kept(folder)
    whole = entry.read_bytes()
    damaged = bytearray(whole)
    damaged[place] ^= 0xFF
    for content in (bytes(damaged), whole[:place], whole[: len(whole) // 2], b""):
        entry.write_bytes(content)
        assert rendered(folder) == ("2 <甲>;乙;", 1)
        assert entry.read_bytes() == whole


def test_a_folder_that_cannot_be_written_keeps_nothing(folder: Path) -> None:
    (folder / "__pycache__").write_bytes(b"")  # a file in its place: nobody can write into it, root neither
    assert rendered(folder) == ("2 <甲>;乙;", 1)
    assert rendered(folder) == ("2 <甲>;乙;", 1)


def test_where_python_writes_no_byte_code_neither_do_templates(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folder) == ("2 <甲>;乙;", 1)
    assert not (folder / "__pycache__").exists()


def test_byte_code_goes_where_python_is_told_to_put_its_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    assert rendered(folder)[1] == 1
    assert rendered(folder)[1] == 0
    assert not (folder / "__pycache__").exists()
    assert len(list((tmp_path / "elsewhere").rglob("*.jinja"))) == 1


def test_no_filter_of_ours_is_worked_out_while_compiling() -> None:
    names = _environment().filters.keys() - jinja2.Environment(autoescape=True).filters.keys()
    assert names
    for name in names:
        compiled = _environment().compile(f"{{{{ '2021-03-15'|{name} }}}}", raw=True)
        assert "filters[" in compiled
        assert "2021年3月15日" not in compiled
