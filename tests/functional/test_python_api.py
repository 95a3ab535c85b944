"""The code shown in the documentation of the Python interface runs, and says what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

from build_tools import load
from build_tools.errors import ToolError
from build_tools.knowledge_base import KnowledgeBase, newest_day

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/reference/python-api.md"


def test_the_documented_examples_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102  (our own documentation)
    assert len(blocks) >= 4
    assert isinstance(names["kb"], KnowledgeBase)
    assert names["kb"].graph.duties_from(names["ref"])


def test_without_a_day_the_newest_of_the_data_is_taken() -> None:
    kb = load(ROOT / "regulations")
    assert kb.as_of == newest_day(kb.corpus)


def test_a_folder_that_is_not_there_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="找不到知识库目录"):
        load(tmp_path / "nowhere")
    with pytest.raises(ToolError, match="没有知识库的 YAML 文件"):
        load(tmp_path)
