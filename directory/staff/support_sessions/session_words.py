"""How support sessions are told on pages: ways, states, reasons, and when they are."""

from datetime import date, datetime

from directory.casework.support_sessions.meeting_models import Meeting
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.rules import Allowance
from directory.casework.support_sessions.states import AskingState, SessionReason, SessionState
from directory.clock import UK
from directory.web.words import counted, uk_date, uk_day

WAY_WORDS = {
    Way.PLACE: "At a place",
    Way.HOME: "At their home",
    Way.PHONE: "By phone",
    Way.VIDEO: "By video",
}
STATE_COLOURS = {
    SessionState.PLANNED: "blue",
    SessionState.HAPPENED: "green",
    SessionState.MISSED: "orange",
    SessionState.CANCELLED: "grey",
    SessionState.RESCHEDULED: "grey",
}
STATE_WORDS = {
    SessionState.PLANNED: "planned",
    SessionState.HAPPENED: "happened",
    SessionState.MISSED: "did not happen",
    SessionState.CANCELLED: "cancelled",
    SessionState.RESCHEDULED: "moved",
}
TO_WRITE_DOWN = "to write down"
REASON_WORDS = {
    SessionReason.ILLNESS: "They were ill",
    SessionReason.CRISIS: "They had a crisis",
    SessionReason.COULD_NOT: "They could not take part, for another reason",
    SessionReason.DID_NOT_COME: "They did not come",
    SessionReason.CHOSE_NOT_TO: "They chose not to",
    SessionReason.OURS: "We could not",
    SessionReason.LOGISTICS: "The room, the line or getting there",
}
ASKING_COLOURS = {AskingState.ASKED: "yellow", AskingState.ALLOWED: "green", AskingState.REFUSED: "red"}


def clock_time(moment: datetime) -> str:
    """10:30, on the clocks here."""
    return f"{moment.astimezone(UK):%H:%M}"


def when_words(meeting: Meeting) -> str:
    """Tuesday 24 November 2026, 10:30 to 11:30."""
    return f"{uk_date(meeting.starts_at)}, {clock_time(meeting.starts_at)} to {clock_time(meeting.ends_at)}"


def short_when(meeting: Meeting) -> str:
    """Tue 24 Nov, 10:30."""
    return f"{uk_day(meeting.starts_at)}, {clock_time(meeting.starts_at)}"


def state_words(session: SupportSession, now: datetime) -> tuple[str, str]:
    """How a session stands, and the colour of that; one whose time is over waits to be written down."""
    if session.state == SessionState.PLANNED and session.ends_at < now:
        return TO_WRITE_DOWN, "yellow"
    state = SessionState(session.state)
    return STATE_WORDS[state], STATE_COLOURS[state]


def used_words(allowance: Allowance) -> str:
    """3 of 6 sessions used, 1 planned."""
    planned = f", {allowance.planned} planned" if allowance.planned else ""
    extra = f" ({counted(allowance.extra, 'more was', 'more were')} allowed)" if allowance.extra else ""
    return f"{allowance.used} of {counted(allowance.limit, 'session')} used{planned}{extra}."


def week_words(weeks: int, meant: int, closed_on: date | None) -> str:
    """How long somebody is supported, as a sentence: in week 5 of 16, or over it."""
    if closed_on is not None:
        return f"Supported for {counted(weeks, 'week')}."
    if weeks >= meant:
        return f"{short_weeks(weeks, meant)}: longer than the {meant} weeks it is meant to take."
    return f"In {short_weeks(weeks, meant).lower()}."


def short_weeks(weeks: int, meant: int) -> str:
    """The same of an open case, in a list: the week they are in after so many whole ones, or that it is over it."""
    return f"Open for {counted(weeks, 'week')}" if weeks >= meant else f"Week {weeks + 1} of {meant}"
