"""The grammar of references as data: each pattern has examples that it, and no other pattern, matches.

First form: a head (《title》 or a known short title) followed by one locus,
第X条(之Y)(第X款)(第（X）项)(第X目) or (第X编)(第X章)(第X节).
Numerals are Chinese or Arabic, brackets and digits of any width, white space is free.
Repetitions of one character class are possessive (`*+`, `++`), so that no text makes a pattern slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.numerals import NUMERAL_CHARACTERS

NUMERAL = rf"(?:[{NUMERAL_CHARACTERS}]++|[0-9０-９]++)"
GAP = r"[ \u3000]*+"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named rule with texts that it must match completely."""

    name: str
    expression: str
    examples: tuple[str, ...]

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled rule."""
        return re.compile(self.expression)


def _step(group: str, level: str) -> str:
    return rf"第{GAP}[（(]?{GAP}(?P<{group}>{NUMERAL}){GAP}[）)]?{GAP}{level}"


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "title",
        r"《(?P<title>[^《》〈〉]{2,60}+(?:〈[^《》〈〉]{1,60}+〉[^《》〈〉]{0,30}+)?)》",
        ("《机关基层组织条例》", "《关于印发〈干部条例〉的通知》"),
    ),
    Pattern(
        "provision",
        rf"{_step('article', '条')}(?:{GAP}之{GAP}(?P<inserted>{NUMERAL}))?"
        rf"(?:{GAP}{_step('paragraph', '款')})?"
        rf"(?:{GAP}{_step('item', '项')})?"
        rf"(?:{GAP}{_step('subitem', '目')})?",
        (
            "第十条",
            "第8条第1款",
            "第一百二十条之一",
            "第十条第（三）项",
            "第２条第(4)项第1目",
            "第 十 条 第三项",
        ),
    ),
    Pattern(
        "division",
        rf"{_step('part', '编')}"
        rf"(?:{GAP}{_step('part_chapter', '章')}(?:{GAP}{_step('part_section', '节')})?)?"
        rf"|{_step('chapter', '章')}(?:{GAP}{_step('section', '节')})?",
        ("第七章", "第二编", "第二编第三章", "第二编第三章第一节", "第三章第一节"),
    ),
)


def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled rule with this name.

    Raises:
        KeyError: no rule has this name.
    """
    return {p.name: p for p in PATTERNS}[name].compiled()
