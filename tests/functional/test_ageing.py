"""What `zelian review --list` says about reviews long past and works that were revised."""

import json
from pathlib import Path

import pytest

from tests.functional.conftest import Run
from tests.functional.contributing import small_base

WORK = "regulations/works/example-regulation/work.yml"


@pytest.fixture
def base(tmp_path: Path, run: Run) -> Path:
    small_base(tmp_path)
    run("review", "example-annual-inspection", "--by", "甲", "--on", "2020-02-29", cwd=tmp_path)
    return tmp_path


def listed(run: Run, base: Path, day: str) -> list[str]:
    return run("review", "--list", "--as-of", day, cwd=base)[1].splitlines()


def test_a_review_is_named_when_it_is_more_than_three_years_old(run: Run, base: Path) -> None:
    assert not any("没有看过" in line for line in listed(run, base, "2023-02-28"))
    old = listed(run, base, "2023-03-01")
    assert old[0].startswith("2020年2月29日以后没有看过\texample-annual-inspection\t年度检查\t")
    assert "3年没有看过 1 项，" in old[-1]


def revise(base: Path, kind: str, day: str) -> None:
    text = (base / WORK).read_text(encoding="utf-8")
    event = f'- {{type: {kind}, date: "{day}"}}\n'
    (base / WORK).write_text(text.replace("# 本库要点", f"{event}# 本库要点"), encoding="utf-8")


def test_a_revision_that_is_not_recorded_is_known(run: Run, base: Path) -> None:
    revise(base, "revised", "2022-05-01")
    words = "《示例工作条例》2022年5月1日已修订，本库尚未更新（收录的是2000年1月1日文本）"
    assert words in listed(run, base, "2022-05-01")
    assert words not in listed(run, base, "2022-04-30")
    entries = json.loads(run("review", "--list", "--format", "json", "--as-of", "2024-01-01", cwd=base)[1])
    assert [(e["kind"], e["state"]) for e in entries if e["state"] in {"aged", "outdated"}] == [
        ("duty", "aged"),
        ("work", "outdated"),
    ]


def test_a_repeal_is_known_until_the_text_has_its_end(run: Run, base: Path) -> None:
    revise(base, "repealed", "2022-05-01")
    assert any("2022年5月1日已废止，本库尚未更新" in line for line in listed(run, base, "2022-06-01"))
    text = base / "regulations/works/example-regulation/2000-01-01.yml"
    told = text.read_text(encoding="utf-8").replace("# 有编的", 'until: "2022-05-01"\n# 有编的')
    text.write_text(told, encoding="utf-8")
    assert not any("本库尚未更新" in line for line in listed(run, base, "2022-06-01"))
