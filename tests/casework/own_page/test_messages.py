"""What is told on an own page is before somebody at work, whoever left or is away."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.own_page.messages import MessageInput, keep_message, list_unseen, see_to
from directory.casework.own_page.models import Told
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def scheme(db, coordinator):
    return db.get_one(Scheme, coordinator.scheme_id)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


@pytest.fixture
def told(db, client):
    """What a client asks for, just now."""
    return keep_message(db, client, MessageInput(Told.COPY, "asks for a copy"))


def leave(db, coordinator, told) -> None:
    db.get_one(User, coordinator.user_id).is_active = False


def be_away(db, coordinator, told) -> None:
    told.told_at = clock.now() - timedelta(days=3, minutes=1)


UNSEEN = [pytest.param(leave, id="has left"), pytest.param(be_away, id="is away")]


def test_for_three_days_it_is_for_their_coordinator_and_managers(db, coordinator, scheme, told):
    told.told_at = clock.now() - timedelta(days=2)
    colleague, manager = make_actor(db, scheme=scheme), make_actor(db, Role.MANAGER, scheme=scheme)

    seen = [list(list_unseen(db, each)) for each in (coordinator, colleague, manager)]

    assert seen == [[told], [], [told]]


@pytest.mark.parametrize("become", UNSEEN)
@pytest.mark.parametrize("roles", [[Role.COORDINATOR], [Role.MANAGER], [Role.COORDINATOR, Role.MANAGER]])
def test_then_it_is_for_everybody_who_may_see_them(db, coordinator, scheme, told, become, roles):
    become(db, coordinator, told)
    colleague = make_actor(db, *roles, scheme=scheme)

    assert list_unseen(db, colleague) == [told]


@pytest.mark.parametrize("become", UNSEEN)
def test_of_a_restricted_record_managers_alone_see_it(db, coordinator, scheme, client, told, become):
    client.restricted_at = clock.now()
    become(db, coordinator, told)
    colleague, manager = make_actor(db, scheme=scheme), make_actor(db, Role.MANAGER, scheme=scheme)

    assert (list_unseen(db, colleague), list_unseen(db, manager)) == ([], [told])


@pytest.mark.parametrize("become", UNSEEN)
def test_nobody_of_another_team_sees_it(db, coordinator, told, become):
    become(db, coordinator, told)

    assert list_unseen(db, make_actor(db)) == []


@pytest.mark.parametrize("become", UNSEEN)
def test_what_one_has_seen_to_is_before_nobody(db, coordinator, scheme, client, told, become):
    become(db, coordinator, told)
    colleague, other = make_actor(db, scheme=scheme), make_actor(db, scheme=scheme)

    see_to(db, colleague, client, told.id)

    assert (list_unseen(db, colleague), list_unseen(db, other)) == ([], [])
