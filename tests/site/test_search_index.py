"""The search index: what it holds, where it points, and that it is safe as a script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools.cache import Cache
from build_tools.pages.book import Book
from build_tools.pages.page import Address
from build_tools.pages.search_characters import pinyin_table, traditional_characters
from build_tools.pages.search_index import HEADS, TEXTS, Section, SectionKind, page_index, search_index
from build_tools.pages.search_pages import page_sections
from build_tools.pages.search_sections import search_sections
from tests.site.scripts import part

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site
    from tests.site.crawling import Reading


def section(title: str, text: str = "", names: tuple[str, ...] = ()) -> Section:
    return Section(SectionKind.TERM, title, "", Address("glossary.html", "x"), text, names)


@pytest.fixture(scope="module")
def book(kb: KnowledgeBase) -> Book:
    return Book(kb)


@pytest.fixture(scope="module")
def heads(site: Site) -> dict[str, Any]:
    (asset,) = (asset for asset in site.assets if asset.path == HEADS)
    found: dict[str, Any] = part(asset)
    return found


def test_every_kind_of_record_can_be_found(heads: dict[str, Any]) -> None:
    kinds = {heads["kinds"][kind] for kind in heads["kind"]}
    assert kinds == {str(kind) for kind in SectionKind} - {"文档"}
    assert (
        len({len(heads[column]) for column in ("kind", "title", "names", "path", "page", "anchor", "weight")})
        == 1
    )


def test_every_section_points_to_a_place_that_exists(
    heads: dict[str, Any], readings: dict[str, Reading]
) -> None:
    places = {
        (heads["pages"][page], anchor) for page, anchor in zip(heads["page"], heads["anchor"], strict=True)
    }
    ids = {path: set(reading.ids) for path, reading in readings.items()}
    assert [place for place in places if place[1] and place[1] not in ids[place[0]]] == []
    assert {path for path, _ in places} <= set(ids)


def test_every_page_but_the_home_page_can_be_found(site: Site, heads: dict[str, Any]) -> None:
    assert {page.path for page in site.pages} - set(heads["pages"]) == {"index.html"}


def test_a_pack_is_found_by_every_name_of_its_post(heads: dict[str, Any]) -> None:
    place = heads["title"].index("党支部书记岗前培训")
    assert (heads["kinds"][heads["kind"][place]], "支部书记培训" in heads["names"][place]) == ("培训", True)


def test_what_the_timeline_tells_is_found_by_its_date(book: Book) -> None:
    (moment,) = (s for s in search_sections(book) if s.address.anchor == "congress-8-specific")
    assert (moment.kind, moment.path) == (SectionKind.MOMENT, "制度沿革 › 1956年")
    assert "<" not in moment.text


def test_every_provision_can_be_jumped_to_also_without_text(book: Book) -> None:
    found = {s.address for s in search_sections(book) if s.kind is SectionKind.PROVISION}
    every = {
        Address(f"works/{work}.html", str(provision.eid))
        for work in book.corpus.works
        for provision in book.provisions(work)
    }
    assert found == every


def test_texts_stand_beside_their_heads(site: Site, heads: dict[str, Any]) -> None:
    (asset,) = (asset for asset in site.assets if asset.path == TEXTS)
    texts = part(asset)
    assert len(texts) == len(heads["title"])
    place = heads["title"].index("《机关基层组织条例》第十条第（三）项")
    assert "党员" in texts[place]


def test_a_measure_and_its_figures_are_sections(book: Book) -> None:
    sections = search_sections(book)
    (figure,) = (s for s in sections if s.title == "集中轮训的处级领导干部：8760人")
    (measure,) = (s for s in sections if s.title == "处级轮训、一般干部系统培训")
    assert (figure.kind, figure.address) == (SectionKind.FIGURE, measure.address)
    assert "集中轮训的处级领导干部8760人" in measure.text


@pytest.mark.parametrize(
    "hostile", ["</script><script>alert(1)</script>", "a\u2028b\u2029c", "<!--<script", "\\\"'"]
)
def test_a_text_cannot_end_the_script(hostile: str) -> None:
    for asset in (
        *search_index([section(hostile, text=hostile)]),
        page_index([section(hostile, text=hostile)]),
    ):
        data = part(asset)
        assert not any(bad in asset.content for bad in ("</", "<!--", "\u2028", "\u2029"))
        assert hostile in (data if isinstance(data, list) else data["title"])


def test_traditional_characters_are_those_of_the_characters_written() -> None:
    traditional, simple = traditional_characters({"党", "员", "条"})
    pairs = dict(zip(traditional, simple, strict=True))
    assert (pairs["黨"], pairs["員"], pairs["條"]) == ("党", "员", "条")
    assert set(simple) == {"党", "员", "条"}


def test_a_traditional_character_that_is_written_stays() -> None:
    traditional, _ = traditional_characters({"党", "黨"})
    assert "黨" not in traditional


def test_pinyin_says_how_a_character_is_spoken_and_where_it_differs() -> None:
    table = pinyin_table(["重点检查", "重新", "调研", "（调整）"])
    syllables: Any = table["syllables"]
    assert "查" in syllables["cha"]
    spoken = {char: syllable for syllable, chars in syllables.items() for char in chars}
    exceptions: Any = table["exceptions"]
    assert {"重": spoken["重"]} == {"重": "zhong"}
    assert exceptions["重新"] == "chong xin"
    assert spoken["调"] == "diao" or exceptions["调研"] == "diao yan"


def test_a_page_written_by_hand_is_a_section_for_each_heading() -> None:
    html = (
        '<h1 id="a">标题</h1><p>开头&lt;b&gt;</p><script>x()</script>'
        '<h2 id="b">第<code>二</code>节</h2><ul><li>一</li><li>二</li></ul>'
    )
    found = page_sections("guide/x.html", "标题", html)
    assert [(s.title, s.path, s.address.anchor, s.text) for s in found] == [
        ("标题", "指南", "a", "开头<b>"),
        ("第二节", "指南 › 标题", "b", "一 二"),
    ]


def test_an_index_is_the_same_for_the_same_sections() -> None:
    sections = [section("一岗双责", names=("双责",)), section("约谈")]
    assert [*search_index(sections)] == [*search_index(list(sections))]


def test_an_index_with_a_cache_is_the_same(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for names in (("重新",), ("重新",), ("重点", "调研")):
        sections = [section("一岗双责", names=names), section("约谈")]
        assert [*search_index(sections, cache)] == [*search_index(sections)]
    assert len(list(tmp_path.iterdir())) == 3  # two tables of pinyin, one of simplified characters
