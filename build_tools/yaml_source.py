"""Strict YAML: every scalar a string, every value with its place, nothing silently dropped.

The subset is block and flow mappings, sequences and scalars in one UTF-8 document. Duplicate keys,
anchors, tags, merge keys, tabs, byte order marks, empty files and comments that cut a value off are findings
(YAML001 to YAML009).

A file whose lines are plain is read without the parser (`yaml_lines`). A file is read again, with the place
of each value, only when a place is asked for or the first reading met anything outside the subset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from build_tools.findings import Finding, Location
from build_tools.paths import MAX_BYTES
from build_tools.yaml_lines import read_lines

if TYPE_CHECKING:
    from build_tools.yaml_events import Mark, MarkedYAMLError

_ASKED_SINGLY = 2
"""So many places of a file are looked for on their own before all of them are read and kept."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that are not drawn, or that turn the direction of others (Unicode: Default_Ignorable_Code_Point,
Bidi_Control): with them a text reads other than it is written (CVE-2021-42574)."""

_HIDDEN = re.compile(f"{_CONTROL.pattern}|{_UNSEEN.pattern}")

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlDocument:
    """A file as plain data (dict, list, str), with the bytes that were read."""

    path: str
    data: Any
    raw: bytes = field(repr=False)
    _asked: list[KeyPath] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def first_line(self) -> str:
        """The first line, without its end."""
        return self.raw.partition(b"\n")[0].decode().removeprefix("\ufeff").rstrip("\r")

    @cached_property
    def mark(self) -> Mark:
        """The place of each value."""
        return self._read_with_places(None)

    def locate(self, keypath: KeyPath, *, at_key: bool = False) -> Location:
        """Return the place of the value at ``keypath``, or of the nearest value around it that exists."""
        from build_tools.yaml_events import follow  # noqa: PLC0415  (as in `parse_yaml`)

        mark, reached = follow(self._mark_for(keypath), keypath)
        mark = mark.key if reached and at_key and mark.key else mark
        return Location(self.path, mark.line, mark.column)

    def without_data(self) -> YamlDocument:
        """Return the document without its plain data, for one of which records were made."""
        return YamlDocument(self.path, None, self.raw)

    def _mark_for(self, keypath: KeyPath) -> Mark:
        """Return marks that reach ``keypath``, if it exists: the first times no more than that is read."""
        if "mark" in self.__dict__ or len(self._asked) >= _ASKED_SINGLY:
            return self.mark
        self._asked.append(keypath)
        return self._read_with_places(keypath)

    def _read_with_places(self, until: KeyPath | None) -> Mark:
        from build_tools.yaml_events import Builder, Mark  # noqa: PLC0415  (as in `parse_yaml`)

        builder = Builder(self.path)
        builder.read(_decode(self.path, self.raw)[0] or "", until)
        return builder.root[1] if builder.root else Mark(1, 1, {})


def parse_yaml(path: str, raw: bytes) -> tuple[YamlDocument | None, list[Finding]]:
    """Return the document in ``raw`` and what is wrong with it; None where nothing can be read."""
    text, findings = _decode(path, raw)
    if text is None:
        return None, findings
    data = read_lines(text)
    if data is None:
        from build_tools.yaml_events import plain_data  # noqa: PLC0415  (most files need no parser)

        data = None if " #" in text else plain_data(text)
    if data is None:
        return _parse_with_places(path, text, raw, findings)
    return _without_escaped(YamlDocument(path, data, raw), findings)


def _parse_with_places(
    path: str, text: str, raw: bytes, findings: list[Finding]
) -> tuple[YamlDocument | None, list[Finding]]:
    from build_tools.yaml_events import Builder, MarkedYAMLError, TooDeepError  # noqa: PLC0415

    builder = Builder(path)
    try:
        builder.read(text)
    except MarkedYAMLError as error:
        return None, [*findings, *builder.findings, *_syntax_finding(path, text, error, findings)]
    except TooDeepError as error:
        too_deep = Finding(error.location, "YAML008", f"嵌套超过{error.limit}层", "数据不需要这样深的嵌套")
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
    found = _HIDDEN.search(text)
    return found and (_CONTROL.search(text) or found)


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


def _syntax_finding(path: str, text: str, error: MarkedYAMLError, earlier: list[Finding]) -> list[Finding]:
    mark = error.problem_mark or error.context_mark
    place = Location(path, mark.line + 1, mark.column + 1) if mark else Location(path)
    if any(f.code == "YAML004" and f.location.line == place.line for f in earlier):
        return []  # the tab is the cause
    from build_tools.yaml_slips import slip_near  # noqa: PLC0415  (most files have no slip)

    if slip := slip_near(text, place.line):
        place = Location(path, slip.line, slip.column)
        return [Finding(place, "YAML001", f"YAML 写法有误（{slip.problem}）", slip.remedy)]
    problem = _PROBLEMS.get(error.problem or "", error.problem) or ""
    opened = error.context_mark
    if problem.startswith(("“[”", "“{”")) and opened and opened.line + 1 != place.line:
        problem = f"第{opened.line + 1}行的{problem}"
    return [Finding(place, "YAML001", f"YAML 写法有误（{problem}）", _REMEDY)]
