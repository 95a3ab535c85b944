"""The pack: the same bytes for the same site, and no change that its check does not find."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from build_tools.errors import ToolError
from build_tools.packing import MANIFEST, NOTES, START, Change, Difference, pack, verify

RELEASE = {
    "tool": "9.9.9",
    "data": "ab" * 32,
    "as_of": "2026-01-31",
    "works": [
        {
            "id": "shili",
            "title": "示例条例",
            "version": "2020-01-01",
            "effective": "2020-02-01",
            "status": "现行",
        },
        {"id": "shumu", "title": "示例办法", "version": None, "effective": None, "status": "仅书目"},
    ],
    "with_wording": [],
}
FILES = {
    "index.html": "<p>首页</p>",
    "works/shili.html": "<p>第一条</p>" * 9,
    "assets/data/release.json": json.dumps(RELEASE, ensure_ascii=False),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return _write_site(tmp_path / "site", list(FILES))


def _write_site(folder: Path, names: list[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES[name], encoding="utf-8")
    return folder


def _saved(data: bytes, folder: Path) -> Path:
    path = folder / "pack.zip"
    path.write_bytes(data)
    return path


def _changed(data: bytes, members: dict[str, bytes | None]) -> bytes:
    """Return the pack with some members replaced, or left out (None), as another program would write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        kept = {name: old.read(name) for name in old.namelist()} | members
        for name, content in kept.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def test_a_pack_is_whole(site: Path, tmp_path: Path) -> None:
    found = verify(_saved(pack(site), tmp_path))
    assert found.differences == ()
    assert {key: found.manifest[key] for key in RELEASE} == RELEASE


def test_the_manifest_gives_the_digest_of_every_other_file(site: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(site))) as file:
        manifest = json.loads(file.read(MANIFEST))
        digests = {n: hashlib.sha256(file.read(n)).hexdigest() for n in file.namelist() if n != MANIFEST}
    assert manifest["files"] == digests
    assert set(digests) == {START, NOTES, *(f"site/{name}" for name in FILES)}
    assert manifest["start"] == START


def test_the_start_page_and_the_notes_lead_into_the_site(site: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(site))) as file:
        assert 'url=site/index.html"' in file.read(START).decode()
        notes = file.read(NOTES).decode("utf-8-sig")
    assert "状态日期：2026-01-31" in notes
    assert "　示例条例（2020-01-01 文本，2020-02-01 起施行，现行）\r\n　示例办法（仅书目）" in notes


def test_the_same_site_gives_the_same_bytes_whenever_and_in_whatever_order_it_was_written(
    site: Path, tmp_path: Path
) -> None:
    other = _write_site(tmp_path / "other", list(reversed(FILES)))
    for path in other.rglob("*"):
        os.utime(path, (1, 1))
    (other / "sitemap.xml").write_text("names the day of the build", encoding="utf-8")
    assert pack(other) == pack(site)


def test_no_byte_of_a_pack_can_change_unseen(site: Path, tmp_path: Path) -> None:
    data = pack(site)
    unseen = []
    for place in range(len(data)):
        mask = 0xFF if place % 2 else 1 << (place // 2 % 8)
        damaged = data[:place] + bytes([data[place] ^ mask]) + data[place + 1 :]
        if not verify(_saved(damaged, tmp_path)).differences:
            unseen.append(place)
    assert unseen == []


def test_a_byte_flipped_in_a_file_names_the_file(site: Path, tmp_path: Path) -> None:
    data = pack(site)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        places = {i.filename: i.header_offset + 30 + len(i.filename.encode()) + 4 for i in file.infolist()}
    for name, place in places.items():
        damaged = data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]
        assert verify(_saved(damaged, tmp_path)).differences == (Difference(Change.CHANGED, name),)


@pytest.mark.parametrize(
    ("members", "difference"),
    [
        ({"site/index.html": b"other"}, Difference(Change.CHANGED, "site/index.html")),
        ({"site/works/shili.html": None}, Difference(Change.MISSING, "site/works/shili.html")),
        ({"site/new.html": b"new"}, Difference(Change.ADDED, "site/new.html")),
        ({START: None}, Difference(Change.MISSING, START)),
        ({MANIFEST: None}, Difference(Change.MISSING, MANIFEST)),
        ({MANIFEST: b"[]"}, Difference(Change.CHANGED, MANIFEST)),
        ({}, Difference(Change.STRUCTURE, "压缩包的文件头、目录或者末尾")),
    ],
    ids=["changed", "missing", "added", "no-start", "no-manifest", "bad-manifest", "written-anew"],
)
def test_what_another_program_changed_is_named(
    site: Path, tmp_path: Path, members: dict[str, bytes | None], difference: Difference
) -> None:
    assert verify(_saved(_changed(pack(site), members), tmp_path)).differences == (difference,)


@pytest.mark.parametrize("cut", [1, 40, 64, 200])
def test_a_pack_that_was_cut_off_or_lengthened_is_not_whole(site: Path, tmp_path: Path, cut: int) -> None:
    data = pack(site)
    assert verify(_saved(data[:-cut], tmp_path)).differences != ()
    assert verify(_saved(data + b"\0" * cut, tmp_path)).differences != ()


def test_a_member_that_stands_twice_is_named(site: Path, tmp_path: Path) -> None:
    out = io.BytesIO(pack(site))
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("site/index.html", FILES["index.html"])
    twice = Difference(Change.ADDED, "site/index.html（重复）")
    assert verify(_saved(out.getvalue(), tmp_path)).differences == (twice,)


def test_an_unpacked_pack_can_be_checked_too(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    with zipfile.ZipFile(io.BytesIO(pack(site))) as file:
        file.extractall(folder)
    assert verify(folder).differences == ()
    (folder / "site/index.html").write_text("other", encoding="utf-8")
    (folder / "notes.txt").write_text("new", encoding="utf-8")
    assert [str(d) for d in verify(folder).differences] == ["内容改动：site/index.html", "多出：notes.txt"]


def test_what_cannot_be_packed_says_what_to_do(site: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="请先运行 zelian build"):
        pack(tmp_path / "none")
    (site / "elsewhere").symlink_to(tmp_path)
    with pytest.raises(ToolError, match="指向别处的链接"):
        pack(site)
    with pytest.raises(ToolError, match="读不了"):
        verify(tmp_path / "none.zip")
