"""A service with all that belongs to it."""

from typing import Annotated, ClassVar

from msgspec import field

from directory.catalogue.models.services import ServiceStatus
from directory.exchange.records.conditions import CostOption, RequiredDocument, ServiceCapacity
from directory.exchange.records.contacts import AdditionalUrl, Contact, Language, Phone
from directory.exchange.records.fields import Day, Description, Email, Line, Text, Url
from directory.exchange.records.organizations import Funding, Organization, Program
from directory.exchange.records.places import ServiceArea, ServiceAtLocation
from directory.exchange.records.schedules import Schedule
from directory.exchange.records.terms import Owned
from directory.exchange.shapes import From, Ref
from directory.exchange.values import WrongValue, read_greatest_age, read_key, read_least_age, read_name, read_one_of


class Service(Owned, kw_only=True):
    table: ClassVar[str] = "service"

    name: Annotated[str, read_name]
    alternate_name: Line = None
    description: Description = None
    easy_read: Text = None
    url: Url = None
    email: Email = None
    status: Annotated[str, read_one_of(*ServiceStatus)] = ServiceStatus.ACTIVE.value
    fees: Text = None
    fees_description: Text = None
    cost_help: Text = None
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
