"""Telling colleagues of people whom nobody has answered or reached in the time that their team has set itself.

Each step is told once for each person, in one transaction a team: killed anywhere and run again, or run twice at once,
nobody gets a second letter and none is lost.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.models import Allocation
from directory.casework.triage.queue import own_targets, waiting_of
from directory.casework.triage.reaching import NotReached, not_reached_where
from directory.casework.triage.reminder_letters import queue_reminder
from directory.catalogue.timetable.calendars import current_calendars
from directory.db import transaction
from directory.web.words import counted
from directory.working_days import is_working_day


@dataclass(frozen=True)
class Reminded:
    """What one night came to: of how many people managers heard that nobody answered, coordinators that they are to be
    reached, and managers that nobody has reached them.
    """

    unanswered: int = 0
    due: int = 0
    late: int = 0

    def __add__(self, other: "Reminded") -> "Reminded":
        return Reminded(self.unanswered + other.unanswered, self.due + other.due, self.late + other.late)


def remind_of_people() -> Reminded:
    """Tell colleagues of every team; nothing on a day on which nobody is at work."""
    today, done = clock.today(), Reminded()
    if not is_working_day(today, current_calendars().nation.value):
        return done
    with transaction() as db:
        schemes = db.scalars(select(Scheme.id).order_by(Scheme.id)).all()
    for scheme_id in schemes:
        with transaction() as db:
            # Whoever else runs this waits here, and then finds everybody told.
            db.execute(select(Scheme.id).where(Scheme.id == scheme_id).with_for_update())
            done += remind_team(db, scheme_id, today)
    return done


def remind_team(db: Session, scheme_id: uuid.UUID, today: date) -> Reminded:
    targets, managers = own_targets(db, scheme_id), list_managers(db, scheme_id)
    late_answers = [each.id for each in waiting_of(db, scheme_id) if each.is_unanswered(today)]
    unanswered = untold(db, late_answers, "unanswered_told_at")
    tell_managers(
        db, managers, unanswered, "unanswered", "for an answer, and the time that your team has set itself is up"
    )
    due = [each for each in not_reached_where(db, scheme_id) if each.reach_by <= today]
    to_reach = [each for each in due if each.asked.contact_told_at is None]
    tell_coordinators(db, to_reach)
    late = [
        each.asked
        for each in due
        if each.asked.contact_late_told_at is None and targets.escalated_on(each.reach_by) <= today
    ]
    tell_managers(db, managers, late, "late", "to be reached for the first time, and the day for it is over")
    for referrals, name in (
        (unanswered, "unanswered_told_at"),
        ([each.asked for each in to_reach], "contact_told_at"),
        (late, "contact_late_told_at"),
    ):
        for each in referrals:
            setattr(each, name, clock.now())
    return replace(Reminded(), unanswered=len(unanswered), due=len(to_reach), late=len(late))


def untold(db: Session, ids: Sequence[uuid.UUID], column: str) -> Sequence[Referral]:
    """Those of some referrals of whom this step was not told yet, in the order of their ids."""
    wanted = select(Referral).where(Referral.id.in_(ids), getattr(Referral, column).is_(None))
    return db.scalars(wanted.order_by(Referral.id)).all()


def list_managers(db: Session, scheme_id: uuid.UUID) -> Sequence[User]:
    at_work = (User.is_active, User.joined_at.is_not(None))
    theirs = select(User).join(RoleGrant).where(RoleGrant.scheme_id == scheme_id, *at_work)
    return db.scalars(theirs.where(RoleGrant.role == Role.MANAGER.value).order_by(User.id)).all()


def tell_managers(
    db: Session, managers: Iterable[User], people: Sequence[Referral | Allocation], step: str, waits: str
) -> None:
    if not people:
        return
    what = f"{counted(len(people), 'person waits', 'people wait')} {waits}."
    for each in managers:
        queue_reminder(db, each, people[0].id, step, what)


def tell_coordinators(db: Session, people: Sequence[NotReached]) -> None:
    """Tell each coordinator how many of theirs are to be reached by today."""
    by_coordinator = sorted(people, key=lambda each: (str(each.client.coordinator_id), str(each.asked.id)))
    for user_id, theirs in groupby(by_coordinator, key=lambda each: each.client.coordinator_id):
        found = list(theirs)
        user = db.get(User, user_id)
        if user is not None and user.is_active:
            what = f"{counted(len(found), 'person is', 'people are')} to be reached by you by today."
            queue_reminder(db, user, found[0].asked.id, "due", what)
