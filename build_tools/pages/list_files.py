"""What the page of the lists reads and offers: its data as a script, and the ready files for each post."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.exports.choices import Choice, since
from build_tools.exports.forms import FORMS, blank_forms
from build_tools.exports.lists import COLUMNS, LEVELS, UNTIMED, duty_line, duty_list
from build_tools.model import BearerKind, Tier
from build_tools.pages.book import Book
from build_tools.pages.page import Asset, Download, in_script
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.cache import Cache
    from build_tools.exports.listing import Listing
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty

DATA = "assets/lists-data.js"
FOLDER = "assets/lists"
FORMS_STEM = "three-lists"
_LIBRARIES = " ".join(f"{name} {version(name)}" for name in ("lxml", "python-docx", "xlsxwriter"))
FORMATS = (("docx", "Word"), ("xlsx", "Excel"))


def ready_choices(kb: KnowledgeBase) -> Iterator[Choice]:
    """Yield what there are ready files for: each post and each body with posts, by the kinds of unit named.

    A post whose duties name one kind has a list for it; with none, or several, also one for all kinds.
    """
    for bearer in kb.corpus.bearers.values():
        duties = kb.graph.duties_of(bearer.id, inherited=True)
        if duties and (bearer.kind is BearerKind.POST or _leads(kb, bearer)):
            named = {unit for duty in duties for unit in duty.applies_to.unit}
            units = [unit for unit in kb.corpus.names(Kind.UNIT_TYPE) if unit in named]
            for unit in units if len(units) == 1 else (None, *units):
                yield Choice(kb.as_of.year, (bearer,), unit)


def _leads(kb: KnowledgeBase, bearer: Bearer) -> bool:
    return bearer.kind is BearerKind.BODY and bool(kb.graph.posts_in(bearer.id))


def stem_of(kb: KnowledgeBase, choice: Choice) -> str:
    """Return the name of the ready files of a choice, without ending, of ids alone."""
    unit = kb.corpus.named(Kind.UNIT_TYPE, choice.unit) if choice.unit else None
    return f"{choice.posts[0].id}-{unit.id if unit else 'all'}"


def lists_files(kb: KnowledgeBase) -> Iterator[Download]:
    """Yield the ready files."""
    for choice in ready_choices(kb):
        yield from _downloads(kb.cache, stem_of(kb, choice), duty_list(kb, choice))
    yield from _downloads(kb.cache, FORMS_STEM, blank_forms(kb, Choice(kb.as_of.year)))


def _downloads(cache: Cache | None, stem: str, listing: Listing) -> Iterator[Download]:
    """Yield the files of a listing. They are decided by the listing alone, so that they are made once."""
    digest = hashlib.sha256(repr(listing).encode()).hexdigest() if cache else ""
    for ending, _ in FORMATS:
        make = partial(_written, listing, ending)
        data = cache.made(f"{ending} {_LIBRARIES}", digest, make) if cache else make()
        yield Download(f"{FOLDER}/{stem}.{ending}", data)


def _written(listing: Listing, ending: str) -> bytes:
    """Return a listing as a file. What writes it is slow to import, and mostly its files are kept."""
    if ending == "docx":
        from build_tools.exports.official_word import as_word  # noqa: PLC0415

        return as_word(listing)
    from build_tools.exports.workbooks import as_workbook  # noqa: PLC0415

    return as_workbook(listing)


def lists_data(kb: KnowledgeBase) -> Asset:
    """Return all duties, bearers and forms as the page puts them together, as a script."""
    return Asset(DATA, f"window.zelianLists={in_script(_data(kb))};\n")


def _data(kb: KnowledgeBase) -> dict[str, object]:
    """Return columns of a list, steps, kinds of unit, bearers and duties; they name one another by number."""
    names = {bearer: index for index, bearer in enumerate(kb.corpus.bearers)}
    book = Book(kb)
    return {
        "columns": [column.name for column in COLUMNS],
        "untimed": UNTIMED,
        "stages": _entries(kb, Kind.STAGE),
        "units": _entries(kb, Kind.UNIT_TYPE),
        "levels": [[name, list(Tier).index(tier)] for name, tier in LEVELS],
        "bearers": [_bearer(kb, bearer, names) for bearer in kb.corpus.bearers.values()],
        "duties": [_duty(kb, book, duty, names) for duty in kb.corpus.duties.values()],
        "forms": _forms(kb),
    }


def _entries(kb: KnowledgeBase, kind: Kind) -> list[list[str]]:
    return [[entry.id, entry.name] for entry in kb.corpus.vocabulary(kind).values()]


def _bearer(kb: KnowledgeBase, bearer: Bearer, names: dict[str, int]) -> list[object]:
    """Return id, name, tier, the classes to which the bearer belongs, its body (-1 for none)."""
    body = kb.graph.body_of(bearer.id)
    classes = [names[found.id] for found in kb.graph.classes_of(bearer.id)]
    return [bearer.id, bearer.name, list(Tier).index(bearer.tier), classes, names[body.id] if body else -1]


def _duty(kb: KnowledgeBase, book: Book, duty: Duty, names: dict[str, int]) -> list[object]:
    """Return the keys (step, bearer, units, year), the page, and the texts of a duty."""
    line, bearer = duty_line(kb, duty), kb.graph.bearer_of(duty)
    place = book.address_of_duty(duty)
    return [
        duty.stage,
        names[bearer.id] if bearer else -1,
        list(duty.applies_to.unit),
        since(kb, duty),
        f"{place.path}#{place.anchor}",
        line.content,
        [_clause(book, ref) for ref in kb.graph.basis_of(duty.id)],
        duty.bearer,
        line.timing,
        line.evidence,
        line.practice,
    ]


def _clause(book: Book, ref: ProvisionRef) -> list[str]:
    """Return a reference and where it leads."""
    place = book.address_of_provision(ref)
    return [canonical_reference(ref, book.corpus), f"{place.path}#{place.anchor}"]


def _forms(kb: KnowledgeBase) -> list[dict[str, object]]:
    """Return the blank forms with their columns, what is said about them, their rows."""
    said = {name: text for name, _, text in FORMS}
    return [
        {
            "name": part.name,
            "columns": [column.name for column in part.columns],
            "text": said.get(part.name, ""),
            "rows": part.rows,
        }
        for part in blank_forms(kb, Choice(kb.as_of.year)).parts
    ]
