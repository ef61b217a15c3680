"""What the groups of the fictional town said of their money, their size, and the room they have."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.capacity.pause_inputs import PauseInput
from directory.champions.capacity.pausing import pause_activity
from directory.champions.capacity.room import say_room
from directory.champions.capacity.room_inputs import RoomInput
from directory.champions.capacity.room_models import RoomTeller, RoomWay
from directory.champions.capacity.strength import record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Help, Income
from directory.cli.town import Record, Town, key_id

LONG_BEFORE = timedelta(days=30)


def load_strength(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """How strong some groups are, what room some activities have, and one that is closed for a while."""
    known, champion = town.strength(), actor_of(db, staff["champion"].email)
    for row in known["strength"]:
        organization = db.get_one(Organization, key_id("organization", row["organization"]))
        record_strength(db, teller_of(row, champion), organization, strength_of(town, row))
    for row in known["room"]:
        service = db.get_one(Service, key_id("activity", row["activity"]))
        forget_room_since(db, service)
        say_room(db, teller_of(row, champion), service.id, room_of(town, row))
    for row in known["pause"]:
        days = PauseInput(town.day(row["closed_days_ago"]), town.day(-row["back_in_days"]))
        pause_activity(db, champion, key_id("activity", row["activity"]), days)


def teller_of(row: Record, champion: Actor) -> Actor | None:
    """Who wrote it down; nobody where the group said it by its link."""
    return None if row["way"] == RoomWay.LINK else champion


def strength_of(town: Town, row: Record) -> StrengthInput:
    return StrengthInput(
        RoomWay(row["way"]),
        funded_until=town.day(-row["funded_in_days"]) if "funded_in_days" in row else None,
        income=Income(row["income"]),
        help_wanted=frozenset(map(Help, row.get("help", ()))),
        shows_volunteers=row.get("shows_volunteers", False),
        **{name: row.get(name) for name in ("main_funder", "people_a_week", "staff", "volunteers")},
    )


def room_of(town: Town, row: Record) -> RoomInput:
    return RoomInput(
        Room(row["room"]),
        RoomWay(row["way"]),
        town.day(row.get("said_days_ago", 0)),
        places=row.get("places"),
        until=town.day(-row["until_in_days"]) if "until_in_days" in row else None,
        said_by=RoomTeller(row["said_by"]) if "said_by" in row else None,
    )


def forget_room_since(db: Session, service: Service) -> None:
    """Let the listing have said its room before its group did: a new town says all of it today."""
    db.refresh(service, ["capacities"])
    for each in service.capacities:
        each.updated -= LONG_BEFORE
    db.flush()
