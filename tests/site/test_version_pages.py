"""The pages of versions: each text, what a revision changed, what is to be reviewed."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.page import Page
from build_tools.site import Site, build_pages
from tests.site.crawling import Reading, read, target

REVISED = Path(__file__).parents[1] / "corpora/good/revised"
NOW, BEFORE = dt.date(2026, 1, 1), dt.date(2022, 1, 1)
WORK, OLD = "works/shili-tiaoli.html", "works/shili-tiaoli/2020-03-01.html"
NEW = "works/shili-tiaoli/2023-06-01.html"
COMPARISON = "works/shili-tiaoli/compare-2020-03-01-2023-06-01.html"


def built(root: Path, day: dt.date = NOW) -> Site:
    return build_pages(open_knowledge_base(root, as_of=day))


def page_of(site: Site, path: str) -> Page:
    return next(page for page in site.pages if page.path == path)


def words(site: Site, path: str) -> str:
    return " ".join("".join(read(page_of(site, path).html).text).split())


def leads(site: Site, path: str) -> set[tuple[str, str]]:
    return {target(path, link) for link in read(page_of(site, path).html).links}


@pytest.fixture(scope="module")
def site() -> Site:
    return built(REVISED)


@pytest.fixture(scope="module")
def suspect(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site after the wording of 第二条第一款 has changed."""
    base = shutil.copytree(REVISED, tmp_path_factory.mktemp("suspect") / "regulations")
    text = base / "works/shili-tiaoli/2023-06-01.yml"
    text.write_text(text.read_text(encoding="utf-8").replace("7fa9abc6e957cff7", "0" * 16), encoding="utf-8")
    return built(base)


def test_the_text_in_force_keeps_its_page_and_the_others_have_one_each(site: Site) -> None:
    paths = {page.path for page in site.pages}
    assert {WORK, OLD, COMPARISON} <= paths
    assert NEW not in paths
    earlier = {page.path for page in built(REVISED, BEFORE).pages}
    assert NEW in earlier
    assert OLD not in earlier


def test_the_work_lists_its_versions_with_status_and_links(site: Site) -> None:
    text = words(site, WORK)
    assert "2023年6月1日文本，2023年7月1日起施行 现行（本页所示） 与前一文本比较" in text
    assert "2020年3月1日文本，2020年3月1日起施行 已被修订" in text
    assert {(OLD, ""), (COMPARISON, "")} <= leads(site, WORK)


def test_a_version_page_shows_its_own_text_and_leads_to_the_current_one(site: Site) -> None:
    text = words(site, OLD)
    assert "已被修订" in text
    assert "示例支部每季度至少开1次会" in text
    assert "借用会议室的，提前三日登记" in text
    assert (WORK, "") in leads(site, OLD)
    assert 'data-copy="《示例条例》（2020年3月1日文本）第二条第一款"' in page_of(site, OLD).html


def test_a_version_page_lists_what_cites_it_and_no_duties(site: Site) -> None:
    text = words(site, OLD)
    assert "被引用 1" in text
    assert ("experiences/quarterly-meeting.html", "yearly-plan") in leads(site, OLD)
    assert "每月开会" not in text


def test_a_text_that_is_not_yet_in_force_says_from_when(site: Site) -> None:
    text = words(built(REVISED, BEFORE), NEW)
    assert "尚未施行" in text
    assert "该文本自2023年7月1日起施行" in text


def test_a_dated_report_links_to_the_text_of_its_time(site: Site) -> None:
    path = "experiences/quarterly-meeting.html"
    assert {(OLD, "art_2__para_1"), (OLD, "art_7")} <= leads(site, path)
    assert "（2020年3月1日文本）第二条第一款 已被修订" in words(site, path)


def test_the_comparison_counts_what_changed_and_folds_what_did_not(site: Site) -> None:
    html = page_of(site, COMPARISON).html
    text = words(site, COMPARISON)
    assert "未改 1 条号顺延 1 移动 1 修改 1 拆分 1 合并 1 新增 2 删去 1" in text
    assert html.count('<details class="quiet">') == 2
    assert html.count('<section class="change"') == 7
    assert "第九条未改（1条，其中1条的条号顺延）" in text


def test_the_comparison_marks_what_went_and_what_came(site: Site) -> None:
    html = page_of(site, COMPARISON).html
    assert (
        "示例支部每<del>季度</del><ins>月</ins>至少开1次会，研究责任落实情况<ins>，并公布结果</ins>。" in html
    )
    assert "<del>借用会议室的，提前三日登记，用毕恢复原状。</del>" in html
    assert "<ins>每半年同支部委员谈心谈话1次。</ins>" in html


def test_a_split_shows_where_the_words_went(site: Site) -> None:
    html = page_of(site, COMPARISON).html
    split = html[html.index('id="art_3"') : html.index('id="art_5"')]
    assert "<del>" not in split
    assert "<ins>" not in split
    assert (
        split.index("第三条</p>")
        < split.index("制定责任清单")
        < split.index("第四条</p>")
        < split.index("述职")
    )


def test_the_comparison_traces_the_revision_to_owners_and_measures(site: Site) -> None:
    text = words(site, COMPARISON)
    assert "修订影响：责任3、检查指标1、术语1、做法1" in text
    assert "责任主体示例支部2条、示例支部书记1条" in text
    assert {
        ("duties/shili-tiaoli.html", "hold-monthly-meeting"),
        ("bearers/sample-branch.html", ""),
        ("experiences/quarterly-meeting.html", "yearly-plan"),
        ("indicators/index.html", "meetings-held"),
        ("problems/index.html", "empty-meetings"),
        ("glossary.html", "quarterly-meeting-term"),
    } <= leads(site, COMPARISON)


def test_every_link_of_the_pages_leads_somewhere(site: Site) -> None:
    readings: dict[str, Reading] = {page.path: read(page.html) for page in site.pages}
    files = {a.path for a in site.assets} | {d.path for d in site.downloads}
    found = {(path, target(path, link)) for path, reading in readings.items() for link in reading.links}
    dead = [
        (path, there)
        for path, there in found
        if not there[0].startswith(("contributing/", "guide/", "reference/"))  # pages written by hand
        and there[0] not in files
        and (there[0] not in readings or (there[1] and there[1] not in readings[there[0]].ids))
    ]
    assert dead == []
    assert all(len(set(reading.ids)) == len(reading.ids) for reading in readings.values())


def test_nothing_is_marked_as_long_as_reviews_hold(site: Site) -> None:
    marked = [page.path for page in site.pages if 'class="suspect"' in page.html]
    assert marked == []


def test_a_suspect_duty_says_what_changed(suspect: Site) -> None:
    text = words(suspect, "duties/shili-tiaoli.html")
    assert "待复核 《示例条例》第二条第一款在2023年7月5日复核之后有改动" in text


@pytest.mark.parametrize(
    "path",
    [
        "bearers/sample-branch.html",
        "duties/index.html",
        "duties/shili-tiaoli.html",
        "experiences/quarterly-meeting.html",
        "indicators/index.html",
        "works/shili-tiaoli.html",
    ],
)
def test_whatever_hangs_on_a_suspect_duty_is_marked(suspect: Site, path: str) -> None:
    assert 'class="suspect"' in page_of(suspect, path).html
    assert "待复核" in words(suspect, path)
