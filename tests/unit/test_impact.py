from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_tools import load
from build_tools.cli.impact import impact_record, print_impact
from build_tools.errors import ToolError
from build_tools.impact import Impact, impact_of, versions_to_compare

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase

REVISED = Path(__file__).parents[1] / "corpora/good/revised"
DUTIES = "duties/shili-tiaoli.yml"
WORK = "shili-tiaoli"
BEFORE, AFTER = dt.date(2022, 1, 1), dt.date(2026, 1, 1)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(REVISED, tmp_path / "regulations")


def replace(base: Path, path: str, old: str, new: str) -> None:
    text = (base / path).read_text(encoding="utf-8")
    assert old in text
    (base / path).write_text(text.replace(old, new), encoding="utf-8")


def without_reviews(base: Path) -> None:
    for path in base.rglob("*.yml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "reviewed:" not in line), encoding="utf-8")


def impact(root: Path, as_of: dt.date) -> tuple[KnowledgeBase, Impact]:
    kb = load(root, as_of=as_of)
    return kb, impact_of(kb.graph, kb.reviews, *versions_to_compare(kb.corpus, WORK))


def told(root: Path, as_of: dt.date) -> dict[str, tuple[str, str, str, str]]:
    """Return for each affected duty what happened, where it was, where it is, its state."""
    return {
        a.review.id: (a.effect.name, str(a.before or ""), str(a.after or ""), a.state.name)
        for a in impact(root, as_of)[1].affected
        if a.review.kind == "duty"
    }


def test_the_chain_leads_from_an_article_to_owners_measures_indicators_and_problems() -> None:
    _, found = impact(REVISED, AFTER)
    second = next(a for a in found.articles if a.change.old and a.change.old[0].num == "第二条")
    (duty, indicator, term) = second.affected
    assert (duty.review.id, duty.owner, duty.indicators, duty.problems) == (
        "hold-monthly-meeting",
        "示例支部",
        ("meetings-held",),
        ("empty-meetings",),
    )
    assert [f"{p.experience.id}/{p.measure.id}" for p in duty.practice] == ["quarterly-meeting/yearly-plan"]
    assert [indicator.review.id, term.review.id] == ["meetings-held", "quarterly-meeting-term"]
    assert found.owners == {"示例支部": 2, "示例支部书记": 1}


def test_what_was_reviewed_against_the_new_text_says_so() -> None:
    assert told(REVISED, AFTER) == {
        "hold-monthly-meeting": ("CHANGED", "art_2__para_1", "art_2__para_1", "REVIEWED"),
        "draw-up-list": ("CHANGED", "art_4", "art_3", "REVIEWED"),
        "train-members": ("CHANGED", "art_5", "art_5", "UNREVIEWED"),
    }


def test_an_item_that_stays_is_not_touched_by_the_change_of_its_article() -> None:
    assert "chair-meetings" not in told(REVISED, AFTER)


def test_before_the_new_text_is_in_force_references_mean_the_old_one(base: Path) -> None:
    without_reviews(base)
    assert told(base, BEFORE) == {
        "hold-monthly-meeting": ("CHANGED", "art_2__para_1", "art_2__para_1", "UNREVIEWED"),
        "draw-up-list": ("RENUMBERED", "art_3", "art_6", "UNREVIEWED"),
        "train-members": ("CHANGED", "art_5", "art_5", "UNREVIEWED"),
        "keep-records": ("CHANGED", "art_6", "art_5", "UNREVIEWED"),
    }


def test_an_unreviewed_reference_whose_number_means_something_else_now_is_unclear(base: Path) -> None:
    without_reviews(base)
    assert told(base, AFTER)["keep-records"] == ("UNCLEAR", "art_3", "art_6", "UNREVIEWED")


def test_a_duty_on_what_is_gone_or_new_is_told(base: Path) -> None:
    replace(base, DUTIES, "《示例条例》第三条", "《示例条例》第七条")
    without_reviews(base)
    assert told(base, BEFORE)["draw-up-list"] == ("GONE", "art_7", "", "UNREVIEWED")
    assert told(base, AFTER)["draw-up-list"] == ("NEW", "", "art_7", "UNREVIEWED")


def test_a_review_decides_which_text_a_reference_means(base: Path) -> None:
    without_reviews(base)
    kb = load(base, as_of=BEFORE)
    (old,) = kb.reviews.fingerprints(kb.corpus.duties["draw-up-list"]) or ()
    review = f'  reviewed: {{by: 甲, on: "2021-01-01", basis: ["{old}"]}}\n'
    replace(base, DUTIES, "  basis: [《示例条例》第三条]\n", f"  basis: [《示例条例》第三条]\n{review}")
    assert told(base, AFTER)["draw-up-list"] == ("RENUMBERED", "art_3", "art_6", "SUSPECT")


def test_a_reference_that_only_the_old_text_has_means_the_old_text(base: Path) -> None:
    new = base / "works/shili-tiaoli/2023-06-01.yml"
    head, _, _ = new.read_text(encoding="utf-8").partition("- num: 第九条")
    new.write_text(head, encoding="utf-8")
    replace(base, DUTIES, "《示例条例》第三条", "《示例条例》第八条")
    replace(base, "works/shili-tiaoli/2023-06-01.yml", "第八条", "第七条之一")
    assert told(base, AFTER)["draw-up-list"] == ("GONE", "art_8", "", "SUSPECT")


def test_provisions_of_other_works_that_cite_a_changed_article_are_named(base: Path) -> None:
    work = (base / "works/shili-tiaoli/work.yml").read_text(encoding="utf-8")
    other = work.replace("shili-tiaoli", "qita-banfa").replace("示例条例", "其他办法")
    other = other.replace("示例单位党支部工作条例（虚构）", "其他办法（虚构）").replace(
        "示例支部条例", "别的办法"
    )
    text = (base / "works/shili-tiaoli/2023-06-01.yml").read_text(encoding="utf-8").partition("articles:")[0]
    text = text.replace("shili-tiaoli", "qita-banfa")
    text += "articles:\n- num: 第一条\n  digest: 依照《示例条例》第二条第一款开会。\n  norm: none\n"
    (base / "works/qita-banfa").mkdir()
    (base / "works/qita-banfa/work.yml").write_text(other, encoding="utf-8")
    (base / "works/qita-banfa/2023-06-01.yml").write_text(text, encoding="utf-8")
    _, found = impact(base, AFTER)
    assert [node.id for article in found.articles for node in article.cited_by] == ["qita-banfa#art_1"]


@pytest.mark.parametrize(
    ("old", "new", "dates"),
    [
        ("", "", ("2020-03-01", "2023-06-01")),
        ("2020", "2023-06", ("2020-03-01", "2023-06-01")),
        ("2023-06-01", "2020-03-01", ("2023-06-01", "2020-03-01")),
    ],
)
def test_versions_are_named_by_the_beginning_of_their_date(
    old: str, new: str, dates: tuple[str, str]
) -> None:
    corpus = load(REVISED, as_of=AFTER).corpus
    earlier, later = versions_to_compare(corpus, WORK, old, new)
    assert (str(earlier.date), str(later.date)) == dates


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2019", "", "没有日期是“2019”的版本；收录的版本：2020-03-01、2023-06-01"),
        ("20", "", "不止一个日期是“20”的版本"),
        ("2023", "2023", "两个版本是同一个"),
    ],
)
def test_a_version_that_is_not_there_is_answered_with_those_that_are(
    old: str, new: str, message: str
) -> None:
    with pytest.raises(ToolError, match=message):
        versions_to_compare(load(REVISED, as_of=AFTER).corpus, WORK, old, new)


def test_a_work_with_one_text_has_nothing_to_compare() -> None:
    corpus = load(REVISED.parent / "minimal", as_of=AFTER).corpus
    with pytest.raises(ToolError, match="《示例条例》只收录了1个版本"):
        versions_to_compare(corpus, WORK)


def test_the_report_names_every_changed_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_impact(load(REVISED, as_of=AFTER), "《示例条例》", "", "", "text") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "《示例条例》2020年3月1日文本 → 2023年6月1日文本",
        "条文：未改 1、条号顺延 1、移动 1、修改 1、拆分 1、合并 1、新增 2、删去 1",
        "涉及：责任 3、检查指标 1、术语 1（示例支部 2、示例支部书记 1）",
    ]
    assert [line for line in lines[3:] if line and not line.startswith(" ")] == [
        "修改 第二条",
        "拆分 第四条 → 第三条、第四条",
        "合并 第五条、第六条 → 第五条",
        "删去 第七条",
        "新增 第七条",
        "新增 第八条",
    ]
    assert "  责任 draw-up-list（制定责任清单，示例支部书记）［已复核］" in lines
    assert "    《示例条例》第三条内容有改动（第四条 → 第三条）" in lines


def test_the_report_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    kb, found = impact(REVISED, AFTER)
    print_impact(kb, WORK, "2020", "2023", "json")
    record = json.loads(capsys.readouterr().out)
    assert record == impact_record(found, kb.corpus)
    assert record["counts"]["new"] == 2
    assert record["articles"][0]["records"][0] == {
        "kind": "duty",
        "id": "hold-monthly-meeting",
        "name": "每月开会",
        "owner": "示例支部",
        "reference": "《示例条例》第二条第一款",
        "effect": "changed",
        "before": "art_2__para_1",
        "after": "art_2__para_1",
        "state": "reviewed",
        "measures": [{"id": "quarterly-meeting/yearly-plan", "region": "示例区", "link": "implements"}],
        "indicators": [{"id": "meetings-held", "title": "开会次数"}],
        "problems": [{"id": "empty-meetings", "title": "会议走过场"}],
    }


def test_an_unknown_work_is_answered_with_the_nearest() -> None:
    with pytest.raises(ToolError, match="没有法规“示例条列”；是否指“示例条例”"):
        print_impact(load(REVISED, as_of=AFTER), "示例条列", "", "", "text")
