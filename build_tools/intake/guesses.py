"""Guesses for the fields of a record: what a figure counts, when it held, time limits, kinds of measure.

All of them are candidates: the person who completes the record keeps, mends or deletes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.intake.dates import DATE, date_value
from build_tools.intake.number_words import UNITS, alternatives
from build_tools.intake.records import Number
from build_tools.model.duty import DurationUnit
from build_tools.model.practice import Mechanism

_WITHIN = re.compile(r"(?:之?内|以内)(?P<what>[^，。；,;]{0,14})")
_ASIDE = re.compile(r"[(（](?:党委|党组|单位|区)[)）]")
_CLAUSE_END = re.compile(r"[，。；：！？、,;:!?“”（）()\d]|(?:进行|开展|参与|召开|实施|的)")
_COUNTED_BEFORE = re.compile(rf"(?:\d+(?:{alternatives(UNITS)}))+$")
_LEADING = re.compile(
    r"^(?:比?\d{4}年|年|各|共|又|还|先后|累计|近期|其中|此次|共计|和|及|与|对|将|把|为|等|约|至少|的|余)+"
)
_TRAILING = re.compile(r"(?:各|共|共计|达|达到|为|有|了|约|近|等|超过|至|每|年|在)+$")
_AFTER_UNIT = frozenset("个 家 项 条 类 种 名 位 支 所 座 处 份 张 级 批 件 起 场 套 篇 岗 部 台".split())
_MAX_LABEL = 12
_FAR = 300
_MAX_EVENT = 16
_CLAUSE = re.compile(r"[，。；,;]")
_EVENT = re.compile(r"(?:^|.*[自从在])([^自从在]{2,40}?)(?:之日起?|后|起)$")
_DURATIONS = {"日": "日", "天": "日", "个工作日": "个工作日", "个月": "个月", "月": "个月", "年": "年"}
_MECHANISM_WORDS: tuple[tuple[Mechanism, str], ...] = (
    (Mechanism.LIST, "清单|细化表|台账"),
    (Mechanism.TALK, "约谈|谈话"),
    (Mechanism.ACCOUNTABILITY, "问责|追责|追究|处分"),
    (Mechanism.DUTY_REPORT, "述职"),
    (Mechanism.ASSESSMENT, "考核|考评|考责"),
    (Mechanism.REVIEW, "评议|测评|互评"),
    (Mechanism.INSPECTION, "检查|督查|巡察|巡视|督导|抽查"),
    (Mechanism.TRAINING, "培训|轮训|党课|学习|教育"),
    (Mechanism.CIRCULAR, "通报|抄告"),
    (Mechanism.REPORT, "报告|汇报"),
    (Mechanism.PUBLICITY, "宣传|宣讲"),
    (Mechanism.DIGITAL, "平台|系统|信息化|大数据"),
    (Mechanism.INCENTIVE, "表彰|激励|奖励"),
    (Mechanism.BRAND, "品牌|示范"),
    (Mechanism.MEETING, "会议|常委会|议题"),
    (Mechanism.ORGANISATION, "领导小组|检查组|联盟|牵头"),
    (Mechanism.INSTITUTION, "制度|机制|办法|意见|措施"),
)
_STAGE_WORDS = (
    ("定责", "定责|制定.{0,8}清单|明确.{0,6}职责|分工"),
    ("明责", "明责|知责|培训|教育|学习|宣讲"),
    ("履责", "履责|落实|开展|推行|第一议题"),
    ("督责", "督责|督导|督查|检查|巡察|约谈|整改"),
    ("考责", "考责|考核|考评|述职|测评|评议"),
    ("问责", "问责|追责|追究|处分|通报批评"),
)
STAGES = tuple(stage for stage, _ in _STAGE_WORDS)
_MOST_GUESSES = 3


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: what must be done, how many of which unit, and from when it counts."""

    label: str
    value: int
    unit: DurationUnit
    after: str


def label_for(number: Number) -> str:
    """Return the words behind or in front of a number that tell what it counts; "" for none."""
    behind = _TRAILING.sub("", _CLAUSE_END.split(_ASIDE.sub("", number.after))[0].strip())
    counted = _COUNTED_BEFORE.sub("", _ASIDE.sub("", number.before))
    before = _LEADING.sub("", _TRAILING.sub("", _CLAUSE_END.split(counted)[-1].strip()))
    choices = (behind, before) if number.unit in _AFTER_UNIT else (before, behind)
    return next((words[:_MAX_LABEL] for words in choices if len(words) > 1), "")


def year_of(number: Number, text: str) -> str:
    """Return the date named last before a number in its paragraph (not 比2016年); "" for none."""
    dates = [
        match
        for match in DATE.finditer(text, max(0, number.start - _FAR), number.start)
        if text[: match.start()][-1:] != "比"
    ]
    return next((value for match in reversed(dates) if (value := date_value(match[0]))), "")


def limit_for(number: Number, text: str) -> Limit | None:
    """Return the time limit that a number is (…后1个月内制定…), or None."""
    unit = _DURATIONS.get(number.unit)
    within = _WITHIN.match(text, number.start + len(number.text))
    if unit is None or within is None or number.value != int(number.value) or number.value <= 0:
        return None
    clause = _CLAUSE.split(text[max(0, number.start - _FAR) : number.start])[-1]
    event = _EVENT.search(clause)
    after = event[1][-_MAX_EVENT:] if event else ""
    return Limit(within["what"].strip()[:_MAX_LABEL], int(number.value), DurationUnit(unit), after)


def mechanisms_in(text: str) -> tuple[str, ...]:
    """Return the kinds of measure whose words a text has most often, at most three."""
    counts = [(len(re.findall(words, text)), mechanism.value) for mechanism, words in _MECHANISM_WORDS]
    return _most(counts)


def stages_in(text: str) -> tuple[str, ...]:
    """Return the stages whose words a text has most often, at most three."""
    return _most([(len(re.findall(words, text)), stage) for stage, words in _STAGE_WORDS])


def _most(counts: list[tuple[int, str]]) -> tuple[str, ...]:
    found = sorted((pair for pair in counts if pair[0]), key=lambda pair: -pair[0])
    return tuple(name for _, name in found[:_MOST_GUESSES])
