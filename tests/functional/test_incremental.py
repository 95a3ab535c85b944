"""An incremental build through MkDocs writes the files of one that is made anew, whatever was edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.cache import VARIABLE
from tests.conftest import TINY, TinyBase
from tests.security.building import build, project

EDITS = (
    ("regulations/duties/sample.yml", "每月召开会议。", "每月召开会议，按《样例条例》第三条。"),
    ("regulations/vocabulary/bearers.yml", "name: 党支部\n", "name: 基层党支部\n"),
    ("regulations/works/sample/work.yml", "short_title: 样例条例", "short_title: 示例条例"),
    ("docs/about.md", "# ", "# 改过的"),
    ("mkdocs.yml", "site_name: ", "site_name: 改过的"),
    ("site_config/overrides/main.html", '<meta charset="utf-8">', '<meta charset="UTF-8">'),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("incremental") / "project")
    base = TinyBase(folder / "regulations")
    for path, text in TINY.items():
        base.write(path, text)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://example.org/zelian/\n")
    return folder


def built(folder: Path, out: Path, **environment: str) -> dict[str, bytes]:
    build(folder, out, **environment)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def cached(folder: Path, out: Path, **environment: str) -> dict[str, bytes]:
    return built(folder, out, **{VARIABLE: str(folder / ".cache"), **environment})


@pytest.mark.parametrize(("path", "old", "new"), EDITS, ids=[path for path, _, _ in EDITS])
def test_after_an_edit_the_files_are_those_of_a_build_made_anew(
    folder: Path, tmp_path: Path, path: str, old: str, new: str
) -> None:
    before = cached(folder, tmp_path / "before")
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    after = cached(folder, tmp_path / "after")
    assert after == built(folder, tmp_path / "anew", **{VARIABLE: "off"})
    assert after != before


def test_another_day_shows_on_every_page(folder: Path, tmp_path: Path) -> None:
    before = cached(folder, tmp_path / "before")
    after = cached(folder, tmp_path / "after", ZELIAN_AS_OF="2026-01-02")
    assert after == built(folder, tmp_path / "anew", **{VARIABLE: "off"}, ZELIAN_AS_OF="2026-01-02")
    assert [path for path in before if path.endswith(".html") and before[path] == after[path]] == []
