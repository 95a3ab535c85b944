"""Traces: what is asked of a knowledge base while a page is made, which is made again when an answer changes.

Pages ask through stand-ins for the book, the graph and the corpus. A question is the name of a method with
its arguments, or a record by its id; what a page shows are answers. What is asked in another way counts as a
question about all the data, so that a page is made once too often rather than not at all.
Such a list of questions with digests of their answers is a verifying trace (Mokhov, Mitchell and
Peyton Jones, Build Systems à la Carte, 2018).
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from build_tools.pages.digests import Digests
from build_tools.pages.questions import Question, as_argument

if TYPE_CHECKING:
    from build_tools.knowledge_base import KnowledgeBase
    from build_tools.pages.book import Book
    from build_tools.training.facts import Facts

T = TypeVar("T")

EVERYTHING = Question("everything", "")
"""The question about all the data."""
STRUCTURE = Question("book", "structure")
"""Which works there are, how they are called, which provisions their texts have: where citations lead."""
_DECIDED_BY: Mapping[tuple[str, str], tuple[Question, ...]] = {
    ("book", "address_of_provision"): (),
    ("book", "citations"): (STRUCTURE,),
    ("corpus", "resolved"): (STRUCTURE,),
    ("corpus", "work_names"): (STRUCTURE,),
    ("kb", "told"): (EVERYTHING,),
}
"""What is decided by its arguments, which were answers themselves, and by the answers to these questions."""


class Answer(NamedTuple):
    """What was answered; ``missing`` when the record asked for does not exist."""

    value: Any
    missing: bool = False


class Sources:
    """What pages are made from: a knowledge base, with the book and the facts that are made of it."""

    def __init__(self, kb: KnowledgeBase, book: Book, facts: Facts) -> None:
        """Take them as they are."""
        self.kb = kb
        self.book = book
        self.facts = facts

    def function(self, name: str, answer: Callable[[str], T]) -> Callable[[str], T]:  # noqa: ARG002  (see Trace)
        """Return ``answer`` for pages, which is called ``name``."""
        return answer

    def on_everything(self, make: Callable[[], T]) -> Callable[[], T]:
        """Return ``make`` for pages, which looks at all the data."""
        return make


class Trace(Sources):
    """Sources of which is noted what they are asked."""

    def __init__(self, kb: KnowledgeBase, book: Book, facts: Facts) -> None:
        """Answer from ``kb``, ``book`` and ``facts``, by way of stand-ins."""
        self._subjects = {"kb": kb, "corpus": kb.corpus, "graph": kb.graph, "book": book, "facts": facts}
        self._data = kb
        self._numbers: dict[Question, int] = {}
        self._answers: list[Answer | None] = []
        self._known: list[str] = []
        self._digests = Digests()
        self._noting: list[set[int]] = []
        self._functions: dict[str, Callable[..., Any]] = {}
        corpus = _StandIn(self, "corpus")
        parts = {"corpus": corpus, "graph": _StandIn(self, "graph", corpus=corpus), "cache": kb.cache}
        own = {"noted": self.noted, "note": self.note}
        super().__init__(
            cast("KnowledgeBase", _StandIn(self, "kb", **parts)),
            cast("Book", _StandIn(self, "book", **parts, **own)),
            cast("Facts", _StandIn(self, "facts", **parts, overlaps=_StandIn(self, "facts.overlaps"))),
        )

    def function(self, name: str, answer: Callable[[str], T]) -> Callable[[str], T]:
        """Return ``answer`` as a function of which is noted what it is asked."""
        self._functions[name] = answer
        return lambda argument: cast("T", self.ask(Question("function", name, (argument,))))

    def on_everything(self, make: Callable[[], T]) -> Callable[[], T]:
        """Return ``make`` as a function that counts as a question about all the data."""

        def noting() -> T:
            self.number(EVERYTHING)
            return make()

        return noting

    def noted(self, make: Callable[[], T]) -> tuple[T, frozenset[int]]:
        """Return what ``make`` returns, and the numbers of the questions that it asked."""
        self._noting.append(set())
        try:
            made = make()
        finally:
            asked = frozenset(self._noting.pop())
        self.note(asked)
        return made, asked

    def note(self, asked: frozenset[int]) -> None:
        """Note that questions were asked before, for something that is used now."""
        if self._noting:
            self._noting[-1] |= asked

    def number(self, question: Question) -> int:
        """Return the number of a question, and note that it is asked."""
        number = self._numbers.get(question)
        if number is None:
            number = self._numbers[question] = len(self._answers)
            self._answers.append(None)
            self._known.append("")
        if self._noting:
            self._noting[-1].add(number)
        return number

    def assume(self, number: int, digest: str) -> None:
        """Take for known the digest of the answer to the question with this number."""
        self._known[number] = digest

    @property
    def state(self) -> str:
        """A digest of all the data."""
        return self._data.state

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, each at its number."""
        return tuple(self._numbers)

    def ask(self, question: Question) -> Any:  # noqa: ANN401  (any answer)
        """Return the answer to a question, and note that it is asked.

        Raises:
            KeyError: there is no such record.
        """
        answer = self._answer(self.number(question), question)
        if answer.missing:
            raise KeyError(question)
        return answer.value

    def digest(self, number: int, question: Question) -> str:
        """Return the digest of the answer to the question with this number."""
        if not self._known[number]:
            self._known[number] = self._digest(number, question)
        return self._known[number]

    def digest_of(self, given: object) -> str:
        """Return the digest of the records that a page is made of.

        Raises:
            TypeError: it is made of something else.
        """
        return self._digests.of(given)

    def _digest(self, number: int, question: Question) -> str:
        if question == EVERYTHING:
            return self._data.state
        answer = self._answer(number, question)
        try:
            return "missing" if answer.missing else self._digests.of(answer.value)
        except TypeError:
            return self._data.state

    def _answer(self, number: int, question: Question) -> Answer:
        answer = self._answers[number]
        if answer is None:
            answer = self._answers[number] = self._answered(question)
        return answer

    def _answered(self, question: Question) -> Answer:
        found = self._found(question)
        try:
            if callable(found):
                found = question.asked_of(found, self._data.corpus)
            elif question.arguments:
                found = found[question.arguments[0]]
        except KeyError:
            return Answer(None, missing=True)
        return Answer(tuple(found) if isinstance(found, Iterator) else found)

    def _found(self, question: Question) -> Any:  # noqa: ANN401  (whatever has this name)
        if question.subject == "function":
            return self._functions[question.name]
        return getattr(self.subject(question.subject), question.name)

    def subject(self, name: str) -> object:
        """Return what questions about ``name`` are asked of."""
        whole, _, part = name.partition(".")
        return getattr(self._subjects[whole], part) if part else self._subjects[whole]


class _StandIn:
    """Stands for a subject: answers as it does, and has it noted."""

    def __init__(self, trace: Trace, subject: str, **parts: object) -> None:
        self._trace = trace
        self._subject = subject
        self.__dict__.update(parts)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (any attribute)
        found = getattr(self._trace.subject(self._subject), name)
        if (self._subject, name) in _DECIDED_BY:
            return self._decided(found, _DECIDED_BY[self._subject, name])
        if callable(found):
            self.__dict__[name] = self._method(name, found)
        elif isinstance(found, Mapping):
            self.__dict__[name] = _Records(self._trace, Question(self._subject, name), found)
        else:
            return self._trace.ask(Question(self._subject, name))
        return self.__dict__[name]

    def _decided(self, found: Any, by: tuple[Question, ...]) -> Any:  # noqa: ANN401  (as above)
        """Note what decides an attribute, or the answers of a method; what the method asks is not noted."""
        for question in by:
            self._trace.number(question)
        return found

    def _method(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        trace, subject = self._trace, self._subject

        def ask(*arguments: object, **named: object) -> Any:  # noqa: ANN401  (any answer)
            try:
                told = tuple(map(as_argument, arguments))
                pairs = tuple((key, as_argument(value)) for key, value in named.items())
            except TypeError:
                trace.number(EVERYTHING)
                return method(*arguments, **named)
            return trace.ask(Question(subject, name, told, pairs))

        return ask


class _Records(Mapping[Any, Any]):
    """Stands for records by their ids: which are looked up is noted, or that all are looked at."""

    def __init__(self, trace: Trace, all_of_them: Question, records: Mapping[Any, Any]) -> None:
        self._trace = trace
        self._all = all_of_them
        self._records = records

    def __getitem__(self, key: object) -> Any:  # noqa: ANN401  (any record)
        try:
            question = self._all._replace(arguments=(as_argument(key),))
        except TypeError:
            self._trace.number(EVERYTHING)
            return self._records[key]
        return self._trace.ask(question)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> KeysView[Any]:
        return self._whole().keys()

    def values(self) -> ValuesView[Any]:
        return self._whole().values()

    def items(self) -> ItemsView[Any, Any]:
        return self._whole().items()

    def _whole(self) -> Mapping[Any, Any]:
        self._trace.number(self._all)
        return self._records
