"""Filters, places side by side, the deadline counter and the timeline in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import BOTH, ONE, Tab

pytestmark = pytest.mark.browser

PAGES = [
    "matters/index.html",
    "timeline.html",
    "experiences/compare.html",
    "problems/index.html",
    "problems/assess.html",
    "calendar.html",
    "coverage.html",
    "data.html",
]
_LATE = 150


def visible(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


@BOTH
def test_the_pages_open_without_errors_or_sideways_scrolling(tab: Tab, width: int) -> None:
    too_wide = []
    for path in PAGES:
        page = tab.open(path)
        page.wait_for_timeout(_LATE)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(path)
    assert tab.troubles == []
    assert too_wide == []


@BOTH
def test_problems_are_found_by_step_place_bearer_and_words(tab: Tab) -> None:
    page = tab.open("problems/index.html")
    everything = visible(page, "[data-row]")
    page.select_option("select[name=stage]", "assess")
    at_step = visible(page, "[data-row]")
    assert 0 < at_step < everything
    expect(page.locator("#_assign")).to_be_hidden()
    expect(page.locator("#_assess")).to_be_visible()
    page.select_option("select[name=place]", "wuhan")
    at_place = visible(page, "[data-row]")
    assert 0 < at_place <= at_step
    expect(page).to_have_url(re.compile("stage=assess.*place=wuhan|place=wuhan.*stage=assess"))
    page.reload()
    assert visible(page, "[data-row]") == at_place
    page.click("[data-filters] button[type=reset]")
    expect(page.locator("[data-count]")).to_have_text(f"共{everything}个")
    page.fill("input[name=find]", "清单")
    with_words = visible(page, "[data-row]")
    assert 0 < with_words < everything
    assert "清单" in page.locator("[data-row]:visible").first.inner_text()
    page.fill("input[name=find]", "没有这样的字")
    expect(page.locator("[data-none]")).to_be_visible()
    assert tab.troubles == []


@ONE
def test_problems_are_found_by_who_owes_the_duty(tab: Tab) -> None:
    page = tab.open("problems/index.html")
    bearer = page.locator("select[name=bearer] option").nth(1).get_attribute("value") or ""
    page.select_option("select[name=bearer]", bearer)
    shown = page.locator("[data-row]:visible").evaluate_all("rows => rows.map(row => row.dataset.bearer)")
    assert shown
    assert all(bearer in owners.split() for owners in shown)
    assert page.locator("[data-count]").inner_text().startswith(f"符合条件的{len(shown)}个，共")


@ONE
def test_duties_for_every_kind_of_unit_stay_when_one_is_chosen(tab: Tab) -> None:
    page = tab.open("duties/index.html?unit=state-owned-enterprise#_list")
    units = page.locator("[data-row]:visible").evaluate_all("rows => rows.map(row => row.dataset.unit)")
    assert set(units) >= {"*", "state-owned-enterprise"}
    assert all("*" in unit.split() or "state-owned-enterprise" in unit.split() for unit in units)
    assert len(units) < page.locator("[data-row]").count()


@BOTH
def test_chosen_places_stand_side_by_side_and_in_the_address(tab: Tab) -> None:
    page = tab.open("experiences/compare.html")
    cells = "#_stage-assign td"
    everything = visible(page, cells)
    page.check("input[value=fujian]")
    assert visible(page, cells) == everything
    expect(page.locator("[data-chosen]")).to_contain_text("再选1个")
    page.check("input[value=yunnan]")
    assert visible(page, cells) == 2
    expect(page).to_have_url(re.compile("places=fujian,yunnan"))
    page.reload()
    assert visible(page, cells) == 2
    assert page.locator("#_figures ~ details tbody tr:not([hidden])").evaluate_all(
        "rows => rows.every(row => ['fujian', 'yunnan'].includes(row.dataset.place))"
    )
    page.click("[data-chooser] button[type=reset]")
    expect(page.locator(f"{cells}:visible")).to_have_count(everything)
    expect(page).not_to_have_url(re.compile("places"))
    assert tab.troubles == []


@ONE
def test_no_more_than_five_places_can_be_chosen(tab: Tab) -> None:
    page = tab.open("experiences/compare.html")
    boxes = page.locator("[data-chooser] input")
    for index in range(5):
        boxes.nth(index).check()
    expect(boxes.nth(5)).to_be_disabled()
    boxes.nth(0).uncheck()
    expect(boxes.nth(5)).to_be_enabled()


@ONE
def test_a_count_leads_to_the_measures_also_when_their_place_was_not_chosen(tab: Tab) -> None:
    page = tab.open("experiences/compare.html?places=fujian,yunnan")
    expect(page.locator("#_stage-langzhong-clarify")).to_be_hidden()
    page.locator('a[href="#_stage-langzhong-clarify"]').click()
    expect(page.locator("#_stage-langzhong-clarify")).to_be_visible()
    page.locator('a[href^="#_kind-"][aria-label]').first.click()
    expect(page.locator("[id^=_kind-fujian-]").first).to_be_visible()


@BOTH
def test_deadlines_are_counted_from_the_day_of_the_list(tab: Tab) -> None:
    page = tab.open("calendar.html")
    expect(page.locator("[data-due]").first).to_be_hidden()
    page.fill("input[name=from]", "2026-03-05")
    rows = page.locator(".deadline-table tbody tr")
    due = {
        row.locator("td").nth(1).inner_text(): row.locator("[data-due]").inner_text()
        for row in rows.all()
        if "问责清单" in (row.get_attribute("data-event") or "")
    }
    assert {re.split(r"\s", day)[0] for day in due.values()} == {
        "2026年4月5日",
        "2026年5月5日",
        "2026年6月5日",
    }
    assert "星期日" in next(day for day in due.values() if "4月5日" in day)
    assert tab.troubles == []


@pytest.mark.parametrize(("base", "width"), [("file", 1280)], indirect=True)
@pytest.mark.parametrize(
    ("start", "month", "year"),
    [
        ("2026-01-31", "2026年2月28日", "2027年1月31日"),
        ("2024-01-31", "2024年2月29日", "2025年1月31日"),
        ("2024-02-29", "2024年3月29日", "2025年2月28日"),
        ("2026-12-01", "2027年1月1日", "2027年12月1日"),
    ],
)
def test_a_month_without_the_day_ends_the_deadline_on_its_last(
    tab: Tab, start: str, month: str, year: str
) -> None:
    page = tab.open("calendar.html")
    page.fill("input[name=from]", start)
    one = page.locator('tr[data-value="1"][data-length="month"] [data-due]').first
    expect(one).to_contain_text(month)
    expect(page.locator('tr[data-value="1"][data-length="year"] [data-due]').first).to_contain_text(year)


@ONE
def test_the_counter_works_by_keyboard_and_by_event(tab: Tab) -> None:
    page = tab.open("calendar.html")
    field = page.locator("input[name=from]")
    field.focus()
    page.keyboard.type("03052026")
    assert field.input_value() == "2026-03-05"
    expect(page.locator("[data-due]").first).to_contain_text("2026年4月5日")
    page.keyboard.press("Tab")
    event = page.locator("select[name=event]")
    for _ in range(3):
        if event.evaluate("select => select === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    chosen = event.input_value()
    assert chosen
    shown = page.locator(".deadline-table tbody tr:visible")
    assert shown.evaluate_all("rows => rows.map(row => row.dataset.event)") == [chosen] * shown.count()
    expect(page.locator("[data-said]")).to_contain_text("2026年3月5日 星期四起算")


@ONE
def test_the_calendar_of_a_post_holds_also_the_duties_of_its_classes(tab: Tab) -> None:
    page = tab.open("bearers/party-branch.html")
    page.get_by_role("link", name="年历").click()
    page.wait_for_url("**/calendar.html?bearer=party-branch*")
    expect(page.locator("select[name=bearer]")).to_have_value("party-branch")
    owners = page.locator("[data-row]:visible").evaluate_all("rows => rows.map(row => row.dataset.bearer)")
    assert owners
    assert all("party-branch" in bearers.split() for bearers in owners)


@BOTH
def test_matters_are_found_by_words_and_lead_to_their_pages(tab: Tab) -> None:
    page = tab.open("matters/index.html?find=三会一课")
    assert 0 < visible(page, "[data-row]") < page.locator("[data-row]").count()
    page.locator("#three-meetings-one-lecture a").first.click()
    expect(page.locator("h1")).to_have_text("三会一课")
    assert tab.troubles == []


@ONE
def test_the_timeline_leads_from_the_picture_to_the_table_and_the_works(tab: Tab) -> None:
    page = tab.open("timeline.html")
    mark = page.locator("svg.timeline a.tl-mark").first
    target = (mark.get_attribute("href") or "").lstrip("#")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"tr#{target}")).to_be_in_viewport()
    page.locator("svg.timeline a.tl-work").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/works/*.html")
    assert tab.troubles == []


def test_without_scripts_everything_shows(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/experiences/compare.html")
    expect(page.locator("[data-chooser]")).to_be_hidden()
    assert visible(page, "#_stage-assign td") > 5
    page.goto(f"{folder.as_uri()}/calendar.html")
    expect(page.locator("[data-counter]")).to_be_hidden()
    expect(page.locator(".deadline-table tbody tr").first).to_contain_text("1个月内")
    page.goto(f"{folder.as_uri()}/problems/index.html")
    assert visible(page, "[data-row]") == page.locator("[data-row]").count() > 10
    context.close()


def test_on_paper_the_chooser_goes_and_the_tables_stay(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto(f"{folder.as_uri()}/experiences/compare.html")
    page.emulate_media(media="print")
    expect(page.locator("[data-chooser]")).to_be_hidden()
    expect(page.locator("#_stage-assign")).to_be_visible()
    page.close()


@ONE
def test_a_calendar_file_can_be_downloaded(tab: Tab) -> None:
    page = tab.open("calendar.html")
    link = page.locator("#_files ~ ul a").first
    assert link.get_attribute("download") is not None
    href = link.evaluate("a => a.href")
    text = Path(href.removeprefix("file://")).read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
