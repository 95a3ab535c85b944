"""The works as linked data: schema.org/Legislation and the European Legislation Identifier (ELI)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from build_tools.model import EventType
from build_tools.status import WorkStatus, status_of_text, status_of_work

if TYPE_CHECKING:
    from build_tools.corpus import Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Work

CONTEXT = {
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IN_FORCE = frozenset({WorkStatus.IN_FORCE, WorkStatus.TRIAL})
_UNKNOWN = "未载明"
_LANGUAGE = "zh-Hans"


def works_as_jsonld(kb: KnowledgeBase) -> str:
    """Return every work with its texts as JSON-LD; the same data give the same bytes."""
    graph = [_work(work, kb) for work in kb.corpus.works.values()]
    return to_json({"@context": CONTEXT, "@graph": graph}, indent=1).decode() + "\n"


def work_as_jsonld(work: Work, kb: KnowledgeBase) -> dict[str, Any]:
    """Return one work with its texts as JSON-LD of its own."""
    return {"@context": CONTEXT, **_work(work, kb)}


def _work(work: Work, kb: KnowledgeBase) -> dict[str, Any]:
    dates = {event.type: event.date.isoformat() for event in work.events}
    names = list(dict.fromkeys((work.short_title, *work.aliases)))
    status = status_of_work(kb.corpus, work.id, kb.as_of)
    lives = None if status is WorkStatus.BIBLIOGRAPHIC else status in {*_IN_FORCE, WorkStatus.REVISED}
    issuer = None if work.issuer == _UNKNOWN else work.issuer
    facts = {
        "@id": _id(work.id),
        "@type": ["schema:Legislation", "eli:LegalResource"],
        "schema:legislationIdentifier": work.id,
        "eli:id_local": work.id,
        "schema:name": _text(work.title),
        "eli:title": _text(work.title),
        "schema:alternateName": [_text(name) for name in names],
        "eli:title_alternative": [_text(name) for name in names],
        "schema:legislationType": work.kind.value,
        "eli:type_document": work.kind.value,
        "schema:legislationPassedBy": {"@type": "schema:Organization", "schema:name": issuer}
        if issuer
        else None,
        "eli:passed_by": issuer,
        "schema:legislationDate": _day(dates.get(EventType.REVISED) or dates.get(EventType.ADOPTED)),
        "eli:date_document": _day(dates.get(EventType.REVISED) or dates.get(EventType.ADOPTED)),
        "schema:datePublished": _day(dates.get(EventType.ISSUED)),
        "eli:date_publication": _day(dates.get(EventType.ISSUED)),
        "eli:date_no_longer_in_force": _day(dates.get(EventType.REPEALED)),
        "schema:legislationLegalForce": _force("schema", lives),
        "eli:in_force": _force("eli", lives),
        "schema:url": {"@id": work.official_url} if work.official_url else None,
        "eli:is_realized_by": [_text_of(work, text, kb) for text in kb.corpus.texts.get(work.id, ())],
    }
    return _known(facts)


def _text_of(work: Work, text: Text, kb: KnowledgeBase) -> dict[str, Any]:
    expression = text.expression
    status = status_of_text(work, text, kb.corpus.texts[work.id], kb.as_of)
    until = expression.until.isoformat() if expression.until else None
    facts = {
        "@id": _id(f"{work.id}@{expression.date.isoformat()}"),
        "@type": ["schema:Legislation", "eli:LegalExpression"],
        "schema:name": _text(work.title),
        "eli:title": _text(work.title),
        "schema:inLanguage": _LANGUAGE,
        "eli:language": _LANGUAGE,
        "schema:legislationDateVersion": _day(expression.date.isoformat()),
        "eli:version_date": _day(expression.date.isoformat()),
        "eli:first_date_entry_in_force": _day(expression.effective.isoformat()),
        "eli:date_no_longer_in_force": _day(until),
        "schema:legislationLegalForce": _force("schema", status in _IN_FORCE),
        "eli:realizes": {"@id": _id(work.id)},
    }
    return _known(facts)


def _id(local: str) -> str:
    return f"urn:x-zelian:work:{local}"


def _text(words: str) -> dict[str, str]:
    return {"@value": words, "@language": _LANGUAGE}


def _day(day: str | None) -> dict[str, str] | None:
    return {"@value": day, "@type": "xsd:date"} if day else None


def _force(vocabulary: str, in_force: bool | None) -> dict[str, str] | None:  # noqa: FBT001  (the fact itself)
    """Return whether something is in force; None for a work without a text, of which we do not know."""
    if in_force is None:
        return None
    if vocabulary == "schema":
        return {"@id": "schema:InForce" if in_force else "schema:NotInForce"}
    return {"@id": "eli:InForce-inForce" if in_force else "eli:InForce-notInForce"}


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value not in (None, [])}
