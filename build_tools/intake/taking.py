"""Taking in a report: from the text of a file to all that a machine can say about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from build_tools.citations import find_citations
from build_tools.intake.dates import dates_in
from build_tools.intake.furniture import clear_furniture
from build_tools.intake.glosses import strip_glosses
from build_tools.intake.names import bodies_in, places_in
from build_tools.intake.numbers import numbers_in
from build_tools.intake.records import Damage, Line, Mention, Number, Paragraph, Removed, Report
from build_tools.intake.shifts import ShiftedRun, find_shifted_runs
from build_tools.intake.structure import read_structure
from build_tools.intake.traditional import is_traditional, simplified

_Found = TypeVar("_Found", Number, Mention)
_STAND_INS = range(0xF0000, 0xFFFFE)
_LOST = re.compile(r"[^\n]{0,6}\ufffd[^\n]{0,6}")
_DATE_REMOVED = re.compile(r"(?:19|20)\d\d[-/.年]")


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file holds: its reports, what was removed and changed, what is damaged, what it names.

    ``doubtful`` are syllables in brackets that were left (line, text). ``traditional`` tells whether the
    text was converted to simplified characters. ``text`` is the cleaned text, damaged places as received.
    """

    reports: tuple[Report, ...]
    removed: tuple[Removed, ...]
    glosses: int
    doubtful: tuple[tuple[int, str], ...]
    traditional: bool
    damages: tuple[Damage, ...]
    numbers: tuple[Number, ...]
    dates: tuple[Mention, ...]
    places: tuple[Mention, ...]
    bodies: tuple[Mention, ...]
    works: tuple[Mention, ...]
    published: tuple[Removed, ...]

    @property
    def text(self) -> str:
        """The cleaned text: headings and paragraphs in order, one a line."""
        blocks = [block for report in self.reports for block in (*report.headings, *report.paragraphs)]
        return "\n".join(block.text for block in sorted(blocks, key=lambda block: block.place.line))


def take_in(text: str) -> Intake:
    """Return what ``text`` holds; any text can be taken in."""
    stripped = strip_glosses(text)
    runs = find_shifted_runs(text, stripped)
    held, stand_ins = _held_out(text, runs)
    plain = strip_glosses(held) if runs else stripped
    traditional = is_traditional(plain.text)
    clean = simplified(plain.text) if traditional else plain.text
    lines = (Line(number, line) for number, line in enumerate(clean.split("\n"), 1))
    cleared = clear_furniture(lines)
    reports = read_structure(cleared.lines)
    damages = tuple(_damages(text, runs, stand_ins, reports, traditional=traditional))
    restored = {stand_in: run.received for stand_in, run in zip(stand_ins, runs, strict=True)}
    reports = tuple(_restored(report, restored) for report in reports)
    blocks = [block for report in reports for block in (*report.headings, *report.paragraphs)]
    blocks.sort(key=lambda block: (block.place.line, block.place.paragraph))
    removed = tuple(replace(r, text=_put_back(r.text, restored)) for r in cleared.removed)
    return Intake(
        reports=reports,
        removed=removed,
        glosses=plain.count,
        doubtful=plain.doubtful,
        traditional=traditional,
        damages=damages,
        numbers=_all(blocks, numbers_in),
        dates=_all(blocks, dates_in),
        places=_all(blocks, places_in),
        bodies=_all(blocks, bodies_in),
        works=_all(blocks, _works_in),
        published=tuple(r for r in removed if _DATE_REMOVED.search(r.text)),
    )


def _held_out(text: str, runs: tuple[ShiftedRun, ...]) -> tuple[str, list[str]]:
    """Return the text with one character in place of each damaged run, and these characters."""
    used = set(text)
    free = (char for code in _STAND_INS if (char := chr(code)) not in used)
    stand_ins = [next(free) for _ in runs]
    parts, position = [], 0
    for run, stand_in in zip(runs, stand_ins, strict=True):
        parts += [text[position : run.start], stand_in]
        position = run.end
    return "".join([*parts, text[position:]]), stand_ins


def _put_back(text: str, restored: dict[str, str]) -> str:
    for stand_in, received in restored.items():
        text = text.replace(stand_in, received)
    return text


def _restored(report: Report, restored: dict[str, str]) -> Report:
    def block(paragraph: Paragraph) -> Paragraph:
        place = replace(paragraph.place, heading=_put_back(paragraph.place.heading, restored))
        return Paragraph(place, _put_back(paragraph.text, restored))

    if not restored:
        return report
    return replace(
        report,
        title=_put_back(report.title, restored),
        paragraphs=tuple(map(block, report.paragraphs)),
        headings=tuple(map(block, report.headings)),
    )


def _damages(
    text: str,
    runs: tuple[ShiftedRun, ...],
    stand_ins: list[str],
    reports: tuple[Report, ...],
    *,
    traditional: bool,
) -> Iterable[Damage]:
    blocks = [block for report in reports for block in (*report.paragraphs, *report.headings)]
    for run, stand_in in zip(runs, stand_ins, strict=True):
        place = next((block.place for block in blocks if stand_in in block.text), None)
        proposals = [simplified(p.text) if traditional else p.text for p in run.proposals]
        line = text.count("\n", 0, run.start) + 1
        yield Damage(line, place, run.received, tuple(dict.fromkeys(proposals)), run.proposals[0].reason)
    covered = [(run.start, run.end) for run in runs]
    for match in _LOST.finditer(text):
        mark = text.index("\ufffd", match.start())
        if not any(start <= mark < end for start, end in covered):
            line = text.count("\n", 0, mark) + 1
            yield Damage(line, None, match[0].strip(), (), "有字已经丢失，只能对照原件补")


def _all(blocks: list[Paragraph], find: Callable[[Paragraph], Iterable[_Found]]) -> tuple[_Found, ...]:
    return tuple(found for block in blocks for found in find(block))


def _works_in(paragraph: Paragraph) -> Iterable[Mention]:
    for citation in find_citations(paragraph.text):
        yield Mention(paragraph.place, citation.text, citation.name)
