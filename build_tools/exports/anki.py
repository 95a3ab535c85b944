"""Questions as an Anki deck (.apkg): stable ids, so that a deck imported again updates its cards."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import genanki  # type: ignore[import-untyped]

from build_tools.exports.archives import settled
from build_tools.training.records import letter

if TYPE_CHECKING:
    from build_tools.training.records import Question

FIELDS = ("编号", "题干", "选项", "答案", "解析", "依据")
_FRONT = '<div class="stem">{{题干}}</div><div class="options">{{选项}}</div>'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{答案}}</div>'
    '<p>{{解析}}</p><p class="basis">依据：{{依据}}</p>'
)
_CSS = (
    ".card{font-family:sans-serif;font-size:18px;line-height:1.7;text-align:left}"
    ".card{max-width:40em;margin:0 auto}"
    ".options div{margin:.3em 0}.answer{font-weight:700}.basis{color:#666;font-size:15px}"
)


def questions_as_apkg(name: str, questions: Iterable[Question], day: dt.date) -> bytes:
    """Return a deck called ``name`` as the bytes of an .apkg file.

    ``day`` stands for the clock: the same questions and day give the same bytes.
    """
    deck = genanki.Deck(_number(f"deck {name}"), name)
    model = genanki.Model(
        _number("model 责链题目 1"),
        "责链题目",
        fields=[{"name": field} for field in FIELDS],
        templates=[{"name": "题目", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    for question in questions:
        deck.add_note(_note(model, question))
    moment = dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(path, timestamp=moment)
        return settled(path.read_bytes())


def _note(model: genanki.Model, question: Question) -> genanki.Note:
    options = "".join(
        f"<div>{letter(index)}．{html.escape(option.text)}</div>"
        for index, option in enumerate(question.options)
    )
    plain = (question.stem, question.explanation, "；".join(pin.reference for pin in question.pins))
    stem, explanation, basis = map(html.escape, plain)
    answer = f"{question.letter}．{html.escape(question.right.text)}"
    return genanki.Note(
        model=model,
        guid=question.id,
        fields=[question.id, stem, options, answer, explanation, basis],
        tags=[
            question.kind.chinese,
            f"难度{question.difficulty.value}",
            *filter(None, ["_".join(question.stage.split())]),  # a tag holds no space
        ],
    )


def _number(text: str) -> int:
    """Return a number that Anki takes for an id, the same for the same text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % (1 << 30) + (1 << 30)
