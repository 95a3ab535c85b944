"""Rows of duties as HTML: one duty stands on many pages of a folder, and is written once for all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.pages.desk import Desk
from build_tools.pages.duty_views import duty_row
from build_tools.pages.rendering import macro

if TYPE_CHECKING:
    from build_tools.corpus import ProvisionRef
    from build_tools.model import Duty
    from build_tools.pages.annotation import Chip
    from build_tools.pages.book import Book
    from build_tools.pages.duty_views import DutyRow
    from build_tools.pages.page import Address

_NUMBER = "\0{}\0"
"""A number that differs from page to page; no text holds such a character."""
_NUMBERS = re.compile(r"\0([0-9]+)\0")


class _DraftDesk(Desk):
    """Writes for any page of a folder: it leaves room for numbers.

    ``pages`` are those on which a link or a chip would be another: they lead to a place on the page itself.
    """

    def __init__(self, book: Book, path: str) -> None:
        super().__init__(book, path)
        self.pages: set[str] = set()

    def href(self, target: Address) -> str:
        if target.anchor:
            self.pages.add(target.path)
        return super().href(target)

    def chip(self, ref: ProvisionRef, *others: ProvisionRef) -> Chip:
        self.pages.add(self.book.signpost(ref).address.path)
        return super().chip(ref, *others)

    def _name(self, chip: object) -> str:
        return super()._name(_NUMBER.format(chip))


@dataclass(frozen=True, slots=True)
class _View:
    """What a row shows, how many chips it takes, and the pages for which it is not written."""

    row: DutyRow
    chips: int
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row: HTML and, between its parts, numbers: 0 for that of the row, others for its chips."""

    parts: tuple[str, ...]
    numbers: tuple[int, ...]

    def numbered(self, number: int, chips_before: int) -> Markup:
        """Return the row with its numbers."""
        parts = list(self.parts)
        parts[1::2] = [str(chips_before + n if n else number) for n in self.numbers]
        return Markup("".join(parts))  # noqa: S704  (a macro has escaped it)


class DutyRows:
    """Writes the rows of duties on the pages of one folder.

    On all pages of a folder links are the same, except those to places on the page itself; a row with such a
    link is therefore written for that page alone.
    """

    def __init__(self) -> None:
        """Begin without rows."""
        self._drafts: dict[tuple[str, ...], _Draft] = {}
        self._views: dict[tuple[str, str], tuple[_View, frozenset[int]]] = {}

    def in_table(self, desk: Desk, duty: Duty, number: int) -> Markup:
        """Return a duty as the row ``number`` of the table at the desk."""
        return self._row(desk, duty, ("duty_row", ""), number)

    def below(self, desk: Desk, duty: Duty, owner: str) -> Markup:
        """Return a duty as an item of a list below the name of ``owner``."""
        return self._row(desk, duty, ("duty_item", owner))

    def _row(self, desk: Desk, duty: Duty, form: tuple[str, str], number: int = 0) -> Markup:
        view, asked = self._views.get((desk.folder, duty.id)) or desk.book.noted(lambda: _view(desk, duty))
        desk.book.note(asked)
        if desk.path in view.pages:
            return _draft(_view(desk, duty), form).numbered(number, desk.take_chips(view.chips))
        self._views[desk.folder, duty.id] = view, asked
        key = (desk.folder, duty.id, *form)
        if key not in self._drafts:
            self._drafts[key] = _draft(view, form)
        return self._drafts[key].numbered(number, desk.take_chips(view.chips))


def _view(here: Desk, duty: Duty) -> _View:
    desk = _DraftDesk(here.book, here.path)
    row = duty_row(desk, duty)
    return _View(row, desk.take_chips(0), frozenset(desk.pages))


def _draft(view: _View, form: tuple[str, str]) -> _Draft:
    name, owner = form
    parts = _NUMBERS.split(macro("parts.html", name, view.row, owner or _NUMBER.format(0)))
    return _Draft(tuple(parts), tuple(map(int, parts[1::2])))
