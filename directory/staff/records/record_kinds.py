"""How pages speak of each kind of record that staff write, and where its pages are."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from directory.catalogue.history.written_records import WrittenRecord
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, Stage
from directory.db import Base
from directory.web.listing_words import address_lines


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its word in addresses, the word for one of them in sentences, and what people call one."""

    model: type[WrittenRecord]
    path: str
    noun: str
    name: str

    @property
    def argument(self) -> str:
        """What the addresses of its own pages call the id."""
        return f"{self.model.__tablename__}_id"

    def href(self, endpoint: str, record_id: uuid.UUID) -> str:
        """The address of a page that every kind has."""
        return url_for(endpoint, kind=self.path, record_id=record_id)


KINDS: Mapping[str, RecordKind] = {
    each.path: each
    for each in (
        RecordKind(Service, "activities", "listing", "Activity"),
        RecordKind(Location, "venues", "venue", "Venue"),
        RecordKind(Organization, "organisations", "organisation", "Organisation"),
    )
}
OF_MODEL: Mapping[type[Base], RecordKind] = {each.model: each for each in KINDS.values()}
# The beginning of the address of every page that all kinds have.
RECORD = f"/<any({', '.join(KINDS)}):kind>/<uuid:record_id>"


def kind_of(record: WrittenRecord) -> RecordKind:
    return OF_MODEL[type(record)]


def name_of(record: WrittenRecord) -> str:
    """What a record is called; a place without a name by its address."""
    if isinstance(record, Service | Organization):
        return record.name
    return next(iter(address_lines(record)), "A place without a name")


def words_beside(record: WrittenRecord) -> str:
    """What stands beside a record's name in a list: who runs it, where it is, or what it is."""
    if isinstance(record, Service):
        return record.organization.name
    return kind_of(record).name if isinstance(record, Organization) else ", ".join(address_lines(record)[1:])


def where_it_is(record: WrittenRecord) -> str:
    """The page of a record: what everybody sees, what staff see, or else the one on which it is written."""
    if isinstance(record, Service) and record.stage == Stage.PUBLISHED:
        return url_for("public.show_activity", service_id=record.id)
    if isinstance(record, Organization):
        return url_for("staff.show_organization", organization_id=record.id)
    return kind_of(record).href("staff.write_record", record.id)
