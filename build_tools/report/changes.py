"""What changed between two states of the knowledge base: Markdown, an HTML page, a few lines of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from build_tools.contributing.comparing import BaseChange, Change, CoverageChange, RecordChange
from build_tools.corpus import Kind

if TYPE_CHECKING:
    from build_tools.contributing.comparing import FigureChange, LinkChange
    from build_tools.coverage import Coverage
    from build_tools.findings import Finding

MOST = 200
"""Entries of one list that are written out; a job summary of GitHub may have 1 MiB."""
MOST_CARDS = 80

_SPECIAL = re.compile(r"([\\`*_\[\]|~#])")


def change_as_text(change: BaseChange, before: str, after: str) -> str:
    """Return a few lines for the terminal."""
    lines = [f"{before} → {after}", *_counts(change)]
    for heading, findings in (
        ("新增的检查结果", change.new_findings),
        ("消失的检查结果", change.gone_findings),
    ):
        lines += [f"{heading}：", *(f"  {finding}" for finding in findings)] if findings else []
    lines += [f"待复核：{text}" for text in change.new_suspects]
    lines += [f"可能重复：{n.new}（{n.new_name}）与 {n.old}（{n.old_name}）{n.why}" for n in change.near]
    return "\n".join(lines)


def change_as_markdown(change: BaseChange, before: str, after: str) -> str:
    """Return the whole report as Markdown; texts of the data are escaped, so that they stay texts."""
    parts = [f"# 知识库的改动\n\n{_escaped(before)} → {_escaped(after)}\n", *_sections(change)]
    return "\n".join(parts)


def change_as_html(change: BaseChange, before: str, after: str) -> str:
    """Return the report as an HTML page that needs nothing else."""
    engine = MarkdownIt("commonmark", {"html": True}).enable("table")  # texts of the data are escaped by then
    body = engine.render(change_as_markdown(change, before, after))
    return _PAGE.format(body=body)


def _counts(change: BaseChange) -> Iterator[str]:
    kinds = Counter((record.card.kind, record.change) for record in change.records)
    for kind in Kind:
        counts = [f"{what}{kinds[kind, what]}" for what in Change if kinds[kind, what]]
        if counts:
            yield f"{kind.chinese}：{'、'.join(counts)}"
    if not change.records:
        yield "记录没有改动"
    yield f"联系：增加{len(change.gained)}，失去{len(change.lost)}"
    yield f"数据：增加{len(change.figures_added)}，减少{len(change.figures_removed)}"
    total = change.coverage[-1]
    yield f"覆盖：{_covered(total.before)} → {_covered(total.after)}"
    yield f"检查结果：新增{len(change.new_findings)}，消失{len(change.gone_findings)}"
    yield f"待复核：新增{len(change.new_suspects)}，解除{len(change.gone_suspects)}"
    yield f"可能重复：{len(change.near)}"


def _sections(change: BaseChange) -> Iterator[str]:
    yield "".join(f"- {line}\n" for line in _counts(change))
    yield from _list("新增的检查结果", [_finding(f) for f in change.new_findings])
    yield from _list(
        "可能与已有记录重复",
        [
            f"`{n.new}`（{_escaped(n.new_name)}）与 `{n.old}`（{_escaped(n.old_name)}）：{_escaped(n.why)}"
            for n in change.near
        ],
    )
    yield from _list("新的待复核", [_escaped(text) for text in change.new_suspects])
    yield from _list("消失的检查结果", [_finding(f) for f in change.gone_findings])
    yield from _list("解除的待复核", [_escaped(text) for text in change.gone_suspects])
    yield from _list("增加的联系", [_link(link) for link in change.gained])
    yield from _list("失去的联系", [_link(link) for link in change.lost])
    yield from _list("增加的数据", [_figure(f) for f in change.figures_added])
    yield from _list("减少的数据", [_figure(f) for f in change.figures_removed])
    yield from _coverage(change.coverage)
    yield from _cards(change.records)


def _list(title: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        more = [f"- ……另有{len(entries) - MOST}项\n"] if len(entries) > MOST else []
        yield f"## {title}\n\n" + "".join([*(f"- {e}\n" for e in entries[:MOST]), *more])


def _finding(finding: Finding) -> str:
    return _escaped(str(finding))


def _link(link: LinkChange) -> str:
    return f"{_escaped(link.source)} — **{link.link.chinese}** → {_escaped(link.target)}"


def _figure(figure: FigureChange) -> str:
    when = f"（{figure.as_of}）" if figure.as_of else ""
    return (
        f"{_escaped(figure.measure)}：{_escaped(figure.label)} **{_escaped(figure.value)}**{_escaped(when)}"
    )


def _coverage(changes: Sequence[CoverageChange]) -> Iterator[str]:
    if len(changes) > 1:
        rows = "".join(
            f"| {_escaped(c.name)} | {_covered(c.before)} | {_covered(c.after)} |\n" for c in changes
        )
        yield f"## 覆盖\n\n| 法规 | 改动前 | 改动后 |\n| --- | --- | --- |\n{rows}"


def _covered(coverage: Coverage) -> str:
    return f"{coverage.covered}/{coverage.obligations}"


def _cards(records: Sequence[RecordChange]) -> Iterator[str]:
    if not records:
        return
    yield "## 记录\n"
    for record in records[:MOST_CARDS]:
        card = record.card
        yield f"### {record.change}{card.kind.chinese}：{_escaped(card.name)}\n"
        yield f"`{card.id}` · {_escaped(card.path)}\n"
        yield _card(record)
    if len(records) > MOST_CARDS:
        rest = Counter(f"{r.change}{r.card.kind.chinese}" for r in records[MOST_CARDS:])
        yield f"……另有{len(records) - MOST_CARDS}项：{'、'.join(f'{k}{n}' for k, n in rest.items())}\n"


def _card(record: RecordChange) -> str:
    if record.change is Change.CHANGED:
        rows = [f"| {label} | {_cell(a)} | {_cell(b)} |\n" for label, a, b in record.rows()]
        return "| | 改动前 | 改动后 |\n| --- | --- | --- |\n" + "".join(rows)
    rows = [f"| {label} | {_cell(a or b)} |\n" for label, a, b in record.rows()]
    return "| | 内容 |\n| --- | --- |\n" + "".join(rows)


def _cell(texts: Sequence[str]) -> str:
    return "<br>".join(_escaped(text) for text in texts)


def _escaped(text: str) -> str:
    """Return ``text`` so that neither Markdown nor HTML sees more in it than text."""
    text = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


_PAGE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>知识库的改动</title>
<style>
:root {{ color-scheme: light dark; --ink: #23211d; --paper: #fffdf8; --rule: #d8d0c2; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e6e3dc; --paper: #17191c; --rule: #4a4e55; }} }}
body {{ max-width: 60em; margin: 2em auto; padding: 0 1em; color: var(--ink); background: var(--paper); }}
body {{ font: 16px/1.7 "Source Han Serif SC", "Noto Serif CJK SC", SimSun, serif; }}
h1, h2, h3 {{ line-height: 1.4; }}
h2 {{ border-bottom: 1px solid var(--rule); }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid var(--rule); padding: 4px 10px; text-align: left; vertical-align: top; }}
td, code {{ overflow-wrap: anywhere; }}
td:first-child {{ min-width: 5em; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
