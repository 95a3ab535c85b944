"""Reading finished pages: their ids, their links, what they load."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "form": "action"}
_EXTERNAL = re.compile(r"^(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


@dataclass
class Reading(HTMLParser):
    """What stands in a page; ``outward``: links that a reader may follow to another host, marked as such."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    outward: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    described_by: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            outward = {"external", "noopener", "noreferrer"} <= set(values.get("rel", "").split())
            (self.outward if outward else self.links).append(values["href"])
        if tag in _LOADED and _LOADED[tag] in values:
            self.loaded.append(values[_LOADED[tag]])
        self.described_by += values.get("aria-describedby", "").split()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    return reading


def target(page: str, link: str) -> tuple[str, str]:
    """Return the path and the anchor that ``link`` on ``page`` leads to."""
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page), anchor


def is_external(url: str) -> bool:
    return bool(_EXTERNAL.match(url))
