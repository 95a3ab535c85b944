"""The self-test and the training packs, as a person uses them with keyboard and mouse."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools import load
from build_tools.training.factory import QuestionBank, question_bank
from build_tools.training.records import QuestionKind
from build_tools.training.selection import paper_order, scope_of
from tests.browser.conftest import BOTH, ONE
from tests.site.building import AS_OF, ROOT

pytestmark = pytest.mark.browser
POST, SEED = "party-branch-secretary", "7"


@pytest.fixture(scope="session")
def bank() -> QuestionBank:
    return question_bank(load(ROOT / "regulations", as_of=dt.date.fromisoformat(AS_OF)))


@pytest.fixture
def page(browser: Browser, base: str, width: int) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": width, "height": 800})
    yield page
    page.close()


def expected(bank: QuestionBank, count: int) -> list[str]:
    """The stems that the command would put on the paper."""
    scope = scope_of(bank.facts.graph, POST)
    chosen = bank.pool.choose(scope, count, SEED)
    return [question.stem for question in paper_order(chosen, SEED, "A")]


def begin(page: Page, base: str, query: str = "") -> None:
    page.goto(f"{base}/training/self-test.html{query}")
    if not query:
        page.get_by_role("button", name="开始").click()
    page.locator("[data-quiz-run] legend").wait_for()


def stem_of(page: Page) -> str:
    return re.sub(r"^\d+．", "", page.locator("[data-quiz-run] legend").inner_text())


@BOTH
def test_a_seed_in_the_address_gives_the_questions_of_the_paper(
    page: Page, base: str, bank: QuestionBank
) -> None:
    begin(page, base, f"?post={POST}&n=20&mode=exam&seed={SEED}")
    stems = [stem_of(page)]
    while page.get_by_role("button", name="下一题").count():
        page.get_by_role("button", name="下一题").click()
        stems.append(stem_of(page))
    assert stems == expected(bank, 20)


@BOTH
def test_right_answers_by_keyboard_score_in_full_and_wrong_ones_go_into_the_book(
    page: Page, base: str, bank: QuestionBank
) -> None:
    letters = {question.stem: question.letter for question in bank.questions}
    begin(page, base, f"?post={POST}&n=10&mode=learn&seed={SEED}")
    first = stem_of(page)
    wrong = "A" if letters[first] != "A" else "B"
    for number in range(10):
        expect(page.locator("[data-quiz-run] legend")).to_be_focused()
        page.keyboard.press(letters[stem_of(page)] if number else wrong)
        page.keyboard.press("Enter")
        verdict = page.get_by_role("status")
        expect(verdict).to_contain_text("正确。" if number else "不对，正确答案是")
        page.keyboard.press("Enter")
    expect(page.locator("[data-score]")).to_have_attribute("data-score", "9/10")
    expect(page.locator(".quiz-mistake")).to_have_count(1)
    page.get_by_role("button", name="返回").click()
    page.get_by_role("button", name="只做错题（1）").click()
    assert stem_of(page) == first
    page.keyboard.press(letters[first])
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-score]")).to_have_attribute("data-score", "1/1")
    page.get_by_role("button", name="返回").click()
    expect(page.get_by_role("button", name=re.compile("只做错题"))).to_be_hidden()


@ONE
def test_the_seed_is_shown_and_written_into_the_address(page: Page, base: str) -> None:
    begin(page, base)
    expect(page).to_have_url(re.compile(r"seed=\d+"))
    seed = re.search(r"seed=(\d+)", page.url)
    assert seed
    expect(page.locator(".quiz-head")).to_contain_text(f"种子{seed[1]}")
    expect(page).not_to_have_url(re.compile("timer"))
    stem = stem_of(page)
    page.reload()
    page.locator("[data-quiz-run] legend").wait_for()
    assert stem_of(page) == stem


@ONE
def test_only_the_kinds_chosen_are_read_and_asked(page: Page, base: str, bank: QuestionBank) -> None:
    read: list[str] = []
    page.on("request", lambda request: read.append(request.url))
    begin(page, base, "?n=10&mode=learn&seed=3&kinds=number")
    assert [url.rpartition("/")[2] for url in read if "questions-" in url] == ["questions-number.js"]
    stems = {question.stem for question in bank.questions if question.kind is QuestionKind.NUMBER}
    assert stem_of(page) in stems


@ONE
def test_an_exam_tells_nothing_before_it_is_handed_in_and_warns_of_gaps(page: Page, base: str) -> None:
    begin(page, base, f"?post={POST}&n=10&mode=exam&seed={SEED}")
    page.keyboard.press("A")
    page.keyboard.press("Enter")
    expect(page.locator(".quiz-option.right")).to_have_count(0)
    page.get_by_role("button", name="交卷").click()
    expect(page.get_by_role("status")).to_contain_text("还有9题没有作答")
    page.get_by_role("button", name="交卷").click()
    expect(page.locator("[data-score]")).to_be_focused()
    expect(page.locator(".quiz-score tbody tr")).not_to_have_count(0)


@ONE
def test_an_unreadable_seed_is_told(page: Page, base: str) -> None:
    page.goto(f"{base}/training/self-test.html")
    page.get_by_label("种子（字母、数字）").evaluate("field => field.removeAttribute('pattern')")
    page.get_by_label("种子（字母、数字）").fill("七")
    page.get_by_role("button", name="开始").click()
    expect(page.locator("[data-quiz-state]")).to_have_text("种子只用字母和数字。")


@BOTH
def test_progress_is_kept_and_moves_as_a_code(page: Page, base: str) -> None:
    page.goto(f"{base}/training/{POST}.html")
    boxes = page.locator("[data-done]")
    boxes.nth(0).check()
    boxes.nth(8).check()
    code = page.locator("[data-progress-code]").input_value()
    page.reload()
    expect(boxes.nth(0)).to_be_checked()
    page.locator("[data-progress-clear]").click()
    expect(boxes.nth(0)).not_to_be_checked()
    page.locator("[data-progress-code]").fill(code)
    page.locator("[data-progress-read]").click()
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(8)).to_be_checked()
    page.locator("[data-progress-code]").fill(code[:-1] + "!")
    page.locator("[data-progress-read]").click()
    expect(page.locator("[data-progress-said]")).to_contain_text("进度码不完整或者抄错了")


@pytest.mark.parametrize("width", [360], indirect=True)
def test_without_scripts_the_self_test_offers_the_printed_papers(
    browser: Browser, folder: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto(f"{folder.as_uri()}/training/self-test.html")
    expect(page.locator("[data-no-quiz]")).to_contain_text("没有运行脚本")
    expect(page.locator("[data-quiz]")).to_be_hidden()
    page.get_by_role("link", name="党支部书记试卷", exact=True).click()
    expect(page.get_by_role("heading", name="答案和依据")).to_be_visible()
    page.close()


@BOTH
def test_pages_of_training_fit_the_window(page: Page, base: str, width: int) -> None:
    for path in ("index", "self-test", "questions", POST, f"{POST}-paper"):
        page.goto(f"{base}/training/{path}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@ONE
def test_the_card_prints_alone_on_one_page(page: Page, base: str) -> None:
    page.goto(f"{base}/training/{POST}.html")
    page.evaluate("document.documentElement.classList.add('only-card')")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
