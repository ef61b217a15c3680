"""What became of a support session, and putting that right."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.planning import NoSessionsLeft
from directory.casework.support_sessions.queries import find_allowance
from directory.casework.support_sessions.recording import record_outcome, take_back_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.errors import Refused, WrongInput
from tests.factories.support_sessions import in_days, make_happened, make_missed, make_support_session

HAPPENED, MISSED, CANCELLED = SessionState.HAPPENED, SessionState.MISSED, SessionState.CANCELLED


def told(session, state, reason=None, **more) -> OutcomeInput:
    return OutcomeInput(state, session.version, reason, **more)


def test_what_was_said_is_sealed_and_apart_from_what_is_shared(db, coordinator, client):
    session = make_support_session(db, coordinator, client, in_days(-1))

    record_outcome(
        db, coordinator, client, session, told(session, HAPPENED, notes="Low since May", shared="Try the choir")
    )
    db.flush()
    db.expire_all()

    assert (session.state, session.notes, session.shared) == ("happened", "Low since May", "Try the choir")
    assert b"May" not in session.notes_sealed
    assert b"choir" not in session.shared_sealed
    assert session.recorded_by == coordinator.user_id


@pytest.mark.parametrize("state", [MISSED, CANCELLED])
def test_what_did_not_take_place_needs_a_reason(db, coordinator, client, state):
    session = make_support_session(db, coordinator, client, in_days(-1))

    with pytest.raises(WrongInput) as refused:
        record_outcome(db, coordinator, client, session, told(session, state))

    assert list(refused.value.fields) == ["reason"]


@pytest.mark.parametrize(("state", "reason"), [(HAPPENED, None), (MISSED, SessionReason.DID_NOT_COME)])
def test_what_is_to_come_has_not_been(db, coordinator, client, state, reason):
    session = make_support_session(db, coordinator, client, in_days(1))

    with pytest.raises(WrongInput) as refused:
        record_outcome(db, coordinator, client, session, told(session, state, reason))

    assert list(refused.value.fields) == ["state"]


def test_one_cancelled_in_advance_leaves_its_place_to_another(db, coordinator, client, scheme):
    scheme.session_limit = 1
    session = make_support_session(db, coordinator, client, in_days(1))

    record_outcome(db, coordinator, client, session, told(session, CANCELLED, SessionReason.ILLNESS))
    db.flush()

    assert find_allowance(db, client.cases[0]).left == 1


@pytest.mark.parametrize(("missed_count", "left"), [(False, 6), (True, 5)])
def test_whether_a_missed_one_uses_a_session_is_for_the_team(db, coordinator, client, scheme, missed_count, left):
    scheme.missed_sessions_count = missed_count

    make_missed(db, coordinator, client)

    assert find_allowance(db, client.cases[0]).left == left


def test_what_was_written_down_can_be_put_right(db, coordinator, client):
    session = make_missed(db, coordinator, client)

    record_outcome(db, coordinator, client, session, told(session, HAPPENED))
    db.flush()

    assert (session.state, session.reason) == ("happened", None)
    acts = set(db.scalars(select(AuditEvent.action)))
    assert {"support_session.missed", "support_session.happened"} <= acts


def test_putting_right_does_not_make_a_seventh(db, coordinator, client, scheme):
    scheme.session_limit = 1
    missed = make_missed(db, coordinator, client)
    make_happened(db, coordinator, client)

    with pytest.raises(NoSessionsLeft):
        record_outcome(db, coordinator, client, missed, told(missed, HAPPENED))


def test_the_same_again_is_no_news(db, coordinator, client):
    session = make_happened(db, coordinator, client)

    assert record_outcome(db, coordinator, client, session, OutcomeInput(HAPPENED, seen=0)) is False


def test_who_looked_before_a_colleague_wrote_is_told(db, coordinator, client):
    session = make_happened(db, coordinator, client)

    with pytest.raises(ChangedMeanwhile):
        record_outcome(db, coordinator, client, session, OutcomeInput(MISSED, seen=1, reason=SessionReason.OURS))


def test_a_mistake_is_taken_back_and_its_notes_stay(db, coordinator, client):
    session = make_support_session(db, coordinator, client, in_days(1))
    record_outcome(db, coordinator, client, session, told(session, CANCELLED, SessionReason.OURS, notes="Ring her"))
    db.flush()

    take_back_outcome(db, coordinator, client, session, session.version)
    db.flush()

    assert (session.state, session.reason, session.notes, session.recorded_at) == ("planned", None, "Ring her", None)


def test_taking_back_does_not_make_a_seventh(db, coordinator, client, scheme):
    scheme.session_limit = 1
    session = make_support_session(db, coordinator, client, in_days(1))
    record_outcome(db, coordinator, client, session, told(session, CANCELLED, SessionReason.OURS))
    db.flush()
    make_support_session(db, coordinator, client, in_days(2))

    with pytest.raises(NoSessionsLeft):
        take_back_outcome(db, coordinator, client, session, session.version)


def test_in_a_closed_case_nothing_is_planned_again(db, coordinator, client):
    session = make_happened(db, coordinator, client)
    close_case(db, coordinator, client.cases[0], clock.today())

    with pytest.raises(Refused, match="case is closed"):
        take_back_outcome(db, coordinator, client, session, session.version)


def test_what_happened_before_a_case_was_closed_is_still_written_down(db, coordinator, client):
    session = make_support_session(db, coordinator, client, in_days(-1))
    close_case(db, coordinator, client.cases[0], clock.today())

    record_outcome(db, coordinator, client, session, told(session, HAPPENED))
    db.flush()

    assert session.state == "happened"


def test_a_half_filled_row_cannot_exist(db, coordinator, client):
    session = make_support_session(db, coordinator, client)
    session.state = "did not happen"

    with pytest.raises(IntegrityError):
        db.flush()
