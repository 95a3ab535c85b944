"""Hypothesis strategies: what the properties of the core modules are tried on."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

from hypothesis import strategies as st

from build_tools.eid import Eid, Level, make_step
from build_tools.numerals import MAX_NUMERAL, NUMERAL_CHARACTERS

Data = dict[str, Any]

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)

numeral_text = st.text(alphabet=NUMERAL_CHARACTERS + "0189０９①壹abc ", max_size=12)
"""Text that looks like a numeral and often is none."""

_numbers = st.integers(1, MAX_NUMERAL)
_small_numbers = st.integers(1, 120)
_inserted = st.just(0) | st.integers(1, 30)


@st.composite
def eids(draw: st.DrawFn) -> Eid:
    """Any eid: some of the levels in order, each with any number."""
    levels = draw(st.sets(st.sampled_from(list(Level)), min_size=1))
    return Eid.of(*(make_step(level, draw(_numbers), draw(_inserted)) for level in Level if level in levels))


@st.composite
def article_eids(draw: st.DrawFn) -> Eid:
    """The eid of an article, of an inserted article or of a provision inside one."""
    article = make_step(Level.ARTICLE, draw(_numbers), draw(_inserted))
    inside = draw(st.sets(st.sampled_from([Level.PARAGRAPH, Level.ITEM, Level.SUBITEM])))
    return Eid.of(article, *(make_step(level, draw(_small_numbers)) for level in Level if level in inside))


@st.composite
def division_eids(draw: st.DrawFn) -> Eid:
    """The eid of a part, a chapter or a section; a section stands in a chapter."""
    part, chapter, section = Level.PART, Level.CHAPTER, Level.SECTION
    chains = [[part], [chapter], [part, chapter], [chapter, section], [part, chapter, section]]
    return Eid.of(*(make_step(level, draw(_small_numbers)) for level in draw(st.sampled_from(chains))))


cited_eids = article_eids() | division_eids()
"""Every eid that a citation can name."""

citation_noise = st.lists(
    st.sampled_from(
        [
            *("《", "》", "〈", "〉", "《样例条例》", "样例", "《未知办法》", "第三条", "和", "、"),
            *("第", "编", "章", "节", "条", "款", "项", "目", "之", "（", "）", "(", ")", " ", "\u3000"),
            *("一", "十", "百", "3", "８"),
        ]
    ),
    max_size=25,
).map("".join)
"""Text that is nearly a citation."""

regulation_noise = st.lists(
    st.sampled_from(
        [
            *(
                "第",
                "条",
                "款",
                "项",
                "《",
                "》",
                "（",
                "）",
                "前",
                "本",
                "同",
                "至",
                "、",
                "和",
                "，",
                "。",
                "“",
                "”",
            ),
            *("一", "两", "十二", "3", "１０", "（一）", "之一", "\n", " "),
            *(
                "第一条",
                "第二款",
                "第（三）项",
                "第四章",
                "前款",
                "前三项",
                "本条",
                "同条",
                "该条例",
                "本条例",
                "上一条",
            ),
            *(
                "《样例条例》",
                "《甲办法》",
                "刑法",
                "党章",
                "样例条例",
                "《登记表》",
                "（以下简称《办法》）",
                "《办法》",
            ),
            *(
                "依照",
                "违反",
                "规定",
                "的",
                "其中",
                "修改为：“",
                "增加一款，作为",
                "第一书记",
                "道路",
                "关于",
            ),
        ]
    ),
    max_size=20,
).map("".join)
"""Text like that of regulations: citations, halves of citations and the words between."""

_nums = st.sampled_from(
    ["第一条", "第二条", "第三章", "（一）", "2", "第八条之一", "第X条", "甲", "第九万条"]
)


def _piece(**children: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
    inside = {key: st.lists(child, max_size=3) for key, child in children.items()}
    return st.fixed_dictionaries({"num": _nums}, optional=inside)


_item = _piece(subitems=_piece())
_paragraph: st.SearchStrategy[Data] = _item.map(lambda item: {"items": [item]}) | st.just({})
_article = _piece(items=_item) | _piece(paragraphs=_paragraph)
_chapter = _piece(articles=_article) | _piece(sections=_piece(articles=_article))
_body = _piece(articles=_article, chapters=_chapter) | _piece(parts=_piece(chapters=_chapter))
_head = {"work": "w", "date": "2020-01-01", "effective": "2020-01-01"}

expressions = _body.map(lambda body: _head | {key: value for key, value in body.items() if key != "num"})
"""The data of an expression: every level, with numbers right or wrong."""

_yaml_strings = st.text(alphabet="ab甲乙，：:#-?[]{}'\"!&*|> \\%@`0~=,.\n\té😀\u3000", max_size=12)

plain_data = st.recursive(
    _yaml_strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_yaml_strings, inner, max_size=4),
    max_leaves=15,
)
"""What YAML becomes here: strings, lists and mappings."""

documents = st.dictionaries(_yaml_strings, plain_data, min_size=1, max_size=5)
"""A mapping of such data."""

yaml_noise = st.lists(
    st.sampled_from(
        [
            *(
                "a: b\n",
                "- ",
                "a",
                ": ",
                "\n",
                "  ",
                "[",
                "]",
                "{",
                "}",
                ",",
                '"',
                "'",
                "|\n",
                ">",
                "#",
                "? ",
            ),
            *("&x ", "*x", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r", "\\", "~", "党章"),
            *("\x00", "\x80", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f600", "\ue000", "\x7f"),
        ]
    ),
    max_size=25,
).map("".join)
"""Text that is nearly YAML."""


@st.composite
def columns_of_nodes(draw: st.DrawFn, most: int = 8) -> tuple[list[list[int]], list[tuple[int, int]]]:
    """Columns of numbered nodes, and all pairs that lines could join: from each column to the next."""
    sizes = draw(st.lists(st.integers(1, most), min_size=2, max_size=4))
    starts = [sum(sizes[:number]) for number in range(len(sizes) + 1)]
    columns = [list(range(start, end)) for start, end in pairwise(starts)]
    return columns, [pair for left, right in pairwise(columns) for pair in product(left, right)]
