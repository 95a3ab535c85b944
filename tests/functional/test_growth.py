"""The work of a check and of a build grows with the data and not faster, counted in calls, not in seconds."""

from __future__ import annotations

import datetime as dt
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.corpus import Size, write_corpus
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.site import build_pages

if TYPE_CHECKING:
    from types import FrameType

DAY = dt.date(2026, 1, 1)
TIMES = 4
SIZES = (Size(works=6, articles=12, duties=36, experiences=6), Size(24, 12, 144, 24))
MOST = 1.1
"""cost ~ size^1.1"""


def calls(work: Callable[[], object]) -> int:
    """Return how many functions ``work`` calls, built-in ones too."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two made-up knowledge bases, the second several times as large as the first."""
    found = [tmp_path_factory.mktemp("base") for _ in SIZES]
    for folder, size in zip(found, SIZES, strict=True):
        write_corpus(folder, size)
    return found


def opened(folder: Path) -> KnowledgeBase:
    return open_knowledge_base(folder, as_of=DAY)


def test_a_made_up_knowledge_base_has_no_finding(folders: list[Path]) -> None:
    assert [opened(folder).findings for folder in folders] == [(), ()]


def test_the_same_seed_makes_the_same_files(folders: list[Path], tmp_path: Path) -> None:
    write_corpus(tmp_path, SIZES[0])
    made = [{p.relative_to(f): p.read_bytes() for p in f.rglob("*.yml")} for f in (folders[0], tmp_path)]
    assert made[0] == made[1]


def test_checking_grows_with_the_data(folders: list[Path]) -> None:
    first, second = (calls(lambda folder=folder: opened(folder).findings) for folder in folders)  # type: ignore[misc]
    assert math.log(second / first, TIMES) <= MOST


def test_writing_the_pages_grows_with_the_data(folders: list[Path]) -> None:
    build_pages(opened(folders[0]))  # templates are compiled once
    first, second = (calls(lambda folder=folder: build_pages(opened(folder))) for folder in folders)  # type: ignore[misc]
    assert math.log(second / first, TIMES) <= MOST
