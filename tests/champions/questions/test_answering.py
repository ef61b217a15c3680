"""Answering: with activities and advice, amended with its history, asked back once, used and taken out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.champions.questions.answering import (
    AnsweredMeanwhile,
    AskedBackBefore,
    AskedBackWhy,
    NothingToOffer,
    answer_question,
    ask_back,
    confirm_answer,
    note_use,
    put_back_answer,
    take_out_answer,
)
from directory.champions.questions.asking import get_question, list_to_answer
from directory.champions.questions.inputs import AnswerInput, NamedActivity
from directory.db import new_id
from directory.errors import WrongInput
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question


@pytest.fixture
def coordinator(db):
    return make_actor(db, email="asker@staff.example")


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION, email="champion@staff.example")


@pytest.fixture
def question(db, coordinator, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet")
    return make_question(db, coordinator, [term])


def letters_to(db, address: str) -> list[str]:
    return [each.subject for each in db.scalars(select(OutboxMessage)) if each.address == address]


def test_answer_names_activities_in_their_order_and_reaches_whoever_asked(db, coordinator, champion, question):
    choir, walks = make_service(db, "Choir"), make_service(db, "Walks")

    make_answer(db, champion, question, walks, choir, advice="Say that you come from us", phone_first=True)

    answer = get_question(db, coordinator, question.id).answer
    assert [(each.service_id, each.note) for each in answer.activities] == [
        (walks.id, "For Walks"),
        (choir.id, "For Choir"),
    ]
    assert (answer.advice, answer.phone_first, answer.answerer.id) == (
        "Say that you come from us",
        True,
        champion.user_id,
    )
    assert letters_to(db, "asker@staff.example") == ["Your question is answered"]
    assert list_to_answer(db, champion) == []


def test_amended_answer_keeps_the_one_before_and_is_told(db, coordinator, champion, question):
    make_answer(db, champion, question, advice="Try the ramblers")

    make_answer(db, champion, question, advice="They have stopped: try the strollers")

    asked = get_question(db, coordinator, question.id)
    assert [each.advice for each in asked.answers] == ["Try the ramblers", "They have stopped: try the strollers"]
    assert asked.answer is asked.answers[-1]
    assert sorted(letters_to(db, "asker@staff.example")) == ["An answer changed", "Your question is answered"]


def test_who_has_not_seen_the_answer_as_it_stands_does_not_write_over_it(db, champion, question):
    make_answer(db, champion, question, advice="Try the ramblers")

    with pytest.raises(AnsweredMeanwhile):
        answer_question(db, champion, question, AnswerInput(advice="There is nothing", seen=0))

    assert [each.advice for each in question.answers] == ["Try the ramblers"]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(AnswerInput(), id="nothing said"),
        pytest.param(AnswerInput(phone_first=True), id="phone whom?"),
        pytest.param(AnswerInput([NamedActivity(new_id())]), id="gone"),
        pytest.param(AnswerInput([NamedActivity(new_id())], is_nothing_yet=True), id="something and nothing"),
    ],
)
def test_answer_that_cannot_be_one_is_refused(db, champion, question, answer):
    with pytest.raises(WrongInput):
        answer_question(db, champion, question, answer)


def test_that_there_is_nothing_yet_is_an_answer(db, champion, question):
    make_answer(db, champion, question, advice="", is_nothing_yet=True)

    assert not question.is_waiting


def test_asked_back_once_it_waits_again_and_not_twice(db, coordinator, champion, question):
    make_answer(db, champion, question)

    ask_back(db, coordinator, question, AskedBackWhy.FULL)

    assert [each.id for each in list_to_answer(db, champion)] == [question.id]
    assert sorted(letters_to(db, "champion@staff.example")) == [
        "A colleague asks once more",
        "A colleague asks you something",
    ]
    make_answer(db, champion, question, advice="Then try the strollers")
    with pytest.raises(AskedBackBefore):
        ask_back(db, coordinator, question, AskedBackWhy.FULL)


def test_nobody_asks_back_before_there_is_an_answer(db, coordinator, question):
    with pytest.raises(AskedBackBefore):
        ask_back(db, coordinator, question, AskedBackWhy.FULL)


def test_that_it_helped_counts_once_for_each_colleague(db, coordinator, champion, question):
    make_answer(db, champion, question)

    said = [note_use(db, coordinator, question) for _ in range(2)]

    db.expire(question)
    assert said == [True, False]
    assert [each.user_id for each in get_question(db, coordinator, question.id).uses] == [coordinator.user_id]


def test_nothing_helps_or_is_taken_out_before_there_is_an_answer(db, coordinator, champion, question):
    for do in (note_use, confirm_answer, take_out_answer):
        with pytest.raises(NothingToOffer):
            do(db, champion, question)


def test_what_was_taken_out_may_be_put_back_and_then_counts_as_looked_at(db, champion, question):
    make_answer(db, champion, question)
    question.confirmed_at = clock.now() - timedelta(days=300)
    take_out_answer(db, champion, question)
    db.flush()
    was = question.taken_out_by

    put_back_answer(db, champion, question)
    db.flush()

    assert (was, question.taken_out_at) == (champion.user_id, None)
    assert clock.now() - question.confirmed_at < timedelta(minutes=1)


def test_what_is_done_is_recorded_by_ids_alone(db, coordinator, champion, question):
    make_answer(db, champion, question, advice="Ask for Mavis at the gate")

    events = db.scalars(select(AuditEvent).where(AuditEvent.subject == "question")).all()

    assert [each.action for each in events] == ["question.asked", "question.answered"]
    assert {tuple(each.subject_ids) for each in events} == {(str(question.id),)}
    assert "Mavis" not in str([(each.fields, each.subject_ids) for each in events])
