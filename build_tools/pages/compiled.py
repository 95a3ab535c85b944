"""Compiled templates, kept where Python keeps compiled modules: in `__pycache__` beside them."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from build_tools.files import write_atomically

_OPTIONS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("autoescape", "finalize", "optimized", "sandboxed", "is_async"),
)
"""What of an environment the compiler looks at; a function among them is another one in every run."""


class CompiledTemplates(jinja2.BytecodeCache):
    """What Jinja compiles templates to, as files.

    Such a file is code that runs when it is read, so that it must lie where only those can write who can
    change our modules: in the folder in which Python itself looks for compiled modules beside ``folder``
    (PEP 3147; moved by PYTHONPYCACHEPREFIX, not written with PYTHONDONTWRITEBYTECODE). The cache of the
    knowledge base is no such place: several machines may share it.

    A file is named after the place of its template, the versions of Python and Jinja, the options of the
    environment, and ``facts``: all else that decides what a template is compiled to. It begins with a
    checksum of what follows, which holds the checksum of the source: one that is damaged, or is of another
    source, counts as missing. In a folder that cannot be written templates are compiled in every run.
    """

    def __init__(self, folder: Path, *facts: str) -> None:
        """Keep what the templates of ``folder`` become."""
        self._folder = Path(cache_from_source(str(folder / "template"))).parent
        self._facts = facts

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take over what is kept of a template, if it is whole."""
        try:
            checksum, _, content = self._path(bucket).read_bytes().partition(b"\n")
        except OSError:
            return
        if _checksum(content) == checksum:
            bucket.bytecode_from_string(content)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        if sys.dont_write_bytecode:
            return
        content = bucket.bytecode_to_string()
        with contextlib.suppress(OSError):
            write_atomically(self._path(bucket), _checksum(content) + b"\n" + content)

    def _path(self, bucket: Bucket) -> Path:
        environment = bucket.environment
        options = [getattr(environment, name) for name in _OPTIONS]
        facts = (sys.version, jinja2.__version__, options, sorted(environment.extensions), self._facts)
        return self._folder / f"{bucket.key}.{_checksum(repr(facts).encode()).decode()[:16]}.jinja"


def _checksum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()
