"""Support sessions as they stand in diaries and lists of work."""

from sqlalchemy import update

from directory import clock
from directory.casework.support_sessions.diaries import numbers_of_sessions
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.states import SessionReason, SessionState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_happened, make_missed, make_support_session


def test_sessions_are_numbered_with_those_of_their_case_that_are_not_asked_for(db):
    coordinator = make_actor(db)
    client = make_client(db, coordinator)
    make_happened(db, coordinator, client, in_days(-9))
    make_missed(db, coordinator, client, in_days(-5))
    make_support_session(db, coordinator, client, in_days(1))
    asked_for = make_support_session(db, coordinator, client, in_days(8))

    assert numbers_of_sessions(db, coordinator, [asked_for])[asked_for.id] == 3


def test_session_that_was_called_off_since_it_was_read_has_its_number_still(db):
    coordinator = make_actor(db)
    session = make_support_session(db, coordinator, make_client(db, coordinator))
    called_off = {
        "state": SessionState.CANCELLED.value,
        "reason": SessionReason.ILLNESS.value,
        "recorded_by": coordinator.user_id,
        "recorded_at": clock.now(),
    }
    db.execute(update(SupportSession).values(called_off), execution_options={"synchronize_session": False})

    assert numbers_of_sessions(db, coordinator, [session]) == {session.id: 1}
