import os
from pathlib import Path

import pytest

from build_tools.files import write_atomically, write_together


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b.yml", "责链\n")
    assert (tmp_path / "a" / "b.yml").read_text(encoding="utf-8") == "责链\n"


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yml"
    path.write_text("旧", encoding="utf-8")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, "新")
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_of_a_file_that_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o600)
    write_atomically(path, "新")
    assert path.stat().st_mode & 0o777 == 0o600


def test_files_are_written_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "a.yml", tmp_path / "b" / "c.yml"
    old.write_text("旧", encoding="utf-8")
    replace = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if Path(target) == new:
            raise PermissionError(13, "Permission denied", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(PermissionError) as caught:
        write_together({old: "新", new: "新"})
    assert caught.value.filename == str(new)
    assert old.read_text(encoding="utf-8") == "旧"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [old]
    monkeypatch.undo()
    write_together({old: "新", new: b"\xe6\x96\xb0"})
    assert [path.read_text(encoding="utf-8") for path in (old, new)] == ["新", "新"]


def test_a_new_file_that_was_put_in_place_goes_again(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yml", tmp_path / "b.yml"
    second.mkdir()
    with pytest.raises(IsADirectoryError):
        write_together({first: "新", second: "新"})
    assert list(tmp_path.iterdir()) == [second]
