"""What looks like a reference and is none: measure words, enumerated points, headings, chapters of books.

Only a place without a head of its own and of one level is asked: 第三条第二款 is always a reference, and so
is 本条例第三条. The words are data; the tests hold each list with sentences.
"""

from __future__ import annotations

import re

from build_tools.eid import Level

_PREPOSITIONS = """
    依照 按照 根据 依据 违反 适用 参照 遵照 遵守 符合 属于 除 援引 触犯 执行 引用 对照 删去 删除
    修改 新增 增加 废止 作为 改为 排在 移至 并入 规定在 列入 超过 见 有 依 按 照 据 以 对 受 由 将
    把 至 过
"""
"""Words before a place that make it a reference."""

_LEGAL_NOUNS = """
    规定 情形 要求 限额 数额 金额 比例 范围 罪 罚款 所列 所称 所指 所述 行为 处罚 处分 内容 条件
    程序 期限 事项 职责 义务 情况 违纪 款项 表述 但书 原则 精神
"""
_LEGAL_VERBS = """
    规定 列举 要求 明确 确立 设定 设立 授权 禁止 限定 载明 执行 办理 处理 处罚 处分 追究 追责 论处
    给予 从重 从轻 减轻 免予 定罪 修改 改为 删 增加 作为 移 合并 拆 调整 不适用 适用 不受 以外
"""
"""Words behind a place that make it a reference."""

_MEASURED = """
    市 省 县 区 村 道路 公路 铁路 高铁 高速 地铁 马路 路线 线路 航线 专线 生产线 流水线 防线 战线
    底线 红线 生命线 街 河 江 船 裙 鱼 狗 蛇 龙 腿 命 消息 新闻 短信 微信 评论 留言 建议 意见 措施
    经验 理由 原因 线索 标准线 渠道 途径 路径 通道 主线 思路 工作线 管线 轨道 隧道 毛巾 裤 微博 弹幕
    产品 手机 车 软件 游戏 应用 面料 饮料 药 疫苗 机型 新品 贷款 资金 货款 工程款 赔偿款 工作 任务
    内容 议程 议题 活动 举措 改革 指标 研究 试验 测试 比赛 金牌 纪录 记录 成果 专利 服务 工程 制度
    检查 考核 技术 功能 优势 职能 权利 使命 清单 发明 课题 审批 提案 竞赛 实验 运动 规定动作 冠军 世界 课程
    小说 故事
"""
"""Nouns behind 第一条, 第二款, 第三项 that make it a measure word."""

_READ = """
    书 教材 教科书 课本 小说 论文 著作 报告 手册 文章 讲义 连载 歌 乐 曲 剧 课 片 视频 文 稿 训练
    读到 翻到 读完 写完 学完 讲到 看到 阅读 比赛 上半场 演出
"""
"""Words before 第三章, 第二节 of something else than a regulation."""


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=lambda word: -len(word)))


_PREPOSITION = re.compile(rf"(?:{_any(_PREPOSITIONS)})[ \t]*\Z")
_FOLLOWER = re.compile(
    rf"[ \t]*(?:的?(?:有关|相关|各项|上述|具体|前述|一般|特别)?(?:{_any(_LEGAL_NOUNS)})"
    r"|(?:没有|未|另有|已有|均有|未作|没有作出)规定|所(?:列|称|指|述|规定|说|定|涉)|之(?:规定|外|一的?|所)"
    r"|(?:外|的)[，,。；、]|的除外|(?:中(?![标央国心华])|内|里|下)(?:的|所|规定|关于)?"
    rf"|(?:予以|分别|依次)?(?:{_any(_LEGAL_VERBS)})"
    r"|[，,。；;、）)》”\]：:！？!?\n]|\Z)"
)
_NOUN = re.compile(rf"[ \t]*(?:{_any(_MEASURED)})")
_NOUN_APPLIED = re.compile(r"[ \t]*(?:内容|意见)(?:执行|办理|修改)")
_ENUMERATED = re.compile(r"[ \t]*(?:[，,：:]|是(?!指)|为(?!了)|要|就是|即|在于|讲|叫|说)")
_SENTENCE_START = re.compile(r"(?:^|[\n。；;：:！!？?“\"（(])[ \t]*\Z")
_LINE_START = re.compile(r"(?:^|[\n“\"])[ \t]*\Z")
_HEADING_GAP = re.compile(r"[ \t]+(?=\S)|[ \t]*(?=\n)")
_BOOK = re.compile(rf"(?:{_any(_READ)})(?:中|里)?的?[ \t]*\Z")
_PRIVATE = re.compile(r"(?:合同|协议书?|判决书?|裁定书?|调解书|主文|遗嘱|保单)(?:书)?(?:的|中的?)?[ \t]*\Z")
_AGREED = re.compile(r"[ \t]*(?:的)?约定")
"""Places in contracts and judgments, which are no regulations."""
_DIVISIONS = frozenset({Level.PART, Level.CHAPTER, Level.SECTION})
_CONTEXT = 16
"""How many characters before and behind a place are looked at."""


def is_reference(folded: str, start: int, end: int, level: Level, *, evidence: bool) -> bool:
    """Whether the place without head at ``folded[start:end]``, all of one ``level``, is in a regulation.

    With ``evidence`` (a range, 前款, a citation before it in the sentence) it is, unless the words
    around it say otherwise; without, only words around it that speak for it make it one.
    """
    before, after = folded[max(0, start - _CONTEXT) : start], folded[end : end + _CONTEXT]
    if _PRIVATE.search(before) or _AGREED.match(after):
        return False
    is_heading = _LINE_START.search(before) and _HEADING_GAP.match(after)
    is_point = _SENTENCE_START.search(before) and _ENUMERATED.match(after)
    is_measure = _NOUN.match(after) and not _NOUN_APPLIED.match(after)
    is_reading = level in _DIVISIONS and _BOOK.search(before)
    if is_heading or is_point or is_measure or is_reading:
        return False
    return evidence or bool(_PREPOSITION.search(before) or _FOLLOWER.match(after))
