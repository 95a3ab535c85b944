"""The search index: a section per provision, duty, measure and so on, as scripts that a folder can serve.

Two parts: the heads (titles, names, places), with which a first search works, and the texts.
Part of a site engine may add a third one, for the pages written by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.pages.page import Address, Asset, in_script
from build_tools.pages.search_characters import pinyin_table, simplified_forms, traditional_characters
from build_tools.pages.search_far import Far

if TYPE_CHECKING:
    from build_tools.cache import Cache

HEADS = "assets/search-heads.js"
TEXTS = "assets/search-texts.js"
PAGES = "assets/search-pages.js"
_WORDS = Path(__file__).with_name("search_words.json")


class SectionKind(StrEnum):
    """The kinds of section, in the order in which the search box names them."""

    PROVISION = "条款"
    DUTY = "责任"
    BEARER = "岗位"
    WORK = "法规"
    TERM = "术语"
    MEASURE = "做法"
    FIGURE = "数据"
    EXPERIENCE = "经验"
    PROBLEM = "问题"
    INDICATOR = "检查"
    MATTER = "事项"
    TRAINING = "培训"
    MOMENT = "沿革"
    OVERVIEW = "页面"
    PAGE = "文档"


@dataclass(frozen=True, slots=True)
class Section:
    """Something that search finds.

    ``names``: what else it is called; ``path``: where it stands, in words;
    ``weight``: how much depends on it.
    """

    kind: SectionKind
    title: str
    path: str
    address: Address
    text: str = ""
    names: tuple[str, ...] = ()
    weight: int = 0
    inner: Callable[[], Iterable[Section]] | None = None
    """What makes the sections inside this one that a reader loads only when looking for them."""


def search_index(sections: Sequence[Section], cache: Cache | None = None) -> Iterator[Asset]:
    """Yield the heads and the texts of ``sections``, with all that is needed to understand a query.

    What is inside some of them comes before, in files of its own (`build_tools.pages.search_far`).
    How names are spoken is looked up anew only for names that the ``cache`` does not know.
    """
    spoken = dict.fromkeys(
        name for s in sections if s.kind is not SectionKind.PROVISION for name in (s.title, *s.names)
    )
    far = Far(columns)
    holders = [index for index, section in enumerate(sections) if section.inner]
    for index in holders:
        yield from map(_far_file, far.take(index, tuple((sections[index].inner or tuple)())))
    yield from map(_far_file, far.rest())
    written = far.written.union(*(f"{s.title}{''.join(s.names)}{s.path}{s.text}" for s in sections))
    heads = {
        **columns(sections),
        "traditional": traditional_characters(written, _simplified(cache)),
        "pinyin": _pinyin(tuple(spoken), cache),
        "words": json.loads(_WORDS.read_text(encoding="utf-8")),
        **({"far": far.table()} if holders else {}),
    }
    yield data_script(HEADS, "heads", heads)
    yield data_script(TEXTS, "texts", [s.text for s in sections])


def _far_file(part: tuple[str, object]) -> Asset:
    name, data = part
    return data_script(f"assets/search-{name}.js", name, data)


def _simplified(cache: Cache | None) -> str | None:
    if cache is None:
        return None
    made = cache.made(f"opencc {version('opencc')}", "t2s", lambda: simplified_forms().encode())
    return made.decode()


def _pinyin(names: tuple[str, ...], cache: Cache | None) -> object:
    def make() -> bytes:
        return json.dumps(pinyin_table(names)).encode()

    made = cache.made(f"pinyin {version('pypinyin')}", names, make) if cache else make()
    return json.loads(made)


def page_index(sections: Sequence[Section]) -> Asset:
    """Return the part of the index for the pages written by hand, heads and texts together."""
    return data_script(PAGES, "pages", {**columns(sections), "texts": [s.text for s in sections]})


def columns(sections: Sequence[Section]) -> dict[str, object]:
    """Return the heads of sections as columns.

    Pages and paths recur, so each is listed once, the most frequent first.
    """
    pages = [page for page, _ in Counter(s.address.path for s in sections).most_common()]
    paths = [path for path, _ in Counter(s.path for s in sections).most_common()]
    page_number = {page: index for index, page in enumerate(pages)}
    path_number = {path: index for index, path in enumerate(paths)}
    kinds = list(SectionKind)
    return {
        "kinds": [str(kind) for kind in kinds],
        "pages": pages,
        "paths": paths,
        "kind": [kinds.index(s.kind) for s in sections],
        "title": [s.title for s in sections],
        "names": [list(s.names) or 0 for s in sections],
        "path": [path_number[s.path] for s in sections],
        "page": [page_number[s.address.path] for s in sections],
        "anchor": [s.address.anchor for s in sections],
        "weight": [s.weight for s in sections],
    }


def data_script(path: str, part: str, data: object) -> Asset:
    """Return data as a script: JSON in a string, which browsers read faster than the same as an object."""
    text = in_script(data).replace("\\", "\\\\").replace("'", "\\'")
    content = f"(window.zelianParts=window.zelianParts||{{}})[\"{part}\"]=JSON.parse('{text}');\n"
    return Asset(path, content)


def joined(parts: Iterable[str | None], between: str = " › ") -> str:
    """Return the parts that say something, as one line."""
    return between.join(filter(None, parts))
