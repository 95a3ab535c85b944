"""Digests: what a value says, in few characters that are the same in every run."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import attrgetter, methodcaller
from typing import Any

from pydantic import BaseModel

from build_tools.corpus import ProvisionRef, Text
from build_tools.eid import Eid
from build_tools.provisions import Provision

_PLAIN = frozenset({str, int, bool, type(None), dt.date})
_NAMED = frozenset({ProvisionRef, Eid})
"""What is wholly told by its name."""
_OF_TEXT = attrgetter("expression", "roots", "path")
_SHORT = 24
"""So short a text is its own digest."""
_BYTES = 12
"""96 bits: two values of a knowledge base with the same digest are not to be expected (birthday bound)."""

Way = Callable[[Any], str]


class Digests:
    """Tells values by what they hold: records, data classes, and collections of them.

    A record is told once; as long as it lives it is known again by its identity.
    """

    def __init__(self) -> None:
        """Begin with nothing told."""
        self._told: dict[int, tuple[object, str]] = {}
        self._ways: dict[type, Way] = {}

    def of(self, value: object) -> str:
        """Return the digest of a value, at most 24 characters.

        Raises:
            TypeError: it holds something of a type of which nobody knows whether it can be told.
        """
        said = self._say(value)
        return said if len(said) <= _SHORT else short_digest(said)

    def _say(self, value: object) -> str:
        kind = type(value)
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way_for(kind)
        return way(value)

    def _way_for(self, kind: type) -> Way:  # noqa: PLR0911  (a table of types)
        name = kind.__name__
        if kind in _PLAIN:
            return repr
        if kind in _NAMED:
            return lambda value: f"{name} {value}"
        if issubclass(kind, Enum):
            return lambda value: f"{name} {value.name}"
        if issubclass(kind, BaseModel):
            return lambda value: self._once(value, methodcaller("model_dump_json"))
        if issubclass(kind, AbstractSet):
            return lambda value: f"{name}({','.join(sorted(map(self._say, value)))})"
        parts = _parts_of(kind)
        if kind in {Provision, Text}:
            return lambda value: self._once(value, lambda value: ",".join(map(self._say, parts(value))))
        return lambda value: f"{name}({','.join(map(self._say, parts(value)))})"

    def _once(self, value: object, say: Way) -> str:
        told = self._told.get(id(value))
        if told is None:
            told = self._told[id(value)] = value, f"{type(value).__name__} {short_digest(say(value))}"
        return told[1]


def short_digest(said: str | bytes) -> str:
    """Return the digest of ``said``, 24 hexadecimal digits."""
    raw = said.encode() if isinstance(said, str) else said
    return hashlib.blake2b(raw, digest_size=_BYTES).hexdigest()


def _parts_of(kind: type) -> Callable[[Any], Iterable[object]]:
    """Return what takes apart values of this type."""
    if kind is Text:
        return _OF_TEXT
    if issubclass(kind, tuple | list):
        return iter
    if issubclass(kind, Mapping):
        return methodcaller("items")
    if issubclass(kind, str):
        return lambda value: (str(value),)
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: [getattr(value, name) for name in names]
    raise TypeError(f"no digest of a {kind.__name__}")
