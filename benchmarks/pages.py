"""Measure what each type of page loads before any interaction: requests of a real Chromium, bytes as sent.

Counted are the bodies of HTML, style sheets, scripts and pictures, compressed by `gzip -6`; the index of
search is loaded when search is first used and does not count.

usage: python -m benchmarks.pages [--site DIR] [--serve PORT]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from benchmarks.serving import sent, serve
from tests.costly import CHROMIUM, QUIET
from tests.site.building import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 250_000
"""Bytes that a page may load before it is used."""
PAGES = {
    "首页": "index.html",
    "法规目录": "works/index.html",
    "法规": "works/jiguan-jiceng-tiaoli.html",
    "旧文本": "works/jilv-chufen-tiaoli/2018-10-01.html",
    "文本比较": "works/jilv-chufen-tiaoli/compare-2018-10-01-2023-12-19.html",
    "岗位目录": "bearers/index.html",
    "岗位": "bearers/full-time-deputy-secretary.html",
    "责任总表": "duties/index.html",
    "一部法规的责任": "duties/jiwei-gongzuo-tiaoli.html",
    "事项目录": "matters/index.html",
    "事项": "matters/election-on-time.html",
    "经验目录": "experiences/index.html",
    "经验": "experiences/main-responsibility-inspection.html",
    "各地对照": "experiences/compare.html",
    "问题": "problems/index.html",
    "一个环节的问题": "problems/perform.html",
    "检查指标": "indicators/index.html",
    "培训目录": "training/index.html",
    "岗前培训": "training/party-branch-secretary.html",
    "试卷": "training/party-branch-secretary-paper.html",
    "自测": "training/self-test.html",
    "责任清单": "lists/index.html",
    "年历与期限": "calendar.html",
    "制度沿革": "timeline.html",
    "联系图": "map.html",
    "覆盖情况": "coverage.html",
    "术语": "glossary.html",
    "数据下载": "data.html",
    "提交经验": "contribute/form.html",
    "指南": "guide/worker.html",
    "关于": "about.html",
}


@dataclass(frozen=True, slots=True)
class Load:
    """What a page loads: bytes of each kind as sent, bytes of its HTML before compression, requests."""

    name: str
    html: int
    styles: int
    scripts: int
    others: int
    raw_html: int
    requests: int

    @property
    def total(self) -> int:
        """All bytes as sent."""
        return self.html + self.styles + self.scripts + self.others


def main() -> None:
    """Print a line for each type of page; exit 1 when one is over the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a site that is already built")
    parser.add_argument("--serve", type=int, metavar="PORT", help="only serve the site, until Ctrl+C")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder) / "site"
        if not options.site and (built := build_site(site)).returncode:
            sys.exit(built.stderr)
        if options.serve is not None:
            _serve(site, options.serve)
            return
        loads = tuple(measure(site))
    report(loads)
    sys.exit(any(load.total > MOST for load in loads))


def _serve(site: Path, port: int) -> None:
    with serve(site, port) as base:
        print(base, flush=True)
        try:
            input()
        except (EOFError, KeyboardInterrupt):
            return


def measure(site: Path) -> Iterator[Load]:
    """Yield what each type of page that ``site`` has loads."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)))
    with serve(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        for name, path in PAGES.items():
            if (site / path).exists():
                yield load(browser, site, base, name)
        browser.close()


def load(browser: Browser, site: Path, base: str, name: str) -> Load:
    """Return what the page called ``name`` loads until the network is quiet."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked: dict[str, None] = {}
    page.on("request", lambda request: asked.setdefault(request.url.partition("#")[0]))
    page.goto(f"{base}/{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    context.close()
    files = [site / unquote(urlsplit(url).path).lstrip("/") for url in asked if url.startswith(base)]
    sizes = {".html": 0, ".css": 0, ".js": 0, "": 0}
    for file in files:
        sizes[file.suffix if file.suffix in sizes else ""] += len(sent(file))
    html, styles, scripts, others = sizes.values()
    return Load(name, html, styles, scripts, others, (site / PAGES[name]).stat().st_size, len(files))


def report(loads: tuple[Load, ...]) -> None:
    """Print the table, the heaviest page first, as Markdown."""
    print("| 页面 | HTML 原样 | HTML | 样式 | 脚本 | 其他 | 合计 | 请求 |\n|" + " --- |" * 8)
    for found in sorted(loads, key=lambda found: -found.total):
        sizes = (found.raw_html, found.html, found.styles, found.scripts, found.others, found.total)
        cells = " | ".join(f"{size / 1000:.0f} KB" for size in sizes)
        print(f"| {found.name} | {cells} | {found.requests} |")


if __name__ == "__main__":
    main()
