"""Versions: the list of the texts of a work, and a page for each text that is not the one in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.pages.comparisons import comparison_page, path_of_comparison
from build_tools.pages.desk import Desk, Link, planned
from build_tools.pages.rendering import render_page
from build_tools.pages.text_view import text_view
from build_tools.partial_dates import in_chinese
from build_tools.paths import DATA_FOLDER
from build_tools.status import WorkStatus, status_of_text

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.model import Work
    from build_tools.pages.book import Book
    from build_tools.pages.page import Page, PlannedPage


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work: ``href`` is None on its own page, ``compare`` leads to what it changed."""

    date: str
    effective: str
    status: WorkStatus
    note: str | None
    href: str | None
    compare: Link | None


def versions_pages(book: Book) -> Iterator[PlannedPage]:
    """Yield for each work the pages of the texts that are not in force, and what each revision changed."""
    for work in book.corpus.works.values():
        texts = book.corpus.texts.get(work.id, ())
        for text in texts:
            if text is not book.text_of(work.id):
                place = book.address_of_provision(book.corpus.ref(text, as_of=book.as_of))
                yield planned(book, place.path, _version_page, work, text)
        for old, new in pairwise(texts):
            yield planned(book, path_of_comparison(old, new), comparison_page, work, old, new)


def versions_of(desk: Desk, work: Work) -> tuple[Version, ...]:
    """Return the texts of a work, the newest first."""
    texts = desk.book.corpus.texts.get(work.id, ())
    before = (None, *texts)
    found = [_version(desk, work, text, old) for old, text in zip(before, texts, strict=False)]
    return tuple(reversed(found))


def _version(desk: Desk, work: Work, text: Text, old: Text | None) -> Version:
    book = desk.book
    address = book.address_of_provision(book.corpus.ref(text, as_of=book.as_of))
    return Version(
        date=in_chinese(text.date),
        effective=in_chinese(text.expression.effective),
        status=status_of_text(work, text, book.corpus.texts[work.id], book.as_of),
        note=text.expression.note,
        href=None if address.path == desk.path else desk.href(address),
        compare=Link("与前一文本比较", desk.to(path_of_comparison(old, text))) if old else None,
    )


def _version_page(desk: Desk, work: Work, text: Text) -> Page:
    view = text_view(desk, text)
    date = in_chinese(text.date)
    versions = versions_of(desk, work)
    return render_page(
        desk,
        "version.html",
        f"{work.short_title}（{date}文本）",
        description=f"{work.title}{date}文本的条文要点。",
        crumbs=(
            Link("法规", desk.to("works/index.html")),
            Link(work.short_title, desk.record(Kind.WORK, work.id)),
        ),
        toc=view.toc,
        source=f"{DATA_FOLDER}/{text.path}",
        work=work,
        view=view,
        versions=versions,
        version=next(version for version in versions if version.href is None),
        current=Link(work.short_title, desk.record(Kind.WORK, work.id)),
    )
