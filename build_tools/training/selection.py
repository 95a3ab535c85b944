"""Choosing questions for a post by a seed: the same here and in the browser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from build_tools.training.ranking import rank, shuffled
from build_tools.training.records import Question, QuestionKind

if TYPE_CHECKING:
    from build_tools.graph import RegulationGraph

OWN, BODY, GENERAL = range(3)
"""How near a question is to a post: what it owes itself, what its body owes, what concerns everyone."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose duties a post is asked about: its own and those of its classes, then those of its body."""

    own: frozenset[str]
    body: frozenset[str]

    def distance(self, question: Question) -> int | None:
        """Return how near a question is to the post; None for one that concerns others only."""
        if self.own.intersection(question.bearers):
            return OWN
        if self.body.intersection(question.bearers):
            return BODY
        return None if question.bearers else GENERAL


def scope_of(graph: RegulationGraph, bearer: str) -> Scope:
    """Return the scope of a bearer."""
    own = {bearer, *(b.id for b in graph.classes_of(bearer))}
    body = graph.body_of(bearer)
    around = {body.id, *(b.id for b in graph.classes_of(body.id))} if body else set()
    return Scope(frozenset(own), frozenset(around - own))


def questions_for(
    questions: Iterable[Question], scope: Scope, kinds: Sequence[QuestionKind] = tuple(QuestionKind)
) -> list[tuple[int, Question]]:
    """Return the questions of these kinds that concern a post, each with how near it is."""
    wanted = [q for q in questions if not q.suspect]
    if len(kinds) < len(QuestionKind):
        wanted = [q for q in wanted if q.kind in kinds]
    distances: dict[tuple[str, ...], int | None] = {}
    for question in wanted:
        if question.bearers not in distances:
            distances[question.bearers] = scope.distance(question)
    found = ((distances[question.bearers], question) for question in wanted)
    return [(distance, question) for distance, question in found if distance is not None]


def choose(candidates: Iterable[tuple[int, Question]], count: int, seed: str) -> list[Question]:
    """Return ``count`` questions, or all: the kinds in turn, the nearest first, then as the ranks fall.

    A record is asked about once, until every kind has run out of others. `quiz-choice.js` does the same.
    """
    by_kind: dict[QuestionKind, list[Question]] = {}
    for _, question in sorted(candidates, key=lambda entry: (entry[0], rank(seed, entry[1].id), entry[1].id)):
        by_kind.setdefault(question.kind, []).append(question)
    queues = [by_kind[kind] for kind in QuestionKind if kind in by_kind]
    chosen: list[Question] = []
    asked: set[str] = set()
    for repeat in (False, True):
        while len(chosen) < count and any(queues):
            before = len(chosen)
            for queue in queues:
                taken = _next(queue, asked, repeat=repeat) if len(chosen) < count else None
                if taken:
                    asked.add(str(taken.subject))
                    chosen.append(taken)
            if len(chosen) == before:
                break
    return chosen


def _next(queue: list[Question], asked: set[str], *, repeat: bool) -> Question | None:
    """Take from a queue the next question on a record not asked about, with ``repeat`` the next of all."""
    for index, question in enumerate(queue):
        if repeat or str(question.subject) not in asked:
            return queue.pop(index)
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
