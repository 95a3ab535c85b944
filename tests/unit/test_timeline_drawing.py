from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.timeline_drawing import PIVOT, WIDTH, Mark, Scale, Span, draw, width_of

END = dt.date(2026, 11, 22)
DAYS = st.dates(dt.date(1921, 7, 1), END)


def mark(day: dt.date, words: str = "大事") -> Mark:
    return Mark(day, words, "#x", words)


def test_the_scale_goes_from_the_first_day_to_the_last() -> None:
    scale = Scale(dt.date(1925, 1, 1), END)
    assert scale.at(scale.start) == 24
    assert scale.at(END) == WIDTH - 24


def test_a_year_after_the_pivot_is_wider_than_one_before() -> None:
    scale = Scale(dt.date(1925, 1, 1), END)
    before = scale.at(dt.date(1981, 1, 1)) - scale.at(dt.date(1980, 1, 1))
    after = scale.at(dt.date(2021, 1, 1)) - scale.at(dt.date(2020, 1, 1))
    assert after > 10 * before


def test_the_years_written_do_not_run_into_each_other() -> None:
    years = Scale(dt.date(1925, 1, 1), END).years()
    assert [year for year, _ in years] == [1940, 1960, 1980, *range(2010, 2027)]
    assert all(b - a > 30 for (_, a), (_, b) in pairwise(years))


@given(st.lists(DAYS, min_size=2, max_size=2, unique=True))
def test_a_later_day_never_stands_before_an_earlier_one(days: list[dt.date]) -> None:
    """The scale is monotonous, also across the pivot."""
    early, late = sorted(days)
    scale = Scale(dt.date(1921, 7, 1), END)
    assert scale.at(early) <= scale.at(late)


def test_a_history_that_starts_after_the_pivot_has_one_scale() -> None:
    scale = Scale(dt.date(2012, 1, 1), dt.date(2022, 1, 1))
    assert abs(scale.at(dt.date(2017, 1, 1)) - WIDTH / 2) < 1
    assert Scale(dt.date(1950, 1, 1), PIVOT).at(PIVOT) == WIDTH - 24


@given(st.lists(DAYS, max_size=25))
def test_no_label_covers_another(days: list[dt.date]) -> None:
    drawing = draw(tuple(mark(day, "十几个字的一件大事") for day in days), (), (), dt.date(2027, 1, 1))
    boxes = []
    for item in drawing.marks if drawing else ():
        length = width_of(item.words)
        left = item.text_x - length if item.end else item.text_x
        boxes.append((item.y, left, left + length))
    crossing = [
        (a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a[0] == b[0] and a[1] < b[2] and b[1] < a[2]
    ]
    assert crossing == []
    assert len(boxes) == len(days)


def test_a_work_is_a_bar_to_the_day_of_the_site_or_to_its_end() -> None:
    today = Span(dt.date(2020, 1, 1), END, "条例", "works/a.html", "条例", turns=(dt.date(2022, 1, 1),))
    ended = Span(dt.date(2020, 1, 1), dt.date(2023, 1, 1), "规定", "works/b.html", "规定", ended=True)
    drawing = draw((), (today, ended), (), END)
    assert drawing is not None
    first, second = drawing.spans
    assert first.x + first.length == WIDTH - 24
    assert second.length < first.length
    assert first.x < first.turns[0] < first.x + first.length
    assert second.y > first.y


def test_nothing_gives_no_picture() -> None:
    assert draw((), (), (), END) is None
    assert draw((mark(END),), (), (), END) is None


def test_long_words_are_cut_and_said_in_full() -> None:
    drawing = draw((mark(dt.date(2020, 1, 1), "一二三四五六七八九十一二三四五六七八"),), (), (), END)
    assert drawing is not None
    assert drawing.marks[0].words == "一二三四五六七八九十一二三四…"
    assert drawing.marks[0].mark.full.endswith("七八")
