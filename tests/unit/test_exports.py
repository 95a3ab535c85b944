"""Exports: tables for spreadsheets, links for graph programs, linked data, calendars."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import icalendar
import networkx as nx
import pytest

from build_tools.cache import Cache
from build_tools.corpus import Corpus
from build_tools.exports import (
    TABLES,
    knowledge_as_json,
    knowledge_record,
    links_as_graphml,
    works_as_jsonld,
)
from build_tools.exports.akoma_ntoso import NAMESPACE, text_as_akn
from build_tools.exports.graphml import label_of
from build_tools.exports.lists import duty_line
from build_tools.exports.reminders import calendars, reminders
from build_tools.exports.tables import as_text
from build_tools.knowledge_base import open_knowledge_base

if TYPE_CHECKING:
    from build_tools.exports.tables import Table
    from build_tools.knowledge_base import KnowledgeBase
    from tests.conftest import TinyBase

DAY = dt.date(2024, 5, 6)


@pytest.fixture
def kb(tiny_base: TinyBase) -> KnowledgeBase:
    return open_knowledge_base(tiny_base.root, as_of=DAY)


def rows(kb: KnowledgeBase, name: str) -> list[dict[str, str]]:
    table = next(table for table in TABLES if table.name == name)
    return list(csv.DictReader(io.StringIO(table.csv(kb).removeprefix("\ufeff"), newline="")))


def test_a_duty_is_a_row_with_its_clauses(kb: KnowledgeBase) -> None:
    first = rows(kb, "duties")[0]
    shown = {key: first[key] for key in ("编号", "责任主体", "层级", "周期", "依据", "适用单位")}
    assert shown == {
        "编号": "hold-meetings",
        "责任主体": "支部",
        "层级": "党支部层",
        "周期": "每月",
        "依据": "《样例条例》第二条第一款",
        "适用单位": "",
    }


def test_several_values_stand_in_one_cell(kb: KnowledgeBase) -> None:
    assert rows(kb, "duties")[1]["依据"] == "《样例条例》第二条第二款第（一）项；《样例条例》第一条"


def test_a_provision_names_its_duties(kb: KnowledgeBase) -> None:
    found = {row["引用"]: (row["级别"], row["责任"]) for row in rows(kb, "provisions")}
    assert found["《样例条例》第二条第一款"] == ("款", "hold-meetings")
    assert found["《样例条例》第三条"] == ("条", "")


def test_a_figure_has_its_unit_its_time_and_its_place(kb: KnowledgeBase) -> None:
    (figure,) = rows(kb, "figures")
    assert (figure["数值"], figure["单位"], figure["所属时间"], figure["位置"]) == (
        "12",
        "个",
        "2023",
        "第一部分第2段",
    )


def test_indicators_and_problems_name_what_they_are_linked_to(kb: KnowledgeBase) -> None:
    assert rows(kb, "indicators")[0]["责任"] == "hold-meetings"
    assert rows(kb, "problems")[0]["做法"] == "monthly-board/board"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_starts_with_the_mark_of_utf_8_and_explains_each_column(
    kb: KnowledgeBase, table: Table
) -> None:
    text = table.csv(kb)
    assert text.startswith("\ufeff" + ",".join(name for name, _ in table.columns) + "\r\n")
    assert all(meaning for _, meaning in table.columns)
    width = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}
    assert width == {len(table.columns)}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+5", "'+5"),
        ("-5", "'-5"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_text(cell: str, written: str) -> None:
    assert as_text(cell) == written


def test_a_formula_in_the_data_does_not_reach_the_spreadsheet(tiny_base: TinyBase) -> None:
    tiny_base.replace("problems/sample.yml", "title: 会议不开", "title: '=HYPERLINK(1)'")
    kb = open_knowledge_base(tiny_base.root, as_of=DAY)
    assert rows(kb, "problems")[0]["问题"] == "'=HYPERLINK(1)"


def test_the_graph_holds_every_link_once(kb: KnowledgeBase) -> None:
    graph = nx.parse_graphml(links_as_graphml(kb), force_multigraph=True)
    found = sorted((s, data["link"], t) for s, t, data in graph.edges(data=True))
    assert found == sorted((str(s), link.value, str(t)) for s, t, link in kb.graph.edges())
    assert graph.nodes["provision:sample#art_2__para_1"] == {
        "kind": "provision",
        "label": "《样例条例》第二条第一款",
    }
    assert graph.nodes["measure:monthly-board/board"]["label"] == "公示栏"
    assert graph.nodes["expression:sample@2020-01-01"]["label"] == "《样例条例》2020年1月1日文本"


def test_the_graph_is_written_as_networkx_writes_it(kb: KnowledgeBase) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for source, target, link in kb.graph.edges():
        for node in (source, target):
            graph.add_node(str(node), kind=node.kind.value, label=label_of(node, kb.corpus))
        graph.add_edge(str(source), str(target), key=link.value, link=link.value, name=link.chinese)
    assert links_as_graphml(kb) == "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


def test_signs_of_xml_in_names_are_escaped(tiny_base: TinyBase) -> None:
    tiny_base.replace("problems/sample.yml", "title: 会议不开", "title: '<会议>&\"不开\"'")
    kb = open_knowledge_base(tiny_base.root, as_of=DAY)
    labels = nx.get_node_attributes(nx.parse_graphml(links_as_graphml(kb), force_multigraph=True), "label")
    assert '<会议>&"不开"' in labels.values()


def test_a_base_without_links_is_an_empty_graph(tiny_base: TinyBase) -> None:
    kb = replace(open_knowledge_base(tiny_base.root, as_of=DAY), corpus=Corpus())
    assert len(nx.parse_graphml(links_as_graphml(kb))) == 0
    assert json.loads(knowledge_as_json(kb)) == knowledge_record(kb)


def test_the_json_is_written_as_the_library_writes_it(kb: KnowledgeBase) -> None:
    assert knowledge_as_json(kb) == json.dumps(knowledge_record(kb), ensure_ascii=False, indent=1) + "\n"


def test_a_work_and_its_texts_are_linked_data(kb: KnowledgeBase) -> None:
    work, model = json.loads(works_as_jsonld(kb))["@graph"]
    if work["eli:id_local"] == "model":
        work, model = model, work
    assert work["schema:name"] == {"@value": "中国共产党样例工作条例", "@language": "zh-Hans"}
    assert work["schema:legislationDate"] == {"@value": "2022-01-01", "@type": "xsd:date"}
    assert work["schema:legislationLegalForce"] == {"@id": "schema:InForce"}
    forces = [text["schema:legislationLegalForce"]["@id"] for text in work["eli:is_realized_by"]]
    assert forces == ["schema:NotInForce", "schema:InForce"]
    assert "schema:legislationLegalForce" not in model
    assert "eli:is_realized_by" not in model


def test_the_same_data_give_the_same_bytes(tiny_base: TinyBase) -> None:
    def everything() -> list[str]:
        kb = open_knowledge_base(tiny_base.root, as_of=DAY)
        calendars = [reminders(kb, bearer) or "" for bearer in kb.corpus.bearers.values()]
        return [links_as_graphml(kb), works_as_jsonld(kb), *(table.csv(kb) for table in TABLES), *calendars]

    assert everything() == everything()


def calendar_of(base: TinyBase, bearer: str) -> icalendar.Calendar | None:
    kb = open_knowledge_base(base.root, as_of=DAY)
    text = reminders(kb, kb.corpus.bearers[bearer])
    return icalendar.Calendar.from_ical(text) if text else None


def test_a_monthly_duty_is_an_event_at_the_end_of_each_month(tiny_base: TinyBase) -> None:
    calendar = calendar_of(tiny_base, "branch")
    assert calendar is not None
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == dt.date(2024, 1, 31)
    assert event.decoded("dtstamp") == dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
    assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1"
    assert event["SUMMARY"] == "每月开会（每月1次）"
    assert "依据：《样例条例》第二条第一款" in str(event["DESCRIPTION"])


@pytest.mark.parametrize(
    ("timing", "start", "rule"),
    [
        ("{label: 时限, period: 每季度}", dt.date(2024, 3, 31), b"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"),
        ("{label: 时限, period: 每年, window: 年初}", dt.date(2024, 1, 31), b"FREQ=YEARLY;INTERVAL=1"),
        ("{label: 时限, period: 每两年}", dt.date(2024, 12, 31), b"FREQ=YEARLY;INTERVAL=2"),
    ],
)
def test_other_periods_recur_at_their_ends(
    tiny_base: TinyBase, timing: str, start: dt.date, rule: bytes
) -> None:
    tiny_base.replace("duties/sample.yml", "{label: 每月1次, period: 每月, at_least: 1}", timing)
    calendar = calendar_of(tiny_base, "branch")
    assert calendar is not None
    (event,) = calendar.walk("VEVENT")
    assert (event.decoded("dtstart"), event["RRULE"].to_ical()) == (start, rule)


def test_a_bearer_has_the_duties_of_its_classes_in_its_calendar(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "bearer: 支部\n", "bearer: 党组织\n")
    assert calendar_of(tiny_base, "branch") is not None


def test_without_recurring_duties_there_is_no_calendar(tiny_base: TinyBase) -> None:
    assert calendar_of(tiny_base, "secretary") is None
    tiny_base.replace("duties/sample.yml", "modality: 应当\n  action: 每月", "modality: 不得\n  action: 每月")
    assert calendar_of(tiny_base, "branch") is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("duties/sample.yml", "title: 每月开会", "title: 按月开会"),
        ("duties/sample.yml", "每月召开会议。", "每月召开两次会议。"),
        ("duties/sample.yml", "period: 每月", "period: 每季度"),
        ("duties/sample.yml", "modality: 应当\n  action: 每月", "modality: 不得\n  action: 每月"),
        ("duties/sample.yml", "bearer: 支部\n", "bearer: 党组织\n"),
        ("vocabulary/bearers.yml", "name: 党支部\n", "name: 基层党支部\n"),
    ],
)
def test_kept_calendars_are_those_that_would_be_made(
    tiny_base: TinyBase, tmp_path: Path, file: str, old: str, new: str
) -> None:
    def written(day: dt.date, *, cached: bool) -> dict[str, str]:
        cache = Cache(tmp_path / "cache") if cached else None
        return dict(calendars(open_knowledge_base(tiny_base.root, as_of=day, cache=cache)))

    for day in (DAY, DAY + dt.timedelta(365)):
        assert written(day, cached=True) == written(day, cached=True) == written(day, cached=False)
    tiny_base.replace(file, old, new)
    assert written(DAY, cached=True) == written(DAY, cached=False)


def test_a_line_of_a_calendar_is_at_most_75_bytes(tiny_base: TinyBase) -> None:
    tiny_base.replace("duties/sample.yml", "每月召开会议。", f"{'很长的要求' * 30}。")
    kb = open_knowledge_base(tiny_base.root, as_of=DAY)
    text = reminders(kb, kb.corpus.bearers["branch"]) or ""
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_what_looks_like_markup_stays_text_in_akoma_ntoso(tiny_base: TinyBase) -> None:
    said = '<body />&"甲"<proprietary source="#zelian" />'
    path = "works/sample/2022-01-01.yml"
    tiny_base.replace(path, "digest: 主持会议。", f"digest: '{said}'").replace(
        path, "title: 附则", "title: '附则 <body />'"
    )
    kb = open_knowledge_base(tiny_base.root, as_of=DAY)
    text = kb.corpus.text_of("sample", DAY)
    assert text is not None
    root = ET.fromstring(text_as_akn(kb, text))  # noqa: S314  (we wrote it)
    told = {
        name: ["".join(e.itertext()) for e in root.iter(f"{{{NAMESPACE}}}{name}")]
        for name in ("p", "heading")
    }
    assert said in told["p"]
    assert told["heading"] == ["总则", "目的", "附则 <body />"]


def test_a_line_of_a_list_is_that_of_its_day(kb: KnowledgeBase) -> None:
    duty = kb.corpus.duties["hold-meetings"]
    assert duty_line(kb, duty).basis == "《样例条例》第二条第一款"
    assert duty_line(replace(kb, as_of=dt.date(2020, 3, 1)), duty).basis == ""
