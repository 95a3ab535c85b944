"""Texts as Akoma Ntoso 3.0, the OASIS standard for legislation in XML (LegalDocML, 29 August 2018).

What stands in a text is our digest, not the official wording: each paragraph of it has `status="editorial"`,
and a note says so. A provision told by the digest of its chapter is empty, with `status="incomplete"`.

IRIs follow the Naming Convention: work `/akn/cn/act/2020-02-26/slug`, text `…/zho@2020-03-09`, provision
`…/~art_10`. eIds are those of `build_tools.eid`, also in the prefixes `item` (项) and `sub` (目), which the
convention writes otherwise; these levels are the elements `point` and `indent`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from build_tools.citations.records import CitationKind
from build_tools.corpus import ProvisionRef
from build_tools.eid import Level
from build_tools.exports.listing import NOTICE
from build_tools.model import EventType
from build_tools.resolution import Unresolved, citations_in

if TYPE_CHECKING:
    from build_tools.citations import Citation
    from build_tools.corpus import Corpus, Text
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.model import Work
    from build_tools.provisions import Provision
    from build_tools.resolution import Resolution

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:x-zelian"
LANGUAGE = "zho"
"""ISO 639-2, as the Naming Convention asks."""
ELEMENTS = {
    Level.PART: "part",
    Level.CHAPTER: "chapter",
    Level.SECTION: "section",
    Level.ARTICLE: "article",
    Level.PARAGRAPH: "paragraph",
    Level.ITEM: "point",
    Level.SUBITEM: "indent",
}
_EVENTS = {
    EventType.ADOPTED: "generation",
    EventType.ISSUED: "generation",
    EventType.REVISED: "amendment",
    EventType.REPEALED: "repeal",
}
"""The kinds of event that the standard knows; coming into force is none of them."""
_TOLD = "本文件的文字是责链编写的要点，不是正式文本；" + NOTICE


def texts_with_work(corpus: Corpus) -> tuple[Text, ...]:
    """Return the texts that can be exported: those whose work has a record that could be read."""
    return tuple(text for text in corpus.all_texts() if text.work in corpus.works)


def text_as_akn(kb: KnowledgeBase, text: Text) -> str:
    """Return one text of a work as an Akoma Ntoso document; the same text gives the same bytes."""
    work = kb.corpus.works[text.work]
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:zelian": OURS})
    act = ET.SubElement(root, "act", {"name": work.kind.value, "contains": "singleVersion"})
    act.append(_meta(kb, work, text))
    title = ET.SubElement(ET.SubElement(ET.SubElement(act, "preface"), "longTitle"), "p")
    ET.SubElement(title, "docTitle").text = work.title
    body = ET.SubElement(act, "body")
    for provision in text.roots:
        body.append(_provision(kb, text, provision))
    _indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def file_name(text: Text) -> str:
    """Return the name of the file of a text."""
    return f"{text.work}-{text.date}.xml"


def work_iri(corpus: Corpus, work: str) -> str | None:
    """Return the IRI of a work: by the day of its first known event or text; None when no day is known."""
    events = [event.date for event in corpus.works[work].events]
    days = [*events, *(text.date for text in corpus.texts.get(work, ()))]
    return f"/akn/cn/act/{min(days)}/{work}" if days else None


def _iri(corpus: Corpus, text: Text) -> str:
    return f"{work_iri(corpus, text.work)}/{LANGUAGE}@{text.date}"


def _meta(kb: KnowledgeBase, work: Work, text: Text) -> ET.Element:
    meta = ET.Element("meta")
    identification = ET.SubElement(meta, "identification", {"source": "#zelian"})
    base, here = str(work_iri(kb.corpus, work.id)), _iri(kb.corpus, text)
    _frbr_work(ET.SubElement(identification, "FRBRWork"), base, work)
    expression = _frbr(ET.SubElement(identification, "FRBRExpression"), here, text.date, "#issuer")
    ET.SubElement(expression, "FRBRlanguage", {"language": LANGUAGE})
    _frbr(ET.SubElement(identification, "FRBRManifestation"), f"{here}.akn", kb.as_of, "#zelian")
    _lifecycle(meta, work, text)
    references = ET.SubElement(meta, "references", {"source": "#zelian"})
    ET.SubElement(references, "original", {"eId": "original", "href": base, "showAs": work.title})
    _organisation(references, "zelian", "责链")
    _organisation(references, "issuer", work.issuer)
    note = ET.SubElement(ET.SubElement(meta, "notes", {"source": "#zelian"}), "note", {"eId": "note_1"})
    ET.SubElement(note, "p").text = _TOLD
    if work.source:
        ET.SubElement(note, "p").text = f"要点所据文本：{work.source.title}（{work.source.grade}）。"
    _facts(meta, text)
    return meta


def _frbr_work(element: ET.Element, iri: str, work: Work) -> None:
    _frbr(
        element, iri, dt.date.fromisoformat(iri.split("/")[4]), "#issuer", (work.short_title, *work.aliases)
    )
    ET.SubElement(element, "FRBRcountry", {"value": "cn"})
    ET.SubElement(element, "FRBRsubtype", {"value": work.kind.value})
    ET.SubElement(element, "FRBRname", {"value": work.title})


def _frbr(
    element: ET.Element, iri: str, day: dt.date, author: str, aliases: tuple[str, ...] = ()
) -> ET.Element:
    """Fill in what every FRBR level has, in the order of the schema."""
    head, dot, form = iri.partition(".")
    ET.SubElement(element, "FRBRthis", {"value": f"{head}/!main{dot}{form}"})
    ET.SubElement(element, "FRBRuri", {"value": iri})
    for alias in dict.fromkeys(aliases):
        ET.SubElement(element, "FRBRalias", {"value": alias, "name": "short"})
    ET.SubElement(element, "FRBRdate", {"date": day.isoformat(), "name": "Generation"})
    ET.SubElement(element, "FRBRauthor", {"href": author})
    return element


def _lifecycle(meta: ET.Element, work: Work, text: Text) -> None:
    """Write what happened to the work up to this text; without events that is the text itself."""
    known = [(e.date, e.type) for e in work.events if e.date <= text.date and e.type in _EVENTS]
    events = known or [(text.date, EventType.ISSUED)]
    lifecycle = ET.SubElement(meta, "lifecycle", {"source": "#zelian"})
    for number, (day, kind) in enumerate(events, 1):
        attributes = {"date": day.isoformat(), "source": "#original", "type": _EVENTS[kind]}
        ET.SubElement(lifecycle, "eventRef", {"eId": f"event_{number}", **attributes})


def _organisation(references: ET.Element, eid: str, name: str) -> None:
    attributes = {"eId": eid, "href": f"/ontology/organization/cn/{name}", "showAs": name}
    ET.SubElement(references, "TLCOrganization", attributes)


def _facts(meta: ET.Element, text: Text) -> None:
    """Write what the standard has no place for: whether a provision binds, the fingerprint of its wording."""
    proprietary = ET.SubElement(meta, "proprietary", {"source": "#zelian"})
    for eid, provision in text.by_eid.items():
        norm = {"norm": provision.norm.value} if provision.norm else {}
        fingerprint = {"fingerprint": provision.fingerprint} if provision.fingerprint else {}
        if norm or fingerprint:
            ET.SubElement(proprietary, "zelian:provision", {"href": f"#{eid}", **norm, **fingerprint})


def _provision(kb: KnowledgeBase, text: Text, provision: Provision) -> ET.Element:
    """Return a provision with all below it: head, text before what is below it, or text alone."""
    element = ET.Element(ELEMENTS[provision.level], {"eId": str(provision.eid)})
    if provision.level is not Level.PARAGRAPH:
        ET.SubElement(element, "num").text = provision.num
    if provision.title:
        ET.SubElement(element, "heading").text = provision.title
    if provision.digest or not provision.children:
        holder = ET.SubElement(element, "intro" if provision.children else "content")
        holder.append(_paragraph(kb, text, provision))
    for child in provision.children:
        element.append(_provision(kb, text, child))
    return element


def _paragraph(kb: KnowledgeBase, text: Text, provision: Provision) -> ET.Element:
    """Return the digest of a provision with its citations as references."""
    if not provision.digest:
        return ET.Element("p", {"status": "incomplete"})
    paragraph = ET.Element("p", {"status": "editorial"})
    here = kb.corpus.ref(text, provision.eid, kb.as_of)
    said = provision.digest
    last: ET.Element | None = None
    done = 0
    for citation, reference in _references(kb, said, here):
        _say(paragraph, last, said[done : citation.span.start])
        reference.text = said[citation.span.start : citation.span.end]
        paragraph.append(reference)
        last, done = reference, citation.span.end
    _say(paragraph, last, said[done:])
    return paragraph


def _say(paragraph: ET.Element, last: ET.Element | None, words: str) -> None:
    """Put words after the last reference of a paragraph, or at its beginning."""
    if last is None:
        paragraph.text = words
    else:
        last.tail = words


def _references(kb: KnowledgeBase, digest: str, here: ProvisionRef) -> Iterator[tuple[Citation, ET.Element]]:
    """Yield the citations that lead to one place, or to a range of places, with the element that says so."""
    found = citations_in(digest, kb.corpus, here=here, as_of=kb.as_of)
    last = 0
    for citation, targets in sorted(found, key=lambda item: item[0].span.start):
        element = _reference(kb, citation, targets)
        if element is not None and citation.span.start >= last:
            last = citation.span.end
            yield citation, element


def _reference(kb: KnowledgeBase, citation: Citation, targets: Resolution) -> ET.Element | None:
    hrefs = [] if isinstance(targets, Unresolved) else [_href(kb, target) for target in targets]
    if not hrefs or None in hrefs:
        return None
    if len(hrefs) == 1:
        return ET.Element("ref", {"href": str(hrefs[0])})
    if citation.kind is CitationKind.RANGE:
        return ET.Element("rref", {"from": str(hrefs[0]), "upTo": str(hrefs[-1])})
    return None


def _href(kb: KnowledgeBase, ref: ProvisionRef) -> str | None:
    base = work_iri(kb.corpus, ref.work)
    if base is None:
        return None
    version = f"/{LANGUAGE}@{ref.version}" if ref.version else ""
    return f"{base}{version}/~{ref.eid}" if ref.eid else f"{base}{version}"


def _indent(element: ET.Element, depth: int = 0) -> None:
    """Indent elements that hold elements only; what holds text stays as it is."""
    if not len(element) or element.tag in {"p", "num", "heading"}:
        return
    gap = "\n" + " " * (depth + 1)
    element.text = gap
    for child in element:
        _indent(child, depth + 1)
        child.tail = gap
    element[-1].tail = gap[:-1]
