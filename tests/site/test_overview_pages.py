"""Pages that gather records of many kinds: matters, places, problems, calendar, timeline, coverage, data."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from build_tools.corpus import Kind
from build_tools.coverage import coverage_of
from build_tools.exports.release import RELEASE_PATH
from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.book import Book
from build_tools.pages.places import compare_page
from build_tools.pages.timeline import timeline_page
from build_tools.places import places_of
from build_tools.site import build_pages
from tests.site.crawling import read, target

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.pages.page import Page
    from build_tools.site import Site
    from tests.conftest import TinyBase
    from tests.site.crawling import Reading

DAY = dt.date(2024, 1, 1)
MATTER = """
    matters:
    - id: meetings
      title: 会议
      description: 按《样例条例》第二条开会和记录。
      duties: [keep-records, hold-meetings, chair-meetings]
      note: 支部每月开会。
    """
MILESTONE = """
    milestones:
    - {id: first, date: "1950", title: 第一次, what: 第一次开会。, source: monthly-board}
    - {id: second, date: "2022-01-01", title: 修订样例, what: 修订《样例条例》。, works: [sample]}
    """


def page_of(site: Site, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def words(html: str) -> str:
    return "".join("".join(read(html).text).split())


def built(base: TinyBase) -> Site:
    return build_pages(open_knowledge_base(base.root, as_of=DAY))


@pytest.fixture
def with_matter(tiny_base: TinyBase) -> Site:
    tiny_base.replace(
        "duties/sample.yml", "action: 保存", "timing: {label: 每季度1次, period: 每季度}\n  action: 保存"
    )
    return built(tiny_base.write("matters/a.yml", MATTER))


def test_a_matter_shows_its_duties_level_by_level_with_what_stands_out(with_matter: Site) -> None:
    html = page_of(with_matter, "matters/meetings.html").html
    text = words(html)
    assert text.index("保存会议记录") < text.index("每月召开会议") < text.index("主持支部的会议")
    assert html.count("频次最高</span>") == 1
    assert "每月1次频次最高" in text
    assert "不同之处支部每月开会。" in text
    assert 'href="../works/sample.html#art_2"' in html
    assert "2022年2月1日" in text


def test_the_list_of_matters_says_what_stands_out(with_matter: Site) -> None:
    html = page_of(with_matter, "matters/index.html").html
    assert '<h3 id="meetings"><a href="meetings.html">会议</a>' in html
    assert 'data-bearer="organisation branch secretary" data-work="sample"' in html
    assert "频次最高支部，每月1次" in words(html)


def test_a_duty_and_a_post_lead_to_their_matters(with_matter: Site) -> None:
    link = '<a href="../matters/meetings.html">会议</a>'
    assert link in page_of(with_matter, "duties/sample.html").html
    assert link in page_of(with_matter, "bearers/secretary.html").html.partition('id="_matters"')[2]


def test_without_matters_the_page_says_where_to_look(tiny_base: TinyBase) -> None:
    html = page_of(built(tiny_base), "matters/index.html").html
    assert "还没有整理出事项" in html
    assert 'href="../duties/index.html"' in html


def test_a_clause_shows_the_matter_that_mentions_it(with_matter: Site) -> None:
    assert '<a href="../matters/meetings.html">会议</a>' in page_of(with_matter, "works/sample.html").html


def test_every_matter_names_all_its_duties(kb: KnowledgeBase, readings: dict[str, Reading]) -> None:
    book = Book(kb)
    for matter in kb.corpus.matters.values():
        page = f"matters/{matter.id}.html"
        found = {target(page, link) for link in readings[page].links}
        there = {book.address_of_duty(kb.corpus.duties[duty]) for duty in matter.duties}
        assert {(a.path, a.anchor) for a in there} <= found


def test_the_matrices_of_the_places_count_every_measure_twice(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "experiences/compare.html").html
    measures = sum(len(experience.measures) for experience in kb.corpus.experiences.values())
    assert html.count(f"<td>{measures}</td></tr></tfoot>") == 2


def test_a_count_of_a_place_leads_to_as_many_measures(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "experiences/compare.html").html
    stages = {stage.name: stage.id for stage in kb.corpus.vocabulary(Kind.STAGE).values()}
    for place in places_of(kb.corpus):
        for name, stage in stages.items():
            count = sum(measure.stage == name for _, measure in place.measures)
            cell = html.partition(f'id="_stage-{place.id}-{stage}"')[2].partition("</td>")[0]
            assert cell.count("<li>") == count
            linked = f'<a href="#_stage-{place.id}-{stage}" aria-label="{place.name}，{name}：{count}项">'
            assert (linked in html) == (count > 0)


def test_figures_are_put_side_by_side_and_not_ranked(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "experiences/compare.html").html.partition('id="_figures"')[2]
    assert "不排名次" in html
    places = [place.name for place in places_of(kb.corpus)]
    for table in re.findall(r'<table class="cards figure-table">(.*?)</table>', html, re.DOTALL):
        order = [places.index(name) for name in re.findall(r'data-label="地方">(.*?)</td>', table)]
        assert order == sorted(order)
        assert len(set(order)) > 1


def test_every_binding_duty_without_practice_is_listed(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "experiences/compare.html").html.partition('id="_uncovered"')[2]
    gaps = [
        duty
        for duty in kb.corpus.duties.values()
        if duty.modality.value != "可以" and not kb.graph.practice_for(duty.id)
    ]
    assert html.count('<li><span class="cited"><a href="../duties/') == len(gaps)


def test_without_experiences_the_comparison_says_so(tiny_base: TinyBase) -> None:
    (tiny_base.root / "experiences/north/monthly-board.yml").unlink()
    book = Book(open_knowledge_base(tiny_base.root, as_of=DAY))
    assert "还没有收录经验" in compare_page(book).html


def test_a_problem_names_duties_with_their_clauses_and_what_filters_compare(tiny_base: TinyBase) -> None:
    html = page_of(built(tiny_base), "problems/index.html").html
    card = html.partition('id="skipped-meetings"')[2]
    assert card.startswith(
        ' data-stage="perform" data-place="north" data-source="monthly-board" data-bearer="branch" data-row>'
    )
    assert 'href="../duties/sample.html#hold-meetings"' in card
    assert 'href="../works/sample.html#art_2__para_1"' in card
    assert 'href="../experiences/monthly-board.html#board"' in card


def test_each_step_has_a_page_with_its_problems(kb: KnowledgeBase, site: Site) -> None:
    for stage in kb.corpus.vocabulary(Kind.STAGE).values():
        ids = read(page_of(site, f"problems/{stage.id}.html").html).ids
        expected = [p.id for p in kb.corpus.problems.values() if p.stage == stage.name]
        assert [i for i in ids if i in kb.corpus.problems] == expected


def test_a_step_without_problems_says_what_to_do(tiny_base: TinyBase) -> None:
    html = page_of(built(tiny_base), "problems/supervise.html").html
    assert "没有点出督责环节的问题" in html
    assert "提醒" in words(html)


def test_the_calendar_lists_every_duty_with_a_time_once(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "calendar.html").html
    timed = [duty for duty in kb.corpus.duties.values() if duty.timing]
    assert html.partition('id="_list"')[2].count(" data-row>") == len(timed)


def test_the_months_show_what_falls_due(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "duties/sample.yml", "action: 保存", "timing: {label: 每季度1次, period: 每季度}\n  action: 保存"
    )
    html = page_of(built(tiny_base), "calendar.html").html
    cells = re.findall(r"<li[^>]*><b>(\d+月)</b>(.*?)</ul></li>", html, re.DOTALL)
    both = [month for month, cell in cells if words(cell) == "每月1条每季度1条"]
    assert both == ["3月", "6月", "9月", "12月"]
    assert len(cells) == 12


def test_deadlines_come_from_duties_and_places_but_not_from_prohibitions(site: Site) -> None:
    table = page_of(site, "calendar.html").html.partition("deadline-table")[2].partition("</table>")[0]
    rows = re.findall(r'<tr data-event="([^"]+)" data-value="(\d+)" data-length="(\w+)"', table)
    asked = {(value, unit) for event, value, unit in rows if "问责清单" in event}
    assert asked == {("1", "month"), ("2", "month"), ("3", "month")}
    assert not any("离职" in event for event, _, _ in rows)


def test_a_bearer_with_recurring_duties_has_a_calendar_file(kb: KnowledgeBase, site: Site) -> None:
    files = {asset.path for asset in site.assets if asset.path.endswith(".ics")}
    html = page_of(site, "calendar.html").html
    assert len(files) > 10
    linked = set(re.findall(r'href="(assets/ics/[^"]+)"', html))
    assert linked == files
    bearers = {
        b for b in kb.corpus.bearers if f"assets/ics/{b}.ics" in page_of(site, f"bearers/{b}.html").html
    }
    assert {f"assets/ics/{bearer}.ics" for bearer in bearers} == files


def test_the_timeline_shows_milestones_events_and_sources_in_order(tiny_base: TinyBase) -> None:
    tiny_base.write("milestones.yml", MILESTONE)
    tiny_base.replace(
        "experiences/north/monthly-board.yml",
        "summary:",
        'source: {title: 报告, issued: "2023-05", grade: 汇编}\nsummary:',
    )
    html = page_of(built(tiny_base), "timeline.html").html
    table = html.partition('id="_table"')[2]
    dates = re.findall(r'data-label="日期">(.*?)</td>', table)
    assert dates == ["1950年", "2020年1月1日", "2022年1月1日", "2023年5月"]
    assert '<a href="#first" class="tl-mark"><title>1950年：第一次</title>' in html
    assert 'href="works/sample.html" class="tl-work"' in html
    assert 'href="experiences/monthly-board.html" class="tl-source"' in html
    assert 'aria-labelledby="_tl-title _tl-desc"' in html


def test_an_event_that_a_milestone_tells_is_not_told_twice(tiny_base: TinyBase) -> None:
    tiny_base.write("milestones.yml", MILESTONE)
    assert "《样例条例》修订" not in page_of(built(tiny_base), "timeline.html").html


def test_the_timeline_works_without_any_date(tiny_base: TinyBase) -> None:
    for path in ("duties/sample.yml", "works/sample/work.yml"):
        (tiny_base.root / path).unlink()
    for path in ("works/sample/2020-01-01.yml", "works/sample/2022-01-01.yml"):
        (tiny_base.root / path).unlink()
    html = timeline_page(Book(open_knowledge_base(tiny_base.root, as_of=DAY))).html
    assert "<svg" not in html
    assert "没有可以画在时间轴上的日期" in html
    assert "样板规定" in html.partition('id="_undated"')[2]


def test_the_coverage_of_the_works_is_that_of_the_graph(kb: KnowledgeBase, site: Site) -> None:
    html = page_of(site, "coverage.html").html
    for work in kb.corpus.works.values():
        if kb.corpus.text_of(work.id, kb.as_of):
            row = html.partition(f'href="works/{work.id}.html">{work.short_title}</a>')[2].partition("</tr>")[
                0
            ]
            numbers = [int(n) for n in re.findall(r'class="num">(\d+)<', row)]
            coverage = coverage_of(kb.graph, work.id)
            assert numbers[:3] == [coverage.obligations, coverage.with_duty, coverage.with_reason]


def test_each_chapter_and_each_reason_is_listed(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "duties/sample.yml", "basis: [《样例条例》第二条第二款]", "basis: [《样例条例》第二条第一款]"
    )
    tiny_base.replace(
        "works/sample/2022-01-01.yml",
        "digest: 书记负责下列事项。\n      norm: obligation",
        "digest: 书记负责下列事项。\n      norm: obligation\n      no_duty: 逐项拆出",
    )
    html = page_of(built(tiny_base), "coverage.html").html
    assert "第一章　总则" in html
    assert "第二章" not in html
    assert "逐项拆出" in html.partition('id="_reasons"')[2]


def test_the_data_page_offers_and_explains_every_file(kb: KnowledgeBase, site: Site) -> None:
    files = {a.path: a.content for a in site.assets if a.path.startswith("assets/data/")}
    del files[RELEASE_PATH]  # for packs, not for readers
    html = page_of(site, "data.html").html
    assert set(re.findall(r'href="(assets/data/[^"]+)"', html)) == set(files)
    assert len(files) >= 8
    header = files["assets/data/duties.csv"].removeprefix("\ufeff").partition("\r\n")[0].split(",")
    assert all(f">{column}</td>" in html for column in header)
    assert files["assets/data/duties.csv"].count("\r\n") >= len(kb.corpus.duties)


def test_a_duty_without_kind_of_unit_fits_every_choice(tiny_base: TinyBase) -> None:
    html = page_of(built(tiny_base), "duties/index.html").html
    assert html.count('data-unit="*"') == 3


def test_the_new_pages_are_linked_from_home_and_their_lists(readings: dict[str, Reading]) -> None:
    def linked(page: str) -> set[str]:
        return {target(page, link)[0] for link in readings[page].links}

    assert linked("index.html") >= {
        *("matters/index.html", "calendar.html", "experiences/compare.html", "timeline.html"),
        *("coverage.html", "data.html", "problems/index.html"),
    }
    assert linked("duties/index.html") >= {"matters/index.html", "calendar.html", "coverage.html"}
    assert linked("experiences/index.html") >= {"experiences/compare.html", "timeline.html"}
    assert {f"problems/{stage}.html" for stage in ("assign", "assess")} <= linked("problems/index.html")
