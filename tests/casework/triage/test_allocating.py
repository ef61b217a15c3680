"""Who supports a client: a coordinator takes somebody themself, a manager decides for anybody; it is written down."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.operations import ChangedMeanwhile
from directory.casework.referrals_in.answering_referrals import accept_as_known, accept_as_new
from directory.casework.triage.allocating import NotTheirs, change_coordinator, list_allocations
from directory.casework.triage.kinds import AllocationReason, Gender
from directory.casework.triage.wishing import WishInput, note_wishes, wishes_of
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.triage import to_colleague


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def colleague(db, actor):
    return make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))


@pytest.fixture
def manager(db, actor):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))


def test_a_manager_has_a_coordinator_take_somebody_on(db, manager, colleague):
    client = accept_as_new(db, manager, make_referral_in(db, manager), to_colleague(colleague))

    db.flush()
    [allocation] = list_allocations(db, client)
    assert client.coordinator_id == colleague.user_id
    assert (allocation.from_user_id, allocation.to_user_id, allocation.by_user_id) == (
        None,
        colleague.user_id,
        manager.user_id,
    )


def test_a_coordinator_takes_nobody_on_for_a_colleague(db, actor, colleague):
    referral = make_referral_in(db, actor)

    with pytest.raises(NotTheirs):
        accept_as_new(db, actor, referral, to_colleague(colleague))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAMPION])
def test_nobody_is_supported_by_who_is_no_coordinator(db, manager, role):
    other = make_actor(db, role, scheme=db.get_one(Scheme, manager.scheme_id))

    with pytest.raises(WrongInput):
        accept_as_new(db, manager, make_referral_in(db, manager), to_colleague(other))


def test_nobody_is_supported_by_another_team(db, manager):
    with pytest.raises(WrongInput):
        accept_as_new(db, manager, make_referral_in(db, manager), to_colleague(make_actor(db)))


def test_who_is_known_and_has_a_coordinator_stays_with_them(db, actor, manager, colleague):
    client = make_client(db, actor)

    accept_as_known(db, manager, make_referral_in(db, manager), client, to_colleague(colleague))

    assert client.coordinator_id == actor.user_id


def test_a_change_of_coordinator_keeps_who_it_was_before_and_why(db, actor, manager, colleague):
    client = make_client(db, actor)
    wanted = to_colleague(colleague, reason=AllocationReason.PERSON_ASKED, note="Wants a woman")

    change_coordinator(db, manager, client, wanted)
    assert change_coordinator(db, manager, client, wanted) is None

    [allocation] = list_allocations(db, client)
    assert client.coordinator_id == colleague.user_id
    assert (allocation.from_user_id, allocation.reason, allocation.note) == (
        actor.user_id,
        "the person asked",
        "Wants a woman",
    )


def test_a_coordinator_takes_over_somebody_themself(db, actor, colleague):
    client = make_client(db, actor)

    change_coordinator(db, colleague, client, to_colleague(colleague))

    assert client.coordinator_id == colleague.user_id


def test_of_two_who_change_it_at_once_the_second_is_told(db, actor, manager, colleague):
    client = make_client(db, actor)
    change_coordinator(db, manager, client, to_colleague(colleague, seen=actor.user_id))
    third = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))

    with pytest.raises(ChangedMeanwhile):
        change_coordinator(db, manager, client, to_colleague(third, seen=actor.user_id))


def test_what_somebody_wishes_goes_with_them(db, actor):
    referral = make_referral_in(db, actor, language="Urdu")
    note_wishes(db, actor, referral, WishInput(Gender.WOMAN, wants_somebody_new=True))

    client = accept_as_new(db, actor, referral)
    db.flush()

    wishes = wishes_of(db, client)
    assert (wishes.gender, wishes.language, wishes.wants_somebody_new) == (Gender.WOMAN, "Urdu", True)
    assert (wishes.outward, wishes.supported_by) == ("LS11", {actor.user_id})
