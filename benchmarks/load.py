"""Load on the built site: nginx with the configuration of docs/guide/deploy.md, asked by wrk on this machine.

    .venv/bin/python -m benchmarks.load --seconds 60 --connections 200

Asks for every page, script and style sheet in turn, with compression. Prints a line as JSON; exits 1 on any
error. With ``--write`` the line of the table in the guide is written anew.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from benchmarks.measuring import machine

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs/guide/deploy.md"
BLOCK = re.compile(r"```nginx\n(.*?)```", re.DOTALL)
LINE = re.compile(r"^\| \d{4}-.*\n", re.MULTILINE)
ASKED = (".html", ".js", ".css")
COMPRESSED = (*ASKED, ".txt", ".json", ".jsonld", ".xml", ".graphml", ".csv", ".ics", ".svg")
HEADS = """\
| 连接 | 秒 | 请求 | 每秒请求 | 中位数（毫秒） | 99%（毫秒） | 错误 |
|---:|---:|---:|---:|---:|---:|---:|
"""
_WRAPPER = """\
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes auto; user {user};
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{server}}}
"""
_SCRIPT = """\
local paths = {{ {paths} }}
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn], {{ ["Accept-Encoding"] = "gzip" }})
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {{"requests": %d, "seconds": %.2f, "bytes": %d, "errors": %d, ' ..
    '"p50_ms": %.2f, "p99_ms": %.2f}}\\n', summary.requests, summary.duration / 1e6, summary.bytes,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--table", action="store_true", help="print a table in Markdown instead of JSON")
    options = parser.parse_args()
    missing = [name for name in ("nginx", "wrk") if shutil.which(name, path=_path()) is None]
    if missing:
        print(f"not on this machine: {', '.join(missing)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        site = _site(options.site, folder / "site")
        result = _measure(folder, site, options.seconds, options.connections)
    print(f"{HEADS}{_row(result)}" if options.table else json.dumps(result), flush=True)
    if options.write:
        text = GUIDE.read_text(encoding="utf-8")
        GUIDE.write_text(LINE.sub(lambda _: f"| {machine()} {_row(result)}", text, count=1), encoding="utf-8")
    return int(result["errors"] > 0)


def configuration(guide: str, site: Path, port: int) -> str:
    """Return the server of the guide for another folder and port.

    Raises:
        ValueError: the guide holds no configuration.
    """
    block = BLOCK.search(guide)
    if block is None:
        raise ValueError("no nginx configuration in the guide")
    server, listens = re.subn(r"listen [^;]+;", f"listen 127.0.0.1:{port};", block[1])
    server, roots = re.subn(r"root [^;]+;", f"root {site};", server)
    if (listens, roots) != (1, 1):
        raise ValueError("the configuration in the guide has not one place to listen and one root")
    return server


def _path() -> str:
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def _site(given: Path | None, out: Path) -> Path:
    """Copy or build the site, with a compressed copy beside each text, as the guide says."""
    if given is None:
        command = [sys.executable, "-m", "build_tools", "build", "--site-dir", str(out)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    else:
        shutil.copytree(given, out)
    for path in [path for path in out.rglob("*") if path.suffix in COMPRESSED]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    return out


def _measure(folder: Path, site: Path, seconds: int, connections: int) -> dict[str, Any]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    paths = [f"/{p.relative_to(site).as_posix()}" for p in sorted(site.rglob("*")) if p.suffix in ASKED]
    server = configuration(GUIDE.read_text(encoding="utf-8"), site, port)
    user = "root" if os.geteuid() == 0 else "nobody"
    (folder / "nginx.conf").write_text(_WRAPPER.format(folder=folder, server=server, user=user))
    (folder / "ask.lua").write_text(_SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)))
    nginx = str(shutil.which("nginx", path=_path()))
    serving = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf")])
    try:
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/index.html")
        arguments = [
            f"-t{os.cpu_count()}",
            f"-c{connections}",
            f"-d{seconds}s",
            "-s",
            str(folder / "ask.lua"),
        ]
        command = [str(shutil.which("wrk")), *arguments, address]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    finally:
        serving.terminate()
        serving.wait()
    line = next(line for line in said.splitlines() if line.startswith("RESULT "))
    result: dict[str, Any] = json.loads(line.removeprefix("RESULT "))
    rate = round(result["requests"] / result["seconds"])
    return {"connections": connections, "addresses": len(paths), "requests_per_s": rate, **result}


def _await(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310  (our own server)
                answer.read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def _row(result: dict[str, Any]) -> str:
    cells = [
        str(result["connections"]),
        f"{result['seconds']:.0f}",
        f"{result['requests']:,}",
        f"{result['requests_per_s']:,}",
        f"{result['p50_ms']:.1f}",
        f"{result['p99_ms']:.1f}",
        str(result["errors"]),
    ]
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
