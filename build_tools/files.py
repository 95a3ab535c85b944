"""Writing files so that a failure leaves what was there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

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
        OSError: the file cannot be written; what was there before stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
