"""The desk on which one page is written: links and texts as seen from that page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid, Level
from build_tools.numerals import to_chinese
from build_tools.pages.annotation import annotate, render_prose
from build_tools.pages.book import address
from build_tools.pages.page import Address
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.citations import Citation
    from build_tools.graph import Node
    from build_tools.model import Bearer, Duty, Experience, Measure
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; without ``href`` just words."""

    text: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A clause as a link with a preview: 〔机关基层组织条例 第十条（三）〕."""

    id: str
    href: str
    work: str
    place: str
    reference: str
    preview: str


class Desk:
    """Writes for the page at ``path``."""

    def __init__(self, book: Book, path: str) -> None:
        """Take a desk for one page."""
        self.book = book
        self.path = path
        self._chips = 0

    def href(self, target: Address) -> str:
        """Return a link to ``target`` from this page."""
        return target.relative_to(self.path)

    def to(self, path: str, anchor: str = "", query: str = "") -> str:
        """Return a link to a page of the site."""
        return self.href(Address(path, anchor, query))

    def text(self, text: str) -> Markup:
        """Return ``text`` with its citations as links."""
        return annotate(text, self.book.citations(text), self._href_of_citation)

    def prose(self, text: str) -> Markup:
        """Return long text as paragraphs, with its citations as links."""
        return render_prose(text, self.text)

    def optional(self, text: str | None) -> Markup | None:
        """Return ``text`` with links, None for none."""
        return self.text(text) if text else None

    def chip(self, ref: ProvisionRef) -> Chip:
        """Return the chip of a provision; on the page of its own work it does not repeat the title."""
        self._chips += 1
        target = self.book.address_of_provision(ref)
        return Chip(
            id=f"_ref{self._chips}",
            href=self.href(target),
            work="" if target.path == self.path else self.book.corpus.works[ref.work].short_title,
            place=short_place(ref.eid) if ref.eid else "",
            reference=canonical_reference(ref, self.book.corpus),
            preview=self.book.preview(ref),
        )

    def chips(self, references: tuple[str, ...]) -> tuple[Chip, ...]:
        """Return the chips of the references that lead somewhere."""
        refs = (self.book.reference(reference) for reference in references)
        return tuple(self.chip(ref) for ref in refs if ref)

    def duty(self, duty: Duty) -> Link:
        """Return a link to a duty, noted with who owes it."""
        return Link(duty.title, self.href(self.book.address_of_duty(duty)), duty.bearer)

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
        """Return a link to a problem or an indicator."""
        corpus = self.book.corpus
        records = corpus.problems if kind is Kind.PROBLEM else corpus.indicators
        return Link(records[identifier].title, self.record(kind, identifier))

    def record(self, kind: Kind, identifier: str) -> str | None:
        """Return a link to a record that is no duty."""
        target = address(kind, identifier)
        return self.href(target) if target else None

    def node(self, node: Node) -> Link:
        """Return a link to the record of a node."""
        if node.kind is Kind.PROVISION:
            work, _, eid = node.id.partition("#")
            ref = ProvisionRef(work, Eid.parse(eid))
            return Link(
                canonical_reference(ref, self.book.corpus), self.href(self.book.address_of_provision(ref))
            )
        if node.kind is Kind.MEASURE:
            experience = self.book.corpus.experiences[node.id.partition("/")[0]]
            measure = next(m for m in experience.measures if f"{experience.id}/{m.id}" == node.id)
            return self.measure(experience, measure)
        target = self.book.address_of(node)
        return Link(node.id, self.href(target) if target else None)

    def _href_of_citation(self, citation: Citation) -> str | None:
        target = self.book.target(citation)
        return self.href(target) if target else None


def short_place(eid: Eid) -> str:
    """Return a place as a chip writes it: 第十条第二款（三）."""
    head = Eid(
        tuple(step for step in eid.steps if step.level is not Level.ITEM and step.level is not Level.SUBITEM)
    )
    tail = [step for step in eid.steps if step.level in {Level.ITEM, Level.SUBITEM}]
    numbers = (
        f"（{to_chinese(s.number)}）" if s.level is Level.ITEM else f"第{to_chinese(s.number)}目"
        for s in tail
    )
    return head.chinese() + "".join(numbers)
