"""What is still blank in the texts: place by place, or once for a text of which most is blank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_tools.checks.values import declared_in, described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from build_tools.checks.context import Context
    from build_tools.findings import Finding
    from build_tools.provisions import Provision

MOST = 0.5
"""Of the places of a text that must be filled in, more than this share blank is one finding."""


def unfilled(
    context: Context, code: str, is_blank: Callable[[Provision], bool], lack: str, remedy: str
) -> Iterator[Finding]:
    """Yield what is blank, as ``code``: ``lack`` (没有要点) is what is said of it, ``remedy`` how to mend it.

    Of a text of which more than half is blank (one just imported) one finding tells it, at the first blank,
    with the text as its subject. Places that an allowed finding names are apart from this: it hides them.
    """
    allowed = {entry.record.place for entry in context.corpus.allowed if entry.record.code == code}
    for text in context.corpus.all_texts():
        must = described(text)
        blank = [provision for provision in must if is_blank(provision)]
        named = [p for p in blank if f"{text.path}#{p.eid}" in allowed] if allowed else []
        rest = [p for p in blank if p not in named] if named else blank
        if len(rest) > 1 and len(rest) > MOST * (len(must) - len(named)):
            message = _words(must, rest, lack)
            told = f"{remedy}；填好一半以后，这里逐处列出"
            yield context.finding(code, context.declared_text(text), rest[0].keypath, message, told)
            rest = []
        for provision in (*named, *rest):
            message = f"{provision.eid.chinese()}{lack}"
            yield context.finding(code, declared_in(text, provision), (), message, remedy)


def _words(must: Sequence[Provision], blank: Sequence[Provision], lack: str) -> str:
    """Return what is said of a whole text: how much of it is blank, and where that begins."""
    share = "都" if len(blank) == len(must) else f"中有{_count(blank)}"
    return f"全文{_count(must)}{share}{lack}，第一处是{blank[0].eid.chinese()}"


def _count(provisions: Sequence[Provision]) -> str:
    articles = {provision.eid.article for provision in provisions}
    return f"{len(articles)}条、{len(provisions)}处"
