"""Duties as rows of a table and as cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.dating import day_of
from build_tools.graph import Link as GraphLink
from build_tools.pages.annotation import Chip
from build_tools.pages.desk import Link

if TYPE_CHECKING:
    from build_tools.graph import Practice
    from build_tools.model import Duty
    from build_tools.pages.desk import Desk


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty in a list: who, what, on which basis, by when, shown by what."""

    id: str
    title: str
    href: str
    bearer: Link
    modality: str
    action: Markup
    stage: str
    line: str
    timing: str
    period: str
    evidence: tuple[str, ...]
    units: tuple[str, ...]
    basis: tuple[Chip, ...]
    note: Markup | None
    work: str
    suspect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """A measure linked to a duty, and why."""

    measure: Link
    link: str
    css: str
    why: Markup
    suspect: bool
    duty: Link | None = None


@dataclass(frozen=True, slots=True)
class DutyCard:
    """A duty in full: its row and what is linked to it."""

    row: DutyRow
    practice: tuple[PracticeRow, ...]
    indicators: tuple[Link, ...]
    problems: tuple[Link, ...]
    matters: tuple[Link, ...]


def duty_row(desk: Desk, duty: Duty) -> DutyRow:
    """Return ``duty`` as a row."""
    timing = duty.timing
    return DutyRow(
        id=duty.id,
        title=duty.title,
        href=desk.href(desk.book.address_of_duty(duty)),
        bearer=desk.bearer_named(duty.bearer),
        modality=duty.modality.value,
        action=desk.text(duty.action),
        stage=duty.stage,
        line=duty.line,
        timing=timing.label if timing else "",
        period=timing.period.value if timing and timing.period else "",
        evidence=duty.evidence,
        units=duty.applies_to.unit,
        basis=tuple(desk.chip(ref) for ref in desk.book.basis_of(duty.id)),
        note=desk.optional(duty.note),
        work=desk.book.work_of(duty.id),
        suspect=desk.book.why_suspect(Kind.DUTY, duty.id),
    )


def duty_card(desk: Desk, duty: Duty) -> DutyCard:
    """Return ``duty`` with the practice, indicators, problems and matters linked to it."""
    graph = desk.book.graph
    return DutyCard(
        row=duty_row(desk, duty),
        practice=tuple(practice_row(desk, practice, duty) for practice in graph.practice_for(duty.id)),
        indicators=tuple(desk.titled(Kind.INDICATOR, i) for i in graph.indicators_for(duty.id)),
        problems=tuple(desk.titled(Kind.PROBLEM, p) for p in graph.problems_of(duty.id)),
        matters=tuple(desk.titled(Kind.MATTER, m) for m in graph.matters_of(duty.id)),
    )


def practice_row(desk: Desk, practice: Practice, duty: Duty, *, named: bool = False) -> PracticeRow:
    """Return a measure with the reason of its link to ``duty``, which is named where the reader misses it."""
    return PracticeRow(
        measure=desk.measure(practice.experience, practice.measure),
        link=practice.link.chinese,
        css="implements" if practice.link is GraphLink.IMPLEMENTS else "illustrates",
        why=desk.text(practice.why, said_on=day_of(practice.experience, practice.measure)),
        suspect=desk.book.is_suspect(Kind.DUTY, duty.id),
        duty=desk.duty(duty) if named else None,
    )
