from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations import Citation, find_citations
from build_tools.pages.annotated_html import annotate_html
from build_tools.pages.annotation import Chip

CHIP = Chip("_ref1", "x.html#art_2", "样例条例", "第二条", "《样例条例》第二条", "每月开会。", "现行")
CITE = "《样例条例》第二条"


def cited(text: str) -> list[tuple[Citation, Chip]]:
    return [(citation, CHIP) for citation in find_citations(text)]


def link(words: str = CITE) -> str:
    return (
        f'<span class="cited"><a class="cite" href="x.html#art_2" aria-describedby="_ref1">{words}</a>'
        '<span class="preview" role="tooltip" id="_ref1">'
        "<b>《样例条例》第二条</b> <i>现行</i> 每月开会。</span></span>"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>按", "办理。</p>"),
        ("<p>甲&amp;乙&nbsp;&lt;丙&gt;按", "，&quot;丁&quot;&#39;&#x4e00;&hellip;</p>"),
        ("<p>a & b &c; 'd' \"e\" 按", " < 3 & ></p>"),
        ("<ul>\r\n<li>一<li>按", "<br>二<br/><img alt='>' src=x></ul>\r\n"),
        ("<!-- 《样例条例》第二条 --><td>", "<!-- <p> --></td>"),
        ("<!DOCTYPE html><?pi x?>", "<![CDATA[ x ]]>"),
        ("<code>x</code>按", "<code>y</code>"),
        ("<P CLASS='a'  id=b >", "</P >"),
        ("</code>", ""),
        ("<p>一\n二\n  ", "\n三</p>\n"),
    ],
)
def test_a_citation_becomes_a_link_and_all_else_stays(before: str, after: str) -> None:
    assert annotate_html(before + CITE + after, cited) == before + link() + after


@pytest.mark.parametrize(
    "tag", ["a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "script", "style", "button", "summary"]
)
def test_text_that_is_no_prose_stays(tag: str) -> None:
    html = f"<div><{tag} class=x><b>{CITE}</b>{CITE}</{tag}></div>"
    assert annotate_html(html, cited) == html


def test_after_such_an_element_prose_goes_on() -> None:
    assert annotate_html(f"<pre><code>{CITE}</pre>{CITE}", cited) == f"<pre><code>{CITE}</pre>{link()}"


def test_an_attribute_stays() -> None:
    html = f'<p title="{CITE}"><img alt="{CITE}"></p>'
    assert annotate_html(html, cited) == html


def test_the_words_of_a_citation_stay_as_they_are_written() -> None:
    words = "《样例条例》第二条第&#40;三&#41;项"
    assert annotate_html(f"<p>&lt;{words}&gt;</p>", cited) == f"<p>&lt;{link(words)}&gt;</p>"


def test_several_citations_in_one_text_become_links() -> None:
    assert annotate_html(f"<p>{CITE}；{CITE}。</p>", cited) == f"<p>{link()}；{link()}。</p>"


PIECES = (CITE, *'<p> </p> <br> <code> </code> <!-- --> &amp; & < > 字 "'.split(), "\n")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_without_the_links_a_page_is_the_same_byte_for_byte(html: str) -> None:
    assert annotate_html(html, cited).replace(link(), CITE) == html
