"""Support sessions of these days, those to write down, questions for more, and support that takes long."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.queries import open_case
from directory.casework.support_sessions.diaries import (
    list_asked,
    list_planned_until,
    list_supported_since,
    list_to_remind,
    numbers_of_sessions,
    pauses_of_clients,
)
from directory.casework.support_sessions.local_times import day_bounds
from directory.casework.support_sessions.models import RemindBy
from directory.casework.support_sessions.rules import whole_weeks
from directory.casework.support_sessions.unplanned import list_unplanned
from directory.casework.support_sessions.visits import list_awaited
from directory.casework.support_sessions.weeks import paused_days
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.support_sessions.meeting_pages import meeting_href
from directory.staff.support_sessions.session_pages import how_words, session_href
from directory.staff.support_sessions.session_words import clock_time, short_weeks, short_when
from directory.web.words import counted

A_WEEK = timedelta(days=7)
KIND = "Support session"
REMIND_VERBS = {
    RemindBy.TEXT: "Text them",
    RemindBy.CALL: "Ring them",
    RemindBy.EMAIL: "Email them",
    RemindBy.LETTER: "Print a letter to them",
}


def list_sessions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    yield from planned_sessions(db, actor, today)
    if actor.may("casework.oversee"):
        yield from questions(db, actor, today)
    yield from visits(db, actor, today)
    yield from reminders(db, actor, today)
    yield from next_sessions(db, actor, today)
    yield from long_support(db, actor, today)


def planned_sessions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """What is planned within a week, and what is over and waits to be written down."""
    _, until = day_bounds(today + A_WEEK)
    planned, now = list_planned_until(db, actor, until), clock.now()
    numbers = numbers_of_sessions(db, actor, planned)
    for each in planned:
        number, href = numbers[each.id], session_href(each.client, each)
        what = f"Session {number} at {clock_time(each.starts_at)}: {how_words(each)}"
        if each.ends_at < now:
            what = f"Write down what became of session {number}"
        yield due_line(each.client, KIND, what, href, day_of(each.starts_at), today)


def visits(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Home visits of today that wait for a check-in, for who visits, for the buddy and for managers."""
    _, until = day_bounds(today)
    now = clock.now()
    for each in list_awaited(db, actor, until):
        if each.check_in_due_at is None:
            continue
        what = f"{each.coordinator.name} visits them at home: check-in by {clock_time(each.check_in_due_at)}"
        if each.check_in_due_at <= now:
            what = f"{each.coordinator.name} has not checked in from a home visit: ring them now"
        day, href = day_of(each.check_in_due_at), meeting_href(each.client, each)
        line = due_line(each.client, "Home visit", what, href, day, today)
        yield replace(line, is_overdue=each.check_in_due_at <= now)


def reminders(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whom a colleague has to text, ring or write to about a session or an assessment that is to come."""
    for each in list_to_remind(db, actor, today):
        verb = REMIND_VERBS[RemindBy(each.remind_by or RemindBy.CALL)]
        what, href = f"{verb} about {short_when(each)}", meeting_href(each.client, each)
        if actor.may("casework.write"):
            href = url_for("staff.show_reminders", _anchor=f"reminder-{each.id}")
        yield due_line(each.client, "Reminder", what, href, each.remind_on or today, today)


def questions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_asked(db, actor):
        href = url_for("staff.show_more_sessions", reference=each.client.reference, more_id=each.id)
        what = f"{counted(each.sessions, 'more session is', 'more sessions are')} asked for: decide"
        yield due_line(each.client, "More sessions", what, href, day_of(each.asked_at), today)


def next_sessions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whose support goes on though nothing is planned: a next date, a pause or an ending is to be found."""
    for each in list_unplanned(db, actor, today):
        if each.due_on > today + A_WEEK:
            continue
        reference = each.client.reference
        sessions_href = url_for("staff.show_client", reference=reference, _anchor="sessions")
        what, href = (
            "Plan the next session, or pause support",
            url_for("staff.new_support_session", reference=reference),
        )
        if not each.has_sessions_left:
            what, href = "All sessions are used: plan how it ends, or ask for more", sessions_href
        may_plan = actor.may("casework.write")
        yield due_line(each.client, "Next session", what, href if may_plan else sessions_href, each.due_on, today)


def long_support(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whose support takes longer than it is meant to: a word to think of an ending, not an alarm."""
    scheme = db.get_one(Scheme, actor.scheme_id)
    meant = timedelta(weeks=scheme.case_weeks)
    # A pause makes it later, and never earlier.
    supported = list_supported_since(db, actor, today - meant)
    pauses = pauses_of_clients(db, [each.id for each in supported])
    for client in supported:
        case = open_case(client)
        paused = paused_days(pauses.get(case.id, ()), today) if case else 0
        if case is not None and case.opened_on + meant + timedelta(days=paused) <= today:
            href = url_for("staff.show_client", reference=client.reference, _anchor="sessions")
            weeks = whole_weeks(case.opened_on, today, paused)
            yield due_line(
                client, "Long support", f"{short_weeks(weeks, scheme.case_weeks)}: plan how it ends", href, today, today
            )
