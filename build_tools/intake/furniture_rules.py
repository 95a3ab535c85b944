"""What site furniture looks like: patterns as data, each with examples that it must match.

A pattern is held against a whole line (`fullmatch`) of at most ``longest`` characters, so that no sentence
of a report is taken for a button. The tests hold each pattern with its examples, and all of them with prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.intake.records import Reason

_DATE = r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?"
_BULLET = r"[\s•·●▪◆■★☆*|>»›]*"


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines that go for one reason."""

    reason: Reason
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    longest: int = 60

    def matches(self, text: str) -> bool:
        """Whether the whole line ``text`` is such furniture."""
        return len(text) <= self.longest and self.pattern.fullmatch(text) is not None


def _rule(reason: Reason, pattern: str, *examples: str, longest: int = 60) -> Rule:
    return Rule(
        reason, re.compile(_BULLET + f"(?:{pattern})" + r"[\s|<«‹]*", re.IGNORECASE), examples, longest
    )


_BUTTONS = (
    r"返回顶部|回到?顶部|返回首页|返回列表|返回|首页|网站首页|关闭(?:窗口|本页)?|"
    r"打印(?:本页|文章|本文)?|收藏(?:本页|本站)?|在线咨询|在线客服|联系我们|关于我们|网站地图|"
    r"网站声明|公众号|客户端|手机版|无障碍(?:浏览)?|相关新闻|相关阅读|相关链接|相关文章|相关推荐|"
    r"热门推荐|推荐阅读|延伸阅读|猜你喜欢|更多|查看更多|展开全文|阅读全文|阅读原文|"
    r"点击查看(?:原文|更多)?|登录|注册|登录[/|｜ ]*注册|搜索|下载(?:文档|全文)?|立即下载|付费下载|"
    r"字号[:：]?(?:[大中小【】\[\]() |]*)|"
    r"[【\[]?(?:大|默认|超大)[ |]+(?:中|大|超大)[ |]+(?:小|超大|超小)[】\]]?|点赞|在看|评论|"
    r"写评论|发表评论|我要评论|举报|纠错|我要纠错|扫一扫|意见反馈|加入收藏|设为首页|友情链接"
)

RULES: tuple[Rule, ...] = (
    _rule(
        Reason.QR_CODE,
        r"[^。]{0,20}(?:扫描|扫一扫|扫码|长按|识别)[^。]{0,40}(?:二维码|公众号|小程序|关注|好友)[^。]{0,40}",
        "扫描二维码关注“样例”公众号 扫描二维码关注“示例”公众号",
        "长按识别下方二维码",
        "微信扫一扫，关注公众号",
        longest=90,
    ),
    _rule(
        Reason.QR_CODE,
        r"(?:欢迎|请)?(?:点击)?关注[^。，]{0,20}(?:公众号|微博|视频号|头条号)",
        "欢迎关注样例公众号",
    ),
    _rule(Reason.BUTTON, _BUTTONS, "返回顶部", "联系我们", "【打印本页】".strip("【】"), "字号：大 中 小"),
    _rule(Reason.BUTTON, rf"[【\[](?:{_BUTTONS})[】\]]", "【打印本页】", "[关闭窗口]"),
    _rule(Reason.BUTTON, r"(?:上|下)一?[篇条页章][:：]?.{0,50}", "上一篇：样例市召开会议", "下一篇"),
    _rule(
        Reason.BUTTON,
        r"(?:您?(?:的|所在)?(?:当前|现在)?(?:所在)?位置)[:：].{0,50}|首页\s*[>›»/]\s*.{1,50}",
        "当前位置：首页 > 工作动态",
        "首页 > 机关党建 > 正文",
    ),
    _rule(Reason.COUNTER, r"[\d.,]+\s*[KMG]B", "• 16.79 KB".lstrip("• "), "2.1MB"),
    _rule(
        Reason.COUNTER,
        rf"(?:发布|更新|上传)(?:时间|日期|于)?[:：]?\s*{_DATE}|{_DATE}\s*(?:发布|上传|更新)",
        "2021-04-20 发布",
        "发布时间：2021-04-20 10:30",
    ),
    _rule(Reason.COUNTER, r"(?:共\s*)?\d{1,4}\s*页", "9页", "共 12 页"),
    _rule(
        Reason.COUNTER,
        r"(?:(?:阅读|浏览|点击|访问|下载|评论|点赞|转发|收藏|热度)(?:量|数|次数|人数)?[:：(（]?\s*[\d,.]+\s*(?:万|次|人|\+)*[)）]?[\s|]*)+",
        "阅读 1234",
        "浏览次数：56 次",
        "评论(3) 点赞 12",
    ),
    _rule(
        Reason.COUNTER,
        r"\d+\s*(?:次)?(?:人)?(?:阅读|浏览|点击|评论|点赞|下载|转发|收藏)(?:量|数)?",
        "235次阅读",
    ),
    _rule(Reason.PAGE, r"[-–—_~]+\s*\d{1,4}\s*[-–—_~]+.{0,12}", "—2—★样例公众号", "- 13 -"),
    _rule(Reason.PAGE, r"第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?", "第 3 页", "第3页 共9页"),
    _rule(Reason.PAGE, r"(?:page\s*)?\d{1,3}\s*(?:/|of)\s*\d{1,3}", "3/12", "Page 3 of 9"),
    _rule(
        Reason.COPYRIGHT,
        r".{0,60}(?:版权(?:所有|归属|归)|copyright|©|\(c\)\s*\d{4}|收益归属|收益全部归|用户上传|备案号|ICP备|公网安备).{0,120}",
        "版权所有 样例网",
        "1、本文档由用户上传,本站整理发布,可阅读全部内容。",
        "样例ICP备00000000号-1",
        longest=180,
    ),
    _rule(
        Reason.COPYRIGHT,
        r".{0,20}(?:本站|本网站?|本平台).{0,60}(?:不保证|不承担|侵权|免责).{0,80}|免责声明.{0,120}",
        "本站不保证内容完整，如有侵权请联系删除。",
        "免责声明：本文仅供参考",
        longest=180,
    ),
    _rule(
        Reason.SHARE,
        r".{0,24}(?:转载请?(?:注明|联系|标明)|未经(?:许可|授权|允许|同意).{0,8}(?:转载|使用)|独家稿件).{0,40}",
        "*样例独家稿件，转载请注明出处。",
        "未经授权不得转载",
        longest=90,
    ),
    _rule(
        Reason.SHARE,
        r"(?:一键)?(?:分享|转发)(?:到|至|给)?[:：]?(?:\s*(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|好友|人人网|豆瓣|复制链接))*",
        "分享到：微信 微博 QQ空间",
        "分享",
    ),
    _rule(
        Reason.CONTACT,
        r"[^。，,；;]{0,14}(?:客服|QQ|微信号?|电话|热线|传真|邮箱|e-?mail|邮编|邮政编码)\s*[:：]?\s*[a-z\d.@\-()（）+_]{5,}"
        r"[^。，,；;]{0,20}",
        "4. 网站客服QQ:00000000",
        "联系电话：000-00000000",
        "邮箱：sample@example.org",
    ),
    _rule(Reason.CONTACT, r"(?:联系|通讯|通信)?地址[:：].{4,50}", "地址：样例市样例路1号"),
    _rule(
        Reason.EDITOR,
        r"[(（【\[]?(?:责任?编辑?|责编|编辑|校对|审核|值班编辑|编审|来源编辑)[:：/／]\s*[^。，,]{1,24}[)）】\]]?",
        "责任编辑：某某",
        "（责编/某某）",
    ),
)

EDITOR = re.compile(r"[(（](?:责任编辑|责编|编辑|校对|审核)[:：/／ ][^()（）\n]{1,20}[)）]\s*$")
"""The editor's name behind the last sentence."""

_SELLING = re.compile(
    r"有偿|收费|代写|包过|优惠|限时|特价|立减|加(?:我|好友|微信|群)|(?:点击|立即)(?:购买|下载|领取)|付费下载|扫描上面"
)
_ADVERTISING = re.compile(
    rf"{_SELLING.pattern}|付费|会员|润色|写作|一对一|私信|二维码|公众号|小程序|文友|粉丝|福利|抽奖|客服|起草文稿"
)
_MIN_ADVERTISING = 3
_LONGEST_ADVERTISEMENT = 400


def is_advertising(text: str) -> bool:
    """Whether a line speaks to buyers: a word of selling, and three different words of advertising in all."""
    return (
        len(text) <= _LONGEST_ADVERTISEMENT
        and bool(_SELLING.search(text))
        and len(set(_ADVERTISING.findall(text))) >= _MIN_ADVERTISING
    )
