"""The files of a knowledge base as they lie in its folder: which are read, and which no reader could use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from build_tools.errors import ToolError, reason_of
from build_tools.files import is_device
from build_tools.findings import Finding, Location
from build_tools.paths import IGNORED_FOLDERS, MAX_BYTES, is_overlay

_ENDINGS = frozenset({".yml", ".yaml"})
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\ud800-\udfff]')
"""What a name may not hold on Windows, and bytes that are no UTF-8."""
_ALMOST = re.compile(r"(.+)\.ya?ml(?:\.txt)?", re.IGNORECASE)
"""An ending in capitals, or one that Windows does not show after the one that was meant."""


def gather(root: Path) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the content of each YAML file under ``root`` by its path (with /), and what no system can keep.

    A symbolic link is not followed: it may lead out of the folder, and the site publishes what is read.
    A file that is too large is read up to one byte more than is allowed.

    Raises:
        ToolError: ``root`` is not a folder, holds no file of a knowledge base, or one of them cannot be read.
    """
    if not root.is_dir():
        raise ToolError(f"找不到知识库目录“{root.as_posix()}”；请在项目根目录运行，或者用 --root 指明")
    entries = {p.relative_to(root).as_posix(): p for p in sorted(root.rglob("*"))}
    chosen = {name: path for name, path in entries.items() if _is_ours(name)}
    findings = [*_links(chosen), *_names(chosen), *_endings(chosen)]
    refused = {finding.location.path for finding in findings}
    contents = {
        name: _read(path)
        for name, path in chosen.items()
        if path.suffix in _ENDINGS and shown(name) not in refused and path.is_file()
    }
    if not contents and not findings:
        raise ToolError(f"目录“{root.as_posix()}”里没有知识库的 YAML 文件")
    return contents, findings


def shown(path: str) -> str:
    """Return a path as it can be printed: on one line, in UTF-8."""
    return _FORBIDDEN.sub(lambda match: f"\\x{ord(match[0]):02x}", path)


def _is_ours(path: str) -> bool:
    return path.partition("/")[0] not in IGNORED_FOLDERS or is_overlay(path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ToolError(f"读不了文件“{path}”（{reason_of(error)}）") from None


def _links(entries: dict[str, Path]) -> Iterator[Finding]:
    for name, path in entries.items():
        if path.is_symlink():
            yield Finding(Location(shown(name)), "LAY002", "是符号链接，不会被读取", "换成文件本身")


def _names(entries: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in sorted(entries, key=lambda entry: (entry.casefold(), entry != entry.lower())):
        last = PurePosixPath(name).name
        place = Location(shown(name))
        if _FORBIDDEN.search(last) or last.endswith((" ", ".")) or is_device(last):
            yield Finding(place, "LAY003", "文件名在 Windows 上不能用", "改用小写英文或者拼音，加 .yml")
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            problem = f"与“{shown(seen[folded])}”只有大小写不同，在 Windows 和 macOS 上是同一个文件"
            yield Finding(place, "LAY003", problem, "改名，或者合并")
        seen.setdefault(folded, name)


def _endings(entries: dict[str, Path]) -> Iterator[Finding]:
    for name, path in entries.items():
        meant = _ALMOST.fullmatch(name)
        if meant and path.suffix not in _ENDINGS and path.is_file():
            remedy = f"改名为 {shown(meant[1])}.yml（Windows 可能没有显示最后的扩展名）"
            yield Finding(Location(shown(name)), "LAY001", "文件名应以 .yml 结尾", remedy)
