"""YAML by the events of its parser: plain data, or data with the place of every value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from build_tools.findings import Finding, Location

MAX_DEPTH = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MarkedYAMLError = yaml.MarkedYAMLError
"""The text is no YAML."""


@dataclass(slots=True)
class Mark:
    """The place of a value, and the marks of the values in it. Line and column count from 1."""

    line: int
    column: int
    inside: dict[str | int, Mark]
    key: Mark | None = None


def follow(mark: Mark, keypath: tuple[str | int, ...]) -> tuple[Mark, bool]:
    """Return the mark at ``keypath``, or the nearest around it, and whether it was reached."""
    for step in keypath:
        if step not in mark.inside:
            return mark, False
        mark = mark.inside[step]
    return mark, True


_CONTAINERS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ONE_DOCUMENT = [yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent]


class _IrregularError(Exception):
    """The text is not of the subset, or is no mapping: it must be read with places."""


def plain_data(text: str) -> dict[str, Any] | None:
    """Return the mapping in ``text``, or None unless all of it is of the subset."""
    loader = _LOADER(text)
    try:
        around = [type(loader.get_event()) for _ in range(2)]
        data = _value(loader.get_event(), loader.get_event, 0)
        around += [type(loader.get_event()) for _ in range(2)]
    except (_IrregularError, yaml.YAMLError):
        return None
    return data if isinstance(data, dict) and around == _ONE_DOCUMENT else None


def _mapping(next_event: Callable[[], Any], depth: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    while type(event := next_event()) is not yaml.MappingEndEvent:
        key = _scalar(event)
        if key in data or key == "<<":
            raise _IrregularError
        data[key] = _value(next_event(), next_event, depth)
    return data


def _value(event: Any, next_event: Callable[[], Any], depth: int) -> Any:  # noqa: ANN401  (any YAML value)
    if type(event) is yaml.ScalarEvent:
        return _scalar(event)
    if (
        type(event) not in _CONTAINERS
        or event.anchor is not None
        or event.tag is not None
        or depth >= MAX_DEPTH
    ):
        raise _IrregularError
    if type(event) is yaml.MappingStartEvent:
        return _mapping(next_event, depth + 1)
    entries = []
    while type(event := next_event()) is not yaml.SequenceEndEvent:
        entries.append(_value(event, next_event, depth + 1))
    return entries


def _scalar(event: Any) -> str:  # noqa: ANN401  (any event)
    if type(event) is not yaml.ScalarEvent or event.anchor is not None or event.tag is not None:
        raise _IrregularError
    value: str = event.value
    return value


class TooDeepError(Exception):
    """Containers stand in each other more deeply than ``limit``."""

    limit = MAX_DEPTH

    def __init__(self, location: Location) -> None:
        """Say where the one too many begins."""
        super().__init__(str(location))
        self.location = location


class Builder:
    """Builds plain data and marks from YAML events, without recursion."""

    def __init__(self, path: str) -> None:
        """Begin with the file at ``path``."""
        self.path = path
        self.findings: list[Finding] = []
        self.root: tuple[Any, Mark] | None = None
        self._open: list[tuple[Any, Mark]] = []
        self._keys: list[tuple[str, Mark] | None] = []
        self._documents = 0
        self._lines: list[str] = []
        """The text, if it may hold comments behind values."""

    def read(self, text: str, until: tuple[str | int, ...] | None = None) -> None:
        """Take ``text``, up to the value at ``until`` if given: then ``root`` and ``findings`` tell of it.

        Raises:
            MarkedYAMLError: it is no YAML.
            TooDeepError: it is nested too deeply.
        """
        self._lines = text.split("\n") if " #" in text else []
        for event in yaml.parse(text, Loader=_LOADER):
            self._take(event)
            if until is not None and self.root and follow(self.root[1], until)[1]:
                return

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
            self._refuse_comment(event)
            if not (event.value == "" and event.implicit[0] and self._is_document_root()):
                self._add(event.value, self._mark(event))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event)
            self._start({} if isinstance(event, yaml.MappingStartEvent) else [], self._mark(event))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._find(self._mark(event), "YAML003", "不得使用引用（*）", "把内容写全")
            self._add("", self._mark(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                remedy = "删去“---”，或者拆成几个文件"
                self._find(self._mark(event), "YAML007", "一个文件只能有一个文档", remedy)

    def _is_document_root(self) -> bool:
        return not self._open

    def _mark(self, event: yaml.Event) -> Mark:
        start: Any = event.start_mark  # the type allows None, a parser always gives one
        return Mark(start.line + 1, start.column + 1, {})

    def _find(self, mark: Mark, code: str, message: str, remedy: str) -> None:
        self.findings.append(Finding(Location(self.path, mark.line, mark.column), code, message, remedy))

    def _refuse_extras(self, event: Any) -> None:  # noqa: ANN401  (three event classes)
        if event.anchor is not None:
            self._find(self._mark(event), "YAML003", f"不得使用锚点（&{event.anchor}）", "把内容写全")
        if event.tag is not None:
            self._find(self._mark(event), "YAML003", f"不得使用标签（{event.tag}）", "删去标签")

    def _refuse_comment(self, event: Any) -> None:  # noqa: ANN401  (a scalar)
        """Find what stands behind a value without quotes on its line: it looks as if it were part of it."""
        end = event.end_mark
        if not event.style and event.value and end.line < len(self._lines):
            rest = self._lines[end.line][end.column :]
            if rest.startswith(" ") and rest.lstrip().startswith("#"):
                place = Mark(end.line + 1, end.column + 1 + rest.index("#"), {})
                remedy = "值里有“ #”的，整个值加英文双引号；注释另起一行"
                self._find(place, "YAML009", "“#”和它后面的字被当作注释，不在值里", remedy)

    def _start(self, container: Any, mark: Mark) -> None:  # noqa: ANN401  (dict or list)
        if len(self._open) >= MAX_DEPTH:
            raise TooDeepError(Location(self.path, mark.line, mark.column))
        self._add(container, mark)
        self._open.append((container, mark))
        self._keys.append(None)

    def _add(self, value: Any, mark: Mark) -> None:  # noqa: ANN401  (any YAML value)
        if not self._open:
            self.root = self.root or (value, mark)
            return
        container, container_mark = self._open[-1]
        if isinstance(container, list):
            container_mark.inside[len(container)] = mark
            container.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = (self._as_key(value, mark), mark)
        else:
            key, key_mark = self._keys[-1]
            self._keys[-1] = None
            self._set(container, container_mark, (key, key_mark), (value, mark))

    def _as_key(self, value: Any, mark: Mark) -> str:  # noqa: ANN401  (any YAML value)
        if not isinstance(value, str):
            self._find(mark, "YAML003", "键必须是一个词", "把键写成“名称: 值”")
            return ""
        if value == "<<":
            self._find(mark, "YAML003", "不得使用合并键（<<）", "把内容写全")
        return value

    def _set(
        self, container: dict[str, Any], container_mark: Mark, key: tuple[str, Mark], value: tuple[Any, Mark]
    ) -> None:
        name, key_mark = key
        if name in container:
            first = container_mark.inside[name].key
            where = f"第{first.line}行" if first else "前面"
            entry = "；这是另一条记录的，前面加“- ”" if name == "id" else ""
            self._find(key_mark, "YAML002", f"键“{name}”重复，{where}已有", f"合并，或者删去一个{entry}")
            return
        container[name] = value[0]
        value[1].key = key_mark
        container_mark.inside[name] = value[1]
