"""Texts as HTML: citations become links, light Markdown becomes markup, everything else is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it.token import Token

    from build_tools.citations import Citation

_NO_RULES = ("image", "link", "autolink", "html_inline", "html_block", "reference")


def annotate(text: str, citations: Iterable[Citation], href: Callable[[Citation], str | None]) -> Markup:
    """Return ``text`` as HTML in which each citation with an ``href`` is a link."""
    parts: list[Markup] = []
    position = 0
    for citation in citations:
        target = href(citation)
        if target is None:
            continue
        parts.append(escape(text[position : citation.span.start]))
        parts.append(Markup('<a class="cite" href="{}">{}</a>').format(target, citation.text))
        position = citation.span.end
    return Markup("").join([*parts, escape(text[position:])])


def render_prose(text: str, inline: Callable[[str], Markup]) -> Markup:
    """Return light Markdown as HTML: emphasis, lists, paragraphs; no HTML, images or links of its own.

    ``inline`` turns each run of plain text into HTML.
    """
    return Markup(_PARSER.render(text, {"inline": inline}))  # noqa: S704  (HTML is off, text goes through `inline`)


def _text(
    _renderer: Any,  # noqa: ANN401  (markdown-it passes its renderer)
    tokens: Sequence[Token],
    index: int,
    _options: object,
    env: dict[str, Any],
) -> str:
    return str(env["inline"](tokens[index].content))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(_NO_RULES)
    parser.add_render_rule("text", _text)
    return parser


_PARSER = _parser()
