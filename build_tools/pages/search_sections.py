"""What search finds in a knowledge base: a section per record, provision and figure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Level
from build_tools.pages.book import address
from build_tools.pages.desk import Desk
from build_tools.pages.page import Address
from build_tools.pages.practice_views import figure_view
from build_tools.pages.search_index import Section, SectionKind, joined
from build_tools.pages.timeline import PATH as TIMELINE
from build_tools.pages.timeline import moments_of
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.model import Duty, Experience, Figure, Measure
    from build_tools.pages.book import Book
    from build_tools.provisions import Provision


def search_sections(book: Book) -> tuple[Section, ...]:
    """Return the sections of the knowledge base, kind by kind."""
    return (
        *_bearers(book),
        *_works(book),
        *_terms(book),
        *(s for work in book.corpus.works if work not in book.shelved for s in _provisions(book, work)),
        *(_duty(book, duty) for duty in book.corpus.duties.values()),
        *(section for experience in book.corpus.experiences.values() for section in _experience(experience)),
        *_problems(book),
        *_indicators(book),
        *_matters(book),
        *_moments(book),
    )


def _bearers(book: Book) -> Iterator[Section]:
    for bearer in book.corpus.bearers.values():
        yield Section(
            SectionKind.BEARER,
            bearer.name,
            joined((bearer.tier.value, "岗位责任")),
            _place(Kind.BEARER, bearer.id),
            bearer.description,
            bearer.aliases,
            len(book.graph.duties_of(bearer.id)),
        )


def _works(book: Book) -> Iterator[Section]:
    for work in book.corpus.works.values():
        yield Section(
            SectionKind.WORK,
            work.short_title,
            joined((work.kind.value, work.issuer)),
            _place(Kind.WORK, work.id),
            work.note or "",
            tuple(dict.fromkeys(name for name in (work.title, *work.aliases) if name != work.short_title)),
            book.duties_on(work.id),
            partial(_articles, book, work.id) if work.id in book.shelved else None,
        )


def _articles(book: Book, work: str) -> Iterator[Section]:
    """Yield the articles of a work with nothing but wording, each with all that is inside it."""
    text = book.text_of(work)
    for article in text.articles if text else ():
        ref = ProvisionRef(work, article.eid)
        yield Section(
            SectionKind.PROVISION,
            canonical_reference(ref, book.corpus),
            article.title or "",
            book.address_of_provision(ref),
            "\n".join(_with_number(inner) for inner in article.walk() if inner.text),
        )


def _with_number(provision: Provision) -> str:
    number = provision.num if provision.level in {Level.ITEM, Level.SUBITEM} else ""
    return f"{number}{provision.text}"


def _terms(book: Book) -> Iterator[Section]:
    for term in book.corpus.terms.values():
        place = _place(Kind.TERM, term.id)
        yield Section(
            SectionKind.TERM, term.name, joined(term.basis[:1]), place, term.definition or "", term.aliases
        )


def _provisions(book: Book, work: str) -> Iterator[Section]:
    text = book.text_of(work)
    for root in text.roots if text else ():
        yield from _provision(book, root, ())


def _provision(book: Book, provision: Provision, above: tuple[str, ...]) -> Iterator[Section]:
    """Yield a provision and those below it, each with the headings that it stands under."""
    ref = ProvisionRef(provision.work, provision.eid)
    title = provision.title or ""
    yield Section(
        SectionKind.PROVISION,
        canonical_reference(ref, book.corpus),
        joined((*above, title)),
        book.address_of_provision(ref),
        joined((provision.digest, provision.text), "\n"),
        (title,) if title else (),
    )
    for child in provision.children:
        yield from _provision(book, child, (*above, title) if title else above)


def _duty(book: Book, duty: Duty) -> Section:
    timing = f"时限：{duty.timing.label}" if duty.timing else None
    evidence = f"佐证：{'、'.join(duty.evidence)}" if duty.evidence else None
    return Section(
        SectionKind.DUTY,
        duty.title,
        joined((duty.bearer, duty.stage, *duty.basis[:1])),
        book.address_of_duty(duty),
        joined((duty.action, timing, evidence, "、".join(duty.basis[1:])), "\n"),
    )


def _experience(experience: Experience) -> Iterator[Section]:
    yield Section(
        SectionKind.EXPERIENCE,
        experience.title,
        joined((experience.region, experience.unit)),
        _place(Kind.EXPERIENCE, experience.id),
        experience.summary,
        (experience.region, experience.unit, *((experience.source.title,) if experience.source else ())),
        len(experience.measures),
    )
    for measure in experience.measures:
        place = _place(Kind.MEASURE, f"{experience.id}/{measure.id}")
        yield _measure(experience, measure, place)
        for figure in measure.figures:
            yield _figure(experience, measure, figure, place)


def _measure(experience: Experience, measure: Measure, place: Address) -> Section:
    figures = "；".join(f"{figure.label}{figure}" for figure in measure.figures)
    limits = "；".join(f"{t.after}{t.value}{t.unit.value}内{t.label}" for t in measure.time_limits)
    path = joined((experience.region, experience.unit, measure.stage, measure.mechanism.value))
    text = joined((measure.what, limits, figures), "\n")
    return Section(SectionKind.MEASURE, measure.title, path, place, text)


def _figure(experience: Experience, measure: Measure, figure: Figure, place: Address) -> Section:
    return Section(
        SectionKind.FIGURE,
        f"{figure.label}：{figure}",
        joined((experience.region, measure.title)),
        place,
        joined((figure_view(figure, "").as_of, figure.note), "\n"),
    )


def _problems(book: Book) -> Iterator[Section]:
    for problem in book.corpus.problems.values():
        text = joined((problem.description, *problem.causes, *problem.countermeasures), "\n")
        yield Section(
            SectionKind.PROBLEM, problem.title, problem.stage, _place(Kind.PROBLEM, problem.id), text
        )


def _indicators(book: Book) -> Iterator[Section]:
    for indicator in book.corpus.indicators.values():
        yield Section(
            SectionKind.INDICATOR,
            indicator.title,
            joined((indicator.nature.value, indicator.scope.value)),
            _place(Kind.INDICATOR, indicator.id),
            indicator.look_for,
        )


def _matters(book: Book) -> Iterator[Section]:
    known = book.corpus.duties
    for matter in book.corpus.matters.values():
        duties = tuple(known[duty] for duty in matter.duties if duty in known)
        yield Section(
            SectionKind.MATTER,
            matter.title,
            joined(("事项", f"责任{len(duties)}条")),
            _place(Kind.MATTER, matter.id),
            joined((matter.description, "；".join(duty.title for duty in duties), matter.note), "\n"),
            weight=len(duties),
        )


def _moments(book: Book) -> Iterator[Section]:
    """Yield what the timeline tells; a report appears there too, but has a section of its own."""
    for moment in moments_of(Desk(book, TIMELINE)):
        if moment.kind != "来源":
            yield Section(
                SectionKind.MOMENT,
                moment.title,
                joined(("制度沿革", moment.date)),
                Address(TIMELINE, moment.id),
                joined((str(moment.what.striptags()) if moment.what else "", moment.note), "\n"),
            )


def _place(kind: Kind, identifier: str) -> Address:
    place = address(kind, identifier)
    if place is None:
        raise ValueError(f"a {kind} has no place on the site: {identifier}")
    return place
