"""The rhythm somebody wishes, the next date that follows from it, and pauses."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.planning import require_case
from directory.casework.support_sessions.rhythm_models import MoreWanted, SessionRhythm, SupportPause
from directory.db import new_id
from directory.errors import Conflict, WrongInput
from directory.working_days import is_working_day

ONE_DAY = timedelta(days=1)
# Longer than any run of free days, and than any wish of weekdays.
FURTHEST_LOOK = 60


class PausedAlready(Conflict):
    """Support rests already."""

    def __init__(self) -> None:
        super().__init__("Support is paused already. End that pause first.")


@dataclass(frozen=True)
class RhythmInput:
    """What somebody wishes. `seen` is the version that was looked at, nought where there was none."""

    seen: int
    weeks: int | None = None
    days: tuple[int, ...] = ()
    way: Way | None = None
    remind_by: RemindBy | None = None
    wish: str | None = None


@dataclass(frozen=True)
class PauseInput:
    """From when to when support rests, and why."""

    from_on: date
    why: str
    until_on: date | None = None


def propose_day(after: date, today: date, weeks: int | None, weekdays: Iterable[int], nation: str) -> date:
    """The next day to meet: so many weeks after the last time, on a working day that suits, and not before tomorrow."""
    day = max(after + timedelta(weeks=weeks or 1), today + ONE_DAY)
    # Nobody is met on a weekend by proposal, so that a wish for only such days counts as none.
    suiting = {each for each in weekdays if each < 5} or set(range(5))
    for _ in range(FURTHEST_LOOK):
        if is_working_day(day, nation) and day.weekday() in suiting:
            return day
        day += ONE_DAY
    return day


def find_rhythm(db: Session, case: Case) -> SessionRhythm | None:
    """What somebody wishes in a case, if they were asked."""
    return db.scalar(select(SessionRhythm).where(SessionRhythm.case_id == case.id))


def keep_rhythm(db: Session, actor: Actor, client: Client, wanted: RhythmInput) -> SessionRhythm:
    """Write down what somebody wishes in their open case. The same again changes nothing.

    The caller keeps the client from others. Raises ChangedMeanwhile, NoCaseForSession and PersonHasDied.
    """
    case = require_case(client)
    rhythm = find_rhythm(db, case)
    days = ",".join(str(each) for each in sorted(wanted.days))
    told = (wanted.weeks, days, wanted.way, wanted.remind_by, wanted.wish)
    if rhythm is not None and told == (rhythm.weeks, rhythm.days, rhythm.way, rhythm.remind_by, rhythm.wish):
        return rhythm
    if wanted.seen != (rhythm.version if rhythm else 0):
        raise ChangedMeanwhile
    if rhythm is None:
        rhythm = SessionRhythm(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, case_id=case.id)
        db.add(rhythm)
    rhythm.weeks, rhythm.days = wanted.weeks, days
    rhythm.way = wanted.way.value if wanted.way else None
    rhythm.remind_by = wanted.remind_by.value if wanted.remind_by else None
    rhythm.wish = wanted.wish
    rhythm.recorded_by, rhythm.recorded_at = actor.user_id, clock.now()
    db.flush()
    record_act(db, actor.user_id, actor.scheme_id, "support_session.rhythm", "session_rhythm", [rhythm.id])
    return rhythm


def list_pauses(db: Session, case: Case) -> Sequence[SupportPause]:
    """The pauses of a case, the first one first."""
    wanted = select(SupportPause).where(SupportPause.case_id == case.id).options(joinedload(SupportPause.pauser))
    return db.scalars(wanted.order_by(SupportPause.from_on)).all()


def is_running(pause: SupportPause, day: date) -> bool:
    """Whether support rests on a day."""
    return pause.from_on <= day and (pause.ends_on is None or day < pause.ends_on)


def pause_support(db: Session, actor: Actor, client: Client, wanted: PauseInput) -> SupportPause:
    """Let support rest. The same again is one pause, unless that has been ended meanwhile.

    The caller keeps the client from others. Raises PausedAlready, NoCaseForSession, PersonHasDied and WrongInput.
    """
    case = require_case(client)
    pauses = list_pauses(db, case)
    for each in pauses:
        is_same = (each.from_on, each.until_on, each.why) == (wanted.from_on, wanted.until_on, wanted.why)
        if is_same and each.ended_on is None:
            return each
    check_pause(case, pauses, wanted)
    end_what_is_over(actor, pauses)
    pause = SupportPause(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        why=wanted.why,
        paused_by=actor.user_id,
        paused_at=clock.now(),
    )
    db.flush()  # the one before has to be over in the database, too
    try:
        with db.begin_nested():
            db.add(pause)
    except IntegrityError:
        raise PausedAlready from None
    record_act(db, actor.user_id, actor.scheme_id, "support.paused", "support_pause", [pause.id])
    return pause


def check_pause(case: Case, pauses: Sequence[SupportPause], wanted: PauseInput) -> None:
    if wanted.from_on < case.opened_on:
        raise WrongInput("Check the date.", {"from_on": "This is before their case was opened"})
    if wanted.until_on is not None and wanted.until_on <= wanted.from_on:
        raise WrongInput("Check the date.", {"until_on": "The date must be after the first day of the pause"})
    if any(each.ends_on is None for each in pauses):
        raise PausedAlready
    if any(each.ends_on and wanted.from_on < each.ends_on for each in pauses):
        raise WrongInput("Check the date.", {"from_on": "There is another pause then"})


def end_what_is_over(actor: Actor, pauses: Iterable[SupportPause]) -> None:
    """A pause whose day came has ended by itself: it says so once another one begins."""
    for each in pauses:
        if each.ended_on is None and each.until_on is not None:
            each.ended_on, each.ended_by = each.until_on, actor.user_id


def end_pause(db: Session, actor: Actor, client: Client, pause_id: uuid.UUID) -> bool:
    """Let support go on from today; says whether that was news. One that was to begin later has not been."""
    case = require_case(client)
    pause = next((each for each in list_pauses(db, case) if each.id == pause_id), None)
    if pause is None or pause.ended_on is not None:
        return False
    pause.ended_on, pause.ended_by = (
        max(pause.from_on, min(clock.today(), pause.until_on or clock.today())),
        actor.user_id,
    )
    record_act(db, actor.user_id, actor.scheme_id, "support.went_on", "support_pause", [pause.id])
    return True


def find_more_wanted(db: Session, case: Case) -> MoreWanted | None:
    """Whether somebody would have liked more, if they were asked."""
    return db.scalar(select(MoreWanted).where(MoreWanted.case_id == case.id))


def record_more_wanted(
    db: Session, actor: Actor, client: Client, case: Case, *, is_wanted: bool, note: str | None = None
) -> MoreWanted:
    """Write down whether somebody would have liked more sessions in a case; the last answer counts.

    The caller keeps the client from others.
    """
    known = find_more_wanted(db, case)
    if known is not None and (known.is_wanted, known.note) == (is_wanted, note):
        return known
    if known is None:
        known = MoreWanted(id=new_id(), scheme_id=client.scheme_id, client_id=client.id, case_id=case.id)
        db.add(known)
    known.is_wanted, known.note = is_wanted, note
    known.recorded_by, known.recorded_at = actor.user_id, clock.now()
    db.flush()
    record_act(db, actor.user_id, actor.scheme_id, "more_sessions.wish", "more_wanted", [known.id])
    return known


def answer_at_ending(
    db: Session, actor: Actor, client: Client, case: Case, is_wanted: bool | None, before: bool | None
) -> None:
    """Keep what was answered as a case ended, or was put right to have ended; a note of before stays with its answer.

    `before` is what stood until now. Who was not asked then, and was by another way, keeps that answer. The caller
    keeps the client from others.
    """
    known = find_more_wanted(db, case)
    if is_wanted is not None:
        note = known.note if known is not None and known.is_wanted == is_wanted else None
        record_more_wanted(db, actor, client, case, is_wanted=is_wanted, note=note)
    elif known is not None and known.is_wanted == before:
        db.delete(known)
        db.flush()  # so that another answer can follow in the same transaction
        record_act(db, actor.user_id, actor.scheme_id, "more_sessions.wish", "more_wanted", [known.id])
