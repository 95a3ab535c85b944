"""The page on which a list of duties is put together, with the ready files for each post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.exports.choices import Choice, duties_for
from build_tools.exports.forms import blank_forms
from build_tools.exports.listing import NOTICE, safe_name
from build_tools.exports.lists import ARRANGED, title_of
from build_tools.model import Tier
from build_tools.pages.desk import Desk, Link
from build_tools.pages.list_files import DATA, FOLDER, FORMATS, FORMS_STEM, ready_choices, stem_of
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.pages.book import Book

PATH = "lists/index.html"


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A ready file: its format, where it stands, under which name it is saved."""

    form: str
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class ReadyList:
    """The list of a post for a kind of unit, with its files."""

    bearer: Link
    unit: str
    count: int
    files: tuple[ReadyFile, ...]


@dataclass(frozen=True, slots=True)
class TierOfBearers:
    """The bearers of a tier that owe something, to choose from: id and name."""

    name: str
    bearers: tuple[tuple[str, str], ...]


def lists_page(book: Book, kb: KnowledgeBase) -> Page:
    """Return the page; without scripts it offers the ready files."""
    desk = Desk(book, PATH)
    forms = blank_forms(kb, Choice(kb.as_of.year))
    return render_page(
        desk,
        "composer.html",
        "责任清单",
        description="选岗位、单位类型、年度、环节，生成责任清单、三级对照、三张空白表；各岗位现成的文件。",
        crumbs=(Link("责任", desk.to("duties/index.html")),),
        toc=(
            TocEntry("_compose", "自己选"),
            TocEntry("_files", "现成的文件"),
            TocEntry("_forms", "三张空白表"),
        ),
        year=kb.as_of.year,
        tiers=tuple(_tiers(kb)),
        units=_entries(kb, Kind.UNIT_TYPE),
        stages=_entries(kb, Kind.STAGE),
        data=desk.to(DATA),
        ready=tuple(_ready(desk, kb, choice) for choice in ready_choices(kb)),
        forms=forms,
        forms_files=tuple(_files(desk, FORMS_STEM, forms.title)),
        guide=Link("导出清单", desk.to("guide/exports.html")),
        notices=(ARRANGED, NOTICE),
    )


def _tiers(kb: KnowledgeBase) -> Iterator[TierOfBearers]:
    owing = [b for b in kb.corpus.bearers.values() if kb.graph.duties_of(b.id, inherited=True)]
    for tier in Tier:
        if bearers := tuple((b.id, b.name) for b in owing if b.tier is tier):
            yield TierOfBearers(tier.value, bearers)


def _entries(kb: KnowledgeBase, kind: Kind) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, entry.name) for entry in kb.corpus.vocabulary(kind).values())


def _ready(desk: Desk, kb: KnowledgeBase, choice: Choice) -> ReadyList:
    return ReadyList(
        bearer=desk.bearer(choice.posts[0]),
        unit=choice.unit or "各类单位",
        count=len(duties_for(kb, choice)),
        files=tuple(_files(desk, stem_of(kb, choice), title_of(choice, "责任清单"))),
    )


def _files(desk: Desk, stem: str, title: str) -> Iterator[ReadyFile]:
    for ending, form in FORMATS:
        yield ReadyFile(form, desk.to(f"{FOLDER}/{stem}.{ending}"), safe_name(f"{title}.{ending}"))
