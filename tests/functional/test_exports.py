"""`zelian export …`: lists and texts of the real knowledge base, in files that are read back."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pytest

from build_tools.corpus import Kind
from build_tools.exports.choices import Choice, choose, duties_for
from build_tools.exports.forms import BLANK_ROWS, MODEL, blank_forms
from build_tools.exports.listing import Listing
from build_tools.exports.lists import COLUMNS, LEVELS, UNTIMED, duty_list, levels_list
from build_tools.exports.overviews import (
    calendar_list,
    comparison_of_experiences,
    coverage_list,
    indicator_list,
)
from build_tools.exports.workbooks import as_workbook
from build_tools.knowledge_base import KnowledgeBase
from build_tools.pages.list_files import ready_choices, stem_of
from build_tools.resolution import canonical_reference
from tests.functional.conftest import ROOT, Run

KINDS = ("duties", "forms", "indicators", "calendar", "experience-compare", "coverage")
POST = ("--post", "机关党支部", "--unit", "机关", "--year", "2026", "--as-of", "2026-01-01")


def read_sheet(data: bytes, name: str) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))[name]
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def branch(real: KnowledgeBase, **more: Any) -> Choice:  # noqa: ANN401
    return choose(real, year=2026, posts=["机关党支部"], unit="机关", **more)


@pytest.mark.parametrize(
    "make",
    [
        duty_list,
        levels_list,
        blank_forms,
        indicator_list,
        calendar_list,
        comparison_of_experiences,
        coverage_list,
    ],
)
def test_a_workbook_of_real_data_read_back_equals_the_data(real: KnowledgeBase, make: Any) -> None:  # noqa: ANN401
    listing: Listing = make(real, branch(real))
    data = as_workbook(listing)
    for part in listing.parts:
        head, *rows = read_sheet(data, part.name)
        assert head == tuple(column.name for column in part.columns)
        assert rows == list(part.rows)
    notes = dict(read_sheet(data, "说明")[1:])
    assert notes["状态日期"] == "2026年1月1日"
    assert notes["版本"].startswith("责链 ")


def test_a_list_says_of_every_duty_what_the_data_say(real: KnowledgeBase) -> None:
    (part,) = duty_list(real, branch(real)).parts
    assert part.columns == COLUMNS
    duties = duties_for(real, branch(real))
    assert len(part.rows) == len(duties) > 100
    for number, (row, duty) in enumerate(zip(part.rows, duties, strict=True), 1):
        assert row[0] == str(number)
        assert row[1] == duty.stage
        assert row[2].startswith(f"{duty.title}\n")
        assert duty.action in row[2]
        refs = real.graph.basis_of(duty.id)
        assert row[3].split("\n") == [canonical_reference(ref, real.corpus) for ref in refs]
        assert row[4] == duty.bearer
        assert row[5].split("\n")[0] == (duty.timing.label if duty.timing else UNTIMED)
        assert row[6] == "、".join(duty.evidence)


def test_a_list_holds_all_duties_of_the_post_for_the_kind_of_unit_by_step(real: KnowledgeBase) -> None:
    duties = duties_for(real, branch(real))
    owed = real.graph.duties_of("organ-branch", inherited=True)
    assert {duty.id for duty in duties} == {
        duty.id for duty in owed if not duty.applies_to.unit or "机关" in duty.applies_to.unit
    }
    order = list(real.corpus.names(Kind.STAGE))
    stages = [order.index(duty.stage) for duty in duties]
    assert stages == sorted(stages)


def test_a_year_before_a_rule_leaves_its_duties_out(real: KnowledgeBase) -> None:
    early = duties_for(real, choose(real, year=2018, posts=["机关党支部"]))
    works = {ref.work for duty in early for ref in real.graph.basis_of(duty.id)[:1]}
    assert "jiguan-jiceng-tiaoli" not in works
    assert "zhibu-tiaoli-shixing" in works


def test_own_duties_steps_and_the_body_narrow_and_widen(real: KnowledgeBase) -> None:
    deputy = choose(real, year=2026, posts=["专职副书记"])
    wider = choose(real, year=2026, posts=["专职副书记"], body=True)
    own = choose(real, year=2026, posts=["专职副书记"], own=True, stages=["履责"])
    ids = [{duty.id for duty in duties_for(real, choice)} for choice in (own, deputy, wider)]
    assert ids[0] < ids[1] < ids[2]
    assert {d.bearer for d in duties_for(real, own)} == {"专职副书记"}
    assert {d.stage for d in duties_for(real, own)} == {"履责"}


def test_without_a_kind_of_unit_limited_duties_say_to_whom_they_apply(real: KnowledgeBase) -> None:
    everywhere = duty_list(real, choose(real, year=2026, posts=["机关党支部"]))
    said = [row[2] for row in everywhere.parts[0].rows]
    assert any(text.endswith("（适用：机关）") for text in said)
    assert not any("（适用：" in row[2] for row in duty_list(real, branch(real)).parts[0].rows)


def test_three_levels_stand_side_by_side_each_with_its_duties(real: KnowledgeBase) -> None:
    choice = choose(real, year=2026, unit="机关", own=True)
    (part,) = levels_list(real, choice).parts
    assert [column.name for column in part.columns] == ["环节", "党组（党委）", "机关党委", "党支部"]
    for place, (name, _) in enumerate(LEVELS, 1):
        duties = duties_for(real, choose(real, year=2026, posts=[name], unit="机关", own=True))
        cells = [row[place] for row in part.rows if row[place]]
        assert len(cells) == len(duties) > 0
        assert all(cell.startswith(f"{duty.title}（《") for cell, duty in zip(cells, duties, strict=True))


def test_the_blank_forms_have_columns_rows_and_deadlines(real: KnowledgeBase) -> None:
    assert MODEL in real.corpus.experiences
    *forms, deadlines = blank_forms(real, Choice(2026, unit="机关")).parts
    assert [form.name for form in forms] == ["问题清单", "责任清单", "项目清单"]
    for form in forms:
        assert len(form.rows) == BLANK_ROWS
        assert not any(any(row[1:]) for row in form.rows)
        assert any("时限" in column.name or "时间" in column.name for column in form.columns)
    rows = {row[0]: row for row in deadlines.rows}
    assert rows["制定年度任务安排"][3] == "《主体责任规定》第十二条"
    assert rows["制定整改落实方案"][1] == "1个月内"


def test_the_calendar_has_a_row_for_every_time_a_duty_falls_due(real: KnowledgeBase) -> None:
    year, events = calendar_list(real, branch(real)).parts
    months = [row[0] for row in year.rows if row[1] == "支部每月开展主题党日"]
    assert len(months) == 12
    assert months[:2] == ["2026年1月31日", "2026年2月28日"]
    assert {len(row) for row in events.rows} == {5}


def test_indicators_for_a_post_measure_a_duty_of_it(real: KnowledgeBase) -> None:
    choice = branch(real)
    ids = {duty.id for duty in duties_for(real, choice)}
    titles = {row[1] for row in indicator_list(real, choice).parts[0].rows}
    by_title = {indicator.title: indicator for indicator in real.corpus.indicators.values()}
    assert titles
    assert all(ids.intersection(by_title[title].duties) for title in titles)


def test_comparing_all_places_lists_every_measure_once(real: KnowledgeBase) -> None:
    parts = comparison_of_experiences(real, Choice(2026)).parts
    assert len(parts[0].rows) == sum(len(e.measures) for e in real.corpus.experiences.values())
    assert parts[2].rows


def test_coverage_adds_up(real: KnowledgeBase) -> None:
    for row in coverage_list(real, Choice(2026)).parts[0].rows:
        whole, *parts = (int(cell) for cell in row[2:6])
        assert whole == sum(parts)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
def test_every_list_is_written_in_every_form(run: Run, tmp_path: Path, kind: str, form: str) -> None:
    out = tmp_path / f"清单.{form}"
    code, said, errors = run("export", kind, *POST, "--out", str(out))
    assert (code, errors) == (0, "")
    assert said.startswith("已写入")
    if form == "xlsx":
        assert openpyxl.load_workbook(out).sheetnames[-1] == "说明"
    elif form == "docx":
        assert docx.Document(str(out)).tables
    else:
        assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_goes_to_the_screen_without_a_file(run: Run) -> None:
    code, out, _ = run("export", "duties", "--post", "支部委员", "--format", "csv", "--as-of", "2026-01-01")
    assert code == 0
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert rows[0] == [column.name for column in COLUMNS]
    assert [row[4] for row in rows[1:]]


def test_into_a_folder_the_title_names_the_file(run: Run, tmp_path: Path) -> None:
    assert run("export", "duties", *POST, "--format", "docx", "--out", str(tmp_path))[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["机关党支部（机关）2026年责任清单.docx"]


def test_the_calendar_of_one_post_is_also_a_file_for_calendars(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "支部.ics"
    assert run("export", "calendar", *POST, "--out", str(out))[0] == 0
    written = out.read_bytes()
    assert icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert set(re.findall(rb"DTSTART[^:]*:(\d{4})", written)) == {b"2026"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--post", "机关党支"), "没有叫“机关党支”的责任主体；是否指“机关党支部”"),
        (("--unit", "机官"), "没有叫“机官”的单位类型；是否指“机关”？"),
        (("--stage", "督查"), "没有叫“督查”的环节；"),
        (("--year", "26"), "年度“26”不对；写四位的公历年，如 2026"),
        (("--format", "pdf"), "选项 --format 的值不对（可以写 xlsx、docx、csv）"),
    ],
)
def test_wrong_use_is_told_in_chinese_and_writes_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "x.xlsx"
    code, _, errors = run("export", "duties", *arguments, "--out", str(out))
    assert code == 2
    assert said in errors
    assert not out.exists()


def test_a_workbook_is_not_printed(run: Run) -> None:
    code, _, errors = run("export", "duties", "--format", "xlsx")
    assert (code, errors) == (2, "错误：xlsx 不能打印；用 --out 写明文件或者目录\n")


def test_nothing_to_list_writes_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    code, _, errors = run(
        "export", "duties", "--post", "支部委员", "--own", "--stage", "问责", "--out", str(out)
    )
    assert code == 1
    assert "没有符合这些条件的内容" in errors
    assert not out.exists()


def test_a_calendar_file_is_for_one_post(run: Run, tmp_path: Path) -> None:
    code, _, errors = run("export", "calendar", "--out", str(tmp_path / "x.ics"))
    assert (code, errors) == (2, "错误：日历文件一次写一个主体；用一个 --post 写明\n")


def test_a_file_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, errors = run("export", "duties", *POST, "--out", str(tmp_path / "file" / "x.xlsx"))
    assert code == 2
    assert "写不了文件" in errors


def test_another_time_zone_and_language_give_the_same_bytes(tmp_path: Path) -> None:
    def write(folder: str, **environment: str) -> dict[str, bytes]:
        out = tmp_path / folder
        out.mkdir()
        for form in ("xlsx", "docx", "csv"):
            call = [sys.executable, "-m", "build_tools", "export", "duties", *POST, "--format", form, "--out"]
            env = {**os.environ, **environment}
            subprocess.run([*call, str(out)], cwd=ROOT, env=env, check=True, capture_output=True)
        return {path.name: path.read_bytes() for path in out.iterdir()}

    here = write("here", TZ="Asia/Shanghai", PYTHONHASHSEED="1")
    assert write("there", TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="2") == here
    assert len(here) == 3


def test_there_is_a_ready_list_for_every_post_that_owes_something(real: KnowledgeBase) -> None:
    choices = list(ready_choices(real))
    owing = {
        bearer.id
        for bearer in real.corpus.bearers.values()
        if bearer.kind.value == "post" and real.graph.duties_of(bearer.id, inherited=True)
    }
    assert owing <= {choice.posts[0].id for choice in choices}
    stems = [stem_of(real, choice) for choice in choices]
    assert len(set(stems)) == len(stems)
    assert all(stem.replace("-", "").isalnum() and stem.isascii() for stem in stems)
    assert all(duties_for(real, choice) for choice in choices)


def test_a_docx_is_an_archive_of_parts_that_word_knows(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "x.docx"
    run("export", "duties", *POST, "--out", str(out))
    names = zipfile.ZipFile(out).namelist()
    assert names[0] == "[Content_Types].xml"
    assert "word/document.xml" in names
    assert not any("thumbnail" in name for name in names)
