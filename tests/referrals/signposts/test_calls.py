"""Somebody rings: what was agreed on is done in one go, and nothing is asked that is not needed."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.triage.attempts import list_attempts
from directory.casework.triage.reaching import list_not_reached, list_to_try_again
from directory.errors import UsedBefore, WrongInput
from directory.referrals.signposts.calls import NO_NAME, CallDone, CallInput, take_call
from directory.referrals.signposts.signposting import list_signposts
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_client
from tests.factories.signposts import wanted_signpost

S = ReferralInState


def wanted_call(done: CallDone, **more) -> CallInput:
    """Cal rings."""
    told = {"submission_key": f"call-{new_word()}", "name": "Cal Ringer", "phone": "07700 900555", "said": "Lonely"}
    return CallInput(done, **{**told, **more})


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_who_is_rung_back_waits_and_is_on_the_list_that_day(db, actor):
    tomorrow = clock.today() + timedelta(days=1)

    taken = take_call(db, actor, wanted_call(CallDone.CALL_BACK, again_on=tomorrow))
    db.flush()

    assert (taken.referral.state, taken.referral.name, taken.referral.statement) == (S.NEW, "Cal Ringer", "Lonely")
    [again] = list_to_try_again(db, actor, tomorrow)
    assert again.referral is taken.referral


def test_who_is_taken_on_is_with_whoever_took_the_call_and_counts_as_reached(db, actor):
    taken = take_call(db, actor, wanted_call(CallDone.TAKE_ON))
    db.flush()

    assert taken.client.coordinator_id == actor.user_id
    assert [each.how for each in list_attempts(db, taken.client)] == ["they rang us"]
    assert list_not_reached(db, actor) == []


def test_who_may_be_known_is_not_taken_on_twice(db, actor):
    make_client(db, actor, name="Cal Ringer", phone="07700 900555")

    taken = take_call(db, actor, wanted_call(CallDone.TAKE_ON))

    assert (taken.is_known, taken.client, taken.referral.state) == (True, None, S.NEW)


def test_who_is_only_told_of_a_place_need_not_say_who_they_are(db, actor):
    wanted = wanted_call(CallDone.SIGNPOST, name=None, phone=None, signpost=wanted_signpost())

    taken = take_call(db, actor, wanted)
    db.flush()

    assert (taken.referral.state, taken.referral.name) == (S.SIGNPOSTED, NO_NAME)
    assert [each.where_to for each in list_signposts(db, taken.referral)] == ["The library"]


@pytest.mark.parametrize("done", [CallDone.CALL_BACK, CallDone.TAKE_ON])
@pytest.mark.parametrize("missing", ["name", "phone"])
def test_who_is_to_be_rung_has_a_name_and_a_number(db, actor, done, missing):
    with pytest.raises(WrongInput) as refused:
        take_call(db, actor, wanted_call(done, **{missing: None}))

    assert list(refused.value.fields) == [missing]


def test_a_call_sent_twice_is_one(db, actor):
    wanted = wanted_call(CallDone.TAKE_ON)
    first = take_call(db, actor, wanted)
    db.flush()

    again = take_call(db, actor, wanted)

    assert again.client is first.client
    with pytest.raises(UsedBefore):
        take_call(db, actor, wanted_call(CallDone.TAKE_ON, submission_key=wanted.submission_key, name="Mel"))
