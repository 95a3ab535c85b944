"""The pages that say what was tried and how to deploy: current, as far as it shows without running all."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.load import BLOCK, GUIDE, configuration
from site_config.hook import POLICY
from tests.security import table
from tests.security.table import CHOSEN, FAULTS, FUZZED, PAGE, Fault, belongs, function_of
from tests.site.building import ROOT


@pytest.fixture(scope="module")
def cases() -> Counter[str]:
    """How many cases each test has."""
    options = ["--collect-only", "-o", "addopts=--import-mode=importlib"]
    command = [sys.executable, "-m", "pytest", *options, *CHOSEN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    return Counter(function_of(line) for line in done.stdout.splitlines() if "::" in line)


def listed() -> dict[str, list[str]]:
    rows = re.findall(r"^\| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {cells[0]: cells for row in rows if len(cells := row.split(" | ")) == 5}


def test_every_test_keeps_one_class_of_fault(cases: Counter[str]) -> None:
    kept = {test: [fault.name for fault in FAULTS if belongs(test, fault)] for test in cases}
    assert {test: names for test, names in kept.items() if len(names) != 1} == {}


def test_every_class_of_fault_has_the_tests_it_names(cases: Counter[str]) -> None:
    named = [(fault.name, start) for fault in FAULTS for start in fault.tests]
    assert [pair for pair in named if not any(test.startswith(pair[1]) for test in cases)] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_page_says_how_many_cases_there_are(fault: Fault, cases: Counter[str]) -> None:
    _, inputs, count, result, tests = listed()[fault.name]
    assert tests == table.tests_of(fault)
    assert result == "全部通过"
    now = sum(number for test, number in cases.items() if belongs(test, fault))
    assert int(count) == now or (fault.grows and now)
    assert int(inputs.replace(",", "")) > 0


def test_the_page_lists_every_part_that_is_fuzzed() -> None:
    tests = {listed()[name][4] for name in FUZZED.values()}
    assert tests == {f"`benchmarks/fuzz.py {part}`" for part in FUZZED}
    assert {listed()[name][3] for name in FUZZED.values()} == {"没有违反承诺"}


def test_the_server_of_the_guide_sends_the_policy_of_the_pages() -> None:
    sent = re.search(r'Content-Security-Policy "([^"]+)"', GUIDE.read_text(encoding="utf-8"))
    assert sent
    assert rules(sent[1]) == rules(POLICY.replace(" file:", "")) | {"frame-ancestors": "'none'"}


def rules(policy: str) -> dict[str, str]:
    pairs = (rule.strip().partition(" ") for rule in policy.split(";"))
    return {name: value for name, _, value in pairs}


def test_the_server_of_the_guide_can_be_put_anywhere() -> None:
    server = configuration(GUIDE.read_text(encoding="utf-8"), Path("there"), 8080)
    assert "listen 127.0.0.1:8080;" in server
    assert "root there;" in server
    assert not re.search(r"location[^{]*{[^}]*add_header", server)  # it would do away with the others
    with pytest.raises(ValueError, match="no nginx"):
        configuration(BLOCK.sub("", GUIDE.read_text(encoding="utf-8")), Path("there"), 80)
