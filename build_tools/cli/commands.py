"""Commands by name, those of other modules imported when they are asked for: a check is over sooner."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module

import click


class Commands(UserDict[str, click.Command]):
    """The commands of a group, in the order in which they are declared."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, str] = {}

    def later(self, name: str, place: str) -> None:
        """Declare a command that stands at ``place``: module:attribute."""
        self._places[name] = place
        self.data[name] = click.Command(name)

    def __getitem__(self, name: str) -> click.Command:
        if place := self._places.pop(name, ""):
            module, _, attribute = place.partition(":")
            self.data[name] = getattr(import_module(module), attribute)
        return super().__getitem__(name)
