"""Signposts: written down once, warned of where there is no room, and no referral."""

import pytest

from directory.casework.referrals_in.answering_referrals import AnsweredMeanwhile, accept_as_new
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.errors import UsedBefore, WrongInput
from directory.referrals.queries import list_onward_referrals
from directory.referrals.signposts.signposting import (
    end_with_signpost,
    list_signposts,
    signpost,
)
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.signposts import make_full, make_signpost, wanted_signpost


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_who_is_told_of_a_place_waits_no_more_and_is_not_referred(db, actor):
    referral = make_referral_in(db, actor)

    end_with_signpost(db, actor, referral, wanted_signpost())
    db.flush()

    [told] = list_signposts(db, referral)
    assert (told.where_to, told.reason, told.told_by) == ("The library", "Computers", actor.user_id)
    assert (referral.state, referral.client_id) == (ReferralInState.SIGNPOSTED, None)


def test_a_signpost_of_a_client_is_counted_apart_from_referrals(db, actor):
    client = make_client(db, actor)

    make_signpost(db, actor, client, place=None, service_id=make_service(db, "Choir").id)

    assert [each.where_to for each in list_signposts(db, client)] == ["Choir"]
    assert list_onward_referrals(db, actor, client) == []


def test_sent_twice_it_is_one_and_another_place_under_its_key_is_refused(db, actor):
    client, wanted = make_client(db, actor), wanted_signpost()
    first = signpost(db, actor, client, wanted)

    assert signpost(db, actor, client, wanted) is first
    with pytest.raises(UsedBefore):
        signpost(db, actor, client, wanted_signpost(submission_key=wanted.submission_key, place="The market"))


def test_nobody_is_sent_nowhere(db, actor):
    with pytest.raises(WrongInput):
        signpost(db, actor, make_client(db, actor), wanted_signpost(place=None))


def test_where_there_is_no_room_it_is_said_why_they_are_told_of_it_all_the_same(db, actor):
    client, full = make_client(db, actor), make_service(db, "Choir")
    make_full(db, full)

    with pytest.raises(WrongInput) as refused:
        signpost(db, actor, client, wanted_signpost(place=None, service_id=full.id))
    told = make_signpost(db, actor, client, place=None, service_id=full.id, in_spite="They only want to look")

    assert list(refused.value.fields) == ["in_spite"]
    assert (told.room_warning, told.in_spite) == ("full", "They only want to look")


def test_who_was_answered_meanwhile_is_told_of_no_place(db, actor):
    referral = make_referral_in(db, actor)
    accept_as_new(db, actor, referral)

    with pytest.raises(AnsweredMeanwhile):
        end_with_signpost(db, actor, referral, wanted_signpost())
