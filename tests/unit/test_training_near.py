"""What training looks up once must be what it would find by comparing each with each."""

from __future__ import annotations

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import ProvisionRef
from build_tools.eid import Eid
from build_tools.training.alike import Wordings
from build_tools.training.masks import mask_of, members
from build_tools.training.surroundings import ALIKE, CASE_TOUCHES, MEASURES_ALIKE, Clauses
from build_tools.training.validity import BASIS_TOUCHES, TERMS_ALIKE
from build_tools.training.wording import likeness

EIDS = ("chp_1", "art_1", "art_1__para_1", "art_1__para_1__item_2", "art_1__item_2", "art_2", "art_2__para_1")
REFS = st.builds(ProvisionRef, st.sampled_from("ab"), st.none() | st.sampled_from(EIDS).map(Eid.parse))
WORDING = st.text("甲乙丙丁。", max_size=12)
SHARES = (BASIS_TOUCHES, CASE_TOUCHES, MEASURES_ALIKE, TERMS_ALIKE, ALIKE, 1.0)


@given(st.lists(WORDING, max_size=12), WORDING, st.sampled_from(SHARES))
def test_texts_are_alike_that_share_a_part_of_the_shorter_one(
    texts: list[str], asked: str, share: float
) -> None:
    found = Wordings(texts).like(asked, share)
    assert found == mask_of(n for n, text in enumerate(texts) if likeness(asked, text) >= share)


def test_the_least_number_of_pairs_to_share_is_exact() -> None:
    """`Wordings` counts what is shared, `likeness` divides it: rounding must not tell them apart."""
    for share in SHARES:
        for fewer in range(1, 3000):
            least = max(1, ceil(fewer * share))
            assert least / fewer >= share
            assert least == 1 or (least - 1) / fewer < share


@given(st.sets(st.integers(0, 200)))
def test_a_set_of_numbers_gives_back_its_members(numbers: set[int]) -> None:
    assert list(members(mask_of(numbers), range(201))) == sorted(numbers)


@given(st.dictionaries(st.sampled_from("pqr"), st.lists(REFS, max_size=4)), REFS)
def test_places_touch_what_they_are_and_what_lies_in_or_around_them(
    basis: dict[str, list[ProvisionRef]], asked: ProvisionRef
) -> None:
    found = {duty for duty, refs in basis.items() if any(_contain(asked, ref) for ref in refs)}
    assert Clauses(basis).touching(asked) == found


def _contain(a: ProvisionRef, b: ProvisionRef) -> bool:
    if a.work != b.work or a.eid is None or b.eid is None:
        return a.work == b.work
    fewer = min(len(a.eid.steps), len(b.eid.steps))
    return a.eid.steps[:fewer] == b.eid.steps[:fewer]
