"""Measure importing many regulations into an empty base, then checking it and writing its site.

usage: python -m benchmarks.importing [--folder DIR] [--works N] [--articles N] [--without-site]

Without a folder of texts (.txt, .md, .html, .docx, .pdf) it makes up regulations, four 款 and four 项 an
article. Each text becomes a work and its one version, as `zelian import --as … --write` writes them.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import LISTS, OBJECTS, ROOT, VERBS
from benchmarks.measuring import Cost, machine, measure
from benchmarks.scale import DAY, TOOL, lay_site
from build_tools.documents import read_document
from build_tools.errors import ToolError
from build_tools.importer import parse_regulation
from build_tools.importer.writing import Target, files_of, write_files
from build_tools.numerals import to_chinese
from build_tools.partial_dates import parse_day

EFFECTIVE = parse_day("2020-01-01")
ENDINGS = frozenset({".txt", ".md", ".html", ".docx", ".pdf"})
FOUND = (0, 1)
"""The exit codes of a check that ran: an import leaves blanks to fill in."""


def main() -> None:
    """Import, check, write the site; print what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--works", type=int, default=500)
    parser.add_argument("--articles", type=int, default=80)
    parser.add_argument("--without-site", action="store_true")
    arguments = parser.parse_args()
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        texts = arguments.folder or place / "texts"
        if not arguments.folder:
            _write_texts(texts, arguments.works, arguments.articles)
        articles = _import(sorted(p for p in texts.rglob("*") if p.suffix in ENDINGS), place / "regulations")
        lay_site(place)
        _tell("`zelian check`，没有缓存", measure((*TOOL, "check"), place, DAY, FOUND), articles)
        _tell("`zelian check`，没有改动", measure((*TOOL, "check"), place, DAY, FOUND), articles)
        if not arguments.without_site:
            build = (sys.executable, "-m", "mkdocs", "build", "-q")
            _tell("`zelian build`", measure(build, place, DAY), articles)


def _import(files: list[Path], root: Path) -> int:
    """Import the files, print what that cost, and return the number of articles."""
    for name in LISTS:
        (root / "vocabulary").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / f"regulations/vocabulary/{name}.yml", root / f"vocabulary/{name}.yml")
    start, articles, refused = time.process_time(), 0, 0
    for index, file in enumerate(files):
        target = Target(f"imported-{index}", EFFECTIVE, is_known=False, has_work=False)
        try:
            regulation = parse_regulation(read_document(file))
            write_files(root, files_of(regulation, target, file.name), replace=False)
        except ToolError as error:
            print(f"{file.name}：{error}", file=sys.stderr)
            refused += 1
        else:
            articles += len(regulation.articles)
    spent = time.process_time() - start
    size = sum(path.stat().st_size for path in root.rglob("*.yml"))
    print(f"{len(files)} 部（{refused} 部没有写入），{articles:,} 条，YAML {size / 1e6:.1f} MB")
    print("| 命令 | CPU 秒 | 每条毫秒 | 内存 MiB |\n|---|---:|---:|---:|")
    print(f"| 导入 | {spent:.1f} | {1000 * spent / max(1, articles):.2f} | |")
    return articles


def _tell(name: str, cost: Cost, articles: int) -> None:
    each = 1000 * cost.cpu / max(1, articles)
    print(f"| {name} | {cost.cpu:.1f} | {each:.2f} | {cost.memory:.0f} |", flush=True)


def _write_texts(folder: Path, works: int, articles: int) -> None:
    folder.mkdir()
    chance = random.Random(1)
    for index in range(works):
        lines = [f"示例第{to_chinese(index + 1)}号工作条例", "", *_lines(chance, articles)]
        (folder / f"{index}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lines(chance: random.Random, articles: int) -> Iterator[str]:
    for number in range(1, articles + 1):
        if number % 10 == 1:
            yield f"第{to_chinese(number // 10 + 1)}章　{chance.choice(OBJECTS)}"
        yield f"第{to_chinese(number)}条　{_sentence(chance)}"
        yield from (_sentence(chance) for _ in range(2))
        yield f"{chance.choice(OBJECTS)}应当写明下列内容："
        yield from (f"（{n}）{chance.choice(VERBS)}{chance.choice(OBJECTS)}；" for n in "一二三")
        yield f"（四）{chance.choice(OBJECTS)}。"


def _sentence(chance: random.Random) -> str:
    return (
        f"各单位应当{chance.choice(VERBS)}{chance.choice(OBJECTS)}，并在{chance.randrange(2, 60)}日内报告。"
    )


if __name__ == "__main__":
    main()
