"""The structure of a report: title, sections, paragraphs, small headings; and several reports in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from build_tools.intake.front_matter import bare_date, is_author, is_date, is_name, is_note, tail_note
from build_tools.intake.headings import (
    MAX_FREE_HEADING,
    MAX_TITLE,
    Heading,
    is_free_heading,
    leading_phrase,
    numbered_heading,
)
from build_tools.intake.joining import whole_paragraphs
from build_tools.intake.records import Line, Paragraph, Place, Report

INTRODUCTION = "引言"
_SENTENCE_START = re.compile(r"(?<=[。！？!?])(?![”’」』）)。！？!?])")
_TOP, _MIDDLE = 1, 2


def read_structure(lines: list[Line]) -> tuple[Report, ...]:
    """Return the reports in ``lines``, each with its paragraphs and their places.

    A file is one report, unless after some text a title follows with an author or a date under it.
    """
    blocks = whole_paragraphs(lines)
    parts = _parts(blocks)
    return tuple(_Reader(number).read(part) for number, part in enumerate(parts, 1))


def _parts(blocks: tuple[Line, ...]) -> list[list[Line]]:
    parts: list[list[Line]] = [[]]
    has_text = False
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        if has_text and _is_title(block.text) and (is_author(following) or is_date(following)):
            parts.append([])
            has_text = False
        parts[-1].append(block)
        has_text = has_text or not (_is_title(block.text) or is_author(block.text) or is_date(block.text))
    return parts


def _is_title(text: str, longest: int = MAX_FREE_HEADING) -> bool:
    return is_free_heading(text, longest) and not (numbered_heading(text) or is_author(text) or is_note(text))


@dataclass(slots=True)
class _Reader:
    number: int
    title: str = ""
    author: str = ""
    date: str = ""
    notes: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Paragraph] = field(default_factory=list)
    has_numbers: bool = False
    top: str = ""
    section: str = ""
    section_title: str = ""
    heading: str = ""
    count: int = 0

    def read(self, blocks: list[Line]) -> Report:
        """Return the report that ``blocks`` are."""
        headings = [heading for block in blocks if (heading := numbered_heading(block.text))]
        self.has_numbers = any(heading.level == _TOP for heading in headings)
        start = self._read_front(blocks)
        for block in blocks[:start]:
            self._note_heading(block)
        body = blocks[start:]
        has_sections = bool(headings) or any(_is_title(block.text) for block in body)
        self.section = INTRODUCTION if has_sections else ""
        for block in body:
            self._take(block)
        self.author = self.author or next((note for note in self.notes if is_author(note)), "")
        return Report(
            self.number,
            self.title,
            self.author,
            self.date,
            tuple(self.paragraphs),
            tuple(self.headings),
            tuple(self.notes),
        )

    def _read_front(self, blocks: list[Line]) -> int:
        """Read title, author and date; return the index of the first block of the text."""
        front: list[str] = []
        index = 0
        for index, block in enumerate(blocks):
            text = block.text
            if is_date(text):
                self.date = bare_date(text)
            elif is_author(text) or (is_name(text) and not self.author and index <= _MIDDLE):
                self.author = text
                self.title = front[-1] if front else ""
                self.notes += front[:-1]
            elif not self.author and _is_title(text, MAX_TITLE if not front else MAX_FREE_HEADING):
                front.append(text)
            else:
                break
        else:
            index = len(blocks)
        if not self.author and front:
            self.title = front[0]
            return index - (len(front) - 1)
        return index

    def _take(self, block: Line) -> None:
        text = block.text
        heading = numbered_heading(text)
        if heading and heading.rest:
            self._add(block)
        elif heading:
            self._open(heading, block)
        elif is_note(text):
            self.notes.append(text)
        elif is_date(text):
            self.date = self.date or bare_date(text)
        elif _is_title(text):
            self._open_free(block)
        else:
            self._add(block)

    def _open(self, heading: Heading, block: Line) -> None:
        if heading.level == _TOP:
            self.top = self.section = heading.number
        elif heading.level == _MIDDLE:
            self.section = f"{self.top}（{heading.number}）"
        if heading.level <= _MIDDLE:
            self.section_title, self.heading, self.count = heading.title, "", 0
        else:
            self.heading = heading.title
        self._note_heading(block)

    def _open_free(self, block: Line) -> None:
        if self.has_numbers:
            self.heading = block.text
        else:
            self.section, self.section_title, self.heading, self.count = block.text, "", "", 0
        self._note_heading(block)

    def _note_heading(self, block: Line) -> None:
        place = Place(self.number, self.section, 0, self.heading or self.section_title, block.number)
        self.headings.append(Paragraph(place, block.text))

    def _add(self, block: Line) -> None:
        text = block.text
        if note := tail_note(text):
            self.notes.append(note)
            text = text[: text.rindex(note)].rstrip()
        if not text:
            return
        self.count += 1
        for heading, part in _under_headings(text):
            shown = heading or self.heading or self.section_title
            place = Place(self.number, self.section, self.count, shown, block.number)
            self.paragraphs.append(Paragraph(place, part))


def _under_headings(text: str) -> Iterator[tuple[str, str]]:
    """Yield (heading, text) for the parts of a paragraph that begin with a short sentence as heading.

    A heading needs text under it: of two short sentences in a row only the first is one.
    """
    opening = numbered_heading(text)
    heading, part, is_bare = opening.title if opening else "", "", False
    for index, sentence in enumerate(filter(None, _SENTENCE_START.split(text))):
        lead = leading_phrase(sentence)
        if lead and not is_bare and (index or not opening):
            if part.strip():
                yield heading, part
            heading, part, is_bare = lead, "", True
        else:
            is_bare = bool(index == 0 and opening)
        part += sentence
    if part.strip():
        yield "" if is_bare and not opening else heading, part
