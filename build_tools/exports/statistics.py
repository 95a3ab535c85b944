"""Counts over the knowledge base."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from build_tools.coverage import coverage_of
from build_tools.eid import Level
from build_tools.provisions import outlined

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Work


def statistics_record(kb: KnowledgeBase) -> dict[str, Any]:
    """Return the counts as plain data; `obligations` and `covered` count the text in force of each work."""
    corpus = kb.corpus
    measures = [measure for experience in corpus.experiences.values() for measure in experience.measures]
    return {
        "works": [_work(work, kb) for work in corpus.works.values()],
        "duties": {"total": len(corpus.duties), "by_bearer": _by_bearer(kb)},
        "experiences": len(corpus.experiences),
        "measures": len(measures),
        "figures": sum(len(measure.figures) for measure in measures),
        "problems": len(corpus.problems),
        "indicators": len(corpus.indicators),
        "matters": len(corpus.matters),
        "milestones": len(corpus.milestones),
        "terms": len(corpus.terms),
        "questions": 0,
    }


def _work(work: Work, kb: KnowledgeBase) -> dict[str, Any]:
    coverage = coverage_of(kb.graph, work.id)
    return {
        "slug": work.id,
        "title": work.title,
        "expressions": [_expression(text) for text in kb.corpus.texts.get(work.id, ())],
        "obligations": coverage.obligations,
        "covered": coverage.covered,
    }


def _expression(text: Text) -> dict[str, Any]:
    levels = Counter(provision.level for provision in text.by_eid.values())
    told = sum(p.bears_text and not p.digest for p in outlined(text.roots))
    articles_alone = sum(p.level is Level.ARTICLE and p.bears_text for p in text.by_eid.values())
    return {
        "date": text.expression.date.isoformat(),
        "parts": levels[Level.PART],
        "chapters": levels[Level.CHAPTER],
        "sections": levels[Level.SECTION],
        "articles": levels[Level.ARTICLE],
        "paragraphs": levels[Level.PARAGRAPH] + articles_alone,
        "items": levels[Level.ITEM],
        "without_digest": sum(p.bears_text and not p.digest for p in text.by_eid.values()) - told,
        "told_by_chapter": told,
    }


def _by_bearer(kb: KnowledgeBase) -> dict[str, int]:
    names = (kb.graph.bearer_of(duty) for duty in kb.corpus.duties.values())
    counted = Counter(bearer.name for bearer in names if bearer)
    return {b.name: counted[b.name] for b in kb.corpus.bearers.values() if counted[b.name]}
