"""The ten questions of the guide: each command answers, and with the clauses that the guide names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.functional.conftest import Run

PAGE = Path(__file__).parents[2] / "docs/guide/ten-questions.md"
SECTIONS = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
CLAUSE = re.compile(
    r"(《[^》]+》)?(第[一二三四五六七八九十]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?)"
)


def test_there_are_ten() -> None:
    assert [section.partition(".")[0] for section in SECTIONS] == [str(n) for n in range(1, 11)]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_each_is_answered_with_its_clauses(run: Run, section: str) -> None:
    printed = ""
    for command in re.findall(r"^zelian (.+)$", section, re.MULTILINE):
        code, out, err = run(*command.split())
        assert (code, err) == (0, "")
        printed += out
    basis = section.rpartition("依据：")[2]
    work = ""
    for named, place in CLAUSE.findall(basis):
        work = named or work
        assert f"{work}{place}" in printed
    assert work
