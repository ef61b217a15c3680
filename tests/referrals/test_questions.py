"""A group asks before it answers, and is told."""

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.agreeing import withdraw_consent
from directory.errors import NotFound, UsedBefore
from directory.referrals.questions import (
    AnsweredMeanwhile,
    NobodyToTell,
    WordsInput,
    answer_question,
    ask_team,
    list_asking,
    list_questions,
)
from directory.referrals.replies import get_shared
from tests.factories.accounts import make_actor
from tests.factories.links import make_reply_link, sent_letters
from tests.factories.referrals import make_group_question, make_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    return make_referral(db, coordinator)


@pytest.fixture
def question(db, referral):
    return make_group_question(db, referral)


def test_what_a_group_asks_waits_for_the_coordinator_of_the_person(db, coordinator, referral, question):
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    assert list_asking(db, coordinator) == [question]
    assert list_asking(db, colleague) == []
    assert referral.state == "sent"


def test_the_same_question_sent_twice_is_asked_once(db, referral):
    shared = get_shared(db, make_reply_link(db, referral))
    wanted = WordsInput("Does she drive?", "question-clicked-twice")

    ask_team(db, shared, wanted)
    ask_team(db, shared, wanted)

    assert [each.question for each in list_questions(db, referral)] == ["Does she drive?"]
    with pytest.raises(UsedBefore):
        ask_team(db, shared, WordsInput("Does she walk?", "question-clicked-twice"))


def test_an_answer_stands_on_the_page_and_a_letter_without_a_word_of_it_says_so(db, coordinator, referral, question):
    sent_letters()

    answer_question(db, coordinator, referral, question.id, WordsInput("Yes, with a rail."))
    db.commit()

    [letter] = sent_letters()
    assert list_questions(db, referral)[0].answer == "Yes, with a rail."
    assert list_asking(db, coordinator) == []
    assert "rail" not in letter.get_content()
    assert "/replies/" in letter.get_content()
    assert referral.client.name not in letter.get_content() + letter["Subject"]


def test_two_colleagues_do_not_answer_differently(db, coordinator, referral, question):
    answer_question(db, coordinator, referral, question.id, WordsInput("Yes"))

    answer_question(db, coordinator, referral, question.id, WordsInput("Yes"))

    with pytest.raises(AnsweredMeanwhile):
        answer_question(db, coordinator, referral, question.id, WordsInput("No"))


def test_a_group_is_told_nothing_after_a_no(db, coordinator, referral, question):
    withdraw_consent(db, coordinator, referral.client, clock.today())

    with pytest.raises(NobodyToTell):
        answer_question(db, coordinator, referral, question.id, WordsInput("Yes"))

    assert list_questions(db, referral)[0].answer is None


def test_a_question_about_another_referral_is_not_found(db, coordinator, question):
    other = make_referral(db, coordinator)

    with pytest.raises(NotFound):
        answer_question(db, coordinator, other, question.id, WordsInput("Yes"))
