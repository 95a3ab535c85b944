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
from xml.sax.saxutils import escape

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
_FACTS, _BODY = '<proprietary source="#zelian" />', "<body />"
"""What is written in place of these, which are most of a document: the library takes three times as long."""
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
    ET.SubElement(act, "body")
    _indent(root)
    whole = ET.tostring(root, encoding="unicode").replace(_FACTS, _facts(text), 1)
    whole = whole.replace(_BODY, _parent("body", "", [_provision(kb, text, p, 3) for p in text.roots], 2), 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


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
    ET.SubElement(meta, "proprietary", {"source": "#zelian"})
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


def _facts(text: Text) -> str:
    """Return what the standard has no place for: which provisions bind, the fingerprints of their wording."""
    facts = []
    for eid, provision in text.by_eid.items():
        norm = f' norm="{provision.norm}"' if provision.norm else ""
        fingerprint = f' fingerprint="{provision.fingerprint}"' if provision.fingerprint else ""
        if norm or fingerprint:
            facts.append(f'<zelian:provision href="#{eid}"{norm}{fingerprint} />')
    return _parent("proprietary", ' source="#zelian"', facts, 3)


def _parent(tag: str, attributes: str, children: list[str], depth: int) -> str:
    """Return an element inside ``depth`` others as `_indent` lays it out, its children written already."""
    if not children:
        return f"<{tag}{attributes} />"
    gap = "\n" + " " * depth
    inner = f"{gap} "
    return f"<{tag}{attributes}>{inner}{inner.join(children)}{gap}</{tag}>"


def _leaf(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words)}</{tag}>" if words else f"<{tag} />"


def _provision(kb: KnowledgeBase, text: Text, provision: Provision, depth: int) -> str:
    """Return a provision with all below it: head, text before what is below it, or text alone."""
    children = [] if provision.level is Level.PARAGRAPH else [_leaf("num", provision.num)]
    if provision.title:
        children.append(_leaf("heading", provision.title))
    if provision.digest or not provision.children:
        holder = "intro" if provision.children else "content"
        children.append(_parent(holder, "", [_paragraph(kb, text, provision)], depth + 1))
    children += [_provision(kb, text, child, depth + 1) for child in provision.children]
    return _parent(ELEMENTS[provision.level], f' eId="{provision.eid}"', children, depth)


def _paragraph(kb: KnowledgeBase, text: Text, provision: Provision) -> str:
    """Return the digest of a provision with its citations as references."""
    said = provision.digest
    if not said:
        return '<p status="incomplete" />'
    parts: list[str] = []
    done = 0
    for citation, tag, attributes in _references(kb, said, kb.corpus.ref(text, provision.eid, kb.as_of)):
        words = said[citation.span.start : citation.span.end]
        parts += (escape(said[done : citation.span.start]), f"<{tag} {attributes}>{escape(words)}</{tag}>")
        done = citation.span.end
    return f'<p status="editorial">{"".join(parts)}{escape(said[done:])}</p>'


def _references(kb: KnowledgeBase, digest: str, here: ProvisionRef) -> Iterator[tuple[Citation, str, str]]:
    """Yield the citations that lead to one place, or to a range of places, with tag and attributes for it."""
    found = citations_in(digest, kb.corpus, here=here, as_of=kb.as_of)
    last = 0
    for citation, targets in sorted(found, key=lambda item: item[0].span.start):
        reference = _reference(kb, citation, targets)
        if reference is not None and citation.span.start >= last:
            last = citation.span.end
            yield citation, *reference


def _reference(kb: KnowledgeBase, citation: Citation, targets: Resolution) -> tuple[str, str] | None:
    hrefs = [] if isinstance(targets, Unresolved) else [_href(kb, target) for target in targets]
    if not hrefs or None in hrefs:
        return None
    if len(hrefs) == 1:
        return "ref", f'href="{hrefs[0]}"'
    if citation.kind is CitationKind.RANGE:
        return "rref", f'from="{hrefs[0]}" upTo="{hrefs[-1]}"'
    return None


def _href(kb: KnowledgeBase, ref: ProvisionRef) -> str | None:
    """Return the IRI of a place as it stands in an attribute; None when no day of its work is known."""
    base = work_iri(kb.corpus, ref.work)
    if base is None:
        return None
    version = f"/{LANGUAGE}@{ref.version}" if ref.version else ""
    iri = f"{base}{version}/~{ref.eid}" if ref.eid else f"{base}{version}"
    return escape(iri, {'"': "&quot;"})


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
