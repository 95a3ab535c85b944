"""Kept pages: what earlier builds have made, taken from the cache while it would be made the same.

Of each page is kept what it was given, which questions it asked, and its content; of each question the digest
of its answer. A page is taken when it is given the same and all its questions are answered the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from build_tools.cache import installed
from build_tools.pages.digests import short_digest
from build_tools.pages.page import Page, PlannedPage, TocEntry
from build_tools.pages.questions import Question

if TYPE_CHECKING:
    from build_tools.cache import Cache
    from build_tools.pages.traces import Trace

_TRACES, _PAGE = "traces", "page"


class _Made(NamedTuple):
    """A page that was made: digests of what it was given and of its content, the numbers of its questions."""

    given: str
    content: str
    asked: frozenset[int]


class KeptPages:
    """The pages of the last build, and those of this one."""

    def __init__(self, cache: Cache, trace: Trace) -> None:
        """Take what ``cache`` holds while ``trace`` answers as before."""
        self._cache = cache
        self._trace = trace
        self._maker = f"{_TRACES} {installed()}"
        self._now: dict[str, _Made] = {}
        self._old: set[str] = set()
        self._coded: dict[int, list[Any]] = {}

    def page(self, planned: PlannedPage, make: Callable[[PlannedPage], Page]) -> Page:
        """Return a page: the one that is kept, or else what ``make`` makes."""
        given = self._trace.digest_of(planned.given)
        before = self._before.get(planned.path)
        if before and before.given == given:
            content = self._cache.recall(_PAGE, before.content)
            if content is not None:
                self._now[planned.path] = before
                return _as_page(content)
        page, asked = self._trace.noted(lambda: make(planned))
        content = as_bytes(page)
        digest = short_digest(content)
        self._cache.keep(_PAGE, digest, content)
        self._now[planned.path] = _Made(given, digest, asked)
        return page

    def keep(self) -> None:
        """Keep the pages of this build, and no longer those that are only of earlier ones."""
        pages = self._now.values()
        used = sorted(frozenset().union(*(page.asked for page in pages)))
        number = {old: new for new, old in enumerate(used)}
        questions = self._trace.questions
        told = {
            "state": self._trace.state,
            "questions": [
                (*(self._coded.get(n) or questions[n].coded()), self._trace.digest(n, questions[n]))
                for n in used
            ],
            "pages": {
                path: (made.given, made.content, [number[n] for n in made.asked])
                for path, made in self._now.items()
            },
        }
        for content in self._old - {page.content for page in pages}:
            self._cache.forget(_PAGE, content)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        self._cache.keep(self._maker, "", text.encode())

    @cached_property
    def _before(self) -> dict[str, _Made]:
        """The pages of the last build of which all questions are answered as before."""
        content = self._cache.recall(self._maker, "")
        try:
            told = json.loads(content or b"{}")
            return self._unchanged(told) if told else {}
        except (AttributeError, LookupError, TypeError, ValueError):
            return {}  # whole, but written by somebody else

    def _unchanged(self, told: dict[str, Any]) -> dict[str, _Made]:
        numbers = []
        changed = set()
        for *coded, digest in told["questions"]:
            question = Question.decoded(coded)
            number = self._trace.number(question)
            numbers.append(number)
            self._coded[number] = coded
            if told["state"] == self._trace.state:
                self._trace.assume(number, digest)
            elif self._trace.digest(number, question) != digest:
                changed.add(number)
        pages = {
            path: _Made(given, content, frozenset(numbers[n] for n in asked))
            for path, (given, content, asked) in told["pages"].items()
        }
        self._old = {page.content for page in pages.values()}
        return {path: page for path, page in pages.items() if page.asked.isdisjoint(changed)}


def as_bytes(page: Page) -> bytes:
    """Return a page as it is kept: all but its HTML as one line of JSON, then its HTML."""
    head = asdict(page)
    html = head.pop("html")
    return f"{json.dumps(head, ensure_ascii=False)}\n{html}".encode()


def _as_page(content: bytes) -> Page:
    line, _, html = content.decode().partition("\n")
    head: dict[str, Any] = json.loads(line)
    return Page(**{**head, "toc": tuple(map(_entry, head["toc"]))}, html=html)


def _entry(told: dict[str, Any]) -> TocEntry:
    return TocEntry(told["id"], told["title"], tuple(map(_entry, told["children"])))
