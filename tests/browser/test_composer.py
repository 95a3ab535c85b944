"""The page on which a list of duties is put together: what it saves is what the command writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools import load
from build_tools.exports.choices import Choice, choose
from build_tools.exports.forms import blank_forms
from build_tools.exports.listing import Listing, as_csv
from build_tools.exports.lists import duty_list, levels_list
from build_tools.knowledge_base import KnowledgeBase
from tests.browser.conftest import BOTH, ONE, Tab
from tests.site.building import AS_OF, ROOT

pytestmark = pytest.mark.browser
LISTS = "lists/index.html"
Make = Callable[[KnowledgeBase, Choice], Listing]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(ROOT / "regulations", as_of=dt.date.fromisoformat(AS_OF))


def saved(page: Page, folder: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the file that the page saves."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="存成 CSV").click()
    path = folder / "saved.csv"
    waiting.value.save_as(path)
    return waiting.value.suggested_filename, path.read_bytes()


@ONE
@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("post=organ-branch&unit=organ", (duty_list, {"posts": ["机关党支部"], "unit": "机关"})),
        ("post=organ-branch&year=2018", (duty_list, {"posts": ["机关党支部"], "year": 2018})),
        (
            "post=full-time-deputy-secretary&post=organ-branch-secretary&body=1&stage=perform&stage=assess",
            (
                duty_list,
                {"posts": ["专职副书记", "机关党支部书记"], "body": True, "stages": ["履责", "考责"]},
            ),
        ),
        ("view=levels&unit=organ&own=1", (levels_list, {"unit": "机关", "own": True})),
        ("view=levels&post=organ-branch", (levels_list, {"posts": ["机关党支部"]})),
        ("view=forms&unit=organ", (blank_forms, {"unit": "机关"})),
    ],
)
def test_the_saved_file_is_that_of_the_command_byte_for_byte(
    tab: Tab, kb: KnowledgeBase, tmp_path: Path, query: str, asked: tuple[Make, dict[str, object]]
) -> None:
    make, choice = asked
    page = tab.open(f"{LISTS}?{query}")
    expect(page.locator("[data-tables] table").first).to_be_visible()
    listing = make(kb, choose(kb, **{"year": int(AS_OF[:4]), **choice}))  # type: ignore[arg-type]
    name, data = saved(page, tmp_path)
    assert data == as_csv(listing).encode()
    assert name == f"{listing.title}.csv"
    expect(page.locator("[data-title]")).to_have_text(listing.title)


@BOTH
def test_choosing_fills_the_table_and_the_address(tab: Tab) -> None:
    page = tab.open(LISTS)
    expect(page.locator("[data-count]")).to_have_text("先选岗位或者组织，可以选几个")
    page.get_by_label("添加岗位或者组织").select_option(label="专职副书记")
    page.get_by_label("单位类型").select_option(label="机关")
    page.get_by_label("履责").check()
    expect(page.locator("[data-count]")).to_contain_text("条")
    expect(page).to_have_url(re.compile(r"\?post=full-time-deputy-secretary&unit=organ&stage=perform$"))
    assert set(page.locator(".composed td:nth-child(2)").all_inner_texts()) == {"履责"}
    expect(page.locator("[data-command]")).to_have_text(
        "zelian export duties --post 专职副书记 --unit 机关 --year 2026 --stage 履责 --out 清单.docx"
    )
    page.reload()
    expect(page.get_by_label("履责")).to_be_checked()
    assert page.locator(".composed tbody tr").count() > 0
    page.get_by_role("button", name="去掉专职副书记").click()
    expect(page.locator("[data-result]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert tab.troubles == []


@ONE
def test_duties_and_clauses_in_the_table_are_links(tab: Tab) -> None:
    page = tab.open(f"{LISTS}?post=organ-branch&own=1")
    page.locator(".composed a").nth(1).click()
    expect(page.locator(":target")).to_be_visible()
    expect(page).to_have_url(re.compile("/works/"))


@ONE
def test_a_wrong_address_chooses_nothing(tab: Tab) -> None:
    page = tab.open(f"{LISTS}?post=nobody&unit=nowhere&stage=x&year=26")
    expect(page.locator("[data-count]")).to_contain_text("年度写四位的公历年")
    expect(page.locator("[data-posts] li")).to_have_count(0)
    page.get_by_role("button", name="重新选").click()
    expect(page.locator("[data-count]")).to_have_text("先选岗位或者组织，可以选几个")
    assert tab.troubles == []


def test_without_scripts_the_ready_files_are_offered(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/{LISTS}")
    expect(page.get_by_text("自己选要用脚本")).to_be_visible()
    links = page.locator("table.ready a[download]")
    assert links.count() > 80
    for link in links.all()[:4]:
        assert (folder / "lists" / str(link.get_attribute("href"))).resolve().stat().st_size > 5000
    context.close()
