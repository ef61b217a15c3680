"""What of services and organizations is compared when duplicates are looked for, read a column at a time.

A hundred thousand services are read as plain rows: as models they would take minutes.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from directory.catalogue.duplicates.compared import Point, Subject, Words
from directory.catalogue.duplicates.likeness_words import email_key, name_words, phone_key, postcode_key, web_key
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.services import ServiceStatus, Stage
from directory.catalogue.registers import identifier_key
from directory.catalogue.texts import plain_text


@dataclass
class Gathered:
    """What hangs on one record."""

    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    points: list[Point] = field(default_factory=list)
    times: set[str] = field(default_factory=set)
    identifiers: set[tuple[str, str]] = field(default_factory=set)


Gatherings = dict[uuid.UUID, Gathered]


def read_organizations(db: Session) -> list[Subject]:
    """Every organization as it is compared, with where its own places and its services' are."""
    found = gather(db, "organization")
    table = TABLES["organization"]
    location, service, place = TABLES["location"], TABLES["service"], TABLES["service_at_location"]
    places = dict[uuid.UUID, set[uuid.UUID]]()
    own = select(location.c.organization_id, location.c.id).where(location.c.organization_id.is_not(None))
    theirs = select(service.c.organization_id, place.c.location_id).join(service, service.c.id == place.c.service_id)
    for organization_id, location_id in (*db.execute(own), *db.execute(theirs)):
        places.setdefault(organization_id, set()).add(location_id)
    add_places(db, found, places)
    columns = ("id", "name", "alternate_name", "description", "email", "website")
    return [
        make_subject(found[row.id], row.id, row.name, row.alternate_name, row.description, row.email, row.website)
        for row in db.execute(select(*(table.c[each] for each in columns)).order_by(table.c.id))
    ]


def read_services(db: Session) -> list[Subject]:
    """Every service that has neither ended nor been put away, as it is compared: also by who runs it."""
    groups = {each.record_id: each for each in read_organizations(db)}
    found, table, place = gather(db, "service"), TABLES["service"], TABLES["service_at_location"]
    places = dict[uuid.UUID, set[uuid.UUID]]()
    for service_id, location_id in db.execute(select(place.c.service_id, place.c.location_id)):
        places.setdefault(service_id, set()).add(location_id)
    add_places(db, found, places)
    add_times(db, found)
    columns = ("id", "name", "alternate_name", "description", "email", "url", "organization_id")
    running = (table.c.status != ServiceStatus.DEFUNCT.value) & (table.c.stage != Stage.ARCHIVED.value)
    return [
        make_subject(
            found[row.id],
            row.id,
            row.name,
            row.alternate_name,
            row.description,
            row.email,
            row.url,
            groups[row.organization_id],
        )
        for row in db.execute(select(*(table.c[each] for each in columns)).where(running).order_by(table.c.id))
    ]


def make_subject(
    own: Gathered,
    record_id: uuid.UUID,
    name: str,
    alternate_name: str | None,
    description: str | None,
    email: str | None,
    page: str | None,
    group: Subject | None = None,
) -> Subject:
    """A record as it is compared; a service also by what its organization gives."""
    no_words: Words = ()
    return Subject(
        record_id=record_id,
        name=name,
        names=tuple(dict.fromkeys(name_words(each) for each in (name, alternate_name) if each)),
        group_id=group.record_id if group else None,
        group=group.name if group else "",
        group_words=group.names[0] if group else no_words,
        postcodes=frozenset(own.postcodes),
        points=tuple(own.points),
        phones=frozenset(own.phones | (group.phones if group else frozenset())),
        emails=frozenset(own.emails | {email_key(email or "")} | (group.emails if group else frozenset())) - {""},
        pages=frozenset({web_key(page or "")} | (group.pages if group else frozenset())) - {""},
        identifiers=group.identifiers if group else frozenset(own.identifiers),
        times=frozenset(own.times),
        description=plain_text(description or ""),
    )


def gather(db: Session, entity: str) -> Gatherings:
    """How to reach each record, and under which numbers it is registered."""
    found: Gatherings = defaultdict(Gathered)
    phone, contact, number = TABLES["phone"], TABLES["contact"], TABLES["organization_identifier"]
    owner = f"{entity}_id"
    for record_id, written in pairs(db, phone.c[owner], phone.c.number):
        found[record_id].phones |= {phone_key(written)} - {""}
    through = select(contact.c[owner], phone.c.number).join(phone, phone.c.contact_id == contact.c.id)
    for record_id, written in db.execute(through.where(contact.c[owner].is_not(None))):
        found[record_id].phones |= {phone_key(written)} - {""}
    for record_id, written in pairs(db, contact.c[owner], contact.c.email):
        found[record_id].emails |= {email_key(written or "")} - {""}
    if entity == "organization":
        columns = (number.c.organization_id, number.c.identifier_scheme, number.c.identifier_type, number.c.identifier)
        for organization_id, *known in db.execute(select(*columns)):
            found[organization_id].identifiers |= {key for key in [identifier_key(*known)] if key}
    return found


def pairs(db: Session, owner: Column[uuid.UUID], value: Column[str]) -> Iterable[tuple[uuid.UUID, str]]:
    return ((row[0], row[1]) for row in db.execute(select(owner, value).where(owner.is_not(None))))


def add_places(db: Session, found: Gatherings, places: dict[uuid.UUID, set[uuid.UUID]]) -> None:
    location, address = TABLES["location"], TABLES["address"]
    at = (location.c.id, location.c.latitude, location.c.longitude)
    points = {row[0]: (row[1], row[2]) for row in db.execute(select(*at).where(location.c.latitude.is_not(None)))}
    postcodes: dict[uuid.UUID, set[str]] = defaultdict(set)
    for location_id, written in pairs(db, address.c.location_id, address.c.postal_code):
        postcodes[location_id] |= {postcode_key(written)} - {""}
    for record_id, location_ids in places.items():
        for each in sorted(location_ids):
            found[record_id].postcodes |= postcodes.get(each, set())
            found[record_id].points += [points[each]] if each in points else []


def add_times(db: Session, found: Gatherings) -> None:
    """The days and hours of each service, its own and those at its places."""
    schedule, place = TABLES["schedule"], TABLES["service_at_location"]
    columns = (schedule.c.byday, schedule.c.opens_at)
    own = select(schedule.c.service_id, *columns).where(schedule.c.service_id.is_not(None))
    there = select(place.c.service_id, *columns).join(place, place.c.id == schedule.c.service_at_location_id)
    for service_id, byday, opens_at in (*db.execute(own), *db.execute(there)):
        if byday and opens_at:
            found[service_id].times |= {f"{day} {opens_at:%H:%M}" for day in byday.split(",")}
