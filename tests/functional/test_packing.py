"""`zelian pack` and `zelian verify`, as a person runs them."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools.exports.release import RELEASE_PATH, data_version, release_as_json
from build_tools.files import write_atomically
from build_tools.knowledge_base import open_knowledge_base

if TYPE_CHECKING:
    from tests.conftest import TinyBase
    from tests.functional.conftest import Run


@pytest.fixture
def site(tiny_base: TinyBase, tmp_path: Path) -> Path:
    """A folder with what a build leaves there, as far as a pack looks at it."""
    kb = open_knowledge_base(tiny_base.root, as_of=dt.date(2024, 1, 1))
    folder = tmp_path / "site"
    write_atomically(folder / "index.html", "<p>首页</p>")
    write_atomically(folder / RELEASE_PATH, release_as_json(kb))
    return folder


def _pack(run: Run, base: TinyBase, site: Path, out: Path) -> tuple[int, str, str]:
    return run("--root", str(base.root), "pack", "--site-dir", str(site), "--out", str(out))


def test_a_pack_is_written_and_found_whole(run: Run, tiny_base: TinyBase, site: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    code, said, _ = _pack(run, tiny_base, site, out)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert code == 0
    assert f"SHA-256：{digest}" in said
    code, said, _ = run("verify", str(out), "--sha256", digest)
    assert code == 0
    assert said.startswith(f"完好：{out}，5 个文件\n")
    assert "状态日期 2024-01-01" in said


def test_a_damaged_pack_is_told_apart(run: Run, tiny_base: TinyBase, site: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.zip"
    _pack(run, tiny_base, site, out)
    out.write_bytes(out.read_bytes() + b"\n")
    code, said, _ = run("verify", str(out))
    assert code == 1
    assert "结构改动" in said
    assert "请重新取得完整的压缩包" in said


def test_a_pack_that_somebody_replaced_as_a_whole_is_found_by_its_published_digest(
    run: Run, tiny_base: TinyBase, site: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pack.zip"
    _pack(run, tiny_base, site, out)
    code, said, _ = run("verify", str(out), "--sha256", "0" * 64)
    assert code == 1
    assert "与给出的值不一致" in said
    assert run("verify", str(tmp_path), "--sha256", "0" * 64)[0] == 1


def test_many_differences_are_not_all_listed(
    run: Run, tiny_base: TinyBase, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    for number in range(60):
        write_atomically(site / f"page{number}.html", "<p>页</p>")
    out = tmp_path / "pack.zip"
    _pack(run, tiny_base, site, out)
    with zipfile.ZipFile(out) as file:
        file.extract("MANIFEST.json", folder)
    code, said, _ = run("verify", str(folder))
    assert code == 1
    assert "其余 14 处从略" in said


def test_a_site_of_other_data_is_not_packed(
    run: Run, tiny_base: TinyBase, site: Path, tmp_path: Path
) -> None:
    work = tiny_base.root / "works/sample/work.yml"
    work.write_text(work.read_text(encoding="utf-8") + "note: 新的说明\n", encoding="utf-8")
    code, _, error = _pack(run, tiny_base, site, tmp_path / "pack.zip")
    assert code == 2
    assert "请重新运行 zelian build" in error
    assert not (tmp_path / "pack.zip").exists()
    write_atomically(site / RELEASE_PATH, "{}")
    assert _pack(run, tiny_base, site, tmp_path / "pack.zip")[0] == 2


def test_the_version_of_the_data_follows_every_byte_of_them(tiny_base: TinyBase) -> None:
    before = data_version(open_knowledge_base(tiny_base.root))
    work = tiny_base.root / "works/sample/work.yml"
    work.write_text(work.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert data_version(open_knowledge_base(tiny_base.root)) != before
