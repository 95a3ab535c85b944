from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.pages.frames import Frames, Parts
from build_tools.site import Site, SitePlan

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase

TEXT = st.text(st.characters(exclude_characters="\ue000\ue001"), max_size=8)
PARTS = st.fixed_dictionaries(dict.fromkeys(("title", "content", "toc"), TEXT))


def written(parts: Parts) -> str:
    """What a template writes that uses a part twice, and one not at all where it is empty."""
    toc = f"<nav>{parts['toc']}</nav>" if parts["toc"] else ""
    return f"<title>{parts['title']}</title>{toc}<main>{parts['content']}</main>{parts['title']}"


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_a_page_in_its_frame_is_what_the_template_writes(pages: list[dict[str, str]]) -> None:
    frames = Frames()
    assert [frames.lay("kind", parts, written) for parts in pages] == [written(parts) for parts in pages]


def test_a_frame_is_written_once_for_each_kind_and_each_choice_of_parts() -> None:
    frames, asked = Frames(), []

    def write(parts: Parts) -> str:
        asked.append(dict(parts))
        return written(parts)

    for kind, toc in (("a", "x"), ("a", "y"), ("a", ""), ("b", "x")):
        frames.lay(kind, {"title": "t", "content": "c", "toc": toc}, write)
    assert [bool(parts["toc"]) for parts in asked] == [True, False, True]


def test_a_page_stands_at_the_path_that_was_planned(site: Site, kb: KnowledgeBase) -> None:
    assert [page.path for page in site.pages] == list(SitePlan(kb).pages)


@pytest.mark.parametrize("path", ["training/index.html", "bearers/party-branch.html", "map.html"])
def test_a_page_made_alone_and_again_is_the_same_as_among_all(
    kb: KnowledgeBase, site: Site, path: str
) -> None:
    plan = SitePlan(kb)
    expected = next(page for page in site.pages if page.path == path)
    assert (plan.page(path), plan.page(path)) == (expected, expected)


def test_each_file_of_a_part_stands_where_the_part_says(kb: KnowledgeBase) -> None:
    plan = SitePlan(kb)
    strays = [
        (part.start, f.path) for part in plan.parts for f in part.make() if not f.path.startswith(part.start)
    ]
    assert strays == []
    starts = [part.start for part in plan.parts]
    assert not any(re.match(re.escape(a), b) for a in starts for b in starts if a is not b)
