"""Several texts of one work: which is meant, where it is, how it stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from build_tools.corpus import Corpus, ProvisionRef
from build_tools.dating import day_of
from build_tools.eid import Eid
from build_tools.knowledge_base import open_knowledge_base
from build_tools.resolution import Unresolved, canonical_reference, citations_in
from build_tools.status import WorkStatus, status_of_work

if TYPE_CHECKING:
    from tests.conftest import TinyBase

OLD = dt.date(2020, 1, 1)
DAY = dt.date(2024, 1, 1)
EXPERIENCE = "experiences/north/monthly-board.yml"
OLD_TEXT = "works/sample/2020-01-01.yml"


def cited(text: str, corpus: Corpus, said_on: str | None = None, here: str = "") -> list[str]:
    """Return what the citations in ``text`` lead to, or why they lead nowhere."""
    found = citations_in(
        text,
        corpus,
        as_of=DAY,
        said_on=dt.date.fromisoformat(said_on) if said_on else None,
        here=ProvisionRef.parse(here) if here else None,
    )
    targets = (target for _, target in found)
    return [t.message if isinstance(t, Unresolved) else "、".join(map(str, t)) for t in targets]


class TestReferences:
    @pytest.mark.parametrize(
        "text", ["sample", "sample#art_1", "sample@2020-01-01", "sample@2020-01-01#art_1"]
    )
    def test_a_place_is_read_as_it_is_written(self, text: str) -> None:
        assert str(ProvisionRef.parse(text)) == text

    @pytest.mark.parametrize("text", ["sample@2020#art_1", "sample#article"])
    def test_what_is_no_place_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            ProvisionRef.parse(text)

    def test_the_version_is_spelt_out_unless_the_text_is_in_force(self, tiny_corpus: Corpus) -> None:
        first = ProvisionRef("sample", Eid.parse("art_1"))
        assert canonical_reference(first, tiny_corpus) == "《样例条例》第一条"
        assert (
            canonical_reference(ProvisionRef("sample", first.eid, OLD), tiny_corpus)
            == "《样例条例》（2020年1月1日文本）第一条"
        )

    def test_a_place_in_a_version_is_found_in_that_version(self, tiny_corpus: Corpus) -> None:
        found = tiny_corpus.provision(ProvisionRef.parse("sample@2020-01-01#art_1"), DAY)
        assert found is not None
        assert found.digest == "旧文本只有一条。"
        assert tiny_corpus.provision(ProvisionRef.parse("sample@2021-01-01#art_1"), DAY) is None


class TestCitations:
    @pytest.mark.parametrize(
        ("said_on", "target"),
        [
            (None, "sample#art_1"),
            ("2022-02-01", "sample#art_1"),
            ("2022-01-31", "sample@2020-01-01#art_1"),
            ("2019-05-01", "sample@2020-01-01#art_1"),
        ],
    )
    def test_a_dated_text_means_the_text_in_force_on_its_day(
        self, tiny_corpus: Corpus, said_on: str | None, target: str
    ) -> None:
        assert cited("见《样例条例》第一条", tiny_corpus, said_on) == [target]

    def test_what_the_text_of_the_time_does_not_have_is_not_found_elsewhere(
        self, tiny_corpus: Corpus
    ) -> None:
        assert cited("见《样例条例》第二条", tiny_corpus, "2021-01-01") == [
            "《样例条例》没有第二条，该文共1条"
        ]

    def test_a_work_as_a_whole_has_no_version(self, tiny_corpus: Corpus) -> None:
        assert cited("见《样例条例》", tiny_corpus, "2021-01-01") == ["sample"]

    def test_an_old_text_means_itself(self, tiny_corpus: Corpus) -> None:
        assert cited("见本条例第一条", tiny_corpus, here="sample@2020-01-01#art_1") == [
            "sample@2020-01-01#art_1"
        ]

    def test_the_day_of_a_report_is_the_beginning_of_the_practice(self, tiny_base: TinyBase) -> None:
        tiny_base.replace(EXPERIENCE, 'practised: {from: "2023"}', 'practised: {from: "2021-05"}')
        tiny_base.replace(EXPERIENCE, "  what: 到月末", '  practised: {to: "2019"}\n  what: 到月末')
        experience = tiny_base.corpus().experiences["monthly-board"]
        board, reminder = experience.measures
        assert day_of(experience) == day_of(experience, board) == dt.date(2021, 5, 1)
        assert day_of(experience, reminder) == dt.date(2019, 1, 1)

    def test_an_undated_practice_is_dated_by_its_report_or_not_at_all(self, tiny_base: TinyBase) -> None:
        source = 'source: {title: 题, issued: "2021-03", grade: 甲}'
        tiny_base.replace(EXPERIENCE, 'practised: {from: "2023"}', source)
        assert day_of(tiny_base.corpus().experiences["monthly-board"]) == dt.date(2021, 3, 1)
        tiny_base.replace(EXPERIENCE, source + "\n", "")
        assert day_of(tiny_base.corpus().experiences["monthly-board"]) is None


class TestFindings:
    def test_prose_of_a_dated_report_is_held_against_the_text_of_its_time(self, tiny_base: TinyBase) -> None:
        assert self._faults(tiny_base) == []
        tiny_base.replace(EXPERIENCE, 'practised: {from: "2023"}', 'practised: {from: "2021"}')
        assert self._faults(tiny_base) == ["文中引用的《样例条例》没有第二条，该文共1条"]

    def test_an_old_text_is_held_against_itself(self, tiny_base: TinyBase) -> None:
        tiny_base.replace(OLD_TEXT, "旧文本只有一条。", "按本条例第一条办。")
        assert self._faults(tiny_base) == []
        tiny_base.replace(OLD_TEXT, "第一条办", "第三条办")
        assert self._faults(tiny_base) == ["文中引用的《样例条例》没有第三条，该文共1条"]

    def _faults(self, base: TinyBase) -> list[str]:
        found = open_knowledge_base(base.root, as_of=DAY).findings
        return [finding.message for finding in found if finding.code == "REF008"]


class TestStatus:
    def test_a_text_on_trial_is_in_force_and_says_so(self, tiny_base: TinyBase) -> None:
        tiny_base.replace("works/sample/work.yml", "样例工作条例\n", "样例工作条例（试行）\n")
        corpus = tiny_base.corpus()
        assert status_of_work(corpus, "sample", DAY) is WorkStatus.TRIAL
        assert WorkStatus.TRIAL.css == "status-trial"

    def test_a_trial_that_was_revised_or_has_not_begun_is_just_that(self, tiny_base: TinyBase) -> None:
        tiny_base.replace("works/sample/work.yml", "样例工作条例\n", "样例工作条例（试行）\n")
        corpus = tiny_base.corpus()
        assert status_of_work(corpus, "sample", dt.date(2022, 1, 15)) is WorkStatus.REVISED
        assert status_of_work(corpus, "sample", dt.date(2019, 1, 1)) is WorkStatus.NOT_YET
