from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.citations.grammar import PATTERNS, Pattern, fold, pattern, tokens_pattern
from build_tools.citations.lexing import Rule, Token, tokens
from build_tools.eid import Level
from tests import strategies

EXAMPLES = [(p.name, example) for p in PATTERNS for example in p.examples]
IN_CONTEXT = [
    ("self", "", "本条例", "第三条"),
    ("self", "", "本实施办法", " 第3条"),
    ("self", "依照", "本规定", "总则第三条"),
    ("demonstrative", "", "该条例", "第三条"),
    ("demonstrative", "", "上述规定", "第三条"),
    ("current", "", "本条", "第二款"),
    ("current", "", "同条", "第二款"),
    ("current", "", "本款", "(二)项"),
    ("elliptical", "第八条、", "九条", ""),
    ("elliptical", "第一款和", "二款", ""),
    ("elliptical", "第一项或", "三项", ""),
]
"""What a rule that looks around itself matches, between what stands around it."""


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_an_example_is_matched_completely_by_its_pattern_and_by_no_other(name: str, example: str) -> None:
    assert [p.name for p in PATTERNS if p.compiled().fullmatch(example)] == [name]


@pytest.mark.parametrize(
    ("name", "before", "example", "after"),
    IN_CONTEXT,
    ids=[f"{before}[{example}]{after}" for _, before, example, after in IN_CONTEXT],
)
def test_in_context_too_one_pattern_matches(name: str, before: str, example: str, after: str) -> None:
    text, place = f"{before}{example}{after}", (len(before), len(before) + len(example))
    matches = {p.name: p.compiled().match(text, place[0]) for p in PATTERNS}
    assert [rule for rule, match in matches.items() if match and match.span() == place] == [name]


def test_every_pattern_has_examples_of_its_own_or_in_context() -> None:
    shown = {name for name, _ in EXAMPLES} | {name for name, *_ in IN_CONTEXT}
    assert shown == {p.name for p in PATTERNS} == set(Rule)


@pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.name)
def test_a_pattern_is_known_by_its_name(rule: Pattern) -> None:
    assert pattern(rule.name).pattern == rule.expression


def test_an_unknown_pattern_is_an_error() -> None:
    with pytest.raises(KeyError, match="clause"):
        pattern("clause")


def test_the_pattern_of_all_tokens_has_a_group_for_each_rule() -> None:
    assert set(tokens_pattern().groupindex) == set(Rule)


@given(strategies.citation_noise | strategies.regulation_noise)
def test_what_is_looked_for_first_hides_no_token(text: str) -> None:
    one_by_one = re.compile("|".join(p.expression for p in PATTERNS))
    spans = [match.span() for match in one_by_one.finditer(fold(text))]
    assert [match.span() for match in tokens_pattern().finditer(fold(text))] == spans


def test_folding_makes_half_width_of_what_numbers_are_written_with() -> None:
    assert fold("第１０条（三）［四］－～　《甲》") == "第10条(三)[四]-~ 《甲》"


@given(st.text() | strategies.citation_noise)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "level", "numbers"),
    [
        ("第二编", Level.PART, ((2, 2),)),
        ("第三章", Level.CHAPTER, ((3, 3),)),
        ("第一节", Level.SECTION, ((1, 1),)),
        ("第一百零三条", Level.ARTICLE, ((103, 103),)),
        ("第二〇条", Level.ARTICLE, ((20, 20),)),
        ("第99999条", Level.ARTICLE, ((99999, 99999),)),
        ("第二款", Level.PARAGRAPH, ((2, 2),)),
        ("第( 三 )项", Level.ITEM, ((3, 3),)),
        ("第2目", Level.SUBITEM, ((2, 2),)),
        ("第一、二、四项", Level.ITEM, ((1, 1), (2, 2), (4, 4))),
        ("第五至七条", Level.ARTICLE, ((5, 7),)),
        ("第一、三至五项", Level.ITEM, ((1, 1), (3, 5))),
        ("第七、八两条", Level.ARTICLE, ((7, 7), (8, 8))),
        ("第一、二、三三项", Level.ITEM, ((1, 1), (2, 2), (3, 3))),
    ],
)
def test_a_step_has_a_level_and_numbers(
    text: str, level: Level, numbers: tuple[tuple[int, int], ...]
) -> None:
    assert list(tokens(text)) == [Token(Rule.STEP, 0, len(text), level, numbers)]


@pytest.mark.parametrize(
    ("text", "inserted"),
    [
        ("第八条之一", ((1, 1),)),
        ("第8条之2", ((2, 2),)),
        ("第二十条之一、之二", ((1, 1), (2, 2))),
        ("第二十条之一至之三", ((1, 3),)),
    ],
)
def test_an_inserted_article_has_the_number_after_zhi(
    text: str, inserted: tuple[tuple[int, int], ...]
) -> None:
    (token,) = tokens(text)
    assert (token.end, token.inserted) == (len(text), inserted)


@pytest.mark.parametrize(
    "text",
    [
        *("第零条", "第一百三条", "第十", "第条", "第123456条", "第一千零五亿条", "第甲条"),
        *("第三条件", "第一章程", "第四编辑部", "第一目标", "第二项目", "第一条例", "第一节目"),
        *("以前条", "目前款", "税前项", "前百百条"),
        *("《", "《》", "《未完", "《跨\n行》", "本条例", "该办法", "本条", "九条"),
    ],
)
def test_what_is_no_token_makes_none(text: str) -> None:
    assert list(tokens(text)) == []


@given(strategies.citation_noise)
def test_tokens_are_in_order_and_their_numbers_can_be_written(text: str) -> None:
    found = list(tokens(fold(text)))
    ends = [0, *(token.end for token in found)]
    assert all(end <= token.start < token.end for end, token in zip(ends, found, strict=False))
    assert all(1 <= number <= 99999 for token in found for pair in token.numbers for number in pair)
