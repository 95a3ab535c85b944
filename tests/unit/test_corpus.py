from __future__ import annotations

import datetime as dt

import pytest

from build_tools.corpus import Corpus, Declared, Kind, Origin, ProvisionRef, fold
from build_tools.eid import Eid
from build_tools.findings import Location
from build_tools.model import Entry
from tests.conftest import TinyBase


def ref(work: str, eid: str | None = None) -> ProvisionRef:
    return ProvisionRef(work, Eid.parse(eid) if eid else None)


def entry(identifier: str, name: str, *aliases: str) -> Declared:
    record = Entry(id=identifier, name=name, aliases=aliases)
    return Declared(Kind.STAGE, identifier, record, Origin(f"{identifier}.yml"))


class TestLookingUp:
    @pytest.mark.parametrize(
        ("mapping", "ids"),
        [
            ("works", ["model", "sample"]),
            ("duties", ["hold-meetings", "chair-meetings", "keep-records"]),
            ("bearers", ["organisation", "grassroots", "branch", "secretary"]),
            ("experiences", ["monthly-board"]),
            ("problems", ["skipped-meetings"]),
            ("indicators", ["meeting-records"]),
            ("terms", ["monthly-meeting"]),
        ],
    )
    def test_records_are_known_by_id_in_the_order_of_the_files(
        self, tiny_corpus: Corpus, mapping: str, ids: list[str]
    ) -> None:
        assert list(getattr(tiny_corpus, mapping)) == ids

    def test_the_entries_of_a_closed_list_are_known_by_id(self, tiny_corpus: Corpus) -> None:
        assert list(tiny_corpus.vocabulary(Kind.STAGE)) == ["perform", "supervise"]

    def test_the_names_of_a_closed_list_are_given_in_order(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.names(Kind.STAGE) == ("履责", "督责")

    @pytest.mark.parametrize("name", ["党支部", "支部", "branch", " 支 部 ", "ｂｒａｎｃｈ"])
    def test_a_bearer_is_found_by_name_alias_or_id_in_any_width(self, tiny_corpus: Corpus, name: str) -> None:
        assert tiny_corpus.named(Kind.BEARER, name) == tiny_corpus.bearers["branch"]

    @pytest.mark.parametrize(
        ("kind", "name"), [(Kind.BEARER, "党委"), (Kind.STAGE, "支部"), (Kind.DUTY, "每月开会")]
    )
    def test_what_has_no_such_name_is_not_found(self, tiny_corpus: Corpus, kind: Kind, name: str) -> None:
        assert tiny_corpus.named(kind, name) is None

    def test_the_names_of_the_works_are_title_short_title_and_aliases(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.work_names.entries == (
            ("中国共产党样板规定", "model"),
            ("样板规定", "model"),
            ("中国共产党样例工作条例", "sample"),
            ("样例条例", "sample"),
            ("样例", "sample"),
        )

    def test_of_two_records_with_one_id_or_name_the_first_is_found(self) -> None:
        first, second = entry("a", "甲"), entry("a", "甲", "乙")
        corpus = Corpus((first, second))
        found = (
            corpus.vocabulary(Kind.STAGE)["a"],
            corpus.named(Kind.STAGE, "甲"),
            corpus.named(Kind.STAGE, "乙"),
        )
        assert found == (first.record, first.record, second.record)

    def test_all_declarations_of_a_kind_are_given_also_of_unreadable_records(self) -> None:
        unreadable = Declared(Kind.STAGE, "b", None, Origin("b.yml"))
        corpus = Corpus((entry("a", "甲"), unreadable))
        assert corpus.of_kind(Kind.STAGE) == (entry("a", "甲"), unreadable)
        assert corpus.of_kind(Kind.LINE) == ()

    def test_an_unreadable_record_is_known_but_not_given(self) -> None:
        corpus = Corpus((Declared(Kind.DUTY, "b", None, Origin("b.yml")),))
        assert (corpus.knows(Kind.DUTY, "b"), corpus.duties) == (True, {})

    def test_what_is_not_declared_is_not_known(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.knows(Kind.DUTY, "hold-meeting") is False

    def test_allowed_findings_are_given_as_declared(self, tiny_base: TinyBase) -> None:
        tiny_base.write(
            "allowed_findings.yml",
            """
            allowed:
            - {code: COV001, place: duties/sample.yml, reason: 试用, until: "2030-01-01"}
            """,
        )
        allowed = tiny_base.corpus().allowed
        assert [(d.id, d.record.until) for d in allowed] == [("0", dt.date(2030, 1, 1))]


class TestPlaces:
    def test_the_origin_of_a_record_is_its_file_and_its_place_in_it(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.origin(Kind.DUTY, "chair-meetings") == Origin("duties/sample.yml", ("duties", 1))

    def test_the_origin_of_an_unknown_record_is_an_error(self, tiny_corpus: Corpus) -> None:
        with pytest.raises(KeyError):
            tiny_corpus.origin(Kind.DUTY, "none")

    @pytest.mark.parametrize(
        ("at_key", "location"),
        [(False, Location("duties/sample.yml", 14, 10)), (True, Location("duties/sample.yml", 14, 3))],
    )
    def test_a_value_of_a_record_has_a_line_and_a_column(
        self,
        tiny_corpus: Corpus,
        at_key: bool,  # noqa: FBT001
        location: Location,
    ) -> None:
        origin = tiny_corpus.origin(Kind.DUTY, "chair-meetings")
        assert tiny_corpus.locate(origin, "title", at_key=at_key) == location

    def test_a_record_of_an_unread_file_is_placed_at_its_start(self) -> None:
        assert Corpus().locate(Origin("x.yml", ("duties", 3)), "id") == Location("x.yml", 1, 1)


class TestTexts:
    @pytest.mark.parametrize(
        ("as_of", "date"),
        [
            (None, "2022-01-01"),
            (dt.date(2022, 2, 1), "2022-01-01"),
            (dt.date(2022, 1, 31), "2020-01-01"),
            (dt.date(2020, 2, 1), "2020-01-01"),
            (dt.date(2000, 1, 1), "2020-01-01"),
        ],
    )
    def test_the_text_in_force_is_the_newest_already_effective_and_else_the_first(
        self, tiny_corpus: Corpus, as_of: dt.date | None, date: str
    ) -> None:
        text = tiny_corpus.text_of("sample", as_of)
        assert text is not None
        assert str(text.expression.date) == date

    def test_a_work_without_text_has_none_in_force(self, tiny_corpus: Corpus) -> None:
        assert (tiny_corpus.text_of("model"), tiny_corpus.first_effective("model")) == (None, None)

    def test_a_work_is_in_force_from_its_oldest_text_on(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.first_effective("sample") == dt.date(2020, 2, 1)

    def test_all_texts_are_given_from_the_oldest_on(self, tiny_corpus: Corpus) -> None:
        assert [text.path for text in tiny_corpus.all_texts()] == [
            "works/sample/2020-01-01.yml",
            "works/sample/2022-01-01.yml",
        ]

    @pytest.mark.parametrize(
        ("eid", "found"),
        [
            ("art_2__para_2__item_1", "art_2__para_2__item_1"),
            ("art_3__para_1", "art_3"),
            ("art_3__para_2", None),
            ("art_2__para_1__item_1", None),
            ("art_9", None),
            ("para_1", None),
        ],
    )
    def test_a_provision_is_found_and_the_first_paragraph_of_one_is_the_article(
        self, tiny_corpus: Corpus, eid: str, found: str | None
    ) -> None:
        provision = tiny_corpus.provision(ref("sample", eid))
        assert (str(provision.eid) if provision else None) == found

    def test_a_provision_is_looked_for_in_the_text_of_the_day(self, tiny_corpus: Corpus) -> None:
        assert tiny_corpus.provision(ref("sample", "art_3"), dt.date(2021, 1, 1)) is None

    @pytest.mark.parametrize("place", [ref("sample"), ref("model", "art_1"), ref("none", "art_1")])
    def test_a_work_as_a_whole_or_without_text_has_no_provision(
        self, tiny_corpus: Corpus, place: ProvisionRef
    ) -> None:
        assert tiny_corpus.provision(place) is None


@pytest.mark.parametrize(
    ("place", "written"),
    [(ref("sample", "art_1__item_2"), "sample#art_1__item_2"), (ref("sample"), "sample")],
)
def test_a_place_is_written_with_the_work_and_the_eid(place: ProvisionRef, written: str) -> None:
    assert str(place) == written


def test_names_are_compared_without_width_and_white_space() -> None:
    assert fold("党 组（党委）\u3000Ａ") == "党组(党委)A"


def test_every_kind_has_a_chinese_name_of_its_own() -> None:
    assert len({kind.chinese for kind in Kind}) == len(Kind)
    assert Kind.DUTY.chinese == "责任"
