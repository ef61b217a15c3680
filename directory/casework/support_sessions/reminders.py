"""Reminding somebody of a session or an assessment as they wish: an email by itself; all else by a colleague.

What is written is discreet: no name of theirs, none of the team, and no word on what the appointment is about.
"""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.work_phones import number_to_ring
from directory.audit.operations import record_act
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.models import Client
from directory.casework.own_page.letters import find_to_write
from directory.casework.rules import why_not_written_to
from directory.casework.support_sessions.kinds import REMINDER
from directory.casework.support_sessions.local_times import moment_of
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import RemindBy, SupportSession
from directory.catalogue.timetable.calendars import current_calendars
from directory.clock import UK, day_of
from directory.errors import WrongInput
from directory.outbox import Letter, OutboxMessage, cancel_letters, queue_letter
from directory.working_days import add_working_days

# A letter takes some days to arrive; all else is for the working day before.
WORKING_DAYS_BEFORE = {RemindBy.LETTER: 4}
TIME_OF_DAY = time(9)
RING = "If it does not suit you, please ring me{number}"
WORDS = "This is a reminder of your appointment on {when}, as we agreed."
TEXT = """Hello,

{words}

{ring}, and we find another time.

{name}
"""


def remind_day(day: date, way: RemindBy, nation: str) -> date:
    """On which day somebody is reminded of a meeting: the working day before, and earlier by post."""
    return add_working_days(day, -WORKING_DAYS_BEFORE.get(way, 1), nation)


def plan_reminder(db: Session, client: Client, meeting: AnyMeeting, way: RemindBy | None) -> None:
    """Have somebody reminded of a planned meeting in the way they want, or not at all. Asked again, it is the last way.

    Raises WrongInput for an email that may not be written to them.
    """
    if way is RemindBy.EMAIL and (why := why_not_written_to(client, clock.today())):
        raise WrongInput("Choose another way.", {"remind_by": f"We cannot email them. {why}"})
    if way == meeting.remind_by and (meeting.remind_on or way is None):
        return
    call_off_reminder(db, meeting)
    meeting.remind_by = way.value if way else None
    meeting.remind_on = max(clock.today(), remind_day(day_of(meeting.starts_at), way, our_nation())) if way else None
    meeting.reminded_at = meeting.reminded_by = None
    if way is RemindBy.EMAIL:
        queue_reminder(db, client, meeting)


def queue_reminder(db: Session, client: Client, meeting: AnyMeeting) -> None:
    """Put the letter into the outbox for its day. It names whoever meets them."""
    db.flush()  # the letter carries the version that this change makes
    if meeting.remind_on is None:
        return
    colleague = db.get_one(User, meeting.coordinator_id)
    due_at = moment_of(meeting.remind_on, TIME_OF_DAY)
    queue_letter(db, client.id, meeting.id, letter_of(db, client, meeting, colleague), due_at=due_at)


def remind_of_new_time(db: Session, client: Client, meeting: AnyMeeting, way: RemindBy | None) -> None:
    """Have somebody reminded of the time to which a meeting was put off, whatever they heard of the old one.

    Raises as `plan_reminder`.
    """
    meeting.remind_by = meeting.remind_on = meeting.reminded_at = meeting.reminded_by = None
    call_off_reminder(db, meeting)
    plan_reminder(db, client, meeting, way)


def remind_anew(db: Session, client: Client, meeting: AnyMeeting) -> None:
    """Have the letter that waits name whoever meets them now; nothing where none waits."""
    if call_off_reminder(db, meeting):
        queue_reminder(db, client, meeting)


def our_nation() -> str:
    """Whose bank holidays the teams of this installation keep."""
    return current_calendars().nation.value


def letter_of(db: Session, client: Client, meeting: AnyMeeting, colleague: User) -> Letter:
    return Letter(
        kind=REMINDER,
        dedupe_key=f"{REMINDER}:{meeting.id}:{meeting.version}",
        address=client.email,
        subject="A reminder",
        text=TEXT.format(words=reminder_words(meeting), ring=ring_words(db, meeting, colleague), name=colleague.name),
    )


def reminder_words(meeting: AnyMeeting) -> str:
    """What somebody is reminded of, in a sentence that tells nobody else anything."""
    starts = meeting.starts_at.astimezone(UK)
    return WORDS.format(when=f"{starts:%A} {starts.day} {starts:%B} at {starts:%H:%M}")


def ring_words(db: Session, meeting: AnyMeeting, colleague: User) -> str:
    """Whom they ring where it does not suit them, and on what number where one is known."""
    number = number_to_ring(db, colleague, meeting.scheme_id)
    return RING.format(number=f" on {number}" if number else "")


def call_off_reminder(db: Session, meeting: AnyMeeting) -> int:
    """Have no letter leave any more that reminds of a meeting; says how many waited."""
    return cancel_letters(db, about_id=meeting.id, of=OutboxMessage.kind == REMINDER)


def record_reminded(db: Session, actor: Actor, meeting: AnyMeeting) -> bool:
    """Note that somebody was reminded by a colleague; says whether it was news."""
    if meeting.remind_by is None or meeting.reminded_at is not None:
        return False
    meeting.reminded_at, meeting.reminded_by = clock.now(), actor.user_id
    name = meeting.__tablename__
    record_act(db, actor.user_id, actor.scheme_id, f"{name}.reminded", name, [meeting.id])
    return True


def when_reminders_left(db: Session, about_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When the email left that reminded of a meeting, by its id: of those of some meetings of which one left."""
    if not about_ids:
        return {}
    is_theirs = (OutboxMessage.about_id.in_(about_ids), OutboxMessage.kind == REMINDER)
    wanted = select(OutboxMessage.about_id, OutboxMessage.sent_at).where(*is_theirs, OutboxMessage.sent_at.is_not(None))
    return {about_id: sent_at for about_id, sent_at in db.execute(wanted) if sent_at is not None}


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a reminder may still leave: it is planned as it was, still to come, and they may be written to there."""
    meeting = find_meeting(db, message.about_id)
    if meeting is None or meeting.state != meeting.PLANNED or meeting.starts_at <= clock.now():
        return False
    client = find_to_write(db, meeting.client_id)
    if client is None or client.email != message.address:
        return False
    return meeting.remind_by == RemindBy.EMAIL and not why_not_written_to(client, clock.today())


def find_meeting(db: Session, meeting_id: uuid.UUID) -> AnyMeeting | None:
    """The session or assessment of an id, as it stands in the database."""
    session = db.get(SupportSession, meeting_id, populate_existing=True)
    return session or db.get(Assessment, meeting_id, populate_existing=True)
