"""Every text as Akoma Ntoso: the rules of the standard that can be checked without its schema.

Content models after the schema of Akoma Ntoso 3.0 (OASIS, 29 August 2018): `identification`, `coreProperties`
and the properties of each level, `meta`, `hierarchy`.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from build_tools.corpus import Text
from build_tools.eid import Eid
from build_tools.exports.akoma_ntoso import ELEMENTS, NAMESPACE, text_as_akn, work_iri
from build_tools.knowledge_base import KnowledgeBase
from tests.functional.conftest import Run

AKN = f"{{{NAMESPACE}}}"
HIERARCHY = tuple(ELEMENTS.values())
CORE = ["FRBRthis", "FRBRuri", "FRBRalias", "FRBRdate", "FRBRauthor", "componentInfo", "preservation"]
ORDER = {
    "akomaNtoso": ["act"],
    "act": ["meta", "coverPage", "preface", "preamble", "body", "conclusions", "attachments"],
    "meta": [
        *["identification", "publication", "classification", "lifecycle", "workflow", "analysis"],
        *["temporalData", "references", "notes", "proprietary", "presentation"],
    ],
    "identification": ["FRBRWork", "FRBRExpression", "FRBRManifestation", "FRBRItem"],
    "FRBRWork": [*CORE, "FRBRcountry", "FRBRsubtype", "FRBRnumber", "FRBRname"],
    "FRBRExpression": [
        *CORE,
        "FRBRversionNumber",
        "FRBRauthoritative",
        "FRBRmasterExpression",
        "FRBRlanguage",
    ],
    "FRBRManifestation": [*CORE, "FRBRformat"],
    **{name: ["num", "heading", "subheading", "intro", "*", "wrapUp", "content"] for name in HIERARCHY},
}
REQUIRED = {
    "act": {"meta", "body"},
    "meta": {"identification"},
    "identification": {"FRBRWork", "FRBRExpression", "FRBRManifestation"},
    "FRBRWork": {"FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRcountry"},
    "FRBRExpression": {"FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor", "FRBRlanguage"},
    "FRBRManifestation": {"FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"},
}
ATTRIBUTES = {
    "act": {"name"},
    "identification": {"source"},
    "lifecycle": {"source"},
    "references": {"source"},
    "notes": {"source"},
    "proprietary": {"source"},
    "FRBRdate": {"date", "name"},
    "FRBRauthor": {"href"},
    "FRBRalias": {"value", "name"},
    "FRBRlanguage": {"language"},
    "eventRef": {"eId", "date", "source", "type"},
    "original": {"eId", "href", "showAs"},
    "TLCOrganization": {"eId", "href", "showAs"},
    "note": {"eId"},
    "ref": {"href"},
    "rref": {"from", "upTo"},
    **{name: {"eId"} for name in HIERARCHY},
}
IRI = re.compile(r"/akn/cn/act/\d{4}-\d{2}-\d{2}/[a-z0-9-]+(/zho@\d{4}-\d{2}-\d{2})?(/~[a-z0-9_-]+)?")


def tag(element: ET.Element) -> str:
    return element.tag.removeprefix(AKN)


def faults(root: ET.Element) -> list[str]:
    """Return what breaks the rules of the standard."""
    found = [fault for element in root.iter() for fault in faults_of(element)]
    eids = [element.get("eId", "") for element in root.iter() if element.get("eId")]
    found += (
        [f"eId twice: {eid}" for eid in set(eids) if eids.count(eid) > 1]
        if len(set(eids)) < len(eids)
        else []
    )
    for element in root.iter():
        for name in ("source", "href"):
            target = element.get(name, "")
            if target.startswith("#") and target[1:] not in set(eids):
                found.append(f"{tag(element)} {name} leads nowhere: {target}")
    return found


def faults_of(element: ET.Element) -> list[str]:
    name, children = tag(element), [tag(child) for child in element]
    found = [f"{name} lacks {a}" for a in ATTRIBUTES.get(name, set()) if not element.get(a)]
    found += [f"{name} lacks {child}" for child in REQUIRED.get(name, set()) - set(children)]
    if name in ORDER:
        model = ORDER[name]
        places = [
            model.index("*" if c in HIERARCHY and "*" in model else c) if c in model or c in HIERARCHY else -1
            for c in children
        ]
        found += [f"order in {name}: {children}"] if -1 in places or places != sorted(places) else []
    if name in HIERARCHY:
        found += (
            [f"{name} has content and parts"]
            if "content" in children and set(children) & set(HIERARCHY)
            else []
        )
        found += [f"{name} says nothing"] if not set(children) & {"content", *HIERARCHY} else []
    if name in {"content", "intro"}:
        found += [f"{name} has no block"] if not children else []
    return found


@pytest.fixture(scope="session")
def documents(real: KnowledgeBase) -> dict[str, tuple[Text, ET.Element]]:
    return {text.id: (text, ET.fromstring(text_as_akn(real, text))) for text in real.corpus.all_texts()}  # noqa: S314


def test_every_text_keeps_the_rules(documents: dict[str, tuple[Text, ET.Element]]) -> None:
    assert len(documents) > 5
    assert {name: found for name, (_, root) in documents.items() if (found := faults(root))} == {}


def test_the_rules_find_faults(real: KnowledgeBase) -> None:
    text = next(real.corpus.all_texts())
    whole = text_as_akn(real, text)
    for old, new, fault in (
        ("<FRBRcountry", "<FRBRformat", "order in FRBRWork"),
        ('eId="art_2"', 'eId="art_1"', "eId twice: art_1"),
        ('href="#issuer"', 'href="#nobody"', "leads nowhere: #nobody"),
        (' language="zho"', "", "FRBRlanguage lacks language"),
    ):
        assert old in whole
        root = ET.fromstring(whole.replace(old, new))  # noqa: S314
        assert any(fault in found for found in faults(root))


def test_every_provision_stands_where_its_eid_says(documents: dict[str, tuple[Text, ET.Element]]) -> None:
    for text, root in documents.values():
        body = root.find(f"{AKN}act/{AKN}body")
        assert body is not None
        held = {e.get("eId", ""): e for e in body.iter() if tag(e) in HIERARCHY}
        assert list(held) == [str(eid) for eid in text.by_eid]
        for eid, element in held.items():
            provision = text.by_eid[Eid.parse(eid)]
            assert tag(element) == ELEMENTS[provision.level]
            below = [child.get("eId") for child in element if tag(child) in HIERARCHY]
            assert below == [str(child.eid) for child in provision.children]


def test_every_digest_comes_back_to_the_letter_and_is_marked_as_ours(
    documents: dict[str, tuple[Text, ET.Element]],
) -> None:
    for text, root in documents.values():
        for element in root.iter():
            if tag(element) not in HIERARCHY:
                continue
            provision = text.by_eid[Eid.parse(element.get("eId", ""))]
            paragraphs = element.findall(f"{AKN}intro/{AKN}p") + element.findall(f"{AKN}content/{AKN}p")
            assert ["".join(p.itertext()) for p in paragraphs if p.get("status") == "editorial"] == (
                [provision.digest] if provision.digest else []
            )
            assert {p.get("status") for p in paragraphs} <= {"editorial", "incomplete"}


def test_references_are_iris_of_works_of_the_base(
    real: KnowledgeBase, documents: dict[str, tuple[Text, ET.Element]]
) -> None:
    hrefs = [
        value
        for _, root in documents.values()
        for element in root.iter()
        if tag(element) in {"ref", "rref"}
        for value in element.attrib.values()
    ]
    assert len(hrefs) > 50
    assert [href for href in hrefs if not IRI.fullmatch(href)] == []
    works = {work_iri(real.corpus, work) for work in real.corpus.works}
    assert {"/".join(href.split("/")[:6]) for href in hrefs} <= works


def test_a_text_is_named_by_work_and_date(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("export", "akn", "党章@2017-10-24", "--as-of", "2026-01-01")
    assert code == 0
    assert 'FRBRuri value="/akn/cn/act/2017-10-24/dangzhang/zho@2017-10-24"' in out
    assert run("export", "akn", "党章@2017-10-24", "--as-of", "2026-01-01")[1] == out
    assert run("export", "akn", "--out", str(tmp_path))[0] == 0
    assert (tmp_path / "dangzhang-2017-10-24.xml").is_file()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("党章@2016-01-01", "《党章》没有2016-01-01的文本；有 2017-10-24、2022-10-22"),
        ("党章@某日", "日期“某日”不对"),
        ("问责条例", "《问责条例》只有书目，没有条文，不能导出"),
        ("主体责任规", "没有法规“主体责任规”；是否指"),
        ("", "不写法规就导出全部文本；用 --out 写明目录"),
    ],
)
def test_a_text_that_is_not_there_is_told(run: Run, name: str, said: str) -> None:
    code, _, errors = run("export", "akn", name)
    assert code == 2
    assert said in errors
