"""Support sessions of these days, those to write down, questions for more, and support that takes long."""

from collections.abc import Iterator
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
    list_supported,
    numbers_of_sessions,
)
from directory.casework.support_sessions.local_times import day_bounds
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line
from directory.staff.support_sessions.session_pages import how_words, session_href
from directory.staff.support_sessions.session_words import clock_time
from directory.web.words import counted

A_WEEK = timedelta(days=7)
KIND = "Support session"


def list_sessions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    yield from planned_sessions(db, actor, today)
    if actor.may("casework.oversee"):
        yield from questions(db, actor, today)
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


def questions(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_asked(db, actor):
        href = url_for("staff.show_more_sessions", reference=each.client.reference, more_id=each.id)
        what = f"{counted(each.sessions, 'more session is', 'more sessions are')} asked for: decide"
        yield due_line(each.client, "More sessions", what, href, day_of(each.asked_at), today)


def long_support(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whose support takes longer than it is meant to: a word to think of an ending, not an alarm."""
    meant = timedelta(weeks=db.get_one(Scheme, actor.scheme_id).case_weeks)
    for client in list_supported(db, actor):
        case = open_case(client)
        if case is not None and case.opened_on + meant <= today:
            href = url_for("staff.show_client", reference=client.reference, _anchor="sessions")
            weeks = (today - case.opened_on).days // 7
            yield due_line(client, "Long support", f"Open for {weeks} weeks: plan how it ends", href, today, today)
