"""The glossary: each term with its definition, its basis, its kin, and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.pages.annotation import Chip
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.model import Term
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term in the glossary."""

    id: str
    name: str
    aliases: tuple[str, ...]
    definition: Markup
    basis: tuple[Chip, ...]
    suspect: tuple[str, ...]
    source: Link | None
    see_also: tuple[Link, ...]
    used: tuple[tuple[str, tuple[Link, ...]], ...]


def glossary_page(book: Book) -> Page:
    """Return the page of all terms."""
    desk = Desk(book, "glossary.html")
    entries = tuple(_entry(desk, term) for term in book.corpus.terms.values())
    return render_page(
        desk,
        "glossary.html",
        "术语",
        description="党建责任常用术语：释义、依据、参见和使用之处。",
        toc=tuple(TocEntry(entry.id, entry.name) for entry in entries),
        source=book.source_of_list(Kind.TERM),
        entries=entries,
    )


def _entry(desk: Desk, term: Term) -> TermEntry:
    experience = desk.book.corpus.experiences.get(term.source or "")
    kin = (desk.book.corpus.named(Kind.TERM, name) for name in term.see_also)
    uses = (("条款", tuple(_in_provisions(desk, term))), ("责任", tuple(_in_duties(desk, term))))
    return TermEntry(
        id=term.id,
        name=term.name,
        aliases=term.aliases,
        definition=desk.text(term.definition or ""),
        basis=desk.chips(term.basis),
        suspect=desk.book.why_suspect(Kind.TERM, term.id),
        source=desk.experience(experience) if experience else None,
        see_also=tuple(Link(t.name, desk.record(Kind.TERM, t.id)) for t in kin if t),
        used=tuple(
            (word, links) for word, links in (*uses, ("做法", tuple(_in_measures(desk, term)))) if links
        ),
    )


def _in_provisions(desk: Desk, term: Term) -> Iterator[Link]:
    for work in desk.book.corpus.works:
        for provision in desk.book.provisions(work):
            if provision.digest and _mentions(provision.digest, term):
                ref = ProvisionRef(work, provision.eid)
                words = canonical_reference(ref, desk.book.corpus)
                yield Link(words, desk.href(desk.book.address_of_provision(ref)))


def _in_duties(desk: Desk, term: Term) -> Iterator[Link]:
    return (desk.duty(duty) for duty in desk.book.corpus.duties.values() if _mentions(duty.action, term))


def _in_measures(desk: Desk, term: Term) -> Iterator[Link]:
    for experience in desk.book.corpus.experiences.values():
        for measure in experience.measures:
            if _mentions(f"{measure.title}。{measure.what}", term):
                yield desk.measure(experience, measure)


def _mentions(text: str, term: Term) -> bool:
    return any(name in text for name in (term.name, *term.aliases))
