"""Finding citations in a text: chains of places with the head that says of which work."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from build_tools.citations.bare_names import KNOWN_ALIASES, KnownNames, name_before
from build_tools.citations.chains import Chain, read_chain
from build_tools.citations.grammar import fold
from build_tools.citations.heads import Declaration, declaration_after, edition_end, looks_like_work
from build_tools.citations.lexing import Rule, Token, tokens
from build_tools.citations.names import NameIndex, canonical_name
from build_tools.citations.records import Citation, CitationKind, HeadKind, Span
from build_tools.citations.traps import is_reference
from build_tools.eid import Level

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_AMENDMENT = re.compile(
    r"(?:修改为|修改成|修订为|改为|表述为|调整为|(?:增加|新增|作为)[^“”。]{0,30}+)[：:，,]?\s*+“(?P<quoted>[^”]*+)"
)
_LEADS_OVER = re.compile(
    r"[ \t]*(?:的|中的?|规定的?|明确|载明|关于)?[，,]?[ \t]*\Z|.*其(?:中的?)?[ \t]*\Z"
    r"|.*(?:修改|修订|修正|调整|增加|增设|删去|删除)"
)
"""Between a mere name and a place: the place is in the work named."""
_TOPIC = re.compile(r"(?!.*(?:制定|本[\u4e00-\u9fff])).{2,}[，,]")
_GROUND = re.compile(
    r"(?:根据|依据|依照|按照|违反|适用|参照|执行|贯彻|落实|遵守|学习|对照|结合|符合|和|与|及|、)[ \t]*\Z"
)
"""Before a mere name: it is the ground of the sentence, not its topic."""
_NAME_GAP_LIMIT = 100
"""How far behind a mere name a place may stand that belongs to it."""
_BELOW_ARTICLE = frozenset({Level.PARAGRAPH, Level.ITEM, Level.SUBITEM})
MEASURE_LIMIT = 10
"""Above this number 第N条 is hardly a measure word (第一条道路)."""


def find_citations(text: str, names: NameIndex | None = None) -> tuple[Citation, ...]:
    """Return the citations in ``text``, in order; the text of each is ``text[span.start:span.end]``.

    ``names`` are works known by name, besides what the text declares (以下简称《规定》). A place without
    a head after a citation in the same sentence belongs to the work just cited; `Citation.follows`
    tells from which citation it carries over. Nothing is looked up: the works need not exist.
    """
    folded = fold(text)
    found = tuple(tokens(folded))
    return tuple(_Finder(text, folded, found, names or NameIndex()).citations()) if found else ()


@dataclass(slots=True)
class _Finder:
    """The state of finding. What is looked back at is kept, or in order, so that the work is linear."""

    text: str
    folded: str
    tokens: tuple[Token, ...]
    names: NameIndex
    found: list[Citation] = field(default_factory=list)
    named: list[Citation] = field(default_factory=list)
    last_place: int | None = None
    declared: list[Declaration] = field(default_factory=list)
    titles: dict[str, list[Declaration]] = field(default_factory=dict)
    known: KnownNames = field(init=False)
    amendments: tuple[Span, ...] = ()
    sentence_ends: tuple[int, ...] = ()

    def citations(self) -> list[Citation]:
        self.known = KnownNames(base=self.names.known)
        quoted = _AMENDMENT.finditer(self.folded)
        self.amendments = tuple(Span(*match.span("quoted")) for match in quoted)
        self.sentence_ends = tuple(match.start() for match in _SENTENCE_END.finditer(self.folded))
        index = 0
        while index < len(self.tokens):
            index = self._take(index)
        return self.found

    def _take(self, index: int) -> int:
        """Read the citation that begins with the token ``index``; return the index after it."""
        token = self.tokens[index]
        match token.rule:
            case Rule.TITLE:
                return self._take_title(index)
            case Rule.SELF | Rule.DEMONSTRATIVE:
                chain, following = read_chain(self.folded, self.tokens, index + 1, token.end)
                if chain:
                    head = HeadKind.SELF if token.rule is Rule.SELF else HeadKind.DEMONSTRATIVE
                    self._add(token.start, chain, head)
                return following
            case _:
                chain, following = read_chain(self.folded, self.tokens, index, token.start)
                if chain:
                    self._add_without_title(chain)
                return following

    def _take_title(self, index: int) -> int:
        token = self.tokens[index]
        following = index + 1
        if self._is_declaration(token.start):
            return following
        title = self.text[token.start + 1 : token.end - 1].strip()
        end = edition_end(self.folded, token.end)
        if declaration := declaration_after(self.folded, title, token.end):
            self._declare(declaration)
            end = declaration.end
            while following < len(self.tokens) and self.tokens[following].start < end:
                following += 1
        chain, after = read_chain(self.folded, self.tokens, following, end)
        is_work = looks_like_work(title) or bool(
            self._full_title(title, token.start) or self.names.works(title)
        )
        if chain and (is_work or chain.first is Level.ARTICLE):
            self._add(token.start, chain, HeadKind.TITLE, title)
        elif is_work:
            self._append(Span(token.start, token.end), HeadKind.TITLE, title)
        return after if chain else following

    def _add_without_title(self, chain: Chain) -> None:
        head = None if chain.relative else name_before(self.folded, chain.start, self.known)
        taken = self.found[-1].span.end if self.found else 0  # a name cannot begin within another citation
        if head and head.start >= taken and not self._is_declaration(head.start):
            name = self.text[head.start : head.end]
            self._add(head.start, chain, HeadKind.NAME, name)
        elif self._refers(chain):
            self._add(chain.start, chain, HeadKind.NONE)

    def _refers(self, chain: Chain) -> bool:
        """Whether a chain without a head is a reference at all."""
        relative = chain.relative
        if relative and relative.back == 0 and not chain.loci:
            return False  # bare 本条, 本款
        return not chain.is_bare or is_reference(
            self.folded, chain.start, chain.end, chain.first, evidence=self._has_evidence(chain)
        )

    def _has_evidence(self, chain: Chain) -> bool:
        """Whether the chain itself, or what was cited before it in the sentence, speaks for a reference."""
        if chain.relative or chain.names_several:
            return True
        if any((locus.start.article or 0) > MEASURE_LIMIT for locus in chain.loci):
            return True
        return self._antecedent(chain.start) is not None or bool(self._named_before(chain.start))

    def _add(self, start: int, chain: Chain, head: HeadKind, name: str = "") -> None:
        follows = self._antecedent(start)
        name = name or self._carried_name(start, chain, head, follows)
        self._append(Span(start, chain.end), head, name, chain, follows)

    def _append(
        self, span: Span, head: HeadKind, name: str, chain: Chain | None = None, follows: int | None = None
    ) -> None:
        full = self._full_title(name, span.start) if head in {HeadKind.TITLE, HeadKind.NAME} else None
        is_alias = full is not None and canonical_name(full) != canonical_name(name)
        citation = Citation(
            span=span,
            text=self.text[span.start : span.end],
            kind=_kind(chain, head, name, is_alias=is_alias),
            head=head,
            name=full or name,
            loci=chain.loci if chain else (),
            relative=chain.relative if chain else None,
            follows=follows,
            amends=self._amended(span.start) if self.amendments else None,
        )
        if chain:
            self.last_place = len(self.found)
        if citation.name:
            self.named.append(citation)
        self.found.append(citation)

    def _antecedent(self, start: int) -> int | None:
        """Return the index of the last citation of a place in the same sentence."""
        if self.last_place is None:
            return None
        end = bisect_left(self.sentence_ends, self.found[self.last_place].span.end)
        apart = end < len(self.sentence_ends) and self.sentence_ends[end] < start
        return None if apart else self.last_place

    def _amended(self, start: int) -> int | None:
        """Return the index of the citation whose new wording the text at ``start`` is."""
        index = bisect_right(self.amendments, start, key=lambda span: span.start) - 1
        if index < 0 or start >= self.amendments[index].end:
            return None
        count = bisect_right(self.found, self.amendments[index].start, key=lambda c: c.span.end)
        return count - 1 if count else None

    def _carried_name(self, start: int, chain: Chain, head: HeadKind, follows: int | None) -> str:
        """Return the name of the work that a chain without a name of its own belongs to; "" for this one."""
        if head is HeadKind.DEMONSTRATIVE:
            return self._name_cited(before=start)
        if chain.relative and not chain.relative.cited:
            return ""
        amended = self._amended(start)
        if amended is not None:
            return self._name_cited(before=self.found[amended].span.end)
        if head is HeadKind.SELF:
            return ""
        return self.found[follows].name if follows is not None else self._named_before(start)

    def _name_cited(self, before: int) -> str:
        """Return the name of the work cited last before a position; "" when none was."""
        count = bisect_right(self.named, before, key=lambda citation: citation.span.end)
        return self.named[count - 1].name if count else ""

    def _named_before(self, start: int) -> str:
        """Return the work whose mere name leads over to the place: 《…条例》共五章，其中第十九条."""
        previous = self.found[-1] if self.found else None
        if previous is None or previous.loci or previous.relative:
            return ""
        if start - previous.span.end > _NAME_GAP_LIMIT:
            return ""
        between = self.folded[previous.span.end : start]
        if _SENTENCE_END.search(between):
            return ""
        is_ground = _GROUND.search(self.folded, max(0, previous.span.start - 4), previous.span.start)
        is_topic = not is_ground and _TOPIC.match(between)
        return previous.name if is_topic or _LEADS_OVER.match(between) else ""

    def _full_title(self, name: str, position: int) -> str | None:
        """Return the title that ``name`` stands for: declared before ``position``, given, or well known."""
        for declaration in reversed(self.titles.get(canonical_name(name), ())):
            if declaration.start < position:
                return declaration.title
        works = self.names.works(name)
        if len(works) == 1 and not self.names.is_title(name):
            return self.names.title(works[0])
        return KNOWN_ALIASES.get(name)

    def _declare(self, declaration: Declaration) -> None:
        self.declared.append(declaration)
        self.titles.setdefault(canonical_name(declaration.alias), []).append(declaration)
        self.known.add(declaration.alias)

    def _is_declaration(self, position: int) -> bool:
        index = bisect_right(self.declared, position, key=lambda declaration: declaration.start) - 1
        return index >= 0 and position < self.declared[index].end


def _kind(chain: Chain | None, head: HeadKind, name: str, *, is_alias: bool) -> CitationKind:
    """Return the kind: the first that applies, in the order of `CitationKind`."""
    if chain and (chain.relative or (head is HeadKind.NONE and chain.first in _BELOW_ARTICLE)):
        return CitationKind.RELATIVE
    if is_alias:
        return CitationKind.ALIAS
    if chain is None:
        return CitationKind.NAME_ONLY
    if chain.names_several:
        ranged = any(locus.end for locus in chain.loci)
        return CitationKind.RANGE if ranged else CitationKind.LIST
    return CitationKind.EXTERNAL if name else CitationKind.INTERNAL
