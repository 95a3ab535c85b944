"""Pages of a text whose wording was imported, of one without, and of one that is only outlined."""

from __future__ import annotations

import datetime as dt

from build_tools.exports import statistics_record
from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.search_index import TEXTS
from build_tools.site import Site, build_pages
from tests.conftest import TinyBase
from tests.site.scripts import part

DAY = dt.date(2026, 1, 1)
WORK = "works/sample.html"
PATH = "works/sample/2022-01-01.yml"
OVERLAY = """\
work: sample
date: "2022-01-01"
texts:
- eid: art_2__para_1
  text: "原文<b>所写</b>"
"""


def built(base: TinyBase) -> Site:
    return build_pages(open_knowledge_base(base.root, as_of=DAY))


def page(site: Site, path: str = WORK) -> str:
    return next(page.html for page in site.pages if page.path == path)


def outlined(base: TinyBase) -> TinyBase:
    """Make the text one whose only chapter tells what its articles say."""
    return base.write(
        PATH,
        """
        work: sample
        date: "2022-01-01"
        effective: "2022-01-01"
        chapters:
        - num: 第一章
          title: 会议
          digest: 规定会议怎样开。
          articles:
          - num: 第一条
          - num: 第二条
            paragraphs:
            - fingerprint: "1111111111111111"
            - items:
              - num: （一）
          - num: 第三条
            items:
            - num: （一）
        """,
    )


def test_imported_wording_stands_beside_the_digest_escaped(tiny_base: TinyBase) -> None:
    site = built(tiny_base.write_raw("local/sample/2022-01-01.yml", OVERLAY.encode()))
    html = page(site)
    assert '<div class="original"><b>原文</b><p>原文&lt;b&gt;所写&lt;/b&gt;</p></div>' in html
    assert "带竖线的是导入的原文" in html
    assert "怎样看到原文" not in html


def test_the_search_index_holds_the_imported_wording(tiny_base: TinyBase) -> None:
    base = tiny_base.write_raw("local/sample/2022-01-01.yml", OVERLAY.encode())
    texts = next(asset for asset in built(base).assets if asset.path == TEXTS)
    assert "原文<b>所写</b>" in "".join(part(texts))


def test_without_wording_the_page_says_how_to_add_it_and_links_the_official_page(tiny_base: TinyBase) -> None:
    work = (tiny_base.root / "works/sample/work.yml").read_text(encoding="utf-8")
    tiny_base.write_raw("works/sample/work.yml", (work + "official_url: https://example.org/a\n").encode())
    html = page(built(tiny_base))
    assert "怎样看到原文" in html
    assert '<a href="../guide/import.html">导入正式文本</a>' in html
    assert '<a href="https://example.org/a" rel="external noopener noreferrer">官方发布页</a>' in html


def test_a_chapter_with_a_digest_spares_its_provisions_theirs(tiny_base: TinyBase) -> None:
    kb = open_knowledge_base(outlined(tiny_base).root, as_of=DAY)
    codes = {finding.code for finding in kb.findings if finding.location.path == PATH}
    assert codes.isdisjoint({"TXT004", "COV003"})
    sample = next(w for w in statistics_record(kb)["works"] if w["slug"] == "sample")
    newest = sample["expressions"][-1]
    assert (newest["without_digest"], newest["told_by_chapter"]) == (0, 6)


def test_an_outlined_chapter_lists_numbers_that_can_be_linked_to(tiny_base: TinyBase) -> None:
    html = page(built(outlined(tiny_base)))
    assert '<p class="digest">规定会议怎样开。</p>' in html
    assert (
        '<li id="art_3">第三条<span id="art_3__para_1"></span>'
        '<span id="art_3__item_1"></span><span id="art_3__para_1__item_1"></span></li>'
    ) in html


def test_texts_with_fingerprints_alone_are_compared_by_chapter(tiny_base: TinyBase) -> None:
    base = outlined(tiny_base)
    path = base.root / PATH
    old = path.read_text(encoding="utf-8").replace("2022-01-01", "2020-01-01").replace("怎样开", "怎么开")
    base.write_raw("works/sample/2020-01-01.yml", old.replace("1111111111111111", "2" * 16).encode())
    html = page(built(base), "works/sample/compare-2020-01-01-2022-01-01.html")
    assert "规定会议怎<del>么</del><ins>样</ins>开。" in html
    assert "只著录了指纹，看不到改动的文字（" in html
