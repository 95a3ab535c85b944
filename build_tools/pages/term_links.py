"""Terms of the glossary as links: at their first use on a page, with a preview of the definition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from build_tools.corpus import Kind
from build_tools.pages.book import ELLIPSIS, PREVIEW_LENGTH, address
from build_tools.pages.name_pattern import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_tools.corpus import Corpus
    from build_tools.model import Term
    from build_tools.pages.page import Address

GLOSSARY = "glossary.html"
WITHOUT = ("-paper.html", "training/questions.html")
"""Pages with questions: what a term means may be the answer."""

_SKIPPED = (
    r"<(?P<element>a|button|code|dt|figcaption|h[1-6]|kbd|label|nav|option|pre|script|select|style|summary|"
    r"svg|textarea|th|title)\b[^>]*>.*?</(?P=element)>"
    r'|<span class="preview"[^>]*>.*?</span>|<!--.*?-->|<[^>]*>'
)
"""What is no prose: elements that are links already, names or controls, tags and comments."""
_IN_ONE = 400
"""So many pieces without a name are passed over in one match, which remembers each of them while it lasts."""


class TermLinks:
    """Links terms. The longest name counts, and a name inside a longer one does not."""

    def __init__(self, corpus: Corpus) -> None:
        """Take the glossary of ``corpus``."""
        self._terms: dict[str, Term | None] = {}
        for term in corpus.terms.values():
            for name in (term.name, *term.aliases):
                self._terms.setdefault(str(escape(name)), term)
        for term in corpus.terms.values():
            self._terms.update((str(escape(word)), self._terms.get(word)) for word in term.not_in)
        self._pattern = _pattern(self._terms)

    def link(self, path: str, html: str) -> str:
        """Return the content of the page at ``path`` with each term as a link where it first stands."""
        if path == GLOSSARY or path.endswith(WITHOUT):
            return html
        used: set[str] = set()
        parts: list[str] = []
        position = 0
        for match in self._pattern.finditer(html):
            name = match["name"]
            term = self._terms[name] if name else None
            if term is None or term.id in used:
                continue
            used.add(term.id)
            link = _linked(name, term, address(Kind.TERM, term.id), path)
            parts += (html[position : match.start()], link)
            position = match.end()
        return "".join([*parts, html[position:]])


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern whose matches are names in prose, and long runs of what lies between them."""
    named = any_of(names)
    first = "".join(re.escape(character) for character in sorted({name[0] for name in names if name}))
    between = rf"{_SKIPPED}|[^<{first}]+" + (f"|(?!{named})[{first}]" if first else "")
    return re.compile(f"(?:{between}){{1,{_IN_ONE}}}|(?P<name>{named})", re.DOTALL)


def _linked(name: str, term: Term, target: Address | None, path: str) -> str:
    if target is None:
        return name
    said = term.definition or ""
    preview = said if len(said) <= PREVIEW_LENGTH else said[:PREVIEW_LENGTH] + ELLIPSIS
    href, identifier = escape(target.relative_to(path)), escape(f"_term-{term.id}")
    return (
        f'<span class="cited"><a class="term-link" href="{href}" aria-describedby="{identifier}">{name}</a>'
        f'<span class="preview" role="tooltip" id="{identifier}"><b>{escape(term.name)}</b> '
        f"{escape(preview)}</span></span>"
    )
