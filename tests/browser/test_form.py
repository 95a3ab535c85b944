"""The form without Git: filled in, checked in the browser, downloaded, and accepted by the command."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from build_tools import load
from build_tools.contributing.accepting import RegionWish, accept, record_in_message
from build_tools.findings import Severity
from tests.browser.conftest import BOTH, ONE, Tab
from tests.site.building import ROOT

pytestmark = pytest.mark.browser

FORM = "contribute/form.html"
DUTY = "organ-hear-masses"


@pytest.fixture
def kb(tmp_path: Path) -> Any:  # noqa: ANN401  (a knowledge base)
    root = tmp_path / "regulations"
    shutil.copytree(ROOT / "regulations", root, ignore=shutil.ignore_patterns("local"))
    return load(root)


def put(page: Page, name: str, value: str, inside: str = "[data-contribute]", index: int = 0) -> None:
    field = page.locator(f'{inside} [data-name="{name}"]').nth(index)
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def fill_in(page: Page) -> None:
    for name, value in {
        "title": "示例市的年度检查",
        "region": "示例市",
        "unit": "示例市委办公室",
        "kind": "经验",
        "source.title": "示例市年度检查的做法“之一”",
        "source.grade": "期刊",
        "source.issued": "2022-11",
        "practised.from": "2021",
        "summary": "示例市每年检查一次，列出清单，限期整改。",
    }.items():
        put(page, name, value)
    measure = "[data-measure]"
    for name, value in {
        "title": "检查出清单",
        "stage": "督责",
        "mechanism": "清单",
        "what": "检查组逐个单位列出问题清单：由单位限期整改\\销号。",
        "locator.section": "二",
    }.items():
        put(page, name, value, measure)
    page.get_by_role("button", name="加一个数据").click()
    for name, value in {"label": "发现问题", "value": "30", "unit": "项", "as_of": "2021"}.items():
        put(page, name, value, "[data-entry=figure]")
    page.get_by_role("button", name="加一个时限").click()
    for name, value in {"label": "整改", "value": "1", "unit": "个月", "after": "收到清单"}.items():
        put(page, name, value, "[data-entry=limit]")


def pick_duty(page: Page, words: str) -> None:
    page.locator("[data-find=duty]").fill(words)
    page.locator("[data-found=duty] .pick").first.click()


def verdict(page: Page) -> str:
    return page.locator("[data-said] .verdict").inner_text()


@BOTH
def test_a_filled_form_is_downloaded_and_accepted(tab: Tab, kb: Any, tmp_path: Path) -> None:  # noqa: ANN401
    page = tab.open(FORM)
    fill_in(page)
    pick_duty(page, "联系群众 机关党委")
    put(page, "why", "清单来自征求意见", "[data-entry=link]")
    page.locator("[data-find=problem]").fill("责任")
    page.locator("[data-found=problem] .pick").first.click()
    with page.expect_download() as saved:
        page.locator("[data-download]").click()
    path = tmp_path / "form.yml"
    saved.value.save_as(path)
    assert saved.value.suggested_filename == "示例市的年度检查.yml"
    accepted = accept(kb, path.name, path.read_text(encoding="utf-8"), RegionWish(add=True, parent="云南"))
    assert [str(finding) for finding in accepted.findings] == []
    text = accepted.files[accepted.path]
    assert accepted.path == "experiences/shi-li-shi/shi-li-shi-de-nian-du-jian-cha.yml"
    assert "what: 检查组逐个单位列出问题清单：由单位限期整改\\销号。" in text
    assert f"- {{duty: {DUTY}, why: 清单来自征求意见}}" in text
    assert "vocabulary/regions.yml" in accepted.files
    assert tab.troubles == []


@ONE
def test_the_letter_holds_the_same_record(tab: Tab) -> None:
    page = tab.open(FORM)
    fill_in(page)
    page.locator("[data-letter]").click()
    expect(page.locator("[data-shown]")).to_be_visible()
    letter = page.locator("[data-text]").input_value()
    record = page.evaluate("window.localStorage.getItem('zelian-contribute')")
    assert json.loads(record)["title"] == "示例市的年度检查"
    above, yaml = record_in_message(letter)
    assert above == letter.split("\n").index("```yaml") + 1
    assert yaml.startswith("# yaml-language-server")


@ONE
def test_faults_are_listed_with_what_is_wrong_and_lead_to_the_field(tab: Tab) -> None:
    page = tab.open(FORM)
    page.locator("[data-check]").click()
    expect(page.locator("[data-said] .verdict")).to_have_text(re.compile(r"有\d+处要改"))
    page.get_by_role("button", name="没有写地区").click()
    assert page.evaluate("document.activeElement.getAttribute('data-name')") == "region"
    assert page.locator('[data-name="region"]').get_attribute("aria-invalid") == "true"


@ONE
def test_a_fault_that_is_mended_leaves_the_list(tab: Tab) -> None:
    page = tab.open(FORM)
    fill_in(page)
    put(page, "summary", "检查,整改。")
    put(page, "region", "")
    page.locator("[data-check]").click()
    expect(page.locator("[data-said] li")).to_have_count(2)
    put(page, "region", "示例市")
    expect(page.locator("[data-said] li")).to_have_count(1)
    expect(page.locator("[data-said] .verdict")).to_have_text("还有1处要改，点一处就到那里。")
    assert page.locator('[data-name="region"]').get_attribute("aria-invalid") is None
    assert page.locator('[data-name="summary"]').get_attribute("aria-invalid") == "true"
    put(page, "summary", "检查，整改。")
    expect(page.locator("[data-said] .verdict")).to_have_text("列出的都改了，再检查一次。")
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    assert tab.troubles == []


@ONE
def test_a_draft_is_kept_until_it_is_cleared(tab: Tab) -> None:
    page = tab.open(FORM)
    fill_in(page)
    page.reload()
    page.locator("[data-contribute]").wait_for()
    assert page.locator('[data-entry=figure] [data-name="label"]').input_value() == "发现问题"
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-clear]").click()
    assert page.locator('[data-name="region"]').input_value() == ""
    assert page.locator("[data-entry]").count() == 0


def wrong(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(record: dict[str, Any]) -> None:
        *steps, last = path.split(".")
        at: Any = record
        for step in steps:
            at = at[int(step)] if step.isdigit() else at[step]
        at[last] = value

    return change


WRONG = {
    "a half-width comma": ("STY001", wrong("summary", "检查,整改。")),
    "a space between characters": ("STY002", wrong("summary", "检查 整改。")),
    "an exclamation mark": ("STY003", wrong("measures.0.what", "马上整改！")),
    "a day that is not": ("SCH003", wrong("practised.from", "2021-02-30")),
    "a date in words": ("SCH003", wrong("source.issued", "2021年")),
    "an address of another kind": ("SCH003", wrong("source.url", "example.org")),
    "a figure with its unit": ("SCH003", wrong("measures.0.figures.0.value", "30项")),
    "a figure without unit": ("TXT001", wrong("measures.0.figures.0.unit", "")),
    "a figure without date": ("TXT002", wrong("measures.0.figures.0.as_of", "")),
    "a figure without place": ("TXT003", wrong("measures.0.locator.section", "")),
    "a limit of none": ("SCH003", wrong("measures.0.limits.0.value", "0")),
    "a practice older than its rule": ("DATE003", wrong("practised.from", "1990")),
    "a practice at an unknown time": ("DATE004", wrong("practised.from", "")),
    "no summary": ("SCH001", wrong("summary", "")),
}


@ONE
def test_the_browser_finds_what_the_command_finds(tab: Tab, kb: Any) -> None:  # noqa: ANN401
    page = tab.open(FORM)
    fill_in(page)
    pick_duty(page, "联系群众 机关党委")
    put(page, "why", "清单来自征求意见", "[data-entry=link]")
    put(page, "relation", "implements", "[data-entry=link]")
    page.locator("[data-check]").click()
    assert verdict(page) == "没有发现问题。"
    good = page.evaluate("window.localStorage.getItem('zelian-contribute')")
    differing = []
    for name, (code, change) in WRONG.items():
        record = json.loads(good)
        change(record)
        in_browser, yaml = page.evaluate(
            """record => {
                 const effective = {};
                 window.zelianForm.duties.forEach(duty => { effective[duty[0]] = duty[6]; });
                 const tools = window.zelianContribute;
                 const found = tools.rules.check(record, effective, "原文未载明");
                 return [found.map(fault => fault.code), tools.writing.yaml(record)];
               }""",
            record,
        )
        found = accept(kb, "form.yml", yaml, RegionWish(add=True)).findings
        codes = {f.code for f in found if f.severity is Severity.ERROR or f.code == "STY003"}
        expected = {"SCH003"} if code == "SCH001" else {code}
        if (set(in_browser), codes) != (expected, {code}):
            differing.append((name, in_browser, sorted(codes)))
    assert differing == []
