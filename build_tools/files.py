"""Writing files so that a failure leaves what was there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

_Result = TypeVar("_Result")

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def is_device(name: str) -> bool:
    """Whether Windows takes a file name for a device, with any ending.

    Source: Microsoft, Naming Files, Paths, and Namespaces.
    """
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8) to ``path``, wholly or not at all; folders are made as needed.

    Raises:
        OSError: the file cannot be written; what was there before stays. Names ``path``.
    """
    write_together({path: content})


def write_together(files: Mapping[Path, str | bytes]) -> None:
    """Write several files, all of them or none; folders are made as needed.

    All are on the disk before the first is put in place, so that a full disk changes nothing. Where the
    process is killed between two of them, each is whole: what it was, or what it is to be.

    Raises:
        OSError: one of them cannot be written; what was there before stays. Names that file.
    """
    staged: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            staged[path] = _staged(path, content)
        for path, temporary in staged.items():
            kept = path.read_bytes() if len(staged) > 1 and path.exists() else None
            _named_after(path, partial(temporary.replace, path))
            before[path] = kept
    except BaseException:
        for path, temporary in staged.items():
            with contextlib.suppress(OSError):
                if path in before:
                    _restore(path, before[path])
                else:
                    temporary.unlink()
        raise


def _staged(path: Path, content: str | bytes) -> Path:
    """Return a file beside ``path`` that holds ``content`` and lies on the disk."""
    _named_after(path, partial(path.parent.mkdir, parents=True, exist_ok=True))
    making = partial(tempfile.mkstemp, dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    handle, name = _named_after(path, making)
    temporary = Path(name)
    try:
        _named_after(path, partial(_fill, handle, content.encode() if isinstance(content, str) else content))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        _named_after(path, partial(temporary.chmod, mode))
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        _staged(path, content).replace(path)


def _named_after(path: Path, step: Callable[[], _Result]) -> _Result:
    """Do a step; its error names the file that was to be written, not the temporary one."""
    try:
        return step()
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
