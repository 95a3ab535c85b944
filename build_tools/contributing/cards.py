"""A record as a card: Chinese labels with what stands under them, as a reviewer reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from build_tools.corpus import Corpus, Declared, Kind, Text
from build_tools.resolution import canonical_reference
from build_tools.schemas import label_of

_APART = {
    Kind.EXPERIENCE: frozenset({"measures"}),
    Kind.EXPRESSION: frozenset({"parts", "chapters", "articles"}),
}
"""Keys whose entries are cards of their own."""
_PROVISION = {
    "num": "编号",
    "title": "标题",
    "digest": "要点",
    "fingerprint": "指纹",
    "norm": "义务",
    "no_duty": "不拆出责任的理由",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A record: its kind, id, name and file, and its rows: label → the texts under it."""

    kind: Kind
    id: str
    name: str
    path: str
    rows: dict[str, tuple[str, ...]]


def cards(corpus: Corpus) -> dict[tuple[Kind, str], Card]:
    """Return a card for every record and every provision, by kind and id."""
    every = [_card(d) for d in corpus.declared if d.record is not None and d.kind is not Kind.ALLOWED]
    every += [card for text in corpus.all_texts() for card in _provisions(corpus, text)]
    return {(card.kind, card.id): card for card in every}


def _card(declared: Declared) -> Card:
    record = declared.record
    name = next((n for key in ("title", "name", "stem") if (n := getattr(record, key, None))), declared.id)
    apart = _APART.get(declared.kind, frozenset())
    rows = {label: texts for key, label, texts in _rows(record) if key not in apart}
    return Card(declared.kind, declared.id, str(name), declared.origin.path, rows)


def _rows(record: BaseModel) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for key, field in type(record).model_fields.items():
        if texts := tuple(_texts(getattr(record, key))):
            yield key, label_of(field.description, key), texts


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401  (any field)
    if isinstance(value, tuple):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, BaseModel):
        if line := "，".join(_parts(value)):
            yield line
    elif value is not None and value is not False:
        yield "是" if value is True else str(value)


def _parts(record: BaseModel) -> Iterator[str]:
    """Yield what a small record says, as parts of one line: 发现问题 30项, 截至 2002."""
    for _key, label, texts in _rows(record):
        yield f"{label} {'、'.join(texts)}"


def _provisions(corpus: Corpus, text: Text) -> Iterator[Card]:
    known = text.work in corpus.works
    for provision in text.by_eid.values():
        rows: dict[str, tuple[str, ...]] = {
            label: (str(value),)
            for key, label in _PROVISION.items()
            if (value := getattr(provision, key)) is not None
        }
        identifier = f"{text.id}#{provision.eid}"
        name = canonical_reference(corpus.ref(text, provision.eid), corpus) if known else identifier
        yield Card(Kind.PROVISION, identifier, name, text.path, rows)
