"""What reading and linking costs at the least: the C parser, one pattern for citations, one look-up each.

usage: python benchmarks/lower_bound.py DIR

No places of values, no model, no relative citations, no finding but a citation that leads nowhere.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_CITATION = re.compile(r"《([^》]+)》(第[一二三四五六七八九十百零]+条(?:第[一二三四五六七八九十]+款)?)")


def main(root: Path) -> int:
    """Print how many citations there are and how many lead nowhere."""
    gc.disable()
    files = {path: yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader) for path in root.rglob("*.yml")}  # noqa: S506  (strings only)
    names = {data["id"]: data["short_title"] for path, data in files.items() if path.name == "work.yml"}
    places = {
        (names[data["work"]], place)
        for path, data in files.items()
        if path.parts[-3] == "works" and path.name != "work.yml"
        for place in _places(data)
    }
    found = [found for data in files.values() for text in _texts(data) for found in _CITATION.findall(text)]
    lost = [citation for citation in found if citation not in places]
    print(f"{len(found)} citations, {len(lost)} lead nowhere")
    return 1 if lost else 0


def _places(data: dict[str, Any]) -> Iterator[str]:
    for chapter in data["chapters"]:
        for article in chapter["articles"]:
            yield article["num"]
            for number, _ in zip("一二三", article.get("paragraphs", ()), strict=False):
                yield f"{article['num']}第{number}款"


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (plain YAML data)
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
