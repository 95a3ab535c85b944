"""Places and organisations that a text names: candidates for a person to look through, by their endings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.intake.records import Mention, Paragraph

PROVINCES = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
    "湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾"
).split()
_HAN = r"[\u3400-\u9fff]"
_PROVINCE = "|".join(PROVINCES)
_NOT_IN_NAMES = (
    "本各全该县市区乡镇村省在和与及对把被由从至到向为了的地是有以按将并也其他等个们一两三四五六七八九十几多每某设属直辖城社校景灾疫片老"
    "针结合选择覆盖评推进加强开展落实建立推动深化优化试点示范农牧库辖管做好抓主要重工作党政"
)
_NAME = rf"(?:(?![{_NOT_IN_NAMES}]){_HAN})"
_BEGINS = rf"(?<![{_HAN[1:-1]}“])|(?<=[对和至到在与从由省市区、])"
_PLACE = re.compile(
    rf"(?P<province>{_PROVINCE})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?"
    rf"|(?:{_BEGINS})(?P<name>{_NAME}{{2,3}}(?:市|县|区|州|旗|自治[州县])|{_NAME}{{2,3}}(?:综合实验区|经济?开发区|新区|街道))"
)
_CORE = (
    "领导小组办公室|领导小组|办公厅|办公室|组织部|宣传部|统战部|政法委|教育工委|卫生工作党委|机关工委|党工委|工委|纪委监委|纪检监察组|纪委|监委|国资委"
    "|机关党委|机关纪委|党委|党组(?!织)|常委会|课题组|检查组|督导组|巡察组|巡视组|研究会|审批局|委员会|联合会|党校"
)
_STRONG = "集团|公司|大学|学院|杂志社|研究院|研究所|医院|银行|出版社|日报社"
_PREFIX = rf"(?:中共|{_PROVINCE}|中央(?!和)|全国|国家|省|市|区|县|州)"
_INNER = rf"(?:(?![和与及对把被由从向为是有以按将并也其等属级管内各位门查抓落推召听]){_HAN})"
_BODY = re.compile(
    rf"(?<![设区])(?:{_PREFIX}(?:省|市|区|县)?(?:委|直)?){{1,4}}+{_INNER}{{0,10}}?(?:{_CORE}){{1,3}}+"
    rf"|(?<![{_HAN[1:-1]}]){_NAME}{{2,6}}(?:{_STRONG})(?:党委|党组(?!织))?"
)
_SHORTEST_BODY = 3


def places_in(paragraph: Paragraph) -> Iterator[Mention]:
    """Yield the places of a paragraph: provinces, and what ends in 市, 县, 区 … where a name can begin."""
    for match in _PLACE.finditer(paragraph.text):
        yield Mention(paragraph.place, match[0], match["province"] or match[0])


def bodies_in(paragraph: Paragraph) -> Iterator[Mention]:
    """Yield the organisations of a paragraph that are named by more than a bare 党委 or 办公室."""
    for match in _BODY.finditer(paragraph.text):
        if len(match[0]) >= _SHORTEST_BODY:
            yield Mention(paragraph.place, match[0], match[0])
