"""The knowledge base as a book: where each record stands on the site, and what a page asks about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from build_tools.citations import find_citations
from build_tools.corpus import Kind, ProvisionRef
from build_tools.pages.page import Address
from build_tools.resolution import Unresolved, resolve_one, resolve_reference

if TYPE_CHECKING:
    from build_tools.citations import Citation
    from build_tools.corpus import Text
    from build_tools.graph import Node
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty, Entry, Term
    from build_tools.provisions import Provision

DATA_FOLDER = "regulations"
"""The folder of the knowledge base in the repository: sources of pages are named from there."""
PREVIEW_LENGTH = 180
ELLIPSIS = "……"


class Book:
    """All that the pages ask of a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        """Open the book of ``kb``."""
        self.corpus = kb.corpus
        self.graph = kb.graph
        self.as_of = kb.as_of
        self._citations: dict[str, tuple[Citation, ...]] = {}
        self._targets: dict[tuple[str, object], Address | None] = {}

    @cached_property
    def stages(self) -> tuple[Entry, ...]:
        """The six steps, in order."""
        return tuple(self.corpus.vocabulary(Kind.STAGE).values())

    def text_of(self, work: str) -> Text | None:
        """Return the text of a work that the site shows."""
        return self.corpus.text_of(work, self.as_of)

    def provisions(self, work: str) -> Iterator[Provision]:
        """Yield the provisions of the text of ``work``, in the order of the text."""
        text = self.text_of(work)
        for root in text.roots if text else ():
            yield from root.walk()

    def work_of(self, duty: str) -> str:
        """Return the slug of the file that holds a duty: the work of its first basis."""
        return PurePosixPath(self.corpus.origin(Kind.DUTY, duty).path).stem

    def source(self, kind: Kind, identifier: str) -> str:
        """Return the path in the repository of the file that declares a record."""
        return f"{DATA_FOLDER}/{self.corpus.origin(kind, identifier).path}"

    def source_of_list(self, kind: Kind) -> str | None:
        """Return the file that declares all records of a kind; None when there are several files, or none."""
        paths = {declared.origin.path for declared in self.corpus.of_kind(kind)}
        return f"{DATA_FOLDER}/{paths.pop()}" if len(paths) == 1 else None

    def preview(self, ref: ProvisionRef) -> str:
        """Return the start of what a provision says, long enough to recognise it."""
        provision = self.corpus.provision(ref, self.as_of)
        if provision is None:
            return self.corpus.works[ref.work].title
        said = "".join(p.digest for p in provision.walk() if p.digest) or provision.title or provision.num
        return said if len(said) <= PREVIEW_LENGTH else said[:PREVIEW_LENGTH] + ELLIPSIS

    def citations(self, text: str) -> tuple[Citation, ...]:
        """Return the citations in ``text``."""
        if text not in self._citations:
            self._citations[text] = find_citations(text, self.corpus.work_names)
        return self._citations[text]

    def target(self, citation: Citation) -> Address | None:
        """Return where a citation leads; None when it leads nowhere, or not to one place."""
        key = (citation.name, citation.loci)
        if key not in self._targets:
            refs = resolve_one(citation, self.corpus, self.as_of)
            self._targets[key] = None if isinstance(refs, Unresolved) else self.address_of_provision(refs[0])
        return self._targets[key]

    def reference(self, reference: str) -> ProvisionRef | None:
        """Return the provision that a reference such as a term's basis names, if it exists."""
        ref = resolve_reference(reference, self.corpus, self.as_of)
        return ref if isinstance(ref, ProvisionRef) else None

    def terms_on(self, ref: ProvisionRef) -> tuple[Term, ...]:
        """Return the terms of the glossary that rest on a provision."""
        return self._terms_by_basis.get(ref, ())

    @cached_property
    def _terms_by_basis(self) -> dict[ProvisionRef, tuple[Term, ...]]:
        terms: dict[ProvisionRef, tuple[Term, ...]] = {}
        for term in self.corpus.terms.values():
            for ref in filter(None, map(self.reference, term.basis)):
                terms[ref] = (*terms.get(ref, ()), term)
        return terms

    def address_of_provision(self, ref: ProvisionRef) -> Address:
        """Return where a provision stands (a work, when it names none)."""
        return Address(f"works/{ref.work}.html", str(ref.eid) if ref.eid else "")

    def address_of_duty(self, duty: Duty) -> Address:
        """Return where a duty stands in full."""
        return Address(f"duties/{self.work_of(duty.id)}.html", duty.id)

    def address_of(self, node: Node) -> Address | None:
        """Return where the record of a node stands; None for records without a place of their own."""
        return (
            address(node.kind, node.id) if node.kind is not Kind.DUTY else self._address_of_duty_id(node.id)
        )

    def _address_of_duty_id(self, duty: str) -> Address:
        return self.address_of_duty(self.corpus.duties[duty])


def address(kind: Kind, identifier: str) -> Address | None:
    """Return where a record that is no duty stands."""
    owner, _, inner = identifier.partition("/" if kind is Kind.MEASURE else "#")
    match kind:
        case Kind.WORK | Kind.PROVISION:
            return Address(f"works/{owner}.html", inner)
        case Kind.BEARER:
            return Address(f"bearers/{owner}.html")
        case Kind.EXPERIENCE | Kind.MEASURE:
            return Address(f"experiences/{owner}.html", inner)
        case Kind.PROBLEM | Kind.INDICATOR:
            return Address(f"{kind}s/index.html", owner)
        case Kind.TERM:
            return Address("glossary.html", owner)
        case _:
            return None
