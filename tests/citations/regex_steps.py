"""Counting the steps of a regular expression, so that tests hold its work without a clock.

`Counting` stands in for a compiled pattern: it answers as the pattern does, and walks the tree that
`re` parses it into as a backtracking matcher would, a step for each node tried and each character taken.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

_parser = importlib.import_module("re._parser")
Nodes = Any
"""A sequence of (operator, argument), as the parser of `re` makes it; its types are not public."""


class Counting:
    """A compiled pattern with ``steps``, the number of steps that all its calls so far took."""

    def __init__(self, compiled: re.Pattern[str]) -> None:
        self.compiled = compiled
        self.steps = 0
        self._tree = _parser.parse(compiled.pattern, compiled.flags)
        self._text = ""
        self._end = 0

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return self._checked(self.compiled.match(text, *self._window(text, start, end)), [start])

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        match = self.compiled.fullmatch(text, *self._window(text, start, end))
        next((at for at in self._sequence(self._tree, 0, start) if at == self._end), None)
        return match

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        match = self.compiled.search(text, *self._window(text, start, end))
        return self._checked(match, range(start, self._end + 1))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        while match := self.search(text, start, end):
            yield match
            start = max(match.end(), match.start() + 1)

    def findall(self, text: str) -> list[str]:
        return [match[0] for match in self.finditer(text)]

    def _window(self, text: str, start: int, end: int | None) -> tuple[int, int]:
        self._text, self._end = text, len(text) if end is None else min(end, len(text))
        return start, self._end

    def _checked(self, match: re.Match[str] | None, starts: list[int] | range) -> re.Match[str] | None:
        """Walk the tree from each of ``starts`` until one matches; it must be where `re` matches."""
        spans = ((at, end) for at in starts for end in self._sequence(self._tree, 0, at))
        assert next(spans, None) == (match.span() if match else None), self.compiled.pattern
        return match

    def _sequence(self, nodes: Nodes, index: int, at: int) -> Iterator[int]:
        """Yield where the nodes from ``index`` on may end, in the order in which `re` tries."""
        if index == len(nodes):
            yield at
            return
        operator, argument = nodes[index]
        for end in self._node(str(operator).lower(), argument, at):
            yield from self._sequence(nodes, index + 1, end)

    def _node(self, name: str, argument: Any, at: int) -> Iterator[int]:  # noqa: ANN401
        self.steps += 1
        if name in _CHARACTERS:
            if at < self._end and _is_taken(name, argument, self._text[at]):
                yield at + 1
        else:
            yield from getattr(self, f"_{name}")(argument, at)

    def _subpattern(self, argument: Any, at: int) -> Iterator[int]:  # noqa: ANN401
        yield from self._sequence(argument[-1], 0, at)

    def _branch(self, argument: Any, at: int) -> Iterator[int]:  # noqa: ANN401
        for nodes in argument[1]:
            yield from self._sequence(nodes, 0, at)

    def _at(self, argument: Any, at: int) -> Iterator[int]:  # noqa: ANN401
        start_or_end = 0 if "BEGINNING" in str(argument) else self._end
        if at == start_or_end:
            yield at

    def _assert(self, argument: tuple[int, Nodes], at: int) -> Iterator[int]:
        if self._looks(argument, at):
            yield at

    def _assert_not(self, argument: tuple[int, Nodes], at: int) -> Iterator[int]:
        if not self._looks(argument, at):
            yield at

    def _looks(self, argument: tuple[int, Nodes], at: int) -> bool:
        direction, nodes = argument
        start = at if direction > 0 else at - nodes.getwidth()[0]
        return start >= 0 and next(self._sequence(nodes, 0, start), None) is not None

    def _max_repeat(self, argument: tuple[int, int, Nodes], at: int) -> Iterator[int]:
        yield from self._greedy(argument, at, 0)

    def _greedy(self, argument: tuple[int, int, Nodes], at: int, count: int) -> Iterator[int]:
        low, high, nodes = argument
        if count < high:
            for end in self._sequence(nodes, 0, at):
                if end > at:
                    yield from self._greedy(argument, end, count + 1)
        if count >= low:
            yield at

    def _min_repeat(self, argument: tuple[int, int, Nodes], at: int) -> Iterator[int]:
        low, high, nodes = argument
        yield from [at] if low == 0 else []
        if high > 0:
            for end in self._sequence(nodes, 0, at):
                yield from self._min_repeat((max(0, low - 1), high - 1, nodes), end)

    def _possessive_repeat(self, argument: tuple[int, int, Nodes], at: int) -> Iterator[int]:
        low, high, nodes = argument
        count = 0
        while count < high and (end := next(self._sequence(nodes, 0, at), at)) > at:
            at, count = end, count + 1
        if count >= low:
            yield at


_CATEGORIES = {
    f"CATEGORY_{name}": re.compile(expression)
    for name, expression in (("SPACE", r"\s"), ("NOT_SPACE", r"\S"), ("DIGIT", r"\d"), ("NOT_DIGIT", r"\D"))
}
_CHARACTERS = frozenset({"literal", "not_literal", "any", "in"})


def _is_taken(name: str, argument: Any, char: str) -> bool:  # noqa: ANN401
    match name:
        case "literal":
            return bool(ord(char) == argument)
        case "not_literal":
            return bool(ord(char) != argument)
        case "any":
            return char != "\n"
        case _:
            negated = str(argument[0][0]) == "NEGATE"
            return negated != any(_is_in(str(kind), value, char) for kind, value in argument)


def _is_in(kind: str, value: Any, char: str) -> bool:  # noqa: ANN401
    match kind:
        case "LITERAL":
            return bool(ord(char) == value)
        case "RANGE":
            return bool(value[0] <= ord(char) <= value[1])
        case "CATEGORY":
            return bool(_CATEGORIES[str(value)].match(char))
        case _:
            return False
