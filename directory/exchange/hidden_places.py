"""Places that hide where they are, of which a source has come to say something else.

A source knows a place without an id by what it says of it, so that an address spelled anew is a new place to it. It is
no news that the place may be found. A sheet that was exported names no such place at all, and is
no news that it is gone.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from directory.catalogue.history.record_rows import TABLES, Rows, portions
from directory.catalogue.merging.same_places import hide_alike, same_places

LOCATION = TABLES["location"]


@dataclass(frozen=True)
class PlacesGiven:
    """Where a service happened before an import, and where it happens only since."""

    before: frozenset[uuid.UUID]
    new: frozenset[uuid.UUID]


def places_given(before: Rows, after: Rows) -> PlacesGiven:
    was, is_now = location_ids(before), location_ids(after)
    return PlacesGiven(was, is_now - was)


def location_ids(rows: Rows) -> frozenset[uuid.UUID]:
    return frozenset(row["location_id"] for row in rows.get("service_at_location", {}).values())


def keep_unsaid(before: Rows, after: Rows, hidden: set[uuid.UUID]) -> None:
    """Let a service keep its places that hide where they are, where its source says nothing of any new one."""
    if not places_given(before, after).new:
        places = before.get("service_at_location", {})
        kept = {row_id: row for row_id, row in places.items() if row["location_id"] in hidden - location_ids(after)}
        if kept:
            after["service_at_location"] = kept | after.get("service_at_location", {})


def go_on_hiding(db: Connection, given: Iterable[PlacesGiven], fresh: Collection[uuid.UUID]) -> None:
    """Hide where services happen since, if they hid it before: places that are new here, and those of the same spot."""
    moved = [each for each in given if each.new]
    hidden = find_hidden(db, {place for each in moved for place in each.before})
    for each in moved:
        if each.before & hidden:
            new_here = LOCATION.c.id.in_(each.new.intersection(fresh))
            db.execute(LOCATION.update().where(new_here).values(hides_address=True))
            hide_alike(db, same_places(db, each.new | (each.before & hidden)))


def find_hidden(db: Connection, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    hiding = select(LOCATION.c.id).where(LOCATION.c.hides_address)
    return {found for some in portions(ids) for found in db.scalars(hiding.where(LOCATION.c.id.in_(some)))}
