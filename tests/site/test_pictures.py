"""The pictures of links on the pages of the real site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html  # type: ignore[import-untyped]

from build_tools.pages.link_drawing import MOST

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site

_FIGURE = re.compile(r'<figure class="link-picture">.*?</figure>', re.DOTALL)


def _figures(site: Site) -> dict[str, list[html.HtmlElement]]:
    found = {page.path: _FIGURE.findall(page.html) for page in site.pages}
    return {
        path: [html.fromstring(figure) for figure in figures] for path, figures in found.items() if figures
    }


def _path_of(figures: dict[str, list[html.HtmlElement]], path: str) -> html.HtmlElement:
    return figures[path][0]


def test_pages_of_every_kind_have_a_picture(site: Site, kb: KnowledgeBase) -> None:
    figures = _figures(site)
    owing = {b.id for b in kb.corpus.bearers.values() if kb.graph.duties_of(b.id, inherited=True)}
    assert "index.html" in figures
    assert {f"bearers/{bearer}.html" for bearer in owing} <= figures.keys()
    assert {f"experiences/{e}.html" for e in kb.corpus.experiences} <= figures.keys()
    works = {page.path for page in site.pages if re.fullmatch(r"duties/(?!index)[^/]+\.html", page.path)}
    assert works <= figures.keys()
    assert {path.replace("duties/", "works/") for path in works} <= figures.keys()


def test_pictures_are_small_titled_and_say_the_same_in_words(site: Site) -> None:
    for path, figures in _figures(site).items():
        for figure in figures:
            svg = figure.find(".//svg")
            nodes = svg.xpath(".//*[contains(@class,'node')]")
            assert 2 <= len(nodes) <= MOST, path
            assert svg.get("aria-label"), path
            assert all(node.findtext("title") for node in nodes), path
            said = {row.text for row in figure.xpath(".//tbody/tr/th")}
            drawn = len(svg.xpath(".//path"))
            assert said, path
            assert drawn >= len(said), path


def test_pictures_show_the_links_of_the_graph(site: Site, kb: KnowledgeBase) -> None:
    duty = next(iter(kb.corpus.duties.values()))
    work = next(ref.work for ref in kb.graph.basis_of(duty.id))
    drawn = "".join(
        html.tostring(figure, encoding="unicode") for figure in _figures(site)[f"duties/{work}.html"]
    )
    assert f"{duty.title}（{duty.bearer}）" in drawn
    assert f" → {duty.bearer}" in drawn


def test_the_picture_of_the_whole_counts_every_duty(site: Site, kb: KnowledgeBase) -> None:
    figure = _path_of(_figures(site), "index.html")
    cells = figure.xpath(".//tbody/tr/td")
    works = len({kb.graph.basis_of(d)[0].work for d in kb.corpus.duties})
    counts = [int(n) for cell in cells[:works] for n in re.findall(r" (\d+)条", cell.text_content())]
    singles = sum(len(re.findall(r"责(?:、|$)", cell.text_content().strip())) for cell in cells[:works])
    assert sum(counts) + singles == len(kb.corpus.duties)


def test_every_picture_is_well_formed_xml(site: Site) -> None:
    svgs = [
        s for page in site.pages for s in re.findall(r'<svg viewBox="0 0 .*?</svg>', page.html, re.DOTALL)
    ]
    assert svgs
    for svg in svgs:
        etree.fromstring(svg)
