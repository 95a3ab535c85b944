"""Pages that are kept: whatever is edited, an incremental build is that without one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import Size, write_corpus
from build_tools.cache import Cache, installed
from build_tools.corpus import Kind
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.pages import kept_pages
from build_tools.pages.page import Page
from build_tools.site import SitePlan
from tests.conftest import TinyBase
from tests.richbase import FILES, MORE

DAY = dt.date(2024, 1, 1)


def pages_of(kb: KnowledgeBase, *, incremental: bool) -> dict[str, Page]:
    """Return all pages of a site, kept for the next build when they are ``incremental``."""
    plan = SitePlan(kb, incremental=incremental)
    pages = {path: plan.page(path) for path in plan.pages}
    pages["guide.html"] = Page("", "", plan.annotated("guide.html", GUIDE), (), None, "")
    plan.keep()
    return pages


GUIDE = "<p>见《样例条例》第二条、《样板规定》第一条，开月会。</p>"


class Edited(NamedTuple):
    """A knowledge base that is edited, with the cache beside it."""

    base: TinyBase
    cache: Cache

    def opened(self, *, cached: bool = True) -> KnowledgeBase:
        cache = Cache(self.cache.folder) if cached else None
        return open_knowledge_base(self.base.root, as_of=DAY, cache=cache)

    def build(self) -> dict[str, Page]:
        """Return an incremental build, which is like one without a cache."""
        expected = pages_of(self.opened(cached=False), incremental=False)
        assert pages_of(self.opened(), incremental=True) == expected
        return expected

    def made_anew(self, monkeypatch: pytest.MonkeyPatch) -> set[str]:
        """Return which pages the next build does not find kept."""
        made = set()
        as_bytes = kept_pages.as_bytes

        def noting(page: Page) -> bytes:
            made.add(page.path)
            return as_bytes(page)

        with monkeypatch.context() as patch:
            patch.setattr(kept_pages, "as_bytes", noting)
            pages_of(self.opened(), incremental=True)
        return made


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    base = TinyBase(tmp_path / "regulations")
    for path, text in FILES.items():
        base.write(path, text)
    return Edited(base, Cache(tmp_path / "cache"))


def test_the_base_holds_what_pages_can_show(edited: Edited) -> None:
    kb = edited.opened()
    assert [str(finding) for finding in kb.loading_findings] == []
    kinds = {declared.kind for declared in kb.corpus.declared}
    left_out = {Kind.UNIT_TYPE, Kind.SOURCE_GRADE, Kind.ALLOWED, Kind.PROVISION}
    assert set(Kind) - kinds == left_out


def test_nothing_is_made_anew_when_nothing_has_changed(
    edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert edited.made_anew(monkeypatch) == set(edited.build())
    assert edited.made_anew(monkeypatch) == set()


@pytest.mark.parametrize(
    ("change", "anew", "kept"),
    [
        (
            ("duties/sample.yml", "每月召开会议", "每月召开党员大会"),
            {"duties/sample.html", "works/sample.html", "bearers/branch.html", "matters/meetings.html"},
            {"duties/model.html", "works/model.html", "bearers/organisation.html"},
        ),
        (
            ("works/sample/2022-01-01.yml", "检查记录", "检查会议记录"),
            {"works/sample.html", "duties/sample.html", "bearers/organisation.html"},
            {"works/model.html", "problems/perform.html"},
        ),
        (
            ("works/model/2023-01-01.yml", "本规定第一条由", "前条由"),
            {"works/model.html", "duties/model.html", "bearers/secretary.html"},
            {"works/sample.html", "duties/sample.html", "experiences/monthly-board.html"},
        ),
        (
            ("experiences/north/monthly-board.yml", "提醒也可以参照", "提醒可以参照"),
            {"experiences/monthly-board.html", "duties/sample.html", "bearers/branch.html"},
            {"duties/model.html", "works/model.html", "bearers/organisation.html"},
        ),
        (
            ("vocabulary/bearers.yml", "description: 岗位。", "description: 支部的岗位。"),
            {"bearers/secretary.html", "bearers/index.html"},
            {"bearers/organisation.html", "experiences/monthly-board.html", "glossary.html"},
        ),
    ],
    ids=["duty", "digest", "cited digest", "practice", "bearer"],
)
def test_only_what_shows_an_edit_is_made_anew(
    edited: Edited,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, str, str],
    anew: set[str],
    kept: set[str],
) -> None:
    pages = edited.build()
    assert pages.keys() > {*anew, *kept}
    edited.base.replace(*change)
    made = edited.made_anew(monkeypatch)
    assert (anew - made, kept & made) == (set(), set())
    changed = {path for path, page in edited.build().items() if page != pages[path]}
    assert changed <= made


def test_another_day_is_another_site(edited: Edited) -> None:
    edited.build()
    later = dt.date(2019, 1, 1)
    kb = open_knowledge_base(edited.base.root, as_of=later, cache=Cache(edited.cache.folder))
    plain = open_knowledge_base(edited.base.root, as_of=later)
    assert pages_of(kb, incremental=True) == pages_of(plain, incremental=False)


def test_a_page_that_is_gone_is_no_longer_kept(edited: Edited) -> None:
    before = edited.build()
    kept = pages_kept(edited)
    (edited.base.root / "matters/sample.yml").unlink()
    assert before.keys() - edited.build().keys() == {"matters/meetings.html"}
    edited.base.write("matters/sample.yml", MORE["matters/sample.yml"])
    assert edited.build() == before
    assert pages_kept(edited) == kept


def pages_kept(edited: Edited) -> set[str]:
    """Return the names of the entries that are pages."""
    return {entry.name for entry in edited.cache.folder.iterdir() if b'{"path": ' in entry.read_bytes()}


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda raw: raw[: len(raw) // 2],
    "changed": lambda raw: raw.replace("支部".encode(), "党委".encode()),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_costs_time_only(edited: Edited, damage: Callable[[bytes], bytes]) -> None:
    before = edited.build()
    for entry in edited.cache.folder.iterdir():
        entry.write_bytes(damage(entry.read_bytes()))
    assert edited.build() == before
    for entry in sorted(edited.cache.folder.iterdir())[::2]:
        entry.unlink()
    assert edited.build() == before


@pytest.mark.parametrize(
    "told",
    [
        b"{}",
        b"[1]",
        b"no JSON",
        b'{"state": "", "questions": [["corpus", "duties"]], "pages": {}}',
        b'{"state": "", "questions": [["kb", "__init__", [], {}, ""]], "pages": {}}',
        b'{"state": "", "questions": [["kb", "unknown", [], {}, ""]], "pages": {}}',
        b'{"state": "", "questions": [["another", "name", [], {}, ""]], "pages": {}}',
        b'{"state": "", "questions": [], "pages": {"index.html": ["", "", [7]]}}',
    ],
)
def test_an_entry_that_we_did_not_write_is_passed_over(edited: Edited, told: bytes) -> None:
    kb = edited.opened()
    assert kb.cache is not None
    kb.cache.keep(f"traces {installed()}", "", told)
    assert entry_is_read(edited, told)
    edited.build()
    assert not entry_is_read(edited, told)


def entry_is_read(edited: Edited, told: bytes) -> bool:
    return Cache(edited.cache.folder).recall(f"traces {installed()}", "") == told


LINES = st.tuples(
    st.integers(0, 200),
    st.sampled_from(["drop", "double", "say more", "swap", "take away", "bring back"]),
    st.integers(0, 200),
)


def edit(base: TinyBase, line: int, how: str, other: int) -> None:
    """Drop a line of some file, say it twice, write another value of its key, or remove the file."""
    path = list(FILES)[line % len(FILES)]
    file = base.root / path
    if how == "bring back" or not file.exists():
        base.write(path, FILES[path])
        return
    if how == "take away":
        file.unlink()
        return
    lines = file.read_text(encoding="utf-8").splitlines() or [""]
    place = line % len(lines)
    key = lines[place].partition(":")[0].strip(" -")
    values = re.findall(rf"(?m)^[ -]*{re.escape(key)}: (.+)$", "\n".join(FILES.values()))
    match how:
        case "drop":
            lines[place] = ""
        case "double":
            lines.insert(place, lines[place])
        case "say more":
            lines[place] += "，见《样例条例》第三条" if "《" not in lines[place] else "改"
        case _ if values:
            lines[place] = lines[place].partition(":")[0] + ": " + values[other % len(values)]
    base.write_raw(path, "\n".join(lines).encode())


@given(st.lists(LINES, min_size=1, max_size=6))
@settings(max_examples=40)
def test_whatever_is_edited_an_incremental_build_is_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    edited = Edited(TinyBase(folder / "regulations"), Cache(folder / "cache"))
    for path, text in FILES.items():
        edited.base.write(path, text)
    edited.build()
    for line, how, other in edits:
        edit(edited.base, line, how, other)
        try:
            pages_of(edited.opened(cached=False), incremental=False)
        except (KeyError, ValueError):
            continue  # of data with errors, which a check refuses, there is not always a site
        edited.build()


def test_edits_of_a_made_up_base_show_everywhere(tmp_path: Path) -> None:
    write_corpus(tmp_path / "regulations", Size(works=3, articles=6, duties=18, experiences=3))
    edited = Edited(TinyBase(tmp_path / "regulations"), Cache(tmp_path / "cache"))
    before = edited.build()
    for path, old, new in (
        ("duties/example-0.yml", "action: ", "action: 改，"),
        ("works/example-1/work.yml", "short_title: ", "short_title: 改"),
        ("works/example-1/2001-03-01.yml", "digest: ", "digest: 改，"),
        ("vocabulary/terms.yml", "name: ", "name: 改"),
    ):
        edited.base.replace(path, old, new)
        after = edited.build()
        assert before != after
        before = after
