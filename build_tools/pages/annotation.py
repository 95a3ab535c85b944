"""Texts as HTML: citations become links, light Markdown becomes markup, everything else is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from markdown_it.token import Token

    from build_tools.citations import Citation

_NO_RULES = ("image", "link", "autolink", "html_inline", "html_block", "reference")


@dataclass(frozen=True, slots=True)
class Chip:
    """A clause as a link with a preview: 〔机关基层组织条例 第十条（三）〕."""

    id: str
    href: str
    work: str
    place: str
    reference: str
    preview: str
    status: str


def annotate(text: str, citations: Iterable[tuple[Citation, Chip]]) -> Markup:
    """Return ``text`` as HTML in which each of the citations is a link to its clause, with a preview."""
    parts: list[Markup] = []
    position = 0
    for citation, chip in citations:
        parts.append(escape(text[position : citation.span.start]))
        parts.append(cite(chip, escape(citation.text)))
        position = citation.span.end
    return Markup("").join([*parts, escape(text[position:])]) if parts else escape(text)


def cite(chip: Chip, words: Markup) -> Markup:
    """Return ``words`` as a link to the clause of ``chip``, with its preview."""
    return Markup(  # noqa: S704  (each part is escaped)
        f'<span class="cited"><a class="cite" href="{escape(chip.href)}" aria-describedby="{chip.id}">'
        f'{words}</a><span class="preview" role="tooltip" id="{chip.id}"><b>{escape(chip.reference)}</b> '
        f"<i>{escape(chip.status)}</i> {escape(chip.preview)}</span></span>"
    )


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
