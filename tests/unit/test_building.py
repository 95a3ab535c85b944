from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.cli import building
from build_tools.cli.building import Renewal, build_site, renew
from build_tools.errors import ToolError

NAMES = st.sampled_from(["index.html", "a", "a/b.html", "a/c/d.html", "works/x.html", "works/X.html"])
SITES = st.dictionaries(NAMES, st.sampled_from([b"", b"one", b"two"]))


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def without_clashes(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name != "a" or len(files) == 1}


@given(st.lists(SITES.map(without_clashes), min_size=2, max_size=4))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_site_renewed_step_by_step_is_the_site_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("sites")
    for number, files in enumerate(sites):
        fresh = lay(folder / f"fresh-{number}", files)
        clean = lay(folder / f"clean-{number}", files)
        renew(folder / "site", fresh)
        assert read(folder / "site") == read(clean)
        folders = [path for path in (folder / "site").rglob("*") if path.is_dir()]
        assert [path for path in folders if not any(path.iterdir())] == []


def test_a_file_that_is_the_same_keeps_its_time(tmp_path: Path) -> None:
    site = lay(tmp_path / "site", {"same.html": b"1", "other.html": b"1", "gone/gone.html": b"1"})
    for path in ("same.html", "other.html"):
        os.utime(site / path, (1, 1))
    fresh = lay(tmp_path / "fresh", {"same.html": b"1", "other.html": b"2", "new/new.html": b"1"})
    assert renew(site, fresh) == Renewal(written=2, removed=1, same=1)
    assert (site / "same.html").stat().st_mtime == 1
    assert (site / "other.html").stat().st_mtime > 1
    assert sorted(path.name for path in site.iterdir()) == ["new", "other.html", "same.html"]


def test_what_begins_with_a_dot_is_not_the_sites(tmp_path: Path) -> None:
    site = lay(tmp_path / "site", {".git/config": b"1", ".nojekyll": b"", "gone.html": b""})
    (site / ".git/empty").mkdir()
    renew(site, lay(tmp_path / "fresh", {"index.html": b""}))
    assert read(site) == {".git/config": b"1", ".nojekyll": b"", "index.html": b""}
    assert (site / ".git/empty").is_dir()


def test_a_link_is_replaced_and_where_it_leads_stays(tmp_path: Path) -> None:
    elsewhere = lay(tmp_path / "elsewhere", {"index.html": b"1"})
    site = lay(tmp_path / "site", {})
    (site / "index.html").symlink_to(elsewhere / "index.html")
    (site / "works").symlink_to(elsewhere)
    renew(site, lay(tmp_path / "fresh", {"index.html": b"1", "works/index.html": b"2"}))
    assert not (site / "index.html").is_symlink()
    assert read(site) == {"index.html": b"1", "works/index.html": b"2"}
    assert read(elsewhere) == {"index.html": b"1"}


def engine(code: int, files: dict[str, bytes]) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        lay(Path(command[-1]), files)
        return subprocess.CompletedProcess(command, code)

    return run


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: 样例\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_that_fails_leaves_the_site_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(project / "site", {"index.html": b"old"})
    monkeypatch.setattr(subprocess, "run", engine(1, {"index.html": b"half"}))
    assert build_site(Path("site")) == 1
    assert read(project / "site") == {"index.html": b"old"}
    assert sorted(path.name for path in project.iterdir()) == ["mkdocs.yml", "site"]


def test_a_build_says_what_it_wrote(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(project / "site", {"index.html": b"old", "about.html": b"1", "gone.html": b""})
    monkeypatch.setattr(subprocess, "run", engine(0, {"index.html": b"new", "about.html": b"1"}))
    assert build_site(Path("site")) == 0
    assert capsys.readouterr().err == "网站：写了 1 个文件，删去 1 个，没有变化 1 个：site\n"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.partition("：")[0]


def test_a_site_of_which_nothing_changed_is_not_built_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", engine(0, {"index.html": b"new"}))
    page = lay(project / "docs", {"a": b"one"}) / "a"
    changes: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "a source": lambda: page.write_bytes(b"two"),
        "a source that is new": lambda: lay(project / "regulations", {"a/b.html": b""}),
        "a page": lambda: (project / "site/index.html").write_bytes(b"other"),
        "a page that is gone": (project / "site/index.html").unlink,
        "a page too many": lambda: (project / "site/x.html").write_bytes(b""),
        "a setting": lambda: monkeypatch.setenv("ZELIAN_AS_OF", "2020-01-01"),
        "a variable that the settings name": lambda: (project / "mkdocs.yml").write_text("a: !ENV [B]"),
    }
    found = {}
    for name, change in changes.items():
        build_site(Path("site"))
        capsys.readouterr()
        change()
        assert build_site(Path("site")) == 0
        found[name] = said(capsys)
        assert read(project / "site") == {"index.html": b"new"}
    assert found == {name: "网站没有变化" if name == "nothing" else "网站" for name in changes}


def test_a_site_is_built_again_after_a_failure_and_without_a_cache(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", engine(1, {"index.html": b"half"}))
    build_site(Path("site"))
    assert build_site(Path("site")) == 1
    monkeypatch.setattr(subprocess, "run", engine(0, {"index.html": b"new"}))
    monkeypatch.setenv("ZELIAN_CACHE", "off")
    for _ in range(2):
        assert build_site(Path("site")) == 0
        assert said(capsys) == "网站"


def test_a_source_that_changes_during_the_build_is_built_the_next_time(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build = engine(0, {"index.html": b"new"})

    def edited(*arguments: object, **options: object) -> object:
        (project / "mkdocs.yml").write_text(f"site_name: {os.urandom(4).hex()}\n", encoding="utf-8")
        return build(*arguments, **options)

    monkeypatch.setattr(subprocess, "run", edited)
    build_site(Path("site"))
    monkeypatch.setattr(subprocess, "run", build)
    capsys.readouterr()
    assert build_site(Path("site")) == 0
    assert said(capsys) == "网站"


def test_a_place_that_cannot_be_written_is_an_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "file").write_bytes(b"")
    monkeypatch.setattr(building, "run_mkdocs", lambda *_: 0)
    with pytest.raises(ToolError, match="写不了目录“file/site”"):
        build_site(Path("file/site"))
