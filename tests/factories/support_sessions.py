"""Support sessions, and questions for more, for tests."""

from datetime import date, time, timedelta

from directory import clock
from directory.casework.support_sessions.inputs import MoreSessionsInput, OutcomeInput, SessionInput
from directory.casework.support_sessions.models import MoreSessions, SupportSession, Way
from directory.casework.support_sessions.more import ask_for_more
from directory.casework.support_sessions.planning import plan_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.rhythm import PauseInput, RhythmInput, keep_rhythm, pause_support
from directory.casework.support_sessions.rhythm_models import SessionRhythm, SupportPause
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


def make_visit(db, actor, client, buddy, day: date | None = None, **more) -> SupportSession:
    """A home visit of tomorrow that a colleague knows of."""
    wanted = {"way": Way.HOME, "place": "1 Mill Lane", "buddy_id": buddy.user_id, **more}
    return make_support_session(db, actor, client, day, **wanted)


def make_overdue_visit(db, actor, client, buddy) -> SupportSession:
    """A home visit that was planned two days ago, began two hours ago, and was to be over by now."""
    visit = make_visit(db, actor, client, buddy)
    now = clock.now()
    visit.starts_at, visit.check_in_due_at = now - timedelta(hours=2), now - timedelta(minutes=1)
    visit.planned_at = now - timedelta(days=2)
    db.flush()
    return visit


def make_pause(db, actor, client, **more) -> SupportPause:
    """A pause of the two weeks that come."""
    wanted = PauseInput(**{"from_on": clock.today(), "until_on": in_days(14), "why": "In hospital", **more})
    pause = pause_support(db, actor, client, wanted)
    db.flush()
    return pause


def make_rhythm(db, actor, client, **more) -> SessionRhythm:
    """Every two weeks, on Tuesdays or Thursdays."""
    wanted = RhythmInput(**{"seen": 0, "weeks": 2, "days": (1, 3), "wish": "Not before ten", **more})
    rhythm = keep_rhythm(db, actor, client, wanted)
    db.flush()
    return rhythm
