"""Strict YAML: every scalar a string, every value with its place, nothing silently dropped.

The subset is block and flow mappings, sequences and scalars in one UTF-8 document. Duplicate keys,
anchors, tags, merge keys, tabs, byte order marks and empty files are findings (YAML001 to YAML008).

A file is read twice only when something is wrong with it: once for its data, and once more with the place
of each value, when a place is asked for or the first reading met anything outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from build_tools.findings import Finding, Location
from build_tools.paths import MAX_BYTES
from build_tools.yaml_slips import slip_near

MAX_DEPTH = 40

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PARSER = f"PyYAML {yaml.__version__} {_LOADER.__name__}"
"""The library that reads the files."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that are not drawn, or that turn the direction of others (Unicode: Default_Ignorable_Code_Point,
Bidi_Control): with them a text reads other than it is written (CVE-2021-42574)."""

KeyPath = tuple[str | int, ...]


@dataclass(slots=True)
class Mark:
    """The place of a value, and the marks of the values in it. Line and column count from 1."""

    line: int
    column: int
    inside: dict[str | int, Mark]
    key: Mark | None = None


@dataclass(frozen=True)
class YamlDocument:
    """A file as plain data (dict, list, str), with the bytes that were read."""

    path: str
    data: Any
    raw: bytes = field(repr=False)

    @cached_property
    def first_line(self) -> str:
        """The first line, without its end."""
        return self.raw.partition(b"\n")[0].decode().removeprefix("\ufeff").rstrip("\r")

    @cached_property
    def mark(self) -> Mark:
        """The place of each value."""
        builder = _Builder(self.path)
        builder.read(_decode(self.path, self.raw)[0] or "")
        return builder.root[1] if builder.root else Mark(1, 1, {})

    def locate(self, keypath: KeyPath, *, at_key: bool = False) -> Location:
        """Return the place of the value at ``keypath``, or of the nearest value around it that exists."""
        mark = self.mark
        for step in keypath:
            if step not in mark.inside:
                break
            mark = mark.inside[step]
        else:
            mark = mark.key if at_key and mark.key else mark
        return Location(self.path, mark.line, mark.column)


def parse_yaml(path: str, raw: bytes) -> tuple[YamlDocument | None, list[Finding]]:
    """Return the document in ``raw`` and what is wrong with it; None where nothing can be read."""
    text, findings = _decode(path, raw)
    if text is None:
        return None, findings
    data = _plain_data(text)
    if data is not None:
        return _without_escaped(YamlDocument(path, data, raw), findings)
    builder = _Builder(path)
    try:
        builder.read(text)
    except yaml.MarkedYAMLError as error:
        return None, [*findings, *builder.findings, *_syntax_finding(path, text, error, findings)]
    except _TooDeepError as error:
        too_deep = Finding(error.location, "YAML008", f"嵌套超过{MAX_DEPTH}层", "数据不需要这样深的嵌套")
        return None, [*findings, *builder.findings, too_deep]
    findings += builder.findings
    if builder.root is None:
        findings.append(Finding(Location(path), "YAML006", "文件没有内容", "写入数据，或者删去该文件"))
        return None, findings
    return _without_escaped(YamlDocument(path, builder.root[0], raw), findings)


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Finding]]:
    if len(raw) > MAX_BYTES:
        problem = f"文件超过{MAX_BYTES // 1_000_000} MB"
        return None, [Finding(Location(path), "YAML008", problem, "拆成几个文件")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = f"不是 UTF-8 编码（第{error.start + 1}个字节）"
        return None, [Finding(Location(path, line), "YAML005", problem, "用编辑器另存为 UTF-8")]
    findings = []
    if text.startswith("\ufeff"):
        problem = "文件开头有字节顺序标记（BOM）"
        findings.append(Finding(Location(path), "YAML005", problem, "另存为不带 BOM 的 UTF-8"))
        text = text.removeprefix("\ufeff")
    if hidden := _hidden(text):
        place = _place(path, text, hidden.start())
        return None, [*findings, _hidden_finding(place, hidden[0])]
    if "\t" in text:
        place = _place(path, text, text.index("\t"))
        findings.append(Finding(place, "YAML004", "含有制表符", "缩进用空格，每级两个"))
    return text, findings


def _hidden(text: str) -> re.Match[str] | None:
    return _CONTROL.search(text) or (None if text.isascii() else _UNSEEN.search(text))


def _hidden_finding(place: Location, character: str) -> Finding:
    name = "控制字符" if _CONTROL.match(character) else "看不见的字符"
    return Finding(place, "YAML005", f"含有{name} U+{ord(character):04X}", "删去该字符")


def _without_escaped(
    document: YamlDocument, findings: list[Finding]
) -> tuple[YamlDocument | None, list[Finding]]:
    """Return the document, or None and a finding where a value hides such a character behind a backslash."""
    if b"\\" not in document.raw:
        return document, findings
    for keypath, text in _texts(document.data, ()):
        if hidden := _hidden(text):
            return None, [*findings, _hidden_finding(document.locate(keypath), hidden[0])]
    return document, findings


def _texts(value: Any, keypath: KeyPath) -> Iterator[tuple[KeyPath, str]]:  # noqa: ANN401  (plain YAML data)
    """Yield all keys and values that are texts, with their places."""
    if isinstance(value, str):
        yield keypath, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*keypath, index))
    else:
        for key, entry in value.items():
            yield (*keypath, key), key
            yield from _texts(entry, (*keypath, key))


def _place(path: str, text: str, offset: int) -> Location:
    line_start = text.rfind("\n", 0, offset) + 1
    return Location(path, text.count("\n", 0, offset) + 1, offset - line_start + 1)


_PROBLEMS = {
    "found unexpected end of stream": "引号没有配对",
    "mapping values are not allowed in this context": "此处不能再有冒号；值里有冒号时要加引号",
    "could not find expected ':'": "键后面缺少冒号",
    "did not find expected key": "缩进不对，或者引号后面有多余的字",
    "did not find expected '-' indicator": "列表的缩进不一致",
    "found character that cannot start any token": "值不能以该字符开头，应加引号",
    "did not find expected ',' or ']'": "“[”没有配对的“]”，或者中间缺少逗号",
    "did not find expected ',' or '}'": "“{”没有配对的“}”，或者中间缺少逗号",
    "did not find expected node content": "此处缺少值，或者多了一个逗号、冒号",
    "did not find expected comment or line break": "“|”“>”之后不能在同一行写内容；值以它们开头时要加引号",
    "did not find expected <document start>": "前面的内容已经结束，此处多出内容；检查缩进",
    "block sequence entries are not allowed in this context": "此处不能写“- ”；列表要另起一行",
    "mapping keys are not allowed in this context": "此处不能写“? ”；值以它开头时要加引号",
    "did not find expected alphabetic or numeric character": "值不能以“*”“&”开头，应加英文双引号",
    "found unexpected ':'": "此处不能有冒号；值里有冒号时要加引号",
    "found unexpected document indicator": "引号没有配对，或者多了“---”",
    "found unknown escape character": "双引号中的反斜杠要写成“\\\\”，或者改用单引号",
}
_REMEDY = "检查该处的缩进、冒号和引号"


def _syntax_finding(
    path: str, text: str, error: yaml.MarkedYAMLError, earlier: list[Finding]
) -> list[Finding]:
    mark = error.problem_mark or error.context_mark
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    if any(f.code == "YAML004" and f.location.line == place.line for f in earlier):
        return []  # the tab is the cause
    if slip := slip_near(text, place.line):
        place = Location(path, slip.line, slip.column)
        return [Finding(place, "YAML001", f"YAML 写法有误（{slip.problem}）", slip.remedy)]
    problem = _PROBLEMS.get(error.problem or "", error.problem) or ""
    opened = error.context_mark
    if problem.startswith(("“[”", "“{”")) and opened and opened.line + 1 != place.line:
        problem = f"第{opened.line + 1}行的{problem}"
    return [Finding(place, "YAML001", f"YAML 写法有误（{problem}）", _REMEDY)]


_CONTAINERS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ONE_DOCUMENT = [yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent]


class _IrregularError(Exception):
    """The text is not of the subset, or is no mapping: it must be read with places."""


def _plain_data(text: str) -> dict[str, Any] | None:
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


class _TooDeepError(Exception):
    def __init__(self, location: Location) -> None:
        super().__init__(str(location))
        self.location = location


class _Builder:
    """Builds plain data and marks from YAML events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.root: tuple[Any, Mark] | None = None
        self._open: list[tuple[Any, Mark]] = []
        self._keys: list[tuple[str, Mark] | None] = []
        self._documents = 0

    def read(self, text: str) -> None:
        for event in yaml.parse(text, Loader=_LOADER):
            self.take(event)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event)
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

    def _start(self, container: Any, mark: Mark) -> None:  # noqa: ANN401  (dict or list)
        if len(self._open) >= MAX_DEPTH:
            raise _TooDeepError(Location(self.path, mark.line, mark.column))
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
