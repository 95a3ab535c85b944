"""Templates: one environment, autoescape on, undefined names are errors."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from build_tools.pages.compiled import CompiledTemplates
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.partial_dates import in_chinese

_TEMPLATES = Path(__file__).parent / "templates"


def render_page(  # noqa: PLR0913  (a page has these parts)
    desk: Desk,
    template: str,
    title: str,
    *,
    description: str,
    crumbs: tuple[Link, ...] = (),
    toc: tuple[TocEntry, ...] = (),
    source: str | None = None,
    **view: object,
) -> Page:
    """Return the page at the desk's path, written with a template.

    ``crumbs`` are the pages above this one, without the home page.
    """
    trail = (Link("首页", desk.to("index.html")), *crumbs, Link(title))
    html = _environment().get_template(template).render(title=title, trail=trail, desk=desk, **view)
    return Page(desk.path, title, html.strip() + "\n", toc, source, description)


def macro(template: str, name: str, *arguments: object) -> Markup:
    """Return what a macro of a template writes."""
    written: Markup = getattr(_environment().get_template(template).module, name)(*arguments)
    return written


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(_TEMPLATES),
    )
    environment.filters["chinese_date"] = _chinese_date
    return environment


@pass_context
def _chinese_date(_context: Context, date: str | dt.date) -> str:
    """Return a date in words; as it may look at the context, Jinja does not work it out while compiling."""
    return in_chinese(date)
