from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.cache import VARIABLE, Cache, cache_beside, turned_off
from build_tools.corpus import Declared
from build_tools.findings import Finding
from build_tools.knowledge_base import open_knowledge_base
from build_tools.yaml_source import parse_yaml
from tests import strategies
from tests.conftest import TinyBase

RAW = "id: sample\naliases: [甲, 乙]\n".encode()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entries(cache: Cache) -> list[Path]:
    return sorted(cache.folder.glob("*"))


def refuse(path: str, raw: bytes) -> None:
    raise AssertionError(f"{path} was parsed again: {raw!r}")


def test_a_file_is_parsed_once(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = cache.read("x.yml", RAW)
    monkeypatch.setattr("build_tools.yaml_source.parse_yaml", refuse)
    again, findings = Cache(cache.folder).read("y.yml", RAW)
    assert first is not None
    assert again is not None
    assert (again.path, again.data, again.first_line, findings) == ("y.yml", first.data, "id: sample", [])
    assert str(again.locate(("aliases", 1))) == "y.yml:2:14"


def test_a_file_with_a_finding_is_not_kept(cache: Cache) -> None:
    assert len(cache.read("x.yml", b"a: 1\na: 2\n")[1]) == 1
    assert not cache.folder.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"sample", b"simple"),
        lambda _: b"",
        lambda _: b"\xff\n{}",
    ],
    ids=["cut off", "changed", "empty", "no text"],
)
def test_a_damaged_entry_is_read_anew_and_replaced(cache: Cache, damage: object) -> None:
    cache.read("x.yml", RAW)
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    assert callable(damage)
    entry.write_bytes(damage(whole))
    document, _ = Cache(cache.folder).read("x.yml", RAW)
    assert document == parse_yaml("x.yml", RAW)[0]
    assert entry.read_bytes() == whole


def test_an_entry_of_another_version_is_not_used(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.read("x.yml", RAW)
    monkeypatch.setattr("build_tools.cache.installed", lambda: "another one")
    Cache(cache.folder).read("x.yml", RAW)
    assert len(entries(cache)) == 2


def test_what_is_made_is_made_once_for_each_maker_and_subject(cache: Cache) -> None:
    made: list[str] = []

    def make(name: str) -> bytes:
        made.append(name)
        return name.encode()

    asked = [("docx 1", ("甲",)), ("docx 1", ("甲",)), ("docx 2", ("甲",)), ("docx 1", ("乙",))]
    assert [cache.made(*key, partial(make, str(key))) for key in asked] == [str(k).encode() for k in asked]
    assert made == [str(key) for key in (asked[0], asked[2], asked[3])]


def test_inputs_that_join_to_the_same_are_told_apart(cache: Cache) -> None:
    assert [cache.made(*key, key[0].encode) for key in (("a", ""), ("a'", ""), ("", "a"))] == [
        b"a",
        b"a'",
        b"",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the administrator")
def test_a_folder_that_cannot_be_written_makes_a_cache_that_forgets(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert Cache(tmp_path / "cache").read("x.yml", RAW) == parse_yaml("x.yml", RAW)


def test_a_file_in_place_of_the_folder_makes_a_cache_that_forgets(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert Cache(tmp_path / "cache").read("x.yml", RAW) == parse_yaml("x.yml", RAW)


def test_tidying_removes_the_oldest_entries_that_were_not_used(tmp_path: Path) -> None:
    raws = [f"id: entry-{n}\n".encode() for n in range(4)]
    first = Cache(tmp_path)
    for age, raw in enumerate(raws):
        before = set(entries(first))
        first.read("x.yml", raw)
        (entry,) = set(entries(first)) - before
        os.utime(entry, (age, age))
    size = entry.stat().st_size
    second = Cache(tmp_path, max_bytes=3 * size)
    second.read("x.yml", raws[0])
    second.read("x.yml", b"id: entry-9\n")
    second.tidy()
    assert [_is_kept(tmp_path, raw) for raw in raws] == [True, False, False, True]


def _is_kept(folder: Path, raw: bytes) -> bool:
    before = len(entries(Cache(folder)))
    Cache(folder, max_bytes=10**9).read("x.yml", raw)
    return len(entries(Cache(folder))) == before


def test_a_run_that_keeps_nothing_removes_nothing(tmp_path: Path) -> None:
    Cache(tmp_path).read("x.yml", RAW)
    idle = Cache(tmp_path, max_bytes=0)
    idle.tidy()
    assert len(entries(idle)) == 1


def _read_all(folder: Path) -> int:
    cache = Cache(folder)
    return sum(cache.read("x.yml", f"id: entry-{n}\n".encode())[0] is not None for n in range(40))


def test_runs_at_the_same_time_share_a_folder(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_read_all, [tmp_path] * 4) == [40] * 4
    assert len(entries(Cache(tmp_path))) == 40  # and no temporary file


@given(st.lists(strategies.yaml_noise.map(str.encode) | st.binary(max_size=40), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_with_the_cache_is_reading(cache: Cache, raws: list[bytes]) -> None:
    for raw in (*raws, *raws):
        found, findings = cache.read("x.yml", raw)
        expected, expected_findings = parse_yaml("x.yml", raw)
        assert (found, findings) == (expected, expected_findings)
        if found and expected:
            assert (found.first_line, found.mark) == (expected.first_line, expected.mark)


EDITS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(
            [
                ("样例", "示例"),
                ("第三条", "第九条"),
                (": ", ":\n"),
                ("- ", "-"),
                ("。", "!"),
                ("id: ", "id: x-"),
                ("", "\t"),
            ]
        ),
    ),
    max_size=6,
)


@given(EDITS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_edited_the_result_is_that_without_a_cache(
    tiny_base: TinyBase, tmp_path: Path, edits: list[tuple[int, tuple[str, str]]]
) -> None:
    for step in edited(tiny_base.root, edits):
        assert _opened(step, Cache(tmp_path / "cache")) == _opened(step, None)


def edited(root: Path, edits: list[tuple[int, tuple[str, str]]]) -> Iterator[Path]:
    """Yield the knowledge base before and after each edit, and once more when all are taken back."""
    files = {path: path.read_bytes() for path in sorted(root.rglob("*.yml"))}
    yield root
    try:
        for number, (old, new) in edits:
            path = list(files)[number % len(files)]
            path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
            yield root
    finally:
        for path, raw in files.items():
            path.write_bytes(raw)
    yield root


def _opened(root: Path, cache: Cache | None) -> tuple[tuple[Declared, ...], tuple[Finding, ...]]:
    base = open_knowledge_base(root, cache=cache)
    return base.corpus.declared, base.findings


def test_the_cache_stands_beside_the_knowledge_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    found = cache_beside(tmp_path / "regulations")
    assert found is not None
    assert found.folder == tmp_path / ".cache" / "zelian"


def test_the_environment_names_another_folder_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere"))
    found = cache_beside(tmp_path)
    assert found is not None
    assert found.folder == tmp_path / "elsewhere"
    with turned_off():
        assert cache_beside(tmp_path) is None
    assert cache_beside(tmp_path) is not None
