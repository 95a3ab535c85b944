from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup, escape

from build_tools.citations import find_citations
from build_tools.eid import Eid
from build_tools.model import Locator, Practised
from build_tools.pages.annotation import Chip, annotate, render_prose
from build_tools.pages.book import short_place
from build_tools.pages.practice_views import practised_in_chinese
from build_tools.places import place_in_source
from build_tools.status import WorkStatus, status_of_text, status_of_work

if TYPE_CHECKING:
    from build_tools.corpus import Corpus
    from tests.conftest import TinyBase


def test_citations_become_links_with_previews_and_the_rest_is_escaped() -> None:
    text = "按《样例条例》第二条<b>和《别的条例》第三条办"
    chip = Chip("_ref1", "x.html#art_2", "样例条例", "第二条", "《样例条例》第二条", "少于<5人。", "现行")
    assert annotate(text, [(find_citations(text)[0], chip)]) == (
        '按<span class="cited"><a class="cite" href="x.html#art_2" aria-describedby="_ref1">'
        '《样例条例》第二条</a><span class="preview" role="tooltip" id="_ref1">'
        "<b>《样例条例》第二条</b> <i>现行</i> 少于&lt;5人。</span></span>"
        "&lt;b&gt;和《别的条例》第三条办"
    )


def test_a_text_without_citations_is_only_escaped() -> None:
    assert annotate("a < b", ()) == "a &lt; b"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段。\n\n又一段。", "<p>一段。</p>\n<p>又一段。</p>\n"),
        ("**重点**是", "<p><strong>重点</strong>是</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("![图](http://a.example/x.png)", "<p>![图](http://a.example/x.png)</p>\n"),
        ("[词](javascript:alert)", "<p>[词](javascript:alert)</p>\n"),
        ("<http://a.example>", "<p>&lt;http://a.example&gt;</p>\n"),
    ],
)
def test_prose_is_light_markdown_without_html_images_or_links(text: str, html: str) -> None:
    assert render_prose(text, escape) == Markup(html)  # noqa: S704  (an expected value)


@pytest.mark.parametrize(
    ("eid", "place"),
    [
        ("art_10__item_3", "第十条（三）"),
        ("art_2__para_2__item_1__sub_4", "第二条第二款（一）第四目"),
        ("art_8-1", "第八条之一"),
        ("chp_3", "第三章"),
    ],
)
def test_a_chip_writes_a_place_shortly(eid: str, place: str) -> None:
    assert short_place(Eid.parse(eid)) == place


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        (None, ""),
        (Locator(section="二", paragraph="3", heading=None), "第二部分第3段"),
        (Locator(section="引言", paragraph="1", heading=None), "引言第1段"),
        (Locator(section=None, paragraph=None, heading="建链"), "“建链”"),
    ],
)
def test_a_place_in_a_source_reads_naturally(locator: Locator | None, place: str) -> None:
    assert place_in_source(locator) == place


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2021", "2022", "2021年至2022年"),
        ("2021-03", None, "2021年3月起"),
        (None, "2022", "至2022年"),
        ("2021", "2021", "2021年"),
        (None, None, "时间不明"),
    ],
)
def test_the_time_of_a_practice_reads_naturally(since: str | None, until: str | None, words: str) -> None:
    assert practised_in_chinese(Practised.model_validate({"from": since, "to": until})) == words


def test_an_undated_practice_says_so() -> None:
    assert practised_in_chinese(None) == "时间不明"


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        ("2019-12-31", [WorkStatus.NOT_YET, WorkStatus.NOT_YET]),
        ("2021-01-01", [WorkStatus.IN_FORCE, WorkStatus.NOT_YET]),
        ("2022-01-15", [WorkStatus.REVISED, WorkStatus.NOT_YET]),
        ("2022-02-01", [WorkStatus.REVISED, WorkStatus.IN_FORCE]),
    ],
)
def test_the_status_of_a_text_follows_from_the_dates(
    tiny_corpus: Corpus, day: str, statuses: list[WorkStatus]
) -> None:
    work, texts = tiny_corpus.works["sample"], tiny_corpus.texts["sample"]
    as_of = dt.date.fromisoformat(day)
    assert [status_of_text(work, text, texts, as_of) for text in texts] == statuses


def test_a_repealed_work_is_repealed_from_that_day(tiny_base: TinyBase) -> None:
    event = '- {type: revised, date: "2022-01-01", body: 样例会议}'
    tiny_base.replace("works/sample/work.yml", event, f'{event}\n- {{type: repealed, date: "2023-01-01"}}')
    corpus = tiny_base.corpus()
    assert status_of_work(corpus, "sample", dt.date(2022, 12, 31)) is WorkStatus.IN_FORCE
    assert status_of_work(corpus, "sample", dt.date(2023, 1, 1)) is WorkStatus.REPEALED


def test_a_text_that_has_run_out_is_repealed(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "works/sample/2022-01-01.yml",
        'effective: "2022-02-01"',
        'effective: "2022-02-01"\nuntil: "2023-01-01"',
    )
    assert status_of_work(tiny_base.corpus(), "sample", dt.date(2024, 1, 1)) is WorkStatus.REPEALED


def test_a_work_without_text_is_bibliographic_until_it_is_repealed(tiny_base: TinyBase) -> None:
    assert status_of_work(tiny_base.corpus(), "model", dt.date(2024, 1, 1)) is WorkStatus.BIBLIOGRAPHIC
    tiny_base.replace(
        "works/model/work.yml",
        "issuer: 样例机关",
        'issuer: 样例机关\nevents: [{type: repealed, date: "2023-01-01"}]',
    )
    assert status_of_work(tiny_base.corpus(), "model", dt.date(2024, 1, 1)) is WorkStatus.REPEALED
