"""Zip files (docx, xlsx, the pack) whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping
from functools import lru_cache

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
        _add(new, members)
        new.comment = comment
    return out.getvalue()


def one_of_many(members: Mapping[str, bytes], same: Container[str]) -> bytes:
    """Return a zip file of which other files have some members too: first those in ``same``, then the others.

    What is the same as in an earlier file is compressed once: that costs more than all the rest.
    """
    out = io.BytesIO()
    out.write(_compressed(tuple(member for member in members.items() if member[0] in same)))
    with zipfile.ZipFile(out, "a") as new:
        _add(new, {name: content for name, content in members.items() if name not in same})
    return out.getvalue()


@lru_cache(maxsize=16)
def _compressed(members: tuple[tuple[str, bytes], ...]) -> bytes:
    return zipped(dict(members))


def _add(archive: zipfile.ZipFile, members: Mapping[str, bytes]) -> None:
    for name, content in members.items():
        member = zipfile.ZipInfo(name, _EPOCH)
        member.create_system = _UNIX
        member.external_attr = 0o644 << 16
        member.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(member, content)
