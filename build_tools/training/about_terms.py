"""Questions about terms: from the meaning to the word, and from the word to the meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from build_tools.corpus import Kind
from build_tools.fingerprint import fingerprint
from build_tools.graph import Node
from build_tools.provisions import DIGEST_MARK
from build_tools.training.drafting import with_distractors
from build_tools.training.ranking import chances
from build_tools.training.records import Option, Pin, Question, QuestionKind, difficulty_of
from build_tools.training.wording import shortened, without_remarks

if TYPE_CHECKING:
    from build_tools.model import Term
    from build_tools.training.facts import Facts

STAGE = "术语"
"""Under this heading the score of the self-test counts them: terms belong to no step of the loop."""
_MASK = "［该词］"
_MEANING = 80


def term_questions(facts: Facts) -> Iterator[Question]:
    """Yield for each term with a definition both questions."""
    terms = [term for term in facts.corpus.terms.values() if without_remarks(term.definition or "")]
    meanings = {term.id: _meaning(term) for term in terms}
    for term in terms:
        near = _near(facts, term, terms)
        masked = [Option(meanings[other.id], other.id) for other in near]
        word = f"下面说的是哪个术语？“{_quoted(meanings[term.id])}”"
        meaning = f"“{term.name}”是什么意思？"
        drafts = (
            (word, Option(term.name, term.id), [Option(other.name, other.id) for other in near]),
            (meaning, Option(meanings[term.id], term.id), masked),
        )
        for stem, right, candidates in drafts:
            if question := with_distractors(facts, _draft(facts, term, stem, right), candidates):
                yield question


def _quoted(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def _meaning(term: Term) -> str:
    """Return a definition without the names of the term, so that it does not tell which one it is."""
    said = shortened(without_remarks(term.definition or ""), _MEANING)
    for name in sorted((term.name, *term.aliases), key=len, reverse=True):
        said = said.replace(name, _MASK)
    return said


def _near(facts: Facts, term: Term, terms: list[Term]) -> list[Term]:
    """Return other terms, the nearest first: those named as kin, then those that rest on the same work."""
    kin = {found.id for name in term.see_also if (found := facts.corpus.named(Kind.TERM, name))}
    works, chance = facts.works_behind(term.basis), chances(term.id)

    def distance(other: Term) -> tuple[bool, bool, int]:
        return other.id not in kin, works.isdisjoint(facts.works_behind(other.basis)), chance(other.id)

    return sorted((other for other in terms if other.id != term.id), key=distance)


def _draft(facts: Facts, term: Term, stem: str, right: Option) -> Question:
    refs = facts.resolved(term.basis)
    source = Pin(f"术语“{term.name}”", None, DIGEST_MARK + fingerprint(term.definition or ""))
    cited = "、".join(facts.reference(ref) for ref in refs)
    return Question(
        kind=QuestionKind.TERM,
        subject=Node(Kind.TERM, term.id),
        stem=stem,
        options=(right,),
        answer=0,
        explanation=f"{term.name}：{term.definition}" + (f"（{cited}）" if cited else ""),
        pins=facts.pins(refs) or (source,),
        stage=STAGE,
        bearers=facts.concerned(refs),
        difficulty=difficulty_of(exact=False, near=bool(term.see_also)),
        suspect=facts.is_suspect(Kind.TERM, term.id),
    )
