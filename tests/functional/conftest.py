"""The real knowledge base, opened once, on a fixed day."""

import datetime as dt
from pathlib import Path

import pytest

from build_tools import load
from build_tools.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
AS_OF = dt.date(2026, 1, 1)


@pytest.fixture(scope="session")
def real() -> KnowledgeBase:
    return load(ROOT / "regulations", as_of=AS_OF)
