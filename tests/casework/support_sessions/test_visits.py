"""Home visits: a buddy knows, and is told where nobody checks in."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.casework.emergencies import restrict_sight
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.planning import plan_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.casework.support_sessions.visits import check_in, list_awaited, list_buddies, list_missed_check_ins
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.support_sessions import make_overdue_visit, make_visit, wanted_session


@pytest.fixture
def buddy(db, scheme):
    return make_actor(db, scheme=scheme)


def test_a_visit_knows_by_when_to_check_in(db, coordinator, buddy, client):
    visit = make_visit(db, coordinator, client, buddy, lasts_minutes=45, check_in_minutes=15)

    assert visit.check_in_due_at == visit.starts_at + timedelta(minutes=60)


@pytest.mark.parametrize("who", ["nobody", "themself", "stranger"])
def test_a_visit_needs_a_colleague_as_buddy(db, coordinator, client, who):
    chosen = {"nobody": None, "themself": coordinator.user_id, "stranger": make_actor(db).user_id}[who]
    wanted = wanted_session(coordinator, way=Way.HOME, place="1 Mill Lane", buddy_id=chosen)

    with pytest.raises(WrongInput) as refused:
        plan_session(db, coordinator, client, wanted)

    assert list(refused.value.fields) == ["buddy_id"]


def test_a_visit_needs_an_address_from_somewhere(db, coordinator, buddy, client):
    wanted = wanted_session(coordinator, way=Way.HOME, place=None, buddy_id=buddy.user_id)

    with pytest.raises(WrongInput) as refused:
        plan_session(db, coordinator, client, wanted)
    client.address = "1 Mill Lane"

    assert list(refused.value.fields) == ["place"]
    assert plan_session(db, coordinator, client, wanted).state == "planned"


def test_only_a_manager_is_told_of_a_visit_to_a_restricted_record(db, coordinator, manager, buddy, client):
    everybody = [each.id for each in list_buddies(db, coordinator, client)]
    restrict_sight(db, coordinator, client, is_restricted=True)

    assert {buddy.user_id, manager.user_id} <= set(everybody)
    assert [each.id for each in list_buddies(db, coordinator, client)] == [manager.user_id]


def test_a_visit_is_missed_from_its_time_on_until_somebody_checks_in(db, coordinator, buddy, client):
    visit = make_overdue_visit(db, coordinator, client, buddy)

    before = [each.id for each in list_missed_check_ins(db, 10)]
    is_news, is_news_again = check_in(db, coordinator, visit), check_in(db, buddy, visit)
    db.flush()

    assert before == [visit.id]
    assert (is_news, is_news_again) == (True, False)
    assert visit.checked_in_by == coordinator.user_id
    assert list_missed_check_ins(db, 10) == []


def test_a_visit_that_is_not_over_is_not_missed(db, coordinator, buddy, client):
    make_visit(db, coordinator, client, buddy)

    assert list_missed_check_ins(db, 10) == []


def test_what_is_written_down_afterwards_alarms_nobody(db, coordinator, buddy, client):
    visit = make_overdue_visit(db, coordinator, client, buddy)
    visit.planned_at = clock.now()
    db.flush()

    assert list_missed_check_ins(db, 10) == []


def test_writing_down_what_became_of_it_is_a_check_in(db, coordinator, buddy, client):
    visit = make_overdue_visit(db, coordinator, client, buddy)

    record_outcome(db, coordinator, client, visit, OutcomeInput(SessionState.HAPPENED, visit.version))
    db.flush()

    assert visit.checked_in_at is not None
    assert list_missed_check_ins(db, 10) == []


def test_nobody_waits_for_a_visit_that_was_called_off(db, coordinator, buddy, client):
    visit = make_overdue_visit(db, coordinator, client, buddy)

    told = OutcomeInput(SessionState.CANCELLED, visit.version, SessionReason.ILLNESS)
    record_outcome(db, coordinator, client, visit, told)
    db.flush()

    assert list_missed_check_ins(db, 10) == []


def test_visitor_buddy_and_managers_are_told_and_nobody_else(db, coordinator, manager, buddy, client, scheme):
    visit = make_overdue_visit(db, coordinator, client, buddy)
    other, elsewhere = make_actor(db, scheme=scheme), make_actor(db, Role.MANAGER)

    told = {
        each: [found.id for found in list_awaited(db, each, clock.now())]
        for each in (coordinator, manager, buddy, other, elsewhere)
    }

    assert told == {coordinator: [visit.id], manager: [visit.id], buddy: [visit.id], other: [], elsewhere: []}
