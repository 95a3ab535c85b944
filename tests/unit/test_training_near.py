"""What training looks up once must be what it would find by comparing each with each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import ProvisionRef
from build_tools.eid import Eid
from build_tools.training.surroundings import Clauses
from build_tools.training.wording import alike

EIDS = ("chp_1", "art_1", "art_1__para_1", "art_1__para_1__item_2", "art_1__item_2", "art_2", "art_2__para_1")
REFS = st.builds(ProvisionRef, st.sampled_from("ab"), st.none() | st.sampled_from(EIDS).map(Eid.parse))
PAIRS = st.frozensets(st.sampled_from("甲 乙 丙 丁 戊 己 庚 辛".split()))


@given(st.dictionaries(st.text("xyz", max_size=3), PAIRS, max_size=12), st.sampled_from([0.3, 0.5, 1.0]))
def test_texts_are_alike_that_share_a_part_of_the_shorter_one(
    texts: dict[str, frozenset[str]], share: float
) -> None:
    assert alike(texts, share) == {
        a: {
            b
            for b in texts
            if texts[a] & texts[b]
            and len(texts[a] & texts[b]) >= share * max(1, min(len(texts[a]), len(texts[b])))
        }
        for a in texts
    }


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
