"""Long fuzzing with hypothesis: how many inputs each part takes, and the first that breaks a promise.

    .venv/bin/python benchmarks/fuzz.py --seconds 120

The promises: bad data gives findings and bad files a `ToolError`, never a traceback; formatting changes no
data and is done once; pages hold no element of a text. Prints a line for each part as JSON; exits 1 on a
broken promise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from build_tools.citations import find_citations
from build_tools.documents import read_document
from build_tools.errors import ToolError
from build_tools.formatting import format_yaml
from build_tools.importer.parsing import parse_regulation
from build_tools.knowledge_base import open_knowledge_base
from build_tools.layout import FILE_KINDS
from build_tools.site import build_pages
from build_tools.yaml_source import parse_yaml
from tests import strategies
from tests.security.conftest import harmless
from tests.security.elements import elements, smuggled
from tests.security.hostile import BASE, write_base
from tests.security.payloads import PAYLOADS

AS_OF = dt.date(2026, 1, 1)
BATCH = 50
"""Examples a hypothesis run makes before the clock is looked at again."""

anything = st.text(max_size=200) | st.lists(st.sampled_from(PAYLOADS), max_size=3).map(" ".join)
legal = st.lists(st.one_of(strategies.citation_noise, strategies.regulation_noise, anything), max_size=4).map(
    "\n".join
)
noisy_yaml = st.one_of(strategies.yaml_noise, anything, strategies.plain_data.map(json.dumps))


def loader(data: st.DataObject) -> None:
    """A file of any kind with any content, among good ones: findings, no exception."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_base(root, lambda: "文字")
        path = data.draw(st.sampled_from(sorted(BASE)))
        raw = (root / path).read_bytes()
        (root / path).write_bytes(
            data.draw(st.one_of(_mutated(raw), noisy_yaml.map(_encoded), st.binary(max_size=99)))
        )
        kb = open_knowledge_base(root, as_of=AS_OF)
        _promise(all(str(finding) for finding in kb.findings), "findings can be printed")


def yaml_files(data: st.DataObject) -> None:
    """Any bytes as YAML: a document, or a finding."""
    document, findings = parse_yaml(
        "x.yml", data.draw(st.one_of(noisy_yaml.map(_encoded), st.binary(max_size=300)))
    )
    _promise(document is not None or bool(findings), "a document or a finding")


def citations(data: st.DataObject) -> None:
    """Any text: spans that lie in it, in order, and say what stands there."""
    text = data.draw(legal)
    end = 0
    for citation in find_citations(text):
        _promise(end <= citation.span.start < citation.span.end <= len(text), "citations stand in order")
        _promise(text[citation.span.start : citation.span.end] == citation.text, "a citation is its text")
        end = citation.span.end


def importer(data: st.DataObject) -> None:
    """Any text as a regulation, any bytes as a document: a result or a `ToolError`."""
    parse_regulation(data.draw(legal))
    ending = data.draw(st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]))
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / f"x{ending}"
        file.write_bytes(
            _packed(ending, data.draw(st.one_of(anything.map(_encoded), st.binary(max_size=300))))
        )
        try:
            parse_regulation(read_document(file))
        except ToolError:
            return


def formatter(data: st.DataObject) -> None:
    """A readable file: the same data after formatting, and nothing left to format."""
    kind = data.draw(st.sampled_from(FILE_KINDS))
    text = json.dumps(data.draw(strategies.documents), ensure_ascii=False) + "\n"
    before, findings = parse_yaml("x.yml", text.encode())
    if before is None or findings:
        return
    once = format_yaml("x.yml", text, kind.file)
    after, _ = parse_yaml("x.yml", once.encode())
    _promise(after is not None and after.data == before.data, "formatting keeps the data")
    _promise(format_yaml("x.yml", once, kind.file) == once, "formatting is done once")


def pages(data: st.DataObject) -> None:
    """Any texts and names in all fields: pages without an element of theirs."""
    texts = data.draw(st.lists(anything.map(_readable).filter(bool), min_size=1, max_size=6))
    with tempfile.TemporaryDirectory() as name:
        turn = iter(range(10**6))
        root = write_base(
            Path(name), lambda: texts[next(turn) % len(texts)], names_too=data.draw(st.booleans())
        )
        site = build_pages(open_knowledge_base(root, as_of=AS_OF))
        for page in site.pages:
            _promise(smuggled(page.html, _known()) == [], f"nothing is smuggled into {page.path}")


class BrokenPromiseError(Exception):
    """A part does not keep what it promises."""


def _promise(kept: bool, promise: str) -> None:  # noqa: FBT001  (the fact itself)
    if not kept:
        raise BrokenPromiseError(promise)


PARTS: dict[str, Callable[[st.DataObject], None]] = {
    part.__name__: part for part in (yaml_files, loader, citations, importer, formatter, pages)
}
_KNOWN: set[tuple[str, str]] = set()


def main() -> int:
    """Fuzz every part in turn and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds for each part")
    parser.add_argument("--part", choices=[*PARTS, "all"], default="all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chosen = PARTS if options.part == "all" else {options.part: PARTS[options.part]}
    results = [_fuzz(name, part, options.seconds, options.seed) for name, part in chosen.items()]
    return int(any(result["fault"] for result in results))


def _fuzz(name: str, part: Callable[[st.DataObject], None], seconds: float, start: int) -> dict[str, Any]:
    count, fault, begun = 0, "", time.process_time()
    while not fault and time.process_time() - begun < seconds:
        start += 1
        tried = [0]
        try:
            _batch(part, tried, start)
        except Exception as error:  # noqa: BLE001  (any exception breaks the promise)
            fault = f"{type(error).__name__}: {error}"[:300]
            notes = getattr(error, "__notes__", [])
            print(*notes, sep="\n", file=sys.stderr)
        count += tried[0]
    result = {"part": name, "inputs": count, "cpu_s": round(time.process_time() - begun, 1), "fault": fault}
    print(json.dumps(result, ensure_ascii=False), flush=True)
    return result


def _batch(part: Callable[[st.DataObject], None], tried: list[int], number: int) -> None:
    @seed(number)
    @settings(max_examples=BATCH, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        tried[0] += 1
        part(data)

    run()


@st.composite
def _mutated(draw: st.DrawFn, raw: bytes) -> bytes:
    """A good file with a few places replaced by something else."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 30)))
        raw = raw[:start] + _encoded(draw(noisy_yaml)) + raw[end:]
    return raw


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


def _readable(text: str) -> str:
    """Return ``text`` as the loader would take it, or nothing."""
    document, findings = parse_yaml("x.yml", _encoded(json.dumps({"x": text}, ensure_ascii=False)))
    return "" if document is None or findings else str(document.data["x"])


def _packed(ending: str, content: bytes) -> bytes:
    """Return bytes as a document: a Word file is an archive, or nobody looks into it."""
    if ending != ".docx" or len(content) % 2:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


def _known() -> set[tuple[str, str]]:
    for names_too in (False, True) if not _KNOWN else ():
        with tempfile.TemporaryDirectory() as name:
            root = harmless(Path(name), names_too=names_too)
            for page in build_pages(open_knowledge_base(root, as_of=AS_OF)).pages:
                _KNOWN.update(elements(page.html).pairs)
    return _KNOWN


if __name__ == "__main__":
    sys.exit(main())
