"""Crawling the built site from its first page: every file that is linked is there, every file is linked."""

from __future__ import annotations

import re
import subprocess
from collections import deque
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from tests.site.crawling import is_external, target

_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_OTHER = re.compile(r"^(?:data|mailto|blob):")
_UNLINKED = re.compile(
    r"sitemap\.xml(?:\.gz)?$"  # for search engines
    r"|assets/data/release\.json$"  # for `zelian pack`
    r"|reference/findings\.schema\.json$"  # for other programs
    r"|source/regulations/"  # all data files; a page leads to the one that it is mostly made of
    r"|(?:javascripts|assets)/.*\.js$"  # scripts load further ones
    r"|development/"  # for those who work on the project, found from the repository
    r"|\.(?:png|svg|ico)$"
)
Built = tuple[Path, subprocess.CompletedProcess[str]]


def crawl(folder: Path, files: set[str]) -> tuple[set[str], list[tuple[str, str]], int]:
    """Return which of ``files`` were reached, links that lead nowhere, and how many links were followed."""
    reached, dead, followed = {"index.html"}, [], 0
    queue = deque(reached)
    while queue:
        page = queue.popleft()
        for link in links(folder / page):
            followed += 1
            path = unquote(target(page, link)[0])
            if path not in files:
                dead.append((page, link))
            elif path not in reached:
                reached.add(path)
                queue.append(path)
    return reached, dead, followed


def links(file: Path) -> list[str]:
    """Return the links of a page or a style sheet that stay on the site."""
    if file.suffix not in {".html", ".css"}:
        return []
    pattern = _LINK if file.suffix == ".html" else _STYLE
    found = {unescape(link) for link in pattern.findall(file.read_text(encoding="utf-8"))}
    return [
        link for link in found if link not in {"", "#"} and not is_external(link) and not _OTHER.match(link)
    ]


def test_a_crawler_finds_no_broken_link_and_every_page_and_download(
    built: Built, record_property: Callable[[str, object], None]
) -> None:
    folder, _ = built
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    reached, dead, followed = crawl(folder, files)
    record_property("inputs", followed)
    assert dead == []
    assert sorted(path for path in files - reached if not _UNLINKED.search(path)) == []
    kinds = {Path(path).suffix for path in reached}
    assert {".html", ".ics", ".csv", ".docx", ".xlsx", ".txt", ".json", ".graphml", ".xml"} <= kinds
