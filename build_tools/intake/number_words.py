"""The words that go with numbers: units, scales, and set phrases that count nothing."""

from __future__ import annotations

import re

UNITS = (
    "个工作日 个百分点 个小时 个学时 个月 个 人次 人(次) 人（次） 人 场次 名次 件次 批次 户次 "
    "家次 周年 小时 分钟 学时 课时 平方公里 平方米 公里 公斤 公顷 亩 吨 米 元 块 名 位 条 项 家 "
    "场 次 件 起 篇 份 册 期 批 届 类 种 级 岗 支 所 座 处 户 村 县 市 省 镇 年 月 天 日 周 分 倍 "
    "成 岁 门 节 组 队 台 套 部 本 张 面 对 轮 遍 步 点 层 维 度 字 页 章 款 栏 间 幅 辆 艘 枚 头 "
    "棵 株 只 封 单 宗 例 站 线 片 道 环 链 方面 % ％ ‰"
).split()
"""What Arabic numbers count."""

CHINESE_UNITS = (
    "个工作日 个月 个 名 位 项 条 类 种 家 场次 场 次 件 份 张 批 届 期 篇 起 人次 人 年 天 周 "
    "小时 级 支 所 座 处 户 组 轮 步 倍 成 套 本 台 层 册 方面 元"
).split()
"""What Chinese numerals count; fewer, since 三农 and 四风 count nothing."""

SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

SET_PHRASES = re.compile(
    r"八项规定|一岗双责|三会一课|两个(?:维护|确立|责任|一百年|大局|全面)|四个(?:意识|自信|全面|服务|定位)|四种形态|六项纪律|三重一大"
    r"|两学一做|五位一体|两优一先|四责协同|三级书记|双一流"
)
"""Names that begin with a number."""

INDEFINITE = re.compile(
    r"一方面|一[个名位项条类种家场次件份张批届期篇起人年天级组轮步成套本台层册]|百(?:人|级|年|家|姓|个)|千(?:人|年|家)|十成|半[个成级]"
)
"""Chinese numerals with a unit that mostly count nothing: 一个机制, 一项工作, 百年."""

COUNTED = re.compile(r"(?:每|每年|每月|每季度|每半年|每周|每届|不少于|至少|不超过|不得少于)[^，。；,;]{0,8}$")
"""Before 一次 or 一年 these make it a number: 每年召开一次."""


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
