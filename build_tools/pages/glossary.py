"""The glossary: each term with its definition, its basis, its kin, and where it is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.pages.annotation import Chip
from build_tools.pages.desk import Desk, Link
from build_tools.pages.name_pattern import any_of
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
    uses = _uses(desk)
    entries = tuple(_entry(desk, term, uses.get(term.id, {})) for term in book.corpus.terms.values())
    return render_page(
        desk,
        "glossary.html",
        "术语",
        description="党建责任常用术语：释义、依据、参见和使用之处。",
        toc=tuple(TocEntry(entry.id, entry.name) for entry in entries),
        source=book.source_of_list(Kind.TERM),
        entries=entries,
    )


def _entry(desk: Desk, term: Term, uses: dict[str, list[Link]]) -> TermEntry:
    experience = desk.book.corpus.experiences.get(term.source or "")
    kin = (desk.book.corpus.named(Kind.TERM, name) for name in term.see_also)
    return TermEntry(
        id=term.id,
        name=term.name,
        aliases=term.aliases,
        definition=desk.text(term.definition or ""),
        basis=desk.chips(term.basis),
        suspect=desk.book.why_suspect(Kind.TERM, term.id),
        source=desk.experience(experience) if experience else None,
        see_also=tuple(Link(t.name, desk.record(Kind.TERM, t.id)) for t in kin if t),
        used=tuple((word, tuple(links)) for word, links in uses.items()),
    )


def _uses(desk: Desk) -> dict[str, dict[str, list[Link]]]:
    """Return for each term, by the kind of record, links to those that use it. Each text is read once."""
    names: dict[str, list[str]] = {}
    for term in desk.book.corpus.terms.values():
        for name in (term.name, *term.aliases):
            names.setdefault(name, []).append(term.id)
        names.update((word, names.get(word, [])) for word in term.not_in)
    others = {word for term in desk.book.corpus.terms.values() for word in term.not_in}
    longest = re.compile(f"(?=({any_of(names)}))")
    inside = {
        name: [name]
        if name in others
        else [name[:end] for end in range(1, len(name) + 1) if name[:end] in names]
        for name in names
    }
    uses: dict[str, dict[str, list[Link]]] = {}
    for word, text, link in _texts(desk):
        found = (name for match in longest.finditer(text) for name in inside[match[1]])
        for term_id in dict.fromkeys(term_id for name in found for term_id in names[name]):
            uses.setdefault(term_id, {}).setdefault(word, []).append(link())
    return uses


def _texts(desk: Desk) -> Iterator[tuple[str, str, Callable[[], Link]]]:
    """Yield the texts in which terms are looked for: the kind of record, the text, a link to it."""
    corpus = desk.book.corpus
    for work in corpus.works:
        for provision in desk.book.provisions(work):
            if provision.digest:
                yield "条款", provision.digest, partial(_provision, desk, ProvisionRef(work, provision.eid))
    for duty in corpus.duties.values():
        yield "责任", duty.action, partial(desk.duty, duty)
    for experience in corpus.experiences.values():
        for measure in experience.measures:
            yield "做法", f"{measure.title}。{measure.what}", partial(desk.measure, experience, measure)


def _provision(desk: Desk, ref: ProvisionRef) -> Link:
    words = canonical_reference(ref, desk.book.corpus)
    return Link(words, desk.href(desk.book.address_of_provision(ref)))
