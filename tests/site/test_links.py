from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools.corpus import Kind, ProvisionRef
from build_tools.pages.book import Book
from tests.site.crawling import is_external, target

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site
    from tests.site.crawling import Reading

Readings = dict[str, "Reading"]
Targets = dict[str, set[tuple[str, str]]]
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def targets(readings: Readings) -> Targets:
    """Where the links of each page lead: path and anchor."""
    return {page: {target(page, link) for link in reading.links} for page, reading in readings.items()}


def test_every_link_leads_to_a_page_or_file_and_an_anchor_that_exist(site: Site, readings: Readings) -> None:
    files = {*(asset.path for asset in site.assets), *(download.path for download in site.downloads)}
    dead = [
        (page, link)
        for page, reading in readings.items()
        for link in reading.links
        if link != "#" and target(page, link)[0] not in files and not _exists(readings, *target(page, link))
    ]
    assert dead == []


def _exists(readings: Readings, path: str, anchor: str) -> bool:
    if path.startswith(("contributing/", "guide/", "reference/")):
        return (DOCS / path).with_suffix(".md").is_file()
    return path in readings and (not anchor or anchor in readings[path].ids)


def test_no_id_stands_twice_on_a_page(readings: Readings) -> None:
    doubled = {page: [i for i, n in Counter(r.ids).items() if n > 1] for page, r in readings.items()}
    assert {page: ids for page, ids in doubled.items() if ids} == {}


def test_every_preview_that_a_chip_names_is_on_the_page(readings: Readings) -> None:
    assert all(set(reading.described_by) <= set(reading.ids) for reading in readings.values())


def test_the_table_of_contents_names_anchors_of_the_page(site: Site, readings: Readings) -> None:
    missing = [
        (page.path, entry.id)
        for page in site.pages
        for entry in page.toc
        if entry.id not in readings[page.path].ids
    ]
    assert missing == []


def test_pages_load_nothing_and_lead_to_no_other_host(readings: Readings) -> None:
    assert [r.loaded for r in readings.values() if r.loaded] == []
    assert [link for r in readings.values() for link in r.links if is_external(link)] == []


def test_the_only_way_out_are_the_official_pages_of_the_works(kb: KnowledgeBase, readings: Readings) -> None:
    official = {work.official_url for work in kb.corpus.works.values() if work.official_url}
    assert {link for reading in readings.values() for link in reading.outward} == official


def test_every_page_has_a_trail_from_the_home_page(targets: Targets) -> None:
    assert [
        page for page in targets if page != "index.html" and ("index.html", "") not in targets[page]
    ] == []


def test_every_provision_is_an_anchor_on_the_page_of_its_work(kb: KnowledgeBase, readings: Readings) -> None:
    book = Book(kb)
    missing = [
        (work, str(provision.eid))
        for work in kb.corpus.works
        for provision in book.provisions(work)
        if str(provision.eid) not in readings[f"works/{work}.html"].ids
    ]
    assert missing == []


def test_a_clause_leads_to_its_duties_and_a_duty_to_its_clauses(kb: KnowledgeBase, targets: Targets) -> None:
    book = Book(kb)
    for duty in kb.corpus.duties.values():
        there = book.address_of_duty(duty)
        for ref in kb.graph.basis_of(duty.id):
            clause = book.address_of_provision(ref)
            assert (there.path, there.anchor) in targets[clause.path]
            assert (clause.path, clause.anchor) in targets[there.path]


def test_a_bearer_leads_to_its_duties_and_a_duty_to_its_bearer(kb: KnowledgeBase, targets: Targets) -> None:
    book = Book(kb)
    for bearer in kb.corpus.bearers:
        page = f"bearers/{bearer}.html"
        for duty in kb.graph.duties_of(bearer, inherited=True):
            there = book.address_of_duty(duty)
            assert (there.path, duty.id) in targets[page]
        for duty in kb.graph.duties_of(bearer):
            there = book.address_of_duty(duty)
            assert (page, "") in targets[there.path]


def test_a_measure_and_its_duties_lead_to_each_other(kb: KnowledgeBase, targets: Targets) -> None:
    book = Book(kb)
    for duty in kb.corpus.duties.values():
        there = book.address_of_duty(duty)
        for practice in kb.graph.practice_for(duty.id):
            page = f"experiences/{practice.experience.id}.html"
            assert (page, practice.measure.id) in targets[there.path]
            assert (there.path, duty.id) in targets[page]


@pytest.mark.parametrize("kind", [Kind.PROBLEM, Kind.INDICATOR])
def test_a_problem_or_indicator_and_its_duties_lead_to_each_other(
    kb: KnowledgeBase, targets: Targets, kind: Kind
) -> None:
    book, page = Book(kb), f"{kind}s/index.html"
    of = kb.graph.problems_of if kind is Kind.PROBLEM else kb.graph.indicators_for
    for duty in kb.corpus.duties.values():
        there = book.address_of_duty(duty)
        for point in of(duty.id):
            assert (page, point) in targets[there.path]
            assert (there.path, duty.id) in targets[page]


def test_a_cited_provision_leads_to_those_that_cite_it(kb: KnowledgeBase, targets: Targets) -> None:
    book = Book(kb)
    for work in kb.corpus.works:
        page = f"works/{work}.html"
        for ref in (ProvisionRef(work), *(ProvisionRef(work, p.eid) for p in book.provisions(work))):
            for node in book.citing(ref):
                there = book.address_of(node)
                assert there is not None
                assert (there.path, there.anchor) in targets[page]
