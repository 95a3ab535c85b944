"""What is on a page but not in the text: page numbers, running heads, navigation, share buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from build_tools.importer.lines import SourceLine, ends_sentence, squeezed
from build_tools.importer.markers import article_mark, heading_mark, item_mark, unnumbered_heading
from build_tools.numerals import NUMERAL_CHARACTERS

_DASH = r"[—–―－─~·•|/_=＝\-\s]*"
_DIGITS = rf"(?:\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,4}})"
_PAGE = re.compile(
    rf"[—–―－─~·•|_=＝\-][—–―－─~·•|_=＝\-\s]*{_DIGITS}\s*[—–―－─~·•|_=＝\-]+{_DASH}"
    rf"|{_DASH}第?\s*{_DIGITS}\s*页{_DASH}(?:[,，(（]?\s*共\s*{_DIGITS}\s*页\s*[)）]?)?{_DASH}"
    rf"|共\s*{_DIGITS}\s*页[,，\s]*第\s*{_DIGITS}\s*页"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|(?:[Pp]age|PAGE|[Pp]\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
_BARE_NUMBER = re.compile(r"[0-9０-９]{1,4}")

_BUTTONS = """
    网站首页 首页 返回首页 返回顶部 回到顶部 返回列表 返回上页 返回 打印本页 打印本文 打印页面 打印
    关闭窗口 关闭本页 关闭 收藏本页 加入收藏 收藏 分享到 分享至 分享按钮 分享 一键分享 纠错 点赞
    评论 举报 转发 复制链接 复制 下载 导出 微信扫一扫 微信好友 微信 朋友圈 新浪微博 腾讯微博 微博
    QQ空间 QQ好友 QQ 人人网 豆瓣 更多 设为首页 联系我们 网站地图 网站声明 无障碍 登录 注册 搜索 检索
    上一篇 下一篇 上一页 下一页 上一条 下一条 尾页 末页 正文 大 中 小 字号 字体 默认 超大 繁体 简体
    手机版 客户端 关于我们 隐私政策 服务条款 听新闻 语音播报 朗读 查看全文 展开全文 阅读全文 收起
    扫一扫 扫码分享 扫描二维码 扫码关注 二维码 A+ A- A 无障碍浏览 无障碍阅读 长者模式 长者版 关怀版 适老版
    简体版 繁体版 English 我要纠错 我要分享 字体大小 阅读模式 大字版 相关链接 相关阅读 相关文章 相关新闻
    相关解读 政策解读 图解 附件下载 文件下载 全文下载 下载全文 下载文字版 下载文字版PDF 导航 网站导航
""".split()
_SEPARATOR = r"[\s|｜>＞»›/／·•、,，:：【】\[\]()（）\-—+＋]*"
_NAVIGATION = re.compile(
    rf"{_SEPARATOR}(?:(?:{'|'.join(map(re.escape, sorted(_BUTTONS, key=len, reverse=True)))}){_SEPARATOR})+",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[^>＞»›。；]{1,16}(?:\s*[>＞»›]+\s*[^>＞»›。；]{1,30})+")
_LABELS = """
    来源 文章来源 信息来源 稿件来源 发布时间 发布日期 发表时间 更新时间 更新日期 时间 日期 作者 编辑
    审核 点击 阅读 人气 字体 发布机构 发布单位 索引号 信息分类 主题分类 关键词 关键字 标签 主办单位
    主办 承办单位 承办 技术支持 地址 邮编 联系电话 电话 传真 网址 邮箱
""".split()
_SURE_LABELS = """
    责任编辑 责编 浏览次数 浏览量 点击数 点击量 阅读次数 阅读量 访问量 字号 字体大小 上一篇 下一篇
    上一条 下一条 相关链接 相关阅读 相关文章 相关新闻 当前位置 所在位置 您的位置 您现在的位置
    您所在的位置 您当前所在位置 分享到 分享至 分享 扫一扫
""".split()
_LABELLED = re.compile(rf"[（(【]?(?:{'|'.join(_LABELS)})\s*[:：].*")
_SURE = re.compile(
    rf"[（(【]?(?:{'|'.join(_SURE_LABELS)})\s*(?:是)?\s*[:：].*"
    r"|【(?:字号|字体|打印|关闭|收藏|分享|大 中 小).*】|.*版权所有.*|.*[Cc]opyright.*|.*ICP备.*|.*公网安备.*"
    r"|(?:发布|发表|更新)(?:时间|日期)\s*[:：]\s*\d{4}.*|(?:点击|阅读|浏览)(?:次数|量)?\s*[:：]\s*\d+\s*次?"
    r"|https?://\S+|www\.\S+|(?:分享到|分享至|用微信|微信扫|打开微信|扫描二维码|扫一扫|扫码).{0,40}"
)
MAX_FURNITURE = 90
"""No line of furniture is longer."""

_SHARE_AT_PAGE = 0.8

MAX_PAGE_STEP = 3
"""So many pages on, a page number still belongs to the row."""

MIN_REPEATS = 3
"""A short line that comes back so often, and stands at page breaks, is a running head."""


def without_furniture(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[SourceLine]]:
    """Return the lines of the text, and those that are furniture."""
    chosen = _buttons(lines) | _rows_of_words(lines)
    numbers = _bare_page_numbers(lines)
    pages = {line.number for line in lines if len(line.text) < MAX_FURNITURE and _PAGE.fullmatch(line.text)}
    heads = _running_heads(lines, pages | numbers)
    chosen |= pages | numbers | heads
    kept = [line for line in lines if line.number not in chosen]
    return kept, [line for line in lines if line.number in chosen]


def _buttons(lines: Sequence[SourceLine]) -> set[int]:
    """Return the lines of navigation and of data about the page; after an open end what is sure."""
    begun, open_end = False, False
    chosen: set[int] = set()
    for line in lines:
        begun = begun or article_mark(line.text) is not None
        if _is_button(line.text, weak=not (begun and open_end)):
            chosen.add(line.number)
        else:
            open_end = not ends_sentence(line.text)
    return chosen


def _is_button(text: str, *, weak: bool) -> bool:
    """Whether a line is furniture; everyday words, which can end a sentence, only if ``weak``."""
    if len(text) > MAX_FURNITURE or text.endswith(("。", "；")):
        return False
    if _SURE.fullmatch(text) or _TRAIL.fullmatch(text):
        return True
    if is_navigation(text):
        return weak or len(_MARKS.sub("", text)) > MAX_WORD
    return weak and _LABELLED.fullmatch(text) is not None


def is_navigation(text: str) -> bool:
    """Whether ``text`` is nothing but the words on buttons and in menus of web pages."""
    return len(text) <= MAX_FURNITURE and _NAVIGATION.fullmatch(text) is not None


_MARKS = re.compile(r"[\s：:，。；、]")
MAX_WORD = 2
"""关闭 and 下载 can be words of a sentence that goes on from the line before; a longer button cannot."""


def _rows_of_words(lines: Sequence[SourceLine]) -> set[int]:
    """Return the lines in the text that are names side by side, a menu; a table has rows above or below."""
    begun = next((i for i, line in enumerate(lines) if article_mark(line.text)), len(lines))
    around = zip(lines[begun:], lines[begun + 1 :], lines[begun + 2 :], strict=False)
    return {
        line.number
        for before, line, after in around
        if _MENU.fullmatch(line.text) and not any(_ROW.search(near.text) for near in (before, after))
    }


_MENU = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,6}(?:[ \u3000|｜·]+[\u4e00-\u9fffA-Za-z]{2,6}){2,}")
_ROW = re.compile(r"^[^，。；：]+(?:[ \u3000]+[^ \u3000，。；：]+){2,}$|^\|")


def _bare_page_numbers(lines: Sequence[SourceLine]) -> set[int]:
    """Return the lines that hold only a number, where these rise from page to page."""
    found = [(index, int(line.text)) for index, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    ends: dict[int, int] = {}
    rows: list[tuple[int, int | None]] = []
    for place, (_, number) in enumerate(found):
        earlier = (ends[number - step] for step in range(1, MAX_PAGE_STEP + 1) if number - step in ends)
        before = max(earlier, key=lambda end: rows[end][0], default=None)
        length = 1 if before is None else rows[before][0] + 1
        rows.append((length, before))
        if number not in ends or length > rows[ends[number]][0]:
            ends[number] = place
    longest = _row_up_to(max(ends.values(), key=lambda end: rows[end][0], default=None), rows)
    return {lines[found[place][0]].number for place in longest} if 2 * len(longest) > len(found) else set()


def _row_up_to(end: int | None, rows: Sequence[tuple[int, int | None]]) -> list[int]:
    """Return the places of a row that ends at ``end``; ``rows`` holds lengths and the place before."""
    places: list[int] = []
    while end is not None:
        places.append(end)
        end = rows[end][1]
    return places


def _running_heads(lines: Sequence[SourceLine], pages: set[int]) -> set[int]:
    """Return the lines that come back at page breaks, and the title where it does: running heads.

    One that stands before the first article stays there: it can be the title.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if _can_repeat(line.text):
            places.setdefault(line.text, []).append(index)
    repeated = {text: found for text, found in places.items() if len(found) > 1}
    begun = next((i for i, line in enumerate(lines) if article_mark(line.text)), len(lines))
    heads: set[int] = set()
    for text, found in repeated.items():
        later = found[1:] if found[0] < begun else found
        is_title = (
            len(later) < len(found) and len(found) >= MIN_REPEATS and _DOCUMENT.fullmatch(squeezed(text))
        )
        if is_title or sum(_at_page(lines, i, pages, repeated) for i in later) >= _SHARE_AT_PAGE * len(later):
            heads.update(lines[index].number for index in later)
    return heads


def _at_page(lines: Sequence[SourceLine], index: int, pages: set[int], heads: dict[str, list[int]]) -> bool:
    """Whether a page number stands beside the line, or beside a running head that does."""
    for step in (-1, 1):
        near = index + step
        while 0 <= near < len(lines) and lines[near].text in heads and abs(near - index) < MIN_REPEATS:
            near += step
        if 0 <= near < len(lines) and lines[near].number in pages:
            return True
    return False


_DOCUMENT = re.compile(r".*(?:法|条例|规定|办法|规则|细则|章程|准则|决定|意见)(?:[（(]\S+[）)])?")


def _can_repeat(text: str) -> bool:
    """Whether ``text`` can be a running head: short, no sentence, no marker."""
    if len(text) > MAX_FURNITURE or ends_sentence(text) or text.endswith(("，", "、")):
        return False
    if heading_mark(text) or unnumbered_heading(text) or item_mark(text):
        return False
    return article_mark(text) is None
