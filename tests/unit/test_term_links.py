"""Terms as links: at first use, the longest name, only in prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Corpus, Declared, Kind, Origin
from build_tools.model import Term
from build_tools.pages.term_links import TermLinks

TERMS = (
    Term(id="duty", name="责任", definition="应当做的事。", not_in=("责任书",)),
    Term(id="main-duty", name="主体责任", aliases=("党委责任",), definition="<党组织>承担的责任。"),
    Term(id="a-b", name="A&B", definition="甲乙。"),
)
LINKS = TermLinks(Corpus(tuple(Declared(Kind.TERM, t.id, t, Origin("t.yml")) for t in TERMS)))


def linked(html: str, path: str = "works/a.html") -> str:
    return LINKS.link(path, html)


def test_the_first_use_is_a_link_with_the_definition() -> None:
    assert linked("<p>先说责任，再说责任。</p>") == (
        '<p>先说<span class="cited"><a class="term-link" href="../glossary.html#duty" '
        'aria-describedby="_term-duty">责任</a><span class="preview" role="tooltip" id="_term-duty">'
        "<b>责任</b> 应当做的事。</span></span>，再说责任。</p>"
    )


def test_the_longest_name_counts_and_the_shorter_one_inside_it_does_not() -> None:
    html = linked("<p>主体责任就是责任。</p>")
    assert html.count("term-link") == 2
    assert html.index("#main-duty") < html.index("#duty")
    assert "<p>主体<span" not in html


def test_a_longer_word_that_is_no_term_is_left_alone() -> None:
    assert linked("<p>签订责任书。</p>") == "<p>签订责任书。</p>"


def test_an_alias_leads_to_its_term_and_is_its_first_use() -> None:
    html = linked("<p>党委责任，主体责任。</p>")
    assert html.count("term-link") == 1
    assert ">党委责任</a>" in html
    assert "<b>主体责任</b> &lt;党组织&gt;承担的责任。" in html


def test_a_name_with_a_reserved_character_is_found_as_html_writes_it() -> None:
    assert ">A&amp;B</a>" in linked("<p>A&amp;B</p>")


@pytest.mark.parametrize(
    "html",
    [
        '<a href="x">责任</a>',
        "<h2>责任</h2>",
        "<code>责任</code>",
        "<dl><dt>责任</dt></dl>",
        '<table><tr><th scope="col">责任</th></tr></table>',
        "<button>责任</button>",
        '<p title="责任">甲</p>',
        '<span class="preview" id="a"><b>甲</b> <i>乙</i> 责任</span>',
        "<!-- 责任 -->",
        "<script>var a = '责任';</script>",
        "<svg><title>责任</title></svg>",
    ],
)
def test_what_is_no_prose_stays(html: str) -> None:
    assert linked(html) == html


def test_the_glossary_itself_has_no_such_links() -> None:
    assert linked("<p>责任</p>", "glossary.html") == "<p>责任</p>"


def test_without_terms_nothing_changes() -> None:
    assert TermLinks(Corpus()).link("a.html", "<p>责任</p>") == "<p>责任</p>"


@given(st.lists(st.sampled_from(["责任", "主体", "主体责任", "<p>", "</p>", "<b>", "</b>", "甲", "A&amp;B"])))
def test_the_text_stays_and_each_term_is_linked_once_at_most(pieces: list[str]) -> None:
    html = "".join(pieces)
    found = linked(html)
    for term in TERMS:
        assert found.count(f'href="../glossary.html#{term.id}"') <= 1
    assert _bare(found) == html


def _bare(html: str) -> str:
    """Take the links out again."""
    return re.sub(
        r'<span class="cited"><a class="term-link"[^>]*>(.*?)</a><span class="preview".*?</span></span>',
        r"\1",
        html,
    )
