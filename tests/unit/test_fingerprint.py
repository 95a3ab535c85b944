from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.fingerprint import FINGERPRINT, fingerprint, normalise_wording
from tests.strategies import HAN

wordings = st.text(HAN | st.sampled_from("0123456789abcXYZ"), min_size=1, max_size=30)
IGNORED = "，。、；：“”（）《》—…·,.;:()-_ \u3000\t\r\n\u00a0\u200b\u2028\ufeff\ud800"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def test_the_wording_is_what_is_left_without_white_space_and_punctuation() -> None:
    assert (
        normalise_wording("　第１条　党员（含预备党员），“一岗双责”。\r\n") == "第1条党员含预备党员一岗双责"
    )


def test_a_fingerprint_is_the_start_of_the_sha256_of_the_wording() -> None:
    assert fingerprint("每月，开会。") == "d3e809518b7b9362"


def test_a_fingerprint_has_sixteen_hexadecimal_digits() -> None:
    assert FINGERPRINT.fullmatch(fingerprint("")) is not None


@pytest.mark.parametrize("rare", ["\ue000", "\U0002ebf0", "㐀", "\U00020000"])
def test_a_rare_character_counts_whether_or_not_python_knows_it(rare: str) -> None:
    assert normalise_wording(f"甲{rare}乙") == f"甲{rare}乙"


@given(wordings, st.data())
def test_white_space_and_punctuation_do_not_matter(wording: str, data: st.DataObject) -> None:
    spread = "".join(char + data.draw(st.text(IGNORED, max_size=2)) for char in wording)
    assert fingerprint(spread) == fingerprint(wording)


@given(wordings)
def test_width_does_not_matter(wording: str) -> None:
    assert fingerprint(wording.translate(FULL_WIDTH)) == fingerprint(wording)


@given(wordings, st.data())
def test_a_changed_character_matters(wording: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(wording) - 1))
    other = data.draw(HAN.filter(lambda char: char != wording[place]))
    assert fingerprint(wording[:place] + other + wording[place + 1 :]) != fingerprint(wording)


@given(st.text())
def test_any_text_has_a_fingerprint_and_normalising_leaves_nothing_to_ignore(text: str) -> None:
    left = {unicodedata.category(char)[0] for char in normalise_wording(text)} & {"Z", "P"}
    assert (left, len(fingerprint(text))) == (set(), 16)
