from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.pages.page import Asset
from build_tools.preview import Preview, stamps
from build_tools.site import Part


def test_a_page_is_made_when_it_is_asked_for_and_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make(path: str) -> str:
        made.append(path)
        return f"<p>{path}</p>"

    preview = Preview()
    pages = {path: lambda path=path: make(path) for path in ("index.html", "works/index.html", "a.html")}
    preview.renew(tmp_path, pages, ())
    for address in ("/works/", "/works/index.html", "/", "/index.html", "//index.html", "/other.html"):
        preview.provide(address)
    assert made == ["works/index.html", "index.html"]
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*.html")) == sorted(made)


def test_a_part_is_made_whole_when_one_of_its_files_is_asked_for(tmp_path: Path) -> None:
    preview = Preview()
    part = Part("assets/data/", lambda: (Asset(f"assets/data/{name}.csv", name) for name in "ab"))
    preview.renew(tmp_path, {}, [part])
    preview.provide("/assets/other.js")
    assert list(tmp_path.iterdir()) == []
    preview.provide("/assets/data/a.csv")
    assert [(tmp_path / f"assets/data/{name}.csv").read_text() for name in "ab"] == ["a", "b"]


def test_what_was_written_goes_when_the_data_is_new(tmp_path: Path) -> None:
    preview = Preview()
    (tmp_path / "kept.css").write_text("of the theme")
    preview.renew(tmp_path, {"a.html": lambda: "old"}, ())
    preview.provide("/a.html")
    preview.renew(tmp_path, {}, ())
    assert [path.name for path in tmp_path.iterdir()] == ["kept.css"]


def test_a_page_that_could_not_be_made_is_made_when_it_is_asked_for_again(tmp_path: Path) -> None:
    answers = iter(["", "<p>second</p>"])

    def make() -> str:
        if answer := next(answers):
            return answer
        raise ValueError("first")

    preview = Preview()
    preview.renew(tmp_path, {"a.html": make}, ())
    with pytest.raises(ValueError, match="first"):
        preview.provide("/a.html")
    preview.provide("/a.html")
    assert (tmp_path / "a.html").read_text() == "<p>second</p>"


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    preview = Preview()
    preview.renew(folder, {"a.html": lambda: "x"}, [Part("", lambda: ())])
    for address in ("/../a.html", "/x/../../a.html", "..", ""):
        preview.provide(address)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} <= {"site", "site/a.html"}


def test_stamps_tell_whether_a_file_was_changed_added_or_removed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/a.pyc").write_text("1")
    before = stamps([tmp_path, tmp_path / "missing"])
    assert set(before) == {tmp_path / "a"}
    (tmp_path / "a").write_text("22")
    assert stamps([tmp_path]) != before
    (tmp_path / "a").unlink()
    assert stamps([tmp_path]) == {}
