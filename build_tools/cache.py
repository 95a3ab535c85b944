"""The cache: what was read or made before, kept by the hash of everything that it depends on.

Of YAML files that were read without a finding it keeps the plain data, as JSON: places of values are read
from the file when a finding needs them. Of what the checks found it keeps the answer, of what is costly to
make (Word, Excel and calendar files, places in pictures, pinyin) the bytes. An entry stands behind its own
checksum and is named after the SHA-256 of its inputs, of our code and of the libraries, so that it cannot be
out of date; one that is damaged counts as missing. Of pages it keeps those of the last build, with what is
held against the data before one is used (`pages.kept_pages`). Deleting the folder costs time only.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from build_tools.findings import Finding
    from build_tools.yaml_source import YamlDocument

VARIABLE = "ZELIAN_CACHE"
"""Environment: the folder of the cache, or `off`; without it, .cache/zelian beside the knowledge base."""
OFF = "off"
MAX_BYTES = 1_000_000_000
"""How large the folder may grow before entries that the last run did not use are removed, oldest first."""
PACKAGE = Path(__file__).parent
_SUFFIX = ".entry"


class Cache:
    """Entries in a folder of its own.

    Two runs may use the folder at once: an entry appears whole, and both would write the same. A folder that
    cannot be written makes a cache that forgets.
    """

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        """Use ``folder``, which is made when the first entry is kept."""
        self.folder = folder
        self.max_bytes = max_bytes
        self._used: set[str] = set()
        self._kept = 0

    def read(self, path: str, raw: bytes) -> tuple[YamlDocument | None, list[Finding]]:
        """Return what `parse_yaml` returns for the file, without reading YAML where that was done before."""
        from build_tools.yaml_source import (  # noqa: PLC0415  (answers need no reader)
            YamlDocument,
            parse_yaml,
        )

        name = _name(self._code, installed().encode(), raw)
        content = self._kept_as(name)
        if content is not None:
            return YamlDocument(path, json.loads(content), raw), []
        document, findings = parse_yaml(path, raw)
        if document is not None and isinstance(document.data, dict) and not findings:
            with contextlib.suppress(UnicodeEncodeError):
                text = json.dumps(document.data, ensure_ascii=False, separators=(",", ":"))
                self._keep(name, text.encode())
        return document, findings

    def made(self, maker: str, subject: object, make: Callable[[], bytes]) -> bytes:
        """Return what ``make`` returns: bytes decided by ``maker`` and ``subject``.

        The maker is named with the versions of its libraries; the ``repr`` of the subject must tell all that
        it looks at.
        """
        content = self.recall(maker, subject)
        if content is None:
            content = make()
            self.keep(maker, subject, content)
        return content

    def recall(self, maker: str, subject: object) -> bytes | None:
        """Return what is kept under the same names as with `made`; None where there is nothing whole."""
        return self._kept_as(self._name_of(maker, subject))

    def keep(self, maker: str, subject: object, content: bytes) -> None:
        """Keep bytes, instead of those that are kept under the same names."""
        self._keep(self._name_of(maker, subject), content)

    def forget(self, maker: str, subject: object) -> None:
        """Remove what is kept under these names."""
        with contextlib.suppress(OSError):
            (self.folder / self._name_of(maker, subject)).unlink()

    def _name_of(self, maker: str, subject: object) -> str:
        return _name(self._code, maker.encode(), repr(subject).encode())

    def tidy(self) -> None:
        """Remove what was not used since the cache was opened while the folder is too large."""
        if not self._kept:
            return
        with contextlib.suppress(OSError):
            entries = sorted((entry.stat().st_mtime, entry) for entry in self.folder.iterdir())
            excess = sum(entry.stat().st_size for _, entry in entries) - self.max_bytes
            for _, entry in entries:
                if excess <= 0:
                    break
                if entry.name not in self._used:
                    excess -= entry.stat().st_size
                    entry.unlink()

    @cached_property
    def _code(self) -> bytes:
        """The code of this package, with the files that stand beside it."""
        files = sorted(_files(PACKAGE))
        return _digest(*(part for path in files for part in (path.encode(), Path(path).read_bytes())))

    def _kept_as(self, name: str) -> bytes | None:
        self._used.add(name)
        try:
            checksum, _, content = (self.folder / name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return content if _checksum(content) == checksum else None

    def _keep(self, name: str, content: bytes) -> None:
        """Write an entry; a folder that does not allow it has none."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, suffix=".tmp")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_checksum(content) + b"\n" + content)
                Path(temporary).replace(self.folder / name)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            self._kept += 1


@cache
def installed() -> str:
    """Return the version of Python, and the names of what is installed, which hold versions (PEP 376)."""
    folders = [path for path in map(Path, sys.path) if path.is_dir()]
    names = {path.name for folder in folders for path in folder.iterdir() if path.suffix == ".dist-info"}
    return f"{sys.version} {sorted(names)}"


def _files(folder: Path | str) -> Iterator[str]:
    """Yield the files in a folder and those below, but no byte code."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                yield entry.path
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _digest(*parts: bytes) -> bytes:
    """Return the SHA-256 of parts: the same for the same ones only, wherever one ends and the next begins."""
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part).digest())
    return found.digest()


def _name(*parts: bytes) -> str:
    return _digest(*parts).hex() + _SUFFIX


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


@contextlib.contextmanager
def turned_off() -> Iterator[None]:
    """Open knowledge bases without a cache, in this process and in those that it starts."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = OFF
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        if before is not None:
            os.environ[VARIABLE] = before


def cache_beside(root: Path) -> Cache | None:
    """Return the cache of the knowledge base in ``root``, or None where the environment turns it off."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen.lower() in {OFF, "0", "no", "false"}:
        return None
    return Cache(Path(chosen) if chosen else root.absolute().parent / ".cache" / "zelian")
