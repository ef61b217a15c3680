"""What went with a meeting: that somebody was reminded of it, and that nobody had checked in from a home visit."""

from collections.abc import Iterator
from datetime import datetime

from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import RemindBy
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.support_sessions.session_words import when_words

REMINDED = {
    RemindBy.TEXT: "by text",
    RemindBy.CALL: "by a call",
    RemindBy.EMAIL: "by email",
    RemindBy.LETTER: "by letter",
}


def check_in_entries(meeting: AnyMeeting, href: str) -> Iterator[TimelineEntry]:
    """That colleagues were told as nobody had checked in, and that somebody did so after all."""
    if meeting.alerted_at is None:
        return
    title = "Nobody had checked in from the home visit: colleagues were told"
    yield TimelineEntry(meeting.alerted_at, Kind.SAFETY, title, when_words(meeting), href, "By itself")
    if meeting.checked_in_at is not None and meeting.checked_in_at > meeting.alerted_at:
        title = "It was noted that the home visit was over, and all is well"
        yield TimelineEntry(meeting.checked_in_at, Kind.SAFETY, title, "", href, meeting.checked_in_by)


def reminded_entries(meeting: AnyMeeting, left_at: datetime | None, href: str) -> Iterator[TimelineEntry]:
    """That somebody was reminded, by a colleague or by an email that left. What is still to come is not told."""
    if meeting.remind_by is None:
        return
    title, when = f"They were reminded {REMINDED[RemindBy(meeting.remind_by)]}", when_words(meeting)
    if meeting.reminded_at is not None:
        yield TimelineEntry(meeting.reminded_at, Kind.CONTACT, title, when, href, meeting.reminded_by)
    elif left_at is not None:
        yield TimelineEntry(left_at, Kind.CONTACT, title, when, href, "By itself")
