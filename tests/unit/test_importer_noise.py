"""Properties: whatever the web and the printer do to a text, the same regulation is read from it."""

from __future__ import annotations

from hypothesis import assume, given, settings

from build_tools.importer import parse_regulation
from build_tools.importer.wording import wording_of
from tests.importer_laws import (
    Law,
    Noise,
    Structure,
    counts_of,
    counts_of_law,
    is_recognisably_wrapped,
    laws,
    noises,
    render,
    structure_of,
    structure_of_law,
)


@given(law=laws())
def test_a_clean_text_gives_the_regulation_that_was_written(law: Law) -> None:
    regulation = parse_regulation(render(law))
    assert counts_of(regulation) == counts_of_law(law)
    assert structure_of(regulation) == structure_of_law(law)
    assert (regulation.title, regulation.note, regulation.preamble) == (law.title, law.note, law.preamble)


@settings(max_examples=150)
@given(law=laws(), noise=noises)
def test_noise_changes_no_count_and_no_word(law: Law, noise: Noise) -> None:
    assume(is_recognisably_wrapped(law, noise))
    regulation = parse_regulation(render(law, noise))
    assert counts_of(regulation) == counts_of_law(law)
    assert [_words(t) for t in _texts(structure_of(regulation))] == [
        _words(t) for t in _texts(structure_of_law(law))
    ]
    assert regulation.title == law.title


@settings(max_examples=150)
@given(law=laws(), noise=noises)
def test_noise_changes_no_paragraph_where_the_text_tells_it(law: Law, noise: Noise) -> None:
    assume(is_recognisably_wrapped(law, noise))
    regulation = parse_regulation(render(law, noise))
    assume(not regulation.uncertain)
    assert structure_of(regulation) == structure_of_law(law)


@given(law=laws())
def test_every_piece_of_wording_has_its_own_eid(law: Law) -> None:
    wordings = wording_of(parse_regulation(render(law)))
    assert len({wording.eid for wording in wordings}) == len(wordings)


def _texts(structure: Structure) -> list[str]:
    return ["".join(text + "".join(items) for text, items in paragraphs) for _, paragraphs in structure[1]]


def _words(text: str) -> str:
    return "".join(text.split())
