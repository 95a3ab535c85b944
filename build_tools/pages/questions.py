"""Questions: what a page asks of a knowledge base, in a form that can be written down and asked again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from build_tools.corpus import Kind, ProvisionRef, Text
from build_tools.eid import Eid
from build_tools.graph import Node
from build_tools.model import Duty

if TYPE_CHECKING:
    from build_tools.corpus import Corpus


class DutyById(NamedTuple):
    """A duty as an argument."""

    id: str

    def among(self, corpus: Corpus) -> Duty:
        """Return the duty.

        Raises:
            KeyError: there is none with this id.
        """
        return corpus.duties[self.id]


class TextByPath(NamedTuple):
    """A text as an argument."""

    path: str

    def among(self, corpus: Corpus) -> Text:
        """Return the text.

        Raises:
            KeyError: no file of this path holds one.
        """
        text = corpus.text_in(self.path)
        if text is None:
            raise KeyError(self.path)
        return text


_BY_NAME = (DutyById, TextByPath)


class Question(NamedTuple):
    """A question: what is asked of which subject (book, graph, corpus …), with which arguments."""

    subject: str
    name: str
    arguments: tuple[Hashable, ...] = ()
    named: tuple[tuple[str, Hashable], ...] = ()

    def asked_of(self, method: Callable[..., Any], corpus: Corpus) -> Any:  # noqa: ANN401  (any answer)
        """Return what ``method`` answers.

        Raises:
            KeyError: there is no such record.
        """
        arguments = [a.among(corpus) if isinstance(a, _BY_NAME) else a for a in self.arguments]
        return method(*arguments, **dict(self.named))

    def coded(self) -> list[object]:
        """Return the question for JSON."""
        named = {name: _coded(value) for name, value in self.named}
        return [self.subject, self.name, list(map(_coded, self.arguments)), named]

    @classmethod
    def decoded(cls, coded: list[Any]) -> Question:
        """Return the question that was written down.

        Raises:
            LookupError, TypeError, ValueError: this is no question.
        """
        subject, name, arguments, named = coded
        if name.startswith("_"):
            raise ValueError(f"no question: {name}")
        pairs = tuple((key, _decoded(value)) for key, value in named.items())
        return cls(subject, name, tuple(map(_decoded, arguments)), pairs)


def as_argument(value: object) -> Hashable:
    """Return ``value`` as an argument of a question.

    Raises:
        TypeError: it cannot be one.
    """
    if isinstance(value, Duty):
        return DutyById(value.id)
    if isinstance(value, Text):
        return TextByPath(value.path)
    if type(value) not in _CODES:
        raise TypeError(f"no argument of a question: {type(value).__name__}")
    return value


def _node(text: str) -> Node:
    kind, _, identifier = text.partition(" ")
    return Node(Kind(kind), identifier)


_AS_IT_IS = frozenset({type(None), bool})
_CODES: Mapping[type, tuple[str, Callable[[Any], str], Callable[[str], Hashable]]] = {
    str: ("s", str, str),
    Kind: ("k", str, Kind),
    ProvisionRef: ("p", str, cache(ProvisionRef.parse)),
    Eid: ("e", str, Eid.parse),
    TextByPath: ("t", lambda text: text.path, TextByPath),
    dt.date: ("d", dt.date.isoformat, dt.date.fromisoformat),
    Node: ("n", lambda node: f"{node.kind} {node.id}", _node),
    DutyById: ("i", lambda duty: duty.id, DutyById),
    **dict.fromkeys(_AS_IT_IS, ("", str, str)),
}
"""The types of arguments: the letter before one that is written down, how it is written and read."""
_READ = {letter: read for letter, _, read in _CODES.values()}


def _coded(value: object) -> object:
    if type(value) in _AS_IT_IS:
        return value
    letter, write, _ = _CODES[type(value)]
    return letter + write(value)


def _decoded(coded: str | bool | None) -> Hashable:  # noqa: FBT001  (a value)
    return _READ[coded[0]](coded[1:]) if isinstance(coded, str) else coded
