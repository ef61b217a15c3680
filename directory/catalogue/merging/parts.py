"""What becomes of the parts of two records that become one: which are doubled, which move, and which go.

Works on rows and knows no database. Of two rows that say the same, the one of the record that leads stays: the source
that gives it looks for it at the next import.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from directory.catalogue.duplicates.likeness_words import phone_key
from directory.catalogue.history.record_rows import RANK, Row, Rows, owner_columns
from directory.catalogue.registers import identifier_key

# What a person can take or leave, and the tables that hold it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "places": ("service_at_location",),
    "times": ("schedule", "schedule_exception", "schedule_observance"),
    "costs": ("cost_option",),
    "contacts": ("contact", "phone", "web_address"),
    "tags": ("attribute",),
    "languages": ("language",),
    "areas": ("service_area",),
    "papers": ("required_document",),
    "funding": ("funding",),
    "numbers": ("organization_identifier",),
    "room": ("service_capacity",),
    "photographs": ("photograph",),
}
PART_OF = {table: part for part, tables in PARTS.items() for table in tables}
WITHIN_SCHEDULES = ("schedule_exception", "schedule_observance")
PATTERN = ("freq", "interval", "byday", "bymonthday", "opens_at", "closes_at")

Named = tuple[str, uuid.UUID]
"""A table and the id of a row."""
SamePlace = Mapping[uuid.UUID, uuid.UUID]
"""Locations that are one spot have the same value here."""


@dataclass
class PartsPlan:
    """Columns to change row by row, rows to take away, and of two that say the same the one that goes with its twin."""

    moves: dict[Named, Row] = field(default_factory=dict)
    removed: Rows = field(default_factory=lambda: defaultdict(dict))
    twins: dict[Named, uuid.UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Sides:
    """The parts of two records, without their own rows. `old_id` is merged into `new_id`; `lead` wins over `other`."""

    entity: str
    old_id: uuid.UUID
    new_id: uuid.UUID
    lead: Rows
    other: Rows
    same_place: SamePlace

    @property
    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with its table, owners first."""
        tables = sorted(self.lead.keys() | self.other.keys(), key=lambda each: RANK[each])
        for table in tables:
            for side in (self.lead, self.other):
                yield from ((table, row) for row in side.get(table, {}).values())


def plan_parts(sides: Sides, old_rows: Rows, taken: Collection[str]) -> PartsPlan:
    """What to move and what to take away. Parts of the old record alone stay only where they are `taken`."""
    twins = find_twins(sides)
    twinned = {*twins, *((name[0], twin) for name, twin in twins.items())}
    inside = {(sides.entity, sides.old_id), (sides.entity, sides.new_id), *((t, row["id"]) for t, row in sides.rows)}
    plan, gone = PartsPlan(twins=twins), dict[Named, uuid.UUID | None](twins)
    for table, row in sides.rows:
        name = (table, row["id"])
        owners = {each: owner for each, owner in owners_of(table, row).items() if owner in inside}
        after = {each: owner_after(sides, owner, gone) for each, owner in owners.items()}
        is_unwanted = name not in twinned and row["id"] in old_rows.get(table, {}) and PART_OF[table] not in taken
        if name in twins or is_unwanted or None in after.values():
            gone.setdefault(name, None)
            if len(owners) == len(owners_of(table, row)):
                plan.removed[table][row["id"]] = row
            else:
                # Another record owns it as well, and keeps it.
                plan.moves[name] = dict.fromkeys(owners)
        elif moved := {column: value for column, value in after.items() if row[column] != value}:
            plan.moves[name] = moved
    return plan


def find_twins(sides: Sides) -> dict[Named, uuid.UUID]:
    """Rows that say what another row says, each with the row that stays."""
    twins: dict[Named, uuid.UUID] = {}
    for table in sorted(sides.lead.keys() & sides.other.keys(), key=lambda each: RANK[each]):
        free = list(sides.lead[table].values())
        for row in sides.other[table].values():
            for mine in free:
                if say_the_same(table, mine, row, sides, twins):
                    is_newer = table == "service_capacity" and is_newer_room(mine, row)
                    goes, stays = (mine, row) if is_newer else (row, mine)
                    twins[table, goes["id"]] = stays["id"]
                    free.remove(mine)
                    break
    return twins


def say_the_same(table: str, mine: Row, theirs: Row, sides: Sides, twins: Mapping[Named, uuid.UUID]) -> bool:
    """Whether two rows of a table tell a reader the same."""
    if meaning(table, mine, sides) != meaning(table, theirs, sides):
        return False
    if table == "attribute":
        if mine["link_entity"] != theirs["link_entity"]:
            return False
        is_twins = twins.get((theirs["link_entity"], theirs["link_id"])) == mine["link_id"]
        return is_twins or bool(mine["link_entity"] == sides.entity)
    if table in WITHIN_SCHEDULES:
        return bool(twins.get(("schedule", theirs["schedule_id"])) == mine["schedule_id"])
    if table != "schedule":
        return True
    # The same hours at two places are two things; a listing that leaves the place open means the one there is.
    places = (mine["service_at_location_id"], theirs["service_at_location_id"])
    place = twins.get(("service_at_location", places[1]), places[1]) if places[1] else None
    return places[0] is None or place is None or place == places[0]


def meaning(table: str, row: Row, sides: Sides) -> object:
    """What a row tells, without its ids."""
    if table == "phone":
        return phone_key(row["number"]) or row["number"], row["extension"] or ""
    if table == "service_at_location":
        return sides.same_place.get(row["location_id"], row["location_id"])
    if table == "service_capacity":
        return ()
    if table == "attribute":
        return row["taxonomy_term_id"]
    if table == "photograph":
        return row["digest"]
    if table == "organization_identifier":
        return identifier_key(row["identifier_scheme"], row["identifier_type"], row["identifier"])
    if table == "schedule" and any(row[each] for each in PATTERN):
        return tuple(row[each] or (1 if each == "interval" else "") for each in PATTERN)
    hidden = {"id", *owner_columns(table)}
    return tuple((name, folded(value)) for name, value in sorted(row.items()) if name not in hidden)


def folded(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else "" if value is None else value


def is_newer_room(mine: Row, theirs: Row) -> bool:
    """Whether the other side said later how much room there is."""
    before: datetime = mine["updated"]
    after: datetime = theirs["updated"]
    return after > before


def owners_of(table: str, row: Row) -> dict[str, Named]:
    """The columns in which a row names its owners, and whom they name."""
    if table == "attribute":
        return {"link_id": (row["link_entity"], row["link_id"])}
    return {name: (name.removesuffix("_id"), row[name]) for name in owner_columns(table) if row[name] is not None}


def owner_after(sides: Sides, owner: Named, gone: Mapping[Named, uuid.UUID | None]) -> uuid.UUID | None:
    if owner == (sides.entity, sides.old_id):
        return sides.new_id
    return gone.get(owner, owner[1])
