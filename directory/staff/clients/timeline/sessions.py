"""Support sessions that were planned, what went with them and became of them, and questions for more."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.queries import list_more_sessions, list_support_sessions
from directory.casework.support_sessions.reminders import when_reminders_left
from directory.casework.support_sessions.states import AskingState, SessionReason, SessionState
from directory.staff.clients.timeline.around_meetings import check_in_entries, reminded_entries
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.support_sessions.session_pages import how_words, more_line, session_href
from directory.staff.support_sessions.session_words import REASON_WORDS, when_words
from directory.web.words import counted

TITLES = {
    SessionState.HAPPENED: "Support session",
    SessionState.MISSED: "A support session did not happen",
    SessionState.CANCELLED: "A support session was cancelled",
    SessionState.RESCHEDULED: "A support session was moved",
}


def list_sessions(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """A session that took place, or should have, stands on its day; what was planned on the day it was planned."""
    sessions = list_support_sessions(db, client)
    left = when_reminders_left(db, [each.id for each in sessions])
    for each in sessions:
        href = session_href(client, each)
        yield session_entry(client, each)
        yield from reminded_entries(each, left.get(each.id), href)
        yield from check_in_entries(each, href)
    for more in list_more_sessions(db, client):
        line, number = more_line(client, more), counted(more.sessions, "more session")
        yield TimelineEntry(more.asked_at, Kind.SESSION, f"Asked for {number}", more.reason, line.href, more.asked_by)
        if more.decided_at:
            verb = "Allowed" if more.state == AskingState.ALLOWED else "Said no to"
            title = f"{verb} {number}"
            yield TimelineEntry(more.decided_at, Kind.SESSION, title, more.answer or "", line.href, more.decided_by)


def session_entry(client: Client, session: SupportSession) -> TimelineEntry:
    href, state = session_href(client, session), SessionState(session.state)
    if state is SessionState.PLANNED:
        title = f"Planned a support session: {when_words(session)}"
        return TimelineEntry(session.planned_at, Kind.SESSION, title, how_words(session), href, session.planned_by)
    why = [REASON_WORDS[SessionReason(session.reason)]] if session.reason else []
    words = "\n".join([how_words(session), *why, *filter(None, (session.note, session.notes))])
    # What was called off beforehand belongs to the day on which that was known.
    was_known_before = session.starts_at > clock.now() or state is SessionState.RESCHEDULED
    at = session.recorded_at if was_known_before and session.recorded_at else session.starts_at
    return TimelineEntry(at, Kind.SESSION, TITLES[state], words, href, session.recorded_by)
