import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake.glosses import strip_glosses
from build_tools.intake.syllables import has_tone, plain_syllable, reading
from build_tools.intake.traditional import is_traditional, simplified

GLOSSED = {
    "會": "huì",
    "責": "zé",
    "實": "shí",
    "設": "shè",
    "單": "dān",
    "項": "xiàng",
    "務": "wù",
    "聯": "lián",
}
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def glossed(text: str) -> str:
    """Return ``text`` with pinyin behind each character of `GLOSSED`."""
    return "".join(f"{char}({GLOSSED[char]})" if char in GLOSSED else char for char in text)


def test_glosses_are_removed_and_counted() -> None:
    stripped = strip_glosses(glossed("會議落實責任清單，建設項目"))
    assert stripped.text == "會議落實責任清單，建設項目"
    assert stripped.count == 6
    assert stripped.readings["會"] == {"huì": 1}


@pytest.mark.parametrize(
    "text",
    [
        "会(huì)",
        "会（huì）",
        "会(hui4)",
        "会( huì )",
        "会(hui)",
        "女(nǚ)",
        "女(nv)",
        "绿(lǜ)",
        "长(zhǎnɡ)",
        "导(dɑ̌o)",
    ],
)
def test_every_way_of_writing_a_syllable_is_a_gloss(text: str) -> None:
    stripped = strip_glosses(text)
    assert (stripped.text, stripped.count) == (text[0], 1)


@pytest.mark.parametrize(
    "text",
    [
        "人工智能(AI)",
        "客户端(APP)",
        "下午(pm)",
        "路程（km）",
        "党组(党委)",
        "咖啡(café)",
        "智能(ai)",
        "会 (huì)",
        "会(huì yì)",
        "会()",
        "A(huì)",
        "会(HUI)",
        "第一(1)",
    ],
)
def test_abbreviations_and_other_brackets_stay(text: str) -> None:
    stripped = strip_glosses(text)
    assert (stripped.text, stripped.count) == (text, 0)


def test_a_syllable_that_does_not_fit_its_character_is_doubtful() -> None:
    stripped = strip_glosses("会(huì)议\n推广智能(ai)应用")
    assert stripped.text == "会议\n推广智能(ai)应用"
    assert stripped.doubtful == ((2, "能(ai)"),)


def test_in_a_glossed_text_a_rare_character_may_have_a_plain_gloss() -> None:
    assert strip_glosses("会(huì)上阆(lang)中").text == "会上阆中"
    assert strip_glosses("阆(lang)中").text == "阆(lang)中"


@given(st.text(alphabet=HAN | st.sampled_from("，。ABab12"), max_size=60))
def test_a_text_without_brackets_stays_unchanged(text: str) -> None:
    assert strip_glosses(text).text == text


@given(st.lists(st.sampled_from([*GLOSSED, "黨", "，", "的"]), max_size=40).map("".join))
def test_glossing_and_stripping_give_the_text_again(text: str) -> None:
    stripped = strip_glosses(glossed(text))
    assert stripped.text == text
    assert stripped.count == sum(char in GLOSSED for char in text)


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("啊", "a"),
        ("党", "dang"),
        ("会", "hui"),
        ("女", "nü"),
        ("驴", "lü"),
        ("座", "zuo"),
        ("阆", None),
        ("A", None),
    ],
)
def test_common_characters_have_a_reading(char: str, expected: str | None) -> None:
    assert reading(char) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("huì", "hui"), ("hui4", "hui"), ("lǚ", "lü"), ("huiyi", None), ("Hui", None), ("", None)],
)
def test_a_syllable_loses_its_tone(text: str, expected: str | None) -> None:
    assert plain_syllable(text) == expected


def test_tones_are_signs_or_numbers() -> None:
    assert [has_tone(text) for text in ("huì", "hui4", "hui")] == [True, True, False]


def test_traditional_text_becomes_simplified_by_words() -> None:
    assert simplified("乾坤未定，幹部乾著急，讀名著") == "乾坤未定，干部干着急，读名著"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("機關黨建責任落實", True),
        ("机关党建责任落实", False),
        ("引用“黨”“國”“會”“議”四字的机关党建责任制落实情况", False),
        ("黨", False),
        ("", False),
    ],
)
def test_a_text_is_traditional_when_most_telling_characters_are(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_traditional(text) is expected
