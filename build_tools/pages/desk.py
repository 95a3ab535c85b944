"""The desk on which one page is written: links and texts as seen from that page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.graph import provision_ref
from build_tools.pages.annotated_html import annotate_html
from build_tools.pages.annotation import Chip, annotate, render_prose
from build_tools.pages.book import address
from build_tools.pages.page import Address, PlannedPage
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from build_tools.citations import Citation
    from build_tools.graph import Node
    from build_tools.model import (
        Bearer,
        Duty,
        Experience,
        Indicator,
        Matter,
        Measure,
        Milestone,
        Problem,
        Term,
        WrittenQuestion,
    )
    from build_tools.pages.book import Book
    from build_tools.pages.page import Page

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without ``href`` just words. ``suspect``: the record is to be reviewed."""

    text: str
    href: str | None = None
    note: str = ""
    suspect: bool = False
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What shows beside a link while it is pointed at: ``id`` names it once on the page."""

    id: str
    lead: str
    text: str


class Desk:
    """Writes for the page at ``path``."""

    def __init__(self, book: Book, path: str) -> None:
        """Take a desk for one page."""
        self.book = book
        self.path = path
        self.folder = path.rpartition("/")[0]
        self._chips = 0
        self._duties = 0

    def href(self, target: Address) -> str:
        """Return a link to ``target`` from this page."""
        return target.relative_to(self.path)

    def to(self, path: str, anchor: str = "", query: str = "") -> str:
        """Return a link to a page of the site."""
        return self.href(Address(path, anchor, query))

    def text(self, text: str, here: ProvisionRef | None = None, said_on: dt.date | None = None) -> Markup:
        """Return ``text`` (of the provision ``here``) with its citations as links with previews.

        A text ``said_on`` a day cites what was in force on that day.
        """
        return annotate(text, self.cited(text, here, said_on))

    def cited(
        self, text: str, here: ProvisionRef | None = None, said_on: dt.date | None = None
    ) -> list[tuple[Citation, Chip]]:
        """Return the citations in ``text``, each with the chip of the first place that it leads to."""
        return [(citation, self.chip(*refs)) for citation, refs in self.book.citations(text, here, said_on)]

    def html(self, html: str) -> str:
        """Return a finished page with the citations in its text as links with previews."""
        return annotate_html(html, self.cited)

    def prose(self, text: str, said_on: dt.date | None = None) -> Markup:
        """Return long text (of a day) as paragraphs, with its citations as links."""
        return render_prose(text, lambda run: self.text(run, said_on=said_on))

    def optional(
        self, text: str | None, here: ProvisionRef | None = None, said_on: dt.date | None = None
    ) -> Markup | None:
        """Return ``text`` with links, None for none."""
        return self.text(text, here, said_on) if text else None

    def chip(self, ref: ProvisionRef, *others: ProvisionRef) -> Chip:
        """Return the chip of a provision, the first of several for a list or a range.

        On the page of its own work it does not repeat the title.
        """
        self._chips += 1
        more = f"（所引{len(others) + 1}处中的第一处）" if others else ""
        post = self.book.signpost(ref)
        return Chip(
            id=self._name(self._chips),
            href=self.href(post.address),
            work="" if post.address.path == self.path else post.work,
            place=post.place,
            reference=post.reference + more,
            preview=post.preview,
            status=post.status,
        )

    def take_chips(self, count: int) -> int:
        """Take the names of ``count`` chips that are written elsewhere; return how many were taken before."""
        self._chips += count
        return self._chips - count

    def _name(self, chip: object) -> str:
        return f"_ref{chip}"

    def chips(self, references: tuple[str, ...]) -> tuple[Chip, ...]:
        """Return the chips of the references that lead somewhere."""
        refs = (self.book.reference(reference) for reference in references)
        return tuple(self.chip(ref) for ref in refs if ref)

    def duty(self, duty: Duty) -> Link:
        """Return a link to a duty, noted with who owes it, with a preview of what is owed and by when."""
        self._duties += 1
        due = f"（{duty.timing.label}）" if duty.timing else ""
        return Link(
            duty.title,
            self.href(self.book.address_of_duty(duty)),
            duty.bearer,
            self.book.is_suspect(Kind.DUTY, duty.id),
            Preview(f"_duty{self._duties}", f"{duty.bearer}{duty.modality.value}{due}", duty.action),
        )

    def duties(self, ids: tuple[str, ...]) -> tuple[Link, ...]:
        """Return links to the duties with these ids."""
        known = self.book.corpus.duties
        return tuple(self.duty(known[i]) for i in ids if i in known)

    def bearer(self, bearer: Bearer) -> Link:
        """Return a link to a bearer."""
        return Link(bearer.name, self.record(Kind.BEARER, bearer.id))

    def bearer_named(self, name: str) -> Link:
        """Return a link to the bearer called ``name``, the bare name when there is none."""
        found = self.book.corpus.named(Kind.BEARER, name)
        return Link(found.name, self.record(Kind.BEARER, found.id)) if found else Link(name)

    def experience(self, experience: Experience) -> Link:
        """Return a link to an experience, noted with its place."""
        return Link(experience.title, self.record(Kind.EXPERIENCE, experience.id), experience.region)

    def measure(self, experience: Experience, measure: Measure) -> Link:
        """Return a link to a measure, noted with its place."""
        return Link(
            measure.title, self.record(Kind.MEASURE, f"{experience.id}/{measure.id}"), experience.region
        )

    def titled(self, kind: Kind, identifier: str) -> Link:
        """Return a link to a problem, an indicator, a matter, a milestone or a question."""
        corpus = self.book.corpus
        records: dict[Kind, Mapping[str, Problem | Indicator | Matter | Milestone | WrittenQuestion]] = {
            Kind.PROBLEM: corpus.problems,
            Kind.INDICATOR: corpus.indicators,
            Kind.MATTER: corpus.matters,
            Kind.MILESTONE: corpus.milestones,
            Kind.QUESTION: corpus.questions,
        }
        suspect = self.book.is_suspect(kind, identifier)
        return Link(records[kind][identifier].title, self.record(kind, identifier), suspect=suspect)

    def record(self, kind: Kind, identifier: str) -> str | None:
        """Return a link to a record that is no duty."""
        target = address(kind, identifier)
        return self.href(target) if target else None

    def node(self, node: Node) -> Link:
        """Return a link to the record of a node that cites: a provision, a measure, a term and so on."""
        corpus = self.book.corpus
        match node.kind:
            case Kind.PROVISION:
                ref = provision_ref(node)
                return Link(canonical_reference(ref, corpus), self.href(self.book.address_of_provision(ref)))
            case Kind.MEASURE:
                experience = corpus.experiences[node.id.partition("/")[0]]
                measure = next(m for m in experience.measures if f"{experience.id}/{m.id}" == node.id)
                return self.measure(experience, measure)
            case _:
                return self._simple(node.kind, node.id)

    def _simple(self, kind: Kind, identifier: str) -> Link:
        corpus = self.book.corpus
        match kind:
            case Kind.DUTY:
                return self.duty(corpus.duties[identifier])
            case Kind.BEARER:
                return self.bearer(corpus.bearers[identifier])
            case Kind.EXPERIENCE:
                return self.experience(corpus.experiences[identifier])
            case Kind.TERM:
                return self.term(corpus.terms[identifier])
            case _:
                return self.titled(kind, identifier)

    def term(self, term: Term) -> Link:
        """Return a link to a term of the glossary."""
        suspect = self.book.is_suspect(Kind.TERM, term.id)
        return Link(term.name, self.record(Kind.TERM, term.id), suspect=suspect)


def planned(
    book: Book, path: str, make: Callable[Concatenate[Desk, P], Page], *args: P.args, **kwargs: P.kwargs
) -> PlannedPage:
    """Return the page at ``path``, which ``make`` will write on a desk of its own.

    The arguments are records; what answers questions is given by keyword.
    """
    return PlannedPage(path, lambda: make(Desk(book, path), *args, **kwargs), args)
