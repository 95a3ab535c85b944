"""Zip files (docx, xlsx, the pack) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name: the clock stays out of it."""
_UNIX = 3


def settled(container: bytes) -> bytes:
    """Return a zip file with the same members in the same order, free of when and where it was written.

    Raises:
        zipfile.BadZipFile: ``container`` is no zip file.
    """
    with zipfile.ZipFile(io.BytesIO(container)) as old:
        return zipped({name: old.read(name) for name in old.namelist()})


def zipped(members: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """Return a zip file with these members in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = _UNIX
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
        new.comment = comment
    return out.getvalue()
