"""Shared fixtures: a small knowledge base written into a temporary folder."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from build_tools.layout import file_kind
from build_tools.loading import load_corpus

if TYPE_CHECKING:
    from pathlib import Path

    from build_tools.corpus import Corpus
    from build_tools.findings import Finding

pytest_plugins = ("tests.costly",)

settings.register_profile("local", max_examples=60, deadline=None)
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

TINY: dict[str, str] = {
    "works/sample/work.yml": """
        id: sample
        title: 中国共产党样例工作条例
        short_title: 样例条例
        aliases: [样例]
        kind: 条例
        issuer: 样例机关
        self_name: 本条例
        events:
        - {type: issued, date: "2020-01-01"}
        - {type: revised, date: "2022-01-01", body: 样例会议}
        """,
    "works/sample/2020-01-01.yml": """
        work: sample
        date: "2020-01-01"
        effective: "2020-02-01"
        articles:
        - num: 第一条
          digest: 旧文本只有一条。
        """,
    "works/sample/2022-01-01.yml": """
        work: sample
        date: "2022-01-01"
        effective: "2022-02-01"
        chapters:
        - num: 第一章
          title: 总则
          articles:
          - num: 第一条
            title: 目的
            digest: 依照《样板规定》和《样例条例》第三条制定。
            norm: none
          - num: 第二条
            paragraphs:
            - digest: 支部每月开会。
              norm: obligation
            - digest: 书记负责下列事项。
              norm: obligation
              items:
              - num: （一）
                digest: 主持会议。
                norm: obligation
              - num: （二）
                digest: 检查记录。
                norm: obligation
        - num: 第二章
          title: 附则
          articles:
          - num: 第三条
            digest: 自发布之日起施行，按样例第一条解释。
            norm: none
        """,
    "works/model/work.yml": """
        id: model
        title: 中国共产党样板规定
        short_title: 样板规定
        kind: 规定
        issuer: 样例机关
        """,
    "duties/sample.yml": """
        work: sample
        duties:
        - id: hold-meetings
          title: 每月开会
          bearer: 支部
          modality: 应当
          action: 每月召开会议。
          timing: {label: 每月1次, period: 每月, at_least: 1}
          stage: 履责
          line: 主体责任
          basis: [《样例条例》第二条第一款]
        - id: chair-meetings
          title: 主持会议
          bearer: 支部书记
          modality: 应当
          action: 主持支部的会议。
          stage: 履责
          line: 主体责任
          basis: [《样例条例》第二条第二款第（一）项, 《样例条例》第一条]
        - id: keep-records
          title: 保存记录
          bearer: 党组织
          modality: 应当
          action: 保存会议记录。
          stage: 履责
          line: 主体责任
          basis: [《样例条例》第二条第二款]
        """,
    "experiences/north/monthly-board.yml": """
        id: monthly-board
        title: 北方市的公示栏
        region: 北方
        unit: 北方市样例局
        kind: 经验
        practised: {from: "2023"}
        summary: 把会议情况张贴出来。
        measures:
        - id: board
          title: 公示栏
          stage: 履责
          mechanism: 制度
          what: 按《样例条例》第二条张贴会议情况。
          figures:
          - {label: 公示栏, value: "12", unit: 个, as_of: "2023"}
          implements:
          - {duty: hold-meetings, why: 公示使会议按月召开}
          addresses: [skipped-meetings]
          locator: {section: 一, paragraph: "2"}
        - id: reminder
          title: 提醒
          stage: 督责
          mechanism: 制度
          what: 到月末提醒书记。
          illustrates:
          - {duty: hold-meetings, why: 提醒也可以参照}
        """,
    "problems/sample.yml": """
        problems:
        - id: skipped-meetings
          title: 会议不开
          stage: 履责
          description: 几个月不开会。
          sources: [monthly-board]
          duties: [hold-meetings]
        """,
    "indicators/sample.yml": """
        indicators:
        - id: meeting-records
          title: 会议记录
          nature: 定量
          scope: 共性
          look_for: 看每月有没有记录。
          duties: [hold-meetings]
          source: 《样例条例》第二条第一款
        """,
    "vocabulary/bearers.yml": """
        bearers:
        - {id: organisation, name: 党组织, kind: class, tier: 党支部层, description: 统称。}
        - id: grassroots
          name: 基层组织
          kind: class
          tier: 党支部层
          kind_of: [党组织]
          description: 统称。
        - id: branch
          name: 党支部
          aliases: [支部]
          kind: body
          tier: 党支部层
          kind_of: [基层组织]
          description: 组织。
        - id: secretary
          name: 支部书记
          kind: post
          tier: 党支部层
          member_of: 支部
          description: 岗位。
        """,
    "vocabulary/stages.yml": """
        stages:
        - {id: perform, name: 履责}
        - {id: supervise, name: 督责}
        """,
    "vocabulary/lines.yml": """
        lines:
        - {id: main, name: 主体责任}
        """,
    "vocabulary/regions.yml": """
        regions:
        - {id: north, name: 北方}
        """,
    "vocabulary/issuers.yml": """
        issuers:
        - {id: sample-organ, name: 样例机关}
        """,
    "vocabulary/terms.yml": """
        terms:
        - {id: monthly-meeting, name: 月会, aliases: [每月会议], definition: 每月一次的会议。}
        """,
}
"""A knowledge base that loads without findings: a work with two texts, one with none, and the rest."""


class TinyBase:
    """A knowledge base in a folder, built file by file."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> TinyBase:
        """Write a file, with the line that names its schema in front, and return the base."""
        kind = file_kind(path)
        first_line = f"{kind.schema_line(path)}\n" if kind else ""
        return self.write_raw(path, (first_line + textwrap.dedent(text).lstrip("\n")).encode())

    def write_raw(self, path: str, raw: bytes) -> TinyBase:
        """Write a file just so, and return the base."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
        return self

    def replace(self, path: str, old: str, new: str) -> TinyBase:
        """Replace text that is in a file, and return the base."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text, f"{path} has no {old!r}"
        return self.write_raw(path, text.replace(old, new).encode())

    def load(self) -> tuple[Corpus, list[Finding]]:
        return load_corpus(self.root)

    def corpus(self) -> Corpus:
        """Return the corpus of files that are all right."""
        corpus, findings = self.load()
        assert findings == []
        return corpus

    def findings(self) -> list[str]:
        """Return what loading has to say, as a user reads it."""
        return [str(finding) for finding in self.load()[1]]


@pytest.fixture
def empty_base(tmp_path: Path) -> TinyBase:
    """A knowledge base without any file."""
    return TinyBase(tmp_path)


@pytest.fixture
def tiny_base(empty_base: TinyBase) -> TinyBase:
    """The small knowledge base `TINY`."""
    for path, text in TINY.items():
        empty_base.write(path, text)
    return empty_base


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The corpus of `TINY`; it cannot be changed, so all tests share it."""
    base = TinyBase(tmp_path_factory.mktemp("tiny"))
    for path, text in TINY.items():
        base.write(path, text)
    return base.corpus()
