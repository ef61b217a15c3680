"""Groups say how strong they are, and staff write it down: what was said last holds, what was said before stays.

It is not for everybody's eyes, but for one thing: that a group looks for volunteers, where it wants that told.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.organizations import Organization
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import GroupStrength, Help, HelpWanted
from directory.db import new_id
from directory.errors import WrongInput

# What a group that says nothing of it leaves as it was said before.
KEPT_IF_UNSAID = (
    "funded_until",
    "main_funder",
    "income",
    "people_a_week",
    "staff",
    "volunteers",
    "help_wanted",
    "shows_volunteers",
)


def record_strength(db: Session, actor: Actor | None, organization: Organization, wanted: StrengthInput) -> bool:
    """Write down what a group says of itself; without an actor it says so by its link. Returns whether it was news.

    Its link shows nothing of what is held, so that what it leaves empty there stays as it is. Staff see all of it, and
    what they leave empty is not known. Raises WrongInput where a group says nothing at all.
    """
    before = find_strength(db, organization.id)
    values: dict[str, Any] = {name: getattr(wanted, name) for name in KEPT_IF_UNSAID}
    if actor is None and all(each in (None, frozenset()) for each in values.values()):
        # What is held would count as said anew.
        raise WrongInput("Nothing is filled in yet. Tell us one thing at least, or go back.")
    if actor is None and before is not None:
        values |= {name: getattr(before, name) for name in KEPT_IF_UNSAID if values[name] in (None, frozenset())}
    values["shows_volunteers"] = bool(values["shows_volunteers"])
    if before is not None and said_before(before, values, wanted.way):
        return False
    helps: frozenset[Help] = values.pop("help_wanted")
    made = GroupStrength(
        id=new_id(),
        organization_id=organization.id,
        way=wanted.way.value,
        said_on=clock.today(),
        **{name: getattr(value, "value", value) for name, value in values.items()},
    )
    made.helps = [HelpWanted(help=each.value) for each in sorted(helps)]
    db.add(made)
    record_act(
        db, actor.user_id if actor else None, None, "organization.strength_said", "organization", [organization.id]
    )
    return True


def said_before(before: GroupStrength, values: Mapping[str, object], way: RoomWay) -> bool:
    """Whether a group says today, in the same way, what it has said today already: a second click."""
    is_same = all(getattr(before, name) == value for name, value in values.items())
    return is_same and (before.said_on, before.way) == (clock.today(), way)


def list_strengths(db: Session, organization_id: uuid.UUID, most: int = 20) -> Sequence[GroupStrength]:
    """What a group said of itself, newest first."""
    order = (GroupStrength.recorded_at.desc(), GroupStrength.id)
    wanted = select(GroupStrength).where(GroupStrength.organization_id == organization_id)
    return db.scalars(wanted.options(selectinload(GroupStrength.helps)).order_by(*order).limit(most)).all()


def find_strength(db: Session, organization_id: uuid.UUID) -> GroupStrength | None:
    """What a group said of itself last."""
    return next(iter(list_strengths(db, organization_id, most=1)), None)


def latest_strengths() -> Select[uuid.UUID]:
    """The ids of what each group said of itself last."""
    place = func.row_number().over(
        partition_by=GroupStrength.organization_id, order_by=(GroupStrength.recorded_at.desc(), GroupStrength.id)
    )
    numbered = select(GroupStrength.id, place.label("place")).subquery()
    return select(numbered.c.id).where(numbered.c.place == 1)


def strengths_at(moment: datetime) -> Select[uuid.UUID]:
    """The ids of what each group had said of itself last at a moment; of one that had said nothing, what it said next.

    What it says later changes nothing of it.
    """
    is_later = GroupStrength.recorded_at >= moment
    order = (is_later, case((~is_later, GroupStrength.recorded_at)).desc(), GroupStrength.recorded_at, GroupStrength.id)
    place = func.row_number().over(partition_by=GroupStrength.organization_id, order_by=order)
    numbered = select(GroupStrength.id, place.label("place")).subquery()
    return select(numbered.c.id).where(numbered.c.place == 1)


def looks_for_volunteers(db: Session, organization_id: uuid.UUID) -> bool:
    """Whether a group wants everybody to know that it looks for volunteers."""
    last = find_strength(db, organization_id)
    return last is not None and last.shows_volunteers and Help.VOLUNTEERS in last.help_wanted
