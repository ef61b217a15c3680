"""Records that only a few may see, and opening one in an emergency."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import Scheme
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.client_tokens import NhsNumberTaken
from directory.casework.emergencies import (
    LASTS,
    count_unreviewed,
    get_emergency,
    list_emergencies,
    open_in_emergency,
    restrict_sight,
    review_emergency,
)
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client
from directory.casework.queries import get_client, list_recorded, list_supported_clients, list_unagreed_clients
from directory.casework.transfers.moving_clients import offer_transfer
from directory.casework.transfers.queries import list_outgoing
from directory.db import transaction
from directory.errors import NotFound, Refused
from directory.referrals.nudging import list_given_back
from directory.referrals.queries import get_onward_referral, list_onward_referrals
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.emergencies import REASON, make_emergency
from tests.factories.referrals import make_referral
from tests.factories.transfers import wanted_transfer


@pytest.fixture
def scheme(db) -> Scheme:
    scheme = make_scheme(db, "North team")
    db.flush()
    return scheme


@pytest.fixture
def coordinator(db, scheme) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=scheme)


@pytest.fixture
def colleague(db, scheme) -> Actor:
    return make_actor(db, Role.COORDINATOR, scheme=scheme)


@pytest.fixture
def manager(db, scheme) -> Actor:
    return make_actor(db, Role.MANAGER, scheme=scheme)


@pytest.fixture
def client(db, coordinator) -> Client:
    """Somebody whose record is restricted."""
    client = make_client(db, coordinator)
    restrict_sight(db, coordinator, client, is_restricted=True)
    db.flush()
    return client


def acts(db) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_restricted_record_looks_absent_to_colleagues_everywhere(db, coordinator, colleague, client, scheme):
    referral = make_referral(db, coordinator, client=client)
    offer_transfer(db, coordinator, client, wanted_transfer(make_other_scheme(db)))
    db.flush()

    for find in (
        lambda: get_client(db, colleague, client.reference),
        lambda: get_onward_referral(db, colleague, referral.reference),
    ):
        with pytest.raises(NotFound):
            find()
    today = clock.today()
    lists = [
        list_recorded(db, colleague),
        list_supported_clients(db, colleague),
        list_unagreed_clients(db, colleague, today),
        list_onward_referrals(db, colleague),
        list_given_back(db, colleague),
        list_outgoing(db, colleague),
    ]
    assert [list(each) for each in lists] == [[]] * 6


def test_the_reference_of_a_restricted_client_is_not_told_to_who_types_their_nhs_number(db, coordinator, colleague):
    known = make_client(db, coordinator, nhs_number="9434765919")
    restrict_sight(db, coordinator, known, is_restricted=True)
    db.flush()

    with pytest.raises(NhsNumberTaken) as refused:
        make_client(db, colleague, nhs_number="9434765919")

    assert known.reference not in refused.value.fields["nhs_number"]


def make_other_scheme(db) -> Scheme:
    other = make_scheme(db, "Another team")
    db.flush()
    return other


def test_their_coordinator_and_managers_go_on_seeing_it(db, coordinator, manager, client):
    referral = make_referral(db, coordinator, client=client)

    for actor in (coordinator, manager):
        assert get_client(db, actor, client.reference) is client
        assert [each.id for each in list_onward_referrals(db, actor)] == [referral.id]


def test_only_their_coordinator_or_a_manager_restricts_a_record(db, coordinator, colleague, manager):
    client = make_client(db, coordinator)

    with pytest.raises(Refused):
        restrict_sight(db, colleague, client, is_restricted=True)
    restrict_sight(db, manager, client, is_restricted=True)
    restrict_sight(db, manager, client, is_restricted=True)
    restrict_sight(db, coordinator, client, is_restricted=False)

    assert client.restricted_at is None
    assert [each for each in acts(db) if "restricted" in each] == ["client.restricted", "client.unrestricted"]


def test_it_opens_for_four_hours_and_closes_by_itself(db, colleague, client):
    with time_machine.travel(clock.now(), tick=False) as now:
        open_in_emergency(db, colleague, client.reference.lower(), REASON)
        db.flush()
        opened = get_client(db, colleague, client.reference)
        now.shift(LASTS)

        with pytest.raises(NotFound):
            get_client(db, colleague, client.reference)

    assert opened is client
    assert timedelta(hours=4) == LASTS


def test_it_opens_for_nobody_else_and_in_no_other_team(db, scheme, colleague, client):
    other, stranger = make_actor(db, Role.COORDINATOR, scheme=scheme), make_actor(db, Role.COORDINATOR)
    open_in_emergency(db, colleague, client.reference, REASON)
    db.flush()

    for actor in (other, stranger):
        with pytest.raises(NotFound):
            get_client(db, actor, client.reference)
    assert open_in_emergency(db, stranger, client.reference, REASON) is None


def test_what_is_not_there_and_what_is_another_teams_are_the_same_and_written_down(db, client):
    stranger = make_actor(db, Role.COORDINATOR)

    found = [open_in_emergency(db, stranger, each, REASON) for each in (client.reference, "AAAAAAAAAA", "no letters")]

    assert found == [None] * 3
    assert acts(db)[-3:] == ["client.emergency_refused"] * 3
    assert db.scalars(select(EmergencyAccess)).all() == []


def test_who_sees_the_record_anyway_opens_nothing(db, coordinator, client):
    opened = open_in_emergency(db, coordinator, client.reference, REASON)

    assert (opened.reference, opened.access) == (client.reference, None)
    assert "client.emergency_opened" not in acts(db)


def test_a_second_click_opens_it_once(db, colleague, client):
    first = make_emergency(db, colleague, client)

    again = open_in_emergency(db, colleague, client.reference, REASON)

    assert (again.access, again.is_new) == (first, False)
    assert acts(db).count("client.emergency_opened") == 1


def test_a_manager_looks_into_it_with_a_note_and_the_first_note_stands(db, colleague, manager, client):
    access = make_emergency(db, colleague, client)
    before = count_unreviewed(db, manager)

    review_emergency(db, manager, get_emergency(db, manager, access.id), "It was needed")
    review_emergency(db, manager, get_emergency(db, manager, access.id), "Another note")

    [found] = list_emergencies(db, manager)
    assert (before, count_unreviewed(db, manager)) == (1, 0)
    assert (found.note, found.reviewed_by, found.reason) == ("It was needed", manager.user_id, REASON)
    assert acts(db).count("client.emergency_reviewed") == 1


def test_nobody_looks_into_their_own_opening(db, scheme, client):
    both = make_actor(db, Role.COORDINATOR, scheme=scheme)
    access = make_emergency(db, both, client)

    with pytest.raises(Refused):
        review_emergency(db, both, access, "All was well")


def test_an_opening_in_another_team_looks_absent(db, colleague, client):
    access = make_emergency(db, colleague, client)
    stranger = make_actor(db, Role.MANAGER)

    with pytest.raises(NotFound):
        get_emergency(db, stranger, access.id)
    assert list_emergencies(db, stranger) == []


def test_two_tabs_at_once_open_it_once(own_database, at_once):
    with transaction() as db:
        scheme = make_scheme(db, "North team")
        db.flush()
        client = make_client(db, make_actor(db, Role.COORDINATOR, scheme=scheme))
        client.restricted_at = clock.now()
        reference, colleague = client.reference, make_actor(db, Role.COORDINATOR, scheme=scheme)

    def open_it():
        with transaction() as db:
            return open_in_emergency(db, colleague, reference, REASON).is_new

    assert sorted(at_once(open_it, open_it)) == [False, True]
