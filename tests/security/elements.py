"""What a page consists of, as a browser reads it: elements, their attributes, where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LIGHT_MARKDOWN = frozenset("p em strong ul ol li code pre blockquote hr br h1 h2 h3 h4 h5 h6".split())
"""Elements that a text may ask for with light Markdown."""
_LEADING = frozenset("href src action formaction data srcset poster background xlink:href content".split())
_SCHEME = re.compile(r"^[\x00-\x20]*([a-z][a-z0-9+.\x00-\x20-]*):", re.IGNORECASE)
_GOOD_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass
class Elements(HTMLParser):
    """Pairs of element and attribute, and what is wrong in any page."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pairs.add((tag, ""))
        for name, value in attrs:
            self.pairs.add((tag, name))
            if name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
            if name in _LEADING and tag != "meta":
                self._follow(tag, name, value or "")

    def _follow(self, tag: str, name: str, value: str) -> None:
        scheme = _SCHEME.match(value)
        if (scheme and scheme[1].lower() not in _GOOD_SCHEMES) or value.lstrip().startswith(("//", "\\")):
            self.faults.append(f"<{tag} {name}={value[:40]}>")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data[:40]}-->")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data[:40]}>")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"<![{data[:40]}]>")


def elements(html: str) -> Elements:
    """Return what stands in ``html``."""
    reading = Elements()
    reading.feed(html)
    reading.close()
    return reading


def smuggled(html: str, known: set[tuple[str, str]]) -> list[str]:
    """Return what is in ``html`` and neither ``known`` nor light Markdown, and what may be in no page."""
    found = elements(html)
    strange = {(tag, name) for tag, name in found.pairs - known if name or tag not in LIGHT_MARKDOWN}
    return [*found.faults, *(f"<{tag} {name}>" for tag, name in sorted(strange))]
