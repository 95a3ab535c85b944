from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from build_tools import model
from build_tools.model import (
    UNDATED,
    BearerKind,
    Duration,
    Entry,
    EventType,
    Experience,
    Figure,
    Locator,
    Practised,
    Record,
    Source,
    TimeLimit,
    Timing,
    WorkEvent,
)

FIGURE = {"label": "公示栏", "value": "12"}
PUBLIC = [getattr(model, name) for name in model.__all__]
RECORDS = [thing for thing in PUBLIC if isinstance(thing, type) and issubclass(thing, Record)]


def refused(record: type[Record], data: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """Return the places of what the record refuses."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(data)
    return [error["loc"] for error in caught.value.errors()]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_is_frozen_knows_its_keys_and_describes_each(record: type[Record]) -> None:
    assert (record.model_config.get("frozen"), record.model_config.get("extra")) == (True, "forbid")
    assert [name for name, field in record.model_fields.items() if not field.description] == []


def test_a_record_cannot_be_changed() -> None:
    entry = Entry(id="a", name="甲")
    with pytest.raises(ValidationError, match="frozen"):
        entry.name = "乙"  # type: ignore[misc]


def test_an_unknown_key_is_refused() -> None:
    assert refused(Entry, {"id": "a", "name": "甲", "nam": "乙"}) == [("nam",)]


@pytest.mark.parametrize("slug", ["a", "annual-report", "2020", "a-1-b"])
def test_an_id_is_a_slug(slug: str) -> None:
    assert Entry(id=slug, name="甲").id == slug


@pytest.mark.parametrize("slug", ["", "A", "a_b", "-a", "a-", "a--b", "甲", "a b", "a\n", "a" * 81])
def test_what_is_no_slug_is_refused(slug: str) -> None:
    assert refused(Entry, {"id": slug, "name": "甲"}) == [("id",)]


def test_text_must_not_be_empty() -> None:
    assert refused(Entry, {"id": "a", "name": "", "aliases": [""]}) == [("name",), ("aliases", 0)]


@pytest.mark.parametrize("url", ["http://a.cn", "https://a.cn/b?c=d"])
def test_a_web_address_starts_with_http(url: str) -> None:
    assert Source(title="甲", grade="报纸", url=url).url == url


@pytest.mark.parametrize("url", ["a.cn", "ftp://a.cn", "https://a b", 'https://a"b', "javascript:alert(1)"])
def test_another_web_address_is_refused(url: str) -> None:
    assert refused(Source, {"title": "甲", "grade": "报纸", "url": url}) == [("url",)]


def test_a_day_is_written_in_full() -> None:
    event = WorkEvent.model_validate({"type": "issued", "date": "2020-03-09"})
    assert event.date == dt.date(2020, 3, 9)


@pytest.mark.parametrize("date", ["2020-03", "2020-02-30", "2020年3月9日", "20200309", ""])
def test_another_day_is_refused(date: str) -> None:
    assert refused(WorkEvent, {"type": "issued", "date": date}) == [("date",)]


def test_a_period_of_practice_is_read_from_its_two_keys_and_may_be_open() -> None:
    practised = Practised.model_validate({"from": "2021-03"})
    assert (practised.since, practised.until) == ("2021-03", None)


@pytest.mark.parametrize("data", [{"from": "2021-13"}, {"to": "去年"}])
def test_a_period_of_practice_has_dates(data: dict[str, str]) -> None:
    assert refused(Practised, data) == [(key,) for key in data]


@pytest.mark.parametrize("as_of", ["2021", "2021-03", "2021-03-15", UNDATED])
def test_a_figure_is_of_a_date_or_says_that_the_source_gives_none(as_of: str) -> None:
    assert Figure.model_validate(FIGURE | {"as_of": as_of}).as_of == as_of


@pytest.mark.parametrize("as_of", ["不详", "2021-00", ""])
def test_a_figure_has_no_other_date(as_of: str) -> None:
    assert refused(Figure, FIGURE | {"as_of": as_of}) == [("as_of",)]


def test_a_figure_keeps_its_decimals() -> None:
    assert Figure.model_validate(FIGURE | {"value": "1.60"}).value == Decimal("1.60")


@pytest.mark.parametrize("value", ["十二", "12个", "1,200", "NaN", "Infinity", ""])
def test_what_is_no_number_is_refused_as_a_figure(value: str) -> None:
    assert refused(Figure, FIGURE | {"value": value}) == [("value",)]


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "一", "9" * 5000])
def test_a_time_limit_is_a_positive_whole_number(value: str) -> None:
    assert refused(TimeLimit, {"label": "整改", "value": value, "unit": "个月", "after": "通知"}) == [
        ("value",)
    ]


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (FIGURE | {"unit": "个"}, "12个"),
        (FIGURE | {"unit": "万人次", "value": "1.6", "approx": "true"}, "约1.6万人次"),
        (FIGURE, "12"),
    ],
)
def test_a_figure_is_written_with_its_unit(data: dict[str, str], written: str) -> None:
    assert str(Figure.model_validate(data)) == written


@pytest.mark.parametrize(
    ("locator", "written"),
    [
        (Locator(section="二", paragraph="3", heading="考责"), "第二部分第3段“考责”"),
        (Locator(paragraph="3"), "第3段"),
        (Locator(heading="考责"), "“考责”"),
        (Locator(), ""),
    ],
)
def test_a_place_in_a_source_is_written_in_chinese(locator: Locator, written: str) -> None:
    assert str(locator) == written


def test_a_duration_is_written_with_its_unit() -> None:
    timing = Timing.model_validate({"label": "1个月内", "within": {"value": "1", "unit": "个月"}})
    assert isinstance(timing.within, Duration)
    assert str(timing.within) == "1个月"


def test_kinds_of_bearers_have_chinese_names() -> None:
    assert [kind.chinese for kind in BearerKind] == ["组织", "岗位", "统称"]


def test_events_have_chinese_names() -> None:
    assert {event.value: event.chinese for event in EventType} == {
        "adopted": "通过",
        "issued": "发布",
        "effective": "施行",
        "revised": "修订",
        "repealed": "废止",
    }


def test_an_experience_needs_measures_but_not_a_date() -> None:
    assert refused(
        Experience, {"id": "a", "title": "甲", "region": "北方", "unit": "局", "kind": "经验"}
    ) == [
        ("summary",),
        ("measures",),
    ]
