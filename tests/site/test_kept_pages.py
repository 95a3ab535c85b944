"""Pages that are kept: whatever is edited, an incremental build is that without one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import Size, write_corpus
from build_tools.cache import Cache, installed
from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid
from build_tools.graph import Node
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.pages import kept_pages
from build_tools.pages.book import Book
from build_tools.pages.digests import Digests
from build_tools.pages.page import Page
from build_tools.pages.questions import DutyById, Question, TextByPath, as_argument
from build_tools.pages.traces import EVERYTHING, Trace
from build_tools.site import SitePlan
from build_tools.training.facts import Facts
from tests.conftest import TINY, TinyBase
from tests.strategies import eids

DAY = dt.date(2024, 1, 1)
MORE = {
    "works/model/2023-01-01.yml": """
        work: model
        date: "2023-01-01"
        effective: "2023-03-01"
        articles:
        - num: 第一条
          digest: 落实《样例条例》第二条第一款，每月会议的记录存档。
          norm: obligation
        - num: 第二条
          digest: 本规定第一条由支部书记落实。
          norm: prohibition
        """,
    "duties/model.yml": """
        work: model
        duties:
        - id: archive-records
          title: 存档
          bearer: 支部书记
          modality: 应当
          action: 按照《样例条例》第二条第二款存档，见《样板规定》第二条。
          timing: {label: 每年1次, period: 每年, at_least: 1}
          stage: 督责
          line: 主体责任
          basis: [《样板规定》第一条]
          reviewed: {by: 甲, on: "2023-05-01", basis: [0123456789abcdef]}
        """,
    "matters/sample.yml": """
        matters:
        - id: meetings
          title: 开会
          description: 开会和记录。
          duties: [hold-meetings, archive-records]
          note: 记录的要求不同。
        """,
    "milestones.yml": """
        milestones:
        - id: first-meeting
          date: "2019"
          title: 第一次月会
          what: 样例机关开始每月会议。
          works: [sample]
          source: monthly-board
          locator: {section: 一, paragraph: "1"}
        """,
    "training/questions/sample.yml": """
        questions:
        - id: who-chairs
          stem: 谁主持会议？
          answer: 支部书记
          wrong: [党组织, 基层组织]
          explanation: 《样例条例》第二条第二款第（一）项。
          stage: 履责
          bearers: [支部书记]
          difficulty: 1
          basis: [《样例条例》第二条第二款第（一）项]
        """,
}
FILES = {**TINY, **MORE}


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


SLUGS = st.from_regex(r"[a-z]{1,9}", fullmatch=True)
ARGUMENTS = st.one_of(
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.dates(),
    st.sampled_from(Kind),
    eids(),
    st.builds(ProvisionRef, SLUGS, st.none() | eids(), st.none() | st.dates()),
    st.builds(Node, st.sampled_from(Kind), st.text(max_size=8)),
    st.builds(DutyById, st.text(max_size=8)),
    st.builds(TextByPath, st.text(max_size=8)),
)


@given(st.lists(ARGUMENTS, max_size=3), st.dictionaries(st.text(max_size=5), ARGUMENTS, max_size=2))
def test_a_question_is_read_as_it_was_written(arguments: list[object], named: dict[str, object]) -> None:
    question = Question("graph", "duties_of", tuple(arguments), tuple(named.items()))
    assert Question.decoded(question.coded()) == question


def test_a_duty_and_a_text_are_arguments_by_their_names(edited: Edited) -> None:
    corpus = edited.opened().corpus
    duty, text = corpus.duties["hold-meetings"], corpus.texts["sample"][0]
    for value in (duty, text):
        question = Question("x", "x", (as_argument(value),))
        assert question.asked_of(lambda found: found, corpus) is value
    with pytest.raises(TypeError):
        as_argument(corpus)


@given(ARGUMENTS | st.tuples(ARGUMENTS, ARGUMENTS) | st.frozensets(ARGUMENTS, max_size=3))
def test_equal_values_have_equal_digests_and_others_have_not(value: object) -> None:
    digests = Digests()
    assert digests.of(value) == Digests().of(value)
    assert digests.of((value,)) != digests.of((value, value))
    assert digests.of([value]) != digests.of((value,))
    assert digests.of(str(value)) != digests.of(value) or isinstance(value, str)


def test_what_cannot_be_told_has_no_digest() -> None:
    with pytest.raises(TypeError):
        Digests().of(object())


def traced(kb: KnowledgeBase) -> Trace:
    return Trace(kb, Book(kb), Facts(kb))


@pytest.mark.parametrize(
    "ask",
    [
        lambda sources: sources.kb.reviews,
        lambda sources: sources.book.corpus.locate(sources.book.corpus.origin(Kind.DUTY, "hold-meetings")),
        lambda sources: (Kind.DUTY, "hold-meetings") in sources.book.corpus.duties,
        lambda sources: sources.kb.told,
        lambda sources: sources.on_everything(lambda: None)(),
    ],
    ids=["no digest", "an argument that is no word", "a key that is no word", "a memory", "all at once"],
)
def test_what_is_asked_in_another_way_depends_on_all_the_data(
    edited: Edited, ask: Callable[[Trace], object]
) -> None:
    kb = edited.opened()
    trace = traced(kb)
    _, asked = trace.noted(lambda: ask(trace))
    assert kb.state in {trace.digest(n, trace.questions[n]) for n in asked}


@pytest.mark.parametrize(
    "look",
    [len, list, dict, lambda duties: list(duties.keys()), lambda duties: list(duties.values())],
    ids=["length", "ids", "copy", "keys", "values"],
)
def test_who_looks_at_all_records_of_a_kind_depends_on_each(
    edited: Edited, look: Callable[[Mapping[str, object]], object]
) -> None:
    trace = traced(edited.opened())
    found, asked = trace.noted(lambda: look(trace.book.corpus.duties))
    assert found == look(edited.opened().corpus.duties)
    assert Question("corpus", "duties") in {trace.questions[n] for n in asked}


def test_what_was_asked_for_something_shared_counts_for_all_who_use_it(edited: Edited) -> None:
    trace = traced(edited.opened())
    made, asked = trace.noted(lambda: trace.book.corpus.duties["hold-meetings"])
    _, of_another = trace.noted(lambda: trace.book.note(asked))
    assert made.id == "hold-meetings"
    assert of_another == asked != frozenset()


def test_a_record_that_does_not_exist_is_an_answer_too(edited: Edited) -> None:
    trace = traced(edited.opened())

    def look() -> bool:
        return "added" in trace.book.corpus.duties

    found, asked = trace.noted(look)
    (number,) = asked
    before = trace.digest(number, trace.questions[number])
    edited.base.replace("duties/sample.yml", "hold-meetings", "added")
    later = traced(edited.opened())
    assert (found, later.noted(lambda: "added" in later.book.corpus.duties)[0]) == (False, True)
    assert later.digest(later.number(trace.questions[number]), trace.questions[number]) != before


def test_the_question_about_everything_is_answered_by_every_file_and_the_day(edited: Edited) -> None:
    def state() -> str:
        trace = traced(edited.opened())
        return trace.digest(trace.number(EVERYTHING), EVERYTHING)

    before = state()
    edited.base.replace("milestones.yml", "第一次月会", "首次月会")
    assert state() != before


def test_an_eid_is_told_by_its_name() -> None:
    assert Digests().of(Eid.parse("art_1")) == "Eid art_1"
