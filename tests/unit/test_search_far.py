"""The files of the index that search loads only when a query asks for them."""

from __future__ import annotations

import pytest

from build_tools.pages.page import Address
from build_tools.pages.search_far import FIRST, TABLES, Far, table_of
from build_tools.pages.search_index import Section, SectionKind, columns, search_index
from tests.site.scripts import part


def article(work: int, number: int, text: str) -> Section:
    place = Address(f"works/w{work}.html", f"art_{number}")
    return Section(SectionKind.PROVISION, f"《示例{work}》第{number}条", "", place, text)


def work(number: int, *texts: str) -> Section:
    inner = tuple(article(number, place, text) for place, text in enumerate(texts, 1))
    place = Address(f"works/w{number}.html")
    return Section(SectionKind.WORK, f"示例{number}", "", place, inner=lambda: inner)


def works_with(tables: dict[str, dict[str, str]], pair: str) -> list[int]:
    """Return what search-far.js makes of a table."""
    at, found = -1, []
    for step in tables[f"pairs-{table_of(pair)}"].get(pair, ""):
        at += ord(step) - FIRST
        found.append(at)
    return found


def files(*sections: Section) -> dict[str, object]:
    return {asset.path.removeprefix("assets/search-")[:-3]: part(asset) for asset in search_index(sections)}


def test_without_anything_inside_there_are_two_files() -> None:
    assert list(files(article(1, 1, "甲乙"))) == ["heads", "texts"]


def test_what_is_inside_stands_in_shards_and_not_in_the_heads() -> None:
    found = files(article(9, 1, "近处"), work(1, "甲乙丙", "丁"), work(2, "乙丙"))
    heads, shard = found["heads"], found["far-0"]
    assert isinstance(heads, dict)
    assert isinstance(shard, dict)
    assert heads["title"] == ["《示例9》第1条", "示例1", "示例2"]
    assert heads["far"] == {"rows": [1, 2], "shards": [0, 0], "tables": TABLES, "first": FIRST}
    assert shard["title"] == ["《示例1》第1条", "《示例1》第2条", "《示例2》第1条"]
    assert shard["texts"] == ["甲乙丙", "丁", "乙丙"]
    assert found["texts"] == ["近处", "", ""]


def test_a_pair_of_characters_names_its_works() -> None:
    found = files(*(work(number, "甲乙" if number % 3 else "乙“丙”，丁") for number in range(90)))
    tables = {name: data for name, data in found.items() if isinstance(data, dict)}
    assert works_with(tables, "甲乙") == [number for number in range(90) if number % 3]
    assert works_with(tables, "乙丙") == [number for number in range(90) if number % 3 == 0]
    assert works_with(tables, "丙丁") == []
    assert len([name for name in found if name.startswith("pairs-")]) == TABLES


def test_a_full_shard_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_tools.pages.search_far.SHARD", 30)
    far = Far(columns)
    given = [name for row in range(4) for name, _ in far.take(row, [article(row, 1, "甲" * 25)])]
    assert given == ["far-0", "far-1", "far-2", "far-3"]
    assert far.table()["shards"] == [0, 1, 2, 3]
    assert [name for name, _ in far.rest() if name.startswith("far")] == []
