"""Synthetic regulations: drawn by hypothesis, rendered clean, and spoiled as the web and printers do."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from hypothesis import strategies as st

from build_tools.eid import Level
from build_tools.importer import Article, Regulation
from build_tools.numerals import to_chinese

Structure = tuple[
    tuple[str, ...], tuple[tuple[tuple[int, int], tuple[tuple[str, tuple[str, ...]], ...]], ...]
]


@dataclass(frozen=True)
class LawParagraph:
    """A 款 with its items."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class LawArticle:
    """A 条."""

    number: tuple[int, int]
    paragraphs: tuple[LawParagraph, ...]

    @property
    def num(self) -> str:
        inserted = f"之{to_chinese(self.number[1])}" if self.number[1] else ""
        return f"第{to_chinese(self.number[0])}条{inserted}"


@dataclass(frozen=True)
class Law:
    """A regulation: its body is headings (as text) and articles."""

    title: str
    note: str
    preamble: tuple[str, ...]
    body: tuple[str | LawArticle, ...]

    @property
    def headings(self) -> list[str]:
        return [entry for entry in self.body if isinstance(entry, str)]

    @property
    def articles(self) -> list[LawArticle]:
        return [entry for entry in self.body if isinstance(entry, LawArticle)]


_SYLLABLES = "组织会议记录公开材料审核办理培训考勤值班档案登记巡查整改反馈评议部门单位人员期限程序标准"
_MENTIONS = (
    "依照第三条规定 第二章规定的事项 第五条、第八条所列情形 本办法第十条第二款第（一）项 "
    "“第四条办法”一句 （含下属单位）"
).split()
_OPENINGS = (
    "",
    "",
    "",
    "",
    "第九条规定的单位，",
    "第三章所列人员，",
    "第二条第二款规定的，",
    "前款所列单位，",
    "对",
)


class _Writer:
    """Writes sentences that say nothing, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  (words, no secret)

    def words(self, least: int = 2, most: int = 24) -> str:
        return "".join(self._random.choices(_SYLLABLES, k=self._random.randint(least, most)))

    def sentence(self, end: str = "。") -> str:
        pieces = [
            self._random.choice(_MENTIONS) if self._random.random() < 0.2 else self.words()
            for _ in range(self._random.randint(1, 4))
        ]
        return "甲" + "，".join(pieces) + "乙" + end

    def opening(self) -> str:
        return self._random.choice(_OPENINGS)


def _paragraph(draw: st.DrawFn, writer: _Writer, *, first: bool) -> LawParagraph:
    items = draw(st.sampled_from([0, 0, 0, 0, 2, 3, 12]))
    if items:
        ends = ["；"] * (items - 1) + ["。"]
        return LawParagraph(writer.sentence("："), tuple(writer.sentence(end) for end in ends))
    opening = "" if first else writer.opening()
    return LawParagraph(opening + "".join(writer.sentence() for _ in range(draw(st.integers(1, 2)))))


def _articles(draw: st.DrawFn, writer: _Writer, first: int) -> list[LawArticle]:
    articles: list[LawArticle] = []
    for number in range(first, first + draw(st.integers(1, 4))):
        for inserted in range(draw(st.sampled_from([1, 1, 1, 1, 2, 3]))):
            count = draw(st.integers(1, 3))
            paragraphs = tuple(_paragraph(draw, writer, first=i == 0) for i in range(count))
            articles.append(LawArticle((number, inserted), paragraphs))
    return articles


def _heading(number: int, unit: str, title: str) -> str:
    return f"第{to_chinese(number)}{unit}　{title}"


def _chapters(draw: st.DrawFn, writer: _Writer, first: int) -> list[str | LawArticle]:
    body: list[str | LawArticle] = []
    number = first
    for chapter in range(1, draw(st.integers(1, 4)) + 1):
        body.append(_heading(chapter, "章", writer.words(2, 10)))
        sections = draw(st.sampled_from([0, 0, 0, 2, 3]))
        for section in range(1, max(sections, 1) + 1):
            body += [_heading(section, "节", writer.words(2, 10))] if sections else []
            articles = _articles(draw, writer, number)
            body += articles
            number = articles[-1].number[0] + 1
    return body


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """A regulation with or without 编, 章, 节; 附则 can stand under a 编 without 章."""
    writer = _Writer(draw(st.integers(0, 10_000)))
    body: list[str | LawArticle] = []
    shape = draw(st.sampled_from(["articles", "chapters", "chapters", "parts"]))
    if shape == "articles":
        body += _articles(draw, writer, 1)
    elif shape == "chapters":
        body += _chapters(draw, writer, 1)
    else:
        for part in (1, 2):
            body += [_heading(part, "编", writer.words(2, 8)), *_chapters(draw, writer, _next(body))]
        body += [_heading(3, "编", "附则"), *_articles(draw, writer, _next(body))]
    title = "示例市" + writer.words(4, 10) + draw(st.sampled_from(["条例", "办法", "规定（试行）"]))
    note = draw(st.sampled_from(["", "（2021年3月5日示例市人民代表大会通过　2021年3月9日公布）"]))
    preamble = tuple(writer.sentence() for _ in range(draw(st.integers(0, 2)) if shape == "chapters" else 0))
    return Law(title, note, preamble, tuple(body))


def _next(body: list[str | LawArticle]) -> int:
    return max((entry.number[0] for entry in body if isinstance(entry, LawArticle)), default=0) + 1


def structure_of_law(law: Law) -> Structure:
    """Return what a parser should find: headings, and numbers, paragraphs and items of the articles."""
    articles = tuple((a.number, tuple((p.text, p.items) for p in a.paragraphs)) for a in law.articles)
    return tuple(law.headings), articles


def structure_of(regulation: Regulation) -> Structure:
    """Return the same of what was parsed."""
    headings = tuple(
        f"{entry.num}　{entry.title}"
        for entry in regulation.body
        if not isinstance(entry, Article) and entry.level
    )
    articles = tuple(
        (a.number, tuple((p.text, tuple(item.text for item in p.items)) for p in a.paragraphs))
        for a in regulation.articles
    )
    return headings, articles


def counts_of_law(law: Law) -> tuple[int, ...]:
    """Return the five counts: parts, chapters, sections, articles, highest article."""
    levels = [sum(bool(re.match(rf"第.+?{unit}　", h)) for h in law.headings) for unit in "编章节"]
    return *levels, len(law.articles), max(article.number[0] for article in law.articles)


def counts_of(regulation: Regulation) -> tuple[int, ...]:
    """Return the same of what was parsed."""
    levels = [regulation.count(level) for level in (Level.PART, Level.CHAPTER, Level.SECTION)]
    return *levels, len(regulation.articles), regulation.max_article


@dataclass(frozen=True)
class Noise:
    """What is done to a clean text."""

    contents: str = ""
    leader: str = ""
    separator: str = "　"
    indent: str = ""
    width: int = 0
    page: str = ""
    page_length: int = 20
    head: str = ""
    odd_spaces: bool = False
    blank_lines: bool = False
    website: bool = False
    markers: str = "（{}）"
    line_end: str = "\n"
    seed: int = 0
    buttons: tuple[str, ...] = field(default=("【打印本页】【关闭窗口】", "分享到：微信 微博", "返回顶部"))


noises = st.builds(
    Noise,
    contents=st.sampled_from(["", "目录", "目　　录", "目 录", "-"]),
    leader=st.sampled_from(["", " ……{}", "　{}", "\t{}", "........{}"]),
    separator=st.sampled_from(["", " ", "　", "  ", "：", "\n"]),
    indent=st.sampled_from(["", "　　", "    "]),
    width=st.sampled_from([0, 0, 24, 30, 38, 38, 42]),
    page=st.sampled_from(["", "— {} —", "- {} -", "第{}页", "{}", "第 {} 页 共 30 页", "{}/30"]),
    page_length=st.sampled_from([18, 25, 40]),
    head=st.sampled_from(["", "示例公报"]),
    odd_spaces=st.booleans(),
    blank_lines=st.booleans(),
    website=st.booleans(),
    markers=st.sampled_from(["（{}）", "({})", "（ {} ）", "{}、"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    seed=st.integers(0, 1000),
)


MIN_WRAPPED = 8


def is_recognisably_wrapped(law: Law, noise: Noise) -> bool:
    """Whether so many lines are full that the width shows; no statute has fewer."""
    lines = render(law).splitlines()
    full = sum(len(line) // noise.width for line in lines) if noise.width else 0
    return not noise.width or full >= max(MIN_WRAPPED, 0.25 * (len(lines) + full))


def render(law: Law, noise: Noise | None = None) -> str:
    """Return the text of ``law``, clean or with ``noise``."""
    return _Renderer(law, noise or Noise()).text()


class _Renderer:
    def __init__(self, law: Law, noise: Noise) -> None:
        self.law, self.noise = law, noise
        self.random = random.Random(noise.seed)  # noqa: S311  (noise, no secret)

    def text(self) -> str:
        lines = [*self._front(), *self._body()]
        if self.noise.width:
            lines = self._paged([piece for line in lines for piece in self._wrapped(line)])
        elif self.noise.blank_lines:
            lines = [piece for line in lines for piece in (line, "")]
        if self.noise.website:
            lines = self._website(lines)
        return self.noise.line_end.join(lines)

    def _front(self) -> list[str]:
        contents = [h + self.noise.leader.format(3 * i + 1) for i, h in enumerate(self.law.headings)]
        if not self.noise.contents or not contents:
            contents = []
        elif self.noise.contents != "-":
            contents = [self.noise.contents, *contents]
        note = [self.law.note] if self.law.note else []
        preamble = ["总　纲", *self.law.preamble] if self.law.preamble else []
        return [self.law.title, *note, *contents, *preamble]

    def _body(self) -> list[str]:
        lines: list[str] = []
        for entry in self.law.body:
            if isinstance(entry, str):
                lines.append(entry.replace("　", self.random.choice(["　", " ", "　　"])))
                continue
            first, *others = [line for p in entry.paragraphs for line in self._paragraph(p)]
            head = self._odd(entry.num) + self.noise.separator + first
            lines += [self.noise.indent + line for line in [*head.split("\n"), *others]]
        return lines

    def _paragraph(self, paragraph: LawParagraph) -> list[str]:
        marker = self.noise.markers
        items = [marker.format(to_chinese(i)) + text for i, text in enumerate(paragraph.items, 1)]
        return [paragraph.text, *items]

    def _odd(self, num: str) -> str:
        if not self.noise.odd_spaces:
            return num
        return self.random.choice(
            [num, num.replace("第", "第 "), num.replace("条", " 条"), num.replace("第", "第　")]
        )

    def _wrapped(self, line: str) -> list[str]:
        width = self.noise.width
        return [line[at : at + width] for at in range(0, len(line), width)]

    def _paged(self, lines: list[str]) -> list[str]:
        if not self.noise.page:
            return lines
        head = [self.noise.head] if self.noise.head and len(lines) >= 2 * self.noise.page_length else []
        paged: list[str] = []
        for index, line in enumerate(lines, 1):
            paged.append(line)
            if index % self.noise.page_length == 0:
                paged += [self.noise.page.format(index // self.noise.page_length), *head]
        return paged

    def _website(self, lines: list[str]) -> list[str]:
        before = ["首页 > 政策法规 > 正文", "发布时间：2021-03-10 来源：示例网 浏览次数：20"]
        after = ["（责任编辑：某某）", "上一篇：没有了", "版权所有 示例网"]
        return [*before, *lines, self.random.choice(self.noise.buttons), *after]
