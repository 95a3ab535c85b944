import os
from pathlib import Path

import pytest

from build_tools.files import write_atomically


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
