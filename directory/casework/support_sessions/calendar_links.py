"""The secret address by which somebody's own calendar follows their diary: making it anew, ending it, opening it."""

import uuid
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.queries import find_actor, find_user_by_id
from directory.audit.operations import record_act
from directory.audit.queries import subjects_since
from directory.casework.support_sessions.calendar_models import CalendarLink
from directory.casework.support_sessions.local_times import midnight
from directory.errors import NotFound
from directory.security.tokens import key_of, new_token

FOLLOWED = "diary.followed"


class NoSuchCalendar(NotFound):
    """There is no calendar at an address, or no longer."""

    def __init__(self) -> None:
        super().__init__("There is no calendar here. Its link may have been ended or renewed.")


def find_calendar_link(db: Session, actor: Actor) -> CalendarLink | None:
    """The link to the actor's own diary in the team they work in."""
    return db.scalar(
        select(CalendarLink).where(CalendarLink.person_id == actor.user_id, CalendarLink.scheme_id == actor.scheme_id)
    )


def make_calendar_link(db: Session, actor: Actor) -> str:
    """A new token for the actor's diary. The one before opens nothing any more."""
    end_calendar_link(db, actor)
    token = new_token()
    db.add(
        CalendarLink(
            id=key_of(token),
            person_id=actor.user_id,
            scheme_id=actor.scheme_id,
            token=token,
            made_at=clock.now(),
        )
    )
    record_act(db, actor.user_id, actor.scheme_id, "diary.link_made", "calendar_link", [key_of(token)])
    return token


def end_calendar_link(db: Session, actor: Actor) -> bool:
    """Have the link to the actor's diary open nothing any more; says whether there was one."""
    known = find_calendar_link(db, actor)
    if known is None:
        return False
    db.execute(delete(CalendarLink).where(CalendarLink.id == known.id))
    db.expunge(known)
    record_act(db, actor.user_id, actor.scheme_id, "diary.link_ended", "calendar_link", [known.id])
    return True


def open_calendar(db: Session, token: str) -> Actor:
    """Whose diary a token opens, as the colleague who works in that team today. Raises NoSuchCalendar."""
    link = db.get(CalendarLink, key_of(token))
    user = find_user_by_id(db, link.person_id) if link else None
    if link is None or user is None:
        raise NoSuchCalendar
    actor = find_actor(db, user.id, user.session_stamp, link.scheme_id)
    if actor is None or actor.scheme_id != link.scheme_id or not actor.may("casework.write"):
        raise NoSuchCalendar
    return actor


def record_following(db: Session, actor: Actor, client_ids: Collection[uuid.UUID]) -> None:
    """Write down once a day whose initials a calendar was given: it asks many times, and people come into it."""
    today = midnight(clock.today())
    told = subjects_since(db, actor.user_id, actor.scheme_id, FOLLOWED, today)
    new = set(client_ids) - told
    if new:
        record_act(db, actor.user_id, actor.scheme_id, FOLLOWED, "client", new)
