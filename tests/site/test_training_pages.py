"""The training pages of the real base: complete for the posts that trainers ask for, questions as scripts."""

from __future__ import annotations

import json
import re

import pytest

from build_tools.knowledge_base import KnowledgeBase
from build_tools.pages.book import Book
from build_tools.pages.page import Page
from build_tools.pages.training import question_scripts, training_pages
from build_tools.site import Site
from build_tools.training.factory import QuestionBank, question_bank
from build_tools.training.packs import packs

POSTS = {
    "full-time-deputy-secretary": "专职副书记",
    "party-branch-secretary": "党支部书记",
    "organ-branch-secretary": "机关党支部书记",
    "organ-discipline-secretary": "机关纪委书记",
    "leading-group-secretary": "党委（党组）书记",
    "branch-organisation-commissioner": "支部组织委员",
}
SECTIONS = (
    *("_aims", "_path", "_clauses", "_duties", "_dates", "_practice", "_problems"),
    *("_talk", "_card", "_checklist", "_notes"),
)


@pytest.fixture(scope="module")
def bank(kb: KnowledgeBase) -> QuestionBank:
    return question_bank(kb)


@pytest.fixture(scope="module")
def pages(kb: KnowledgeBase, bank: QuestionBank) -> dict[str, Page]:
    planned = training_pages(Book(kb), lambda: bank, packs(bank.facts), bank.facts)
    return {page.path: page.make() for page in planned}


@pytest.mark.parametrize("post", POSTS)
def test_a_pack_has_every_part(pages: dict[str, Page], post: str) -> None:
    page = pages[f"training/{post}.html"]
    assert page.title == f"{POSTS[post]}岗前培训"
    assert [f'id="{section}"' in page.html for section in SECTIONS] == [True] * len(SECTIONS)
    assert [entry.id for entry in page.toc] == list(SECTIONS)
    assert "新任必谈" in page.html
    assert "转岗必谈" in page.html


@pytest.mark.parametrize("post", POSTS)
def test_the_minutes_of_the_steps_add_up(pages: dict[str, Page], post: str) -> None:
    html = pages[f"training/{post}.html"].html
    total = re.search(r"约需<b>(\d+)</b>分钟", html)
    assert total
    assert int(total[1]) == sum(map(int, re.findall(r"<em>(\d+)分钟</em>", html)))


@pytest.mark.parametrize("post", POSTS)
def test_the_duty_card_fits_on_a_page_and_names_a_clause_for_each_duty(
    pages: dict[str, Page], post: str
) -> None:
    card = pages[f"training/{post}.html"].html.partition('class="duty-card"')[2].partition("</section>")[0]
    rows = re.findall(r"<tr>.*?</tr>", card.partition("<tbody>")[2], flags=re.DOTALL)
    assert 8 <= len(rows) <= 14
    assert all("plain-chip" in row for row in rows)


@pytest.mark.parametrize("post", POSTS)
def test_every_item_to_tick_has_an_id_of_its_own(pages: dict[str, Page], post: str) -> None:
    ids = re.findall(r'data-done="([^"]+)"', pages[f"training/{post}.html"].html)
    assert len(ids) == len(set(ids)) >= 12


@pytest.mark.parametrize("post", POSTS)
def test_a_printable_paper_has_twenty_questions_and_as_many_answers(
    pages: dict[str, Page], post: str
) -> None:
    html = pages[f"training/{post}-paper.html"].html
    assert html.count('class="exam-question"') == 20
    assert len(re.findall(r"<tr>", html.partition("<tbody>")[2])) == 20


def test_the_scripts_hold_the_questions_as_they_are(kb: KnowledgeBase, bank: QuestionBank) -> None:
    found = {}
    for asset in question_scripts(Book(kb), bank):
        assert "</script" not in asset.content
        kind = re.search(r'\["(\w+)"\]=', asset.content)
        assert kind
        rows = json.loads(asset.content.partition(f'["{kind[1]}"]=')[2].rstrip(";\n"))
        found.update({row[0]: row for row in rows})
    assert set(found) == {question.id for question in bank.questions if not question.suspect}
    for question in bank.questions:
        row = found[question.id]
        assert row[1:4] == [question.stem, [option.text for option in question.options], question.answer]
        assert row[5].partition("#")[0].endswith(".html")


def test_questions_by_hand_are_listed_with_their_answer(pages: dict[str, Page], kb: KnowledgeBase) -> None:
    html = pages["training/questions.html"].html
    for question in kb.corpus.questions.values():
        assert f'id="{question.id}"' in html
        assert question.stem in html


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    for page in pages.values():
        ids = re.findall(r'\sid="([^"]+)"', page.html)
        assert len(ids) == len(set(ids)), page.path


def test_a_bearer_leads_to_its_pack_where_there_is_one(site: Site) -> None:
    html = {page.path: page.html for page in site.pages}
    bearers = {path.partition("/")[2] for path in html if path.startswith("bearers/")} - {"index.html"}
    packs = {path.partition("/")[2] for path in html if path.startswith("training/")}
    linked = {b for b in bearers if f'class="button" href="../training/{b}"' in html[f"bearers/{b}"]}
    assert linked == packs & bearers
    assert linked >= {f"{post}.html" for post in POSTS}
