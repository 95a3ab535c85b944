"""Plain YAML: files in which every line is an entry of its own, read line by line without a YAML parser.

`zelian fmt` writes such files: block mappings and sequences, and values that end on the line of their key.
Whatever is not plainly so (an anchor, a block scalar, an escape, a value that goes on in the next line, a
duplicate key, an indentation that fits nowhere) is left to the parser: there is an answer, and it is the
parser's, or there is none. `tests/unit/test_yaml_lines.py` holds both against each other.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from sys import intern
from typing import Any

_FIRST = r"[^-?:,\[\]{}#&*!|>'\"%@` \n]"
"""How a plain scalar may begin whatever follows: with no indicator (YAML 1.1, 4.1)."""
_QUOTED = r"\"[^\"\\\n]*+\"|'[^'\n]*+'"
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*+"
_LINE = re.compile(
    rf"( *+)(?:(- )?(?:({_KEY}):(?=[ \n]) ?)?"
    rf"(?:({_FIRST}[^:#\n]*+(?::(?=[^ \n])[^:#\n]*+)*+(?<! ))|({_QUOTED})|([\[{{][^\n]*[\]}}])|)|#.*)\n"
    r"|(.+\n?|\n)"
)
"""A line: indentation, dash, key, and a plain, a quoted or a flow value; or else whatever it is."""
_FLOW = re.compile(
    rf"([\[\]{{}}])|(, )|({_KEY}): |({_FIRST}[^:#?,\[\]{{}}'\"\\\n]*+(?<! ))"
    r"|(\"[^\"\\\n]*+\"|'[^'\"\\\n]*+')|."
)
"""A piece of a flow value: a bracket, a comma, a key, a plain or a quoted scalar, with nothing in them that
is special in JSON; or else any character."""
_DEEPEST = 9
"""So many containers in each other, in lines and again in one line: the parser counts when there are more."""


_from_json = json.JSONDecoder().decode


class _NotPlainError(Exception):
    """The text is not plain: only the parser can tell what it says."""


def read_lines(text: str) -> dict[str, Any] | None:
    """Return the mapping in ``text`` with all scalars as text; None unless it is plain YAML.

    ``text`` holds no character that YAML does not print (YAML 1.1, 5.1).
    """
    if "\t" in text or "\r" in text:
        return None
    lines = _LINE.findall(text if text.endswith("\n") else text + "\n")
    try:
        return _read(lines) or None
    except _NotPlainError:
        return None


def _read(lines: list[tuple[str, ...]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    opened: list[tuple[int, Any]] = [(0, root)]
    waiting: tuple[int, dict[str, Any], str] | None = None  # a key whose value may stand in the next lines
    for indent, dash, key, plain, quoted, flow, other in lines:
        column = len(indent)
        if not dash and not key:
            if plain or quoted or flow or other:
                raise _NotPlainError
            continue  # empty, or a comment
        place, holder = opened[-1]
        if waiting or dash or column != place or type(holder) is list:
            holder = _holder(opened, column, waiting, is_list=bool(dash))
            waiting = None
        value = plain or (_flow_value(flow) if flow else quoted[1:-1])
        if dash and key:
            column += len(dash)
            entry: dict[str, Any] = {}
            holder.append(entry)
            opened.append((column, entry))
            holder = entry
        if not key:
            if not (plain or quoted or flow):
                raise _NotPlainError
            holder.append(value)
        elif key in holder:
            raise _NotPlainError
        else:
            holder[intern(key)] = value
            if not (plain or quoted or flow):
                waiting = column, holder, key
    return root


def _holder(
    opened: list[tuple[int, Any]],
    column: int,
    waiting: tuple[int, dict[str, Any], str] | None,
    *,
    is_list: bool,
) -> Any:  # noqa: ANN401  (dict or list)
    """Return the container to which an entry at ``column`` belongs: a new one, or one that is open."""
    if waiting and (column > waiting[0] or (is_list and column == waiting[0])):
        holder: Any = [] if is_list else {}
        waiting[1][waiting[2]] = holder
        opened.append((column, holder))
        if len(opened) > _DEEPEST:
            raise _NotPlainError
        return holder
    while len(opened) > 1 and (opened[-1][0] > column or (not is_list and type(opened[-1][1]) is list)):
        opened.pop()
    place, holder = opened[-1]
    if place != column or (type(holder) is list) != is_list:
        raise _NotPlainError
    return holder


def _flow_value(flow: str) -> Any:  # noqa: ANN401  (dict or list)
    """Return the value of ``[…]`` or ``{…}`` on one line, in which a comma and a blank part the entries."""
    return _from_json(_as_json(flow))


@lru_cache(maxsize=4096)
def _as_json(flow: str) -> str:
    """Return a flow value as JSON, whose grammar is the stricter one."""
    if flow.count("[") + flow.count("{") > _DEEPEST:
        raise _NotPlainError
    written = _FLOW.sub(_piece, flow)
    try:
        json.loads(written, object_pairs_hook=_without_duplicates)
    except ValueError:
        raise _NotPlainError from None
    return written


def _piece(match: re.Match[str]) -> str:
    bracket, comma, key, plain, quoted = match.groups()
    if key:
        return f'"{key}":'
    if plain or quoted:
        return f'"{plain or quoted[1:-1]}"'
    if bracket or comma:
        return match[0]
    raise _NotPlainError


def _without_duplicates(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) < len(pairs):
        raise _NotPlainError
