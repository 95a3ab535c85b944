"""The questions made from the real data: enough of them, and each with exactly one right answer.

The answers are judged here from the records alone, without the checks by which the questions were chosen.
"""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.corpus import Corpus, Kind, ProvisionRef
from build_tools.knowledge_base import KnowledgeBase
from build_tools.model import FALSE, TRUE, Duty
from build_tools.provisions import provision_fingerprint
from build_tools.training.factory import QuestionBank, question_bank
from build_tools.training.facts import Facts
from build_tools.training.masks import members
from build_tools.training.quantities import BLANK
from build_tools.training.records import Option, Question, QuestionKind
from build_tools.training.surroundings import ALIKE, CASE_TOUCHES
from build_tools.training.validity import Verdict, is_valid, verdicts
from build_tools.training.wording import likeness

ENOUGH = 600


@pytest.fixture(scope="session")
def bank(real: KnowledgeBase) -> QuestionBank:
    return question_bank(real)


def of_kind(bank: QuestionBank, kind: QuestionKind) -> list[Question]:
    return [question for question in bank.questions if question.kind is kind]


def classes_above(corpus: Corpus, bearer: str) -> set[str]:
    """The names of the classes of a bearer, from `kind_of` alone."""
    found: set[str] = set()
    waiting = [bearer]
    while waiting:
        record = corpus.named(Kind.BEARER, waiting.pop())
        for name in getattr(record, "kind_of", ()):
            above = corpus.named(Kind.BEARER, name)
            if above and above.name not in found:
                found.add(above.name)
                waiting.append(above.name)
    return found


def owned(corpus: Corpus, bearer: str) -> list[Duty]:
    """The duties that a bearer owes, itself or as a member of a class."""
    names = {bearer, *classes_above(corpus, bearer)}
    return [d for d in corpus.duties.values() if corpus.named(Kind.BEARER, d.bearer).name in names]  # type: ignore[union-attr]


def lies_in(inner: str, outer: str) -> bool:
    """Whether a reference names a place inside another: 第十条第（三）项 lies in 第十条."""
    rest = inner.removeprefix(outer)
    return inner.startswith(outer) and (not rest or rest[0] == "第")


def may_ask_the_same(corpus: Corpus, facts: Facts, a: Duty, b: Duty) -> bool:
    """Whether two duties are of one matter, on one clause or worded alike, by looking at both."""
    one_matter = any({a.id, b.id} <= set(matter.duties) for matter in corpus.matters.values())
    one_clause = not set(facts.basis[a.id]).isdisjoint(facts.basis[b.id])
    return one_matter or one_clause or likeness(a.action, b.action) >= ALIKE


def test_near_a_duty_is_what_comparing_it_with_each_would_find(real: KnowledgeBase) -> None:
    facts, duties = Facts(real), list(real.corpus.duties.values())
    for duty in duties[::25]:
        near = {other.id for other in members(facts.around.near(duty.id), duties)}
        assert near == {d.id for d in duties if d is duty or may_ask_the_same(real.corpus, facts, duty, d)}
        owners = {facts.owner[other].id for other in near if other in facts.owner}
        for bearer in real.corpus.bearers:
            overlaps = not owners.isdisjoint(facts.overlaps.overlapping[bearer])
            assert facts.around.may_owe(duty.id, bearer) is overlaps


def test_a_failing_may_breach_what_is_linked_to_it_of_its_step_or_worded_alike(real: KnowledgeBase) -> None:
    facts, duties = Facts(real), list(real.corpus.duties.values())
    for problem in list(real.corpus.problems.values())[::10]:
        found = {duty.id for duty in members(facts.around.may_breach(problem.id), duties)}
        said = "".join((problem.title, problem.description, *problem.causes, *problem.countermeasures))
        assert {*problem.duties} <= found
        assert {duty.id for duty in duties if duty.stage == problem.stage} <= found
        assert {duty.id for duty in duties if likeness(duty.action, said) >= CASE_TOUCHES} <= found
        assert {duty for other in real.corpus.problems.values() for duty in other.duties} <= found
        assert len(found) < len(duties)


def test_there_are_enough_questions_of_every_kind(bank: QuestionBank) -> None:
    assert len(bank.questions) >= ENOUGH
    assert set(bank.counts) == set(QuestionKind)
    assert len(bank.by_id) == len(bank.questions)


def test_every_question_has_exactly_one_right_option_and_none_that_is_unsure(bank: QuestionBank) -> None:
    for question in bank.questions:
        found = verdicts(bank.facts, question)
        expected = [Verdict.WRONG] * len(question.options)
        expected[question.answer] = Verdict.RIGHT
        assert list(found) == expected, question
        texts = [option.text for option in question.options]
        assert len(set(texts)) == len(texts) == (2 if question.is_judgement else 4), question


def test_who_owes_it_is_the_bearer_and_no_other_option_owes_anything_on_the_clause(
    bank: QuestionBank,
) -> None:
    corpus = bank.facts.corpus
    for question in of_kind(bank, QuestionKind.WHO):
        duty = corpus.duties[question.subject.id]
        owner = corpus.named(Kind.BEARER, duty.bearer)
        assert owner
        assert question.right.text == owner.name
        matters = [m.duties for m in corpus.matters.values() if duty.id in m.duties]
        for option in question.options:
            if option.text != owner.name:
                theirs = owned(corpus, option.text)
                assert not any(set(other.basis) & set(duty.basis) for other in theirs), question
                assert not any(other.id in group for other in theirs for group in matters), question
                assert option.text not in classes_above(corpus, owner.name), question
                assert owner.name not in classes_above(corpus, option.text), question
                assert option.text not in duty.action, question


def test_the_basis_is_that_of_the_duty_and_no_other_option_holds_or_lies_in_one(bank: QuestionBank) -> None:
    corpus = bank.facts.corpus
    for question in of_kind(bank, QuestionKind.BASIS):
        duty = corpus.duties[question.subject.id]
        assert question.right.text == duty.basis[0]
        kin = {d for m in corpus.matters.values() if duty.id in m.duties for d in m.duties} | {duty.id}
        own = {basis for d in kin for basis in corpus.duties[d].basis}
        for option in question.options:
            if option is not question.right:
                assert not any(lies_in(option.text, b) or lies_in(b, option.text) for b in own), question


def test_only_the_right_number_gives_what_the_record_says(bank: QuestionBank) -> None:
    corpus, as_of = bank.facts.corpus, bank.facts.kb.as_of
    for question in of_kind(bank, QuestionKind.NUMBER):
        said = re.sub(r"^.*?：(.*)。空格处是什么？$", r"\1", question.stem, flags=re.DOTALL)
        assert said.count(BLANK) == 1, question
        if question.subject.kind is Kind.DUTY:
            source = corpus.duties[question.subject.id].action
        else:
            provision = corpus.provision(ProvisionRef.parse(question.subject.id), as_of)
            assert provision
            source = provision.digest or ""
        fits = [option for option in question.options if said.replace(BLANK, option.text) in source]
        assert fits == [question.right], question
        numbers = [re.sub(r"\D", "", option.text) for option in question.options]
        assert all(numbers) == any(numbers)
        assert not any(numbers) or len(set(numbers)) == len(numbers), question


def test_a_statement_is_true_exactly_when_it_says_what_the_duty_says(bank: QuestionBank) -> None:
    corpus = bank.facts.corpus
    judged = of_kind(bank, QuestionKind.JUDGE)
    for question in judged:
        duty = corpus.duties[question.subject.id]
        said = (
            question.stem.partition("，")[2]
            .rstrip("。")
            .replace(f"{duty.modality.value}：", duty.modality.value, 1)
        )
        holds = f"{duty.bearer}{duty.modality.value}{duty.action}".startswith(said)
        assert question.right.text == (TRUE if holds else FALSE), question
    share = sum(question.right.text == TRUE for question in judged) / len(judged)
    assert 1 / 3 < share < 2 / 3


def test_a_statement_with_another_bearer_names_one_that_owes_nothing_on_the_clause(
    bank: QuestionBank,
) -> None:
    corpus = bank.facts.corpus
    for question in of_kind(bank, QuestionKind.JUDGE):
        change, _, bearer = question.claim.partition(":")
        if change == "bearer":
            duty, other = corpus.duties[question.subject.id], corpus.bearers[bearer]
            assert question.stem.partition("，")[2].startswith(other.name)
            assert not any(set(d.basis) & set(duty.basis) for d in owned(corpus, other.name)), question


def test_a_case_has_one_duty_that_the_failing_breaches(bank: QuestionBank) -> None:
    corpus = bank.facts.corpus
    for question in of_kind(bank, QuestionKind.CASE):
        problem = corpus.problems[question.subject.id]
        breached = [option for option in question.options if option.value in problem.duties]
        assert breached == [question.right], question
        stages = {
            corpus.duties[option.value].stage for option in question.options if option != question.right
        }
        assert problem.stage not in stages, question


def test_the_place_of_a_measure_is_not_told_and_not_in_another_place_among_the_options(
    bank: QuestionBank,
) -> None:
    corpus = bank.facts.corpus
    parents = {r.name: getattr(r, "parent", None) for r in corpus.vocabulary(Kind.REGION).values()}
    for question in of_kind(bank, QuestionKind.PLACE):
        here = corpus.experiences[question.subject.id.partition("/")[0]]
        others = [corpus.experiences[o.value].region for o in question.options if o is not question.right]
        assert question.right.value == here.id
        assert here.region not in question.stem
        assert not any(
            r == here.region or parents[r] == here.region or parents[here.region] == r for r in others
        )


def test_a_term_is_not_named_in_the_meaning_that_is_asked_for(bank: QuestionBank) -> None:
    corpus = bank.facts.corpus
    for question in of_kind(bank, QuestionKind.TERM):
        term = corpus.terms[question.subject.id]
        assert question.right.value == term.id
        hidden = question.stem if question.right.text == term.name else question.right.text
        assert term.name not in hidden, question


def test_the_step_is_that_of_the_duty(bank: QuestionBank) -> None:
    for question in of_kind(bank, QuestionKind.STAGE):
        assert question.right.text == bank.facts.corpus.duties[question.subject.id].stage


def test_an_order_has_the_steps_of_the_record_in_every_option(bank: QuestionBank) -> None:
    for question in of_kind(bank, QuestionKind.ORDER):
        assert len({"".join(sorted(option.value.split("|"))) for option in question.options}) == 1
        assert question.right.value == question.claim


def test_every_question_pins_the_present_fingerprint_of_its_clauses(bank: QuestionBank) -> None:
    corpus, as_of = bank.facts.corpus, bank.facts.kb.as_of
    for question in bank.questions:
        assert question.pins, question
        for pin in question.pins:
            provision = corpus.provision(pin.ref, as_of) if pin.ref else None
            assert pin.ref is None or (provision and pin.fingerprint == provision_fingerprint(provision))


def test_the_right_option_stands_in_every_place_about_equally_often(bank: QuestionBank) -> None:
    free = [question for question in bank.questions if len(question.options) == 4 and not question.fixed]
    for place in range(4):
        assert 0.2 < sum(question.answer == place for question in free) / len(free) < 0.3


def test_the_bank_is_the_same_every_time(bank: QuestionBank, real: KnowledgeBase) -> None:
    assert question_bank(real).questions == bank.questions


@settings(max_examples=150)
@given(data=st.data())
def test_an_option_that_is_also_right_makes_a_question_invalid(
    bank: QuestionBank, data: st.DataObject
) -> None:
    """Whatever takes the place of a wrong option: what is right is never let through."""
    corpus = bank.facts.corpus
    kind = data.draw(st.sampled_from([QuestionKind.WHO, QuestionKind.BASIS, QuestionKind.CASE]))
    question = data.draw(st.sampled_from(of_kind(bank, kind)))
    if kind is QuestionKind.WHO:
        duty = corpus.duties[question.subject.id]
        other = data.draw(st.sampled_from(list(corpus.bearers.values())))
        option = Option(other.name, other.id)
        also_right = any(set(d.basis) & set(duty.basis) for d in owned(corpus, other.name))
    elif kind is QuestionKind.BASIS:
        ref = data.draw(st.sampled_from([r for refs in bank.facts.basis.values() for r in refs]))
        option = Option(bank.facts.reference(ref), str(ref))
        also_right = option.text in corpus.duties[question.subject.id].basis
    else:
        identifier = data.draw(st.sampled_from(list(corpus.duties)))
        option = Option(corpus.duties[identifier].title, identifier)
        also_right = identifier in corpus.problems[question.subject.id].duties
    place = next(index for index in range(4) if index != question.answer)
    options = (*question.options[:place], option, *question.options[place + 1 :])
    changed = dataclasses.replace(question, options=options)
    assert not (also_right and is_valid(bank.facts, changed))


def test_a_question_without_a_right_option_or_with_two_is_invalid(bank: QuestionBank) -> None:
    question = of_kind(bank, QuestionKind.WHO)[0]
    wrong = tuple(option for option in question.options if option != question.right)
    assert is_valid(bank.facts, question)
    assert not is_valid(bank.facts, dataclasses.replace(question, options=wrong, answer=0))
    twice = (*question.options, Option("同一主体", question.right.value))
    assert not is_valid(bank.facts, dataclasses.replace(question, options=twice))
