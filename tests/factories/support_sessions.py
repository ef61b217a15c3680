"""Support sessions, and questions for more, for tests."""

from datetime import date, time, timedelta

from directory import clock
from directory.casework.support_sessions.inputs import MoreSessionsInput, OutcomeInput, SessionInput
from directory.casework.support_sessions.models import MoreSessions, SupportSession, Way
from directory.casework.support_sessions.more import ask_for_more
from directory.casework.support_sessions.planning import plan_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from tests.factories.accounts import new_word


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def wanted_session(actor, day: date | None = None, at: time = time(10), **more) -> SessionInput:
    """An hour in the library with the actor, tomorrow at ten."""
    return SessionInput(
        **{
            "day": day or in_days(1),
            "at": at,
            "way": Way.PLACE,
            "place": "The library café",
            "coordinator_id": actor.user_id,
            "submission_key": f"session-{new_word()}",
            **more,
        }
    )


def make_support_session(db, actor, client, day: date | None = None, **more) -> SupportSession:
    """A planned session, at ten whatever else there is then."""
    session = plan_session(db, actor, client, wanted_session(actor, day, in_spite=True, **more))
    db.flush()
    return session


def make_happened(db, actor, client, day: date | None = None, **more) -> SupportSession:
    """A session of yesterday that happened."""
    session = make_support_session(db, actor, client, day or in_days(-1), **more)
    record_outcome(db, actor, client, session, OutcomeInput(SessionState.HAPPENED, session.version))
    db.flush()
    return session


def make_missed(db, actor, client, day: date | None = None, reason=SessionReason.DID_NOT_COME) -> SupportSession:
    """A session of yesterday that did not happen."""
    session = make_support_session(db, actor, client, day or in_days(-1))
    record_outcome(db, actor, client, session, OutcomeInput(SessionState.MISSED, session.version, reason))
    db.flush()
    return session


def wanted_more(**more) -> MoreSessionsInput:
    return MoreSessionsInput(
        **{
            "sessions": 1,
            "reason": "She moves house next week",
            "submission_key": f"more-{new_word()}",
            **more,
        }
    )


def make_more_sessions(db, actor, client, **more) -> MoreSessions:
    """A question for one more session."""
    question = ask_for_more(db, actor, client, wanted_more(**more))
    db.flush()
    return question
