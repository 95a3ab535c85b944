import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake.furniture import clear_furniture
from build_tools.intake.furniture_rules import RULES, Rule, is_advertising
from build_tools.intake.records import Line, Reason

SENTENCES = (
    "样例市委每年听取一次机关党建工作汇报。",
    "市直机关工委设立监督举报电话，受理群众反映的问题，由专人负责办理。",
    "各单位运用公众号、二维码等方式开展一对一帮扶，方便党员参加学习。",
    "建立信息平台，由办公室负责日常管理，删除过期内容。",
    "2022年9月2日，全市召开推进会。",
    "会后下一篇文章怎么做，要看目录里的任务和第3页的附表。",
    "一、强化责任落实",
    "（二）完善考核机制",
    "样例市机关工委",
    "（2022年9月2日）",
)
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def removed(text: str) -> list[tuple[int, Reason]]:
    return [(entry.line, entry.reason) for entry in clear_furniture(lines(text)).removed]


def kept(text: str) -> list[str]:
    return [line.text for line in clear_furniture(lines(text)).lines]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_each_rule_matches_its_examples(rule: Rule, example: str) -> None:
    assert rule.matches(example)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_rule_takes_a_sentence_of_a_report(sentence: str) -> None:
    assert kept(sentence) == [sentence]


def test_furniture_is_listed_with_line_and_reason() -> None:
    text = (
        "扫描二维码关注“样例”公众号\n样例市机关党建工作\n阅读 1234\n各单位抓落实。\n\n"
        "—2—\n联系我们\n版权所有 样例网"
    )
    assert removed(text) == [
        (1, Reason.QR_CODE),
        (3, Reason.COUNTER),
        (6, Reason.PAGE),
        (7, Reason.BUTTON),
        (8, Reason.COPYRIGHT),
    ]
    assert kept(text) == ["样例市机关党建工作", "各单位抓落实。"]


def test_a_repeated_title_goes_and_the_first_stays() -> None:
    text = "样例市机关党建工作的做法\n各单位抓落实。\n样例市机关党建工作的做法\n定期检查。"
    assert removed(text) == [(3, Reason.REPEATED)]
    assert kept(text) == ["样例市机关党建工作的做法", "各单位抓落实。", "定期检查。"]


def test_titles_run_together_in_front_of_a_paragraph_go() -> None:
    title = "样例市“三级”责任落实工作研究"
    text = f"{title}\n{title} {title} 样例市三级责任落实工作研究   落实责任是关键，要抓紧。"
    cleared = clear_furniture(lines(text))
    assert [line.text for line in cleared.lines] == [title, "落实责任是关键，要抓紧。"]
    assert [(entry.reason, entry.part) for entry in cleared.removed] == [(Reason.REPEATED, True)]
    assert cleared.removed[0].text.endswith("（连写3次）")


def test_a_title_that_goes_on_as_a_sentence_stays() -> None:
    text = "样例市机关党建工作\n样例市机关党建工作是一项系统工程，要抓紧。"
    assert kept(text) == text.split("\n")


def test_numbered_headings_may_come_twice() -> None:
    text = "一、强化组织领导工作\n抓落实。\n一、强化组织领导工作\n再抓落实。"
    assert removed(text) == []


def test_a_table_of_contents_goes_until_its_first_entry_comes_again() -> None:
    text = (
        "样例市材料汇编\n目 录\n一、强化责任……1\n二、严格考核 …… 5\n"
        "样例市的做法\n一、强化责任\n各单位抓落实。"
    )
    assert kept(text) == ["样例市材料汇编", "样例市的做法", "一、强化责任", "各单位抓落实。"]
    assert {reason for _, reason in removed(text)} == {Reason.CONTENTS}


def test_advertising_takes_along_its_brand_its_appeals_and_stray_characters() -> None:
    text = (
        "换一种写法，改变你的前途！\n“样例帮”有偿提供一对一写作指导，“样例帮”会员优惠。\n服务精细，“样例帮”成员均有经验。\n士\n"
        "样例市机关党建\n一\n士"
    )
    assert removed(text) == [
        (1, Reason.ADVERTISEMENT),
        (2, Reason.ADVERTISEMENT),
        (3, Reason.ADVERTISEMENT),
        (4, Reason.STRAY),
    ]


def test_a_long_paragraph_is_no_advertisement() -> None:
    assert is_advertising("有偿代写，一对一润色，加微信")
    assert not is_advertising("有偿代写，一对一润色，加微信" + "各单位抓落实。" * 80)


def test_the_editor_behind_the_last_sentence_goes() -> None:
    cleared = clear_furniture(lines("各单位抓落实。（责编/某某）"))
    assert [line.text for line in cleared.lines] == ["各单位抓落实。"]
    assert [(entry.reason, entry.part) for entry in cleared.removed] == [(Reason.EDITOR, True)]


@given(st.lists(st.sampled_from(SENTENCES), max_size=8, unique=True))
def test_a_text_without_furniture_stays_unchanged(sentences: list[str]) -> None:
    cleared = clear_furniture(lines("\n".join(sentences)))
    assert [line.text for line in cleared.lines] == sentences
    assert cleared.removed == []


@given(
    st.lists(st.sampled_from(SENTENCES) | st.sampled_from([example for _, example in EXAMPLES]), max_size=12)
)
def test_every_line_is_kept_or_listed(texts: list[str]) -> None:
    cleared = clear_furniture(lines("\n".join(texts)))
    whole = {entry.line for entry in cleared.removed if not entry.part}
    assert whole | {line.number for line in cleared.lines} == set(range(1, len(texts) + 1))
    assert whole.isdisjoint(line.number for line in cleared.lines)
