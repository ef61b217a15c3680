"""What becomes of planned sessions where a case ends, or another team takes somebody on."""

from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.accounts.operations import make_scheme
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import close_case
from directory.casework.support_sessions.ending import hand_over_sessions
from directory.casework.support_sessions.models import RemindBy
from directory.casework.support_sessions.queries import find_allowance, list_support_sessions
from directory.casework.support_sessions.reminders import plan_reminder
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.casework.triage.allocating import AllocationInput, change_coordinator
from directory.casework.triage.kinds import AllocationReason
from directory.outbox import OutboxMessage, is_waiting
from tests.factories.accounts import make_actor
from tests.factories.casework import make_reachable
from tests.factories.support_sessions import (
    in_days,
    make_happened,
    make_more_sessions,
    make_support_session,
    make_visit,
)
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


def test_what_is_held_after_the_case_is_cancelled_where_somebody_dies(db, coordinator, client):
    to_come = make_support_session(db, coordinator, client, in_days(2))
    close_case(db, coordinator, client.cases[0], clock.today(), still_held={to_come.id})

    record_death(db, coordinator, client, DeathInput("their daughter"))

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


def test_a_change_of_coordinator_takes_along_just_their_appointments(db, coordinator, manager, client, scheme):
    colleague, cover = make_actor(db, scheme=scheme), make_actor(db, scheme=scheme)
    own = make_support_session(db, coordinator, client, in_days(2))
    covered = make_support_session(db, coordinator, client, in_days(3), coordinator_id=cover.user_id)

    change_coordinator(db, manager, client, AllocationInput(colleague.user_id, AllocationReason.OTHER))
    db.flush()

    assert (own.coordinator_id, covered.coordinator_id) == (colleague.user_id, cover.user_id)


def test_the_reminder_that_waits_names_whoever_meets_them_now(db, coordinator, scheme):
    client = make_reachable(db, coordinator)
    colleague = make_actor(db, scheme=scheme)
    session = make_support_session(db, coordinator, client, in_days(9))
    plan_reminder(db, client, session, RemindBy.EMAIL)

    hand_over_sessions(db, client, colleague.user_id)
    db.flush()

    [letter] = db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == session.id, is_waiting()))
    assert db.get_one(User, colleague.user_id).name in letter.text


def test_nobody_is_the_buddy_of_their_own_visit(db, coordinator, client, scheme):
    colleague = make_actor(db, scheme=scheme)
    visit = make_visit(db, coordinator, client, colleague)

    hand_over_sessions(db, client, colleague.user_id)
    db.flush()

    assert (visit.coordinator_id, visit.buddy_id) == (colleague.user_id, coordinator.user_id)
