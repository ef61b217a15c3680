"""Telling buddy and managers of a home visit from which nobody has checked in."""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, User
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.visit_letters import queue_visit_alert
from directory.casework.support_sessions.visits import list_missed_check_ins, note_alerted
from directory.db import transaction

log = structlog.get_logger()
# So many are told of in one transaction.
AT_ONCE = 50


def alert_missed_check_ins(site_address: str) -> int:
    """Write to buddy and managers of each visit that is overdue, once; says how many visits those are.

    Killed anywhere and run again, or run twice at once, nobody gets a second letter.
    """
    alerted = 0
    while True:
        with transaction() as db:
            overdue = list_missed_check_ins(db, AT_ONCE)
            for each in overdue:
                alert(db, each, site_address)
        if not overdue:
            return alerted
        alerted += len(overdue)
        log.warning("home_visits_without_check_in", visits=len(overdue))


def alert(db: Session, visit: AnyMeeting, site_address: str) -> None:
    place = "sessions" if isinstance(visit, SupportSession) else "assessments"
    href = f"{site_address}/staff/clients/{visit.client.reference}/{place}/{visit.id}"
    told = {each.id: each for each in managers_of(db, visit)}
    buddy = visit.buddy
    if buddy is not None and buddy.is_active and is_in_team(db, visit, buddy):
        told[buddy.id] = buddy
    for each in told.values():
        queue_visit_alert(db, visit, each, href)
    note_alerted(db, visit)


def is_in_team(db: Session, visit: AnyMeeting, colleague: User) -> bool:
    """Whether a colleague works in the team that has the client by now: else the client is nobody they may know of."""
    theirs = select(RoleGrant.user_id).where(RoleGrant.scheme_id == visit.scheme_id, RoleGrant.user_id == colleague.id)
    return db.scalar(theirs.limit(1)) is not None


def managers_of(db: Session, visit: AnyMeeting) -> list[User]:
    are_managers = (RoleGrant.scheme_id == visit.scheme_id, RoleGrant.role == Role.MANAGER.value)
    at_work = (User.is_active, User.joined_at.is_not(None))
    return list(db.scalars(select(User).join(RoleGrant).where(*are_managers, *at_work)).unique())
