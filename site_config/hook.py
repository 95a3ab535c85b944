"""The bridge to MkDocs, which gets finished pages: the only module that knows the site engine."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import re
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import normalize_url, write_file

from build_tools.cache import cache_beside
from build_tools.environment import AS_OF, EDIT_URI, REPORTED
from build_tools.knowledge_base import open_knowledge_base
from build_tools.pages.frames import Frames, Parts
from build_tools.pages.qr_code import qr_code
from build_tools.pages.search_index import page_index
from build_tools.pages.search_pages import page_sections
from build_tools.pages.site_files import BUNDLES, SEARCH, SELF_LOADED
from build_tools.partial_dates import in_chinese
from build_tools.paths import DATA_FOLDER
from build_tools.preview import Preview, stamps
from build_tools.site import SitePlan, copy_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from build_tools.pages.page import Page
    from build_tools.pages.search_index import Section

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


class _Build:
    """What one build has loaded, and what MkDocs has told of it."""

    plan: SitePlan
    policy: str = POLICY
    nav: Navigation
    env: jinja2.Environment
    frames: Frames
    documents: list[File]
    """The pages written by hand."""
    sections: list[Section]
    """What search finds in them."""
    converted: dict[str, tuple[str, TableOfContents]]
    """Their HTML before its citations became links, by path, with the tables of contents."""
    generated: dict[str, GeneratedPage]
    preview: Preview | None = None
    """With `mkdocs serve`: what writes a page when a browser asks for it."""


class GeneratedPage(File):
    """A page of ours: for MkDocs a file to copy, which is made and laid into its frame when it is copied.

    In the navigation and in links it is the Markdown file that it would be if somebody had written it.
    """

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        """Stand for the page at ``path``."""
        source = PurePosixPath(path).with_suffix(".md").as_posix()
        super().__init__(
            source,
            None,
            config.site_dir,
            use_directory_urls=False,
            dest_uri=path,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "zelian"
        self.config = config

    def is_documentation_page(self) -> bool:
        """Keep MkDocs from reading and writing it as Markdown."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  (MkDocs calls it so)
        """Make the page and write it; in the preview that is done when it is asked for."""
        if _Build.preview:
            return
        written = self.written()
        if self.page:
            self.page.present_anchor_ids = set(_ID.findall(written))
        write_file(written.encode(), self.abs_dest_path)

    def written(self) -> str:
        """Return the page as it is written to the site."""
        ours = _Build.plan.page(self.dest_uri)
        navigated = self.page is not None and self.page in _Build.nav.pages
        place = self.dest_uri if navigated else self.dest_uri.rpartition("/")[0]
        kind = (place, *self._setting().items())
        return _Build.frames.lay(kind, self._parts(ours), self._in_template)

    def as_page(self) -> MkDocsPage:
        """Return the page as MkDocs knows it."""
        return self.page or MkDocsPage(None, self, self.config)

    def _setting(self) -> dict[str, str | bool]:
        return {"side": self.dest_uri not in WITHOUT_SIDE, "section": _section(self.dest_uri)}

    def _parts(self, ours: Page) -> dict[str, str]:
        page = self.as_page()
        return {
            "title": _words(ours.title),
            "description": _escaped(ours.description),
            "linked_data": ours.linked_data,
            "toc": "".join(f'<li><a href="#{entry.id}">{escape(entry.title)}</a></li>' for entry in ours.toc),
            "content": ours.html,
            **_printed(page, self.config),
            **_edit_link(ours.source, page),
        }

    def _in_template(self, parts: Parts) -> str:
        page = self.as_page()
        page.meta = {}
        told = {**_shared(), **parts, **self._setting(), "generated": True}
        return _in_template(page, {"zelian": told}, self.config)


def on_startup(*, command: str, dirty: bool) -> None:
    """Do without a policy in the preview: MkDocs writes a script into each page that reloads it."""
    if os.environ.get(REPORTED):  # the folder that MkDocs would name is one aside, gone by then
        logging.getLogger("mkdocs.commands.build").addFilter(lambda record: record.levelno > logging.INFO)
    _Build.policy = "" if command == "serve" else POLICY
    _Build.preview = Preview() if command == "serve" else None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the knowledge base and plan the pages, before MkDocs collects its files."""
    if _Build.preview:
        _Build.preview.clear()  # before MkDocs writes files in its place
    _load(config)
    _Build.sections, _Build.converted, _Build.generated = [], {}, {}
    config.extra_css[:0] = [path for path in BUNDLES if path.endswith(".css")]
    config.extra_javascript[:0] = [path for path in BUNDLES if path.endswith(".js") and path != SEARCH]
    if not config.site_url:
        config.theme.static_templates.discard("404.html")  # its links need to know where the site stands
    return config


def _load(config: MkDocsConfig) -> None:
    root = Path(config.config_file_path).parent / DATA_FOLDER
    day = os.environ.get(AS_OF)
    as_of = dt.date.fromisoformat(day) if day else dt.datetime.now().astimezone().date()
    kb = open_knowledge_base(root, as_of=as_of, cache=cache_beside(root))
    for finding in kb.loading_findings:
        _LOG.warning("%s", finding)
    _Build.plan, _Build.frames = SitePlan(kb, incremental=not _Build.preview), Frames()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, our styles and scripts."""
    for page in _pages(config):
        files.append(page)
    here = Path(__file__).parent
    for path in sorted(SELF_LOADED):
        files.append(File.generated(config, path, abs_src_path=str(here / path)))
    for bundle, parts in BUNDLES.items():
        content = "\n".join((here / part).read_text(encoding="utf-8") for part in parts)
        files.append(File.generated(config, bundle, content=content))
    for file in [file for file in files if _UNUSED.search(file.src_uri)]:
        files.remove(file)
    return files


def _pages(config: MkDocsConfig) -> tuple[GeneratedPage, ...]:
    """Return the planned pages as files; one that was a file before stays that file, as it is navigated."""
    known = _Build.generated
    _Build.generated = {path: known.get(path) or GeneratedPage(path, config) for path in _Build.plan.pages}
    return tuple(_Build.generated.values())


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the navigation, which stands on each page."""
    _Build.nav = nav
    return nav


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Remember the templates; know the pages of ours whose anchors others link to, which are checked."""
    _Build.env = env
    _Build.documents = list(files.documentation_pages())
    for document in _Build.documents:
        for target in document.page.links_to_anchors or () if document.page else ():
            if isinstance(target, GeneratedPage):
                target.as_page()
    return env


def on_page_content(html: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
    """Link the citations in a page written by hand."""
    path = page.file.dest_uri
    _Build.converted[path] = html, page.toc
    if not page.file.src_uri.startswith(NOT_SEARCHED):
        _Build.sections += page_sections(path, str(page.title), html)
    return _Build.plan.annotated(path, html)


def on_post_build(config: MkDocsConfig) -> None:
    """Write the files that are no pages, and the part of the search index for the pages written by hand."""
    site = Path(config.site_dir)
    parts = () if _Build.preview else _Build.plan.parts
    made = (file for part in parts for file in part.make())
    for file in chain(made, (page_index(_Build.sections),)):
        write_file(file.data, str(site / file.path))
    _Build.plan.keep()
    _offer(config, {})


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Write what a browser asks for, and after a change of the data alone leave out what MkDocs does."""
    preview = _Build.preview
    if preview is None:
        return server
    folder = Path(config.config_file_path).parent
    others = [folder / name for name in ("docs", "mkdocs.yml", "site_config", "build_tools")]
    state = stamps(others)

    def rebuild() -> None:
        nonlocal state
        with preview.changing:
            before, state = state, stamps(others)
            if state == before:
                _load(config)
                _pages(config)
                _offer(config, {file.dest_uri: partial(_document, file, config) for file in _Build.documents})
            else:
                builder()

    def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        preview.provide(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"))
        return server.serve_request(environ, start_response)

    server.builder = rebuild
    server.set_app(answer)
    return server


def _offer(config: MkDocsConfig, documents: dict[str, Callable[[], str]]) -> None:
    """Let the preview write the pages and the parts of the site, and pages written by hand."""
    if _Build.preview:
        pages = {path: page.written for path, page in _Build.generated.items()}
        _Build.preview.renew(Path(config.site_dir), {**pages, **documents}, _Build.plan.parts)


def _document(file: File, config: MkDocsConfig) -> str:
    """Return a page written by hand with its links to the data of now."""
    page = file.page
    if page is None:
        raise AssertionError(file)
    html, page.toc = _Build.converted[file.dest_uri]
    page.content = _Build.plan.annotated(file.dest_uri, html)
    return _in_template(page, on_page_context({}, page=page, config=config, nav=_Build.nav), config)


def on_page_context(
    context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: object
) -> dict[str, Any]:
    """Tell the theme what it needs to know of a page written by hand."""
    zelian = {
        **_shared(),
        "generated": False,
        "title": _words(str(page.title)),
        "toc": page.toc,
        "side": True,
        "section": _section(page.file.dest_uri),
        **_printed(page, config),
        **_edit_link(f"docs/{page.file.src_uri}", page),
    }
    page.toc = TableOfContents([])  # the theme would write a second link that leads to the text
    return {**context, "zelian": zelian}


def _in_template(page: MkDocsPage, told: dict[str, Any], config: MkDocsConfig) -> str:
    """Return what the theme writes for a page of which it is ``told`` this."""
    page.active = True
    try:
        context = {**get_context(_Build.nav, _Build.documents, config, page), **told}
        return _Build.env.get_template("main.html").render(context)
    finally:
        page.active = False


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Tell the theme the same of a page without a source, such as 404.html; name all pages to sitemap.xml."""
    nothing = {"toc": (), "side": False, "section": "", "address": "", "qr_code": ""}
    context["zelian"] = {**_shared(), "generated": False, "title": "没有这一页", **nothing, **_NO_SOURCE}
    if template_name == "sitemap.xml":
        for file in _Build.generated.values():
            file.as_page()
        context["pages"] = [*_Build.documents, *_Build.generated.values()]
    return context


def _shared() -> dict[str, str]:
    """Return what the theme is told of every page."""
    as_of = in_chinese(_Build.plan.kb.as_of)
    return {"as_of": as_of, "policy": _Build.policy, "description": "", "linked_data": ""}


def _section(path: str) -> str:
    """Return the section of the navigation to which a page belongs."""
    folder, _, rest = path.partition("/")
    return SECTIONS.get(folder, folder if rest else "")


def _words(text: str) -> str:
    """Return text without tags, escaped."""
    return _escaped(Markup(text).striptags())  # noqa: S704  (its tags are taken out)


def _escaped(text: str) -> str:
    return str(Markup.escape(text))


def _printed(page: MkDocsPage, config: MkDocsConfig) -> dict[str, str]:
    """Return what a printed page says of where it comes from: with a known site also its address."""
    if not config.site_url or not page.file.dest_uri.startswith(PRINTED):
        return {"address": page.canonical_url or "" if config.site_url else "", "qr_code": ""}
    return {"address": page.canonical_url or "", "qr_code": qr_code(page.canonical_url or config.site_url)}


_NO_SOURCE = {"source_url": "", "source_label": "", "source_path": ""}


def _edit_link(source: str | None, page: MkDocsPage) -> dict[str, str]:
    """Return where the source of a page can be edited, or else seen."""
    base = os.environ.get(EDIT_URI)
    if source is None or (base is None and source.startswith("docs/")):
        return _NO_SOURCE
    if base:
        label = "编辑本页数据" if not source.startswith("docs/") else "编辑本页"
        url = f"{base.rstrip('/')}/{source}"
    else:
        label, url = "查看本页数据", copy_of(source)
    return {
        "source_url": _escaped(normalize_url(url, page)),
        "source_label": label,
        "source_path": _escaped(source),
    }
