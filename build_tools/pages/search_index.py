"""The search index: one entry per provision, duty, measure and so on, as a script that a folder can serve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.corpus import Kind, ProvisionRef
from build_tools.pages.book import address
from build_tools.pages.page import Address, Asset
from build_tools.resolution import canonical_reference

if TYPE_CHECKING:
    from build_tools.pages.book import Book

PATH = "assets/search-index.js"

Entry = tuple[str, str, str, str, str]
"""Kind in Chinese, title, where it stands, text, address from the root of the site."""


def search_index(book: Book) -> Asset:
    """Return the index as a script that hands itself to the search box."""
    entries = [
        *_bearers(book),
        *_works(book),
        *_duties(book),
        *_practice(book),
        *_points(book),
        *_terms(book),
    ]
    data = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return Asset(PATH, f"window.zelianIndex = {data};\n")


def _bearers(book: Book) -> Iterator[Entry]:
    for bearer in book.corpus.bearers.values():
        names = "、".join(bearer.aliases)
        yield (
            "岗位",
            bearer.name,
            bearer.tier.value,
            f"{names} {bearer.description}".strip(),
            _url(Kind.BEARER, bearer.id),
        )


def _works(book: Book) -> Iterator[Entry]:
    for work in book.corpus.works.values():
        names = " ".join((work.title, *work.aliases))
        yield "法规", f"《{work.short_title}》", work.issuer, names, _url(Kind.WORK, work.id)
        for provision in book.provisions(work.id):
            if provision.digest or provision.text:
                ref = ProvisionRef(work.id, provision.eid)
                title = canonical_reference(ref, book.corpus)
                yield (
                    "条款",
                    title,
                    provision.title or "",
                    "\n".join(filter(None, (provision.digest, provision.text))),
                    _plain(book.address_of_provision(ref)),
                )


def _duties(book: Book) -> Iterator[Entry]:
    for duty in book.corpus.duties.values():
        path = " › ".join((duty.bearer, duty.stage, *duty.basis[:1]))
        yield "责任", duty.title, path, duty.action, _plain(book.address_of_duty(duty))


def _practice(book: Book) -> Iterator[Entry]:
    for experience in book.corpus.experiences.values():
        yield (
            "经验",
            experience.title,
            experience.region,
            experience.summary,
            _url(Kind.EXPERIENCE, experience.id),
        )
        for measure in experience.measures:
            path = f"{experience.region} › {measure.stage}"
            yield (
                "做法",
                measure.title,
                path,
                measure.what,
                _url(Kind.MEASURE, f"{experience.id}/{measure.id}"),
            )


def _points(book: Book) -> Iterator[Entry]:
    for problem in book.corpus.problems.values():
        yield "问题", problem.title, problem.stage, problem.description, _url(Kind.PROBLEM, problem.id)
    for indicator in book.corpus.indicators.values():
        yield (
            "检查指标",
            indicator.title,
            indicator.nature.value,
            indicator.look_for,
            _url(Kind.INDICATOR, indicator.id),
        )


def _terms(book: Book) -> Iterator[Entry]:
    for term in book.corpus.terms.values():
        title = "、".join((term.name, *term.aliases))
        yield "术语", title, "", term.definition or "", _url(Kind.TERM, term.id)


def _url(kind: Kind, identifier: str) -> str:
    target = address(kind, identifier)
    return _plain(target) if target else ""


def _plain(target: Address) -> str:
    return target.relative_to("")
