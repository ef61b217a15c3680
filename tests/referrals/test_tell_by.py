"""Where a group is told by telephone or on paper, no email leaves by itself."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.outbox import OutboxMessage
from directory.referrals.inputs import MoveInput
from directory.referrals.nudging import list_due_groups, list_given_back
from directory.referrals.operations import move_referral
from directory.referrals.questions import WordsInput, answer_question
from directory.referrals.renewing import send_letter_again
from directory.referrals.states import ReferralState
from directory.referrals.tell_by import TellBy
from directory.working_days import add_working_days
from tests.factories.accounts import make_actor
from tests.factories.referrals import make_group_question, make_referral, make_telling

OTHERWISE = [TellBy.PHONE, TellBy.PRINT]


def letters(db):
    return db.scalars(select(OutboxMessage)).all()


@pytest.mark.parametrize("tell_by", OTHERWISE)
def test_no_email_leaves_to_a_group_that_is_told_otherwise(db, tell_by):
    actor = make_actor(db)

    make_referral(db, actor, tell_by=tell_by)

    assert letters(db) == []


@pytest.mark.parametrize(("tell_by", "is_asked"), [(TellBy.EMAIL, True), (TellBy.PHONE, False), (TellBy.PRINT, False)])
def test_it_is_asked_again_by_its_coordinator_and_not_by_email(db, tell_by, is_asked):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=tell_by)
    later = add_working_days(referral.state_on, 6, "england")

    due = list_due_groups(db, db.get_one(Scheme, actor.scheme_id), later)
    [given] = list_given_back(db, actor)

    assert bool(due) == is_asked
    assert given.is_by_phone == (not is_asked)
    assert given.due_on == add_working_days(referral.state_on, 9 if is_asked else 3, "england")


def test_who_was_rung_has_as_long_to_answer_as_anybody(db):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=TellBy.PHONE)
    make_telling(db, actor, referral)

    [given] = list_given_back(db, actor)

    assert given.due_on == add_working_days(clock.today(), 9, "england")


@pytest.mark.parametrize("tell_by", OTHERWISE)
def test_answer_to_a_group_that_asked_is_not_sent_by_email(db, tell_by):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=tell_by)
    question = make_group_question(db, referral)

    answer_question(db, actor, referral, question.id, WordsInput("Yes, with a rail"))

    assert letters(db) == []
    assert question.answer == "Yes, with a rail"


def test_coordinator_can_send_it_by_email_after_all(db):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=TellBy.PHONE)

    send_letter_again(db, actor, referral, "sent-after-all")
    db.flush()

    assert len(letters(db)) == 1
    assert referral.is_written_to


def test_what_the_group_answers_is_written_down_by_the_coordinator(db):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=TellBy.PRINT)

    move_referral(db, actor, referral, MoveInput(ReferralState.ACCEPTED, clock.today()))

    assert referral.state == ReferralState.ACCEPTED
