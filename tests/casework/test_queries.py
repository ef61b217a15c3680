"""Whose clients somebody sees, and the record that they looked."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.operations import close_case
from directory.casework.policy import may_see_client
from directory.casework.queries import get_client, list_recorded, open_case
from directory.db import transaction
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


@pytest.fixture
def scheme(db):
    scheme = make_scheme(db, "North")
    db.flush()
    return scheme


@pytest.fixture
def coordinator(db, scheme):
    return make_actor(db, scheme=scheme)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def looks(db) -> list[tuple[str, list[str]]]:
    db.flush()
    events = db.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [(event.action, event.subject_ids) for event in events if event.action in ("client.viewed", "client.listed")]


def test_looking_at_a_client_is_written_down(db, coordinator, client):
    found = get_client(db, coordinator, client.reference)

    assert found is client
    assert looks(db) == [("client.viewed", [str(client.id)])]


def test_listing_clients_is_written_down_with_everybody_shown(db, coordinator, client):
    other = make_client(db, coordinator)

    listed = list_recorded(db, coordinator)

    assert {each.id for each in listed} == {client.id, other.id}
    assert looks(db) == [("client.listed", sorted([str(client.id), str(other.id)]))]


def test_a_reference_may_be_typed_in_small_letters(db, coordinator, client):
    assert get_client(db, coordinator, client.reference.lower()) is client


def test_clients_are_listed_newest_first(db, coordinator):
    made = [make_client(db, coordinator) for _ in range(3)]

    assert [each.id for each in list_recorded(db, coordinator)] == [each.id for each in reversed(made)]


def test_all_that_a_page_shows_is_loaded(db, coordinator, client):
    db.expunge_all()

    found = get_client(db, coordinator, client.reference)

    assert found.coordinator.name
    assert len(found.cases) == len(found.consents) == 1


def test_another_scheme_sees_nobody(db, client):
    stranger = make_actor(db)

    with pytest.raises(NotFound) as hidden:
        get_client(db, stranger, client.reference)
    with pytest.raises(NotFound) as absent:
        get_client(db, stranger, "AAAAAAAAAA")

    assert str(hidden.value) == str(absent.value)
    assert list_recorded(db, stranger) == []
    assert looks(db) == []


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.COORDINATOR, True),
        (Role.MANAGER, True),
        (Role.CHAMPION, False),
        (Role.COMMISSIONER, False),
        (Role.EDITOR, False),
        (Role.ADMINISTRATOR, False),
    ],
)
def test_who_of_the_same_scheme_sees_clients(db, scheme, client, role, sees):
    colleague = make_actor(db, role, scheme=scheme)

    assert may_see_client(colleague, client) is sees
    assert (client in list_recorded(db, colleague)) is sees
    if not sees:
        with pytest.raises(NotFound):
            get_client(db, colleague, client.reference)


def test_the_open_case_is_the_one_that_is_not_closed(db, coordinator, client):
    (case,) = client.cases
    assert open_case(client) is case

    close_case(db, coordinator, case, clock.today())

    assert open_case(client) is None


def test_who_waited_for_a_client_reads_the_coordinator_of_now(own_database, meanwhile):
    with transaction() as db:
        before = make_actor(db)
        after = make_actor(db, scheme=db.get_one(Scheme, before.scheme_id))
        reference = make_client(db, before).reference

    def coordinator_of() -> str:
        with transaction() as db:
            return get_client(db, after, reference, to_change=True).coordinator.email

    with transaction() as db:
        get_client(db, before, reference, to_change=True).coordinator_id = after.user_id
        db.flush()  # whoever wants the client now waits
        waiting = meanwhile(coordinator_of)

    with transaction() as db:
        assert waiting.result(10) == db.get_one(User, after.user_id).email
