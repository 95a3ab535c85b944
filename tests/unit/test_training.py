"""The parts of training: quantities, wording, chance, the choice of questions, packs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Kind
from build_tools.graph import Node
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.training.factory import question_bank
from build_tools.training.facts import Facts
from build_tools.training.packs import Pack, packs
from build_tools.training.quantities import (
    amount_of,
    in_order_of_size,
    quantities_in,
    same_amount,
    wrong_values,
)
from build_tools.training.ranking import chance, chances, rank, shuffled
from build_tools.training.records import (
    Difficulty,
    Option,
    Question,
    QuestionKind,
    arranged,
    difficulty_of,
)
from build_tools.training.selection import Pool, Scope, paper_order, scope_of
from build_tools.training.wording import likeness, shortened, without_remarks

if TYPE_CHECKING:
    from tests.conftest import TinyBase

AS_OF = dt.date(2026, 1, 1)
QUESTION = """
    questions:
    - id: how-often
      stem: 支部多久开一次会？
      answer: 每月
      wrong: [每周, 每季度, 每年]
      explanation: 支部每月开会。
      stage: 履责
      bearers: [支部]
      difficulty: 1
      basis: [《样例条例》第二条第一款]
    - id: who-chairs
      stem: 会议由书记主持。
      answer: 正确
      wrong: [错误]
      explanation: 书记主持会议。
      stage: 履责
      basis: [《样例条例》第二条第二款第（一）项]
    """


def base_with_questions(tiny_base: TinyBase) -> KnowledgeBase:
    tiny_base.write("training/questions/sample.yml", QUESTION)
    return open_knowledge_base(tiny_base.root, as_of=AS_OF)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党员在50人以上、100人以下时设立", ["50人", "100人"]),
        ("由5至7人组成，最多9人", ["9人"]),
        ("依照《示例规定》第3条，每季度至少1次", ["1次", "每季度"]),
        ("从2020年起，落实“1+4”文件，12月4日前办完", []),
        ("每月开1次，有需要时再开1次", ["每月"]),
        ("由三分之二以上的多数决定", ["三分之二"]),
        ("有半数以上委员到会", ["半数"]),
        ("“三会一课”（每年1次）", []),
    ],
    ids=["numbers", "range", "title", "dates", "twice", "share", "half", "aside"],
)
def test_quantities_to_ask_for_are_found(text: str, expected: list[str]) -> None:
    assert [quantity.text for quantity in quantities_in(text)] == expected


@given(
    st.sampled_from(
        ["50人", "1个月", "3年", "每季度", "三分之二", "2次", "32学时", "1%", "7日", "10个工作日"]
    )
)
def test_a_wrong_value_is_another_amount_of_the_same_unit(quantity: str) -> None:
    values = wrong_values(quantity)
    assert len(values) >= 2
    right = amount_of(quantity)
    assert right
    for value in values:
        other = amount_of(value)
        assert other
        assert other[0] == right[0]
        assert not same_amount(value, quantity)


@pytest.mark.parametrize(
    ("a", "b"), [("1个月", "30日"), ("7日", "5个工作日"), ("每年", "每年"), ("3斤", "4斤"), ("1年", "365天")]
)
def test_equal_amounts_in_other_units_are_the_same_and_unknown_ones_may_be(a: str, b: str) -> None:
    assert same_amount(a, b)


def test_options_stand_by_size_and_periods_the_most_frequent_first() -> None:
    assert in_order_of_size(["100人", "3人", "50人"]) == ["3人", "50人", "100人"]
    assert in_order_of_size(["每年", "每月", "每半年"]) == ["每月", "每半年", "每年"]


def test_long_texts_are_cut_at_a_mark_and_remarks_left_out() -> None:
    assert shortened("甲做一事；乙做二事。", 6) == "甲做一事"
    assert shortened("甲做一事；乙做二事。") == "甲做一事；乙做二事"
    assert without_remarks("不按时开会。原文没有展开。") == "不按时开会。"


def test_likeness_is_the_share_of_the_shorter_text() -> None:
    assert likeness("每月召开会议", "每月召开会议，研究工作") == 1
    assert likeness("每月召开会议", "保存记录") == 0
    assert likeness("", "保存记录") == 0


@pytest.mark.parametrize(
    ("exact", "near", "expected"),
    [(False, False, Difficulty.EASY), (True, False, Difficulty.MEDIUM), (True, True, Difficulty.HARD)],
)
def test_difficulty_is_a_sum_of_two_points(exact: bool, near: bool, expected: Difficulty) -> None:  # noqa: FBT001
    assert difficulty_of(exact=exact, near=near) is expected


def test_rank_is_fixed_for_all_time() -> None:
    """Papers printed earlier are made again from their seed: these numbers must not change."""
    assert [rank("7", "judge-aaaa"), rank("7A", "judge-aaaa"), rank("8A", "who-123")] == RANKS


@given(st.lists(st.text(), min_size=1), st.text())
def test_chances_begun_are_the_chances_of_all_the_texts(first: list[str], last: str) -> None:
    assert chances(*first)(last) == chance(*first, last)


RANKS = [2855542958, 76560061, 2415701191]


@given(st.lists(st.text("abc123-", min_size=1), unique=True), st.text("0123456789", min_size=1))
def test_a_shuffle_keeps_the_items_and_depends_on_the_seed_alone(items: list[str], seed: str) -> None:
    mixed = shuffled(items, seed, str)
    assert sorted(mixed) == sorted(items)
    assert shuffled(reversed(items), seed, str) == mixed


def test_questions_by_hand_become_questions_with_their_clause(tiny_base: TinyBase) -> None:
    kb = base_with_questions(tiny_base)
    assert kb.findings == () or {f.code for f in kb.findings} <= {
        "COV001",
        "COV002",
        "COV003",
        "COV005",
        "TXT001",
    }
    bank = question_bank(kb)
    written = {q.subject.id: q for q in bank.questions if q.kind is QuestionKind.WRITTEN}
    assert set(written) == {"how-often", "who-chairs"}
    question = written["how-often"]
    assert (question.right.text, question.bearers, question.difficulty) == (
        "每月",
        ("branch",),
        Difficulty.EASY,
    )
    assert [pin.reference for pin in question.pins] == ["《样例条例》第二条第一款"]
    assert [option.text for option in written["who-chairs"].options] == ["正确", "错误"]


def test_a_question_whose_clause_has_changed_since_its_review_is_suspect_and_not_drawn(
    tiny_base: TinyBase,
) -> None:
    kb = base_with_questions(tiny_base)
    prints = kb.reviews.fingerprints(kb.corpus.questions["how-often"])
    assert prints
    reviewed = f'\n  reviewed: {{by: 样例, on: "2025-01-01", basis: ["{prints[0]}"]}}'
    path = "training/questions/sample.yml"
    tiny_base.replace(
        path, "\n  basis: [《样例条例》第二条第一款]", f"\n  basis: [《样例条例》第二条第一款]{reviewed}"
    )
    before = question_bank(open_knowledge_base(tiny_base.root, as_of=AS_OF))
    assert not before.by_id["written-how-often"].suspect
    tiny_base.replace("works/sample/2022-01-01.yml", "支部每月开会。", "支部每周开会。")
    kb = open_knowledge_base(tiny_base.root, as_of=AS_OF)
    after = question_bank(kb)
    assert after.by_id["written-how-often"].suspect
    assert "题目“支部多久开一次会？”待复核" in "\n".join(map(str, kb.findings))
    scope = scope_of(kb.graph, "branch")
    drawn = after.pool.choose(scope, len(after.questions), "1")
    assert "written-how-often" not in {question.id for question in drawn}
    assert len(drawn) == after.pool.count(scope)
    old, new = before.by_id["written-how-often"].pins, after.by_id["written-how-often"].pins
    assert old[0].fingerprint != new[0].fingerprint


def test_a_choice_takes_the_kinds_in_turn_and_no_record_twice_while_others_are_left(
    tiny_base: TinyBase,
) -> None:
    kb = base_with_questions(tiny_base)
    template = question_bank(kb).by_id["written-how-often"]
    made = [
        dataclasses.replace(
            template,
            kind=kind,
            id=f"{kind}-{number}",
            subject=Node(Kind.DUTY, f"record-{number % 3}"),
        )
        for kind in (QuestionKind.WHO, QuestionKind.BASIS)
        for number in range(6)
    ]
    everyone = Scope(frozenset(["branch"]), frozenset())
    chosen = Pool(made).choose(everyone, 3, "5")
    assert len({str(question.subject) for question in chosen}) == 3
    assert [question.kind for question in chosen[:2]] == [QuestionKind.WHO, QuestionKind.BASIS]
    assert len(Pool(made).choose(everyone, 99, "5")) == 12


BEARERS = st.lists(st.sampled_from("abcd"), unique=True, max_size=2).map(tuple)
POSTS = st.builds(Scope, st.frozensets(st.sampled_from("ab")), st.frozensets(st.sampled_from("cd")))


@given(
    st.lists(st.tuples(st.sampled_from(QuestionKind), BEARERS, st.integers(0, 4), st.booleans())),
    POSTS,
    st.integers(0, 12),
)
def test_a_choice_is_what_looking_at_every_question_would_give(
    given: list[tuple[QuestionKind, tuple[str, ...], int, bool]], scope: Scope, count: int
) -> None:
    made = [
        dataclasses.replace(
            _plain(0),
            id=f"{kind}-{n}",
            kind=kind,
            bearers=bearers,
            subject=Node(Kind.DUTY, str(subject)),
            suspect=suspect,
        )
        for n, (kind, bearers, subject, suspect) in enumerate(given)
    ]
    near = [(d, q) for q in made if (d := _distance(q, scope)) is not None and not q.suspect]
    pool = Pool(made)
    assert pool.count(scope) == len(near)
    assert pool.choose(scope, count, "7") == _chosen(near, count)


def _distance(question: Question, scope: Scope) -> int | None:
    if not question.bearers:
        return 2
    if scope.own.intersection(question.bearers):
        return 0
    return 1 if scope.body.intersection(question.bearers) else None


def _chosen(near: list[tuple[int, Question]], count: int) -> list[Question]:
    """All in order, then kind by kind the first on a record not yet asked about; when none is, the first."""
    left = [q for _, q in sorted(near, key=lambda entry: (entry[0], rank("7", entry[1].id), entry[1].id))]
    chosen: list[Question] = []
    while left and len(chosen) < count:
        asked = {question.subject for question in chosen}
        any_new = any(question.subject not in asked for question in left)
        for kind in QuestionKind:
            asked = {question.subject for question in chosen}
            of_kind = (q for q in left if q.kind is kind and (not any_new or q.subject not in asked))
            if len(chosen) < count and (taken := next(of_kind, None)):
                chosen.append(taken)
                left.remove(taken)
    return chosen


@given(st.text("0123456789abc", min_size=1, max_size=6), st.integers(2, 9))
def test_version_b_moves_every_question(seed: str, count: int) -> None:
    made = [_plain(number) for number in range(count)]
    first, second = paper_order(made, seed, "A"), paper_order(made, seed, "B")
    assert sorted(q.id for q in first) == sorted(q.id for q in second)
    assert sum(a.id == b.id for a, b in zip(first, second, strict=True)) <= count // 3
    assert all(q.right.text == "对的" for q in second)


def _plain(number: int) -> Question:
    options = tuple(Option(text, text) for text in ("对的", "错一", "错二", "错三"))
    return arranged(
        Question(
            QuestionKind.WHO,
            Node(Kind.DUTY, str(number)),
            f"第{number}题",
            options,
            0,
            "",
            (),
            "履责",
            (),
            Difficulty.EASY,
        )
    )


def test_the_same_content_has_the_same_id_and_another_content_another() -> None:
    assert _plain(1).id == _plain(1).id != _plain(2).id


def test_a_pack_of_a_post_has_its_duties_first_and_then_those_of_its_body(tiny_base: TinyBase) -> None:
    kb = base_with_questions(tiny_base)
    facts = Facts(kb)
    (pack,) = (p for p in packs(facts) if p.bearer.id == "secretary")
    assert [duty.id for duty in pack.own] == ["chair-meetings"]
    assert [duty.id for duty in pack.around] == ["hold-meetings", "keep-records"]
    assert [duty.id for duty in pack.card] == ["chair-meetings", "hold-meetings"]
    assert [step.id for step in pack.steps] == ["clauses", "duties", "dates", "practice", "problems", "test"]
    assert all(step.minutes % 5 == 0 for step in pack.steps)
    assert [task.id for task in pack.first_month if task.duty] == ["hold-meetings"]
    assert [problem.id for problem in pack.problems] == ["skipped-meetings"]


def test_a_pack_without_duties_is_not_made(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "bearer: 支部书记", "bearer: 支部")
    tiny_base.replace("vocabulary/bearers.yml", "  member_of: 支部\n", "")
    kb = open_knowledge_base(tiny_base.root, as_of=AS_OF)
    assert packs(Facts(kb)) == ()
    assert Pack(Facts(kb), kb.corpus.bearers["secretary"]).study == ()
