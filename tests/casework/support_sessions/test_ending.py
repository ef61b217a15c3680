"""What becomes of planned sessions where a case ends, or another team takes somebody on."""

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import close_case
from directory.casework.support_sessions.ending import hand_over_sessions
from directory.casework.support_sessions.queries import find_allowance, list_support_sessions
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from tests.factories.accounts import make_actor
from tests.factories.support_sessions import in_days, make_happened, make_more_sessions, make_support_session
from tests.factories.transfers import wanted_transfer


def test_what_is_to_come_is_cancelled_where_the_case_is_closed(db, coordinator, client):
    past = make_support_session(db, coordinator, client, in_days(-1))
    to_come = make_support_session(db, coordinator, client, in_days(2))

    close_case(db, coordinator, client.cases[0], clock.today())
    db.flush()

    assert (to_come.state, to_come.reason, to_come.note) == ("cancelled", "ours", "Their case was closed.")
    assert past.state == "planned"


def test_what_is_to_come_is_cancelled_where_somebody_dies(db, coordinator, client):
    to_come = make_support_session(db, coordinator, client, in_days(2))

    record_death(db, coordinator, client, DeathInput("her daughter"))
    db.flush()

    assert to_come.state == "cancelled"


def test_planned_sessions_go_to_the_new_coordinator(db, coordinator, client, scheme):
    colleague = make_actor(db, scheme=scheme)
    happened = make_happened(db, coordinator, client)
    planned = make_support_session(db, coordinator, client)

    number = hand_over_sessions(db, client, colleague.user_id)

    assert number == 1
    assert (planned.coordinator_id, happened.coordinator_id) == (colleague.user_id, coordinator.user_id)


def test_sessions_go_along_to_another_team(db, coordinator, manager, client):
    north = make_scheme(db, "North")
    receiver, new = make_actor(db, Role.MANAGER, scheme=north), make_actor(db, scheme=north)
    make_more_sessions(db, manager, client)
    planned = make_support_session(db, coordinator, client)
    transfer = offer_transfer(db, manager, client, wanted_transfer(north))
    db.flush()

    moved = accept_transfer(db, receiver, get_incoming(db, receiver, transfer.id), new.user_id)
    db.flush()

    [kept] = list_support_sessions(db, moved)
    assert (kept.id, kept.scheme_id, kept.coordinator_id) == (planned.id, north.id, new.user_id)
    assert kept.place == "The library café"
    assert find_allowance(db, moved.cases[0]).limit == 7
