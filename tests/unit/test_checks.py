"""The checks, each proved by a small knowledge base that yields exactly its code."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import load
from build_tools.checks import ALL_CHECKS, style, values
from build_tools.checks.catalogue import describe, render_markdown
from build_tools.errors import ToolError
from build_tools.findings import CODES, Severity
from build_tools.yaml_source import parse_yaml

CORPORA = Path(__file__).parents[1] / "corpora"
CATALOGUE = Path(__file__).parents[2] / "build_tools" / "checks" / "codes.yml"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"

MINIMAL = CORPORA / "good" / "minimal"
FILES = sorted(path.relative_to(MINIMAL).as_posix() for path in MINIMAL.rglob("*.yml"))
BAD = sorted(path.name for path in (CORPORA / "bad").iterdir())
AS_OF = dt.date(2026, 1, 1)

DUTIES = "duties/shili-tiaoli.yml"
TEXT = "works/shili-tiaoli/2020-03-01.yml"
WORK = "works/shili-tiaoli/work.yml"
EXPERIENCE = "experiences/shili/quarterly-meeting.yml"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(MINIMAL, tmp_path / "regulations")


def lay_over(base: Path, folder: Path) -> None:
    """Copy the files of ``folder`` over ``base``; remove those that its file DELETE lists.

    Its file MAKE lists what git cannot keep for every system: copies and links, each with name and source.
    """
    shutil.copytree(folder, base, dirs_exist_ok=True)
    (base / "expected.txt").unlink()
    if (list_of_files := base / "DELETE").exists():
        for path in list_of_files.read_text(encoding="utf-8").split():
            (base / path).unlink()
    if (list_of_names := base / "MAKE").exists():
        for line in list_of_names.read_text(encoding="utf-8").splitlines():
            kind, path, source = line.split()
            (base / path).symlink_to(source) if kind == "link" else shutil.copy(base / source, base / path)


def replace(base: Path, path: str, old: str, new: str) -> None:
    text = (base / path).read_text(encoding="utf-8")
    assert old in text
    (base / path).write_text(text.replace(old, new), encoding="utf-8")


def lines(base: Path) -> list[str]:
    return [str(finding) for finding in load(base, as_of=AS_OF).findings]


def codes(base: Path) -> list[str]:
    return [finding.code for finding in load(base, as_of=AS_OF).findings]


def expected(code: str) -> list[str]:
    return (CORPORA / "bad" / code / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", sorted((CORPORA / "good").iterdir()), ids=lambda folder: folder.name)
def test_a_good_corpus_has_no_findings(folder: Path) -> None:
    assert lines(folder) == []


@pytest.mark.parametrize("code", BAD)
def test_a_bad_corpus_yields_what_it_expects_and_only_its_code(base: Path, code: str) -> None:
    lay_over(base, CORPORA / "bad" / code)
    assert lines(base) == expected(code)
    assert set(codes(base)) == {code}


def test_every_code_has_a_bad_corpus() -> None:
    assert sorted(CODES) == BAD


def test_every_code_of_a_check_stands_at_the_head_of_its_docstring() -> None:
    heads = [(check.__doc__ or "").partition(":")[0] for check in ALL_CHECKS]
    assert len(set(heads)) == len(heads)
    assert set(heads) <= set(CODES)


def test_the_catalogue_is_clean_yaml_and_describes_every_code_in_order() -> None:
    document, findings = parse_yaml("codes.yml", CATALOGUE.read_bytes())
    assert findings == []
    assert document is not None
    assert list(document.data) == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_message_of_an_example_is_what_the_bad_corpus_yields(code: str) -> None:
    assert describe(code).example.message in expected(code)


def test_the_page_of_codes_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_markdown()


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_section_with_its_own_anchor(code: str) -> None:
    assert f"## {code} {describe(code).title} {{#{code.lower()}}}\n" in render_markdown()


def test_a_description_prints_its_four_parts() -> None:
    description = describe("sty003")
    assert description.severity is Severity.WARNING
    assert str(description).splitlines()[0] == "STY003 用了感叹号（提示）"
    for part in (description.what, description.why, description.fix, description.example.message):
        assert part in str(description)


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(ToolError, match="没有检查代码“REF01”；是否指“REF001”"):
        describe("REF01")


@pytest.mark.parametrize("path", FILES)
def test_an_unreadable_file_is_the_only_finding(base: Path, path: str) -> None:
    first_line = (base / path).read_text(encoding="utf-8").partition("\n")[0]
    (base / path).write_text(f"{first_line}\nkey: [\n", encoding="utf-8")
    assert codes(base) == ["YAML001"]


@pytest.mark.parametrize("path", FILES)
def test_an_unreadable_record_is_the_only_finding(base: Path, path: str) -> None:
    unindented = path in {WORK, TEXT, EXPERIENCE}
    text = (base / path).read_text(encoding="utf-8")
    unknown = "colour: red\n" if unindented else "  colour: red\n"
    (base / path).write_text(text + unknown, encoding="utf-8")
    assert codes(base) == ["SCH002"]


def test_an_allowed_finding_is_hidden(base: Path) -> None:
    lay_over(base, CORPORA / "bad" / "ALW002")
    replace(base, "allowed_findings.yml", "2025-06-30", "2026-01-01")
    assert lines(base) == []


def test_a_whole_file_can_be_allowed(base: Path) -> None:
    lay_over(base, CORPORA / "bad" / "ALW002")
    replace(base, "allowed_findings.yml", "2025-06-30", "2026-12-31")
    replace(base, "allowed_findings.yml", "#no-invented-records", "")
    assert lines(base) == []


def test_what_is_wrong_with_the_list_of_allowed_findings_cannot_be_allowed(base: Path) -> None:
    entry = '- {code: ALW001, place: allowed_findings.yml, reason: 试试, until: "2026-12-31"}'
    schema = "# yaml-language-server: $schema=schema/allowed_findings.schema.json"
    (base / "allowed_findings.yml").write_text(f"{schema}\nallowed:\n{entry}\n", encoding="utf-8")
    assert codes(base) == ["ALW001"]


def test_a_finding_in_a_provision_names_its_eid(base: Path) -> None:
    replace(base, TEXT, "会议记录不得补造。", "会议记录不得 补造。")
    assert [finding.subject for finding in load(base, as_of=AS_OF).findings] == [f"{TEXT}#art_3"]


@pytest.mark.parametrize(
    ("since", "found"),
    [("2020-02", ["DATE003"]), ("2020-03", []), ("2020", ["DATE003"]), ("2020-03-01", [])],
)
def test_a_partial_date_counts_as_its_earliest_day(base: Path, since: str, found: list[str]) -> None:
    replace(base, EXPERIENCE, 'from: "2021"', f'from: "{since}"')
    assert codes(base) == found


def test_a_measure_known_only_by_its_end_implements_nothing(base: Path) -> None:
    replace(base, EXPERIENCE, 'practised: {from: "2021", to: "2021"}', 'practised: {to: "2021"}')
    assert codes(base) == ["DATE004"]


def test_the_time_of_a_measure_goes_before_that_of_its_experience(base: Path) -> None:
    replace(base, EXPERIENCE, "  figures:", '  practised: {from: "2019"}\n  figures:')
    assert codes(base) == ["DATE003"]


def test_a_text_may_be_in_force_before_its_version_when_the_work_says_so(base: Path) -> None:
    replace(base, TEXT, 'effective: "2020-03-01"', 'effective: "2020-02-25"')
    assert codes(base) == ["DATE002"]
    early = '- type: effective\n  date: "2020-02-25"\n- type: issued'
    replace(base, WORK, "- type: issued", early)
    assert codes(base) == []


def test_equal_wording_has_equal_fingerprints(base: Path) -> None:
    replace(base, TEXT, '"5555555555555555"', '"4444444444444444"')
    replace(base, TEXT, "每年向示例委员会书面报告1次。", "召集和主持支部会议。")
    assert codes(base) == []


def test_a_permission_beside_the_duty_of_a_binding_provision_is_accepted(base: Path) -> None:
    duty = """\
- id: meet-more-often
  title: 加开会议
  bearer: 示例支部
  modality: 可以
  action: 加开会议。
  stage: 履责
  line: 主体责任
  basis: [《示例条例》第二条第一款]
"""
    text = (base / DUTIES).read_text(encoding="utf-8")
    (base / DUTIES).write_text(text + duty, encoding="utf-8")
    assert codes(base) == []


def test_a_duty_on_the_head_of_items_does_not_cover_the_items(base: Path) -> None:
    replace(base, DUTIES, "  - 《示例条例》第二条第二款第（一）项\n", "")
    replace(base, DUTIES, "第二条第二款第（二）项", "第二条第二款")
    replace(base, TEXT, "      no_duty: 引出下列各项，义务见各项\n", "")
    found = load(base, as_of=AS_OF).findings
    assert [finding.subject for finding in found] == [f"{TEXT}#art_2__para_2__item_{n}" for n in (1, 2)]
    assert {finding.code for finding in found} == {"COV002"}


def test_exclamation_marks_of_the_source_are_its_own(base: Path) -> None:
    replace(base, EXPERIENCE, "title: 季度会怎么开（虚构）", "title: 季度会开起来！")
    assert codes(base) == []


def test_half_width_punctuation_among_latin_letters_is_right(base: Path) -> None:
    replace(base, EXPERIENCE, "container: 本库测试样例", 'container: "Sample (test), 1:2"')
    assert codes(base) == []


@given(
    st.text(
        st.sampled_from("第一条甲乙，。（）《》“”！,;:?!() \u3000\xa0\t\n1a") | st.characters(), max_size=12
    )
)
def test_a_text_that_no_check_looks_at_gives_no_check_a_reason(text: str) -> None:
    patterns = (style._HALF_WIDTH, style._STRAY_SPACE, style._EXCLAMATION)  # noqa: SLF001
    if not values._NOTABLE.search(text):  # noqa: SLF001
        assert "第" not in text
        assert not any(pattern.search(text) for pattern in patterns)
