"""Papers and the files for other programs, written by the command and read back."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import click
import docx
import pytest
from lxml import etree  # type: ignore[import-untyped]

from build_tools.cli.paper import paper as paper_command
from build_tools.exports.anki import FIELDS
from build_tools.exports.qti import PACKAGE, QTI
from build_tools.knowledge_base import KnowledgeBase
from build_tools.training.factory import QuestionBank, question_bank
from build_tools.training.papers import Paper, make_paper
from build_tools.training.records import Question, QuestionKind, letter
from tests.functional.conftest import ROOT, Run

POST, COUNT, SEED = "党支部书记", 30, "7"
FORMS = [part for form in ("word", "csv", "anki", "qti") for part in ("--form", form)]


@pytest.fixture(scope="module")
def bank(real: KnowledgeBase) -> QuestionBank:
    return question_bank(real)


@pytest.fixture(scope="module")
def paper(bank: QuestionBank) -> Paper:
    bearer = bank.facts.corpus.bearers["party-branch-secretary"]
    return make_paper(bank, bearer, count=COUNT, seed=SEED, versions=("A", "B"))


def write(out: Path, **environment: str) -> None:
    """Run the command as a process of its own, as it is in another place and time."""
    arguments = [
        "paper",
        "--post",
        POST,
        "--n",
        str(COUNT),
        "--seed",
        SEED,
        "--ab",
        *FORMS,
        "--out",
        str(out),
    ]
    subprocess.run(
        [sys.executable, "-m", "build_tools", *arguments, "--as-of", "2026-01-01"],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("paper")
    write(out)
    return out


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def as_printed(question: Question, number: int) -> list[str]:
    options = [f"{letter(index)}．{option.text}" for index, option in enumerate(question.options)]
    return [f"{number}．{question.stem}", *options]


def test_the_same_seed_gives_the_same_bytes_in_another_time_zone_and_locale(
    files: Path, tmp_path: Path
) -> None:
    write(tmp_path, TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="3")
    names = sorted(path.name for path in files.iterdir())
    assert len(names) == 7
    assert [(files / name).read_bytes() for name in names] == [
        (tmp_path / name).read_bytes() for name in names
    ]


@pytest.mark.parametrize("version", ["A", "B"])
def test_a_paper_has_the_questions_with_their_options_in_order(
    files: Path, paper: Paper, version: str
) -> None:
    said = "\n".join(lines(files / f"{POST}-试卷{version}.docx"))
    place = 0
    for number, question in enumerate(paper.in_order(version), 1):
        for text in as_printed(question, number):
            place = said.index(text, place)
    assert len(re.findall(r"^\d+．", said, flags=re.MULTILINE)) == COUNT


def test_version_b_has_the_same_questions_and_no_number_in_common(paper: Paper) -> None:
    first, second = paper.in_order("A"), paper.in_order("B")
    assert {q.id for q in first} == {q.id for q in second}
    assert not [a.id for a, b in zip(first, second, strict=True) if a.id == b.id]
    assert {q.id: q.right.text for q in first} == {q.id: q.right.text for q in second}
    assert [q.letter for q in sorted(first, key=lambda q: q.id)] != [
        q.letter for q in sorted(second, key=lambda q: q.id)
    ]


def test_the_key_gives_for_both_versions_the_letter_the_answer_and_the_basis(
    files: Path, paper: Paper
) -> None:
    (table,) = docx.Document(str(files / f"{POST}-答案和依据.docx")).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["A卷", "B卷", "题干", "正确答案", "解析", "依据", "难度"]
    second = {q.id: (number, q) for number, q in enumerate(paper.in_order("B"), 1)}
    for number, (question, row) in enumerate(zip(paper.in_order("A"), rows[1:], strict=True), 1):
        other, there = second[question.id]
        basis = "\n".join(pin.reference for pin in question.pins)
        assert row == [
            f"{number} {question.letter}",
            f"{other} {there.letter}",
            question.stem,
            question.right.text,
            question.explanation,
            basis,
            question.difficulty.value,
        ]


def test_the_letters_of_the_key_are_those_of_the_paper(files: Path, paper: Paper) -> None:
    said = "\n".join(lines(files / f"{POST}-答案和依据.docx"))
    for version in ("A", "B"):
        part = said.partition(f"{version}卷答案")[2].split("\n")[1]
        assert "".join(re.findall(r"[A-D]", part)) == "".join(q.letter for q in paper.in_order(version))


def test_the_answer_sheet_has_a_box_for_each_question(files: Path) -> None:
    tables = docx.Document(str(files / f"{POST}-答题卡.docx")).tables
    numbers = [cell.text for table in tables for cell in table.rows[0].cells if cell.text]
    assert numbers == [str(number) for number in range(1, COUNT + 1)]


def test_chinese_fonts_are_named_for_chinese_characters(files: Path) -> None:
    styles = docx.Document(str(files / f"{POST}-试卷A.docx")).styles.element
    fonts = {
        fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia")
        for fonts in styles.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}rFonts")
    }
    assert {"仿宋_GB2312", "黑体"} <= fonts


def test_the_deck_opens_as_a_collection_with_a_note_per_question(
    files: Path, paper: Paper, tmp_path: Path
) -> None:
    with zipfile.ZipFile(files / f"{POST}-题目.apkg") as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        package.extract("collection.anki2", tmp_path)
        assert json.loads(package.read("media")) == {}
    with sqlite3.connect(tmp_path / "collection.anki2") as base:
        notes = dict(base.execute("select guid, flds from notes"))
        (decks,) = base.execute("select decks from col").fetchone()
        assert base.execute("select count(*) from cards").fetchone() == (COUNT,)
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
    assert f"责链::{POST}" in {deck["name"] for deck in json.loads(decks).values()}
    assert set(notes) == {question.id for question in paper.questions}
    for question in paper.questions:
        fields = dict(zip(FIELDS, notes[question.id].split("\x1f"), strict=True))
        assert fields["题干"] == question.stem
        assert fields["答案"] == f"{question.letter}．{question.right.text}"
        assert fields["依据"] == "；".join(pin.reference for pin in question.pins)
        assert fields["选项"].count("<div>") == len(question.options)


def test_the_qti_package_has_an_item_per_question_with_one_right_answer(files: Path, paper: Paper) -> None:
    spaces = {"q": QTI, "p": PACKAGE}
    with zipfile.ZipFile(files / f"{POST}-题目-qti.zip") as package:
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        test = etree.fromstring(package.read("test.xml"))
        members = {name: package.read(name) for name in package.namelist()}
    hrefs = [str(href) for href in manifest.xpath("//p:file/@href", namespaces=spaces)]
    assert sorted(hrefs) == sorted(set(members) - {"imsmanifest.xml"})
    identifiers = set(manifest.xpath("//p:resource/@identifier", namespaces=spaces))
    assert set(manifest.xpath("//p:dependency/@identifierref", namespaces=spaces)) < identifiers
    assert test.xpath("//q:assessmentItemRef/@href", namespaces=spaces) == [
        f"items/{question.id}.xml" for question in paper.in_order("A")
    ]
    for question in paper.questions:
        item = etree.fromstring(members[f"items/{question.id}.xml"])
        (right,) = item.xpath("q:responseDeclaration/q:correctResponse/q:value/text()", namespaces=spaces)
        choices = {c.get("identifier"): c.text for c in item.xpath("//q:simpleChoice", namespaces=spaces)}
        assert choices[right] == question.right.text
        assert list(choices.values()) == [option.text for option in question.options]
        assert item.xpath("string(//q:prompt)", namespaces=spaces) == question.stem


def test_the_csv_reads_back_as_the_questions(files: Path, paper: Paper) -> None:
    raw = (files / f"{POST}-题目.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["编号"] for row in rows] == [question.id for question in paper.in_order("A")]
    for row, question in zip(rows, paper.in_order("A"), strict=True):
        options = [row[f"选项{letter(index)}"].removeprefix("'") for index in range(len(question.options))]
        assert options == [option.text for option in question.options]
        assert options["ABCD".index(row["答案"])] == question.right.text
        assert row["指纹"] == "；".join(pin.fingerprint for pin in question.pins)


def test_a_csv_of_unchanged_questions_is_confirmed(files: Path, run: Run) -> None:
    code, out, _ = run("paper", "--check", str(files / f"{POST}-题目.csv"))
    assert (code, out) == (0, "各题的依据都没有改动。\n")


def test_a_csv_whose_clause_has_changed_is_told(files: Path, paper: Paper, tmp_path: Path, run: Run) -> None:
    question = next(q for q in paper.questions if len(q.pins) == 1)
    text = (files / f"{POST}-题目.csv").read_text(encoding="utf-8-sig")
    old = tmp_path / "old.csv"
    old.write_text(
        text.replace(f"{question.pins[0].fingerprint},", "0000000000000000,"), encoding="utf-8-sig"
    )
    code, out, _ = run("paper", "--check", str(old))
    assert code == 1
    assert f"{question.id}\t{question.pins[0].reference}有改动" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--post", "支部书計", "--out", "x"], "没有名为“支部书計”的岗位或者组织；是否指"),
        (["--post", POST, "--seed", "七", "--out", "x"], "种子“七”不能用"),
        (["--post", POST, "--kind", "先后次序", "--n", "30", "--out", "x"], "不够30道；减少题数"),
        (["--post", POST], "写明给谁出卷、写到哪里"),
        (["--check", "pyproject.toml"], "缺少“编号”“指纹”“依据”列"),
        (["--check", "no-such.csv"], "读不了文件“no-such.csv”"),
    ],
    ids=["post", "seed", "too-many", "nothing", "no-csv", "no-file"],
)
def test_wrong_use_is_told_in_one_line_and_writes_nothing(arguments: list[str], said: str, run: Run) -> None:
    code, out, err = run("paper", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (ROOT / "x").exists()


def test_the_command_offers_every_kind_of_question() -> None:
    (kinds,) = (option.type for option in paper_command.params if option.name == "kinds")
    assert isinstance(kinds, click.Choice)
    assert list(kinds.choices) == [kind.chinese for kind in QuestionKind]
