"""The same data, the same day: the same bytes, wherever and whenever a site is built."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from build_tools.cache import OFF, VARIABLE
from tests.security.building import build, project

SMALL = Path(__file__).parents[1] / "corpora/good/revised"
EPOCH = "1767225600"


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_two_folders_locales_time_zones_and_hash_seeds_give_the_same_site(tmp_path: Path) -> None:
    first = _site(tmp_path / "here", LC_ALL="C.UTF-8", TZ="Asia/Shanghai", PYTHONHASHSEED="1")
    second = _site(
        tmp_path / "elsewhere" / "deeper",
        LC_ALL="zh_CN.UTF-8",
        TZ="America/Los_Angeles",
        PYTHONHASHSEED="2",
        COLUMNS="40",
        **{VARIABLE: OFF},
    )
    assert [path for path in first if first[path] != second.get(path)] == []
    assert set(first) == set(second)
    assert len(first) > 50


def _site(folder: Path, **environment: str) -> dict[str, str]:
    root = project(folder)
    shutil.copytree(SMALL, root / "regulations")
    build(root, root / "out", SOURCE_DATE_EPOCH=EPOCH, **environment)
    return digests(root / "out")
