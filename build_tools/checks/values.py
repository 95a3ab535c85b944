"""The values that checks look at: references, names in closed lists, links, texts for readers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from build_tools.corpus import Corpus, Declared, Kind, Origin
from build_tools.model import Record
from build_tools.model.base import record_in
from build_tools.provisions import outlined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_tools.corpus import Text
    from build_tools.provisions import Provision
    from build_tools.yaml_source import KeyPath


@dataclass(frozen=True, slots=True)
class Value:
    """A text in a record: ``steps`` lead from the record to it."""

    declared: Declared
    steps: KeyPath
    text: str

    @property
    def is_citation(self) -> bool:
        """Whether the text is written as a citation rather than as an id."""
        return not self.text.isascii()


_REFERENCES = ((Kind.DUTY, "basis.*"), (Kind.TERM, "basis.*"), (Kind.QUESTION, "basis.*"))

NAMES = (
    (Kind.WORK, "issuer", Kind.ISSUER),
    (Kind.WORK, "source.grade", Kind.SOURCE_GRADE),
    (Kind.WORK, "applies_to.*", Kind.UNIT_TYPE),
    (Kind.DUTY, "bearer", Kind.BEARER),
    (Kind.DUTY, "stage", Kind.STAGE),
    (Kind.DUTY, "line", Kind.LINE),
    (Kind.DUTY, "applies_to.unit.*", Kind.UNIT_TYPE),
    (Kind.BEARER, "kind_of.*", Kind.BEARER),
    (Kind.BEARER, "member_of", Kind.BEARER),
    (Kind.EXPERIENCE, "region", Kind.REGION),
    (Kind.EXPERIENCE, "source.grade", Kind.SOURCE_GRADE),
    (Kind.MEASURE, "stage", Kind.STAGE),
    (Kind.PROBLEM, "stage", Kind.STAGE),
    (Kind.INDICATOR, "applies_to.unit.*", Kind.UNIT_TYPE),
    (Kind.REGION, "parent", Kind.REGION),
    (Kind.TERM, "see_also.*", Kind.TERM),
    (Kind.QUESTION, "stage", Kind.STAGE),
    (Kind.QUESTION, "bearers.*", Kind.BEARER),
)
"""Values that name a word of a closed list, a bearer or a term: whose, where in it, of what kind."""

IDS = (
    (Kind.MEASURE, "implements.*.duty", Kind.DUTY),
    (Kind.MEASURE, "illustrates.*.duty", Kind.DUTY),
    (Kind.MEASURE, "addresses.*", Kind.PROBLEM),
    (Kind.PROBLEM, "sources.*", Kind.EXPERIENCE),
    (Kind.PROBLEM, "duties.*", Kind.DUTY),
    (Kind.INDICATOR, "duties.*", Kind.DUTY),
    (Kind.MATTER, "duties.*", Kind.DUTY),
    (Kind.MILESTONE, "works.*", Kind.WORK),
    (Kind.MILESTONE, "source", Kind.EXPERIENCE),
    (Kind.TERM, "source", Kind.EXPERIENCE),
)
"""Values that are the id of another record: whose, where in it, of what kind."""

_SHOWN = frozenset(
    {
        "title",
        "short_title",
        "aliases",
        "self_name",
        "name",
        "definition",
        "description",
        "note",
        "body",
        "container",
        "author",
        "digest",
        "no_duty",
        "action",
        "label",
        "trigger",
        "evidence",
        "unit",
        "summary",
        "what",
        "after",
        "why",
        "heading",
        "causes",
        "countermeasures",
        "look_for",
        "met",
        "reason",
        "stem",
        "answer",
        "wrong",
        "explanation",
    }
)
"""Keys whose texts the site or a message shows. The official wording (`text`) is not ours to judge."""

_SHOWN_OF_PROVISION = ("title", "digest", "no_duty")

_NOTABLE = re.compile(r"[第,;:?!()！\s]")
"""Without one of these a text cites no provision, and no check of its style has anything to say."""

_INNER = frozenset({"parts", "chapters", "articles", "measures"})
"""Keys that hold records declared on their own."""


def references(corpus: Corpus) -> Iterator[Value]:
    """Yield every value that must be a citation of one provision."""
    for kind, path in _REFERENCES:
        yield from _values(corpus, kind, path)
    yield from (value for value in _values(corpus, Kind.INDICATOR, "source") if value.is_citation)


def names(corpus: Corpus) -> Iterator[tuple[Value, Kind]]:
    """Yield every value that names a bearer, a term or a word of a closed list, with what it names."""
    for kind, path, target in NAMES:
        yield from ((value, target) for value in _values(corpus, kind, path))


def links(corpus: Corpus) -> Iterator[tuple[Value, Kind]]:
    """Yield every value that is the id of another record, with the kind of that record."""
    for kind, path, target in IDS:
        yield from ((value, target) for value in _values(corpus, kind, path))
    for value in _values(corpus, Kind.INDICATOR, "source"):
        if not value.is_citation:
            yield value, Kind.EXPERIENCE


def notable_texts(corpus: Corpus) -> Iterator[Value]:
    """Yield the texts that readers see, of records and of provisions, which are not plainly in order."""
    for declared in corpus.declared:
        if declared.record is not None:
            found = ((steps, text) for steps, text in _shown(declared.record, ()) if _NOTABLE.search(text))
            yield from (Value(declared, steps, text) for steps, text in found)
    for text in corpus.all_texts():
        for provision in text.by_eid.values():
            for key in _SHOWN_OF_PROVISION:
                shown = getattr(provision, key)
                if shown and _NOTABLE.search(shown):
                    yield Value(declared_in(text, provision), (key,), shown)


def duty_files(corpus: Corpus) -> Iterator[tuple[Declared, str]]:
    """Yield each file of duties, as a declaration with the stem as its id, and the work it names."""
    for path, document in corpus.documents.items():
        if path.startswith("duties/") and isinstance(document.data, dict):
            work = document.data.get("work")
            if isinstance(work, str):
                yield Declared(Kind.DUTY, PurePosixPath(path).stem, None, Origin(path)), work


def declared_in(text: Text, provision: Provision) -> Declared:
    """Return a provision of a text as a declaration, so that findings name file, place and eid."""
    return Declared(Kind.PROVISION, str(provision.eid), provision, Origin(text.path, provision.keypath))


def described(text: Text) -> tuple[Provision, ...]:
    """Return those that must tell their content themselves: wording of their own, no outline of a chapter."""
    told_above = {inner.eid for inner in outlined(text.roots)}
    every = text.by_eid.items()
    return tuple([p for eid, p in every if p.bears_text and eid not in told_above])


def _values(corpus: Corpus, kind: Kind, path: str) -> Iterator[Value]:
    steps = tuple(path.split("."))
    for declared in corpus.of_kind(kind):
        for place, text in _follow(declared.record, steps, ()):
            yield Value(declared, place, text)


def _follow(value: Any, path: tuple[str, ...], steps: KeyPath) -> Iterator[tuple[KeyPath, str]]:  # noqa: ANN401  (any field)
    """Yield the texts at ``path`` below ``value``; ``*`` stands for every entry of a list."""
    if value is None:
        return
    if not path:
        yield steps, value
    elif path[0] == "*":
        for index, entry in enumerate(value):
            yield from _follow(entry, path[1:], (*steps, index))
    else:
        yield from _follow(getattr(value, path[0]), path[1:], (*steps, path[0]))


def _shown(record: Record, steps: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    fields = vars(record)
    for key in _keys_with_texts(type(record)):
        value = fields[key]
        if isinstance(value, str):
            if value and key in _SHOWN:
                yield (*steps, key), value
        elif isinstance(value, Record):
            yield from _shown(value, (*steps, key))
        elif isinstance(value, tuple):
            yield from _shown_entries(key, value, steps)


@cache
def _keys_with_texts(model: type[Record]) -> tuple[str, ...]:
    """Return the keys of a class whose values are texts for readers, or may hold such."""
    fields = model.model_fields.items()
    return tuple(
        key for key, field in fields if key not in _INNER and (key in _SHOWN or record_in(field.annotation))
    )


def _shown_entries(key: str, entries: tuple[Any, ...], steps: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for index, entry in enumerate(entries):
        if isinstance(entry, Record):
            yield from _shown(entry, (*steps, key, index))
        elif entry and key in _SHOWN:
            yield (*steps, key, index), entry
