"""The weekly letters: written once a week to everybody who has something to read.

Each step is a transaction of its own. Killed anywhere and run again, or run twice at once, nobody gets a second letter
of a week, and nobody is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from directory import clock
from directory.catalogue.history.record_rows import portions
from directory.champions.digest.letters import write_letter
from directory.champions.digest.models import WeeklyRound
from directory.champions.digest.news_reading import list_readers, read_news
from directory.champions.digest.rounds import begin_round, due_at, finish_round, week_of
from directory.db import reading, transaction

# So many are written to in one transaction.
READERS_AT_ONCE = 50
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class WeekWritten:
    """What a run came to: of which week, of how many listings there was news, and how many letters it wrote."""

    week_on: date
    listings: int
    letters: int


def write_weekly_letters(weekday: int, progress: Progress = lambda done, total: None) -> WeekWritten:
    """Write the letters of this week that are not written yet. `weekday` is when they go out, Monday 0."""
    week_on = week_of(clock.today(), weekday)
    with transaction() as db:
        week = begin_round(db, week_on, clock.now())
    if week.finished_at is not None:
        return WeekWritten(week_on, 0, 0)
    with reading() as db:
        news = read_news(db, week)
        readers = list_readers(db, news)
    letters = done = 0
    for some in portions(readers, READERS_AT_ONCE):
        with transaction() as db:
            letters += sum(write_letter(db, week_on, each, news, due_at(week_on)) for each in some)
        done += len(some)
        progress(done, len(readers))
    with transaction() as db:
        finish_round(db, week_on, clock.now())
    return WeekWritten(week_on, len(news), letters)


def look_ahead(weekday: int) -> WeekWritten:
    """What a run would do now. Changes nothing."""
    week_on, now = week_of(clock.today(), weekday), clock.now()
    with transaction() as db:
        look = db.begin_nested()
        week: WeeklyRound = begin_round(db, week_on, now)
        news = {} if week.finished_at else read_news(db, week)
        readers = list_readers(db, news)
        look.rollback()
    return WeekWritten(week_on, len(news), len(readers))
