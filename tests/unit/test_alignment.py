from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.alignment import BONUS, RELATED, Match, Unit, align, is_same, longest_ordered, similarity


def unit(number: str, digest: str = "", *, text: str = "", fingerprint: str | None = None) -> Unit:
    return Unit(number, fingerprint, text, digest)


LIST = "书记每年年初制定责任清单，写明每项责任由谁承担、何时完成，并在支部大会上公布。"
REPORT = "书记每年年底向上级党委书面述职，述职报告在单位公开栏公示七日。"
TRAIN = "支部每年组织党员集中培训不少于两次，培训计划报上级党委备案。"
FORMULA = "违反前款要求的，第一次由支部谈话提醒；再次违反的，报上级党委通报批评，并取消当年评优。"

wordings = st.text(alphabet="支部书记开会报告清单培训公示", max_size=20)
units = st.lists(st.builds(unit, st.sampled_from("123456"), wordings), max_size=7)


def test_a_fingerprint_decides_where_both_have_one() -> None:
    assert is_same(unit("1", "甲说法", fingerprint="a"), unit("1", "乙说法", fingerprint="a"))
    assert not is_same(unit("1", "同", fingerprint="a"), unit("1", "同", fingerprint="b"))
    assert is_same(unit("1", "同。", fingerprint="a"), unit("1", "同"))
    assert not is_same(unit("1"), unit("1"))


def test_repeated_wording_is_matched_by_number_then_by_order() -> None:
    old = [unit("1", REPORT), unit("2", REPORT), unit("3", REPORT)]
    new = [unit("0", REPORT), unit("2", REPORT), unit("9", REPORT)]
    assert align(old, new) == (
        Match((0,), (0,), same=True),
        Match((1,), (1,), same=True),
        Match((2,), (2,), same=True),
    )


def test_what_is_alike_is_matched_whatever_its_number() -> None:
    old = [unit("1", LIST), unit("2", REPORT)]
    new = [unit("1", REPORT.replace("七日", "十日")), unit("2", LIST.replace("年初", "一月"))]
    assert align(old, new) == (Match((1,), (0,)), Match((0,), (1,)))


def test_an_equal_number_helps_what_is_only_somewhat_alike() -> None:
    a, b = "支部书记应当按时主持会议", "支部书记检查会议台账和材料"
    assert RELATED - BONUS < similarity(unit("1", a), unit("1", b)) < RELATED
    assert align([unit("1", a)], [unit("1", b)]) == (Match((0,), (0,)),)
    assert align([unit("1", a)], [unit("2", b)]) == (Match((0,), ()), Match((), (0,)))


def test_unrelated_wording_with_one_number_is_deleted_and_new() -> None:
    last = unit("1", "本条例自发布之日起施行。")
    assert align([unit("1", TRAIN)], [last]) == (Match((0,), ()), Match((), (0,)))


def test_a_split_is_found_also_when_one_part_is_nearly_the_whole() -> None:
    whole = [unit("1", TRAIN + LIST * 2 + REPORT)]
    assert align(whole, [unit("1", TRAIN + LIST * 2), unit("2", REPORT)], grouped=True) == (
        Match((0,), (0, 1)),
    )
    assert align([unit("1", LIST + REPORT)], [unit("1", LIST), unit("2", REPORT)], grouped=True) == (
        Match((0,), (0, 1)),
    )


def test_a_merge_is_a_split_seen_from_the_other_side() -> None:
    old = [unit("1", LIST), unit("2", REPORT), unit("3", TRAIN)]
    assert align(old, [unit("1", LIST + REPORT), unit("2", TRAIN)], grouped=True) == (
        Match((0, 1), (0,)),
        Match((2,), (1,), same=True),
    )


def test_without_grouping_nothing_is_split() -> None:
    found = align([unit("1", LIST + REPORT)], [unit("1", LIST), unit("2", REPORT)])
    assert max(len(match.new) for match in found) == 1


def test_a_formula_that_stands_everywhere_makes_no_split() -> None:
    kinds = ("违反规定经商", "隐瞒个人事项", "公款大吃大喝", "拒不执行决定", "伪造会议记录")
    old = [unit(str(n), kind + "，" + FORMULA) for n, kind in enumerate(kinds)]
    new = [*old, unit("9", "统计造假，" + FORMULA)]
    assert align(old, new, grouped=True)[-1] == Match((), (5,))


def test_official_wording_goes_before_digests() -> None:
    a = unit("1", "要点完全不同", text=REPORT)
    b = unit("9", "另一种写法", text=REPORT.replace("七日", "十日"))
    assert align([a], [b]) == (Match((0,), (0,)),)


def test_pieces_of_which_nothing_is_known_are_matched_by_number() -> None:
    assert align([unit("1"), unit("2")], [unit("2"), unit("3")]) == (
        Match((0,), ()),
        Match((1,), (0,)),
        Match((), (1,)),
    )


def test_what_was_deleted_follows_what_it_followed() -> None:
    old = [unit("1", LIST), unit("2", TRAIN), unit("3", REPORT)]
    assert align(old, [unit("1", LIST), unit("2", REPORT)]) == (
        Match((0,), (0,), same=True),
        Match((1,), ()),
        Match((2,), (1,), same=True),
    )


@given(units, units)
def test_every_piece_of_both_sides_is_in_one_match(old: list[Unit], new: list[Unit]) -> None:
    matches = align(old, new, grouped=True)
    assert sorted(i for match in matches for i in match.old) == list(range(len(old)))
    assert sorted(j for match in matches for j in match.new) == list(range(len(new)))
    assert all(match.old or match.new for match in matches)


@given(units, units)
def test_a_match_of_several_has_one_piece_on_the_other_side(old: list[Unit], new: list[Unit]) -> None:
    assert all(min(len(match.old), len(match.new)) <= 1 for match in align(old, new, grouped=True))


@given(units.filter(lambda found: all(u.digest for u in found)))
def test_a_text_is_the_same_as_itself(found: list[Unit]) -> None:
    assert all(match.same for match in align(found, found, grouped=True))


@given(st.lists(st.integers(0, 9), unique=True))
def test_what_has_kept_its_order_ascends(numbers: list[int]) -> None:
    kept = longest_ordered(numbers)
    run = [numbers[k] for k in sorted(kept)]
    assert run == sorted(run)
    assert bool(kept) == bool(numbers)


def test_the_longest_run_is_kept() -> None:
    assert longest_ordered([0, 5, 1, 2, 3]) == frozenset({0, 2, 3, 4})


def printed(number: str, *parts: str) -> Unit:
    """A unit of which only fingerprints are known."""
    return Unit(number, "+".join(parts), "", "", frozenset(parts))


def test_what_is_only_known_by_fingerprint_is_matched_by_its_pieces_and_between_its_neighbours() -> None:
    old = [printed("1", "a"), printed("2", "b", "c"), printed("3", "d"), printed("4", "e")]
    new = [
        printed("1", "a2"),
        printed("2", "d"),
        printed("3", "x"),
        printed("4", "c", "b2"),
        printed("5", "e"),
    ]
    assert align(old, new) == (
        Match((0,), (0,)),
        Match((2,), (1,), same=True),
        Match((), (2,)),
        Match((1,), (3,)),
        Match((3,), (4,), same=True),
    )


def test_neighbours_do_not_match_what_is_more_on_one_side() -> None:
    old, new = (
        [printed("1", "a"), printed("2", "b")],
        [printed("1", "a"), printed("2", "c"), printed("3", "d")],
    )
    assert align(old, new) == (
        Match((0,), (0,), same=True),
        Match((1,), ()),
        Match((), (1,)),
        Match((), (2,)),
    )
