"""Buddy and managers are written to where nobody has checked in from a home visit, once and without a name."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.models import Client
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.visit_letters import ALERT
from directory.casework.support_sessions.visits import check_in
from directory.casework.transfers.moving_clients import move_client
from directory.jobs.check_ins import alert_missed_check_ins
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_overdue_assessment
from tests.factories.casework import make_client
from tests.factories.support_sessions import make_overdue_visit

SITE = "https://lynchpin.example"


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def visit(db, manager):
    scheme = db.get(Scheme, manager.scheme_id)
    coordinator, buddy = make_actor(db, scheme=scheme), make_actor(db, scheme=scheme)
    visit = make_overdue_visit(db, coordinator, make_client(db, coordinator), buddy)
    db.commit()
    return visit


def alerts(db) -> list[OutboxMessage]:
    db.expire_all()
    return list(db.scalars(select(OutboxMessage).where(OutboxMessage.kind == ALERT)))


def test_buddy_and_managers_are_told_once(db, visit, manager):
    first, second = alert_missed_check_ins(SITE), alert_missed_check_ins(SITE)

    told = {each.address for each in alerts(db)}
    assert (first, second) == (1, 0)
    assert told == {db.get(User, each).email for each in (visit.buddy_id, manager.user_id)}


def test_the_letter_names_nobody_who_is_visited(db, visit):
    alert_missed_check_ins(SITE)

    for each in alerts(db):
        said = each.subject + each.text
        assert f"{SITE}/staff/clients/" in said
        assert not {"Edith", "Ashworth", "Mill Lane"} & set(said.split())


def test_a_letter_that_comes_too_late_stays_here(db, visit, manager):
    alert_missed_check_ins(SITE)
    db.expire_all()
    check_in(db, manager, db.get(SupportSession, visit.id))
    db.commit()
    left = []

    send_waiting(left.append, "team@scheme.example")

    assert left == []


def test_while_nobody_checks_in_it_leaves(db, visit):
    alert_missed_check_ins(SITE)
    left = []

    send_waiting(left.append, "team@scheme.example")

    assert len(left) == 2


def test_a_buddy_of_the_team_that_sent_somebody_on_is_told_nothing_of_them(db, visit):
    elsewhere = make_actor(db, Role.MANAGER)
    scheme = db.get(Scheme, elsewhere.scheme_id)
    coordinator = make_actor(db, scheme=scheme)
    move_client(db, db.get(Client, visit.client_id), scheme.id, coordinator.user_id)
    db.commit()

    alert_missed_check_ins(SITE)

    assert [each.address for each in alerts(db)] == [db.get(User, elsewhere.user_id).email]


def test_of_an_assessment_at_home_they_are_told_alike(db, manager):
    scheme = db.get(Scheme, manager.scheme_id)
    coordinator, buddy = make_actor(db, scheme=scheme), make_actor(db, scheme=scheme)
    client = make_client(db, coordinator)
    assessment = make_overdue_assessment(db, coordinator, client, buddy)
    db.commit()
    left = []

    first, second = alert_missed_check_ins(SITE), alert_missed_check_ins(SITE)
    send_waiting(left.append, "team@scheme.example")

    told = alerts(db)
    assert (first, second, len(left)) == (1, 0, 2)
    assert {each.address for each in told} == {db.get(User, each.user_id).email for each in (buddy, manager)}
    assert all(f"{SITE}/staff/clients/{client.reference}/assessments/{assessment.id}" in each.text for each in told)


def test_of_an_assessment_that_was_put_off_they_are_told_anew(db, manager):
    scheme = db.get(Scheme, manager.scheme_id)
    coordinator, buddy = make_actor(db, scheme=scheme), make_actor(db, scheme=scheme)
    assessment = make_overdue_assessment(db, coordinator, make_client(db, coordinator), buddy)
    db.commit()
    alert_missed_check_ins(SITE)
    db.expire_all()
    # Somebody put it off, and nobody checks in from it then either.
    assessment.alerted_at, assessment.check_in_due_at = None, assessment.check_in_due_at - timedelta(minutes=30)
    db.commit()

    again = alert_missed_check_ins(SITE)

    assert again == 1
    assert len(alerts(db)) == 4
