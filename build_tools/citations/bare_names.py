"""Bare names: where the title of a work begins that stands without 《》 right before a place.

依照行政复议法第六条 → 行政复议法. What a title may contain (国有, 对外, 从严, 共和国) never cuts it; words
that lead up to a title (依照, 违反, 认为) do, and a connector (和, 与) only behind something complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from build_tools.citations.records import Span

KNOWN_ALIASES = {"党章": "中国共产党章程"}
"""Short names in everyday use that are not the title less its prefix."""

KNOWN_LAWS = frozenset(
    """
    宪法 刑法 民法典 监察法 监察官法 公务员法 政务处分法 公职人员政务处分法 立法法 国家赔偿法 刑事诉讼法
    民事诉讼法 行政诉讼法 行政处罚法 行政许可法 行政强制法 行政复议法 治安管理处罚法 民法通则 民法总则
    合同法 物权法 侵权责任法 婚姻法 继承法 公司法 证券法 保险法 商业银行法 企业破产法 反垄断法
    反不正当竞争法 消费者权益保护法 产品质量法 食品安全法 药品管理法 劳动法 劳动合同法 社会保险法 工会法
    土地管理法 城乡规划法 环境保护法 水法 森林法 道路交通安全法 安全生产法 消防法 突发事件应对法 会计法
    审计法 预算法 统计法 税收征收管理法 个人所得税法 企业所得税法 政府采购法 招标投标法 档案法
    保守国家秘密法 保密法 国家安全法 网络安全法 数据安全法 个人信息保护法 反有组织犯罪法 反间谍法
    国家情报法 教育法 义务教育法 高等教育法 教师法 未成年人保护法 老年人权益保障法 妇女权益保障法 选举法
    代表法 村民委员会组织法 全国人民代表大会和地方各级人民代表大会选举法
    全国人民代表大会和地方各级人民代表大会代表法 地方各级人民代表大会和地方各级人民政府组织法
    各级人民代表大会常务委员会监督法 法官法 检察官法 人民警察法 律师法 仲裁法 公证法 专利法 商标法
    著作权法 电子商务法 海关法 兵役法 国防法
    """.split()
)
"""Short titles of national laws in everyday use: they count as names wherever they stand."""

_PREFIXES = ("中华人民共和国", "中国共产党")
_WINDOW = 44
"""How many characters before a place a title may take."""
_CLAUSE_BREAK = re.compile(r"[，,。；;：:！!？?、（）()“”\"《》\n \t…]")
_KIND = "法典|法|条例|规定|办法|规则|细则|准则|党章|章程|宪法|修正案|解释"
_HAN = r"[\u4e00-\u9fff〈〉]"
_TITLE_END = re.compile(
    rf"(?<={_HAN})(?:{_KIND})(?P<end>(?:\((?:试行|暂行|[一二三四五六七八九十]+)\))?)"
    r"(?:中的|里的|的|中|总则编?|分则编?|附则|[\u4e00-\u9fff]{2,4}(?<=编))?[ \t]*\Z"
)
_NO_TITLE = re.compile(_HAN.replace("[", "[^"))
_LEADING = """
    依照 按照 根据 依据 违反 适用 参照 遵照 对照 比照 援引 引用 触犯 符合 执行 落实 遵守 贯彻 属于 构成
    结合 参见 参看 详见 查阅 学习 具有 存在 出现 规定的 现行 修订后的 修改后的 修正后的 修订后 修改后
    修正后 修订的 修改的 新的 我国 法院 认为 修改 修订 废止 违背 针对 由于 因为 涉及 不服 超出 援用
"""
_SINGLE = (
    r"依(?!法)|按(?!劳|揭)|违(?![法章规纪约])|除(?!外)|将|把|被|其(?![他中它余])|了|也|即|至(?!上)|到(?![期位场])|凭|触"
    r"|指(?![导引定挥])|是|向(?!量)|(?<!反)对(?![外口台])|(?<![国所共私固特享具持拥没含公专党])有(?![关效限毒机色偿组线])"
    r"|从(?![严业事犯属价])|(?<![自理事])由(?!于)|(?<![原基病公])因(?![公私素特])|(?<![存现内外])在(?![职编线建校逃])"
    r"|(?<![所可得足予加])以(?![及外上下内])|如(?!期)|(?<![意听偏])见|修正(?!案)|的(?!若干|决定|通知|意见|规定|解释|补充)"
)
_COMPLETE = re.compile(rf"(?:{_KIND}|意见|决定|通知|[条款项目章节编])\Z")
_JOINED = re.compile(r"以及|或者|和|与|同|及|暨|或")
_CUT = re.compile("|".join([*sorted(_LEADING.split(), key=lambda w: -len(w)), _SINGLE]))
_OPENING = re.compile(
    r"(?:虽然|尽管|但是|直接|来自|出自|参考|查询|翻阅|实施|施行|并且|而且|但|而|且|并|自|从(?!业)|看|查|经|凡|现|若|如|即|同|与|和)+"
    r"(?=[\u4e00-\u9fff]{2})"
)
"""Words at the beginning of a clause that are no part of a title."""
_NEVER_LONGER = frozenset({"宪法", "刑法", "民法典", "监察法", "公务员法", "民法通则", "民法总则"})
_MODIFIER = re.compile(
    r"(?:[新旧原现该]|现行|我国|国家|\d{4}年|年|修订的?|依|按|据|照|见|由|对|以|和|与|及|或|同|在|的|有|关于|因)\Z"
)
_COMMON = frozenset(
    "条例 规定 办法 规则 细则 准则 章程 法典 方法 依法 违法 合法 司法 执法 立法 非法 无法 做法 解释".split()
)
"""Words that end like a name and are none."""


class KnownNames:
    """Names that count without 《》 too; what a text declares is added.

    Those of ``base`` count as well: it is shared by all texts, so that a text costs nothing for names that
    it does not declare.
    """

    def __init__(self, names: Iterable[str] = (), base: KnownNames | None = None) -> None:
        self._base = base
        self._names = {name for name in names if name}
        own = {len(name) for name in self._names}
        inherited = base.lengths if base else []
        self.lengths: list[int] = sorted(own.union(inherited), reverse=True) if own else inherited

    def add(self, name: str) -> None:
        """Add a name; an empty one is none."""
        if not name:
            return
        self._names.add(name)
        if len(name) not in self.lengths:
            self.lengths = sorted([*self.lengths, len(name)], reverse=True)

    def longest_before(self, folded: str, end: int) -> int | None:
        """Return where the longest of the names begins that ends at ``end``; None when none does."""
        starts = (end - length for length in self.lengths if length <= end)
        return next((start for start in starts if folded[start:end] in self), None)

    def __contains__(self, name: str) -> bool:
        return name in self._names or (self._base is not None and name in self._base)


def name_before(folded: str, position: int, known: KnownNames) -> Span | None:
    """Return where the bare name of a work stands before the place at ``position``; None without one.

    Words between the name and the place (刑法总则第十条, 刑法的第十条) are no part of it. The longest
    known name wins, unless it is the end of a longer title; where none is known, the title begins
    behind the last word that leads up to it.
    """
    begin = _clause_start(folded, position)
    match = _TITLE_END.search(folded, begin, position)
    if match is None:
        return _known_only(folded, position, known)
    end = match.end("end")
    others = [other.end() for other in _NO_TITLE.finditer(folded, begin, match.start())]
    start = _title_start(folded, others[-1] if others else begin, end)
    known_start = known.longest_before(folded, end)
    if known_start is not None and _stands_alone(folded, start, known_start, end):
        start = _with_prefix(folded, known_start)
    name = folded[start:end]
    return Span(start, end) if known_start is not None or (len(name) > 1 and name not in _COMMON) else None


def _known_only(folded: str, position: int, known: KnownNames) -> Span | None:
    """Return a known name that does not end like the title of a regulation (an alias that was declared)."""
    end = position
    while end and folded[end - 1] in ' \t”"':
        end -= 1
    start = known.longest_before(folded, end)
    return None if start is None else Span(start, end)


def _clause_start(folded: str, position: int) -> int:
    """Return where the clause begins that leads up to ``position``, blanks and brackets apart."""
    begin = max(0, position - _WINDOW)
    inner = position
    while inner > begin and folded[inner - 1] in " \t":
        inner -= 1
    if inner > begin and folded[inner - 1] == ")":
        inner = max(begin, folded.rfind("(", begin, inner))
    ends = [match.end() for match in _CLAUSE_BREAK.finditer(folded, begin, inner)]
    return ends[-1] if ends else begin


def _title_start(folded: str, start: int, end: int) -> int:
    """Return where the title begins in the clause ``folded[start:end]``."""
    if opening := _OPENING.match(folded, start, end):
        start = opening.end()
    for cut in _CUT.finditer(folded, start, end):
        if cut.end() < end - 1:
            start = cut.end()
    for joint in _JOINED.finditer(folded, start, end):
        if joint.end() < end - 1 and _COMPLETE.search(folded, start, joint.start()):
            start = joint.end()
    prefixes = (folded.rfind(prefix, start, end) for prefix in _PREFIXES)
    return max((place for place in prefixes if place >= 0), default=start)


def _stands_alone(folded: str, start: int, known_start: int, end: int) -> bool:
    """Whether a known name is a name of its own, and not the end of the title that begins at ``start``."""
    name = folded[known_start:end]
    if start >= known_start or name in _NEVER_LONGER or name not in KNOWN_LAWS:
        return True
    return bool(_MODIFIER.search(folded, start, known_start)) or folded[start:known_start] in _PREFIXES


def _with_prefix(folded: str, start: int) -> int:
    prefix = next((p for p in _PREFIXES if folded.endswith(p, 0, start)), "")
    return start - len(prefix)
