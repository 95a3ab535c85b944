"""Slips of the hand that end in a YAML syntax error, told in the words of the person who made them.

A parser stops where it can go no further, often a line below the slip, and names what it expected. Here the
lines around that place are searched for what people who write Chinese do: a full-width colon, comma or
bracket, no space behind a colon, a space too many before a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_KEY = r"^ *(?:- )?(?P<key>[a-z][a-z_]*)"
_KEY_LINE = re.compile(r"^(?P<indent> *(?:- )?)[a-z][a-z_]*:(?: |$)")
_IN_FLOW = r"(?P<key>[a-z][a-z_]*)"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong at a place (line and column from 1), and what to write instead."""

    line: int
    column: int
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    problem: str
    remedy: str


_RULES = (
    _Rule(
        re.compile(r"^ *(?P<slip>[\u3000\u00a0])"),
        "行首有全角空格或者不间断空格",
        "行首只用半角空格，每级两个",
    ),
    _Rule(
        re.compile(_KEY + "(?P<slip>：)"),
        "“{key}”后面是全角冒号",
        "写作“{key}: …”：英文冒号，后面空一格",
    ),
    _Rule(
        re.compile(r"[{,，] *" + _IN_FLOW + "(?P<slip>：)"),
        "“{key}”后面是全角冒号",
        "写作“{key}: …”：英文冒号，后面空一格",
    ),
    _Rule(
        re.compile(r"\{.*?(?P<slip>，) *" + _IN_FLOW + "[:：]"),
        "“{key}”前面是全角逗号",
        "花括号里各项之间用英文逗号，后面空一格",
    ),
    _Rule(
        re.compile(r"(?P<slip>[｛｝［］])"),
        "“{slip}”是全角的括号",
        "换成英文括号“{half}”",
    ),
    _Rule(
        re.compile(_KEY + r"(?P<slip>:)(?=[^\s/:])"),
        "“{key}:”后面没有空格",
        "写作“{key}: …”，英文冒号后面空一格",
    ),
    _Rule(
        re.compile(r"^ *(?P<slip>-)(?=[a-z][a-z_]*:)"),
        "“-”后面没有空格",
        "写作“- ”，减号后面空一格",
    ),
    _Rule(
        re.compile(r": *(?P<slip>\"[^\"]*\")[^\s,}\]#]"),
        "引号后面还有字",
        "里面的引号改成中文引号“”，或者整个值加英文单引号",
    ),
)
_HALF = {"｛": "{", "｝": "}", "［": "[", "］": "]"}


def slip_near(text: str, line: int) -> Slip | None:
    """Return the slip in ``line`` (from 1) of a text or in the line with content above it; None for none."""
    lines = text.split("\n")
    near = list(_near(lines, line))
    for number in near:
        for rule in _RULES:
            if match := rule.pattern.search(lines[number - 1]):
                return _slip(rule, match, number)
    return _indented(lines, near) if len(near) > 1 else None


def _near(lines: list[str], line: int) -> Iterator[int]:
    """Yield the number of the line with content above a line, then its own."""
    above = (n for n in range(min(line - 1, len(lines)), 0, -1) if _has_content(lines[n - 1]))
    yield from (number for number in (next(above, 0),) if number)
    if 1 <= line <= len(lines) and _has_content(lines[line - 1]):
        yield line


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _slip(rule: _Rule, match: re.Match[str], number: int) -> Slip:
    words = {**match.groupdict(), "half": _HALF.get(match["slip"], "")}
    column = match.start("slip") + 1
    return Slip(number, column, rule.problem.format(**words), rule.remedy.format(**words))


def _indented(lines: list[str], near: list[int]) -> Slip | None:
    """Return the slip where a key stands neither below the key above it nor where an outer one stands."""
    upper, lower = (_KEY_LINE.match(lines[number - 1]) for number in near)
    if not upper or not lower:
        return None
    theirs, ours = len(upper["indent"]), len(lower["indent"])
    if ours == theirs or (ours < theirs and ours in _outer_indents(lines, near[0], theirs)):
        return None
    problem = f"这一行的键前面有{ours}个字符，上一行的键前面有{theirs}个，对不齐"
    return Slip(near[1], ours + 1, problem, "同一级的键左边对齐，缩进用半角空格，每级两个")


def _outer_indents(lines: list[str], last: int, limit: int) -> set[int]:
    matches = (_KEY_LINE.match(line) for line in lines[:last])
    return {len(match["indent"]) for match in matches if match and len(match["indent"]) < limit}
