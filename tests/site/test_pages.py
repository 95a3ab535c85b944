from __future__ import annotations

import datetime as dt
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from build_tools.corpus import Kind
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.pages.page import Address, Page
from build_tools.site import SitePlan, build_pages, copy_of, source_copies, write_pages
from tests.site.crawling import read

if TYPE_CHECKING:
    from pathlib import Path

    from build_tools.site import Site
    from tests.conftest import TinyBase

DAY = dt.date(2024, 1, 1)


def page_of(site: Site, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def words(page: Page) -> str:
    return " ".join("".join(read(page.html).text).split())


def built(base: TinyBase) -> Site:
    return build_pages(open_knowledge_base(base.root, as_of=DAY))


@pytest.fixture
def tiny_site(tiny_base: TinyBase) -> Site:
    return built(tiny_base)


def test_the_same_data_give_the_same_site(kb: KnowledgeBase, site: Site) -> None:
    assert build_pages(open_knowledge_base(kb.root, as_of=kb.as_of)) == site


def test_a_text_whose_work_cannot_be_read_does_not_stop_the_site(tiny_base: TinyBase) -> None:
    site = built(tiny_base.write_raw("works/sample/work.yml", b"{"))
    assert "works/sample.html" not in {page.path for page in site.pages}
    assert "样例条例" not in page_of(site, "data.html").html


def test_every_record_has_its_page(kb: KnowledgeBase, site: Site) -> None:
    paths = [page.path for page in site.pages]
    expected = {
        "index.html",
        "glossary.html",
        "contribute/form.html",
        *(
            f"{folder}/index.html"
            for folder in "works bearers duties experiences problems indicators matters lists".split()
        ),
        *(f"{name}.html" for name in "calendar coverage data map timeline experiences/compare".split()),
        *(f"matters/{matter}.html" for matter in kb.corpus.matters),
        *(f"problems/{stage.id}.html" for stage in kb.corpus.vocabulary(Kind.STAGE).values()),
        *(f"works/{work}.html" for work in kb.corpus.works),
        *(
            f"works/{text.work}/{text.date}.html"
            for text in kb.corpus.all_texts()
            if text is not kb.corpus.text_of(text.work, kb.as_of)
        ),
        *(
            f"works/{work}/compare-{old.date}-{new.date}.html"
            for work, texts in kb.corpus.texts.items()
            for old, new in pairwise(texts)
        ),
        *(f"bearers/{bearer}.html" for bearer in kb.corpus.bearers),
        *(f"experiences/{experience}.html" for experience in kb.corpus.experiences),
        *(
            f"duties/{path.split('/')[1].removesuffix('.yml')}.html"
            for path in kb.corpus.documents
            if path.startswith("duties/")
        ),
    }
    assert {path for path in paths if not path.startswith("training/")} == expected
    assert len(paths) == len(set(paths))


def test_every_page_says_what_it_is(site: Site) -> None:
    assert all(page.title and page.description.endswith("。") for page in site.pages)


def test_sources_are_files_that_the_site_carries_as_text(kb: KnowledgeBase, site: Site) -> None:
    copies = {asset.path: asset.content for asset in source_copies(kb)}
    sources = [page.source for page in site.pages if page.source]
    assert len(sources) > len(kb.corpus.bearers)
    assert all(copy_of(source) in copies and copy_of(source).endswith(".yml.txt") for source in sources)


def test_all_duties_are_in_the_complete_list(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "duties/index.html").html
    assert html.count("<tr data-bearer=") == len(kb.corpus.duties)


def test_the_counts_of_a_matrix_add_up_to_all_duties(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "duties/index.html").html
    assert html.count(f"<td>{len(kb.corpus.duties)}</td></tr></tfoot>") == 2


def test_texts_that_look_like_markup_are_shown_as_text(tiny_base: TinyBase) -> None:
    bad = "<script>alert(1)</script>&quot;'\\\""
    for path in sorted(tiny_base.root.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for key in (
            "digest",
            "action",
            "what",
            "summary",
            "look_for",
            "definition",
            "description",
            "why",
            "unit_name",
        ):
            text = text.replace(f" {key}: ", f" {key}: {bad}")
        path.write_text(text, encoding="utf-8")
    kb = open_knowledge_base(tiny_base.root, as_of=DAY)
    assert kb.loading_findings == ()
    pages = build_pages(kb).pages
    assert [page.path for page in pages if "<script" in page.html] == []
    shown = [
        page.path for page in pages if "<script>alert(1)</script>&quot;'\\\"" in "".join(read(page.html).text)
    ]
    assert {
        "works/sample.html",
        "duties/sample.html",
        "experiences/monthly-board.html",
        "glossary.html",
    } <= set(shown)


def test_a_link_to_a_duty_previews_who_owes_what_by_when(tiny_site: Site) -> None:
    html = page_of(tiny_site, "experiences/monthly-board.html").html
    assert (
        '<span class="cited">'
        '<a href="../duties/sample.html#hold-meetings" aria-describedby="_duty1">每月开会</a>'
        '<span class="preview" role="tooltip" id="_duty1"><b>每月开会</b> <i>支部应当（每月1次）</i> '
        "每月召开会议。</span></span>"
    ) in html


def test_a_citation_in_a_text_is_a_link_with_the_preview_of_a_chip(tiny_site: Site) -> None:
    html = page_of(tiny_site, "experiences/monthly-board.html").html
    assert (
        '按<span class="cited"><a class="cite" href="../works/sample.html#art_2" aria-describedby="_ref1">'
        '《样例条例》第二条</a><span class="preview" role="tooltip" id="_ref1"><b>《样例条例》第二条</b> '
        "<i>现行</i> 支部每月开会。书记负责下列事项。主持会议。检查记录。</span></span>张贴会议情况"
    ) in html


def test_a_relative_reference_in_a_digest_leads_to_its_own_work(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/sample/2022-01-01.yml", "digest: 检查记录。", "digest: 按前款规定检查记录。")
    html = page_of(built(tiny_base), "works/sample.html").html
    assert '按<span class="cited"><a class="cite" href="#art_2__para_1"' in html


def test_a_list_of_citations_leads_to_the_first_and_says_so(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/sample/2022-01-01.yml", "样例第一条解释", "第一条、第二条解释")
    html = page_of(built(tiny_base), "works/sample.html").html
    assert '第一条、第二条</a><span class="preview" role="tooltip"' in html
    assert "<b>《样例条例》第一条（所引2处中的第一处）</b>" in html


def test_a_chip_carries_its_preview(tiny_site: Site) -> None:
    html = page_of(tiny_site, "bearers/secretary.html").html
    assert 'href="../works/sample.html#art_2__para_2__item_1" aria-describedby="_ref1"' in html
    assert '<span class="chip-place">第二条第二款（一）</span>' in html
    assert 'id="_ref1"><b>《样例条例》第二条第二款第（一）项</b> <i>现行</i> 主持会议。</span>' in html


def test_a_clause_can_be_copied_as_a_citation(tiny_site: Site) -> None:
    html = page_of(tiny_site, "works/sample.html").html
    assert 'data-copy="《样例条例》第二条第二款第（一）项"' in html


def test_a_bearer_shows_own_duties_then_those_of_its_classes(tiny_site: Site) -> None:
    text = words(page_of(tiny_site, "bearers/branch.html"))
    assert text.index("每月召开会议") < text.index("以“党组织”身份承担") < text.index("保存会议记录")


def test_the_duties_of_its_body_stand_apart_on_the_page_of_a_post(tiny_site: Site) -> None:
    text = words(page_of(tiny_site, "bearers/secretary.html"))
    assert "所在组织是党支部，承担责任1条" in text
    assert text.index("主持支部的会议") < text.index("所在组织的责任") < text.rindex("每月开会")


def test_a_bearer_with_duties_of_its_classes_only_says_so(tiny_site: Site) -> None:
    assert "均以所属统称承担" in words(page_of(tiny_site, "bearers/grassroots.html"))


def test_a_bearer_without_duties_says_what_to_do_next(tiny_base: TinyBase) -> None:
    newcomer = "- {id: newcomer, name: 新人, kind: post, tier: 党员层, description: 岗位。}"
    path = tiny_base.root / "vocabulary/bearers.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}{newcomer}\n", encoding="utf-8")
    page = page_of(built(tiny_base), "bearers/newcomer.html")
    assert "没有直接写给新人的责任。也可以在岗位目录里选择相近的主体，或者搜索“新人”" in words(page)
    assert 'href="index.html">岗位目录</a>' in page.html
    assert 'data-search-for="新人"' in page.html
    assert "data-print" not in page.html


def test_many_duties_are_folded_up_by_step_with_their_counts(kb: KnowledgeBase, site: Site) -> None:
    post = page_of(site, "bearers/full-time-deputy-secretary.html").html
    body = page_of(site, "bearers/organ-party-committee.html").html
    total = len(kb.graph.duties_of("organ-party-committee", inherited=True))
    for html, offset in ((post, post.index('id="_body"')), (body, body.index('class="folds"'))):
        counts = re.findall(r'<summary>.*?<span class="heading-note">(\d+)条</span>', html[offset:])
        assert sum(map(int, counts)) == total
        assert '<details class="fold">' in html
    assert (
        '<details class="fold"'
        not in page_of(site, "bearers/full-time-deputy-secretary.html").html[: post.index('id="_body"')]
    )


def test_few_duties_are_not_folded_up(tiny_site: Site) -> None:
    assert "fold" not in page_of(tiny_site, "bearers/branch.html").html
    assert '<details class="fold" open>' in page_of(tiny_site, "bearers/secretary.html").html


@pytest.mark.parametrize(
    ("path", "old", "new", "who"),
    [
        ("vocabulary/terms.yml", "definition: ", "definition: 《样例条例》第一条所说的", "月会"),
        ("vocabulary/terms.yml", "name: 月会,", "name: 月会, basis: [《样例条例》第一条],", "月会"),
        ("experiences/north/monthly-board.yml", "到月末提醒", "按《样例条例》第一条提醒", "提醒"),
        ("experiences/north/monthly-board.yml", "提醒也可以", "《样例条例》第一条的提醒也可以", "提醒"),
        ("experiences/north/monthly-board.yml", "张贴出来", "按《样例条例》第一条张贴", "北方市的公示栏"),
        ("problems/sample.yml", "几个月", "违反《样例条例》第一条，几个月", "会议不开"),
        ("indicators/sample.yml", "第二条第一款", "第一条", "会议记录"),
        ("duties/sample.yml", "action: 每月", "action: 按《样例条例》第一条每月", "每月开会"),
        ("vocabulary/bearers.yml", "description: 组织。", "description: 见《样例条例》第一条。", "党支部"),
    ],
)
def test_a_clause_shows_who_cites_it(tiny_base: TinyBase, path: str, old: str, new: str, who: str) -> None:
    tiny_base.replace(path, old, new)
    assert who in linked_to(built(tiny_base), "art_1")


def test_an_article_with_paragraphs_and_a_chapter_show_who_cites_them(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/sample/2022-01-01.yml", "样例第一条解释", "第一章解释")
    site = built(tiny_base)
    assert "公示栏" in linked_to(site, "art_2")
    assert "《样例条例》第三条" in linked_to(site, "chp_1")


def linked_to(site: Site, anchor: str) -> str:
    """Return the links under the heading or in the card at an anchor of the sample work."""
    html = page_of(site, "works/sample.html").html.partition(f'id="{anchor}"')[2]
    return html.partition("</details>")[0].partition('<details class="linked">')[2]


def test_an_article_with_one_paragraph_also_answers_to_its_full_address(tiny_site: Site) -> None:
    ids = read(page_of(tiny_site, "works/sample.html").html).ids
    assert [i for i in ids if not i.startswith("_")] == [
        *("chp_1", "art_1", "art_1__para_1", "art_2", "art_2__para_1", "art_2__para_2"),
        *("art_2__para_2__item_1", "art_2__para_2__item_2", "chp_2", "art_3", "art_3__para_1"),
    ]


def test_full_addresses_reach_the_items_of_an_article_with_one_paragraph(site: Site) -> None:
    html = page_of(site, "works/jiguan-jiceng-tiaoli.html").html
    assert 'id="art_10__item_3"><span id="art_10__para_1__item_3"></span>' in html
    aliases = re.findall(r'<span id="[^"]+"></span>', html)
    assert len("".join(aliases).encode()) < 0.05 * len(html.encode())


def test_one_word_for_one_thing(tiny_site: Site) -> None:
    assert [page.path for page in tiny_site.pages if "名词" in words(page) or "检查要点" in words(page)] == []
    assert page_of(tiny_site, "glossary.html").title == "术语"
    assert page_of(tiny_site, "indicators/index.html").title == "检查指标"


def test_a_prohibition_and_a_permission_are_marked_before_the_action(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "modality: 应当\n  action: 主持", "modality: 不得\n  action: 主持")
    site = built(tiny_base)
    assert "不得</span>主持支部的会议" in page_of(site, "bearers/secretary.html").html
    assert "不得</b>主持支部的会议" in page_of(site, "duties/sample.html").html


def test_a_work_without_text_says_so(tiny_site: Site) -> None:
    text = words(page_of(tiny_site, "works/model.html"))
    assert "没有收录这部法规的条文，只著录书目" in text
    assert "仅书目" in text


def test_a_figure_shows_value_unit_time_and_place(tiny_site: Site) -> None:
    html = page_of(tiny_site, "experiences/monthly-board.html").html
    assert 'title="见来源：第一部分第2段"' in html
    assert '<b>12<span class="unit">个</span></b><span>公示栏</span>' in html
    assert "2023年</span></li>" in html


def test_a_term_shows_where_it_is_used(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "每月召开会议", "召开月会")
    site = built(tiny_base)
    assert '<a href="duties/sample.html#hold-meetings" ' in page_of(site, "glossary.html").html


def test_pages_can_be_written_for_another_engine(
    tiny_base: TinyBase, tiny_site: Site, tmp_path: Path
) -> None:
    written = write_pages(SitePlan(open_knowledge_base(tiny_base.root, as_of=DAY)), tmp_path / "out")
    text = (tmp_path / "out/works/sample.md").read_text(encoding="utf-8")
    front, _, block = text.removeprefix("---\n").partition("\n---\n\n")
    assert front == 'title: "样例条例"'
    assert block.startswith("<div>\n")
    assert "\n\n" not in block.rstrip("\n")
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert len(written) == len(manifest) + len(tiny_site.assets) + len(tiny_site.downloads) + 1
    assert [entry["path"] for entry in manifest] == [page.path for page in tiny_site.pages]


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        (Address("works/x.html", "art_1"), "works/x.html", "#art_1"),
        (Address("works/x.html", "art_1"), "bearers/y.html", "../works/x.html#art_1"),
        (Address("works/x.html"), "works/y.html", "x.html"),
        (Address("works/x.html"), "index.html", "works/x.html"),
        (Address("glossary.html", "t"), "duties/a.html", "../glossary.html#t"),
        (Address("duties/index.html", "_list", "a=b"), "duties/index.html", "index.html?a=b#_list"),
    ],
)
def test_an_address_is_written_relative_to_the_page(target: Address, page: str, link: str) -> None:
    assert target.relative_to(page) == link


@pytest.mark.parametrize(
    "articles",
    ["articles: []", "chapters:\n- num: 第一章", "articles:\n- num: 第一条\n- num: 第一条"],
    ids=["none", "a chapter alone", "one twice"],
)
def test_a_text_without_articles_or_with_one_twice_has_its_page(tiny_base: TinyBase, articles: str) -> None:
    head = 'work: model\ndate: "2021-01-01"\neffective: "2021-01-01"\n'
    tiny_base.write("works/model/2021-01-01.yml", f"{head}{articles}\n")
    page = page_of(built(tiny_base), "works/model.html")
    assert 'rel="next"' not in page.html
    assert "样板规定" in words(page)
