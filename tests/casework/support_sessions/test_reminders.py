"""Reminding people as they wish, discreetly, and of nothing that is off."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.casework.agreeing import withdraw_consent
from directory.casework.assessment.assessing import (
    FoundInput,
    NotHeldInput,
    note_not_held,
    plan_assessment,
    put_off_assessment,
    write_assessment,
)
from directory.casework.deaths import record_death
from directory.casework.emergencies import restrict_sight
from directory.casework.inputs import DeathInput
from directory.casework.models import Purpose
from directory.casework.operations import close_case
from directory.casework.queries import open_case
from directory.casework.support_sessions.diaries import list_to_remind
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.kinds import REMINDER
from directory.casework.support_sessions.models import RemindBy
from directory.casework.support_sessions.planning import plan_session, reschedule_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.reminders import may_leave, plan_reminder, record_reminded, remind_day
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.errors import WrongInput
from directory.outbox import OutboxMessage
from tests.factories.assessments import wanted_assessment
from tests.factories.casework import make_reachable
from tests.factories.support_sessions import in_days, make_support_session, wanted_session


@pytest.fixture
def person(db, coordinator):
    """Somebody who agrees to be written to."""
    return make_reachable(db, coordinator)


def letters(db) -> list[OutboxMessage]:
    kind = OutboxMessage.kind == REMINDER
    return list(db.scalars(select(OutboxMessage).where(kind).order_by(OutboxMessage.made_at)))


@pytest.mark.parametrize(
    ("day", "way", "reminded_on"),
    [
        pytest.param(date(2026, 11, 25), RemindBy.TEXT, date(2026, 11, 24), id="the day before"),
        pytest.param(date(2026, 11, 23), RemindBy.EMAIL, date(2026, 11, 20), id="of a Monday on Friday"),
        pytest.param(date(2026, 4, 7), RemindBy.CALL, date(2026, 4, 2), id="not on the days of Easter"),
        pytest.param(date(2026, 11, 25), RemindBy.LETTER, date(2026, 11, 19), id="earlier by post"),
    ],
)
def test_people_are_reminded_on_a_working_day(day, way, reminded_on):
    assert remind_day(day, way, "england") == reminded_on


def test_a_letter_that_waits_still_leaves_once_a_record_is_restricted(db, coordinator, person):
    make_support_session(db, coordinator, person, in_days(5), remind_by=RemindBy.EMAIL)
    before = [(each.id, each.cancelled_at) for each in letters(db)]

    restrict_sight(db, coordinator, person, is_restricted=True)
    db.flush()

    assert len(before) == 1
    assert [(each.id, each.cancelled_at) for each in letters(db)] == before


def test_an_email_says_when_and_nothing_else(db, coordinator, person, scheme):
    session = make_support_session(db, coordinator, person, in_days(6), at=time(14, 30), remind_by=RemindBy.EMAIL)

    [letter] = letters(db)
    assert letter.due_at.astimezone(clock.UK).time() == time(9)
    assert letter.address == "edith@home.example"
    assert f"at {session.starts_at.astimezone(clock.UK):%H:%M}, as we agreed" in letter.text
    told = (letter.subject + letter.text).lower()
    for secret in ("edith", "ashworth", scheme.name.lower(), "library", "support", "health", "prescrib", "session"):
        assert secret not in told


def test_who_may_not_be_written_to_is_reminded_in_another_way(db, coordinator, client):
    with pytest.raises(WrongInput) as refused:
        make_support_session(db, coordinator, client, in_days(6), remind_by=RemindBy.EMAIL)

    assert "We have no email address of theirs" in refused.value.fields["remind_by"]


def test_a_reminder_that_may_leave_leaves(db, coordinator, person):
    make_support_session(db, coordinator, person, in_days(6), remind_by=RemindBy.EMAIL)

    assert may_leave(db, letters(db)[0])


def cancel(db, coordinator, person, session):
    told = OutcomeInput(SessionState.CANCELLED, session.version, SessionReason.ILLNESS)
    record_outcome(db, coordinator, person, session, told)


def move(db, coordinator, person, session):
    why = OutcomeInput(SessionState.RESCHEDULED, session.version, SessionReason.ILLNESS)
    reschedule_session(db, coordinator, person, session, wanted_session(coordinator, in_days(9)), why)


@pytest.mark.parametrize("call_off", [cancel, move])
def test_nothing_reminds_of_what_is_off(db, coordinator, person, call_off):
    session = make_support_session(db, coordinator, person, in_days(6), remind_by=RemindBy.EMAIL)

    call_off(db, coordinator, person, session)
    db.flush()

    [letter] = letters(db)
    assert letter.cancelled_at is not None
    assert not may_leave(db, letter)


def test_nothing_leaves_after_a_death_a_no_or_a_new_address(db, coordinator, person):
    others = [make_reachable(db, coordinator, name=f"{name} Example") for name in ("Dead", "Unwilling", "Moved")]
    for each in others:
        make_support_session(db, coordinator, each, in_days(6), remind_by=RemindBy.EMAIL)
    dead, unwilling, moved = others
    record_death(db, coordinator, dead, DeathInput("her son"))
    withdraw_consent(db, coordinator, unwilling, clock.today(), Purpose.CONTACT)
    moved.email = "new@home.example"
    db.flush()

    assert [may_leave(db, each) for each in letters(db)] == [False] * 3


def test_who_wants_no_group_to_be_told_is_still_reminded(db, coordinator, person):
    make_support_session(db, coordinator, person, in_days(6), remind_by=RemindBy.EMAIL)

    withdraw_consent(db, coordinator, person, clock.today(), Purpose.REFERRAL)
    db.flush()

    [letter] = letters(db)
    assert letter.cancelled_at is None
    assert may_leave(db, letter)


def test_the_moved_session_reminds_of_its_new_time(db, coordinator, person):
    session = make_support_session(db, coordinator, person, in_days(6), remind_by=RemindBy.EMAIL)
    why = OutcomeInput(SessionState.RESCHEDULED, session.version, SessionReason.ILLNESS)

    wanted = wanted_session(coordinator, in_days(9), remind_by=RemindBy.EMAIL)
    new = reschedule_session(db, coordinator, person, session, wanted, why)
    db.flush()

    [_, letter] = letters(db)
    assert letter.about_id == new.id
    assert may_leave(db, letter)


def test_the_last_way_that_was_asked_for_counts(db, coordinator, person):
    session = make_support_session(db, coordinator, person, in_days(6), remind_by=RemindBy.EMAIL)

    plan_reminder(db, person, session, RemindBy.TEXT)
    db.flush()

    assert not may_leave(db, letters(db)[0])
    assert session.remind_by == "text"


@pytest.mark.parametrize("way", [RemindBy.TEXT, RemindBy.CALL, RemindBy.LETTER])
def test_what_a_colleague_does_by_hand_is_due_and_then_done(db, coordinator, client, way):
    session = make_support_session(db, coordinator, client, in_days(1), remind_by=way)
    due = [each.id for each in list_to_remind(db, coordinator, clock.today() + timedelta(days=1))]

    record_reminded(db, coordinator, session)
    db.flush()

    assert due == [session.id]
    assert list_to_remind(db, coordinator, clock.today() + timedelta(days=1)) == []
    assert letters(db) == []


def test_of_what_has_been_nobody_is_reminded(db, coordinator, client):
    session = plan_session(db, coordinator, client, wanted_session(coordinator, in_days(-1), remind_by=RemindBy.CALL))

    assert session.remind_by is None


def test_an_assessment_is_reminded_of_in_the_same_words(db, coordinator, person):
    talk = plan_assessment(db, coordinator, person, wanted_assessment(coordinator, remind_by=RemindBy.EMAIL))
    db.flush()

    [letter] = letters(db)
    assert f"at {talk.starts_at.astimezone(clock.UK):%H:%M}, as we agreed" in letter.text
    assert "assess" not in (letter.subject + letter.text).lower()
    assert may_leave(db, letter)


def test_an_assessment_that_was_put_off_is_reminded_of_at_its_new_time_alone(db, coordinator, person):
    talk = plan_assessment(db, coordinator, person, wanted_assessment(coordinator, remind_by=RemindBy.CALL))
    record_reminded(db, coordinator, talk)
    later = wanted_assessment(coordinator, in_days(20), remind_by=RemindBy.EMAIL)

    put_off_assessment(db, coordinator, person, talk, later)

    db.flush()
    [letter] = letters(db)
    assert (talk.remind_by, talk.reminded_at, letter.cancelled_at) == ("email", None, None)
    assert talk.remind_on < in_days(20)


@pytest.mark.parametrize("ends", ["held", "not held", "closed"])
def test_nobody_is_reminded_of_an_assessment_that_is_over(db, coordinator, person, ends):
    talk = plan_assessment(db, coordinator, person, wanted_assessment(coordinator, remind_by=RemindBy.EMAIL))
    db.flush()

    if ends == "held":
        write_assessment(db, coordinator, person, talk, FoundInput())
    elif ends == "not held":
        note_not_held(db, coordinator, person, talk, NotHeldInput(SessionReason.ILLNESS))
    else:
        close_case(db, coordinator, open_case(person), clock.today())

    db.flush()
    [letter] = letters(db)
    assert letter.cancelled_at is not None


def test_what_a_colleague_does_by_hand_for_an_assessment_is_due_beside_that_of_sessions(db, coordinator, person):
    talk = plan_assessment(db, coordinator, person, wanted_assessment(coordinator, remind_by=RemindBy.TEXT))
    session = make_support_session(db, coordinator, person, in_days(1), remind_by=RemindBy.TEXT)
    db.flush()

    due = list_to_remind(db, coordinator, in_days(1))
    record_reminded(db, coordinator, talk)
    db.flush()

    assert {each.id for each in due} == {talk.id, session.id}
    assert [each.id for each in list_to_remind(db, coordinator, in_days(1))] == [session.id]
