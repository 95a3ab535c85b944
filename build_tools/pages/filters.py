"""Filters above lists: the choices, and the values of an entry that they are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind

if TYPE_CHECKING:
    from build_tools.model import Duty
    from build_tools.pages.book import Book

EVERYTHING = "*"
"""The value of an entry that fits every choice."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above a list: its key in the address, its label, its values."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]


def bearer_filter(book: Book, duties: Iterable[Duty]) -> Filter:
    """Return the choice among the bearers of ``duties``."""
    owners = set(owners_of(book, duties))
    bearers = book.corpus.bearers.values()
    return Filter("bearer", "主体", tuple((b.id, b.name) for b in bearers if b.id in owners))


def owners_of(book: Book, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the ids of the bearers of ``duties``, each once."""
    found = (book.graph.bearer_of(duty) for duty in duties)
    return tuple(dict.fromkeys(bearer.id for bearer in found if bearer))


def stage_filter(book: Book) -> Filter:
    """Return the choice among the steps."""
    return Filter("stage", "环节", tuple((stage.id, stage.name) for stage in book.stages))


def list_filter(book: Book, kind: Kind, key: str, label: str, names: Iterable[str] | None = None) -> Filter:
    """Return the choice among the entries of a closed list; only those named, when ``names`` are given."""
    wanted = None if names is None else set(names)
    entries = book.corpus.vocabulary(kind).values()
    return Filter(key, label, tuple((e.id, e.name) for e in entries if wanted is None or e.name in wanted))


def id_of(book: Book, kind: Kind, name: str) -> str:
    """Return the id of an entry of a closed list that a record names; empty when there is none."""
    return getattr(book.corpus.named(kind, name), "id", "")


def ids_of(book: Book, kind: Kind, names: Iterable[str]) -> str:
    """Return the ids of the entries named, as one value; for no names the value that fits every choice."""
    return " ".join(id_of(book, kind, name) for name in names) or EVERYTHING
