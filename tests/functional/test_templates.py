"""The templates that maintainers copy are themselves valid."""

import datetime as dt
import shutil
from pathlib import Path

from build_tools import load
from build_tools.layout import FILE_KINDS

ROOT = Path(__file__).resolve().parents[2] / "regulations"
PLACES = {
    "work": "works/example-regulation/work.yml",
    "expression": "works/example-regulation/2000-01-01.yml",
    "duties": "duties/example-regulation.yml",
    "experience": "experiences/example/example-experience.yml",
    "problems": "problems/example.yml",
    "indicators": "indicators/example.yml",
    "matters": "matters/example.yml",
    "questions": "training/questions/example.yml",
    "terms": "vocabulary/terms.yml",
}


def lay_out(target: Path) -> None:
    """Write a knowledge base made of the templates and the real vocabulary to ``target``."""
    shutil.copytree(ROOT / "vocabulary", target / "vocabulary")
    kinds = {kind.name: kind for kind in FILE_KINDS}
    for name, place in PLACES.items():
        _, _, body = (ROOT / "templates" / f"{name}.yml").read_text(encoding="utf-8").partition("\n")
        path = target / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{kinds[name].schema_line(place)}\n{body}", encoding="utf-8")


def test_every_template_is_valid_in_its_place(tmp_path: Path) -> None:
    lay_out(tmp_path)
    kb = load(tmp_path, as_of=dt.date(2026, 1, 1))
    assert [str(finding) for finding in kb.findings] == []
    assert list(kb.corpus.duties) == ["example-annual-inspection"]


def test_each_template_names_its_schema() -> None:
    for path in sorted((ROOT / "templates").glob("*.yml")):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema=../schema/{path.stem}.schema.json"


def test_there_is_a_template_for_each_kind_that_contributors_write() -> None:
    assert {path.stem for path in (ROOT / "templates").glob("*.yml")} == set(PLACES)
