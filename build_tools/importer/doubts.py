"""What a person should look at before an imported text is trusted, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from build_tools.eid import Level
from build_tools.importer.chain import is_mention
from build_tools.importer.lines import ends_sentence
from build_tools.importer.markers import article_mark
from build_tools.importer.records import Article, Doubt, Heading, Item, Number, Regulation, written_number

MAX_STRAYS = 20
"""So many lines without a place are listed one by one."""


def doubts_about(regulation: Regulation) -> list[Doubt]:
    """Return the doubts in the order of the lines."""
    found = chain(
        _about_front(regulation),
        _about_headings(regulation),
        _about_numbers(regulation),
        *map(_about_article, regulation.articles),
        _about_left_out(regulation),
        (Doubt(line, "上一行恰好在句号处换行，分款与否只能推断") for line in regulation.uncertain),
    )
    return sorted(set(found))


def _about_front(regulation: Regulation) -> Iterator[Doubt]:
    if not regulation.title:
        yield Doubt(1, "没有找到标题")
    if not regulation.articles:
        yield Doubt(1, "没有找到“第一条”这样的条文")
    if regulation.before:
        line, _ = regulation.before[0]
        yield Doubt(line, f"标题之前有{len(regulation.before)}行文字，没有导入")


def _about_headings(regulation: Regulation) -> Iterator[Doubt]:
    numbers: dict[Level, Number] = {}
    for heading in (entry for entry in regulation.body if isinstance(entry, Heading)):
        if heading.level is None:
            if heading.number == (0, 0):
                yield Doubt(heading.line, f"标题“{heading.title}”没有编号")
            continue
        before = numbers.get(heading.level, (0, 0))
        if not _follows(heading.number, before) and heading.number != (1, 0):
            yield Doubt(heading.line, f"{heading.num}与前面的编号不相接")
        if not heading.title:
            yield Doubt(heading.line, f"{heading.num}没有标题")
        numbers[heading.level] = heading.number
        if heading.level is Level.CHAPTER:
            numbers.pop(Level.SECTION, None)


def _about_numbers(regulation: Regulation) -> Iterator[Doubt]:
    articles = regulation.articles
    if articles and articles[0].number != (1, 0):
        yield Doubt(articles[0].line, f"条文从{articles[0].num}开始")
    for before, article in pairwise(articles):
        if article.number == before.number:
            yield Doubt(article.line, f"{article.num}出现两次，编号可能有误")
        elif not _follows(article.number, before.number):
            yield Doubt(article.line, f"{before.num}之后是{article.num}，中间缺{_missing(before, article)}")


def _follows(number: Number, before: Number) -> bool:
    return number in {(before[0] + 1, 0), (before[0], before[1] + 1)}


def _missing(before: Article, article: Article) -> str:
    first, last = before.number[0] + 1, article.number[0] - 1
    if first > last:
        return "号"
    names = [written_number((number, 0), Level.ARTICLE) for number in (first, last)]
    return names[0] if first == last else "至".join(names)


def _about_article(article: Article) -> Iterator[Doubt]:
    if not article.paragraphs:
        yield Doubt(article.line, f"{article.num}没有内容")
    for paragraph in article.paragraphs:
        name = f"{article.num}的一款"
        mark = article_mark(paragraph.text)
        if mark and not is_mention(mark):
            yield Doubt(paragraph.line, f"{name}以“{paragraph.text[:8]}”开头，像是另外一条")
        if not paragraph.text:
            yield Doubt(paragraph.line, f"{name}没有内容")
        elif not ends_sentence(paragraph.text):
            yield Doubt(paragraph.line, f"{name}没有以标点结束（…{paragraph.text[-8:]}）")
        elif paragraph.text.endswith(("：", ":")) and not paragraph.items:
            yield Doubt(paragraph.line, f"{name}以冒号结束，后面却没有项")
        yield from _about_items(paragraph.items, article.num)


def _about_items(items: Sequence[Item], article: str) -> Iterator[Doubt]:
    for expected, item in zip(_expected(items), items, strict=True):
        if item.number != expected:
            yield Doubt(item.line, f"{article}的项“{item.marker}”与前面的编号不相接，可能丢了一项或者编号")
        if not ends_sentence(item.text) and not item.text.endswith(("，", "、", "和", "或者")):
            yield Doubt(item.line, f"{article}的项“{item.marker}”没有以标点结束（…{item.text[-8:]}）")
        yield from _about_items(item.subitems, article)


def _expected(items: Sequence[Item]) -> list[int]:
    return [1, *(item.number + 1 for item in items[:-1])] if items else []


def _about_left_out(regulation: Regulation) -> Iterator[Doubt]:
    for line, text in regulation.strays[:MAX_STRAYS]:
        yield Doubt(line, f"标题与条文之间的一行没有导入（{text[:20]}）")
    for line, text in regulation.intruders[:MAX_STRAYS]:
        yield Doubt(line, f"句子中间夹着的一行没有导入（{text[:20]}）")
    if regulation.after:
        line, text = regulation.after[0]
        yield Doubt(line, f"正文之后有{len(regulation.after)}行文字，没有导入（{text[:20]}）")
