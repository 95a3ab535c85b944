from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.differences import Op, differences

wordings = st.text(alphabet="的和支部开会记录，。12", max_size=30)


def shown(old: str, new: str) -> str:
    """Return the difference with [-…-] for what went and {+…+} for what came."""
    marks = {Op.KEPT: "{}", Op.DELETED: "[-{}-]", Op.INSERTED: "{{+{}+}}"}
    return "".join(marks[segment.op].format(segment.text) for segment in differences(old, new))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("每月开会。", "每月开会。", "每月开会。"),
        ("每月开会。", "每季度开会。", "每[-月-]{+季度+}开会。"),
        ("每月开会。", "每月开会，公布结果。", "每月开会{+，公布结果+}。"),
        ("每月开会，公布结果。", "每月开会。", "每月开会[-，公布结果-]。"),
        ("", "新。", "{+新。+}"),
        ("旧。", "", "[-旧。-]"),
        ("甲的乙", "丙的丁", "[-甲的乙-]{+丙的丁+}"),
        ("甲，乙", "丙，丁", "[-甲-]{+丙+}，[-乙-]{+丁+}"),
        ("", "", ""),
    ],
)
def test_the_difference_is_exact_to_the_character(old: str, new: str, difference: str) -> None:
    assert shown(old, new) == difference


@given(wordings, wordings)
def test_both_wordings_can_be_read_from_the_difference(old: str, new: str) -> None:
    segments = differences(old, new)
    assert "".join(s.text for s in segments if s.op is not Op.INSERTED) == old
    assert "".join(s.text for s in segments if s.op is not Op.DELETED) == new


@given(wordings, wordings)
def test_no_run_is_empty_and_neighbours_differ_in_kind(old: str, new: str) -> None:
    segments = differences(old, new)
    assert all(segment.text for segment in segments)
    assert all(a.op is not b.op for a, b in pairwise(segments))
