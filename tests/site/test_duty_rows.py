"""Rows written once for a folder are those that each page would write for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_tools.pages.book import Book
from build_tools.pages.desk import Desk
from build_tools.pages.duty_rows import DutyRows
from build_tools.pages.duty_views import duty_row
from build_tools.pages.rendering import macro

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase

PATHS = ("bearers/{bearer}.html", "duties/{work}.html", "works/{work}.html", "{bearer}.html")
"""Pages of which many lead elsewhere only, and pages that hold the places which rows lead to."""


@pytest.mark.parametrize("pattern", PATHS)
def test_a_row_is_what_its_page_would_write(kb: KnowledgeBase, pattern: str) -> None:
    book, rows = Book(kb), DutyRows()
    duties = list(kb.corpus.duties.values())[::9]
    works = list(kb.corpus.works)
    for turn, bearer in enumerate(list(kb.corpus.bearers)[:25]):
        path = pattern.format(bearer=bearer, work=works[turn % len(works)])
        here, alone = Desk(book, path), Desk(book, path)
        for number, duty in enumerate(duties, 1):
            assert rows.in_table(here, duty, number) == macro(
                "parts.html", "duty_row", duty_row(alone, duty), number
            )
            assert rows.below(here, duty, duty.bearer) == macro(
                "parts.html", "duty_item", duty_row(alone, duty), duty.bearer
            )


def test_the_row_of_its_own_page_is_not_that_of_the_others(kb: KnowledgeBase) -> None:
    duty = next(iter(kb.corpus.duties.values()))
    book, rows = Book(kb), DutyRows()
    own, other = book.address_of_duty(duty).path, "duties/elsewhere.html"
    found = {path: rows.in_table(Desk(book, path), duty, 1) for path in (own, other)}
    assert f'href="#{duty.id}"' in found[own]
    assert f'#{duty.id}"' in found[other]
    assert f'href="#{duty.id}"' not in found[other]
    assert rows.in_table(Desk(book, own), duty, 1) == found[own]
