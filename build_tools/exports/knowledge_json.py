"""The whole knowledge base as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from build_tools.corpus import Kind

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Duty, Record, Work
    from build_tools.provisions import Provision

FORMAT_VERSION = 1
"""Raised when a key of the export changes its meaning or goes."""

_VOCABULARIES = (Kind.STAGE, Kind.LINE, Kind.UNIT_TYPE, Kind.REGION, Kind.ISSUER, Kind.SOURCE_GRADE)


def knowledge_as_json(kb: KnowledgeBase) -> str:
    """Return the knowledge base as JSON text (UTF-8, indented, keys in the order of the model)."""
    return json.dumps(knowledge_record(kb), ensure_ascii=False, indent=1) + "\n"


def knowledge_record(kb: KnowledgeBase) -> dict[str, Any]:
    """Return the knowledge base as plain data."""
    corpus = kb.corpus
    return {
        "format": FORMAT_VERSION,
        "as_of": kb.as_of.isoformat(),
        "works": [_work(work, kb) for work in corpus.works.values()],
        "bearers": [_plain(bearer) for bearer in corpus.bearers.values()],
        "duties": [_duty(duty, kb) for duty in corpus.duties.values()],
        "experiences": [_plain(experience) for experience in corpus.experiences.values()],
        "problems": [_plain(problem) for problem in corpus.problems.values()],
        "indicators": [_plain(indicator) for indicator in corpus.indicators.values()],
        "matters": [_plain(matter) for matter in corpus.matters.values()],
        "milestones": [_plain(milestone) for milestone in corpus.milestones.values()],
        "terms": [_plain(term) for term in corpus.terms.values()],
        "questions": [_plain(question) for question in corpus.questions.values()],
        "vocabularies": {
            kind.value: [_plain(e) for e in corpus.vocabulary(kind).values()] for kind in _VOCABULARIES
        },
        "links": [{"from": str(s), "link": link.value, "to": str(t)} for s, t, link in kb.graph.edges()],
    }


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


def _work(work: Work, kb: KnowledgeBase) -> dict[str, Any]:
    texts = kb.corpus.texts.get(work.id, ())
    return {"slug": work.id, **_plain(work), "expressions": [_expression(text) for text in texts]}


def _expression(text: Text) -> dict[str, Any]:
    expression = text.expression
    return {
        "date": expression.date.isoformat(),
        "effective": expression.effective.isoformat(),
        "until": expression.until.isoformat() if expression.until else None,
        "note": expression.note,
        "provisions": [_provision(root) for root in text.roots],
    }


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "eid": str(provision.eid),
        "level": provision.level.value,
        "num": provision.num,
        "title": provision.title,
        "digest": provision.digest,
        "text": provision.text,
        "fingerprint": provision.fingerprint,
        "norm": provision.norm.value if provision.norm else None,
        "no_duty": provision.no_duty,
        "children": [_provision(child) for child in provision.children],
    }


def _duty(duty: Duty, kb: KnowledgeBase) -> dict[str, Any]:
    bearer = kb.graph.bearer_of(duty)
    basis = [{"work": ref.work, "eid": str(ref.eid)} for ref in kb.graph.basis_of(duty.id)]
    return {**_plain(duty), "bearer": bearer.name if bearer else duty.bearer, "basis": basis}
