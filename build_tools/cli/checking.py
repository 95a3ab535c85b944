"""`zelian check`: what is wrong with a knowledge base, kept until a file, our code or the day changes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from build_tools.cache import cache_beside, installed
from build_tools.findings import Finding, Location
from build_tools.gathering import gather

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path


def findings_of(root: Path, as_of: dt.date) -> tuple[Finding, ...]:
    """Return all findings on a day.

    The answer is found once for the same files: everything that it depends on is gathered first, once, and
    is both what the answer is kept by and what it is found in.

    Raises:
        ToolError: ``root`` is not a folder, holds no file of a knowledge base, or a file cannot be read.
    """
    files, faults = gather(root)
    cache = cache_beside(root)

    def find() -> bytes:
        from build_tools.knowledge_base import knowledge_base_in  # noqa: PLC0415  (not needed for a kept answer)

        return _as_bytes(knowledge_base_in(root, files, faults, as_of=as_of, cache=cache).findings)

    subject = ([(path, hashlib.sha256(raw).hexdigest()) for path, raw in files.items()], faults, as_of)
    return _from_bytes(cache.made(f"findings {installed()}", subject, find) if cache else find())


def _as_bytes(findings: Iterable[Finding]) -> bytes:
    rows = [
        (f.location.path, f.location.line, f.location.column, f.code, f.message, f.remedy, f.subject)
        for f in findings
    ]
    return json.dumps(rows).encode()


def _from_bytes(answer: bytes) -> tuple[Finding, ...]:
    return tuple(
        Finding(Location(path, line, column), *rest) for path, line, column, *rest in json.loads(answer)
    )
