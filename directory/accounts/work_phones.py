"""Where people and groups reach staff and their team: numbers at work, and the address of a team."""

import uuid

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme, User
from directory.accounts.people import works_elsewhere
from directory.audit.operations import record_act
from directory.errors import Refused

LONGEST_PHONE = 50


def change_work_phone(db: Session, actor: Actor, user: User, number: str | None) -> bool:
    """Keep where somebody is rung at work, or that they are not; says whether anything changed.

    Raises Refused for somebody else who works in another team too.
    """
    if user.id != actor.user_id and works_elsewhere(user, actor.scheme_id):
        raise Refused("They work in another team too. They can change their number themselves, behind their name.")
    if user.work_phone == number:
        return False
    user.work_phone = number
    record_act(db, actor.user_id, actor.scheme_id, "user.phone_changed", "user_account", [user.id], ["work_phone"])
    return True


def number_of(user: User) -> str:
    """Where a member of staff is rung; nothing where they gave no number, or have left."""
    return (user.work_phone or "") if user.is_active else ""


def number_to_ring(db: Session, user: User, scheme_id: uuid.UUID) -> str:
    """Where somebody rings a member of staff of a team, else the team; nothing where neither gave a number."""
    return number_of(user) or db.get_one(Scheme, scheme_id).phone or ""


def ways_to_reach(scheme: Scheme) -> list[str]:
    """The address and the number of a team, as lines of a letter; none where it gave neither."""
    known = [*(scheme.address or "").split("\n"), scheme.phone or ""]
    return [each for each in known if each]
