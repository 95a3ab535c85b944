"""The way of a newcomer, and that its page tells it as it is."""

from pathlib import Path

from tests.journey import PAGE, walk


def test_a_newcomer_adds_a_place_as_the_page_tells(tmp_path: Path) -> None:
    assert walk(tmp_path) == PAGE.read_text(encoding="utf-8"), (
        "docs/contributing/walkthrough.md is out of date; write it anew: .venv/bin/python -m tests.journey"
    )
