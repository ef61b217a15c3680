"""How long a first answer takes, in working time; nothing is said before there are enough to go by.

A question that waits counts as well: it takes at least as long as it has waited. Leaving such out would tell those who
ask that they hear sooner than they do.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from directory.catalogue.timetable.calendars import current_calendars
from directory.champions.keepers import goes_on
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.questions.models import Question, QuestionNeed
from directory.clock import UK

# Fewer answers than this say little, and might tell who is slow.
FEWEST = 8
LOOKED_BACK = timedelta(days=183)
OPENS, CLOSES = time(9), time(17)
SATURDAY = 5
WORKING_DAY = timedelta(hours=8)


@dataclass(frozen=True)
class AnswerTime:
    """How long half of the first answers took at most, in working time, and how many answers say so."""

    usual: timedelta
    answers: int

    @property
    def words(self) -> str:
        """In whole hours below a working day, else in whole working days; never less than it was."""
        hours, days = -(-self.usual // timedelta(hours=1)), -(-self.usual // WORKING_DAY)
        if self.usual < WORKING_DAY:
            return "within an hour" if hours <= 1 else f"within {hours} working hours"
        return "in one working day" if days == 1 else f"in {days} working days"


def times_by_domain(db: Session, now: datetime, domains: Collection[uuid.UUID] | None = None) -> dict[str, AnswerTime]:
    """How long answers take, by the name of the champion domain; only of these domains, where they are given.

    Those for which too few were answered in half a year are left out.
    """
    wanted = (
        select(ChampionDomain.name, Question.id, Question.asked_at, Question.first_answered_at)
        .join(ChampionDomainTerm, ChampionDomainTerm.domain_id == ChampionDomain.id)
        .join(QuestionNeed, QuestionNeed.term_id == ChampionDomainTerm.term_id)
        .join(Question, Question.id == QuestionNeed.question_id)
        .where(
            goes_on(),
            Question.asked_at > now - LOOKED_BACK,
            true() if domains is None else ChampionDomain.id.in_(domains),
        )
        .order_by(ChampionDomain.name)
    )
    waits: dict[str, list[tuple[datetime, datetime | None]]] = {}
    for name, _, asked_at, answered_at in db.execute(wanted.distinct()):
        waits.setdefault(name, []).append((asked_at, answered_at))
    return {name: usual for name, rows in waits.items() if (usual := usual_time(rows, now))}


def usual_time(rows: Sequence[tuple[datetime, datetime | None]], now: datetime) -> AnswerTime | None:
    """How long it took from each question to its answer, if any; None where too few have one."""
    answered = [working_time(since, until, is_day_off) for since, until in rows if until]
    waiting = [working_time(since, now, is_day_off) for since, until in rows if not until]
    usual = median_wait(answered, waiting) if len(answered) >= FEWEST else None
    return AnswerTime(usual, len(answered)) if usual is not None else None


def is_day_off(day: date) -> bool:
    """Whether nobody is at work: weekends, and the bank holidays of the installation's nation."""
    return day.weekday() >= SATURDAY or current_calendars().at(None).is_bank_holiday(day)


def working_time(since: datetime, until: datetime, is_off: Callable[[date], bool]) -> timedelta:
    """The time from nine to five on working days in the United Kingdom that lies between two moments."""
    day, last = since.astimezone(UK).date(), until.astimezone(UK).date()
    total = timedelta(0)
    while day <= last:
        if not is_off(day):
            opens, closes = (datetime.combine(day, each, UK) for each in (OPENS, CLOSES))
            total += max(timedelta(0), min(closes, until) - max(opens, since))
        day += timedelta(days=1)
    return total


def working_days_before(now: datetime, days: int, is_off: Callable[[date], bool]) -> datetime:
    """The moment so many working days ago: the same time of day, weekends and days off not counted."""
    moment, left = now, days
    while left:
        moment -= timedelta(days=1)
        left -= not is_off(moment.astimezone(UK).date())
    return moment


def median_wait(answered: Sequence[timedelta], waiting: Sequence[timedelta]) -> timedelta | None:
    """The time by which half are answered, heeding those that still wait (Kaplan and Meier, 1958).

    None where fewer than half are, as far as anybody can tell.
    """
    moments = sorted([*((each, 0) for each in answered), *((each, 1) for each in waiting)])
    still_waiting, left = 1.0, len(moments)
    for moment, is_open in moments:
        if not is_open:
            still_waiting *= 1 - 1 / left
            if still_waiting <= 0.5 + 1e-9:
                return moment
        left -= 1
    return None
