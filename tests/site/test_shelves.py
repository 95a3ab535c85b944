"""Works of which only the text was imported: where there are many, overviews count them and lead to them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from build_tools.coverage import shelved_works
from build_tools.exports.akoma_ntoso import file_name
from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.link_map import DATA_PATH
from build_tools.site import build_pages

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site
    from tests.conftest import TinyBase

DAY = dt.date(2026, 1, 1)
SHELVES = ("works/texts/1.html", "works/texts/2.html")
OVERVIEWS = ("index.html", "coverage.html", "timeline.html", "data.html")


@pytest.fixture
def base(tiny_base: TinyBase) -> TinyBase:
    """The tiny base with three works of which only the numbers of the articles are known."""
    for number, name in enumerate("甲乙丙"):
        work = f"blank-{number}"
        tiny_base.write(
            f"works/{work}/work.yml",
            f"id: {work}\ntitle: 示例{name}办法\nshort_title: 示例{name}办法\nkind: 办法\nissuer: 待填写\n",
        )
        tiny_base.write(
            f"works/{work}/2020-01-01.yml",
            f'work: {work}\ndate: "2020-01-01"\neffective: "2020-01-01"\narticles:\n- num: 第一条\n',
        )
    return tiny_base


def opened(base: TinyBase) -> KnowledgeBase:
    return open_knowledge_base(base.root, as_of=DAY)


def page(site: Site, path: str) -> str:
    return next(page.html for page in site.pages if page.path == path)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two be many."""
    monkeypatch.setattr("build_tools.coverage.MANY", 2)
    monkeypatch.setattr("build_tools.pages.works.ON_SHELF", 2)


def test_few_stand_among_the_others(base: TinyBase) -> None:
    kb = opened(base)
    site = build_pages(kb)
    assert shelved_works(kb.graph) == frozenset()
    assert "示例乙办法" in page(site, "works/index.html")
    assert not {page.path for page in site.pages}.intersection(SHELVES)


@pytest.mark.usefixtures("few")
def test_many_stand_on_pages_of_their_own(base: TinyBase) -> None:
    site = build_pages(opened(base))
    shelves = [re.findall(r'href="\.\./(blank-\d)\.html"', page(site, path)) for path in SHELVES]
    assert shelves == [["blank-0", "blank-1"], ["blank-2"]]
    index = page(site, "works/index.html")
    assert "示例丙办法》至《示例丙办法》" in index
    assert 'href="texts/2.html"' in index
    assert "blank-1.html" not in index
    assert "sample.html" in index


@pytest.mark.usefixtures("few")
def test_overviews_count_them(base: TinyBase) -> None:
    kb = opened(base)
    site = build_pages(kb)
    assert shelved_works(kb.graph) == {"blank-0", "blank-1", "blank-2"}
    for path in OVERVIEWS:
        assert "blank-1" not in page(site, path), path
    for path in ("index.html", "coverage.html", "data.html"):
        assert "3部" in page(site, path), path
    written = {asset.path.rpartition("/")[2] for asset in site.assets}
    assert {file_name(text) for text in kb.corpus.all_texts() if text.work == "blank-0"}.isdisjoint(written)
    assert "blank-1" not in next(asset.content for asset in site.assets if asset.path == DATA_PATH)
    assert "示例乙办法" in page(site, "works/blank-1.html")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("filled", ["digest", "duty"])
def test_what_says_something_is_taken_down(base: TinyBase, filled: str) -> None:
    if filled == "digest":
        base.replace("works/blank-1/2020-01-01.yml", "- num: 第一条", "- num: 第一条\n  digest: 写明目的。")
    else:
        base.replace("duties/sample.yml", "basis: [", "basis: [《示例乙办法》第一条, ")
    kb = opened(base)
    assert shelved_works(kb.graph) == frozenset()
