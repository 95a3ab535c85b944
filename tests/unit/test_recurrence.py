from __future__ import annotations

import datetime as dt

import pytest

from build_tools.model import Timing
from build_tools.recurrence import Recurrence, deadlines_of_duties, deadlines_of_places, recurrence_of
from tests.conftest import TinyBase


def of(**timing: str) -> Recurrence | None:
    return recurrence_of(Timing.model_validate({"label": "时限", **timing}))


@pytest.mark.parametrize(
    ("timing", "months"),
    [
        ({"period": "每月"}, tuple(range(1, 13))),
        ({"period": "每季度"}, (3, 6, 9, 12)),
        ({"period": "每半年"}, (6, 12)),
        ({"period": "每年"}, (12,)),
        ({"period": "每年", "window": "年初"}, (1,)),
        ({"period": "每年", "window": "年中"}, (6,)),
        ({"period": "每年", "window": "年末"}, (12,)),
        ({"period": "每两年"}, (12,)),
    ],
)
def test_a_period_falls_due_at_the_end_of_these_months(
    timing: dict[str, str], months: tuple[int, ...]
) -> None:
    found = of(**timing)
    assert found is not None
    assert found.months_of_year == months


@pytest.mark.parametrize("period", ["每届", "定期", "经常"])
def test_a_period_without_fixed_length_has_no_months(period: str) -> None:
    assert of(period=period) is None


def test_a_duty_without_timing_does_not_recur() -> None:
    assert recurrence_of(None) is None


@pytest.mark.parametrize(
    ("timing", "day"),
    [
        ({"period": "每月"}, dt.date(2024, 1, 31)),
        ({"period": "每季度"}, dt.date(2024, 3, 31)),
        ({"period": "每半年"}, dt.date(2024, 6, 30)),
        ({"period": "每年", "window": "年初"}, dt.date(2024, 1, 31)),
    ],
)
def test_the_first_day_is_the_last_of_its_month(timing: dict[str, str], day: dt.date) -> None:
    found = of(**timing)
    assert found is not None
    assert found.first_day(2024) == day


WITHIN = "timing: {label: 收到后1个月内, trigger: 收到清单, within: {value: 1, unit: 个月}}"


def test_a_duty_with_a_length_of_time_is_a_deadline(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "action: 保存会议记录。", f"action: 保存会议记录。\n  {WITHIN}")
    (deadline,) = deadlines_of_duties(tiny_base.corpus())
    assert (deadline.event, deadline.what, str(deadline.length)) == ("收到清单", "保存记录", "1个月")


def test_a_prohibition_is_no_deadline(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "duties/sample.yml",
        "modality: 应当\n  action: 保存会议记录。",
        f"modality: 不得\n  action: 销毁记录。\n  {WITHIN}",
    )
    assert tuple(deadlines_of_duties(tiny_base.corpus())) == ()


def test_the_time_limits_of_places_are_deadlines(tiny_base: TinyBase) -> None:
    tiny_base.replace(
        "experiences/north/monthly-board.yml",
        '  locator: {section: 一, paragraph: "2"}',
        "  time_limits:\n  - {label: 报告整改, value: 3, unit: 个月, after: 接到问题清单}\n"
        '  locator: {section: 一, paragraph: "2"}',
    )
    (deadline,) = deadlines_of_places(tiny_base.corpus())
    assert (deadline.event, deadline.what, str(deadline.length)) == ("接到问题清单", "报告整改", "3个月")
    assert deadline.experience is not None
    assert deadline.experience.region == "北方"
