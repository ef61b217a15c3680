"""What the form of a new session begins with: the person's wish, and how it was the last time."""

from sqlalchemy.orm import Session

from directory import clock
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.queries import list_of_case
from directory.casework.support_sessions.reminders import our_nation
from directory.casework.support_sessions.rhythm import find_rhythm, propose_day
from directory.casework.support_sessions.states import SessionState
from directory.clock import day_of
from directory.staff.support_sessions.meeting_forms import NOT_REMINDED
from directory.staff.support_sessions.session_words import clock_time

CALLED_OFF = (SessionState.CANCELLED, SessionState.RESCHEDULED)


def proposed_session(db: Session, client: Client) -> dict[str, object]:
    """What is proposed for a client's next session. Without a wish the day is empty: it is theirs to say."""
    case = open_case(client)
    rhythm = find_rhythm(db, case) if case else None
    held = [each for each in list_of_case(db, case) if each.state not in CALLED_OFF] if case else []
    proposed: dict[str, object] = {"coordinator_id": str(client.coordinator_id), "remind_by": NOT_REMINDED}
    if held:
        proposed |= as_last_time(held[-1])
    if rhythm is not None:
        after = day_of(held[-1].starts_at) if held else clock.today()
        proposed["day"] = propose_day(after, clock.today(), rhythm.weeks, rhythm.weekdays, our_nation())
        proposed["remind_by"] = rhythm.remind_by or NOT_REMINDED
        proposed["way"] = rhythm.way or proposed.get("way")
    return proposed


def as_last_time(session: SupportSession) -> dict[str, object]:
    return {
        "at": clock_time(session.starts_at),
        "lasts_minutes": session.lasts_minutes,
        "way": session.way,
        "place": session.place,
        "buddy_id": str(session.buddy_id or ""),
    }
