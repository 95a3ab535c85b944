"""A small knowledge base with nearly every kind of record."""

from __future__ import annotations

from tests.conftest import TINY

MORE = {
    "works/model/2023-01-01.yml": """
        work: model
        date: "2023-01-01"
        effective: "2023-03-01"
        articles:
        - num: 第一条
          digest: 落实《样例条例》第二条第一款，每月会议的记录存档。
          norm: obligation
        - num: 第二条
          digest: 本规定第一条由支部书记落实。
          norm: prohibition
        """,
    "duties/model.yml": """
        work: model
        duties:
        - id: archive-records
          title: 存档
          bearer: 支部书记
          modality: 应当
          action: 按照《样例条例》第二条第二款存档，见《样板规定》第二条。
          timing: {label: 每年1次, period: 每年, at_least: 1}
          stage: 督责
          line: 主体责任
          basis: [《样板规定》第一条]
          reviewed: {by: 甲, on: "2023-05-01", basis: [0123456789abcdef]}
        """,
    "matters/sample.yml": """
        matters:
        - id: meetings
          title: 开会
          description: 开会和记录。
          duties: [hold-meetings, archive-records]
          note: 记录的要求不同。
        """,
    "milestones.yml": """
        milestones:
        - id: first-meeting
          date: "2019"
          title: 第一次月会
          what: 样例机关开始每月会议。
          works: [sample]
          source: monthly-board
          locator: {section: 一, paragraph: "1"}
        """,
    "training/questions/sample.yml": """
        questions:
        - id: who-chairs
          stem: 谁主持会议？
          answer: 支部书记
          wrong: [党组织, 基层组织]
          explanation: 《样例条例》第二条第二款第（一）项。
          stage: 履责
          bearers: [支部书记]
          difficulty: 1
          basis: [《样例条例》第二条第二款第（一）项]
        """,
}
FILES = {**TINY, **MORE}
"""`TINY`, and a second text, a review that no longer holds, matters, milestones, written questions."""
