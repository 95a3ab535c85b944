"""Measure search in a real Chromium: sizes, time until it can be used, latency from input to rows, memory.

The site is built first. Latency is taken over the labelled queries at the real size, then over the same
queries with 40,000 synthetic sections, each with the processor as it is and slowed down six times.

usage: python -m benchmarks.search [--site DIR] [--sections N]
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import random
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from build_tools.pages.search_index import data_script
from tests.browser.searching import ask
from tests.costly import CHROMIUM, QUIET
from tests.search.labelled import read_queries, share
from tests.site.building import build_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SECTIONS = 40_000
SLOW = 6
STARTS = 7
"""Times until search can be used are the median of so many pages opened anew."""
ROWS = ("kind", "title", "names", "path", "page", "anchor", "weight")
READY = """async () => {
  const begun = performance.now(), dialog = document.querySelector("[data-search]");
  document.querySelector("[data-search-open]").click();
  const at = {};
  while (!at.texts) {
    if (dialog.dataset.ready && !at.heads) { at.heads = performance.now() - begun; }
    if (dialog.dataset.ready === "texts") { at.texts = performance.now() - begun; }
    await new Promise(done => setTimeout(done, 0));
  }
  return at;
}"""


@dataclass(frozen=True, slots=True)
class Run:
    """One measured page: milliseconds until names and texts can be searched, and per query."""

    heads: float
    texts: float
    took: tuple[float, ...]
    ranks: tuple[int | None, ...]
    heap: float
    """Bytes that the scripts of the page hold after all queries, what is no longer needed collected."""

    def percentile(self, share_below: float) -> float:
        """Return the latency that this share of the queries does not exceed."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share_below * len(ordered)))]


def main() -> None:
    """Print sizes, then one line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a site that is already built")
    parser.add_argument("--sections", type=int, default=SECTIONS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if options.site:
            shutil.copytree(options.site, site)
        elif (built := build_site(site)).returncode:
            sys.exit(built.stderr)
        report_sizes(site)
        report_runs(site, options.sections)


def report_sizes(site: Path) -> None:
    """Print the sizes of the scripts, raw and compressed."""
    print("| 文件 | KB | gzip 后 KB |\n|---|---:|---:|")
    for path in (
        *sorted((site / "assets").glob("search-*.js")),
        *sorted((site / "javascripts").glob("search*.js")),
    ):
        raw = path.read_bytes()
        name = path.relative_to(site).as_posix()
        print(f"| {name} | {len(raw) / 1000:.0f} | {len(gzip.compress(raw)) / 1000:.1f} |")


def report_runs(site: Path, sections: int) -> None:
    """Print one row for each size and speed."""
    names = ("名称可搜（毫秒）", "全文可搜", "中位数", "95%", "最慢", "内存 MB", "答案在第一条")
    print(f"\n| 小节 | 处理器 | {' | '.join(names)} |\n|---:|---|{'---:|' * len(names)}")
    executable = next(filter(None, map(shutil.which, CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        for size in (None, sections):
            rows = enlarge(site, size) if size else count_sections(site)
            for slow in (1, SLOW):
                run = measure(browser, site, slow)
                figures = (run.heads, run.texts, run.percentile(0.5), run.percentile(0.95), run.percentile(1))
                cells = " | ".join(f"{figure:.0f}" for figure in figures)
                speed = f"慢{slow}倍" if slow > 1 else "原速"
                first = f"{share(list(run.ranks), 1):.3f}"
                print(f"| {rows:,} | {speed} | {cells} | {run.heap / 1e6:.0f} | {first} |")
        browser.close()


def measure(browser: Browser, site: Path, slow: int) -> Run:
    """Return one run over all labelled queries, with the processor slowed down ``slow`` times."""
    starts = []
    for _ in range(STARTS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto((site / "bearers/index.html").as_uri())
        page.wait_for_load_state("networkidle")
        throttle(page, slow)
        starts.append(page.evaluate(READY))
        if len(starts) < STARTS:
            page.close()
    answers = [(query, ask(page, query.words)) for query in read_queries()]
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    page.close()
    return Run(
        median(at["heads"] for at in starts),
        median(at["texts"] for at in starts),
        tuple(answer.took for _, answer in answers),
        tuple(query.rank(answer.addresses) for query, answer in answers),
        heap,
    )


def throttle(page: Page, slow: int) -> None:
    """Slow the processor down for ``page``."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slow})


def count_sections(site: Path) -> int:
    """Return how many sections the index of ``site`` holds."""
    pages = site / "assets/search-pages.js"
    return sum(len(read_part(path)["title"]) for path in (site / "assets/search-heads.js", pages))


def enlarge(site: Path, sections: int) -> int:
    """Fill the index of ``site`` with sections made of the words of real ones; return their number."""
    chance = random.Random(7)
    heads, texts = read_part(site / "assets/search-heads.js"), read_part(site / "assets/search-texts.js")
    real = len(heads["title"])
    clauses = [piece for text in texts for piece in text.replace("；", "，").split("，") if piece]
    while len(heads["title"]) < sections:
        like = chance.randrange(real)
        for column in ROWS:
            heads[column].append(heads[column][like])
        heads["title"][-1] = "".join(chance.sample(clauses, 2))[:24]
        heads["names"][-1] = 0
        heads["anchor"][-1] = f"synthetic-{len(texts)}"
        texts.append("，".join(chance.sample(clauses, max(1, len(texts[like]) // 14))))
    write_part(site / "assets/search-heads.js", "heads", heads)
    write_part(site / "assets/search-texts.js", "texts", texts)
    return len(texts)


def read_part(path: Path) -> Any:  # noqa: ANN401  (JSON)
    """Return the data of one part of the index."""
    text = path.read_text(encoding="utf-8").partition("]=JSON.parse(")[2].removesuffix(");\n")
    return json.loads(ast.literal_eval(text))


def write_part(path: Path, part: str, data: object) -> None:
    """Write one part of the index."""
    path.write_text(data_script(path.name, part, data).content, encoding="utf-8")


if __name__ == "__main__":
    main()
