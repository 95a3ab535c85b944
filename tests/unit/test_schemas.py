"""The schemas that editors use: the files are valid by them, wrong words are not, and titles are Chinese."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from build_tools.corpus import Corpus
from build_tools.layout import FILE_KINDS, file_kind
from build_tools.schemas import IDS_FILE, ids_schema, label_of, schemas

ROOT = Path(__file__).resolve().parents[2] / "regulations"


def validators(folder: Path) -> dict[str, Draft202012Validator]:
    """Return a validator for each kind of file, with schemas that name one another as files."""
    texts = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(text)) for name, text in texts.items()
    )
    return {k.name: Draft202012Validator(texts[k.schema], registry=registry) for k in FILE_KINDS}


def test_every_real_file_is_valid() -> None:
    known = validators(ROOT / "schema")
    wrong = []
    for path in sorted(ROOT.rglob("*.yml")):
        kind = file_kind(path.relative_to(ROOT).as_posix())
        if kind is not None:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
            wrong += [(path.name, list(e.path), e.message[:80]) for e in known[kind.name].iter_errors(data)]
    assert wrong == []


DUTY: dict[str, Any] = {
    "work": "jiguan-jiceng-tiaoli",
    "duties": [
        {
            "id": "x",
            "title": "示例",
            "bearer": "机关党委",
            "modality": "应当",
            "action": "示例。",
            "stage": "履责",
            "line": "主体责任",
            "applies_to": {"unit": ["机关"]},
        }
    ],
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("bearer", "机关党务"),
        ("stage", "督察"),
        ("line", "主要责任"),
        ("applies_to", {"unit": ["机構"]}),
        ("modality", "必须"),
        ("beaer", "机关党委"),
    ],
)
def test_an_editor_marks_what_does_not_exist(key: str, value: object) -> None:
    validator = validators(ROOT / "schema")["duties"]
    assert list(validator.iter_errors(DUTY)) == []
    wrong = copy.deepcopy(DUTY)
    wrong["duties"][0][key] = value
    assert list(validator.iter_errors(wrong)) != []


def test_ids_are_those_of_the_corpus(tiny_corpus: Corpus) -> None:
    defs = json.loads(ids_schema(tiny_corpus))["$defs"]
    assert defs["duty"]["enum"] == ["hold-meetings", "chair-meetings", "keep-records"]
    assert defs["duty"]["enumDescriptions"] == ["每月开会", "主持会议", "保存记录"]
    assert set(defs["bearer"]["enum"]) >= {"党支部", "支部", "branch"}
    assert defs["problem"]["enum"] == ["skipped-meetings"]


def test_the_schemas_of_the_files_refer_only_to_lists_that_there_are(tiny_corpus: Corpus) -> None:
    defs = json.loads(ids_schema(tiny_corpus))["$defs"]
    named = {
        text.partition(f'"{IDS_FILE}#/$defs/')[2].partition('"')[0]
        for schema in schemas().values()
        for text in schema.splitlines()
        if IDS_FILE in text
    }
    assert named == set(defs)


def test_every_key_has_a_chinese_title() -> None:
    titles = []
    for schema in schemas().values():
        data = json.loads(schema)
        for record in (data, *data.get("$defs", {}).values()):
            titles += [value["title"] for value in record.get("properties", {}).values()]
    assert len(titles) > 100
    assert [title for title in titles if title.isascii()] == []


def test_a_label_is_the_first_words_of_a_description() -> None:
    assert label_of("编号，全库唯一", "id") == "编号"
    assert label_of(None, "id") == "id"
