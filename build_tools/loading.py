"""Loading: the files of a knowledge base → (Corpus, findings). Bad data never raises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from build_tools.cache import Cache
from build_tools.corpus import Corpus, Declared, Kind, Origin, Text
from build_tools.findings import Finding, Location
from build_tools.gathering import gather
from build_tools.layout import FILE_KINDS, FileKind, file_kind
from build_tools.model import Experience, Expression
from build_tools.paths import is_overlay
from build_tools.provisions import provisions_of
from build_tools.suggestions import did_you_mean
from build_tools.validation import validate
from build_tools.yaml_source import KeyPath, YamlDocument, parse_yaml

if TYPE_CHECKING:
    from build_tools.overlay import Overlay

_WITHOUT_PROVISIONS: Mapping[str, tuple[()]] = {"parts": (), "chapters": (), "articles": ()}


def load_corpus(root: Path, cache: Cache | None = None) -> tuple[Corpus, list[Finding]]:
    """Return the records under ``root`` and everything wrong with the files, in the order of the paths.

    With a ``cache`` files that it knows are not parsed again; the result is the same.

    Raises:
        ToolError: ``root`` is not a folder, holds no file of a knowledge base, or a file cannot be read.
    """
    return read_corpus(*gather(root), cache)


def read_corpus(
    files: Mapping[str, bytes], faults: Iterable[Finding], cache: Cache | None = None
) -> tuple[Corpus, list[Finding]]:
    """Return the records in ``files`` (content by path) and everything wrong with them, ``faults`` too."""
    loader = _Loader(cache.read if cache else parse_yaml, list(faults))
    for path, raw in files.items():
        loader.take(path, raw)
    corpus = loader.corpus()
    if cache:
        cache.tidy()
    return corpus, sorted(loader.findings)


@dataclass(slots=True)
class _Loader:
    parse: Callable[[str, bytes], tuple[YamlDocument | None, list[Finding]]]
    findings: list[Finding] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    documents: dict[str, YamlDocument] = field(default_factory=dict)
    texts: dict[str, list[Text]] = field(default_factory=dict)
    unreadable_texts: set[str] = field(default_factory=set)
    overlays: list[tuple[str, bytes]] = field(default_factory=list)

    def corpus(self) -> Corpus:
        for path, raw in self.overlays:  # read one by one: they are most of a base with imported wording
            self._take_overlay(path, raw)
        texts = {
            work: tuple(sorted(texts, key=lambda text: (text.expression.effective, text.expression.date)))
            for work, texts in self.texts.items()
        }
        return Corpus(tuple(self.declared), texts, self.documents, frozenset(self.unreadable_texts))

    def take(self, path: str, raw: bytes) -> None:
        if is_overlay(path):
            self.overlays.append((path, raw))
            return
        kind = file_kind(path)
        if kind is None:
            self.findings.append(_misplaced(path))
            return
        document, findings = self.parse(path, raw)
        self.findings += findings
        if document is None:
            self._note_unreadable(path, kind)
            return
        self.documents[path] = document
        self._check_first_line(document, kind)
        if kind.list_key:
            self._take_list(document, kind, kind.list_key)
        else:
            self._take_record(document, kind, document.data, ())

    def _check_first_line(self, document: YamlDocument, kind: FileKind) -> None:
        expected = kind.schema_line(document.path)
        if document.first_line != expected:
            place = Location(document.path)
            self.findings.append(Finding(place, "SCH004", "第一行没有指明数据格式", f"第一行写“{expected}”"))

    def _take_list(self, document: YamlDocument, kind: FileKind, list_key: str) -> None:
        entries = document.data.get(list_key) if isinstance(document.data, dict) else None
        if not isinstance(entries, list):
            self.findings += validate(kind.file, document.data, document)[1]
            return
        if len(document.data) > 1 or kind.has_head:  # a list alone is right, whatever class the file has
            self.findings += validate(kind.file, {**document.data, list_key: []}, document)[1]
        for index, entry in enumerate(entries):
            self._take_record(document, kind, entry, (list_key, index))

    def _take_record(
        self,
        document: YamlDocument,
        kind: FileKind,
        data: Any,  # noqa: ANN401  (plain YAML data)
        keypath: KeyPath,
    ) -> None:
        record, findings = validate(kind.record, data, document, keypath)
        self.findings += findings
        origin = Origin(document.path, keypath)
        identifier = _identifier(document.path, kind, data, keypath)
        kept = self._take_text(record, document) if isinstance(record, Expression) else record
        self.declared.append(Declared(kind.kind, identifier, kept, origin))
        if record is None and kind.kind is Kind.EXPRESSION:
            self.unreadable_texts.add(PurePosixPath(document.path).parent.name)
        if isinstance(record, Experience):
            self._take_measures(record, origin)

    def _take_text(self, expression: Expression, document: YamlDocument) -> Expression:
        """Take the provisions of a text; return its record without them, which are kept once."""
        roots, faults = provisions_of(expression)
        by_eid = {provision.eid: provision for root in roots for provision in root.walk()}
        head = expression.model_copy(update=_WITHOUT_PROVISIONS)
        self.texts.setdefault(head.work, []).append(Text(head, roots, by_eid, document.path))
        for fault in faults:
            place = document.locate(fault.keypath)
            self.findings.append(Finding(place, fault.code, fault.message, fault.remedy))
        self.documents[document.path] = document.without_data()
        return head

    def _take_overlay(self, path: str, raw: bytes) -> None:
        from build_tools.overlay import LocalTexts, Overlay  # noqa: PLC0415  (only where wording was imported)

        document, findings = self.parse(path, raw)
        self.findings += findings
        if document is None:
            return
        record, findings = validate(LocalTexts, document.data, document)
        self.findings += findings
        if record is not None:
            self._lay_over(Overlay(record, document))

    def _lay_over(self, overlay: Overlay) -> None:
        from build_tools.overlay import lay_over, misplaced, without_text  # noqa: PLC0415  (as above)

        record = overlay.record
        texts = self.texts.get(record.work, [])
        index = next((i for i, text in enumerate(texts) if text.expression.date == record.date), None)
        fault = misplaced(overlay) or (without_text(overlay) if index is None else None)
        if fault or index is None:
            self.findings += [fault] if fault and record.work not in self.unreadable_texts else []
            return
        texts[index], findings = lay_over(texts[index], overlay)
        self.findings += findings

    def _take_measures(self, experience: Experience, origin: Origin) -> None:
        for index, measure in enumerate(experience.measures):
            place = Origin(origin.path, (*origin.keypath, "measures", index))
            self.declared.append(Declared(Kind.MEASURE, f"{experience.id}/{measure.id}", measure, place))

    def _note_unreadable(self, path: str, kind: FileKind) -> None:
        if kind.kind is Kind.EXPRESSION:
            self.unreadable_texts.add(PurePosixPath(path).parent.name)
        elif not kind.list_key:
            self.declared.append(Declared(kind.kind, _stem(path, kind), None, Origin(path)))


def _stem(path: str, kind: FileKind) -> str:
    pure = PurePosixPath(path)
    return pure.parent.name if kind.kind is Kind.WORK else pure.stem


def _identifier(path: str, kind: FileKind, data: Any, keypath: KeyPath) -> str:  # noqa: ANN401  (plain YAML data)
    if kind.kind is Kind.EXPRESSION:
        return f"{PurePosixPath(path).parent.name}@{PurePosixPath(path).stem}"
    if kind.kind is Kind.ALLOWED:
        return str(keypath[-1])
    identifier = data.get("id") if isinstance(data, dict) else None
    if isinstance(identifier, str):
        return identifier
    stem = _stem(path, kind)
    return f"{stem}#{keypath[-1]}" if keypath else stem


def _misplaced(path: str) -> Finding:
    if path.endswith(".yaml"):
        remedy = f"改名为 {path.removesuffix('.yaml')}.yml"
        return Finding(Location(path), "LAY001", "文件名应以 .yml 结尾", remedy)
    guess = did_you_mean(path, (kind.pattern for kind in FILE_KINDS))
    remedy = guess or "见 regulations/README.md 的目录说明"
    return Finding(Location(path), "LAY001", "这个位置不放知识库文件，不会被读取", remedy)
