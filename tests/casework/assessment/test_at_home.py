"""Assessments at somebody's home: a buddy knows, and is told where nobody checks in, as of other home visits."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.assessment.assessing import (
    FoundInput,
    NotHeldInput,
    note_not_held,
    plan_assessment,
    put_off_assessment,
    write_assessment,
)
from directory.casework.assessment.assessment_states import Topic
from directory.casework.assessment.handing_over import hand_over_assessing
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.states import SessionReason
from directory.casework.support_sessions.visits import check_in, list_awaited, list_missed_check_ins, note_alerted
from directory.errors import WrongInput
from tests.casework.support_sessions.conftest import client, coordinator, manager
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_home_assessment, make_overdue_assessment, wanted_assessment

__all__ = ["client", "coordinator", "manager"]

FOUND = FoundInput(strengths="Knows everybody", not_asked=(Topic.RISKS,))


@pytest.fixture
def buddy(db, manager):
    return make_actor(db, scheme=db.get(Scheme, manager.scheme_id))


def missed(db) -> list:
    db.flush()
    return [each.id for each in list_missed_check_ins(db, 10)]


def test_one_at_home_knows_by_when_to_check_in(db, coordinator, buddy, client):
    assessment = make_home_assessment(db, coordinator, client, buddy, lasts_minutes=90, check_in_minutes=15)

    assert assessment.buddy_id == buddy.user_id
    assert assessment.check_in_due_at == assessment.starts_at + timedelta(minutes=105)


@pytest.mark.parametrize("who", ["nobody", "themself", "stranger"])
def test_one_at_home_needs_a_colleague_as_buddy(db, coordinator, client, who):
    chosen = {"nobody": None, "themself": coordinator.user_id, "stranger": make_actor(db).user_id}[who]
    wanted = wanted_assessment(coordinator, way=Way.HOME, place="1 Mill Lane", buddy_id=chosen)

    with pytest.raises(WrongInput) as refused:
        plan_assessment(db, coordinator, client, wanted)

    assert list(refused.value.fields) == ["buddy_id"]


def test_one_that_is_over_when_it_is_written_down_needs_no_buddy(db, coordinator, client):
    wanted = wanted_assessment(coordinator, clock.today() - timedelta(days=1), way=Way.HOME, place="1 Mill Lane")

    assessment = plan_assessment(db, coordinator, client, wanted)

    db.flush()
    assert (assessment.buddy_id, assessment.check_in_due_at) == (None, None)


def test_visitor_buddy_and_managers_are_told_until_somebody_checks_in(db, coordinator, manager, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)
    other = make_actor(db, scheme=db.get(Scheme, manager.scheme_id))

    told = [len(list_awaited(db, each, clock.now())) for each in (coordinator, manager, buddy, other)]
    before, is_news, is_news_again = missed(db), check_in(db, buddy, assessment), check_in(db, manager, assessment)

    assert told == [1, 1, 1, 0]
    assert before == [assessment.id]
    assert (is_news, is_news_again, assessment.checked_in_by) == (True, False, buddy.user_id)
    assert missed(db) == []


def test_writing_in_it_is_no_check_in_since_one_may_still_be_there(db, coordinator, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)

    write_assessment(db, coordinator, client, assessment, FOUND)

    assert missed(db) == [assessment.id]


def test_who_checks_in_meanwhile_takes_nothing_from_who_writes_in_it(db, coordinator, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)
    seen = assessment.version
    check_in(db, buddy, assessment)
    note_alerted(db, assessment)

    assert write_assessment(db, coordinator, client, assessment, replace(FOUND, seen=seen))


def test_nobody_waits_for_one_that_was_not_held(db, coordinator, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)

    note_not_held(db, coordinator, client, assessment, NotHeldInput(SessionReason.ILLNESS))

    assert missed(db) == []


def test_one_that_is_put_off_is_waited_for_anew(db, coordinator, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)
    check_in(db, coordinator, assessment)
    note_alerted(db, assessment)
    later = wanted_assessment(coordinator, way=Way.HOME, place="1 Mill Lane", buddy_id=buddy.user_id)

    put_off_assessment(db, coordinator, client, assessment, later)

    db.flush()
    assert (assessment.checked_in_at, assessment.alerted_at) == (None, None)
    assert assessment.check_in_due_at > clock.now()


def test_putting_its_time_right_afterwards_takes_no_alarm_away(db, coordinator, buddy, client):
    assessment = make_overdue_assessment(db, coordinator, client, buddy)
    yesterday = wanted_assessment(coordinator, clock.today() - timedelta(days=1), way=Way.HOME, place="1 Mill Lane")

    put_off_assessment(db, coordinator, client, assessment, yesterday)

    assert missed(db) == [assessment.id]


def test_one_that_is_held_on_the_telephone_instead_has_no_check_in(db, coordinator, buddy, client):
    assessment = make_home_assessment(db, coordinator, client, buddy)

    put_off_assessment(db, coordinator, client, assessment, wanted_assessment(coordinator))

    db.flush()
    assert (assessment.way, assessment.buddy_id, assessment.check_in_due_at) == (Way.PHONE, None, None)


def test_nobody_becomes_the_buddy_of_their_own_visit(db, coordinator, buddy, client):
    assessment = make_home_assessment(db, coordinator, client, buddy)

    hand_over_assessing(db, client, buddy.user_id, of=coordinator.user_id)

    assert (assessment.coordinator_id, assessment.buddy_id) == (buddy.user_id, coordinator.user_id)
