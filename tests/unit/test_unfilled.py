"""What is still blank in a text is told place by place, or once where most of it is."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest

from build_tools import load
from build_tools.report.finding_records import findings_as_json

MINIMAL = Path(__file__).parents[1] / "corpora" / "good" / "minimal"
TEXT = "works/shili-tiaoli/2020-03-01.yml"
AS_OF = dt.date(2026, 1, 1)
DIGEST = "补上 digest，用自己的话写全该处的要求"
NORM = "补上 norm：obligation、prohibition、permission、none"
LISTED = "；填好一半以后，这里逐处列出"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "regulations")


def blank(base: Path, key: str, count: int) -> None:
    """Take ``key`` from the first ``count`` provisions that have it."""
    path = base / TEXT
    text = path.read_text(encoding="utf-8")
    if key == "norm":
        text = re.sub(r"^( +)norm: .*\n( +no_duty: .*\n)?", "", text, count=count, flags=re.MULTILINE)
    else:
        text = re.sub(rf"{key}: .*\n +(?=[a-z])", "", text, count=count)
    path.write_text(text, encoding="utf-8")


def lines(base: Path, code: str) -> list[str]:
    return [str(finding) for finding in load(base, as_of=AS_OF).findings if finding.code == code]


def test_a_text_without_any_digest_is_one_finding_at_the_first_blank(base: Path) -> None:
    blank(base, "digest", 99)
    assert lines(base, "TXT004") == [
        f"{TEXT}:9:5 TXT004 错误：全文3条、6处都没有要点，第一处是第一条；{DIGEST}{LISTED}"
    ]


def test_a_text_of_which_most_is_blank_says_how_much(base: Path) -> None:
    blank(base, "norm", 4)
    assert lines(base, "COV003") == [
        (
            f"{TEXT}:9:5 COV003 错误：全文3条、6处中有2条、4处没有写明是否设定义务，第一处是第一条；"
            f"{NORM}{LISTED}"
        )
    ]


def test_up_to_half_is_told_place_by_place(base: Path) -> None:
    blank(base, "norm", 3)
    assert lines(base, "COV003") == [
        f"{TEXT}:{place} COV003 错误：{named}没有写明是否设定义务；{NORM}"
        for place, named in (("9:5", "第一条"), ("16:7", "第二条第一款"), ("18:7", "第二条第二款"))
    ]


def test_the_record_is_the_text(base: Path) -> None:
    blank(base, "digest", 99)
    found = [f for f in load(base, as_of=AS_OF).findings if f.code == "TXT004"]
    (record,) = json.loads(findings_as_json(found, "regulations/"))
    assert record["subject"] == f"{TEXT}#shili-tiaoli@2020-03-01"
    assert (record["path"], record["line"], record["severity"]) == (f"regulations/{TEXT}", 9, "error")


@pytest.mark.parametrize("place", [TEXT, f"{TEXT}#shili-tiaoli@2020-03-01"])
def test_the_finding_of_a_text_is_allowed_by_its_file_or_its_record(base: Path, place: str) -> None:
    blank(base, "digest", 99)
    allow(base, "TXT004", place)
    assert lines(base, "TXT004") == lines(base, "ALW001") == []


def test_an_allowed_place_stays_apart_from_the_text(base: Path) -> None:
    blank(base, "digest", 99)
    allow(base, "TXT004", f"{TEXT}#art_1")
    assert lines(base, "ALW001") == []
    assert lines(base, "TXT004") == [
        f"{TEXT}:16:7 TXT004 错误：全文3条、6处中有2条、5处没有要点，第一处是第二条第一款；{DIGEST}{LISTED}"
    ]


def allow(base: Path, code: str, place: str) -> None:
    (base / "allowed_findings.yml").write_text(
        "# yaml-language-server: $schema=schema/allowed_findings.schema.json\nallowed:\n"
        f'- code: {code}\n  place: {place}\n  reason: 示例\n  until: "2026-12-31"\n',
        encoding="utf-8",
    )
