"""`zelian list`: what fits, in words and as JSON."""

from __future__ import annotations

import json

import pytest

from build_tools.cli.listing import KINDS
from build_tools.knowledge_base import KnowledgeBase
from tests.functional.conftest import Run


def ids(run: Run, *arguments: str) -> set[str]:
    return {row["编号"] for row in json.loads(run("list", *arguments, "--format", "json")[1])}


def test_without_a_filter_all_duties_are_listed(run: Run, real: KnowledgeBase) -> None:
    assert ids(run) == set(real.corpus.duties)


def test_a_post_has_its_own_duties_those_of_its_classes_and_of_its_body(run: Run) -> None:
    found = ids(run, "--bearer", "专职副书记")
    assert found >= {
        "organ-deputy-attend-meetings",
        "organ-transfer-consent",
    }
    assert found > ids(run, "--bearer", "机关党委", "--stage", "考责")


def test_filters_are_all_to_be_met(run: Run, real: KnowledgeBase) -> None:
    found = ids(
        run, "--work", "《支部工作条例》", "--stage", "履责", "--line", "主体责任", "--period", "每月"
    )
    duties = [real.corpus.duties[i] for i in found]
    assert duties
    assert {duty.stage for duty in duties} == {"履责"}
    assert all("每月" in duty.timing.label for duty in duties if duty.timing)
    assert found <= ids(run, "--work", "zhibu-tiaoli-shixing")


def test_a_kind_of_unit_keeps_what_applies_to_all(run: Run, real: KnowledgeBase) -> None:
    units = {real.corpus.duties[i].applies_to.unit for i in ids(run, "--unit", "国有企业")}
    assert () in units
    assert all(not unit or "国有企业" in unit for unit in units)


@pytest.mark.parametrize("kind", KINDS[1:])
def test_every_other_kind_is_listed_and_can_be_searched(run: Run, kind: str) -> None:
    code, out, _ = run("list", kind, "--format", "json")
    rows = json.loads(out)
    assert code == 0
    word = next(iter(rows[0].values()))
    assert rows[0] in json.loads(run("list", kind, "--word", word, "--format", "json")[1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["猫"], "错误：没有“猫”这个种类；可以写责任、主体、法规、经验、问题、指标、事项、术语"),
        (["--bearer", "机关党位"], "错误：没有叫“机关党位”的责任主体；是否指"),
        (["--stage", "做"], "错误：没有叫“做”的环节；可以写定责、明责、履责、督责、考责、问责等"),
        (["--work", "没有的条例"], "错误：没有叫“没有的条例”的法规；"),
    ],
)
def test_a_name_that_does_not_exist_is_answered_with_those_that_do(
    run: Run, arguments: list[str], message: str
) -> None:
    code, out, err = run("list", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_nothing_that_fits_is_said(run: Run) -> None:
    assert run("list", "--word", "没有这样的词") == (1, "", "没有符合的记录。\n")
    assert run("list", "--word", "没有这样的词", "--format", "json") == (1, "[]\n", "")


def test_a_table_has_its_count_and_columns(run: Run) -> None:
    _, out, _ = run("list", "--bearer", "机关纪委书记", "--word", "担任")
    assert out.splitlines()[0] == "责任（1）"
    assert "机关纪委书记" in out
