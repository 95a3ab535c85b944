"""Indicators: one complete page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from build_tools.corpus import Kind
from build_tools.pages.annotation import Chip
from build_tools.pages.desk import Desk, Link
from build_tools.pages.page import Page, TocEntry
from build_tools.pages.rendering import render_page

if TYPE_CHECKING:
    from build_tools.model import Indicator
    from build_tools.pages.book import Book


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """A point of inspection: what is looked at, which duties it measures, where it comes from."""

    id: str
    title: str
    nature: str
    scope: str
    look_for: Markup
    methods: str
    met: Markup | None
    evidence: tuple[str, ...]
    units: tuple[str, ...]
    is_ours: bool
    duties: tuple[Link, ...]
    source: Link | None
    basis: tuple[Chip, ...]
    suspect: tuple[str, ...]


def indicators_page(book: Book) -> Page:
    """Return the page of all indicators, common ones first."""
    desk = Desk(book, "indicators/index.html")
    cards = tuple(_indicator(desk, indicator) for indicator in book.corpus.indicators.values())
    common = tuple(card for card in cards if card.scope == "共性")
    particular = tuple(card for card in cards if card.scope != "共性")
    both = (("_common", "共性指标", common), ("_particular", "个性指标", particular))
    groups = tuple(group for group in both if group[2])
    return render_page(
        desk,
        "indicators.html",
        "检查指标",
        description="检查会看什么：检查指标、性质、范围和所衡量的责任。",
        toc=_toc(groups),
        source=book.source_of_list(Kind.INDICATOR),
        groups=groups,
        count=len(cards),
        ours=sum(card.is_ours for card in cards),
    )


def _toc(
    groups: tuple[tuple[str, str, tuple[IndicatorCard, ...]], ...],
) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(anchor, title, tuple(TocEntry(card.id, card.title) for card in cards))
        for anchor, title, cards in groups
    )


def _indicator(desk: Desk, indicator: Indicator) -> IndicatorCard:
    experience = desk.book.corpus.experiences.get(indicator.source)
    return IndicatorCard(
        id=indicator.id,
        title=indicator.title,
        nature=indicator.nature.value,
        scope=indicator.scope.value,
        look_for=desk.text(indicator.look_for),
        methods="、".join(indicator.methods),
        met=desk.optional(indicator.met),
        evidence=indicator.evidence,
        units=indicator.applies_to.unit,
        is_ours=indicator.is_ours,
        duties=desk.duties(indicator.duties),
        source=desk.experience(experience) if experience else None,
        basis=() if experience else desk.chips((indicator.source,)),
        suspect=desk.book.why_suspect(Kind.INDICATOR, indicator.id),
    )
