"""The records of Open Referral UK 3.0 as this installation takes them, with the HSDS extras it has columns for.

Each class is one table and says for each field how it is read. What is not named here is ignored. Records nested for
convenience (an organization in a service) are moved out by `bundles`, which leaves their key in `…_key`.
"""

import uuid
from datetime import date, datetime, time
from typing import Annotated, ClassVar

from msgspec import field

from directory.catalogue.models.conditions import Room
from directory.catalogue.models.places import PlaceType
from directory.catalogue.models.schedules import Calendar, ExceptionKind, Observance
from directory.catalogue.models.services import ServiceStatus
from directory.exchange.shapes import From, Record, Ref
from directory.exchange.values import (
    MOST,
    SIGNED_NUMBER,
    WEEKDAY,
    WrongValue,
    find_uuid,
    read_count,
    read_day,
    read_degrees,
    read_description,
    read_email,
    read_greatest_age,
    read_key,
    read_least_age,
    read_line,
    read_list_of,
    read_moment,
    read_name,
    read_one_of,
    read_pence,
    read_shape,
    read_text,
    read_url,
    read_wall_time,
)

# What the standard requires of an address and a register does not give.
NOT_STATED = "Not stated"
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
WAITING_WORDS = ("waiting list", "wait list", "waitlist")

Line = Annotated[str | None, read_line]
Text = Annotated[str | None, read_text]
Description = Annotated[str | None, read_description]
Url = Annotated[str | None, read_url]
Email = Annotated[str | None, read_email]
Day = Annotated[date | None, read_day]
WallTime = Annotated[time | None, read_wall_time]
Count = Annotated[int | None, read_count(1, 100_000)]
Places = Annotated[int | None, read_count(0, MOST)]
Numbers = Annotated[str | None, read_list_of(SIGNED_NUMBER, "1,15,-1")]
# Not read from a feed, but made from another field of it.
SET_BY_CHECK = From(())
AnyPlaceType = Annotated[str, read_one_of(*PlaceType)]


class Taxonomy(Record, kw_only=True):
    table: ClassVar[str] = "taxonomy"

    name: Annotated[str, read_name]
    description: Annotated[str, read_description] = ""
    uri: Url = None
    version: Line = None

    def check(self) -> None:
        self.description = self.description or self.name


class TaxonomyTerm(Record, kw_only=True):
    table: ClassVar[str] = "taxonomy_term"

    name: Annotated[str, read_name]
    description: Annotated[str, read_description] = ""
    code: Line = None
    term: Line = None
    term_uri: Url = None
    language: Line = None
    taxonomy_key: Annotated[str | None, read_key, From(("taxonomy_id",)), Ref("taxonomy", "taxonomy_id")] = None
    taxonomy: Annotated[Taxonomy | None, From(("taxonomy_detail", "taxonomy"))] = None
    parent_key: Annotated[str | None, read_key, From(("parent_id",)), Ref("taxonomy_term", "parent_id")] = None

    def check(self) -> None:
        self.description = self.description or self.name


class Attribute(Record, kw_only=True):
    table: ClassVar[str] = "attribute"

    link_type: Line = None
    value: Text = None
    label: Line = None
    taxonomy_term_key: Annotated[
        str | None, read_key, From(("taxonomy_term_id",)), Ref("taxonomy_term", "taxonomy_term_id")
    ] = None
    taxonomy_term: TaxonomyTerm | None = None

    def check(self) -> None:
        if self.taxonomy_term is None and self.taxonomy_term_key is None:
            raise WrongValue("is missing", "taxonomy_term")


class Owned(Record, kw_only=True):
    """A record that terms can hang on."""

    attributes: list[Attribute] = field(default_factory=list)


class Language(Owned, kw_only=True):
    table: ClassVar[str] = "language"

    name: Line = None
    code: Line = None
    note: Text = None


class Phone(Owned, kw_only=True):
    table: ClassVar[str] = "phone"
    essential: ClassVar[tuple[str, ...]] = ("number",)

    number: Annotated[str, read_line]
    extension: Line = None
    type: Line = None
    description: Description = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    languages: list[Language] = field(default_factory=list)


class AdditionalUrl(Owned, kw_only=True):
    """A page elsewhere, by HSDS 3.1."""

    table: ClassVar[str] = "web_address"
    essential: ClassVar[tuple[str, ...]] = ("url",)

    label: Line = None
    url: Annotated[str, read_url]


class Contact(Owned, kw_only=True):
    table: ClassVar[str] = "contact"

    name: Line = None
    title: Line = None
    department: Line = None
    email: Email = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    phones: list[Phone] = field(default_factory=list)


class ScheduleException(Record, kw_only=True):
    """Dates left out or added: ours, for the standard has no place for them. One date where no last one is named."""

    table: ClassVar[str] = "schedule_exception"
    essential: ClassVar[tuple[str, ...]] = ("kind", "starts_on")

    kind: Annotated[str, read_one_of(*ExceptionKind)]
    starts_on: Annotated[date, read_day]
    ends_on: Day = None
    opens_at: WallTime = None
    closes_at: WallTime = None
    reason: Line = None

    def check(self) -> None:
        self.ends_on = self.ends_on or self.starts_on
        need_order("starts_on", self.starts_on, "ends_on", self.ends_on)
        if self.kind == ExceptionKind.EXTRA and self.ends_on != self.starts_on:
            raise WrongValue(f"{self.ends_on} is not the date of 'extra', {self.starts_on}", "ends_on")
        if self.kind == ExceptionKind.CLOSED:
            self.opens_at = self.closes_at = None


class ScheduleObservance(Record, kw_only=True):
    """What happens on bank holidays, in school terms and in school holidays: ours as well."""

    table: ClassVar[str] = "schedule_observance"
    essential: ClassVar[tuple[str, ...]] = ("calendar", "observance")

    calendar: Annotated[str, read_one_of(*Calendar)]
    observance: Annotated[str, read_one_of(*Observance)]


class Schedule(Owned, kw_only=True):
    table: ClassVar[str] = "schedule"

    valid_from: Day = None
    valid_to: Day = None
    dtstart: Day = None
    until: Day = None
    count: Count = None
    freq: Annotated[str | None, read_one_of("WEEKLY", "MONTHLY", "DAILY")] = None
    interval: Count = None
    wkst: Annotated[str | None, read_one_of("MO", "TU", "WE", "TH", "FR", "SA", "SU")] = None
    byday: Annotated[str | None, read_list_of(WEEKDAY, "MO,TH or 2MO")] = None
    bymonthday: Numbers = None
    byweekno: Numbers = None
    byyearday: Numbers = None
    timezone: Line = None
    description: Description = None
    opens_at: WallTime = None
    closes_at: WallTime = None
    schedule_link: Url = None
    attending_type: Line = None
    notes: Text = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None
    exceptions: list[ScheduleException] = field(default_factory=list)
    observances: list[ScheduleObservance] = field(default_factory=list)

    def check(self) -> None:
        """Daily is weekly with seven days (the standard has no DAILY), and the dates are in order."""
        if self.freq == "DAILY":
            if self.interval not in (None, 1):
                raise WrongValue(f"'DAILY' every {self.interval} days is no pattern of the standard", "freq")
            self.freq, self.byday = "WEEKLY", self.byday or EVERY_DAY
        need_order("valid_from", self.valid_from, "valid_to", self.valid_to)


class OrganizationIdentifier(Owned, kw_only=True):
    table: ClassVar[str] = "organization_identifier"
    essential: ClassVar[tuple[str, ...]] = ("identifier",)

    identifier_scheme: Line = None
    identifier_type: Annotated[str, read_line, From(("identifier_type", "identifier_scheme"))] = NOT_STATED
    identifier: Annotated[str, read_line]


class Funding(Owned, kw_only=True):
    table: ClassVar[str] = "funding"

    source: Text = None


class Organization(Owned, kw_only=True):
    table: ClassVar[str] = "organization"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Description = None
    email: Email = None
    website: Annotated[str | None, read_url, From(("website", "url"))] = None
    logo: Url = None
    uri: Url = None
    legal_status: Line = None
    tax_status: Line = None
    tax_id: Line = None
    year_incorporated: Annotated[int | None, read_count(1, 9999)] = None
    parent_key: Annotated[
        str | None, read_key, From(("parent_organization_id",)), Ref("organization", "parent_organization_id")
    ] = None
    organization_identifiers: list[OrganizationIdentifier] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    additional_websites: list[AdditionalUrl] = field(default_factory=list)


class Program(Owned, kw_only=True):
    table: ClassVar[str] = "program"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Annotated[str, read_description] = ""
    organization_key: Annotated[
        str | None, read_key, From(("organization_id",)), Ref("organization", "organization_id")
    ] = None

    def check(self) -> None:
        self.description = self.description or self.name


class Address(Owned, kw_only=True):
    """An address; parts that the standard requires and the source lacks are "Not stated"."""

    table: ClassVar[str] = "address"

    attention: Line = None
    address_1: Annotated[str, read_line] = NOT_STATED
    address_2: Line = None
    city: Annotated[str, read_line] = NOT_STATED
    region: Line = None
    state_province: Annotated[str, read_line] = NOT_STATED
    postal_code: Annotated[str, read_line] = NOT_STATED
    country: Annotated[str, read_line] = "GB"
    address_type: AnyPlaceType = PlaceType.PHYSICAL.value


class Accessibility(Owned, kw_only=True):
    table: ClassVar[str] = "accessibility"

    accessibility: Text = None
    description: Description = None
    details: Text = None
    url: Url = None


class Location(Owned, kw_only=True):
    table: ClassVar[str] = "location"

    location_type: AnyPlaceType = PlaceType.PHYSICAL.value
    name: Line = None
    alternate_name: Line = None
    description: Description = None
    transportation: Text = None
    url: Url = None
    latitude: Annotated[float | None, read_degrees(90)] = None
    longitude: Annotated[float | None, read_degrees(180)] = None
    external_identifier: Line = None
    external_identifier_type: Line = None
    organization_key: Annotated[
        str | None, read_key, From(("organization_id",)), Ref("organization", "organization_id")
    ] = None
    addresses: list[Address] = field(default_factory=list)
    accessibility: list[Accessibility] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)

    def check(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            lacking = "latitude" if self.latitude is None else "longitude"
            raise WrongValue("is missing: latitude and longitude come together", lacking)


class ServiceArea(Owned, kw_only=True):
    table: ClassVar[str] = "service_area"

    name: Annotated[str | None, read_line, From(("name", "service_area"))] = None
    service_area: Line = None
    description: Description = None
    extent: Annotated[str | None, read_shape] = None
    extent_type: Line = None
    uri: Url = None
    place_key: Annotated[str | None, read_key, From(("service_at_location_id",))] = None

    def check(self) -> None:
        """The profile has the name twice; only a second one that says something else is kept."""
        if self.service_area == self.name:
            self.service_area = None


class ServiceAtLocation(Owned, kw_only=True):
    table: ClassVar[str] = "service_at_location"

    description: Description = None
    location_key: Annotated[str | None, read_key, From(("location_id",)), Ref("location", "location_id")] = None
    location: Location | None = None
    contacts: list[Contact] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    service_areas: list[ServiceArea] = field(default_factory=list)

    def check(self) -> None:
        if self.location is None and self.location_key is None:
            raise WrongValue("is missing", "location")


class CostOption(Owned, kw_only=True):
    table: ClassVar[str] = "cost_option"

    valid_from: Day = None
    valid_to: Day = None
    option: Line = None
    currency: Line = None
    amount_pence: Annotated[int | None, read_pence, From(("amount",))] = None
    amount_description: Text = None


class RequiredDocument(Owned, kw_only=True):
    table: ClassVar[str] = "required_document"

    document: Text = None
    uri: Url = None


class Unit(Record, kw_only=True):
    """What places are counted in. The standard gives a record of it, some feeds its name."""

    table: ClassVar[str] = "unit"

    name: Line = None
    scheme: Line = None
    identifier: Line = None
    uri: Url = None


class ServiceCapacity(Owned, kw_only=True):
    """Room, by HSDS 3.1. `room` is our own word for it; a feed without it says how many places are left.

    What a feed says of the unit is taken apart into the fields of that name.
    """

    table: ClassVar[str] = "service_capacity"

    room: Annotated[str, read_one_of(*Room)] = ""
    available: Places = None
    maximum: Places = None
    description: Description = None
    updated: Annotated[datetime, read_moment]
    given_unit: Annotated[Unit | None, From(("unit",))] = None
    given_unit_key: Annotated[str | None, read_key, From(("unit_id",))] = None
    unit: Annotated[str, read_line, SET_BY_CHECK] = "places"
    unit_id: Annotated[uuid.UUID | None, read_key, SET_BY_CHECK] = None
    unit_scheme: Annotated[str | None, read_line, SET_BY_CHECK] = None
    unit_identifier: Annotated[str | None, read_line, SET_BY_CHECK] = None
    unit_uri: Annotated[str | None, read_url, SET_BY_CHECK] = None

    def check(self) -> None:
        unit, self.given_unit = self.given_unit or Unit(), None
        self.unit, self.unit_id = unit.name or self.unit, find_uuid(unit.key or self.given_unit_key)
        self.unit_scheme, self.unit_identifier, self.unit_uri = unit.scheme, unit.identifier, unit.uri
        self.given_unit_key = None
        if self.room:
            return
        if self.available is None:
            raise WrongValue("is missing", "available")
        is_waiting = any(each in (self.description or "").casefold() for each in WAITING_WORDS)
        full = Room.WAITING_LIST if is_waiting else Room.FULL
        self.room = (Room.HAS_ROOM if self.available else full).value


class Service(Owned, kw_only=True):
    table: ClassVar[str] = "service"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Description = None
    url: Url = None
    email: Email = None
    status: Annotated[str, read_one_of(*ServiceStatus)] = ServiceStatus.ACTIVE.value
    fees: Text = None
    fees_description: Text = None
    accreditations: Text = None
    licenses: Text = None
    eligibility_description: Text = None
    minimum_age: Annotated[int | None, read_least_age] = None
    maximum_age: Annotated[int | None, read_greatest_age] = None
    application_process: Text = None
    wait_time: Text = None
    interpretation_services: Text = None
    alert: Text = None
    assured_date: Day = None
    assurer_email: Email = None
    organization_key: Annotated[
        str | None, read_key, From(("organization_id",)), Ref("organization", "organization_id")
    ] = None
    program_key: Annotated[str | None, read_key, From(("program_id",)), Ref("program", "program_id")] = None
    organization: Organization | None = None
    program: Program | None = None
    service_at_locations: list[ServiceAtLocation] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)
    cost_options: list[CostOption] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    service_areas: list[ServiceArea] = field(default_factory=list)
    required_documents: list[RequiredDocument] = field(default_factory=list)
    capacities: list[ServiceCapacity] = field(default_factory=list)
    additional_urls: list[AdditionalUrl] = field(default_factory=list)

    def check(self) -> None:
        self.gather_areas()
        if self.organization is None and self.organization_key is None:
            raise WrongValue("is missing", "organization")
        if self.organization and self.organization.key is None and self.organization_key is None:
            raise WrongValue("is missing", "organization.id")
        if self.minimum_age is not None and self.maximum_age is not None and self.minimum_age > self.maximum_age:
            raise WrongValue(f"{self.minimum_age} is above maximum_age {self.maximum_age}", "minimum_age")

    def gather_areas(self) -> None:
        """Make the areas of the places areas of the service, each of which names its place."""
        known = {each.key: each for each in self.service_areas if each.key}
        for place in self.service_at_locations:
            for area in place.service_areas:
                area.place_key = place.key
                if (twin := known.get(area.key or "")) is None:
                    self.service_areas.append(area)
                else:
                    twin.place_key = place.key
            place.service_areas = []


def need_order(first_name: str, first: date | None, second_name: str, second: date | None) -> None:
    """Refuse two dates of which the second comes before the first."""
    if first is not None and second is not None and second < first:
        raise WrongValue(f"{second} is before {first_name} {first}", second_name)
