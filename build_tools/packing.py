"""The pack: a built site as one zip file with a start page and the SHA-256 of every file, and its check.

The same site gives the same bytes: members are sorted, the clock stays out. The last 64 bytes of the file
are the SHA-256 of all bytes before them, so that no byte can change unseen. This guards against damage, not
against forgery: for that the SHA-256 of the whole file is compared with one that was published elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from build_tools.errors import ToolError, reason_of
from build_tools.exports.archives import zipped
from build_tools.exports.release import RELEASE_PATH

MANIFEST, START, NOTES = "MANIFEST.json", "打开我.html", "说明.txt"
FOLDER = "site"
"""The folder of the site inside the pack."""
FORMAT = 1
_FOR_ROBOTS = frozenset({"sitemap.xml", "sitemap.xml.gz"})
"""Files of the built site that name the day of the build and serve search engines only."""
_SEAL = b"sha256:"
_DIGEST = 64
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
"""What `zipfile` raises for damaged members: also for flags and methods that damage has made up."""

Members = Mapping[str, Callable[[], bytes]]
"""The files of a pack, by path, each with how to read it."""


class Change(StrEnum):
    """How a pack differs from its manifest."""

    CHANGED = "内容改动"
    MISSING = "缺少"
    ADDED = "多出"
    STRUCTURE = "结构改动"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file (or a part of the zip file) that is not as it was packed."""

    change: Change
    name: str

    def __str__(self) -> str:
        return f"{self.change}：{self.name}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found: the manifest (empty when it cannot be read) and every difference."""

    manifest: Mapping[str, Any]
    differences: tuple[Difference, ...]


def release_of(site: Path) -> dict[str, Any]:
    """Return what the site in the folder ``site`` is made of.

    Raises:
        ToolError: there is no site that this program built.
    """
    try:
        record = json.loads((site / RELEASE_PATH).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = None
    if not isinstance(record, dict) or not (site / "index.html").is_file():
        raise ToolError(f"“{site}”里没有生成好的网站；请先运行 zelian build，或者用 --site-dir 指明")
    return record


def pack(site: Path) -> bytes:
    """Return the site in the folder ``site`` as a zip file, the same for the same files.

    Raises:
        ToolError: there is no site that this program built, or it holds links to other places.
    """
    release = release_of(site)
    members = {f"{FOLDER}/{name}": content for name, content in _site_files(site)}
    members |= {START: _start_page(), NOTES: _notes(release)}
    files = {name: hashlib.sha256(members[name]).hexdigest() for name in sorted(members)}
    manifest = {"format": FORMAT, "title": "责链", "start": START, **release, "files": files}
    members[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
    return _sealed(dict(sorted(members.items())))


def verify(path: Path) -> Verification:
    """Return how a pack, or the folder that it was unpacked into, differs from what was packed.

    Raises:
        ToolError: there is no such file or folder.
    """
    if path.is_dir():
        return _compare(_folder_members(path), ())
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ToolError(f"读不了“{path}”（{reason_of(error)}）") from None
    sealed = data[-_DIGEST:] == hashlib.sha256(data[:-_DIGEST]).hexdigest().encode()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = Counter(file.namelist())
            twice = (Difference(Change.ADDED, f"{name}（重复）") for name, n in names.items() if n > 1)
            found = _compare({i.filename: partial(file.read, i) for i in file.infolist()}, tuple(twice))
    except _UNREADABLE:
        return Verification({}, (Difference(Change.STRUCTURE, "压缩包的目录，读不出里面的文件"),))
    if found.differences or sealed:
        return found
    return Verification(found.manifest, (Difference(Change.STRUCTURE, "压缩包的文件头、目录或者末尾"),))


def _site_files(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_symlink():
            raise ToolError(f"网站里的“{name}”是指向别处的链接，不能打包；请重新运行 zelian build")
        if path.is_file() and name not in _FOR_ROBOTS:
            yield name, path.read_bytes()


def _folder_members(folder: Path) -> Members:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes for path in paths}


def _sealed(members: Mapping[str, bytes]) -> bytes:
    body = zipped(members, _SEAL + b"0" * _DIGEST)[:-_DIGEST]
    return body + hashlib.sha256(body).hexdigest().encode()


def _compare(members: Members, already: tuple[Difference, ...]) -> Verification:
    manifest = _manifest(members)
    if manifest is None:
        change = Change.CHANGED if MANIFEST in members else Change.MISSING
        return Verification({}, tuple(sorted({*already, Difference(change, MANIFEST)})))
    files = manifest["files"]
    found = {Difference(Change.MISSING, name) for name in files if name not in members}
    found |= {Difference(Change.ADDED, name) for name in members if name not in files and name != MANIFEST}
    changed = (name for name, digest in files.items() if name in members and _digest(members[name]) != digest)
    found |= {Difference(Change.CHANGED, name) for name in changed}
    return Verification(manifest, tuple(sorted({*already, *found})))


def _manifest(members: Members) -> dict[str, Any] | None:
    """Return the manifest; None when it is missing or damaged."""
    try:
        manifest = json.loads(members[MANIFEST]())
    except (KeyError, *_UNREADABLE):
        return None
    is_manifest = isinstance(manifest, dict) and isinstance(manifest.get("files"), dict)
    return manifest if is_manifest else None


def _digest(read: Callable[[], bytes]) -> str | None:
    """Return the digest of a member; None when it cannot be read."""
    try:
        return hashlib.sha256(read()).hexdigest()
    except _UNREADABLE:
        return None


def _start_page() -> bytes:
    target = f"{FOLDER}/index.html"
    return (
        '<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>责链</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}"></head>\n'
        f'<body><p><a href="{target}">打开责链</a></p></body></html>\n'
    ).encode()


def _notes(release: Mapping[str, Any]) -> bytes:
    """Return what a person reads first; with a BOM and CRLF, for the oldest editors on Windows."""
    works = (f"　{work['title']}（{_dates(work)}{work['status']}）" for work in release["works"])
    lines = (
        "责链：党建责任与党内法规条款知识库",
        "",
        f"怎样打开：先全部解压，再双击“{START}”。不需要联网，不需要安装。",
        f"工具版本：{release['tool']}",
        f"数据版本：{release['data']}",
        f"状态日期：{release['as_of']}（法规状态按这一天推算）",
        f"怎样核对：zelian verify 压缩包；或者逐个文件与 {MANIFEST} 里的 SHA-256 比较。",
        *(["其中有导入的原文，只供内部使用。"] if release["with_wording"] else []),
        "",
        "收录的法规：",
        *works,
        "",
        "要点由本库编写，以正式文本为准。",
        "",
    )
    return "\r\n".join(lines).encode("utf-8-sig")


def _dates(work: Mapping[str, str | None]) -> str:
    return f"{work['version']} 文本，{work['effective']} 起施行，" if work["version"] else ""
