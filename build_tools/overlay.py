"""The local overlay: official wording that an office imported, laid over the provisions of an expression.

A file `local/<work>/<date>.yml` lists the texts by eid. Wording that does not fit the fingerprint of its
provision stays out; it is a finding, as is a structure that is not that of the expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field

from build_tools.corpus import Text
from build_tools.eid import Eid
from build_tools.findings import Finding, Location
from build_tools.fingerprint import fingerprint
from build_tools.model.base import Day, Record, Slug
from build_tools.model.base import Text as Words
from build_tools.provisions import Provision
from build_tools.yaml_source import YamlDocument

MAX_NAMED = 3


def _parse_eid(text: str) -> str:
    try:
        return str(Eid.parse(text))
    except ValueError:
        raise ValueError("应是条款编号，如 art_10__item_3") from None


_Eid = Annotated[str, AfterValidator(_parse_eid)]


class LocalText(Record):
    """The wording of one provision."""

    eid: _Eid = Field(description="条款编号，如 art_10__item_3")
    text: Words = Field(description="正式文本原文，不含编号")


class LocalTexts(Record):
    """The wording of an expression, as imported from a file."""

    work: Slug = Field(description="法规编号，等于所在文件夹名")
    date: Day = Field(description="版本日期，等于文件名")
    source: Words | None = Field(None, description="导入的文件名")
    preamble: tuple[Words, ...] = Field((), description="总纲、序言的各段")
    texts: tuple[LocalText, ...] = Field((), description="各条款的原文，按正文次序")


@dataclass(frozen=True, slots=True)
class Overlay:
    """An overlay file that could be read."""

    record: LocalTexts
    document: YamlDocument


def lay_over(text: Text, overlay: Overlay) -> tuple[Text, list[Finding]]:
    """Return ``text`` with the wording of ``overlay`` in its provisions, and what does not fit."""
    words = {Eid.parse(entry.eid): entry.text for entry in overlay.record.texts}
    findings = [*_repeated(overlay), *_structure(text, words, overlay), *_wording(text, overlay)]
    fitting = {eid: wording for eid, wording in words.items() if _fits(text.by_eid.get(eid), wording)}
    roots = tuple(_with_texts(root, fitting) for root in text.roots)
    by_eid = {provision.eid: provision for root in roots for provision in root.walk()}
    return replace(text, roots=roots, by_eid=by_eid), findings


def without_text(overlay: Overlay) -> Finding:
    """Return the finding that the expression of an overlay is not there."""
    record = overlay.record
    message = f"库里没有 {record.work} 的 {record.date} 版本，导入的原文无处显示"
    return Finding(Location(overlay.document.path), "OVL001", message, "核对文件夹名和文件名；多余的文件删去")


def misplaced(overlay: Overlay) -> Finding | None:
    """Return the finding that an overlay says another work or date than its place, or None."""
    record, path = overlay.record, PurePosixPath(overlay.document.path)
    if (record.work, str(record.date)) == (path.parent.name, path.stem):
        return None
    message = f"内容是 {record.work} 的 {record.date} 版本，与所在位置不同"
    return Finding(
        Location(overlay.document.path), "OVL001", message, "改正 work 和 date，或者移到对应的位置"
    )


def structure_differences(text: Text, words: Iterable[Eid]) -> tuple[list[Eid], list[Eid]]:
    """Return the places of wording that ``text`` does not have, and its own that have no wording.

    An expression may record some articles only (those on cadres, say); wording of others is no difference.
    """
    here = set(words)
    known = [eid for eid, provision in text.by_eid.items() if provision.bears_text]
    articles = {eid.article for eid in known}
    numbers = sorted({article.steps[-1].number for article in articles if article})
    is_complete = bool(numbers) and numbers == list(range(1, numbers[-1] + 1))
    places = set(known)
    strange = [eid for eid in sorted(here) if eid not in places and (is_complete or eid.article in articles)]
    return strange, [eid for eid in known if eid not in here]


def names_of(eids: Sequence[Eid]) -> str:
    """Return the first eids in Chinese, and how many there are."""
    named = "、".join(eid.chinese() for eid in eids[:MAX_NAMED])
    return named + (f"等{len(eids)}处" if len(eids) > MAX_NAMED else "")


def _structure(text: Text, words: Mapping[Eid, str], overlay: Overlay) -> Iterator[Finding]:
    strange, missing = structure_differences(text, words)
    if strange:
        places = [entry.eid for entry in overlay.record.texts]
        place = overlay.document.locate(("texts", places.index(str(strange[0])), "eid"))
        yield Finding(place, "OVL001", f"该版本没有{names_of(strange)}", _REMEDY)
    if missing:
        place = overlay.document.locate(("texts",), at_key=True)
        yield Finding(place, "OVL001", f"缺少{names_of(missing)}的原文", _REMEDY)


_REMEDY = "对照官方文件：文件不全的重新导入，库里条、款、项有误的改正"


def _repeated(overlay: Overlay) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, entry in enumerate(overlay.record.texts):
        if entry.eid in seen:
            place = overlay.document.locate(("texts", index, "eid"))
            yield Finding(place, "OVL001", f"{Eid.parse(entry.eid).chinese()}的原文写了两次", "删去一个")
        seen.add(entry.eid)


def _wording(text: Text, overlay: Overlay) -> Iterator[Finding]:
    for index, entry in enumerate(overlay.record.texts):
        provision = text.by_eid.get(Eid.parse(entry.eid))
        if provision and provision.bears_text and not _fits(provision, entry.text):
            place = overlay.document.locate(("texts", index, "text"))
            message = f"{provision.eid.chinese()}的原文与指纹不符，不予显示"
            remedy = f"用官方文件重新导入；官方文件确实如此的，把指纹改为 {fingerprint(entry.text)}"
            yield Finding(place, "OVL002", message, remedy)


def _fits(provision: Provision | None, wording: str) -> bool:
    if provision is None or not provision.bears_text:
        return False
    return provision.fingerprint is None or provision.fingerprint == fingerprint(wording)


def _with_texts(provision: Provision, words: Mapping[Eid, str]) -> Provision:
    return Provision(
        work=provision.work,
        eid=provision.eid,
        num=provision.num,
        keypath=provision.keypath,
        title=provision.title,
        digest=provision.digest,
        text=words.get(provision.eid, provision.text),
        fingerprint=provision.fingerprint,
        norm=provision.norm,
        no_duty=provision.no_duty,
        children=tuple([_with_texts(child, words) for child in provision.children]),
    )
