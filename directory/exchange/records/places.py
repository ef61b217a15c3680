"""Where something happens, and whom it is there for."""

from typing import Annotated, ClassVar

from msgspec import field

from directory.catalogue.models.places import PlaceType
from directory.catalogue.texts import NOT_STATED
from directory.exchange.records.contacts import Contact, Language, Phone
from directory.exchange.records.fields import Description, Line, Text, Url
from directory.exchange.records.schedules import Schedule
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From, Ref
from directory.exchange.values import WrongValue, read_degrees, read_key, read_line, read_one_of, read_shape

AnyPlaceType = Annotated[str, read_one_of(*PlaceType)]


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
