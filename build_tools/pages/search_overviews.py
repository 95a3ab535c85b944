"""Pages that gather records, as search finds them: lists, calendars, comparisons, training packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from build_tools.pages.page import Address
from build_tools.pages.search_index import Section, SectionKind, joined

if TYPE_CHECKING:
    from build_tools.model import Bearer
    from build_tools.pages.book import Book
    from build_tools.pages.page import Page

_RECORDS = ("works", "bearers", "matters", "experiences")
"""Folders in which a page other than these stands for one record, which is a section of its own."""
_GATHERING = frozenset({"index", "compare"})
_HOME = "index.html"
_CALLED = {
    "bearers/index.html": ("岗位目录", "岗位列表", "全部岗位"),
    "calendar.html": ("责任日历", "日历", "年历", "推算期限", "期限计算", "截止日期", "到期提醒"),
    "contribute/form.html": ("提交经验", "填写经验", "经验表单", "投稿"),
    "coverage.html": ("覆盖率", "没有拆出责任的条款"),
    "data.html": ("下载数据", "数据文件", "JSON 下载", "CSV 下载", "开放数据"),
    "duties/index.html": ("责任目录", "责任列表", "全部责任", "责任筛选", "责任矩阵"),
    "experiences/compare.html": ("各地做法对照", "各地比较", "地方对比", "横向比较", "地方矩阵"),
    "experiences/index.html": ("经验目录", "经验列表", "地方经验", "地方做法", "各地经验"),
    "glossary.html": ("术语表", "名词解释", "词汇表"),
    "indicators/index.html": ("检查表", "检查清单", "考核指标", "指标目录"),
    "lists/index.html": (
        "责任清单下载",
        "生成责任清单",
        "责任清单模板",
        "空白表",
        "三级责任清单表",
        "清单导出",
    ),
    "matters/index.html": ("事项目录", "事项列表", "职责事项", "各级对照"),
    "problems/index.html": ("问题目录", "问题列表", "常见问题", "找问题"),
    "timeline.html": ("沿革", "大事记", "时间线", "历史沿革"),
    "training/index.html": ("岗前培训", "岗前培训包", "培训包", "培训目录"),
    "training/questions.html": ("人工题目",),
    "training/self-test.html": ("自测题", "在线自测", "模拟考试", "练习题", "做题", "题库"),
    "works/index.html": ("法规目录", "法规列表", "全部法规", "条例目录"),
}
"""What readers call pages whose title does not say it."""


def is_overview(path: str) -> bool:
    """Whether the page at ``path`` stands for no record of its own, and is found as a page."""
    place = PurePosixPath(path)
    of_record = str(place.parent) in _RECORDS and place.stem not in _GATHERING
    return path != _HOME and not of_record


def overview_sections(book: Book, pages: Iterable[Page]) -> Iterator[Section]:
    """Yield a section for each of ``pages``, which are overviews."""
    for page in pages:
        if page.path.startswith("training/"):
            yield _training(book, page)
        else:
            yield _section(SectionKind.OVERVIEW, page, "栏目", _CALLED.get(page.path, ()))


def _training(book: Book, page: Page) -> Section:
    stem = PurePosixPath(page.path).stem
    bearer = book.corpus.bearers.get(stem.removesuffix("-paper"))
    if bearer is None:
        return _section(SectionKind.TRAINING, page, "培训", _CALLED.get(page.path, ()))
    words = (
        ("试卷", "试题", "考试") if stem.endswith("-paper") else ("岗前培训", "培训", "任职培训", "培训包")
    )
    return _section(
        SectionKind.TRAINING, page, joined(("培训", bearer.tier.value)), _names(bearer, words, page)
    )


def _names(bearer: Bearer, words: tuple[str, ...], page: Page) -> tuple[str, ...]:
    every = (f"{name}{word}" for name in (bearer.name, *bearer.aliases) for word in words)
    return tuple(name for name in dict.fromkeys(every) if name != page.title)


def _section(kind: SectionKind, page: Page, path: str, names: tuple[str, ...]) -> Section:
    return Section(kind, page.title, path, Address(page.path), page.description, names)
