from __future__ import annotations

from build_tools.pages.charts import Part, stacked_bars
from build_tools.pages.desk import Link

PARTS = (Part("甲", "a"), Part("乙", "b"))


def test_without_anything_to_count_there_is_no_chart() -> None:
    assert stacked_bars("图", "条", "主体", PARTS, [(Link("一"), (0, 0))]) is None
    assert stacked_bars("图", "条", "主体", PARTS, []) is None


def test_the_longest_row_fills_the_width_and_the_parts_join() -> None:
    chart = stacked_bars("图", "条", "主体", PARTS, [(Link("一"), (30, 10)), (Link("二"), (0, 10))])
    assert chart is not None
    first, second = chart.bars
    assert [(s.x, s.width) for s in first.segments] == [(0, 75), (75, 25)]
    assert [(s.part.name, s.x, s.width) for s in second.segments] == [("乙", 0, 25)]
    assert [bar.total for bar in chart.bars] == [40, 10]
    assert second.bar_y > first.bar_y + chart.bar_height
    assert second.bar_y + chart.bar_height <= chart.height


def test_a_part_says_as_much_as_there_is_room_for() -> None:
    chart = stacked_bars("图", "条", "主体", PARTS, [(Link("一"), (95, 5)), (Link("二"), (10, 1))])
    assert chart is not None
    assert [s.words for s in chart.bars[0].segments] == ["甲 95", "5"]
    assert [s.words for s in chart.bars[1].segments] == ["10", ""]
    assert chart.bars[1].segments[1].full == "二，乙：1条"
