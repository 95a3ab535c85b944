"""The site: a knowledge base → pages and assets, for any site engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from build_tools.exports.release import RELEASE_PATH, release_as_json
from build_tools.files import write_atomically
from build_tools.pages.bearers import bearers_pages
from build_tools.pages.book import DATA_FOLDER, Book
from build_tools.pages.coverage import coverage_page
from build_tools.pages.data import data_files, data_page
from build_tools.pages.desk import Desk
from build_tools.pages.duties import duties_pages
from build_tools.pages.experiences import experiences_pages
from build_tools.pages.form import form_data, form_page
from build_tools.pages.glossary import glossary_page
from build_tools.pages.home import home_page
from build_tools.pages.inspection import indicators_page
from build_tools.pages.link_map import LinkMap, map_data, map_page
from build_tools.pages.list_files import lists_data, lists_files
from build_tools.pages.lists import lists_page
from build_tools.pages.matters import matters_pages
from build_tools.pages.page import Asset, Download, Page, TocEntry
from build_tools.pages.places import compare_page
from build_tools.pages.problems import problems_pages
from build_tools.pages.search_index import search_index
from build_tools.pages.search_overviews import overview_sections
from build_tools.pages.search_sections import search_sections
from build_tools.pages.term_links import TermLinks
from build_tools.pages.timeline import timeline_page
from build_tools.pages.training import question_scripts, training_pages
from build_tools.pages.versions import versions_pages
from build_tools.pages.works import linked_data, works_pages
from build_tools.pages.year import calendar_files, calendar_page
from build_tools.training.factory import question_bank
from build_tools.training.packs import packs

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.training.factory import QuestionBank


@dataclass(frozen=True, slots=True)
class Site:
    """All pages and the generated assets."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    downloads: tuple[Download, ...] = ()


def build_pages(kb: KnowledgeBase) -> Site:
    """Return the site of ``kb``: the same for the same data and the same day."""
    book = Book(kb)
    terms = TermLinks(kb.corpus)
    bank = question_bank(kb)
    about = linked_data(kb)
    links = LinkMap(book)
    pages = tuple(
        replace(page, html=terms.link(page.path, page.html), linked_data=about.get(page.path, ""))
        for page in (*_pages(book, kb, bank), map_page(links))
    )
    return Site(
        pages,
        (
            *search_index((*search_sections(book), *overview_sections(book, pages)), kb.cache),
            *calendar_files(kb),
            *data_files(kb),
            form_data(kb),
            lists_data(kb),
            map_data(links),
            *question_scripts(book, bank),
            Asset(RELEASE_PATH, release_as_json(kb)),
        ),
        tuple(lists_files(kb)),
    )


def annotator(kb: KnowledgeBase) -> Callable[[str, str], str]:
    """Return what makes citations and terms in finished pages links; it takes their path and their HTML."""
    book, terms = Book(kb), TermLinks(kb.corpus)
    return lambda path, html: terms.link(path, Desk(book, path).html(html))


def source_copies(kb: KnowledgeBase) -> tuple[Asset, ...]:
    """Return copies of the data files, named so that browsers show them as text."""
    return tuple(
        Asset(copy_of(f"{DATA_FOLDER}/{path}"), (kb.root / path).read_text(encoding="utf-8"))
        for path in sorted(kb.corpus.documents)
    )


def copy_of(source: str) -> str:
    """Return the path on the site of the copy of a data file."""
    return f"source/{source}.txt"


def write_pages(site: Site, out: Path) -> tuple[Path, ...]:
    """Write the site as files for another engine, and return what was written.

    A page becomes Markdown with its title as front matter and its HTML as one raw block;
    ``manifest.json`` lists title, description, source and table of contents of each.

    Raises:
        OSError: a file cannot be written.
    """
    files: list[tuple[str, str | bytes]] = [
        (PurePosixPath(page.path).with_suffix(".md").as_posix(), _as_markdown(page)) for page in site.pages
    ]
    files += [(asset.path, asset.content) for asset in site.assets]
    files += [(download.path, download.data) for download in site.downloads]
    files.append(("manifest.json", json.dumps(_manifest(site), ensure_ascii=False, indent=2) + "\n"))
    for path, content in files:
        write_atomically(out / path, content)
    return tuple(out / path for path, _ in files)


def _pages(book: Book, kb: KnowledgeBase, bank: QuestionBank) -> Iterator[Page]:
    training = packs(bank.facts)
    yield home_page(book)
    yield from works_pages(book)
    yield from versions_pages(book)
    yield from bearers_pages(book, frozenset(pack.bearer.id for pack in training))
    yield from duties_pages(book)
    yield from experiences_pages(book)
    yield compare_page(book)
    yield from problems_pages(book)
    yield from matters_pages(book)
    yield calendar_page(book)
    yield lists_page(book, kb)
    yield indicators_page(book)
    yield from training_pages(book, bank, training)
    yield glossary_page(book)
    yield timeline_page(book)
    yield coverage_page(book)
    yield data_page(book)
    yield form_page(book)


def _as_markdown(page: Page) -> str:
    front = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n\n"
    block = "\n".join(line for line in page.html.splitlines() if line.strip())
    return f"{front}<div>\n{block}\n</div>\n"


def _manifest(site: Site) -> list[dict[str, object]]:
    return [
        {
            "path": page.path,
            "title": page.title,
            "description": page.description,
            "source": page.source,
            "toc": [_toc(entry) for entry in page.toc],
        }
        for page in site.pages
    ]


def _toc(entry: TocEntry) -> dict[str, object]:
    return {"id": entry.id, "title": entry.title, "children": [_toc(child) for child in entry.children]}
