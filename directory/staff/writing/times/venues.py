"""The places of a listing that a time can belong to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalogue.history.record_changes import typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.catalogue.queries import locations_by_id
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.staff.records.record_kinds import name_of
from directory.staff.writing.parts import as_written
from directory.web.fields.choices import Choice
from directory.web.listing_words import calendar_of


@dataclass(frozen=True)
class Venues:
    """The places of a listing as its writer would have them, by the id under which it is there."""

    service: Service
    locations: Mapping[uuid.UUID, Location]

    @property
    def are_several(self) -> bool:
        """Whether a time has to say at which of them it is."""
        return len(self.locations) > 1

    @property
    def choices(self) -> list[Choice]:
        """The places to choose from, by name."""
        named = [Choice(str(place_id), name_of(location)) for place_id, location in self.locations.items()]
        return sorted(named, key=lambda each: each.label)

    def typed_owner(self, answered: str | None, kept: Row) -> Row:
        """Whose times these are: one place's, or the whole listing's. Where nobody was asked, it stays."""
        if not self.are_several or (answered or "") == str(kept["service_at_location_id"] or ""):
            return {}
        if not answered:
            return {"service_id": self.service.id, "service_at_location_id": None}
        return {"service_id": None, "service_at_location_id": uuid.UUID(answered)}

    def location_of(self, schedule: Row) -> Location | None:
        """Where a time is; None for one of the whole listing."""
        return self.locations.get(schedule["service_at_location_id"])

    def words(self, schedule: Row) -> str:
        """ "at Beck Lane Hall", where there is more than one place to mistake it for."""
        location = self.location_of(schedule)
        return f"at {name_of(location)}" if location and self.are_several else ""

    def calendar(self, schedule: Row) -> LocalCalendar:
        """Whose bank holidays and school terms hold for a time."""
        return calendar_of(self.service, self.location_of(schedule))


def find_venues(db: Session, service: Service) -> Venues:
    """The places of a listing with what is drafted about them."""
    rows = as_written(db, service, ("service_at_location",))["service_at_location"]
    there = {row_id: row["location_id"] for row_id, row in typed_rows("service_at_location", rows).items()}
    found = locations_by_id(db, set(there.values()))
    return Venues(
        service, {row_id: found[location_id] for row_id, location_id in there.items() if location_id in found}
    )
