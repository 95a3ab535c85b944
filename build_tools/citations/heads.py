"""Heads: which work a locus belongs to. Titles in 《》, bare names, names declared in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.citations.grammar import DOCUMENT, GAP, fold

_WORK = re.compile(
    rf"(?:{DOCUMENT}|宪法|修正案|指引|条约|说明|答复|规范|标准|决议)(?:{GAP}\([^()]{{1,12}}\))*\Z"
)
_NO_WORK = re.compile(r"(?:书|证|表|报|刊|册|史|教材|读本|登记卡|名单|手法|方法|魔法|兵法|说法|想法)\Z")
_DECLARED = re.compile(
    r"\((?:[^()《》]{0,40}[,，、；;])?(?:以下|下文|下)?(?:均|统一)?(?:简称|统称|合称|称)(?:为|作|之)?[:：]?"
    r"[“\"'‘]?《?(?P<alias>[^()《》“”\"'‘’,，]{1,30})》?[”\"'’]?\)"
)
_EDITION = re.compile(
    rf"{GAP}(?:\((?:试行|暂行|草案|征求意见稿|送审稿|(?:\d{{4}}年?)?(?:修订|修正)|\d{{4}}年?|[^()]{{1,24}}号)\){GAP})?"
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name that the text declares for a work: 《…》（以下简称《规定》）, known from ``start`` on."""

    alias: str
    title: str
    start: int
    end: int


def looks_like_work(title: str) -> bool:
    """Whether a title in 《》 is that of a regulation, by its last word: 条例 is, 志愿书 is not."""
    folded = fold(title).strip()
    return bool(_WORK.search(folded)) and not _NO_WORK.search(re.sub(r"\([^()]*\)$", "", folded))


def declaration_after(folded: str, title: str, position: int) -> Declaration | None:
    """Return the name that is declared for ``title`` right behind it at ``position``, or None."""
    match = _DECLARED.match(folded, edition_end(folded, position))
    return Declaration(match["alias"].strip(), title, *match.span()) if match else None


def edition_end(folded: str, position: int) -> int:
    """Return where the head ends when （试行） and the like stand behind it."""
    match = _EDITION.match(folded, position)
    return match.end() if match else position
