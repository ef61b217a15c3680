"""Adding organizations, places and services by hand or from a file of our own.

Feeds of other directories come in through `exchange`; this is for what an editor, or the fictional town, adds.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy.orm import Session

from directory.catalogue.access.facts import PRESENCE, recognised
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.map_points import Point
from directory.catalogue.models.conditions import CostOption, Room, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.places import Accessibility, Address, Location, PlaceType
from directory.catalogue.models.revisions import RevisionKind
from directory.catalogue.models.schedules import AttendingType, Calendar, Observance, Schedule, ScheduleObservance
from directory.catalogue.models.services import Service, ServiceAtLocation, ServiceStatus
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.registers import Register
from directory.catalogue.texts import NOT_STATED, clean_html
from directory.catalogue.versions import bump_catalogue_version
from directory.db import new_id


@dataclass(frozen=True)
class OrganizationInput:
    """A group to be added; a charity with its register and its number there."""

    name: str
    description: str | None = None
    email: str | None = None
    website: str | None = None
    phone: str | None = None
    legal_status: str | None = None
    alternate_name: str | None = None
    year_incorporated: int | None = None
    charity: tuple[Register, str] | None = None
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class AccessInput:
    """One fact about access: what there is or, with `is_missing`, what there is not; and when somebody asked."""

    name: str
    note: str | None = None
    is_missing: bool = False
    answered_on: date | None = None


@dataclass(frozen=True)
class PlaceInput:
    """A place to be added, with its address and the point of its postcode (latitude, longitude), as far as known."""

    name: str
    address_1: str
    city: str
    state_province: str
    postal_code: str
    point: Point | None
    address_2: str | None = None
    place_type: PlaceType = PlaceType.PHYSICAL
    description: str | None = None
    transportation: str | None = None
    access: Sequence[AccessInput] = ()
    hides_address: bool = False
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class ScheduleInput:
    """A weekly or monthly pattern; `place_id` says at which of the service's places."""

    freq: str
    byday: str
    opens_at: time | None
    closes_at: time | None
    attending_type: AttendingType
    place_id: uuid.UUID | None = None
    interval: int | None = None
    dtstart: date | None = None
    until: date | None = None
    notes: str | None = None
    observances: Mapping[Calendar, Observance] = field(default_factory=dict)


@dataclass(frozen=True)
class CostInput:
    """What somebody pays, in pence."""

    option: str | None
    amount_pence: int
    amount_description: str | None = None


@dataclass(frozen=True)
class ContactInput:
    """Whom to ask, by role."""

    title: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class ServiceInput:
    """A service to be added. `term_ids` are by what the term describes: service_type, need, service_eligibility, …"""

    organization_id: uuid.UUID
    name: str
    description: str
    place_ids: Sequence[uuid.UUID] = ()
    place_notes: str | None = None
    schedules: Sequence[ScheduleInput] = ()
    costs: Sequence[CostInput] = ()
    contact: ContactInput | None = None
    language_codes: Sequence[str] = ()
    term_ids: Mapping[str, Sequence[uuid.UUID]] = field(default_factory=dict)
    status: ServiceStatus = ServiceStatus.ACTIVE
    alert: str | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    eligibility_description: str | None = None
    application_process: str | None = None
    wait_time: str | None = None
    fees_description: str | None = None
    cost_help: str | None = None
    easy_read: str | None = None
    room: Room | None = None
    places_left: int | None = None
    assured_date: date | None = None
    id: uuid.UUID = field(default_factory=new_id)


def add_organization(db: Session, wanted: OrganizationInput) -> Organization:
    """Add a group to the catalogue."""
    organization = Organization(
        id=wanted.id,
        name=wanted.name,
        alternate_name=wanted.alternate_name,
        description=clean_html(wanted.description) if wanted.description else None,
        email=wanted.email,
        website=wanted.website,
        legal_status=wanted.legal_status,
        year_incorporated=wanted.year_incorporated,
        phones=[Phone(number=wanted.phone, type="voice")] if wanted.phone else [],
        identifiers=[make_number(*wanted.charity)] if wanted.charity else [],
    )
    db.add(organization)
    return organization


def make_number(register: Register, number: str) -> OrganizationIdentifier:
    return OrganizationIdentifier(identifier_scheme=register.scheme, identifier_type=register.kind, identifier=number)


def add_place(db: Session, wanted: PlaceInput) -> Location:
    """Add a place to the catalogue."""
    latitude, longitude = wanted.point or (None, None)
    location = Location(
        id=wanted.id,
        location_type=wanted.place_type.value,
        name=wanted.name,
        description=wanted.description,
        transportation=wanted.transportation,
        latitude=latitude,
        longitude=longitude,
        hides_address=wanted.hides_address,
        addresses=make_addresses(wanted),
        accessibility=[make_access(fact) for fact in wanted.access],
    )
    db.add(location)
    return location


def make_addresses(wanted: PlaceInput) -> list[Address]:
    """The address of a place; none where nothing of it is known."""
    if not any((wanted.address_1, wanted.address_2, wanted.city, wanted.state_province, wanted.postal_code)):
        return []
    is_for_letters = wanted.place_type == PlaceType.POSTAL
    return [
        Address(
            address_1=wanted.address_1 or NOT_STATED,
            address_2=wanted.address_2,
            city=wanted.city or NOT_STATED,
            state_province=wanted.state_province or NOT_STATED,
            postal_code=wanted.postal_code or NOT_STATED,
            address_type=(PlaceType.POSTAL if is_for_letters else PlaceType.PHYSICAL).value,
        )
    ]


def make_access(fact: AccessInput) -> Accessibility:
    """A fact as it is kept; in the words of its question, where one of them asks for it."""
    answer = Answer.NO if fact.is_missing else Answer.YES
    code, _, width_cm = recognised(fact.name)
    lacking = f"No {fact.name[0].lower()}{fact.name[1:]}"
    words = QUESTIONS[code].words(answer, width_cm) if code else lacking if fact.is_missing else fact.name
    return Accessibility(
        accessibility=PRESENCE[answer],
        description=words,
        details=fact.note,
        question=code,
        width_cm=width_cm,
        answered_on=fact.answered_on,
    )


def add_service(db: Session, wanted: ServiceInput) -> Service:
    """Add a service, with everything that hangs on it, to the catalogue."""
    service = Service(
        id=wanted.id,
        organization_id=wanted.organization_id,
        name=wanted.name,
        description=clean_html(wanted.description),
        status=wanted.status.value,
        alert=wanted.alert,
        minimum_age=wanted.minimum_age,
        maximum_age=wanted.maximum_age,
        eligibility_description=wanted.eligibility_description,
        application_process=wanted.application_process,
        wait_time=wanted.wait_time,
        fees_description=wanted.fees_description,
        cost_help=wanted.cost_help,
        easy_read=wanted.easy_read,
        email=wanted.contact.email if wanted.contact else None,
        assured_date=wanted.assured_date,
        cost_options=[make_cost(cost) for cost in wanted.costs],
        contacts=[make_contact(wanted.contact)] if wanted.contact else [],
        languages=[Language(code=code) for code in wanted.language_codes],
        capacities=[ServiceCapacity(room=wanted.room.value, available=wanted.places_left)] if wanted.room else [],
        schedules=[make_schedule(each) for each in wanted.schedules if each.place_id is None],
        places=[make_service_at_location(wanted, place_id) for place_id in wanted.place_ids],
    )
    db.add(service)
    for link_type, ids in wanted.term_ids.items():
        for term_id in ids:
            db.add(Attribute(link_id=wanted.id, link_entity="service", link_type=link_type, taxonomy_term_id=term_id))
    record_revision(db, "service", wanted.id, kind=RevisionKind.ADDED)
    bump_catalogue_version(db)
    return service


def make_service_at_location(wanted: ServiceInput, place_id: uuid.UUID) -> ServiceAtLocation:
    return ServiceAtLocation(
        location_id=place_id,
        description=wanted.place_notes,
        schedules=[make_schedule(each) for each in wanted.schedules if each.place_id == place_id],
    )


def make_schedule(wanted: ScheduleInput) -> Schedule:
    return Schedule(
        freq=wanted.freq,
        byday=wanted.byday,
        interval=wanted.interval,
        dtstart=wanted.dtstart,
        until=wanted.until,
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at,
        attending_type=wanted.attending_type.value,
        notes=wanted.notes,
        observances=[
            ScheduleObservance(calendar=calendar.value, observance=observance.value)
            for calendar, observance in wanted.observances.items()
        ],
    )


def make_cost(wanted: CostInput) -> CostOption:
    return CostOption(
        option=wanted.option,
        amount_pence=wanted.amount_pence,
        amount_description=wanted.amount_description,
        currency="gbp",
    )


def make_contact(wanted: ContactInput) -> Contact:
    phones = [Phone(number=wanted.phone, type="voice")] if wanted.phone else []
    return Contact(title=wanted.title, name=wanted.name, email=wanted.email, phones=phones)
