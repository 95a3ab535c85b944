"""The bridge to MkDocs, which gets finished pages: the only module that knows the site engine."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_tools.cache import cache_beside
from build_tools.files import write_atomically
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.qr_code import qr_code
from build_tools.pages.search_index import Section, page_index
from build_tools.pages.search_pages import page_sections
from build_tools.partial_dates import in_chinese
from build_tools.site import Site, annotator, build_pages, copy_of, source_copies

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as MkDocsPage

AS_OF = "ZELIAN_AS_OF"
"""Environment: the day on which statuses are computed, yyyy-mm-dd; today when it is not set."""
EDIT_URI = "ZELIAN_EDIT_URI"
"""Environment: the address before the path of a file where it can be edited; without it pages show a copy."""
SEARCH = "javascripts/search-parts.js"
"""The script that the search box loads itself when it is first used: its parts in this order, as one file."""
SEARCH_PARTS = tuple(
    f"javascripts/search-{part}.js"
    for part in ("text", "names", "query", "engine", "ranking", "answers", "view")
)
QUIZ = ("javascripts/quiz-choice.js", "javascripts/quiz.js")
"""Scripts that the page of the self-test loads itself."""
IN_TEMPLATES = ("javascripts/theme.js", "javascripts/palette.js")
"""Scripts that stand at a place of their own in the templates: they must run before the page is drawn."""
FORM = tuple(f"javascripts/{name}.js" for name in ("form-rules", "form-yaml", "form-view"))
"""Scripts that the page of the form for experiences loads itself."""
MAP = tuple(f"javascripts/map-{part}.js" for part in ("graph", "view", "walk"))
"""Scripts that `map.js` loads on the map page and where the picture of a duty is opened."""
SELF_LOADED = frozenset({*IN_TEMPLATES, *QUIZ, *FORM, *MAP})
SITE_FILES = (
    "stylesheets/tokens.css",
    "stylesheets/base.css",
    "stylesheets/components.css",
    "stylesheets/pages.css",
    "stylesheets/versions.css",
    "stylesheets/overviews.css",
    "stylesheets/search.css",
    "stylesheets/pictures.css",
    "stylesheets/charts.css",
    "stylesheets/lists.css",
    "stylesheets/training.css",
    "stylesheets/form.css",
    "stylesheets/print.css",
    "javascripts/site.js",
    "javascripts/filter.js",
    "javascripts/compare.js",
    "javascripts/deadlines.js",
    "javascripts/composer.js",
    "javascripts/training.js",
    "javascripts/form.js",
    "javascripts/map.js",
    "javascripts/search.js",
    *IN_TEMPLATES,
    *QUIZ,
    *FORM,
    *MAP,
)
BUNDLES = {
    "stylesheets/site.css": tuple(path for path in SITE_FILES if path.endswith(".css")),
    "javascripts/pages.js": tuple(
        path for path in SITE_FILES if path.endswith(".js") and path not in SELF_LOADED
    ),
    SEARCH: SEARCH_PARTS,
}
"""Files that many pages need, each made of several: one request instead of a dozen."""
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
    "style-src-elem 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'self' file:"
)
"""What a page may load: nothing from other hosts, no script or style sheet in the page itself, no eval.

`file:` is for a page opened from a disk, where 'self' names nothing in some browsers; a page from a server
cannot load such addresses. 'unsafe-inline' is for style attributes (widths of bars) alone.
Source: Content Security Policy Level 3, W3C.
"""
NOT_SEARCHED = "development/"
"""Pages for those who work on the project, which readers do not look for."""
WITHOUT_SIDE = frozenset(
    {
        "index.html",
        "calendar.html",
        "duties/index.html",
        "experiences/compare.html",
        "experiences/index.html",
        "lists/index.html",
        "map.html",
        "timeline.html",
        "works/index.html",
    }
)
SECTIONS = {"calendar.html": "duties", "lists": "duties", "matters": "duties"}
"""Folders and pages that belong to a section of the navigation other than their folder."""
PRINTED = ("bearers/", "works/", "duties/", "indicators/", "training/", "calendar.html")
"""Pages that are handed out on paper: with a known address they carry its QR code."""
_UNUSED = re.compile(r"assets/javascripts/|\.map$")
_ID = re.compile(r' id="([^"]+)"')
_LOG = logging.getLogger("mkdocs.zelian")


gc.set_threshold(200_000, 20, 20)
"""A build makes many objects that all stay: collecting as often as usual costs a tenth of its time."""


class _State:
    """What one build has loaded."""

    kb: KnowledgeBase
    site: Site
    pages: dict[str, Page]
    by_hand: list[Section]
    annotate: Callable[[str, str], str]
    policy: str = POLICY


def on_startup(*, command: str, dirty: bool) -> None:
    """Do without a policy in the preview: MkDocs writes a script into each page that reloads it."""
    _State.policy = "" if command == "serve" else POLICY


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the knowledge base and write all pages, before MkDocs collects its files."""
    root = Path(config.config_file_path).parent / "regulations"
    day = os.environ.get(AS_OF)
    as_of = dt.date.fromisoformat(day) if day else dt.datetime.now().astimezone().date()
    _State.kb = open_knowledge_base(root, as_of=as_of, cache=cache_beside(root))
    for finding in _State.kb.loading_findings:
        _LOG.warning("%s", finding)
    _State.site = build_pages(_State.kb)
    _State.annotate = staticmethod(annotator(_State.kb))
    _State.by_hand = []
    _State.pages = {_source_path(page): page for page in _State.site.pages}
    config.extra_css[:0] = [path for path in BUNDLES if path.endswith(".css")]
    config.extra_javascript[:0] = [path for path in BUNDLES if path.endswith(".js") and path != SEARCH]
    if not config.site_url:
        config.theme.static_templates.discard("404.html")  # its links need to know where the site stands
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, the search index, the copies of the data, our styles and scripts."""
    for path in _State.pages:
        files.append(File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for asset in (*_State.site.assets, *source_copies(_State.kb)):
        files.append(File.generated(config, asset.path, content=asset.content.encode()))
    for download in _State.site.downloads:
        files.append(File.generated(config, download.path, content=download.data))
    here = Path(__file__).parent
    for path in sorted(SELF_LOADED):
        files.append(File.generated(config, path, abs_src_path=str(here / path)))
    for bundle, parts in BUNDLES.items():
        content = "\n".join((here / part).read_text(encoding="utf-8") for part in parts)
        files.append(File.generated(config, bundle, content=content))
    for file in [file for file in files if _UNUSED.search(file.src_uri)]:
        files.remove(file)
    return files


def on_page_markdown(markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Give our pages their title (a label in the navigation goes before it); their Markdown is empty."""
    if ours := _State.pages.get(page.file.src_uri):
        page.meta["title"] = ours.title
    return markdown


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Hand over our HTML with its table of contents and its anchors; link the citations in other pages."""
    ours = _State.pages.get(page.file.src_uri)
    if ours is None:
        if not page.file.src_uri.startswith(NOT_SEARCHED):
            _State.by_hand += page_sections(page.file.dest_uri, str(page.title), html)
        return _State.annotate(page.file.dest_uri, html)
    page.toc = TableOfContents([_anchor(entry, 2) for entry in ours.toc])
    page.present_anchor_ids = set(_ID.findall(ours.html))
    return ours.html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the part of the search index for the pages written by hand, whose headings are known by now."""
    asset = page_index(_State.by_hand)
    write_atomically(Path(config.site_dir) / asset.path, asset.content)


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """Tell the theme what it needs to know of a page."""
    ours = _State.pages.get(page.file.src_uri)
    folder, _, rest = page.file.dest_uri.partition("/")
    section = SECTIONS.get(folder, folder if rest else "")
    context["zelian"] = {
        "generated": ours is not None,
        "title": ours.title if ours else page.title,
        "side": ours is None or ours.path not in WITHOUT_SIDE,
        "section": section,
        "description": ours.description if ours else "",
        "linked_data": ours.linked_data if ours else "",
        "as_of": in_chinese(_State.kb.as_of),
        "policy": _State.policy,
        **_printed(page, config),
        **_edit_link(ours.source if ours else f"docs/{page.file.src_uri}"),
    }
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Tell the theme the same of a page without a source, such as 404.html."""
    shared = {"generated": False, "title": "没有这一页", "side": False, "section": "", "description": ""}
    shared |= {"address": "", "qr_code": ""}
    as_of = in_chinese(_State.kb.as_of)
    context["zelian"] = {**shared, "as_of": as_of, "policy": _State.policy, **_edit_link(None)}
    return context


def _printed(page: MkDocsPage, config: MkDocsConfig) -> dict[str, str]:
    """Return what a printed page says of where it comes from: with a known site also its address."""
    if not config.site_url or not page.file.dest_uri.startswith(PRINTED):
        return {"address": page.canonical_url or "" if config.site_url else "", "qr_code": ""}
    return {"address": page.canonical_url or "", "qr_code": qr_code(page.canonical_url or config.site_url)}


def _edit_link(source: str | None) -> dict[str, str]:
    """Return where the source of a page can be edited, or else seen."""
    base = os.environ.get(EDIT_URI)
    if source is None or (base is None and source.startswith("docs/")):
        return {"source_url": "", "source_label": "", "source_path": ""}
    if base:
        label = "编辑本页数据" if not source.startswith("docs/") else "编辑本页"
        return {"source_url": f"{base.rstrip('/')}/{source}", "source_label": label, "source_path": source}
    return {"source_url": copy_of(source), "source_label": "查看本页数据", "source_path": source}


def _source_path(page: Page) -> str:
    return page.path.removesuffix(".html") + ".md"


def _anchor(entry: TocEntry, level: int) -> AnchorLink:
    link = AnchorLink(escape(entry.title), entry.id, level)  # MkDocs takes titles for HTML
    link.children = [_anchor(child, level + 1) for child in entry.children]
    return link
