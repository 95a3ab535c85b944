"""Choosing questions for a post by a seed: the same here and in the browser."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from heapq import merge
from typing import TYPE_CHECKING

from build_tools.training.ranking import rank, shuffled
from build_tools.training.records import Question, QuestionKind

if TYPE_CHECKING:
    from build_tools.graph import Node, RegulationGraph


_EVERYONE: tuple[str, ...] = ()
"""Whom a question names that concerns everyone."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose duties a post is asked about: its own and those of its classes, then those of its body."""

    own: frozenset[str]
    body: frozenset[str]


def scope_of(graph: RegulationGraph, bearer: str) -> Scope:
    """Return the scope of a bearer."""
    own = {bearer, *(b.id for b in graph.classes_of(bearer))}
    body = graph.body_of(bearer)
    around = {body.id, *(b.id for b in graph.classes_of(body.id))} if body else set()
    return Scope(frozenset(own), frozenset(around - own))


class Pool:
    """The questions that may be drawn, without those whose clauses have changed: indexed for all posts."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Take the questions of a bank."""
        self._by_bearers: dict[tuple[str, ...], dict[QuestionKind, list[Question]]] = {}
        for question in questions:
            if not question.suspect:
                by_kind = self._by_bearers.setdefault(question.bearers, {})
                by_kind.setdefault(question.kind, []).append(question)
        self._naming: dict[str, set[tuple[str, ...]]] = {}
        for bearers in self._by_bearers:
            for bearer in bearers:
                self._naming.setdefault(bearer, set()).add(bearers)
        self._ranked = cache(self._find_ranked)

    def count(self, scope: Scope, kinds: Sequence[QuestionKind] = tuple(QuestionKind)) -> int:
        """Return how many questions of these kinds concern a post."""
        groups = (self._by_bearers[bearers] for near in self._by_distance(scope) for bearers in near)
        return sum(len(by_kind[kind]) for by_kind in groups for kind in kinds if kind in by_kind)

    def choose(
        self, scope: Scope, count: int, seed: str, kinds: Sequence[QuestionKind] = tuple(QuestionKind)
    ) -> list[Question]:
        """Return ``count`` questions, or all: kinds in turn, the nearest first, then as the ranks fall.

        A record is asked about once, until every kind has run out of others. `quiz-choice.js` does the same.
        """
        queues = [_Queue(self._queue(scope, seed, kind)) for kind in QuestionKind if kind in kinds]
        chosen: list[Question] = []
        asked: set[Node] = set()
        for repeat in (False, True):
            before = -1
            while before < len(chosen) < count:
                before = len(chosen)
                for queue in queues:
                    taken = queue.take(asked, repeat=repeat) if len(chosen) < count else None
                    if taken:
                        asked.add(taken.subject)
                        chosen.append(taken)
        return chosen

    def _by_distance(self, scope: Scope) -> tuple[set[tuple[str, ...]], ...]:
        """Return who is named by questions on the post, on its body, by those that concern everyone."""
        own: set[tuple[str, ...]] = set().union(*(self._naming.get(bearer, ()) for bearer in scope.own))
        body = set().union(*(self._naming.get(bearer, ()) for bearer in scope.body)) - own
        return own, body, {_EVERYONE} & self._by_bearers.keys()

    def _queue(self, scope: Scope, seed: str, kind: QuestionKind) -> Iterator[Question]:
        """Yield the questions of a kind, the nearest first, then as the ranks fall."""
        for near in self._by_distance(scope):
            for _, _, question in merge(*(self._ranked(seed, bearers, kind) for bearers in near)):
                yield question

    def _find_ranked(
        self, seed: str, bearers: tuple[str, ...], kind: QuestionKind
    ) -> list[tuple[int, str, Question]]:
        found = self._by_bearers[bearers].get(kind, ())
        return sorted((rank(seed, question.id), question.id, question) for question in found)


class _Queue:
    """Questions to be taken in their order, those passed over in a first round in a second one."""

    def __init__(self, questions: Iterator[Question]) -> None:
        self._questions = questions
        self._passed: deque[Question] = deque()

    def take(self, asked: set[Node], *, repeat: bool) -> Question | None:
        """Return the next question on a record not asked about, with ``repeat`` the next of all."""
        if repeat:
            return self._passed.popleft() if self._passed else next(self._questions, None)
        for question in self._questions:
            if question.subject not in asked:
                return question
            self._passed.append(question)
        return None


def paper_order(questions: Iterable[Question], seed: str, version: str) -> list[Question]:
    """Return the questions of a paper: statements first, each part in the order that seed and version give.

    In version A options stand as they are. In any other no question keeps its number, as far as a part
    has two, and options that have no order of their own are shuffled too.
    """
    found = list(questions)
    parts = [[q for q in found if q.is_judgement], [q for q in found if not q.is_judgement]]
    first = [shuffled(part, f"{seed}A", _id_of) for part in parts]
    if version == "A":
        return [question for part in first for question in part]
    other = (
        _apart(shuffled(part, f"{seed}{version}", _id_of), before)
        for part, before in zip(parts, first, strict=True)
    )
    return [with_other_options(question, f"{seed}{version}") for part in other for question in part]


def _id_of(question: Question) -> str:
    return question.id


def _apart(questions: list[Question], before: list[Question]) -> list[Question]:
    """Return the first rotation of ``questions`` in which the fewest stand where they stood before."""
    rotations = (questions[shift:] + questions[:shift] for shift in range(max(1, len(questions))))
    return min(rotations, key=lambda turned: sum(a is b for a, b in zip(turned, before, strict=True)))


def with_other_options(question: Question, seed: str) -> Question:
    """Return a question with its options in the order that a seed gives."""
    if question.fixed:
        return question
    numbered = shuffled(range(len(question.options)), f"{seed}{question.id}", str)
    options = tuple(question.options[index] for index in numbered)
    return replace(question, options=options, answer=numbered.index(question.answer))
