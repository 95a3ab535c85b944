"""What the project is made of: pinned, hashed, free to use; and the workflows, which may do little."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.security.supply import (
    BUNDLED,
    COPYLEFT,
    PAGE,
    REMARKS,
    SHARED,
    WEAK,
    compiled,
    licence_of,
    runtime,
    shared,
    stated,
)
from tests.site.building import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def listed() -> dict[str, str]:
    """The packages of the page and what it says of their licences."""
    first = text(PAGE).partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|", first, re.MULTILINE)
    return dict(rows)


def test_every_requirement_is_pinned_to_a_version_and_hashes() -> None:
    entries = re.split(r"\n(?=[a-z])", re.sub(r"(?m)^\s*#.*\n", "", text(ROOT / "constraints.txt")))
    assert len(entries) > 50
    assert [
        entry for entry in entries if not re.match(r"[\w.-]+==\S+ .*\\\n\s+--hash=sha256:[0-9a-f]{64}", entry)
    ] == []


def test_the_page_lists_what_the_program_needs_to_run() -> None:
    assert set(listed()) >= set(runtime())


def test_no_package_that_runs_is_under_a_licence_that_binds_the_whole() -> None:
    bound = {
        name: licence for name, found in runtime().items() if COPYLEFT.search(licence := licence_of(found))
    }
    assert bound == {}
    assert [licence for licence in listed().values() if COPYLEFT.search(licence)] == []
    assert not [name for name, found in runtime().items() if not licence_of(found)]


def test_weaker_licences_are_remarked_upon() -> None:
    weak = {name for name, licence in listed().items() if WEAK.search(licence)}
    assert weak <= set(REMARKS)


def test_every_package_with_compiled_code_is_known_with_what_is_in_it() -> None:
    assert {name for name, found in runtime().items() if compiled(found)} <= set(BUNDLED)
    unknown = {part for found in runtime().values() for part, licence in stated(found).items() if not licence}
    assert unknown == set()
    assert all(
        f"| {name} | {library} | {licence} |" in text(PAGE)
        for name, libraries in BUNDLED.items()
        for library, licence in libraries.items()
    )


def test_no_package_brings_a_shared_library_that_is_not_listed() -> None:
    brought = {path for found in runtime().values() for path in shared(compiled(found))}
    assert brought <= SHARED


def test_a_shared_library_is_told_from_a_module() -> None:
    libraries = {
        "示例.libs/libjbig-1a.so.2.1",
        "示例/.dylibs/libz.1.dylib",
        "示例.libs/msvcp140-2b.dll",
        "示例/libplain.so",
        "示例.libs/_odd.abi3.so",
    }
    modules = {"示例/_fast.abi3.so", "示例/a.cpython-311-x86_64-linux-gnu.so", "示例/b.cp311-win_amd64.pyd"}
    assert shared(libraries | modules) == libraries


def test_no_library_inside_a_package_is_under_a_licence_that_binds_the_whole() -> None:
    listed = [licence for libraries in BUNDLED.values() for licence in libraries.values()]
    said = [licence for found in runtime().values() for licence in stated(found).values()]
    assert len(said) > 50  # of the crates in pydantic-core
    assert [licence for licence in listed + said if COPYLEFT.search(licence)] == []
    assert COPYLEFT.search("FTL OR GPL-2.0-or-later")
    assert not COPYLEFT.search("BSD-2-Clause OR LGPL-2.1-or-later")


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_actions_by_commit(workflow: Path) -> None:
    used = re.findall(r"uses: (.+)", text(workflow))
    assert used
    assert [line for line in used if not _PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_only_and_keeps_no_secret(workflow: Path) -> None:
    plan: dict[Any, Any] = yaml.load(text(workflow), yaml.BaseLoader)  # noqa: S506  (texts only)
    assert plan["permissions"] == {"contents": "read"}
    assert not [job for job in plan["jobs"].values() if "permissions" in job]
    assert "pull_request_target" not in plan["on"]
    assert "workflow_run" not in plan["on"]
    assert "secrets." not in text(workflow)
    steps = [step for job in plan["jobs"].values() for step in job["steps"]]
    fetching = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert {step["with"]["persist-credentials"] for step in fetching} == {"false"}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_no_words_of_a_stranger(workflow: Path) -> None:
    """Expressions in a script become part of it: names of branches and titles are somebody's words."""
    plan: dict[Any, Any] = yaml.load(text(workflow), yaml.BaseLoader)  # noqa: S506  (texts only)
    scripts = [step["run"] for job in plan["jobs"].values() for step in job["steps"] if "run" in step]
    assert scripts
    assert [script for script in scripts if "${{" in script] == []
