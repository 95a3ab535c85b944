"""The real knowledge base and its pages, made once."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from build_tools.knowledge_base import open_knowledge_base
from build_tools.site import build_pages
from tests.site.building import AS_OF, ROOT
from tests.site.crawling import read

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.site import Site
    from tests.site.crawling import Reading


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return open_knowledge_base(ROOT / "regulations", as_of=dt.date.fromisoformat(AS_OF))


@pytest.fixture(scope="session")
def site(kb: KnowledgeBase) -> Site:
    return build_pages(kb)


@pytest.fixture(scope="session")
def readings(site: Site) -> dict[str, Reading]:
    """What stands in each page, by its path."""
    return {page.path: read(page.html) for page in site.pages}
