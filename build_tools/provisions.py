"""Provisions: the entries of an expression as an addressed tree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from build_tools.eid import Eid, Level, make_step
from build_tools.fingerprint import fingerprint
from build_tools.numerals import MAX_NUMERAL, NUMERAL_CHARACTERS, parse_numeral, to_chinese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from build_tools.model import Expression, Norm, Record
    from build_tools.yaml_source import KeyPath

_CHILDREN: tuple[tuple[str, Level], ...] = (
    ("parts", Level.PART),
    ("chapters", Level.CHAPTER),
    ("sections", Level.SECTION),
    ("articles", Level.ARTICLE),
    ("paragraphs", Level.PARAGRAPH),
    ("items", Level.ITEM),
    ("subitems", Level.SUBITEM),
)
_NUMERAL = rf"[{NUMERAL_CHARACTERS}]+|[0-9]+"
_NUM = re.compile(
    rf"第?\(?(?P<number>{_NUMERAL})\)?(?P<unit>[编章节条款项目.、])?(?:之(?P<inserted>{_NUMERAL}))?"
)


DIVISIONS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})
"""Levels that group provisions under a heading and have no wording of their own."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An addressable piece of a text. ``keypath`` is its place in the YAML file of the expression."""

    work: str
    eid: Eid
    num: str
    keypath: KeyPath
    title: str | None = None
    digest: str | None = None
    text: str | None = None
    fingerprint: str | None = None
    norm: Norm | None = None
    no_duty: str | None = None
    children: tuple[Provision, ...] = ()

    @property
    def level(self) -> Level:
        """The level of the provision."""
        return self.eid.level

    @property
    def bears_text(self) -> bool:
        """Whether the provision has wording of its own (an article with 款 has none: they have it)."""
        level = self.level
        if level is not Level.ARTICLE:
            return level not in DIVISIONS
        return not any(child.level is Level.PARAGRAPH for child in self.children)

    def walk(self) -> Iterator[Provision]:
        """Yield the provision and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class NumberingFault:
    """A number that cannot be read, or that does not follow the one before."""

    keypath: KeyPath
    code: str
    message: str
    remedy: str


@dataclass(slots=True)
class _Build:
    work: str
    faults: list[NumberingFault] = field(default_factory=list)
    articles: list[tuple[int, int]] = field(default_factory=list)
    chapters: list[tuple[int, int]] = field(default_factory=list)


def provisions_of(expression: Expression) -> tuple[tuple[Provision, ...], list[NumberingFault]]:
    """Return the provisions of ``expression``, outermost first, and what is wrong with their numbers."""
    build = _Build(expression.work)
    return _children(expression, None, (), build), build.faults


def outlined(roots: Iterable[Provision]) -> Iterator[Provision]:
    """Yield the provisions whose content a digest of the 编, 章 or 节 around them tells: an outline only."""
    for provision in roots:
        if provision.level in DIVISIONS:
            below = provision.walk() if provision.digest else outlined(provision.children)
            yield from (p for p in below if p is not provision)


DIGEST_MARK = "digest-"
"""Stands before a fingerprint of digests, so that it never equals one of official wording."""


def provision_fingerprint(provision: Provision, *, of_digests: bool = False) -> str | None:
    """Return the fingerprint of a provision with all below it, None where nothing is written.

    It is that of the official wording: the recorded one, or one over those of all its pieces. Where a
    piece has none, or with ``of_digests``, it is one over our digests, marked by `DIGEST_MARK`.
    """
    pieces = [piece for piece in provision.walk() if piece.fingerprint or piece.digest]
    recorded = [piece.fingerprint for piece in pieces if piece.fingerprint]
    if pieces and len(recorded) == len(pieces) and not of_digests:
        return recorded[0] if len(recorded) == 1 else fingerprint(" ".join(recorded))
    digests = [fingerprint(piece.digest) for piece in pieces if piece.digest]
    return DIGEST_MARK + fingerprint(" ".join(digests)) if digests else None


def says_the_same(a: Provision, b: Provision) -> bool:
    """Whether two provisions have the same wording, or, where that is not recorded of both, digest."""
    found = provision_fingerprint(a), provision_fingerprint(b)
    if any(f is None or f.startswith(DIGEST_MARK) for f in found):
        found = provision_fingerprint(a, of_digests=True), provision_fingerprint(b, of_digests=True)
    return found[0] is not None and found[0] == found[1]


@lru_cache(maxsize=10_000)
def parse_num(num: str, level: Level | None = None) -> tuple[int, int] | None:
    """Return the number in “第五条”, “（三）”, “第八条之一” and the one after 之 (0 without), or None.

    With ``level`` a number that names another level (第五章 for an article) is none.
    """
    match = _NUM.fullmatch(unicodedata.normalize("NFKC", num).replace(" ", ""))
    if match is None or (level and (match["unit"] or ".") not in f"{level.chinese}.、"):
        return None
    number = parse_numeral(match["number"])
    inserted = parse_numeral(match["inserted"]) if match["inserted"] else 0
    return (number, inserted) if number and inserted is not None else None


def _children(record: Record, parent: Eid | None, keypath: KeyPath, build: _Build) -> tuple[Provision, ...]:
    provisions: list[Provision] = []
    fields = vars(record)
    kinds = [(key, level) for key, level in _child_keys(type(record)) if fields.get(key)]
    if not kinds:
        return ()
    if len(kinds) > 1:
        names = "、".join(key for key, _ in kinds)
        build.faults.append(NumberingFault(keypath, "NUM002", f"同一处既有 {names}", "只保留一种下级"))
    elif len(fields.get("paragraphs", ())) == 1:
        remedy = "要点和项直接写在条上，引用时也不写款"
        build.faults.append(NumberingFault((*keypath, "paragraphs"), "NUM002", "条只有一款", remedy))
    for key, level in kinds:
        seen = _numbers_before(record, key, level, build)
        for index, entry in enumerate(fields[key]):
            place = (*keypath, key, index)
            paragraph = (min(index + 1, MAX_NUMERAL), 0)
            number = paragraph if level is Level.PARAGRAPH else _number(entry.num, level, place, seen, build)
            eid = parent.child(level, *number) if parent else Eid.of(make_step(level, *number))
            provisions.append(_provision(entry, eid, place, build))
    return tuple(provisions)


@cache
def _child_keys(model: type[Record]) -> tuple[tuple[str, Level], ...]:
    """Return the keys under which a class holds what is below it: the class of each level has some."""
    return tuple((key, level) for key, level in _CHILDREN if key in model.model_fields)


def _numbers_before(record: Record, key: str, level: Level, build: _Build) -> list[tuple[int, int]]:
    """Return the numbers that those under ``record`` follow, to which theirs are added.

    Articles run through the whole text. Chapters may run on from part to part, or begin anew in each.
    """
    if level is Level.ARTICLE:
        return build.articles
    if level is not Level.CHAPTER:
        return []
    first = parse_num(getattr(record, key)[0].num, level)
    if first is None or first[0] == 1:
        build.chapters = []
    return build.chapters


def _provision(entry: Any, eid: Eid, place: KeyPath, build: _Build) -> Provision:  # noqa: ANN401  (seven classes)
    fields = vars(entry)
    num = fields.get("num") or f"第{to_chinese(eid.steps[-1].number)}款"
    return Provision(
        work=build.work,
        eid=eid,
        num=num,
        keypath=place,
        title=fields.get("title"),
        digest=fields.get("digest"),
        text=fields.get("text"),
        fingerprint=fields.get("fingerprint"),
        norm=fields.get("norm"),
        no_duty=fields.get("no_duty"),
        children=_children(entry, eid, place, build),
    )


def _number(
    num: str, level: Level, place: KeyPath, seen: list[tuple[int, int]], build: _Build
) -> tuple[int, int]:
    """Return the number that ``num`` writes, or the one expected after ``seen``, and note what is wrong."""
    number = parse_num(num, level)
    expected = min((seen[-1][0] if seen else 0) + 1, MAX_NUMERAL)
    if number is None:
        remedy = f"写作{_example(level, expected)}"
        build.faults.append(NumberingFault((*place, "num"), "NUM001", f"读不懂编号“{num}”", remedy))
        number = (expected, 0)
    elif not _follows(number, seen):
        message = f"编号“{num}”与前一{level.chinese}不相接"
        remedy = f"此处应为{_example(level, expected)}"
        build.faults.append(NumberingFault((*place, "num"), "NUM001", message, remedy))
    seen.append(number)
    return number


def _follows(number: tuple[int, int], seen: list[tuple[int, int]]) -> bool:
    previous, inserted = seen[-1] if seen else (0, 0)
    return number in ((previous + 1, 0), (previous, inserted + 1))


def _example(level: Level, number: int) -> str:
    chinese = to_chinese(number)
    return f"“（{chinese}）”" if level is Level.ITEM else f"“第{chinese}{level.chinese}”"
