"""Tries to reach somebody: each written down once, and going with the person they are about."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new
from directory.casework.referrals_in.joining_referrals import join_referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.attempts import count_in_vain, list_attempts, log_attempt
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.models import ContactAttempt
from directory.errors import UsedBefore, WrongInput
from directory.security.keystore import current_key_store
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client
from tests.factories.triage import make_attempt, try_in_vain, wanted_try

S = ReferralInState


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_who_does_not_answer_is_not_reached_until_somebody_reaches_them(db, actor):
    referral = make_referral_in(db, actor)
    states = []

    for result in (ContactResult.NO_ANSWER, ContactResult.MESSAGE, ContactResult.REACHED):
        make_attempt(db, actor, referral, result=result)
        states.append(referral.state)

    assert states == [S.NOT_REACHED, S.NOT_REACHED, S.NEW]


def test_whom_a_friend_named_still_has_to_be_asked_once_they_are_reached(db, actor):
    referral = make_referral_in(db, actor, wanted_of_friend())

    make_attempt(db, actor, referral, result=ContactResult.REACHED)

    assert referral.state == S.UNCONFIRMED


def test_a_try_sent_twice_is_one_and_another_under_its_key_is_refused(db, actor):
    referral, wanted = make_referral_in(db, actor), wanted_try()
    first = log_attempt(db, actor, referral, wanted)

    assert log_attempt(db, actor, referral, wanted) is first
    with pytest.raises(UsedBefore):
        log_attempt(db, actor, referral, wanted_try(submission_key=wanted.submission_key, result=ContactResult.REACHED))


@pytest.mark.parametrize(
    ("days", "field"),
    [
        pytest.param({"tried_on": 1}, "tried_on", id="in the future"),
        pytest.param({"tried_on": -1, "again_on": -2}, "again_on", id="again before it was tried"),
    ],
)
def test_days_that_cannot_be_are_told(db, actor, days, field):
    referral = make_referral_in(db, actor)
    told = {name: clock.today() + timedelta(days=number) for name, number in days.items()}

    with pytest.raises(WrongInput) as refused:
        log_attempt(db, actor, referral, wanted_try(**told))

    assert list(refused.value.fields) == [field]


def test_tries_in_vain_are_counted_since_somebody_was_reached_last(db, actor):
    client = make_client(db, actor)
    for number, result in enumerate([ContactResult.NO_ANSWER, ContactResult.REACHED, ContactResult.MESSAGE]):
        make_attempt(db, actor, client, result=result, tried_on=clock.today() - timedelta(days=9 - number))
    make_attempt(db, actor, client, tried_on=clock.today())

    assert count_in_vain(list_attempts(db, client)) == 2


def test_what_was_tried_goes_with_who_is_taken_on(db, actor):
    referral = make_referral_in(db, actor)
    make_attempt(db, actor, referral, note="Rang the landline")

    client = accept_as_new(db, actor, referral)
    db.flush()

    [attempt] = list_attempts(db, client)
    assert (attempt.note, attempt.client_id) == ("Rang the landline", client.id)


def test_what_was_tried_of_somebody_known_opens_once_the_old_key_is_gone(db, actor):
    client, referral = make_client(db, actor), make_referral_in(db, actor)
    make_attempt(db, actor, referral, note="Rang the landline")

    before = accept_as_known(db, actor, referral, client)
    db.commit()
    current_key_store().destroy_key(before)
    db.expire_all()

    [attempt] = db.scalars(select(ContactAttempt)).all()
    assert (attempt.note, attempt.person_id) == ("Rang the landline", client.id)


def test_a_try_of_a_referral_that_was_joined_meanwhile_is_of_the_one_that_waits(db, actor):
    own, again = make_referral_in(db, actor), make_referral_in(db, actor)
    join_referral(db, actor, again, own)

    attempt = make_attempt(db, actor, again)

    assert (again.state, again.joined_to_id) == (S.JOINED, own.id)
    assert (own.state, list_attempts(db, own)) == (S.NOT_REACHED, [attempt])


def test_a_try_of_another_team_is_not_shown(db, actor):
    client = make_client(db, actor)
    try_in_vain(db, actor, client)
    stranger = make_client(db, make_actor(db))

    assert list_attempts(db, stranger) == []
