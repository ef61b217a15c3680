"""Groups say what room their activities have: by their link, on paper, by telephone. All of it counts alike.

What was said last counts, not what was written down last: a sheet that was long in the post changes nothing that its
group said since. Everything stays in the history.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import get_record
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.services import Service
from directory.catalogue.room import last_said
from directory.champions.capacity.room_inputs import RoomInput
from directory.champions.capacity.room_models import RoomSaid, RoomWay
from directory.clock import UK
from directory.errors import WrongInput

CAPACITY = "service_capacity"
# Nobody knows so long ahead, nor writes down what was said so long ago: a slip of the pen.
FARTHEST, OLDEST = timedelta(days=366), timedelta(days=92)


def say_room(db: Session, actor: Actor | None, service_id: uuid.UUID, wanted: RoomInput) -> bool:
    """Write down what a group says of its room; without an actor it says so itself. Returns whether it was news.

    The same said a second time the same day is no news. Raises WrongInput for a day that cannot be, and NotFound.
    """
    check_days(wanted, clock.today())
    # Pages that were opened before a merge name what was merged.
    service = get_record(db, Service, id_now(db, "service", service_id), to_change=True)
    if is_said(db, service.id, wanted):
        return False
    db.add(said_row(service, wanted))
    at = moment_of(wanted.said_on)
    before = last_said(service)
    if before is None or before.updated <= at:
        put_room(db, actor, service, wanted, at)
    return True


def said_row(service: Service, wanted: RoomInput) -> RoomSaid:
    return RoomSaid(
        service_id=service.id,
        room=wanted.room.value,
        places=wanted.places,
        until=wanted.until,
        way=wanted.way.value,
        said_by=wanted.said_by.value if wanted.said_by else None,
        said_on=wanted.said_on,
    )


def put_room(db: Session, actor: Actor | None, service: Service, wanted: RoomInput, at: datetime) -> None:
    """Let a listing say what its group says, in the row that said it before where there is one."""
    now = values_now(db, service, [CAPACITY])[CAPACITY]
    before = max(typed_rows(CAPACITY, now).values(), key=lambda row: row["updated"], default=None)
    said = {"room": wanted.room.value, "available": wanted.places, "until": wanted.until, "updated": at}
    row = {**(before or blank_row(CAPACITY, service_id=service.id, unit="places")), **said, "description": None}
    # How many there are at most is known only from where it was said before, and may no longer hold.
    row["maximum"] = None if (row["maximum"] or 0) < (wanted.places or 0) else row["maximum"]
    make_changes(db, actor, service, [FieldChange(CAPACITY, now, plain_rows([row]))], reason="The group said so")


def check_days(wanted: RoomInput, today: date) -> None:
    if wanted.said_on > today:
        raise WrongInput("Check the date.", {"said_on": "The date must be today or earlier"})
    if wanted.said_on < today - OLDEST:
        raise WrongInput("Check the date.", {"said_on": "This is too long ago: ask them again"})
    if wanted.until and not wanted.said_on <= wanted.until <= today + FARTHEST:
        raise WrongInput("Check the date.", {"until": "Enter a day within a year, after they said so"})


def moment_of(said_on: date) -> datetime:
    """When something was said, as far as it is known: now, or in the middle of a day before."""
    return clock.now() if said_on == clock.today() else datetime.combine(said_on, time(12), tzinfo=UK)


def is_said(db: Session, service_id: uuid.UUID, wanted: RoomInput) -> bool:
    """Whether the last that a group said is this very thing, on the same day and in the same way."""
    last = next(iter(list_said(db, service_id, most=1)), None)
    return last is not None and (last.room, last.places, last.until, last.way, last.said_on) == (
        wanted.room,
        wanted.places,
        wanted.until,
        wanted.way,
        wanted.said_on,
    )


def list_said(db: Session, service_id: uuid.UUID, most: int = 20) -> Sequence[RoomSaid]:
    """What a group said of its room, newest first."""
    order = (RoomSaid.said_on.desc(), RoomSaid.recorded_at.desc(), RoomSaid.id)
    return db.scalars(select(RoomSaid).where(RoomSaid.service_id == service_id).order_by(*order).limit(most)).all()


def list_said_lately(db: Session, most: int = 12) -> Sequence[tuple[str, RoomSaid]]:
    """What was written down last, newest first, with the name of each activity."""
    wanted = select(Service.name, RoomSaid).join(Service, Service.id == RoomSaid.service_id)
    rows = db.execute(wanted.order_by(RoomSaid.recorded_at.desc(), RoomSaid.id).limit(most))
    return [(name, said) for name, said in rows]


def count_by_way(db: Session, since: date) -> Mapping[RoomWay, int]:
    """Of how many activities somebody said since a day what room they have, by the way in which that was said last."""
    newest = func.row_number().over(
        partition_by=RoomSaid.service_id, order_by=(RoomSaid.said_on.desc(), RoomSaid.recorded_at.desc())
    )
    last = select(RoomSaid.way, newest.label("place")).where(RoomSaid.said_on >= since).subquery()
    counted = select(last.c.way, func.count()).where(last.c.place == 1).group_by(last.c.way)
    found = {RoomWay(way): number for way, number in db.execute(counted)}
    return {each: found.get(each, 0) for each in RoomWay}
