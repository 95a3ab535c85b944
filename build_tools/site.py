"""The site: a knowledge base → pages and assets, for any site engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from build_tools.exports.release import RELEASE_PATH, release_as_json
from build_tools.files import write_atomically
from build_tools.pages.bearers import bearers_pages
from build_tools.pages.book import Book
from build_tools.pages.coverage import coverage_page
from build_tools.pages.data import data_files, data_page
from build_tools.pages.desk import Desk
from build_tools.pages.duties import duties_pages
from build_tools.pages.experiences import experiences_pages
from build_tools.pages.form import form_data, form_page
from build_tools.pages.glossary import glossary_page
from build_tools.pages.home import home_page
from build_tools.pages.inspection import indicators_page
from build_tools.pages.kept_pages import KeptPages
from build_tools.pages.link_map import LinkMap, map_data, map_page
from build_tools.pages.list_files import lists_data, lists_files
from build_tools.pages.lists import lists_page
from build_tools.pages.matters import matters_pages
from build_tools.pages.page import Asset, Download, Page, PlannedPage, TocEntry
from build_tools.pages.places import compare_page
from build_tools.pages.problems import problems_pages
from build_tools.pages.search_index import search_index
from build_tools.pages.search_overviews import is_overview, overview_sections
from build_tools.pages.search_sections import search_sections
from build_tools.pages.term_links import TermLinks
from build_tools.pages.timeline import timeline_page
from build_tools.pages.traces import Sources, Trace
from build_tools.pages.training import question_scripts, training_pages
from build_tools.pages.versions import versions_pages
from build_tools.pages.works import works_pages
from build_tools.pages.year import calendar_files, calendar_page
from build_tools.paths import DATA_FOLDER
from build_tools.training.factory import question_bank
from build_tools.training.facts import Facts
from build_tools.training.packs import packs

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.training.factory import QuestionBank
    from build_tools.training.packs import Pack

COPIES = "source/"
"""The folder of the site with copies of the data files."""


@dataclass(frozen=True, slots=True)
class Site:
    """All pages and the generated assets."""

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    downloads: tuple[Download, ...] = ()


class Part(NamedTuple):
    """Files of the site that are made together: how their paths begin, and what makes them."""

    start: str
    make: Callable[[], Iterable[Asset | Download]]


class SitePlan:
    """The site of a knowledge base, of which each page and each part is made when it is asked for.

    What is made is the same for the same data and the same day, in whichever order it is asked for, and is
    not kept: the site of thousands of works is written page by page.
    """

    def __init__(self, kb: KnowledgeBase, *, incremental: bool = False) -> None:
        """Plan the site of ``kb``; an ``incremental`` one takes pages from the cache that are still right."""
        self.kb = kb
        self._book = Book(kb)
        self._facts = Facts(kb)
        self._overviews: dict[str, Page] = {}
        self._sources, self._kept = Sources(kb, self._book, self._facts), None
        if incremental and kb.cache:
            self._sources = trace = Trace(kb, self._book, self._facts)
            self._kept = KeptPages(kb.cache, trace)
        book = self._sources.book
        self._terms, self._asked_of_terms = book.noted(lambda: TermLinks(book.corpus))

    @cached_property
    def pages(self) -> dict[str, PlannedPage]:
        """All pages by their paths."""
        return {page.path: page for page in self._planned()}

    @property
    def parts(self) -> tuple[Part, ...]:
        """The files that are no pages, by what is made together."""
        kb = self.kb
        return (
            Part("assets/search-", self._search_index),
            Part("assets/ics/", lambda: calendar_files(kb)),
            Part("assets/data/", self._data_files),
            Part("assets/form-data", lambda: (form_data(kb),)),
            Part("assets/lists-data", lambda: (lists_data(kb),)),
            Part("assets/map/", lambda: (map_data(self._links),)),
            Part("assets/training/", lambda: question_scripts(self._book, self._bank)),
            Part("assets/lists/", lambda: lists_files(kb)),
            Part(COPIES, lambda: source_copies(kb)),
        )

    def files(self) -> Iterator[Asset | Download]:
        """Yield all files that are no pages, but the copies of the data files."""
        return (file for part in self.parts if part.start != COPIES for file in part.make())

    def page(self, path: str) -> Page:
        """Return the page at ``path``.

        Raises:
            KeyError: there is no such page.
        """
        page = self._taken(self.pages[path])
        if is_overview(path):
            self._overviews[path] = replace(page, html="")
        return page

    def _taken(self, planned: PlannedPage) -> Page:
        """Return a page as it is kept, or else made."""
        return self._kept.page(planned, self._made) if self._kept else self._made(planned)

    def _made(self, planned: PlannedPage) -> Page:
        page = planned.make()
        self._sources.book.note(self._asked_of_terms)
        return replace(page, html=self._terms.link(page.path, page.html))

    def annotated(self, path: str, html: str) -> str:
        """Return the HTML of a page written by hand with links for its citations and terms."""
        planned = PlannedPage(path, lambda: self._annotated(path, html), (html,))
        return self._taken(planned).html

    def _annotated(self, path: str, html: str) -> Page:
        return Page(path, "", Desk(self._sources.book, path).html(html), (), None, "")

    def keep(self) -> None:
        """Keep the pages that were asked for, for the next incremental build."""
        if self._kept:
            self._kept.keep()

    def _planned(self) -> Iterator[PlannedPage]:
        sources, book = self._sources, self._sources.book
        yield PlannedPage("index.html", partial(home_page, book))
        yield from works_pages(book, sources.kb)
        yield from versions_pages(book)
        yield from bearers_pages(book, sources.function("is_trained", lambda bearer: bearer in self._trained))
        yield from duties_pages(book)
        yield from experiences_pages(book)
        yield PlannedPage("experiences/compare.html", partial(compare_page, book))
        yield from problems_pages(book)
        yield from matters_pages(book)
        yield PlannedPage("calendar.html", partial(calendar_page, book))
        yield PlannedPage("lists/index.html", partial(lists_page, book, sources.kb))
        yield PlannedPage("indicators/index.html", partial(indicators_page, book))
        yield from training_pages(book, sources.on_everything(lambda: self._bank), self._packs, sources.facts)
        yield PlannedPage("glossary.html", partial(glossary_page, book))
        yield PlannedPage("timeline.html", partial(timeline_page, book))
        yield PlannedPage("coverage.html", partial(coverage_page, book))
        yield PlannedPage("data.html", partial(data_page, book))
        yield PlannedPage("contribute/form.html", partial(form_page, book))
        yield PlannedPage("map.html", sources.on_everything(lambda: map_page(self._links)))

    def _search_index(self) -> Iterable[Asset]:
        overviews = (self._overview(path) for path in self.pages if is_overview(path))
        sections = (*search_sections(self._book), *overview_sections(self._book, overviews))
        return search_index(sections, self.kb.cache)

    def _data_files(self) -> Iterator[Asset]:
        yield from data_files(self.kb)
        yield Asset(RELEASE_PATH, release_as_json(self.kb))

    def _overview(self, path: str) -> Page:
        if path not in self._overviews:
            self.page(path)
        return self._overviews[path]

    @cached_property
    def _bank(self) -> QuestionBank:
        return question_bank(self.kb, self._facts)

    @cached_property
    def _packs(self) -> tuple[Pack, ...]:
        return packs(self._facts)

    @cached_property
    def _trained(self) -> frozenset[str]:
        return frozenset(pack.bearer.id for pack in self._packs)

    @cached_property
    def _links(self) -> LinkMap:
        return LinkMap(self._book)


def build_pages(kb: KnowledgeBase) -> Site:
    """Return the whole site of ``kb``: the same for the same data and the same day."""
    plan = SitePlan(kb)
    pages = tuple(map(plan.page, plan.pages))
    files = tuple(plan.files())
    assets = tuple(file for file in files if isinstance(file, Asset))
    return Site(pages, assets, tuple(file for file in files if isinstance(file, Download)))


def source_copies(kb: KnowledgeBase) -> Iterator[Asset]:
    """Yield copies of the data files, named so that browsers show them as text."""
    for path in sorted(kb.corpus.documents):
        yield Asset(copy_of(f"{DATA_FOLDER}/{path}"), (kb.root / path).read_text(encoding="utf-8"))


def copy_of(source: str) -> str:
    """Return the path on the site of the copy of a data file."""
    return f"{COPIES}{source}.txt"


def write_pages(plan: SitePlan, out: Path) -> tuple[Path, ...]:
    """Write the site as files for another engine, one after another, and return what was written.

    A page becomes Markdown with its title as front matter and its HTML as one raw block;
    ``manifest.json``, the last, lists title, description, source and table of contents of each.

    Raises:
        OSError: a file cannot be written.
    """
    written = []
    for path, content in _files(plan):
        write_atomically(out / path, content)
        written.append(out / path)
    plan.keep()
    return tuple(written)


def _files(plan: SitePlan) -> Iterator[tuple[str, str | bytes]]:
    """Yield the path and the content of each file for another engine."""
    manifest = []
    for path in plan.pages:
        page = plan.page(path)
        manifest.append(_about(page))
        yield PurePosixPath(path).with_suffix(".md").as_posix(), _as_markdown(page)
    for file in plan.files():
        yield file.path, file.data
    yield "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _as_markdown(page: Page) -> str:
    front = f"---\ntitle: {json.dumps(page.title, ensure_ascii=False)}\n---\n\n"
    block = "\n".join(line for line in page.html.splitlines() if line.strip())
    return f"{front}<div>\n{block}\n</div>\n"


def _about(page: Page) -> dict[str, object]:
    return {
        "path": page.path,
        "title": page.title,
        "description": page.description,
        "source": page.source,
        "toc": [_toc(entry) for entry in page.toc],
    }


def _toc(entry: TocEntry) -> dict[str, object]:
    return {"id": entry.id, "title": entry.title, "children": [_toc(child) for child in entry.children]}
