"""Measure `zelian import --all` of many regulations, then checking them and building their site.

usage: python -m benchmarks.importing [--folder DIR] [--works N …] [--articles N] [--without-site]

Without a folder of texts it makes up regulations of the shape that Chinese laws have on average: 42 articles
of some 136 characters, every second one of one 款, every third with 项. Everything is written to a folder of
its own and removed. With several numbers of works it prints how each cost grows: the exponent e of
cost ~ articles^e.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks.corpus import OBJECTS, ROOT, VERBS
from benchmarks.measuring import Cost, measure
from benchmarks.scale import DAY, TOOL, lay_site
from build_tools.numerals import to_chinese

FOUND = (0, 1)
"""The exit codes of a command that ran: an import leaves blanks to fill in, and may refuse a file."""
PLACES = "东南西北中江河湖海山"
_ARTICLE = re.compile(r"- num: 第[^第\n]+条")
LOADED = (
    "index.html",
    "works/index.html",
    "works/texts/*.html",
    "coverage.html",
    "assets/map/*.js",
    "assets/search-heads.js",
    "assets/search-texts.js",
    "assets/search-far-*.js",
    "assets/search-pairs-*.js",
)
"""What a reader of the site loads before anything of his own."""
HEADS = ("步骤", "CPU 秒", "每条毫秒", "秒", "内存 MiB")


def main() -> None:
    """Import, check and build at each size; print what each step costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--works", type=int, nargs="+", default=[300, 600, 1200])
    parser.add_argument("--articles", type=int, default=42)
    parser.add_argument("--without-site", action="store_true")
    arguments = parser.parse_args()
    found: list[tuple[int, dict[str, Cost]]] = []
    for works in [0] if arguments.folder else arguments.works:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            texts = arguments.folder or _write_texts(place / "texts", works, arguments.articles)
            found.append(_measured(texts.resolve(), place / "project", with_site=not arguments.without_site))
    for (few, before), (many, after) in pairwise(found):
        grows = (
            f"{name} {math.log(after[name].cpu / cost.cpu, many / few):.2f}" for name, cost in before.items()
        )
        print(f"指数 {few:,} → {many:,} 条：{'，'.join(grows)}")


def _measured(texts: Path, place: Path, *, with_site: bool) -> tuple[int, dict[str, Cost]]:
    """Return the number of articles imported, and what each step cost; print both."""
    _lay_base(place)
    check, build = (*TOOL, "check", "--format", "json"), (*TOOL, "build")
    steps = {
        "`zelian import --all`": (*TOOL, "import", "--all", str(texts), "--write"),
        "`zelian check`，没有缓存": check,
        "`zelian check`，没有改动": check,
        **({"`zelian build`": build, "`zelian build`，没有改动": build} if with_site else {}),
    }
    costs: dict[str, Cost] = {}
    articles = 0
    for name, command in steps.items():
        codes = (0,) if command is build else FOUND
        costs[name] = cost = measure(command, place, DAY, codes)
        if not articles:
            articles = _say_imported(place / "regulations")
        each = 1000 * cost.cpu / max(1, articles)
        print(f"| {name} | {cost.cpu:.1f} | {each:.2f} | {cost.wall:.0f} | {cost.memory:.0f} |", flush=True)
    if with_site:
        _say_site(place / "site")
    return articles, costs


def _lay_base(place: Path) -> None:
    """Lay the knowledge base of the project, to which the texts are added, and its site into ``place``."""
    shutil.copytree(ROOT / "regulations", place / "regulations", ignore=shutil.ignore_patterns("local"))
    lay_site(place)


def _say_imported(root: Path) -> int:
    texts = [path.read_text(encoding="utf-8") for path in (root / "works").rglob("????-??-??.yml")]
    articles = sum(len(_ARTICLE.findall(text)) for text in texts)
    size = sum(path.stat().st_size for path in root.rglob("*.yml"))
    print(f"\n{len(texts):,} 个文本，{articles:,} 条，YAML {size / 1e6:.1f} MB\n")
    print(f"| {' | '.join(HEADS)} |\n|---|{'---:|' * (len(HEADS) - 1)}")
    return articles


def _say_site(site: Path) -> None:
    """Print the size of what a reader loads, of many files of a kind the largest."""
    files = [path for path in site.rglob("*") if path.is_file()]
    found = {name: [path.stat().st_size for path in site.glob(name)] for name in LOADED}
    sizes = "，".join(
        f"{name} {max(all_sizes) / 1e3:,.0f} KB" for name, all_sizes in found.items() if all_sizes
    )
    total = sum(path.stat().st_size for path in files)
    print(f"\n网站 {len(files):,} 个文件，{total / 1e6:.1f} MB；{sizes}\n", flush=True)


def _write_texts(folder: Path, works: int, articles: int) -> Path:
    folder.mkdir()
    chance = random.Random(1)
    for index in range(works):
        name = "".join(PLACES[int(digit)] for digit in str(index))
        lines = [
            f"示例{name}{OBJECTS[index % len(OBJECTS)]}条例",
            f"（{1990 + index % 35}年3月5日示例市人民代表大会常务委员会通过）",
            *_lines(chance, articles),
        ]
        (folder / f"{index}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _lines(chance: random.Random, articles: int) -> Iterator[str]:
    for number in range(1, articles + 1):
        if number % 8 == 1:
            yield f"第{to_chinese(number // 8 + 1)}章　{chance.choice(OBJECTS)}"
        yield f"第{to_chinese(number)}条　{_sentence(chance)}{_sentence(chance)}"
        if number % 2:
            yield f"{_sentence(chance)}依照本条例第{to_chinese(chance.randrange(1, articles))}条办理。"
        if number % 3 == 0:
            yield f"{chance.choice(OBJECTS)}应当写明下列内容："
            yield from (f"（{n}）{chance.choice(VERBS)}{chance.choice(OBJECTS)}；" for n in "一二三")
            yield f"（四）{chance.choice(OBJECTS)}。"


def _sentence(chance: random.Random) -> str:
    return (
        f"县级以上各级人民政府和有关部门、单位应当{chance.choice(VERBS)}{chance.choice(OBJECTS)}，"
        f"并在{chance.randrange(2, 60)}日内报告。"
    )


if __name__ == "__main__":
    main()
