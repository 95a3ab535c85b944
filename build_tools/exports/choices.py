"""What a list is asked for: posts, kind of unit, year, steps; and which duties answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.errors import ToolError
from build_tools.suggestions import did_you_mean

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Bearer, Duty

YEARS = range(1921, 2100)


@dataclass(frozen=True, slots=True)
class Choice:
    """Posts or bodies (none: all), a kind of unit (none: all), a year, steps (none: all).

    ``own``: only duties that name the post itself, not those of the classes to which it belongs;
    ``body``: also the duties of the body to which it belongs.
    """

    year: int
    posts: tuple[Bearer, ...] = ()
    unit: str | None = None
    stages: tuple[str, ...] = ()
    own: bool = False
    body: bool = False

    @property
    def who(self) -> str:
        """Whom the list is for, in words."""
        names = [post.name for post in self.posts]
        if not names:
            return "全部主体"
        return "、".join(names) if len(names) <= 3 else f"{names[0]}等{len(names)}个主体"  # noqa: PLR2004  (fits a title)


def choose(  # noqa: PLR0913  (one parameter a choice)
    kb: KnowledgeBase,
    *,
    year: int,
    posts: Iterable[str] = (),
    unit: str | None = None,
    stages: Iterable[str] = (),
    own: bool = False,
    body: bool = False,
) -> Choice:
    """Return the choice that names or ids stand for.

    Raises:
        ToolError: a name is unknown (the message tells similar ones), or the year is none.
    """
    if year not in YEARS:
        raise ToolError(f"年度“{year}”不对；写四位的公历年，如 2026")
    return Choice(
        year,
        tuple(dict.fromkeys(_bearer(kb, name) for name in posts)),
        _entry(kb, Kind.UNIT_TYPE, unit) if unit else None,
        tuple(_entry(kb, Kind.STAGE, name) for name in stages),
        own,
        body,
    )


def _bearer(kb: KnowledgeBase, name: str) -> Bearer:
    found = kb.corpus.named(Kind.BEARER, name)
    if found is None:
        raise ToolError(_unknown(kb, Kind.BEARER, name))
    return kb.corpus.bearers[found.id]


def _entry(kb: KnowledgeBase, kind: Kind, name: str) -> str:
    found = kb.corpus.named(kind, name)
    if found is None:
        raise ToolError(_unknown(kb, kind, name))
    return found.name


def _unknown(kb: KnowledgeBase, kind: Kind, name: str) -> str:
    names = kb.corpus.names(kind)
    some = "、".join(names) if kind is not Kind.BEARER else "zelian stats 列出的名称"
    return f"没有叫“{name}”的{kind.chinese}；{did_you_mean(name, names) or f'可以写{some}'}"


def duties_for(kb: KnowledgeBase, choice: Choice) -> tuple[Duty, ...]:
    """Return the duties that a choice asks for: by step, then in the order of the clauses."""
    order = {name: index for index, name in enumerate(kb.corpus.names(Kind.STAGE))}
    found = [duty for duty in _owed(kb, choice) if answers(kb, duty, choice)]
    return tuple(sorted(found, key=lambda duty: order.get(duty.stage, len(order))))


def answers(kb: KnowledgeBase, duty: Duty, choice: Choice) -> bool:
    """Whether a duty is of the steps, for the kind of unit, and in force by the end of the year."""
    units = duty.applies_to.unit
    fits_unit = choice.unit is None or not units or choice.unit in units
    fits_stage = not choice.stages or duty.stage in choice.stages
    return fits_unit and fits_stage and since(kb, duty) <= choice.year


def since(kb: KnowledgeBase, duty: Duty) -> int:
    """Return the year in which the oldest known text of a duty's first basis came into force."""
    basis = kb.graph.basis_of(duty.id)
    day = kb.corpus.first_effective(basis[0].work) if basis else None
    return (day or dt.date(YEARS.start, 1, 1)).year


def _owed(kb: KnowledgeBase, choice: Choice) -> tuple[Duty, ...]:
    if not choice.posts:
        return tuple(kb.corpus.duties.values())
    graph = kb.graph
    bodies = (graph.body_of(post.id) for post in choice.posts) if choice.body else ()
    bearers = dict.fromkeys(bearer.id for bearer in (*choice.posts, *bodies) if bearer)
    owed = [graph.duties_of(bearer, inherited=not choice.own) for bearer in bearers]
    return owed[0] if len(owed) == 1 else graph.in_order(duty.id for duties in owed for duty in duties)
