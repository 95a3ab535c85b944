"""The map of links and the charts: what their data says against the knowledge base."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from build_tools.coverage import NOTHING, coverage_of
from build_tools.graph import Link
from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.book import Book
from build_tools.pages.charts import BARS
from build_tools.pages.link_drawing import MOST
from build_tools.pages.link_map import DATA_PATH, LINKS, LinkMap, map_data, map_page

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site
    from tests.conftest import TinyBase
    from tests.site.crawling import Reading

_AS_OF = dt.date(2026, 11, 22)
_HEAD = "window.zelianLinks="


def _read(script: str) -> dict[str, Any]:
    assert script.startswith(_HEAD)
    data: dict[str, Any] = json.loads(script.removeprefix(_HEAD).rstrip(";\n"))
    return data


def _keys(data: dict[str, Any]) -> list[str]:
    return [start + row[0] for _, _, start, _, rows in data["pages"] for row in rows]


def _edges(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    keys, flat = _keys(data), data["edges"]
    names = [name for name, *_ in data["links"]]
    triples = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
    return [(keys[source], keys[target], names[link]) for source, target, link in triples]


@pytest.fixture(scope="session")
def data(site: Site) -> dict[str, Any]:
    return _read(next(asset.content for asset in site.assets if asset.path == DATA_PATH))


def test_every_record_on_the_map_stands_on_a_page(data: dict[str, Any], readings: dict[str, Reading]) -> None:
    dead = [
        (page, row[0])
        for _, page, _, _, rows in data["pages"]
        for row in rows
        if page not in readings or (row[0] and row[0] not in readings[page].ids)
    ]
    assert dead == []


def test_keys_and_links_are_there_once_and_no_record_leads_to_itself(data: dict[str, Any]) -> None:
    keys, edges = _keys(data), _edges(data)
    assert len(set(keys)) == len(keys)
    assert len(set(edges)) == len(edges)
    assert [edge for edge in edges if edge[0] == edge[1]] == []
    assert {key for source, target, _ in edges for key in (source, target)} == set(keys)


def test_every_duty_has_its_bearer_and_its_articles(data: dict[str, Any], kb: KnowledgeBase) -> None:
    counted = Counter((source, link) for source, _, link in _edges(data))
    for duty in kb.corpus.duties:
        articles = {(r.work, r.eid and (r.eid.article or r.eid), r.version) for r in kb.graph.basis_of(duty)}
        assert counted[f"duty:{duty}", Link.DERIVED_FROM] == len(articles), duty
    assert sum(link == Link.OWED_BY for *_, link in _edges(data)) == len(kb.corpus.duties)


def test_links_between_records_that_are_no_provisions_are_all_there(
    data: dict[str, Any], kb: KnowledgeBase
) -> None:
    drawn = Counter(link for *_, link in _edges(data))
    known = Counter(link.value for *_, link in dict.fromkeys(kb.graph.edges()))
    gathered = {Link.CITES, Link.DERIVED_FROM, Link.PART_OF}
    assert {link: drawn[link] for link in LINKS if link not in gathered} == {
        link: known[link] for link in LINKS if link not in gathered
    }


def test_the_data_stays_small(site: Site) -> None:
    script = next(asset.content for asset in site.assets if asset.path == DATA_PATH)
    assert len(gzip.compress(script.encode())) < 100_000


def test_the_page_shows_a_picture_before_any_script_runs(site: Site, data: dict[str, Any]) -> None:
    page = html.fromstring(next(page.html for page in site.pages if page.path == "map.html"))
    assert page.xpath(".//*[@data-map]/@data-start")[0] in _keys(data)
    boxes = page.xpath(".//svg//a[contains(@class,'node')]")
    assert 5 <= len(boxes) <= MOST
    assert page.xpath(".//noscript")


def test_every_duty_can_show_its_picture(site: Site, kb: KnowledgeBase, data: dict[str, Any]) -> None:
    pages = [page.html for page in site.pages if re.fullmatch(r"duties/(?!index)[^/]+\.html", page.path)]
    folds = [key for page in pages for key in re.findall(r'data-links-of="([^"]+)"', page)]
    assert folds.count("duty:") == 0
    assert sorted(folds) == sorted(f"duty:{duty}" for duty in kb.corpus.duties)
    assert set(folds) <= set(_keys(data))


def test_provisions_are_gathered_by_article(tiny_base: TinyBase) -> None:
    found = LinkMap(Book(open_knowledge_base(tiny_base.root, as_of=_AS_OF)))
    edges = _edges(_read(map_data(found).content))
    chairing = {(target, link) for source, target, link in edges if source == "duty:chair-meetings"}
    assert chairing == {
        ("provision:sample/art_2", "derived_from"),
        ("provision:sample/art_1", "derived_from"),
        ("bearer:secretary", "owed_by"),
    }
    assert ("provision:sample/art_2", "work:sample", "part_of") in edges
    assert ("measure:monthly-board/board", "provision:sample/art_2", "cites") in edges
    duty = found.start()
    assert duty is not None
    assert duty.id == "hold-meetings"


def test_without_duties_the_page_says_so(empty_base: TinyBase) -> None:
    empty_base.write("vocabulary/stages.yml", "stages:\n- {id: perform, name: 履责}\n")
    page = map_page(LinkMap(Book(open_knowledge_base(empty_base.root, as_of=_AS_OF))))
    assert "还没有收录责任" in page.html


def _table(site: Site, path: str) -> list[list[str]]:
    page = html.fromstring(next(page.html for page in site.pages if page.path == path))
    rows = page.xpath(".//figure[contains(@class,'chart')]//tbody/tr")
    return [[cell.text_content().replace("—", "0") for cell in row.xpath("./td")] for row in rows]


def test_the_chart_of_the_bearers_counts_their_duties(site: Site, kb: KnowledgeBase) -> None:
    owed = Counter(b.id for d in kb.corpus.duties.values() if (b := kb.graph.bearer_of(d)))
    rows = _table(site, "bearers/index.html")
    assert [int(row[-1]) for row in rows] == [count for _, count in owed.most_common(BARS)]
    assert all(sum(map(int, row[:-1])) == int(row[-1]) for row in rows)


def test_the_chart_of_the_coverage_counts_every_binding_provision(site: Site, kb: KnowledgeBase) -> None:
    total = sum((coverage_of(kb.graph, work) for work in kb.corpus.works), NOTHING)
    rows = [[int(cell) for cell in row] for row in _table(site, "coverage.html")]
    assert sum(row[-1] for row in rows) == total.obligations
    assert sum(row[0] for row in rows) == total.with_duty
    assert sum(row[1] for row in rows) == total.with_reason
