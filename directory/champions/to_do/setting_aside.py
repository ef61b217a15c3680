"""Putting something off: it stands apart for a week, with who did that and until when, and comes back by itself.

It is one list for all who keep a domain, so that two of them do not both wait for the other.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.champions.to_do.items import ToDo
from directory.champions.to_do.models import SetAside

FOR_SO_LONG = timedelta(weeks=1)
Named = tuple[str, str]


def set_aside(db: Session, actor: Actor, item: ToDo, today: date) -> None:
    """Leave something for a week from today. Pressed twice, or by two at once, it is left once."""
    told = {"set_by": actor.user_id, "set_at": clock.now(), "until": today + FOR_SO_LONG}
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(SetAside).values(kind=item.kind.value, about=item.found.about, **told)
    db.execute(row.on_conflict_do_update(index_elements=["kind", "about"], set_=told))
    note(db, actor, "to_do.set_aside", item)


def take_up(db: Session, actor: Actor, item: ToDo) -> None:
    """Have something back among what is to be done now."""
    db.execute(delete(SetAside).where(SetAside.kind == item.kind.value, SetAside.about == item.found.about))
    note(db, actor, "to_do.taken_up", item)


def forget_set_aside(db: Session, today: date) -> None:
    """Let go of who put off what is back by now."""
    db.execute(delete(SetAside).where(SetAside.until <= today))


def note(db: Session, actor: Actor, action: str, item: ToDo) -> None:
    record_act(db, actor.user_id, None, action, "service", item.found.services)


def find_set_aside(db: Session, today: date) -> Mapping[Named, SetAside]:
    """What is put off today, by kind and what it is about."""
    wanted = select(SetAside).where(SetAside.until > today).options(joinedload(SetAside.setter))
    return {(each.kind, each.about): each for each in db.scalars(wanted)}
