"""Reading finished pages: their ids, their links, what they load."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

import lxml.html  # type: ignore[import-untyped]

_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "form": "action"}
_OUTWARD = {"external", "noopener", "noreferrer"}
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a page; ``outward``: links that a reader may follow to another host, marked as such."""

    ids: list[str]
    links: list[str]
    outward: list[str]
    loaded: list[str]
    described_by: list[str]
    text: list[str]


def read(html: str) -> Reading:
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(huge_tree=True))
    links: list[str] = []
    outward: list[str] = []
    for anchor in root.iter("a"):
        if (href := anchor.get("href")) is not None:
            (outward if set(anchor.get("rel", "").split()) >= _OUTWARD else links).append(href)
    return Reading(
        ids=root.xpath("//@id"),
        links=links,
        outward=outward,
        loaded=[
            element.get(_LOADED[element.tag])
            for element in root.iter(*_LOADED)
            if _LOADED[element.tag] in element.attrib
        ],
        described_by=[preview for names in root.xpath("//@aria-describedby") for preview in names.split()],
        text=list(root.itertext()),
    )


def target(page: str, link: str) -> tuple[str, str]:
    """Return the path and the anchor that ``link`` on ``page`` leads to."""
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page), anchor


def is_external(url: str) -> bool:
    return bool(_EXTERNAL.match(url))
