from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_tools import load
from build_tools.cli.review import Selection, list_reviews, record_reviews
from build_tools.corpus import Kind
from build_tools.errors import ToolError
from build_tools.fingerprint import fingerprint
from build_tools.model import Duty
from build_tools.provisions import DIGEST_MARK, Provision, provision_fingerprint, says_the_same
from build_tools.review import ReviewState, references_of
from tests.unit.test_comparison import said, text_of

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase

REVISED = Path(__file__).parents[1] / "corpora/good/revised"
DUTIES = "duties/shili-tiaoli.yml"
OLD = "works/shili-tiaoli/2020-03-01.yml"
NEW = "works/shili-tiaoli/2023-06-01.yml"
DAY = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 2, 3)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return shutil.copytree(REVISED, tmp_path / "regulations")


def opened(base: Path) -> KnowledgeBase:
    return load(base, as_of=DAY)


def replace(base: Path, path: str, old: str, new: str) -> None:
    text = (base / path).read_text(encoding="utf-8")
    assert old in text
    (base / path).write_text(text.replace(old, new), encoding="utf-8")


def states(kb: KnowledgeBase) -> dict[str, str]:
    return {review.id: review.state for review in kb.reviews.all}


def article(data: dict[str, Any]) -> Provision:
    return text_of([data]).articles[0]


class TestFingerprints:
    def test_a_single_piece_has_its_own(self) -> None:
        assert provision_fingerprint(article(said("要点。", "原文。"))) == fingerprint("原文。")

    def test_a_provision_with_pieces_has_one_over_all_of_them(self) -> None:
        items = [{"num": "（一）", **said("甲", "甲原文")}, {"num": "（二）", **said("乙", "乙原文")}]
        whole = provision_fingerprint(article({**said("引语", "引语原文"), "items": items}))
        fewer = provision_fingerprint(article({**said("引语", "引语原文"), "items": items[:1]}))
        turned = [{**items[1], "num": "（一）"}, {**items[0], "num": "（二）"}]
        order = provision_fingerprint(article({**said("引语", "引语原文"), "items": turned}))
        assert len({whole, fewer, order, fingerprint("引语原文")}) == 4

    def test_without_one_for_every_piece_it_is_one_of_digests_and_marked(self) -> None:
        paragraphs = [said("甲。", "甲原文。"), said("乙。")]
        found = provision_fingerprint(article({"paragraphs": paragraphs}))
        assert found is not None
        assert found.startswith(DIGEST_MARK)
        assert found == provision_fingerprint(
            article({"paragraphs": [said("甲。"), said("乙。", "乙原文。")]})
        )

    def test_a_digest_never_equals_wording(self) -> None:
        assert provision_fingerprint(article(said("同样的话。"))) != provision_fingerprint(
            article(said("别的。", "同样的话。"))
        )

    def test_where_nothing_is_written_there_is_none(self) -> None:
        assert provision_fingerprint(article({"title": "目的"})) is None

    @pytest.mark.parametrize(
        ("a", "b", "same"),
        [
            (said("甲", "原文"), said("乙", "原文"), True),
            (said("甲", "原文"), said("甲", "另文"), False),
            (said("甲", "原文"), said("甲"), True),
            (said("甲"), said("乙"), False),
            ({}, {}, False),
        ],
    )
    def test_provisions_are_held_together_by_wording_then_by_digest(
        self, a: dict[str, Any], b: dict[str, Any], *, same: bool
    ) -> None:
        assert says_the_same(article(a), article(b)) is same


class TestStates:
    def test_a_review_holds_as_long_as_the_provisions_do(self) -> None:
        assert states(opened(REVISED)) == {
            "hold-monthly-meeting": "已复核",
            "chair-meetings": "已复核",
            "draw-up-list": "已复核",
            "train-members": "未复核",
            "keep-records": "已复核",
            "meetings-held": "已复核",
            "quarterly-meeting-term": "未复核",
        }

    def test_a_changed_fingerprint_makes_what_rests_on_it_suspect(self, base: Path) -> None:
        before = provision_fingerprint(opened(base).corpus.texts["shili-tiaoli"][1].articles[1].children[0])
        replace(base, NEW, str(before), "0" * 16)
        kb = opened(base)
        assert set(kb.reviews.suspects) == {
            (Kind.DUTY, "hold-monthly-meeting"),
            (Kind.INDICATOR, "meetings-held"),
        }
        assert kb.reviews.is_suspect("hold-monthly-meeting")
        assert not kb.reviews.is_suspect("meetings-held")
        assert [f.code for f in kb.findings] == ["SUS001", "SUS001"]

    def test_another_digest_of_the_same_wording_changes_nothing(self, base: Path) -> None:
        replace(base, NEW, "会议记录由专人保管，不得补造、涂改。", "会议记录不得补造、涂改。")
        assert opened(base).reviews.suspects == {}

    def test_a_review_by_digest_holds_when_a_fingerprint_is_recorded_later(self, base: Path) -> None:
        replace(base, NEW, '  fingerprint: "cdca1aa10f8ccce3"\n', "")
        kb = opened(base)
        assert states(kb)["draw-up-list"] == "待复核"
        record_reviews(kb, Selection(ids=("draw-up-list",)), "某人", TODAY)
        assert "basis: [digest-" in (base / DUTIES).read_text(encoding="utf-8")
        assert states(opened(base))["draw-up-list"] == "已复核"
        shutil.copy(REVISED / NEW, base / NEW)
        assert states(opened(base))["draw-up-list"] == "已复核"

    def test_a_basis_that_came_after_the_review_is_suspect(self, base: Path) -> None:
        replace(
            base, DUTIES, "basis: [《示例条例》第三条]", "basis: [《示例条例》第三条, 《示例条例》第四条]"
        )
        (review,) = opened(base).reviews.suspects.values()
        assert [(g.reference, g.reviewed) for g in review.changed] == [("《示例条例》第四条", None)]

    def test_a_basis_that_leads_nowhere_is_suspect_and_found_by_its_own_check(self, base: Path) -> None:
        replace(base, DUTIES, "basis: [《示例条例》第三条]", "basis: [《示例条例》第三十条]")
        kb = opened(base)
        assert kb.reviews.is_suspect("draw-up-list")
        assert "SUS001" not in {finding.code for finding in kb.findings}
        (review,) = kb.reviews.suspects.values()
        assert kb.reviews.describe(review, review.changed[0]) == "《示例条例》第三十条找不到条款"

    def test_a_revision_says_what_was_reviewed_and_where_it_went(self, base: Path) -> None:
        reviewed = 'reviewed: {by: 甲, on: "2022-01-01", basis: ["%s"]}\n'
        old = opened(base).corpus.texts["shili-tiaoli"][0]
        record = provision_fingerprint(next(p for p in old.articles if p.num == "第三条"))
        text = (base / DUTIES).read_text(encoding="utf-8").partition("- id: keep-records")
        duty = text[2].partition("  reviewed:")[0].replace("第六条", "第三条") + "  " + reviewed % record
        (base / DUTIES).write_text(text[0] + text[1] + duty, encoding="utf-8")
        kb = opened(base)
        review = kb.reviews.suspects[Kind.DUTY, "keep-records"]
        assert kb.reviews.describe(review, review.changed[0]) == (
            "《示例条例》第三条在2022年1月1日复核之后有改动，"
            "当时复核的是《示例条例》（2020年3月1日文本）第三条，同样的内容现在是《示例条例》第六条"
        )

    def test_only_what_rests_on_provisions_can_be_reviewed(self) -> None:
        indicator = next(iter(opened(REVISED).corpus.indicators.values()))
        assert references_of(indicator) == ("《示例条例》第二条第一款",)
        assert references_of(indicator.model_copy(update={"source": "quarterly-meeting"})) == ()


class TestRecording:
    def test_a_review_is_written_beside_the_basis_and_the_rest_stays(self, base: Path) -> None:
        before = (base / DUTIES).read_text(encoding="utf-8")
        assert record_reviews(opened(base), Selection(ids=("train-members",)), " 张三 ", TODAY) == 0
        found = 'basis: [《示例条例》第五条]\n  reviewed: {by: 张三, on: "2026-02-03", basis: ["%s"]}\n'
        duty: Duty = opened(base).corpus.duties["train-members"]
        assert duty.reviewed is not None
        line = found % duty.reviewed.basis[0]
        expected = before.replace("basis: [《示例条例》第五条]\n", line)
        assert (base / DUTIES).read_text(encoding="utf-8") == expected
        assert "# 清单和培训\n" in expected

    def test_all_leaves_reviews_that_hold_alone(self, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert record_reviews(opened(base), Selection(everything=True), "李四", TODAY) == 0
        assert set(states(opened(base)).values()) == {ReviewState.REVIEWED}
        text = (base / DUTIES).read_text(encoding="utf-8")
        assert (text.count("by: 示例委员会"), text.count("by: 李四")) == (4, 1)
        assert capsys.readouterr().out.splitlines()[-1] == "已记录 2 项复核，涉及 2 个文件。"

    @pytest.mark.parametrize("file", [DUTIES, "regulations/" + DUTIES])
    def test_a_file_can_be_named_from_here_or_from_the_knowledge_base(
        self, base: Path, file: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(base.parent)
        assert record_reviews(opened(Path("regulations")), Selection(file=Path(file)), "李四", TODAY) == 0
        assert states(opened(base))["train-members"] == "已复核"
        assert states(opened(base))["quarterly-meeting-term"] == "未复核"

    def test_what_leads_nowhere_is_not_confirmed(
        self, base: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        replace(base, DUTIES, "basis: [《示例条例》第五条]", "basis: [《示例条例》第五十条]")
        before = (base / DUTIES).read_bytes()
        assert record_reviews(opened(base), Selection(ids=("train-members",)), "李四", TODAY) == 1
        assert (base / DUTIES).read_bytes() == before
        assert "train-members（培训党员）有依据找不到条款" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("selection", "by", "message"),
        [
            (Selection(), "", "三者选一"),
            (Selection(ids=("a",), everything=True), "甲", "三者选一"),
            (Selection(ids=("train-member",)), "甲", "是否指“train-members”"),
            (Selection(file=Path("duties/none.yml")), "甲", "知识库里没有文件“duties/none.yml”"),
            (Selection(everything=True), " ", "复核人不能空着"),
        ],
    )
    def test_wrong_use_says_what_to_do(self, selection: Selection, by: str, message: str) -> None:
        with pytest.raises(ToolError, match=message):
            record_reviews(opened(REVISED), selection, by, TODAY)

    def test_a_file_with_faulty_yaml_is_not_rewritten(self, base: Path) -> None:
        replace(base, DUTIES, "title: 培训党员\n", "title: 培训党员\n  title: 又一个\n")
        with pytest.raises(ToolError, match="YAML 写法有误"):
            record_reviews(opened(base), Selection(ids=("train-members",)), "甲", TODAY)

    def test_a_file_that_cannot_be_written_is_reported_in_one_line(
        self, base: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path, text: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("build_tools.cli.review.write_atomically", refuse)
        with pytest.raises(ToolError, match="写不了文件“duties/shili-tiaoli"):
            record_reviews(opened(base), Selection(ids=("train-members",)), "甲", TODAY)


class TestListing:
    def test_suspects_come_first_each_with_what_has_changed(
        self, base: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        replace(base, NEW, "cdca1aa10f8ccce3", "0" * 16)
        assert list_reviews(opened(base), "text") == 0
        assert capsys.readouterr().out.splitlines() == [
            f"待复核\tdraw-up-list\t制定责任清单\t{DUTIES}",
            "\t《示例条例》第三条在2023年7月5日复核之后有改动",
            f"未复核\ttrain-members\t培训党员\t{DUTIES}",
            "未复核\tquarterly-meeting-term\t季度会\tvocabulary/terms.yml",
            "待复核 1 项，未复核 2 项，共 7 项。",
        ]

    def test_the_list_speaks_json(self, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
        replace(base, NEW, "cdca1aa10f8ccce3", "0" * 16)
        list_reviews(opened(base), "json")
        suspect, unreviewed, _ = json.loads(capsys.readouterr().out)
        assert suspect["state"] == "suspect"
        assert suspect["owner"] == "示例支部书记"
        assert suspect["changed"] == [
            {
                "reference": "《示例条例》第三条",
                "provision": "shili-tiaoli#art_3",
                "reviewed": "cdca1aa10f8ccce3",
                "now": "0" * 16,
                "reviewed_provision": None,
                "same_wording_now": None,
            }
        ]
        assert (unreviewed["id"], unreviewed["state"], unreviewed["reviewed"]) == (
            "train-members",
            "unreviewed",
            None,
        )
