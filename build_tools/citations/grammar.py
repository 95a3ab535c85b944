"""The grammar of references as data: each pattern has examples that it, and no other pattern, matches.

Texts are folded first (`fold`): digits, brackets and dashes of full width become those of half width,
one character for one, so that offsets stay. Repetitions of one character class are possessive, so that
no text makes a pattern slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from build_tools.numerals import NUMERAL_CHARACTERS

_FOLDED = tuple(zip("０１２３４５６７８９（）［］－～　", "0123456789()[]-~ ", strict=True))

NUMERAL = rf"(?:[{NUMERAL_CHARACTERS}]++|[0-9]{{1,5}}+)"
GAP = r"[ \t]*+"
_BRACKETED = rf"(?:\({GAP}{NUMERAL}{GAP}\)|{NUMERAL})"
_JOIN = rf"{GAP}(?:、|和|与|及|以及|或者|或|至|到|-|—|–|~|(?<=\))(?=\()){GAP}"
_MANY = "{0,40}+"
"""How many more numbers may share a unit (第一、二项): bounded, as one without a unit is tried from each."""
_NOT_UNITS = (
    r"(?!(?<=编)[辑制号写码队排撰造程]|(?<=章)[程鱼节法]|(?<=节)[约日目课点水能奏假气省拍车]"
    r"|(?<=条)(?:[件款理约幅形纹线目]|例(?!外|如))|(?<=款)[式待项额]|(?<=项)[目链圈羽]"
    r"|(?<=目)(?:[标录前光击睹次测]|的地))"
)
"""Behind a unit: the unit is part of another word (第四编辑部, 第一章程, 第三条件, 第一目标)."""

DOCUMENT = (
    "法典|法|条例|规定|办法|规则|细则|准则|章程|规程|守则|意见|决定|通知|解释|纲要|公约|制度|方案|党章|批复"
)
"""The words with which the title of a regulation ends."""


def fold(text: str) -> str:
    """Return ``text`` with digits, brackets, dashes and spaces in half width; the length stays."""
    for wide, narrow in _FOLDED:  # twenty times as fast as `str.translate`
        text = text.replace(wide, narrow)
    return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named rule with texts that it must match completely."""

    name: str
    expression: str
    examples: tuple[str, ...]

    def compiled(self) -> re.Pattern[str]:
        """Return the compiled rule."""
        return re.compile(self.expression)


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        "title",
        r"《[^《》\n]{1,80}+(?:[《][^《》\n]{1,80}+[》][^《》\n]{0,60}+)*+》",
        ("《机关基层组织条例》", "《关于印发〈干部条例〉的通知》", "《关于修改《甲法》的决定》"),
    ),
    Pattern(
        "self",
        rf"(?<!基)本(?:实施|暂行|试行)?(?:{DOCUMENT})(?={GAP}(?:总则|分则|附则)?{GAP}第)",
        (),
    ),
    Pattern(
        "demonstrative",
        rf"(?:该|上述|前述|(?<!合)同)(?:一|部|项)?(?:{DOCUMENT})(?={GAP}第)",
        (),
    ),
    Pattern(
        "relative",
        rf"(?:(?<![以之目提生战史面眼跟婚税事空先从当此])前|(?<![以之加马])上){GAP}(?:{NUMERAL})?{GAP}[编章节条款项]{_NOT_UNITS}",
        ("前款", "前两款", "前 3 项", "上一条", "前条"),
    ),
    Pattern(
        "current",
        rf"(?:(?<![日基资根成])本|同|该|(?:上述|前述)){GAP}[编章节条款项](?={GAP}(?:第|\({GAP}{NUMERAL}{GAP}\){GAP}项))",
        (),
    ),
    Pattern(
        "step",
        rf"第{GAP}{_BRACKETED}(?:{_JOIN}第?{GAP}{_BRACKETED}){_MANY}{GAP}[编章节条款项目]"
        rf"(?:(?<=条){GAP}之{GAP}{NUMERAL}(?![般切定致直律些样旦])(?:(?:{GAP}[、和与或至到]{GAP})之{GAP}{NUMERAL})*)?{_NOT_UNITS}",
        (
            "第十条",
            "第8条",
            "第一百二十条之一",
            "第二十条之一、之二",
            "第(三)项",
            "第一、二项",
            "第五至七条",
            "第(一)至(三)项",
            "第 十 条",
        ),
    ),
    Pattern(
        "elliptical",
        rf"(?:(?<=条[、和与及或]){NUMERAL}条|(?<=款[、和与及或]){NUMERAL}款|(?<=项[、和与及或]){NUMERAL}项){_NOT_UNITS}",
        (),
    ),
    Pattern(
        "bracketed",
        rf"\({GAP}{NUMERAL}{GAP}\)(?:{_JOIN}\({GAP}{NUMERAL}{GAP}\)){_MANY}{GAP}项{_NOT_UNITS}",
        ("(三)项", "(一)、(二)项", "(一)至(三)项"),
    ),
)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled rule with this name.

    Raises:
        KeyError: no rule has this name.
    """
    return {p.name: p for p in PATTERNS}[name].compiled()


_FIRST = rf"(?=[《本该上前同第(0-9{NUMERAL_CHARACTERS}])"
"""What every token begins with. Looked for first, it makes the search for tokens eight times as fast."""


@cache
def tokens_pattern() -> re.Pattern[str]:
    """Return the pattern of all tokens; the name of the rule is that of the (empty) group at its end."""
    return re.compile(f"{_FIRST}(?:{'|'.join(f'{p.expression}(?P<{p.name}>)' for p in PATTERNS)})")
