"""Knowledge bases full of payloads, and one of the same shape with harmless words."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.site import Site, build_pages
from tests.security.elements import elements
from tests.security.hostile import write_base
from tests.security.payloads import PAYLOADS

AS_OF = dt.date(2026, 1, 1)
GROUP = 8
ROUNDS = [pytest.param(start, id=f"payloads-{start}") for start in range(0, len(PAYLOADS), GROUP)]
SEPARATOR = " · "


def harmless(root: Path, *, names_too: bool) -> Path:
    """Write a base in which each text is a number."""
    numbers = itertools.count()
    return write_base(root, lambda: f"文字{next(numbers)}", names_too=names_too)


def hostile(root: Path, payloads: tuple[str, ...], *, names_too: bool) -> Path:
    """Write a base in which each text holds all ``payloads``, each text another one first."""
    turns = itertools.cycle(range(len(payloads)))

    def joined() -> str:
        turn = next(turns)
        return SEPARATOR.join((*payloads[turn:], *payloads[:turn]))

    return write_base(root, joined, names_too=names_too)


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Elements and attributes of the pages of a harmless base."""
    pairs: set[tuple[str, str]] = set()
    for names_too in (False, True):
        root = harmless(tmp_path_factory.mktemp("harmless"), names_too=names_too)
        for page in build_pages(open_knowledge_base(root, as_of=AS_OF)).pages:
            pairs |= elements(page.html).pairs
    return pairs


@pytest.fixture(scope="module", params=ROUNDS)
def hostile_kb(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A base in which each text field and each name holds the payloads of a group."""
    payloads = PAYLOADS[request.param : request.param + GROUP]
    root = hostile(tmp_path_factory.mktemp("hostile"), payloads, names_too=True)
    return open_knowledge_base(root, as_of=AS_OF)


@pytest.fixture(scope="module")
def hostile_site(hostile_kb: KnowledgeBase) -> Site:
    return build_pages(hostile_kb)
