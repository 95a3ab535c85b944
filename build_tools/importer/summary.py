"""An imported regulation for people and programs: the preview tree and the JSON record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from build_tools.eid import Level
from build_tools.importer.records import Article, Heading, Regulation
from build_tools.numerals import to_chinese

_INDENTS = {Level.PART: 0, Level.CHAPTER: 1, Level.SECTION: 2, None: 1}


def as_record(regulation: Regulation) -> dict[str, Any]:
    """Return the counts and the text of each article, as `zelian import --format json` prints them."""
    return {
        "title": regulation.title,
        "parts": regulation.count(Level.PART),
        "chapters": regulation.count(Level.CHAPTER),
        "sections": regulation.count(Level.SECTION),
        "articles": len(regulation.articles),
        "max_article": regulation.max_article,
        "article_texts": [_article_record(article) for article in regulation.articles],
    }


def _article_record(article: Article) -> dict[str, Any]:
    return {
        "article": article.number[0],
        "sub": article.number[1],
        "text": article.text,
        "paragraphs": len(article.paragraphs),
        "items": [len(paragraph.items) for paragraph in article.paragraphs],
    }


def counts_line(regulation: Regulation) -> str:
    """Return the counts in one line: 编 0、章 9、节 0、条 43、款 52、项 28."""
    items = sum(len(paragraph.items) for paragraph in regulation.paragraphs())
    counts = [
        *((level.chinese, regulation.count(level)) for level in (Level.PART, Level.CHAPTER, Level.SECTION)),
        ("条", len(regulation.articles)),
        ("款", sum(1 for _ in regulation.paragraphs())),
        ("项", items),
    ]
    return "，".join(f"{name} {count}" for name, count in counts)


def tree_lines(regulation: Regulation) -> Iterator[str]:
    """Yield the preview: title, 题注, and each heading with its articles, their 款 and 项 counted."""
    yield f"《{regulation.title}》" if regulation.title else "（没有标题）"
    if regulation.note:
        yield regulation.note
    if regulation.preamble:
        yield f"总纲、序言：{len(regulation.preamble)}段"
    indent = ""
    for entry, articles in _groups(regulation):
        if entry is not None:
            indent = "  " * _INDENTS[entry.level]
            yield f"{indent}{entry.num}{'　' if entry.num else ''}{entry.title}"
        if articles:
            yield f"{indent}  {_run(articles)}"


def _groups(regulation: Regulation) -> Iterator[tuple[Heading | None, list[Article]]]:
    heading: Heading | None = None
    articles: list[Article] = []
    for entry in regulation.body:
        if isinstance(entry, Article):
            articles.append(entry)
            continue
        if heading or articles:
            yield heading, articles
        heading, articles = entry, []
    if heading or articles:
        yield heading, articles


def _run(articles: list[Article]) -> str:
    first, last = articles[0].num, articles[-1].num
    span = first if first == last else f"{first}至{last}"
    detailed = [detail for article in articles if (detail := _detail(article))]
    return f"{span}（{len(articles)}条）" + (f"：{'，'.join(detailed)}" if detailed else "")


def _detail(article: Article) -> str:
    """Return 十条2款9项 for an article with more than one paragraph or with items."""
    items = sum(len(paragraph.items) for paragraph in article.paragraphs)
    number = to_chinese(article.number[0]) + (
        f"之{to_chinese(article.number[1])}" if article.number[1] else ""
    )
    if len(article.paragraphs) <= 1 and not items:
        return ""
    return f"{number}（{len(article.paragraphs)}款{f'{items}项' if items else ''}）"
