"""Beginning and ending the round of a week, and when that is."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from directory.champions.digest.models import WeeklyLetter, WeeklyRound
from directory.clock import UK
from directory.db import add_once

WEEK = timedelta(weeks=1)
# What was decided a moment ago may not be written down yet: it is told a week later.
NOT_YET = timedelta(hours=1)
# Letters go out in the morning, even where the command runs at night.
MORNING = time(7)
# How long a link to stop works, and how long is known what was told.
KEPT_FOR = timedelta(days=60)


def week_of(today: date, weekday: int) -> date:
    """The day on which the letters of this week go out: today, or the last such day. Monday is 0."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def due_at(week_on: date) -> datetime:
    """The morning of a day by the clocks of the country."""
    return datetime.combine(week_on, MORNING, tzinfo=UK).astimezone(UTC)


def begin_round(db: Session, week_on: date, now: datetime) -> WeeklyRound:
    """The round of a week, begun now if it was not before: from then on it is fixed what its letters tell of.

    It goes on where the one before ended; the first one, and one after a long pause, tells of a week.
    """
    known = db.get(WeeklyRound, week_on)
    if known is not None:
        return known
    until = now - NOT_YET
    before = db.scalar(select(func.max(WeeklyRound.until)).where(WeeklyRound.week_on < week_on))
    after = before if before is not None and before > now - KEPT_FOR else until - WEEK
    wanted = WeeklyRound(week_on=week_on, after=min(after, until), until=until)
    kept, _ = add_once(db, wanted, lambda: db.get(WeeklyRound, week_on))
    return kept


def finish_round(db: Session, week_on: date, now: datetime) -> None:
    """Note that all letters of a week are written, and let go of what is old."""
    db.get_one(WeeklyRound, week_on).finished_at = now
    db.execute(delete(WeeklyLetter).where(WeeklyLetter.made_at < now - KEPT_FOR))
    db.execute(delete(WeeklyRound).where(WeeklyRound.until < now - KEPT_FOR))
