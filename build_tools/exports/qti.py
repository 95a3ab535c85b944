"""Questions as an IMS QTI 2.1 package, which teaching platforms import: items, a test, a manifest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]

from build_tools.exports.archives import settled
from build_tools.training.records import letter

if TYPE_CHECKING:
    from build_tools.training.records import Question

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = {
    QTI: f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    PACKAGE: f"{PACKAGE} http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
}
_MATCH = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"


def questions_as_qti(title: str, questions: Sequence[Question]) -> bytes:
    """Return the package as the bytes of a zip file: `imsmanifest.xml`, `test.xml`, `items/<id>.xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("imsmanifest.xml", _as_bytes(_manifest(questions)))
        package.writestr("test.xml", _as_bytes(_test(title, questions)))
        for question in questions:
            package.writestr(_path(question), _as_bytes(_item(question)))
    return settled(out.getvalue())


def _path(question: Question) -> str:
    return f"items/{question.id}.xml"


def _as_bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _root(name: str, namespace: str, **attributes: str) -> etree._Element:
    root = etree.Element(etree.QName(namespace, name), attributes, {None: namespace, "xsi": _XSI})
    root.set(etree.QName(_XSI, "schemaLocation"), _SCHEMAS[namespace])
    return root


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Add an element of the namespace of ``parent``."""
    child = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name), attributes)
    child.text = text
    return child


def _item(question: Question) -> etree._Element:
    item = _root(
        "assessmentItem",
        QTI,
        identifier=question.id,
        title=question.kind.chinese,
        adaptive="false",
        timeDependent="false",
    )
    response = _add(
        item, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType="identifier"
    )
    _add(_add(response, "correctResponse"), "value", question.letter)
    _add(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    _add(item, "outcomeDeclaration", identifier="FEEDBACK", cardinality="single", baseType="identifier")
    choice = _add(
        _add(item, "itemBody"),
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false" if question.fixed else "true",
        maxChoices="1",
    )
    _add(choice, "prompt", question.stem)
    for index, option in enumerate(question.options):
        _add(choice, "simpleChoice", option.text, identifier=letter(index))
    _add(item, "responseProcessing", template=_MATCH)
    basis = "；".join(pin.reference for pin in question.pins)
    feedback = _add(item, "modalFeedback", outcomeIdentifier="FEEDBACK", showHide="hide", identifier="NONE")
    _add(feedback, "p", f"{question.explanation}依据：{basis}")
    return item


def _test(title: str, questions: Sequence[Question]) -> etree._Element:
    test = _root("assessmentTest", QTI, identifier="test", title=title)
    part = _add(
        test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous"
    )
    section = _add(part, "assessmentSection", identifier="section", title=title, visible="true")
    for question in questions:
        _add(section, "assessmentItemRef", identifier=question.id, href=_path(question))
    return test


def _manifest(questions: Sequence[Question]) -> etree._Element:
    manifest = _root("manifest", PACKAGE, identifier="zelian-questions")
    metadata = _add(manifest, "metadata")
    _add(metadata, "schema", "QTIv2.1 Package")
    _add(metadata, "schemaversion", "1.0.0")
    _add(manifest, "organizations")
    resources = _add(manifest, "resources")
    test = _add(
        resources, "resource", identifier="resource-test", type="imsqti_test_xmlv2p1", href="test.xml"
    )
    _add(test, "file", href="test.xml")
    for question in questions:
        _add(test, "dependency", identifierref=f"resource-{question.id}")
    for question in questions:
        path = _path(question)
        resource = _add(
            resources, "resource", identifier=f"resource-{question.id}", type="imsqti_item_xmlv2p1", href=path
        )
        _add(resource, "file", href=path)
    return manifest
