"""Which records of a team may be of one person: found by a program, said by a person."""

from datetime import date

import pytest

from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.operations import make_scheme
from directory.casework.joining.models import PairState
from directory.casework.joining.pairing import compare_clients, find_pair, list_alike, list_pairs, say_two_people
from directory.casework.moving import move_client
from directory.casework.queries import get_client
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

BORN = date(1950, 2, 1)


@pytest.fixture
def team(db) -> Scheme:
    scheme = make_scheme(db, "North team")
    db.flush()
    return scheme


@pytest.fixture
def coordinator(db, team) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=team)


def pairs_seen(db, actor) -> list[set[str]]:
    return [{each.one.reference, each.other.reference} for each in list_pairs(db, actor, 10)]


def test_a_name_with_a_slip_and_the_same_birth_date_may_be_one_person(db, coordinator):
    one = make_client(db, coordinator, name="Harold Wetherby", born_on=BORN)
    other = make_client(db, coordinator, name="Harald Wetherby", born_on=BORN)
    make_client(db, coordinator, name="Olive Marsh", born_on=BORN)

    compared = compare_clients(db, 100)

    assert compared == 3
    assert pairs_seen(db, coordinator) == [{one.reference, other.reference}]
    assert [each.reference for each in list_alike(db, coordinator, other)] == [one.reference]


def test_who_was_compared_is_compared_again_once_something_changed(db, coordinator):
    one = make_client(db, coordinator, name="Harold Wetherby", born_on=BORN)
    other = make_client(db, coordinator, name="Olive Marsh", born_on=BORN, postcode="LS11 8ND")
    compare_clients(db, 100)
    nothing = compare_clients(db, 100)
    other.name = "Harald Wetherby"
    db.flush()
    compared = compare_clients(db, 100)
    found = pairs_seen(db, coordinator)

    other.name = "Olive Marsh"
    db.flush()
    compare_clients(db, 100)

    assert (nothing, compared) == (0, 1)
    assert found == [{one.reference, other.reference}]
    assert pairs_seen(db, coordinator) == []


def test_nobody_of_another_team_is_like_anybody(db, coordinator):
    stranger = make_actor(db, Role.COORDINATOR)
    for actor in (coordinator, stranger):
        make_client(db, actor, name="Harold Wetherby", born_on=BORN)

    compare_clients(db, 100)

    assert pairs_seen(db, coordinator) == pairs_seen(db, stranger) == []


def test_two_people_are_not_offered_again(db, coordinator):
    one = make_client(db, coordinator, name="Harold Wetherby", born_on=BORN)
    other = make_client(db, coordinator, name="Harald Wetherby", born_on=BORN)
    compare_clients(db, 100)

    for _ in range(2):
        say_two_people(db, coordinator, one, other)
    one.phone = "0113 496 0001"
    db.flush()
    compare_clients(db, 100)

    pair = find_pair(db, other.id, one.id)
    assert (pair.state, pair.said_by) == (PairState.TWO_PEOPLE, coordinator.user_id)
    assert pairs_seen(db, coordinator) == []
    assert list_alike(db, coordinator, one) == []


def test_a_restricted_record_is_shown_in_no_pair_to_a_colleague(db, coordinator, team):
    colleague = make_actor(db, Role.COORDINATOR, scheme=team)
    one = make_client(db, coordinator, name="Harold Wetherby", born_on=BORN)
    hidden = make_client(db, coordinator, name="Harald Wetherby", born_on=BORN)
    hidden.restricted_at = hidden.made_at
    db.flush()
    compare_clients(db, 100)

    assert pairs_seen(db, colleague) == []
    assert list_alike(db, colleague, one) == []
    assert pairs_seen(db, coordinator) == [{one.reference, hidden.reference}]


def test_a_pair_stays_with_nobody_once_one_of_the_two_went_to_another_team(db, coordinator):
    one = make_client(db, coordinator, name="Harold Wetherby", born_on=BORN)
    other = make_client(db, coordinator, name="Harald Wetherby", born_on=BORN)
    compare_clients(db, 100)
    south = make_scheme(db, "South team")
    db.flush()
    receiver = make_actor(db, Role.COORDINATOR, scheme=south)

    move_client(db, get_client(db, coordinator, other.reference), south.id, receiver.user_id)

    assert find_pair(db, one.id, other.id) is None
    assert pairs_seen(db, receiver) == []
