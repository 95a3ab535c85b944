"""What pages ask: questions that can be written down, digests of answers, and the trace that notes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.corpus import Kind, ProvisionRef
from build_tools.eid import Eid
from build_tools.graph import Node
from build_tools.knowledge_base import KnowledgeBase, open_knowledge_base
from build_tools.pages.book import Book
from build_tools.pages.digests import Digests
from build_tools.pages.questions import DutyById, Question, TextByPath, as_argument
from build_tools.pages.traces import EVERYTHING, Trace
from build_tools.training.facts import Facts
from tests.conftest import TinyBase
from tests.richbase import FILES
from tests.strategies import eids


@pytest.fixture
def base(empty_base: TinyBase) -> TinyBase:
    for path, text in FILES.items():
        empty_base.write(path, text)
    return empty_base


def opened(base: TinyBase) -> KnowledgeBase:
    return open_knowledge_base(base.root, as_of=dt.date(2024, 1, 1))


SLUGS = st.from_regex(r"[a-z]{1,9}", fullmatch=True)
ARGUMENTS = st.one_of(
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.dates(),
    st.sampled_from(Kind),
    eids(),
    st.builds(ProvisionRef, SLUGS, st.none() | eids(), st.none() | st.dates()),
    st.builds(Node, st.sampled_from(Kind), st.text(max_size=8)),
    st.builds(DutyById, st.text(max_size=8)),
    st.builds(TextByPath, st.text(max_size=8)),
)


@given(st.lists(ARGUMENTS, max_size=3), st.dictionaries(st.text(max_size=5), ARGUMENTS, max_size=2))
def test_a_question_is_read_as_it_was_written(arguments: list[object], named: dict[str, object]) -> None:
    question = Question("graph", "duties_of", tuple(arguments), tuple(named.items()))
    assert Question.decoded(question.coded()) == question


def test_a_duty_and_a_text_are_arguments_by_their_names(base: TinyBase) -> None:
    corpus = opened(base).corpus
    duty, text = corpus.duties["hold-meetings"], corpus.texts["sample"][0]
    for value in (duty, text):
        question = Question("x", "x", (as_argument(value),))
        assert question.asked_of(lambda found: found, corpus) is value
    with pytest.raises(TypeError):
        as_argument(corpus)


@given(ARGUMENTS | st.tuples(ARGUMENTS, ARGUMENTS) | st.frozensets(ARGUMENTS, max_size=3))
def test_equal_values_have_equal_digests_and_others_have_not(value: object) -> None:
    digests = Digests()
    assert digests.of(value) == Digests().of(value)
    assert digests.of((value,)) != digests.of((value, value))
    assert digests.of([value]) != digests.of((value,))
    assert digests.of(str(value)) != digests.of(value) or isinstance(value, str)


def test_what_cannot_be_told_has_no_digest() -> None:
    with pytest.raises(TypeError):
        Digests().of(object())


def traced(kb: KnowledgeBase) -> Trace:
    return Trace(kb, Book(kb), Facts(kb))


@pytest.mark.parametrize(
    "ask",
    [
        lambda sources: sources.kb.reviews,
        lambda sources: sources.book.corpus.locate(sources.book.corpus.origin(Kind.DUTY, "hold-meetings")),
        lambda sources: (Kind.DUTY, "hold-meetings") in sources.book.corpus.duties,
        lambda sources: sources.kb.told,
        lambda sources: sources.on_everything(lambda: None)(),
    ],
    ids=["no digest", "an argument that is no word", "a key that is no word", "a memory", "all at once"],
)
def test_what_is_asked_in_another_way_depends_on_all_the_data(
    base: TinyBase, ask: Callable[[Trace], object]
) -> None:
    kb = opened(base)
    trace = traced(kb)
    _, asked = trace.noted(lambda: ask(trace))
    assert kb.state in {trace.digest(n, trace.questions[n]) for n in asked}


@pytest.mark.parametrize(
    "look",
    [len, list, dict, lambda duties: list(duties.keys()), lambda duties: list(duties.values())],
    ids=["length", "ids", "copy", "keys", "values"],
)
def test_who_looks_at_all_records_of_a_kind_depends_on_each(
    base: TinyBase, look: Callable[[Mapping[str, object]], object]
) -> None:
    trace = traced(opened(base))
    found, asked = trace.noted(lambda: look(trace.book.corpus.duties))
    assert found == look(opened(base).corpus.duties)
    assert Question("corpus", "duties") in {trace.questions[n] for n in asked}


def test_what_was_asked_for_something_shared_counts_for_all_who_use_it(base: TinyBase) -> None:
    trace = traced(opened(base))
    made, asked = trace.noted(lambda: trace.book.corpus.duties["hold-meetings"])
    _, of_another = trace.noted(lambda: trace.book.note(asked))
    assert made.id == "hold-meetings"
    assert of_another == asked != frozenset()


def test_a_record_that_does_not_exist_is_an_answer_too(base: TinyBase) -> None:
    trace = traced(opened(base))

    def look() -> bool:
        return "added" in trace.book.corpus.duties

    found, asked = trace.noted(look)
    (number,) = asked
    before = trace.digest(number, trace.questions[number])
    base.replace("duties/sample.yml", "hold-meetings", "added")
    later = traced(opened(base))
    assert (found, later.noted(lambda: "added" in later.book.corpus.duties)[0]) == (False, True)
    assert later.digest(later.number(trace.questions[number]), trace.questions[number]) != before


def test_the_question_about_everything_is_answered_by_every_file_and_the_day(base: TinyBase) -> None:
    def state() -> str:
        trace = traced(opened(base))
        return trace.digest(trace.number(EVERYTHING), EVERYTHING)

    before = state()
    base.replace("milestones.yml", "第一次月会", "首次月会")
    assert state() != before


def test_an_eid_is_told_by_its_name() -> None:
    assert Digests().of(Eid.parse("art_1")) == "Eid art_1"
