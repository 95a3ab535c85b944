from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.corpus import Corpus, Declared, Kind, Origin
from build_tools.errors import ToolError
from tests import strategies
from tests.conftest import TINY, TinyBase

NEWEST = "works/sample/2022-01-01.yml"
GUESS = "是否指“vocabulary/stages.yml”、“vocabulary/terms.yml”、“vocabulary/bearers.yml”？"


def declared(corpus: Corpus, kind: Kind) -> list[tuple[str, bool, Origin]]:
    """Return id, whether it could be read, and origin of all records of a kind."""
    return [(d.id, d.record is not None, d.origin) for d in corpus.of_kind(kind)]


def test_every_record_is_declared_with_its_origin(tiny_corpus: Corpus) -> None:
    assert declared(tiny_corpus, Kind.WORK) == [
        ("model", True, Origin("works/model/work.yml")),
        ("sample", True, Origin("works/sample/work.yml")),
    ]
    assert declared(tiny_corpus, Kind.EXPRESSION) == [
        ("sample@2020-01-01", True, Origin("works/sample/2020-01-01.yml")),
        ("sample@2022-01-01", True, Origin(NEWEST)),
    ]
    assert declared(tiny_corpus, Kind.STAGE) == [
        ("perform", True, Origin("vocabulary/stages.yml", ("stages", 0))),
        ("supervise", True, Origin("vocabulary/stages.yml", ("stages", 1))),
    ]


def test_measures_are_declared_inside_their_experience(tiny_corpus: Corpus) -> None:
    path = "experiences/north/monthly-board.yml"
    assert declared(tiny_corpus, Kind.MEASURE) == [
        ("monthly-board/board", True, Origin(path, ("measures", 0))),
        ("monthly-board/reminder", True, Origin(path, ("measures", 1))),
    ]


def test_a_text_has_its_provisions_by_eid_in_the_order_of_the_text(tiny_corpus: Corpus) -> None:
    assert [str(eid) for eid in tiny_corpus.texts["sample"][1].by_eid] == [
        "chp_1",
        "art_1",
        "art_2",
        "art_2__para_1",
        "art_2__para_2",
        "art_2__para_2__item_1",
        "art_2__para_2__item_2",
        "chp_2",
        "art_3",
    ]


def test_the_documents_stay_at_hand_for_places(tiny_corpus: Corpus) -> None:
    assert sorted(tiny_corpus.documents) == sorted(TINY)


def test_a_folder_that_does_not_exist_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"找不到知识库目录“.*/none”；请在项目根目录运行，或者用 --root 指明"):
        TinyBase(tmp_path / "none").load()


def test_a_folder_without_a_knowledge_base_is_a_wrong_use(empty_base: TinyBase) -> None:
    empty_base.write_raw("README.md", b"text").write_raw("schema/work.yml", b"a: b")
    with pytest.raises(ToolError, match="里没有知识库的 YAML 文件"):
        empty_base.load()


@pytest.mark.parametrize("folder", ["schema", "templates", "local"])
def test_folders_that_hold_no_records_are_not_read(tiny_base: TinyBase, folder: str) -> None:
    tiny_base.write_raw(f"{folder}/works/x.yml", b"\xff")
    assert tiny_base.findings() == []


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("duties/b.yaml", "duties/b.yaml:1:1 LAY001 错误：文件名应以 .yml 结尾；改名为 duties/b.yml"),
        (
            "duties/b.yml.txt",
            (
                "duties/b.yml.txt:1:1 LAY001 错误：文件名应以 .yml 结尾；"
                "改名为 duties/b.yml（Windows 可能没有显示最后的扩展名）"
            ),
        ),
        (
            "problems/B.YML",
            (
                "problems/B.YML:1:1 LAY001 错误：文件名应以 .yml 结尾；"
                "改名为 problems/B.yml（Windows 可能没有显示最后的扩展名）"
            ),
        ),
        (
            "vocabulary/stage.yml",
            f"vocabulary/stage.yml:1:1 LAY001 错误：这个位置不放知识库文件，不会被读取；{GUESS}",
        ),
        (
            "x.yml",
            "x.yml:1:1 LAY001 错误：这个位置不放知识库文件，不会被读取；见 regulations/README.md 的目录说明",
        ),
    ],
)
def test_a_file_in_a_wrong_place_is_reported_and_not_read(
    tiny_base: TinyBase, path: str, complaint: str
) -> None:
    assert tiny_base.write_raw(path, b"\xff").findings() == [complaint]


def test_the_first_line_must_name_the_schema(tiny_base: TinyBase) -> None:
    tiny_base.replace("vocabulary/lines.yml", "$schema=../schema/lines", "$schema=lines")
    expected = "# yaml-language-server: $schema=../schema/lines.schema.json"
    assert tiny_base.findings() == [
        f"vocabulary/lines.yml:1:1 SCH004 错误：第一行没有指明数据格式；第一行写“{expected}”"
    ]


def test_a_defect_of_one_record_of_a_list_leaves_the_others(tiny_base: TinyBase) -> None:
    tiny_base.replace("vocabulary/stages.yml", "{id: perform, name: 履责}", "{id: perform, nam: 履责}")
    corpus, findings = tiny_base.load()
    assert [f.code for f in findings] == ["SCH001", "SCH002"]
    assert declared(corpus, Kind.STAGE) == [
        ("perform", False, Origin("vocabulary/stages.yml", ("stages", 0))),
        ("supervise", True, Origin("vocabulary/stages.yml", ("stages", 1))),
    ]


@pytest.mark.parametrize("entry", ["{name: 履责}", "{id: [a], name: 履责}", "履责"])
def test_records_of_a_list_without_a_readable_id_are_told_apart_by_their_place(
    tiny_base: TinyBase, entry: str
) -> None:
    tiny_base.write("vocabulary/stages.yml", f"stages:\n- {entry}\n- {entry}\n")
    assert [d.id for d in tiny_base.load()[0].of_kind(Kind.STAGE)] == ["stages#0", "stages#1"]


def test_a_record_without_id_goes_by_its_file(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/model/work.yml", "id: model\n", "")
    tiny_base.replace("experiences/north/monthly-board.yml", "id: monthly-board\n", "")
    corpus, _ = tiny_base.load()
    assert (corpus.knows(Kind.WORK, "model"), corpus.knows(Kind.EXPERIENCE, "monthly-board")) == (True, True)


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("stages: 履责\n", ["vocabulary/stages.yml:2:9 SCH003"]),
        ("- 履责\n", ["vocabulary/stages.yml:2:1 SCH003"]),
        ("stage: []\n", ["vocabulary/stages.yml:2:1 SCH001", "vocabulary/stages.yml:2:1 SCH002"]),
        ("stages: []\nlines: []\n", ["vocabulary/stages.yml:3:1 SCH002"]),
    ],
    ids=["no list", "no mapping", "wrong key", "another key"],
)
def test_a_file_that_is_no_list_of_records_is_reported(
    tiny_base: TinyBase, text: str, complaints: list[str]
) -> None:
    findings = tiny_base.write("vocabulary/stages.yml", text).findings()
    assert [" ".join(finding.split()[:2]) for finding in findings] == complaints


def test_the_keys_of_a_list_file_are_checked_too(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "work: sample", "work: Sample")
    assert [finding.split()[:2] for finding in tiny_base.findings()] == [["duties/sample.yml:2:7", "SCH003"]]


def test_a_file_that_cannot_be_read_still_declares_its_record(tiny_base: TinyBase) -> None:
    tiny_base.write("works/model/work.yml", "id: 'x\n")
    tiny_base.write("experiences/north/monthly-board.yml", "id: 'x\n")
    corpus, findings = tiny_base.load()
    assert [f.code for f in findings] == ["YAML001", "YAML001"]
    assert declared(corpus, Kind.WORK)[0] == ("model", False, Origin("works/model/work.yml"))
    assert declared(corpus, Kind.EXPERIENCE)[0][:2] == ("monthly-board", False)


def test_a_list_that_cannot_be_read_declares_nothing(tiny_base: TinyBase) -> None:
    corpus, _ = tiny_base.write("duties/sample.yml", "duties: 'x\n").load()
    assert corpus.of_kind(Kind.DUTY) == ()


@pytest.mark.parametrize("text", ["work: 'x\n", "work: sample\n"], ids=["no YAML", "no expression"])
def test_a_work_with_an_unreadable_text_is_noted(tiny_base: TinyBase, text: str) -> None:
    corpus, _ = tiny_base.write("works/model/2020-01-01.yml", text).load()
    assert (corpus.unreadable_texts, "model" in corpus.texts) == (frozenset({"model"}), False)


def test_faults_of_numbering_are_findings_with_a_place(tiny_base: TinyBase) -> None:
    tiny_base.replace(NEWEST, "num: 第三条", "num: 第四条")
    assert tiny_base.findings() == [
        f"{NEWEST}:29:10 NUM001 错误：编号“第四条”与前一条不相接；此处应为“第三条”"
    ]


def test_texts_are_sorted_by_the_day_from_which_they_are_in_force(tiny_base: TinyBase) -> None:
    tiny_base.replace("works/sample/2020-01-01.yml", 'effective: "2020-02-01"', 'effective: "2030-02-01"')
    assert [str(text.expression.date) for text in tiny_base.corpus().texts["sample"]] == [
        "2022-01-01",
        "2020-01-01",
    ]


def test_findings_come_in_the_order_of_files_and_lines(tiny_base: TinyBase) -> None:
    tiny_base.write("vocabulary/lines.yml", "lines:\n- {id: A, name: 甲}\n- {id: B, name: 乙}\n")
    tiny_base.write("duties/other.yml", "work: model\n")
    assert [(f.location.path, f.location.line) for f in tiny_base.load()[1]] == [
        ("duties/other.yml", 2),
        ("vocabulary/lines.yml", 3),
        ("vocabulary/lines.yml", 4),
    ]


def test_a_declaration_of_a_record_holds_the_record(tiny_corpus: Corpus) -> None:
    record = tiny_corpus.vocabulary(Kind.LINE)["main"]
    assert tiny_corpus.of_kind(Kind.LINE) == (
        Declared(Kind.LINE, "main", record, Origin("vocabulary/lines.yml", ("lines", 0))),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example writes the file anew
@given(
    path=st.sampled_from(sorted(TINY)),
    cut=st.integers(0, 400),
    noise=strategies.yaml_noise | st.text(max_size=8),
)
def test_no_damage_to_a_file_makes_loading_fail(tiny_base: TinyBase, path: str, cut: int, noise: str) -> None:
    good = TINY[path]
    tiny_base.write(path, good[:cut] + noise.encode(errors="ignore").decode() + good[cut:])
    corpus, _ = tiny_base.load()
    tiny_base.write(path, good)
    assert len(corpus.declared) > 0
