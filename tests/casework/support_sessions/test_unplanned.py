"""Open cases in which nothing is planned and nothing rests."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.support_sessions.ending import cancel_planned
from directory.casework.support_sessions.unplanned import list_unplanned
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_happened, make_pause, make_support_session


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def unplanned(db, coordinator, client):
    return [each for each in list_unplanned(db, coordinator, clock.today()) if each.client is client]


def test_a_case_without_a_first_date_is_due_two_weeks_after_it_was_opened(db, coordinator, client):
    [found] = unplanned(db, coordinator, client)

    assert found.due_on == client.cases[0].opened_on + timedelta(days=14)
    assert found.has_sessions_left


def test_it_is_due_a_week_after_they_met_last(db, coordinator, client):
    client.cases[0].opened_on = in_days(-30)
    make_happened(db, coordinator, client, in_days(-3))

    [found] = unplanned(db, coordinator, client)

    assert found.due_on == in_days(4)


def test_a_planned_session_is_a_next_date_until_it_is_cancelled(db, coordinator, client):
    make_support_session(db, coordinator, client)
    before = unplanned(db, coordinator, client)

    cancel_planned(db, coordinator, client.cases[0])
    db.flush()

    assert before == []
    assert len(unplanned(db, coordinator, client)) == 1


def test_a_planned_assessment_is_a_next_date(db, coordinator, client):
    make_assessment(db, coordinator, client)

    assert unplanned(db, coordinator, client) == []


def test_support_that_rests_needs_no_date(db, coordinator, client):
    make_pause(db, coordinator, client)

    assert unplanned(db, coordinator, client) == []


def test_whoever_has_used_all_their_sessions_is_told_apart(db, coordinator, client):
    client.cases[0].opened_on = in_days(-30)
    for number in range(6):
        make_happened(db, coordinator, client, in_days(-20 + number))

    [found] = unplanned(db, coordinator, client)

    assert not found.has_sessions_left
