"""The built site from a server on this machine that compresses as usual servers do."""

from __future__ import annotations

import functools
import gzip
from contextlib import AbstractContextManager
from http import HTTPStatus
from pathlib import Path

from tests.site.serving import QuietHandler, listening

LEVEL = 6
"""How hard gzip works; the default of gzip, and of nginx and Apache nearly so."""
COMPRESSED = frozenset({".html", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".csv", ".ics"})


@functools.cache
def sent(path: Path) -> bytes:
    """Return the body that goes over the wire for a file."""
    raw = path.read_bytes()
    return gzip.compress(raw, LEVEL, mtime=0) if path.suffix in COMPRESSED else raw


class _Handler(QuietHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802  (the name in the base class)
        """Answer with a file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = sent(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def serve(site: Path, port: int = 0) -> AbstractContextManager[str]:
    """Serve ``site`` and yield its address; a port of 0 is any that is free."""
    return listening(functools.partial(_Handler, directory=str(site)), port)
