import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.intake.bytepairs import units
from build_tools.intake.plausibility import OwnWords, character
from build_tools.intake.shifts import find_shifted_runs

PROSE = (
    "样例市把机关党建工作责任分解到岗位，每个季度检查一次落实情况。“清单管理”明确任务，由各单位党组织书记负责。",
    "各级党组织定期研究机关党建工作，听取情况汇报，解决存在的问题。“培训提升”补短板，全年举办业务培训。",
    "考核结果与评优评先挂钩，对落实责任不力的单位进行约谈。“整改销号”抓落实，确保问题全部整改到位。",
)
HALF_WIDTH = str.maketrans("，。；：！？（）", ",。;:!?()")


def shifted(text: str, start: int, length: int, *, mark: str = "", tail: str = "APP") -> str:
    """Return ``text`` with the first byte of a piece dropped, as a decoder reads it up to an ASCII tail."""
    raw = text[start : start + length].encode("gbk") + tail.encode()
    return text[:start] + mark + raw[1:].decode("gbk", errors="replace") + text[start + length :]


def without_second_byte(text: str, length: int) -> str:
    """Return ``text`` with the second byte of its first character dropped."""
    raw = text[:length].encode("gbk") + b"APP"
    return (raw[:1] + raw[2:]).decode("gbk", errors="replace") + text[length:]


def test_a_lost_byte_before_a_full_stop_is_found_and_proposed() -> None:
    start = PROSE[0].index("。“清单")
    received = shifted(PROSE[0], start, len("。“清单管理"), mark="?").translate(HALF_WIDTH)
    (run,) = find_shifted_runs("\n".join([received, *PROSE[1:]]))
    assert run.received.startswith("?!")
    assert run.proposals[0].text.startswith("。“清单")
    assert run.proposals[0].lost == 0xA1
    assert "A1" in run.proposals[0].reason


def test_a_run_may_end_where_a_decoder_gave_up_inside_a_gloss() -> None:
    """The last byte and the bracket behind it became `?`: 項(xiàng) → 绊?xiàng)."""
    text = "落實責任?!绊?xiàng)目推進”抓好。本市的項(xiàng)目和責(zé)任清單(dān)，各項(xiàng)任務(wù)"
    (run,) = find_shifted_runs(text)
    assert (run.received, run.proposals[0].text) == ("?!绊?xiàng)", "。“項")
    assert "xiàng" in run.proposals[0].reason


def test_the_second_byte_of_a_traditional_character_may_look_like_a_letter() -> None:
    raw = "。“補".encode("gbk")[1:]
    received = "?" + raw.decode("gbk").translate(HALF_WIDTH) + "(bǔ)"
    (run,) = find_shifted_runs(f"壓實黨建責任{received}齊短板”抓好。機關黨建責任制落實情況")
    assert run.proposals[0].text == "。“補"


def test_a_byte_lost_inside_a_long_run_without_a_mark_is_found() -> None:
    text = PROSE[1]
    start = text.index("的问题")
    (run,) = find_shifted_runs(shifted(text, start, 20))
    assert run.proposals[0].text.startswith("的问题。“培训提")


def test_the_place_of_a_run_is_that_in_the_text() -> None:
    text = PROSE[0] + "\n" + without_second_byte(PROSE[1], 16)
    (run,) = find_shifted_runs(text)
    assert text[run.start : run.end] == run.received


@pytest.mark.parametrize(
    "text", ["", "?", "？！", "党", "?!", "为什么?因为要落实!好", "什么？！", r"(?!\d)[？；!?]", *PROSE]
)
def test_sound_text_has_no_runs(text: str) -> None:
    assert find_shifted_runs(text) == ()
    assert find_shifted_runs(text.translate(HALF_WIDTH)) == ()


@given(
    st.sampled_from(PROSE),
    st.integers(8, 16),
    st.sampled_from(["APP", "(A)", "\n", "12"]),
    st.sampled_from(["", "?"]),
)
def test_what_lost_a_byte_before_a_stop_is_proposed(text: str, length: int, tail: str, mark: str) -> None:
    start = text.index("。“")
    document = "\n".join([shifted(text, start, length, mark=mark, tail=tail).translate(HALF_WIDTH), *PROSE])
    (run,) = find_shifted_runs(document)
    proposed = run.proposals[0].text.translate(HALF_WIDTH)
    original = text[start : start + len(proposed)].translate(HALF_WIDTH)
    assert original[1:-1] in proposed  # the first and the last character lack a byte
    assert not mark or proposed[0] == "。"


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    for run in find_shifted_runs(text):
        assert text[run.start : run.end] == run.received
        assert run.proposals


@given(
    st.lists(st.sampled_from([*"?!？鞍邢蜓绊a(bǔ)xiàng项責0A\n", "�", "。“", "党建"]), max_size=60).map(
        "".join
    )
)
def test_nearly_shifted_text_can_be_searched(text: str) -> None:
    for run in find_shifted_runs(text):
        assert len(run.proposals) <= 3


def test_stretches_hold_what_two_bytes_wrote() -> None:
    found = [[unit.char for unit in stretch] for stretch in units("党建 a!𠀀党，(x\n人")]
    assert found == [["党", "建"], ["a", "!"], ["党", "，", "(", "x"]]


def test_frequent_characters_are_more_plausible_than_rare_ones() -> None:
    assert character("的") > character("检") > character("蜓") > character("㐀")
    assert character("責") == character("责")


def test_what_a_text_writes_elsewhere_is_plausible_in_it() -> None:
    own = OwnWords("阆中市阆中市", traditional=False)
    assert own.score("中", before="阆") > own.score("种", before="阆")
    assert own.score("責") < own.score("责")
