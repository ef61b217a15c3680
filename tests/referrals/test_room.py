"""Whoever sends somebody where there may be no room is warned, and may have a reason."""

from datetime import timedelta

import pytest

from directory import clock
from directory.catalogue.models.conditions import ServiceCapacity
from directory.db import new_id
from directory.errors import WrongInput
from directory.referrals.operations import refer_onward
from directory.referrals.room import RoomWarning, find_room_warning
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral, wanted_referral

WHY = "They keep a place for us"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def group_saying(db, days_ago=1, **said):
    service = make_service(db)
    said_at = clock.now() - timedelta(days=days_ago)
    service.capacities = [ServiceCapacity(id=new_id(), updated=said_at, **said)]
    db.flush()
    return service


def wanted(service, **more):
    return wanted_referral(service.id, f"referral-{new_word()}", **more)


SAYS = (
    pytest.param({"room": "full"}, RoomWarning.FULL, id="full"),
    pytest.param({"room": "waiting list"}, RoomWarning.WAITING_LIST, id="waiting list"),
    pytest.param({"room": "full", "days_ago": 43}, None, id="full long ago"),
    pytest.param({"room": "has room"}, None, id="room"),
    pytest.param({"room": "has room", "available": 2}, None, id="room for two"),
)


@pytest.mark.parametrize(("said", "warning"), SAYS)
def test_what_a_group_says_warns(db, said, warning):
    assert find_room_warning(db, group_saying(db, **said)) == warning


def test_nobody_is_sent_there_without_a_reason(db, coordinator):
    client, full = make_client(db, coordinator), group_saying(db, room="full")

    with pytest.raises(WrongInput) as told:
        refer_onward(db, coordinator, client, wanted(full))

    assert set(told.value.fields) == {"in_spite"}


def test_the_reason_is_kept_with_the_referral_and_sealed(db, coordinator):
    client, full = make_client(db, coordinator), group_saying(db, room="full")

    referral = refer_onward(db, coordinator, client, wanted(full, in_spite=WHY))

    db.flush()
    assert (referral.room_warning, referral.in_spite) == ("full", WHY)
    assert b"place" not in referral.in_spite_sealed


def test_places_are_used_up_by_those_sent_since_whoever_sent_them(db, coordinator):
    group = group_saying(db, room="has room", available=2)
    make_referral(db, coordinator, service=group, days_ago=0)
    assert find_room_warning(db, group) is None

    make_referral(db, make_actor(db), service=group, days_ago=0)

    assert find_room_warning(db, group) is RoomWarning.USED_UP


def test_who_was_refused_takes_no_place(db, coordinator):
    group = group_saying(db, room="has room", available=1)
    referral = make_referral(db, coordinator, service=group, days_ago=0)

    referral.state = ReferralState.DECLINED.value
    db.flush()

    assert find_room_warning(db, group) is None


def test_a_new_word_of_the_group_counts_anew(db, coordinator):
    group = group_saying(db, room="has room", available=1)
    make_referral(db, coordinator, service=group, days_ago=0)

    group.capacities[0].updated = clock.now() + timedelta(seconds=1)
    db.flush()

    assert find_room_warning(db, group) is None


def test_what_was_sent_on_another_day_is_only_written_down(db, coordinator):
    client, full = make_client(db, coordinator), group_saying(db, room="full")

    referral = refer_onward(db, coordinator, client, wanted(full, sent_on=clock.today() - timedelta(days=3)))

    assert referral.room_warning is None


def test_a_reason_without_a_warning_is_not_kept(db, coordinator):
    client, group = make_client(db, coordinator), group_saying(db, room="has room")

    assert refer_onward(db, coordinator, client, wanted(group, in_spite=WHY)).in_spite is None
